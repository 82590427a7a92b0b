"""The rows of a table painted on a page that WeasyPrint laid out round them, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from documents.pdf.painted import tags
from documents.pdf.painted.faces import Faces
from documents.pdf.painted.shapes import BORDER, FRAME, Box, Line, Stretch, Stripe
from documents.pdf.painted.tags import Marked, Operators


class Painter:
    """Paints the stretches of one document; afterwards ``finish`` names their cells for whoever listens to it."""

    def __init__(self, names: tuple[str, str], faces: Faces) -> None:
        self.names, self.faces = names, faces
        self._marked: list[Marked] = []

    def paint(self, stretch: Stretch, stream: Any) -> None:
        """Called where WeasyPrint draws the picture that holds the room open, whose mark the first cell takes."""
        own = _unmarked(stream)
        out = [*(self._head(stretch, stream) if stretch.head else ()), *_grounds(stretch)]
        rows: list[list[tuple[int, bool]]] = []
        cells: list[int] = []
        down = stretch.down
        for stripe in stretch.stripes:
            rows.append([(cell.span, bool(cell.lines)) for cell in stripe.boxes])
            for cell in stripe.boxes:
                if cell.lines:
                    cells.append(len(out))
                    out += ("", *self._text(cell.lines, stretch, down, stream), "EMC")
            down += stripe.height
        out += _rules(stretch)
        operators = Operators(out, cells)
        _back_to_page(stream)
        stream.stream.append(operators)
        stream.begin_marked_content("Artifact")  # WeasyPrint ends the mark of the picture
        self._marked.append(Marked(stretch.table, stretch.page, own, rows, operators))

    def _text(self, lines: Sequence[Line], stretch: Stretch, down: float, stream: Any) -> Iterator[str]:
        yield "BT 0 g"
        for line in lines:
            place = f"1 0 0 -1 {stretch.across + line.across:.5f} {down + line.down:.5f}"
            text = f"{line.text} " if line.more else line.text
            yield self.faces.text(self.names[line.strong], line.size, text, place, stream)
        yield "ET"

    def _head(self, stretch: Stretch, stream: Any) -> Iterator[str]:
        """The heads again; they have been told once, and are an artifact here."""
        top = stretch.down - stretch.head
        yield "/Artifact BMC"
        for cell in stretch.plan.head.boxes:
            yield _filled(stretch.across + cell.left, top, cell.right - cell.left, stretch.head, cell.ground)
        for cell in stretch.plan.head.boxes:
            yield from self._text_of_head(cell, stretch, top, stream)
        yield "EMC"

    def _text_of_head(self, cell: Box, stretch: Stretch, top: float, stream: Any) -> Iterator[str]:
        if not cell.turned:
            middle = (stretch.head - len(cell.lines) * stretch.plan.pitch) / 2
            yield from self._text(cell.lines, stretch, top + middle, stream)
            return
        line = cell.lines[0]
        place = f"0 -1 -1 0 {stretch.across + line.across:.3f} {top + line.down:.3f}"
        yield f"BT 0 g {self.faces.text(self.names[line.strong], line.size, line.text, place, stream)} ET"

    def finish(self, pdf: Any) -> None:
        """Names what was painted, once WeasyPrint has named all else."""
        tags.add(pdf, self._marked)


@dataclass
class Room:
    """What WeasyPrint takes for a picture, and what asks for the rows where it is drawn: in the order of reading."""

    painter: Painter
    stretch: Stretch | None = None  # known when everything is laid out

    def get_intrinsic_size(self, *_: object) -> tuple[float, float, float]:
        """Width, height and their ratio."""
        return 1, 1, 1

    def draw(self, stream: Any, *_: object) -> None:
        """Called by WeasyPrint on the page."""
        if self.stretch:
            self.painter.paint(self.stretch, stream)


def _unmarked(stream: Any) -> int:
    """Takes away the mark that was begun last; its number."""
    at = len(stream.stream) - 1 - stream.stream[::-1].index(b"BDC")
    number = stream.stream[at - 1]["MCID"]
    del stream.stream[at - 2 : at + 1]
    return int(number)


def _back_to_page(stream: Any) -> None:
    """Measures are counted from the page's left and top edge again. Within a page nothing is scaled or turned here."""
    scale, height = stream.ctm[0][0], stream.page_rectangle[3]
    across, down = stream.ctm[2][0] / scale, height - stream.ctm[2][1] / scale
    stream.transform(e=-across, f=-down)


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
