"""The shapes of a scene as strokes of the PDF, its letters as text that can be found and copied.

Of the same picture as SVG, with its letters as outlines, the PDF engine takes a third of the time of a report.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from documents.pdf.painted.faces import Faces
from documents.pdf.painted.lines import at_size
from documents.report import scenes
from documents.report.fonts import visible
from documents.report.scenes import Dot, Line, Rect, Scene, Shape, Words

MM = 96 / 25.4  # pixels of a millimetre
_ROUND = 0.5522847  # of the radius: where the handles of a quarter of a circle stand


@dataclass
class Picture:
    """What WeasyPrint takes for a picture; it draws itself."""

    scene: Scene
    faces: Faces

    def get_intrinsic_size(self, *_: object) -> tuple[float, float, float]:
        """Width and height in pixels, and their ratio."""
        return self.scene.width * MM, self.scene.height * MM, self.scene.width / self.scene.height

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Called by WeasyPrint where the picture's left top corner is the origin."""
        stream.transform(a=width / self.scene.width, d=height / self.scene.height)
        stream.stream.append("\n".join(self._operators(stream)))

    def _operators(self, stream: Any) -> Iterator[str]:
        """Letters come last, as they stand over all else."""
        drawn = [shape for shape in self.scene.shapes if not isinstance(shape, Words)]
        for look, alike in itertools.groupby(drawn, _look):
            yield from _strokes(*look, alike)
        yield "BT"
        for shape in self.scene.shapes:
            if isinstance(shape, Words):
                yield from self._letters(shape, stream)
        yield "ET"

    def _letters(self, words: Words, stream: Any) -> Iterator[str]:
        text, size = visible(words.text), words.size * scenes.POINT
        wide = at_size(words.face, size).width(text)
        across = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
        yield f"{_grey(words.fill)} g"
        yield self.faces.text(words.face, size, text, f"1 0 0 -1 {across:.4f} {words.y:.4f}", stream)


def _look(shape: Shape) -> tuple[str, float]:
    return getattr(shape, "fill", ""), getattr(shape, "line", 0.0)


def _strokes(fill: str, line: float, shapes: Iterable[Shape]) -> Iterator[str]:
    if fill:
        yield f"{_grey(fill)} g"
    if line:
        yield f"0 G {line:.3f} w"
    yield from map(_outline, shapes)
    yield {(True, True): "B", (True, False): "f", (False, True): "S"}.get((bool(fill), bool(line)), "n")


def _outline(shape: Shape) -> str:
    if isinstance(shape, Rect):
        return f"{shape.x:.3f} {shape.y:.3f} {shape.width:.3f} {shape.height:.3f} re"
    if isinstance(shape, Line):
        return f"{shape.x:.3f} {shape.y:.3f} m {shape.to_x:.3f} {shape.to_y:.3f} l"
    return _circle(shape) if isinstance(shape, Dot) else ""


def _circle(dot: Dot) -> str:
    x, y, far, near = dot.x, dot.y, dot.radius, dot.radius * _ROUND
    quarters = [
        (far, near, near, far, 0, far), (-near, far, -far, near, -far, 0),
        (-far, -near, -near, -far, 0, -far), (near, -far, far, -near, far, 0),
    ]  # fmt: skip
    curves = (" ".join(f"{c + (y if n % 2 else x):.3f}" for n, c in enumerate(one)) + " c" for one in quarters)
    return f"{x + far:.3f} {y:.3f} m {' '.join(curves)} h"


def _grey(fill: str) -> str:
    """A colour of six digits, of which each pair is alike."""
    return f"{int(fill[1:3], 16) / 255:.4f}"
