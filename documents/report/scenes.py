"""Shapes on a plane, in millimetres from the top left corner, all of them grey; as a PNG of 300 dpi for Word.

The PDF has the same shapes as strokes and letters (``documents/pdf/painted/scene.py``).
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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


def png(scene: Scene) -> bytes:
    """In sixteen greys, those of the scene among them: more are not seen, and take twice the time and the bytes."""
    image = Image.new("L", (round(scene.width * MM), round(scene.height * MM)), 255)
    draw, faces = ImageDraw.Draw(image), _Faces()
    for shape in scene.shapes:
        _paint(draw, shape, faces)
    greys = _greys(scene)
    image = image.point([min(range(len(greys)), key=lambda at: abs(greys[at] - value)) for value in range(256)])
    image.putpalette([grey for grey in greys for _ in "RGB"])
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3, bits=4, dpi=(DPI, DPI))
    return out.getvalue()


def _greys(scene: Scene) -> list[int]:
    """Sixteen: black, white, what the shapes are filled with, and the middles of the widest gaps between these."""
    found = sorted({0, 255, *(int(fill[1:3], 16) for shape in scene.shapes if (fill := getattr(shape, "fill", "")))})
    while len(found) < 16:
        _, at = max((above - below, at) for at, (below, above) in enumerate(itertools.pairwise(found)))
        found.insert(at + 1, (found[at] + found[at + 1]) // 2)
    return found


class _Faces(dict[tuple[str, float], ImageFont.FreeTypeFont]):
    """By name and size in points. To open one takes as long as to draw a word with it."""

    def __missing__(self, key: tuple[str, float]) -> ImageFont.FreeTypeFont:
        name, size = key
        self[key] = ImageFont.truetype(io.BytesIO(face(name)), round(size / 72 * DPI))
        return self[key]


def _paint(draw: ImageDraw.ImageDraw, shape: Shape, faces: _Faces) -> None:
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
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
        font = faces[shape.face, shape.size]
        draw.text((shape.x * MM, shape.y * MM), visible(shape.text), shape.fill, font, anchor)
