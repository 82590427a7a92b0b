"""The rows of a table painted on a page that WeasyPrint laid out round them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

from documents.pdf.painted import tags
from documents.pdf.painted.lines import at_size
from documents.pdf.painted.shapes import BORDER, FRAME, Box, Line, NotPainted, Stretch, Stripe
from documents.pdf.painted.tags import Marked


class Painter:
    """Paints the stretches of one document; afterwards ``finish`` names their cells for whoever listens to it."""

    def __init__(self, names: tuple[str, str]) -> None:
        self.names = names
        self.document: Any = None  # whose faces are used
        self._marked: list[Marked] = []
        self._shown: dict[tuple[str, bool, bool], str] = {}
        self._faces: dict[bool, Any] = {}

    def paint(self, stretch: Stretch, stream: Any, scale: float) -> None:
        """Called when WeasyPrint has painted the page."""
        first = mark = sum(1 for part in stream.stream if isinstance(part, pydyf.Dictionary) and "MCID" in part)
        out: list[str] = []
        if stretch.head:
            out += self._head(stretch)
        out += _grounds(stretch)
        rows: list[list[tuple[int, int]]] = []
        down = stretch.down
        for stripe in stretch.stripes:
            row = []
            for cell in stripe.boxes:
                row.append((cell.span, mark if cell.lines else -1))
                if cell.lines:
                    out += (f"/TD <</MCID {mark}>> BDC", *self._text(cell.lines, stretch.across, down), "EMC")
                    mark += 1
            rows.append(row)
            down += stripe.height
        out += _rules(stretch)
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            stream.stream.append("\n".join(out))
        self._marked.append(Marked(stretch.table, stretch.page, first, rows))

    def _text(self, lines: Sequence[Line], across: float, down: float) -> Iterator[str]:
        yield "BT 0 g"
        for line in lines:
            yield f"/{self._face(line.strong).hash} {line.size:.4f} Tf"
            yield f"1 0 0 -1 {across + line.across:.5f} {down + line.down:.5f} Tm"
            yield self._glyphs(line.text, strong=line.strong, more=line.more)
        yield "ET"

    def _head(self, stretch: Stretch) -> Iterator[str]:
        """The heads again; they have been told once, and are an artifact here."""
        top = stretch.down - stretch.head
        yield "/Artifact BMC"
        for cell in stretch.plan.head.boxes:
            yield _filled(stretch.across + cell.left, top, cell.right - cell.left, stretch.head, cell.ground)
        for cell in stretch.plan.head.boxes:
            yield from self._text_of_head(cell, stretch, top)
        yield "EMC"

    def _text_of_head(self, cell: Box, stretch: Stretch, top: float) -> Iterator[str]:
        middle = (stretch.head - len(cell.lines) * stretch.plan.pitch) / 2
        if not cell.turned:
            yield from self._text(cell.lines, stretch.across, top + middle)
            return
        line = cell.lines[0]
        face = self._face(line.strong)
        yield f"BT 0 g /{face.hash} {line.size:.4f} Tf"
        yield f"0 -1 -1 0 {stretch.across + line.across:.3f} {top + line.down:.3f} Tm"
        yield f"{self._glyphs(line.text, strong=line.strong, more=False)} ET"

    def _glyphs(self, text: str, *, strong: bool, more: bool) -> str:
        key = text, strong, more
        if key not in self._shown:
            face, own = self._face(strong), at_size(self.names[strong], 1)
            for char in text + " ":
                glyph = own.glyphs[char]
                face.to_unicode.setdefault(glyph, char)
                face.widths.setdefault(glyph, round(own.advances[char] * 1000 / own.per_em))
            told = "".join(f"{own.glyphs[char]:04x}" for char in (f"{text} " if more else text))
            self._shown[key] = f"<{told}> Tj"
        return self._shown[key]

    def _face(self, strong: bool) -> Any:
        """The face as WeasyPrint knows it, from what it has painted before."""
        if strong not in self._faces:
            family = {"arimo": "Arimo", "bonum": "TeXGyreBonum"}[self.names[False]]
            wanted = [
                face for face in self.document.fonts.values()
                if face.family == family and (face.weight >= 600) == strong and not face.style
            ]  # fmt: skip
            if not wanted:
                raise NotPainted(f"no {family}")
            self._faces[strong] = wanted[0]
        return self._faces[strong]

    def finish(self, pdf: Any) -> None:
        """Names what was painted, once WeasyPrint has named all else."""
        tags.add(pdf, self._marked)


def _grounds(stretch: Stretch) -> Iterator[str]:
    down = stretch.down
    yield "/Artifact BMC"
    for stripe in stretch.stripes:
        for cell in stripe.boxes:
            if cell.ground < 1:
                left = stretch.across + cell.left
                yield _filled(left, down, cell.right - cell.left, stripe.height, cell.ground)
        down += stripe.height
    yield "EMC"


def _filled(left: float, top: float, width: float, height: float, ground: float) -> str:
    return f"{ground:.4f} g {left:.3f} {top:.3f} {width:.3f} {height:.3f} re f"


def _rules(stretch: Stretch) -> Iterator[str]:
    """The lines between rows and cells, and the boxes round what is late."""
    yield f"/Artifact BMC 0 G {BORDER:.4f} w"
    left, right = stretch.across - BORDER / 2, stretch.across + stretch.plan.width + BORDER / 2
    top = down = stretch.down
    begun: dict[float, float] = {}
    yield f"{left:.3f} {down:.3f} m {right:.3f} {down:.3f} l"
    if stretch.head:
        top -= stretch.head
        yield f"{left:.3f} {top:.3f} m {right:.3f} {top:.3f} l"
        begun = dict.fromkeys(_edges(stretch.plan.head), top - BORDER / 2)
    framed = []
    for stripe in stretch.stripes:
        edges = _edges(stripe)
        for edge in [edge for edge in begun if edge not in edges]:
            yield _upright(stretch.across + edge, begun.pop(edge), down)
        for edge in edges:
            begun.setdefault(edge, down)
        framed += [(x + stretch.across, y + down, w, h) for x, y, w, h in (c.framed for c in stripe.boxes if c.framed)]
        down += stripe.height
        yield f"{left:.3f} {down:.3f} m {right:.3f} {down:.3f} l"
    for edge, start in begun.items():
        yield _upright(stretch.across + edge, start, down)
    yield "S 0 g"
    yield from (f"{_box(*box, 0)} {_box(*box, FRAME)} f*" for box in framed)
    yield "EMC"


def _box(left: float, top: float, width: float, height: float, inset: float) -> str:
    return f"{left + inset:.3f} {top + inset:.3f} {width - 2 * inset:.3f} {height - 2 * inset:.3f} re"


def _edges(stripe: Stripe) -> list[float]:
    return [stripe.boxes[0].left, *(cell.right for cell in stripe.boxes if not cell.open)]


def _upright(across: float, start: float, end: float) -> str:
    return f"{across:.3f} {start:.3f} m {across:.3f} {end + BORDER / 2:.3f} l"
