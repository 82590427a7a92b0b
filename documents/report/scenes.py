"""Shapes on a plane, in millimetres from the top left corner, as SVG for the PDF and as a PNG of 300 dpi for Word.

Letters are outlines, so that what is drawn is a picture with its words beside it, alike in both files.
"""

from __future__ import annotations

import functools
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from documents.report.fonts import face, visible

DPI = 300
MM, POINT = DPI / 25.4, 25.4 / 72  # pixels of a millimetre, millimetres of a point
BLACK, WHITE = "#000000", "#ffffff"
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rect:
    """A rectangle; without ``fill`` it is open, ``line`` is its frame in mm."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: float = 0.0


@dataclass(frozen=True)
class Line:
    x: float
    y: float
    to_x: float
    to_y: float
    line: float = 0.2


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    fill: str = BLACK
    line: float = 0.0


@dataclass(frozen=True)
class Words:
    """``y`` is the line on which they stand, ``size`` in points."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    anchor: Anchor = "start"
    fill: str = BLACK

    @property
    def face(self) -> str:
        return "arimo-bold" if self.bold else "arimo"


Shape = Rect | Line | Dot | Words


@dataclass(frozen=True)
class Scene:
    width: float
    height: float
    shapes: tuple[Shape, ...]


def hatch(box: Rect, apart: float = 1.6) -> Iterator[Line]:
    """Lines across a rectangle, from below left to above right."""
    most = box.width + box.height
    at = apart
    while at < most:
        x, to_x = box.x + max(0.0, at - box.height), box.x + min(at, box.width)
        yield Line(x, box.y + min(at, box.height), to_x, box.y + max(0.0, at - box.width), 0.15)
        at += apart


def dots(box: Rect, apart: float = 1.5) -> Iterator[Dot]:
    """Dots all over a rectangle."""
    for row in range(int(box.height / apart)):
        for column in range(int(box.width / apart)):
            yield Dot(box.x + (column + 0.5) * apart, box.y + (row + 0.5) * apart, 0.16)


def svg(scene: Scene) -> bytes:
    """Letters come last, and what is alike in one path: of a thousand elements the PDF engine takes a second."""
    drawn = [shape for shape in scene.shapes if not isinstance(shape, Words)]
    body = "".join(_element(list(alike)) for _, alike in itertools.groupby(drawn, _look))
    inks = dict.fromkeys(shape.fill for shape in scene.shapes if isinstance(shape, Words))
    body += "".join(f'<path fill="{ink}" d="{"".join(_letters(scene, ink))}"/>' for ink in inks)
    size = f'width="{_n(scene.width)}mm" height="{_n(scene.height)}mm"'
    view = f'viewBox="0 0 {_n(scene.width)} {_n(scene.height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>{body}</svg>'.encode()


def _look(shape: Shape) -> tuple[Any, ...]:
    return type(shape), getattr(shape, "fill", ""), getattr(shape, "line", 0)


def _element(alike: list[Shape]) -> str:
    first = alike[0]
    fill = getattr(first, "fill", "") or "none"
    line = getattr(first, "line", 0.0)
    stroke = f'stroke="{BLACK}" stroke-width="{_n(line)}"' if line else 'stroke="none"'
    return f'<path fill="{fill}" {stroke} d="{"".join(map(_outline, alike))}"/>'


def _outline(shape: Shape) -> str:
    if isinstance(shape, Rect):
        return f"M{_n(shape.x)} {_n(shape.y)}h{_n(shape.width)}v{_n(shape.height)}h{_n(-shape.width)}z"
    if isinstance(shape, Line):
        return f"M{_n(shape.x)} {_n(shape.y)}L{_n(shape.to_x)} {_n(shape.to_y)}"
    if isinstance(shape, Dot):
        radius, across = _n(shape.radius), _n(2 * shape.radius)
        half = f"a{radius} {radius} 0 1 0"
        return f"M{_n(shape.x - shape.radius)} {_n(shape.y)}{half} {across} 0{half} -{across} 0z"
    return ""


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _letters(scene: Scene, ink: str) -> Iterator[str]:
    for shape in scene.shapes:
        if isinstance(shape, Words) and shape.fill == ink:
            yield from _outlined(shape)


def _outlined(words: Words) -> Iterator[str]:
    scale = words.size * POINT / _font(words.face)["em"]
    letters = [_glyph(char, words.face) for char in visible(words.text)]
    wide = sum(advance for _, advance in letters) * scale
    x = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    for drawn, advance in letters:
        for letter, points in drawn:
            yield letter + " ".join(f"{_n(x + a * scale)} {_n(words.y - b * scale)}" for a, b in points)
        x += advance * scale


@functools.cache
def _font(name: str) -> dict[str, Any]:
    font = TTFont(io.BytesIO(face(name)))
    return {"glyphs": font.getGlyphSet(), "names": font.getBestCmap(), "em": font["head"].unitsPerEm}


@functools.lru_cache(maxsize=512)
def _glyph(char: str, name: str) -> tuple[list[tuple[str, list[tuple[float, float]]]], float]:
    """Its outline as letters of a path with their points, and how wide it is, in units of the face; true to two units
    of the 2,048 of its height, for each point costs the PDF engine time."""
    font = _font(name)
    glyph = font["glyphs"][font["names"].get(ord(char), ".notdef")]
    pen = DecomposingRecordingPen(font["glyphs"])
    glyph.draw(Qu2CuPen(pen, 2.0, all_cubic=True))
    known = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "z", "endPath": ""}
    return [(known[step], list(points)) for step, points in pen.value], float(glyph.width)


def png(scene: Scene) -> bytes:
    image = Image.new("L", (round(scene.width * MM), round(scene.height * MM)), 255)
    draw = ImageDraw.Draw(image)
    for shape in scene.shapes:
        _paint(draw, shape)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6, dpi=(DPI, DPI))
    return out.getvalue()


def _paint(draw: ImageDraw.ImageDraw, shape: Shape) -> None:
    if isinstance(shape, Rect):
        corners = [shape.x * MM, shape.y * MM, (shape.x + shape.width) * MM, (shape.y + shape.height) * MM]
        draw.rectangle(corners, shape.fill or None, BLACK if shape.line else None, round(shape.line * MM))
    elif isinstance(shape, Line):
        ends = [shape.x * MM, shape.y * MM, shape.to_x * MM, shape.to_y * MM]
        draw.line(ends, BLACK, max(1, round(shape.line * MM)))
    elif isinstance(shape, Dot):
        x, y, radius = shape.x * MM, shape.y * MM, shape.radius * MM
        ring = [x - radius, y - radius, x + radius, y + radius]
        draw.ellipse(ring, shape.fill, BLACK if shape.line else None, round(shape.line * MM))
    else:
        font = ImageFont.truetype(io.BytesIO(face(shape.face)), round(shape.size / 72 * DPI))
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
        draw.text((shape.x * MM, shape.y * MM), visible(shape.text), shape.fill, font, anchor)
