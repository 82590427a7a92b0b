"""The rows of a table painted on a page that WeasyPrint laid out round them, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from documents.pdf.painted import tags
from documents.pdf.painted.faces import Faces
from documents.pdf.painted.lines import at_size
from documents.pdf.painted.shapes import BORDER, FRAME, HEAVY, Box, Line, Stretch, Stripe
from documents.pdf.painted.tags import Marked, Operators


class Painter:
    """Paints the stretches of one document; afterwards ``finish`` names their cells for whoever listens to it."""

    def __init__(self, names: tuple[str, str, str], faces: Faces) -> None:
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
        for line in lines:
            if line.struck:
                yield self._through(line, stretch.across + line.across, down + line.down)

    def _through(self, line: Line, across: float, down: float) -> str:
        """The line through a text, where its face wants it."""
        face = at_size(self.names[line.strong], line.size)
        over, thick = face.strike
        right = across + face.width(line.text)
        return f"0 G {thick:.4f} w {across:.4f} {down - over:.4f} m {right:.4f} {down - over:.4f} l S"

    def _head(self, stretch: Stretch, stream: Any) -> Iterator[str]:
        """The heads again; they have been told once, and are an artifact here."""
        top = stretch.down - stretch.head
        yield "/Artifact BMC"
        for cell in stretch.plan.head.boxes:
            first, last = (stretch.heads[row] for row in cell.rows)
            yield _filled(stretch.across + cell.left, top + first, cell.right - cell.left, last - first, cell.ground)
        for cell in stretch.plan.head.boxes:
            yield from self._text_of_head(cell, stretch, top, stream)
        yield "EMC"

    def _text_of_head(self, cell: Box, stretch: Stretch, top: float, stream: Any) -> Iterator[str]:
        if not cell.turned:
            first, last = (stretch.heads[row] for row in cell.rows)
            yield from self._text(cell.lines, stretch, top + (first + last - cell.height) / 2, stream)
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
    down = stretch.down
    yield f"{left:.3f} {down:.3f} m {right:.3f} {down:.3f} l"
    if stretch.heads:
        yield from _between_heads(stretch)
    begun, heavy = _begun(stretch), stretch.plan.heavy
    thick: list[str] = []
    for stripe in stretch.stripes:
        edges = _edges(stripe)
        for edge in [edge for edge in begun if edge not in edges]:
            line = _upright(stretch.across + edge, begun.pop(edge), down)
            if edge in heavy:
                thick.append(line)
            else:
                yield line
        for edge in edges:
            begun.setdefault(edge, down)
        down += stripe.height
        yield f"{left:.3f} {down:.3f} m {right:.3f} {down:.3f} l"
    yield from (_upright(stretch.across + edge, start, down) for edge, start in begun.items() if edge not in heavy)
    thick += (_upright(stretch.across + edge, start, down) for edge, start in begun.items() if edge in heavy)
    if thick:
        yield "\n".join(("S", f"{HEAVY:.4f} w", *thick))
    yield "S 0 g"
    yield from (f"{_box(*box, 0)} {_box(*box, FRAME)} f*" for box in _framed(stretch))
    yield "EMC"


def _between_heads(stretch: Stretch) -> Iterator[str]:
    """The line over the heads, and those between the rows of them."""
    top = stretch.down - stretch.head
    left, right = stretch.across - BORDER / 2, stretch.across + stretch.plan.width + BORDER / 2
    yield f"{left:.3f} {top:.3f} m {right:.3f} {top:.3f} l"
    for cell in stretch.plan.head.boxes:
        if cell.rows[0]:
            down = top + stretch.heads[cell.rows[0]]
            yield f"{stretch.across + cell.left:.3f} {down:.3f} m {stretch.across + cell.right:.3f} {down:.3f} l"


def _begun(stretch: Stretch) -> dict[float, float]:
    """Where each line between columns begins that the heads have."""
    if not stretch.heads:
        return {}
    top = stretch.down - stretch.head - BORDER / 2
    begun = {0.0: top}
    for cell in stretch.plan.head.boxes:  # those of the upper row come first
        begun.setdefault(cell.right, top + stretch.heads[cell.rows[0]])
    return begun


def _framed(stretch: Stretch) -> Iterator[tuple[float, float, float, float]]:
    down = stretch.down
    for stripe in stretch.stripes:
        for cell in stripe.boxes:
            if cell.framed:
                x, y, width, height = cell.framed
                yield x + stretch.across, y + down, width, height
        down += stripe.height


def _box(left: float, top: float, width: float, height: float, inset: float) -> str:
    return f"{left + inset:.3f} {top + inset:.3f} {width - 2 * inset:.3f} {height - 2 * inset:.3f} re"


def _edges(stripe: Stripe) -> list[float]:
    return [stripe.boxes[0].left, *(cell.right for cell in stripe.boxes if not cell.open)]


def _upright(across: float, start: float, end: float) -> str:
    return f"{across:.3f} {start:.3f} m {across:.3f} {end + BORDER / 2:.3f} l"
