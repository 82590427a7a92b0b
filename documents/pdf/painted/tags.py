"""What was painted, named in the tree of tags: one table, however many pages it takes, with all of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf


class Operators(pydyf.Object):  # type: ignore[misc]
    """A piece of a page's content. ``cells`` are the places in ``out`` where marked content begins: their numbers are
    known when WeasyPrint has marked all else on the page."""

    def __init__(self, out: list[str], cells: Sequence[int]) -> None:
        super().__init__()
        self.out, self.cells = out, cells

    def mark(self, numbers: Iterable[int]) -> None:
        """Gives the cells their numbers."""
        for at, number in zip(self.cells, numbers, strict=False):
            self.out[at] = f"/TD <</MCID {number}>> BDC"

    @property
    def data(self) -> bytes:
        """What stands in the file."""
        return "\n".join(self.out).encode()


@dataclass(frozen=True)
class Marked:
    """The rows of a table on one page: of each cell its span and whether it has marked content.

    ``own`` is the number of the mark that WeasyPrint made where they stand, and took for that of a picture.
    """

    table: int
    page: int
    own: int
    rows: Sequence[Sequence[tuple[int, bool]]]
    operators: Operators


def add(pdf: Any, marked: Sequence[Marked]) -> None:
    """Each painted table gets its rows, in the place of what held it open."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    pages = [page.decode() for page in pdf.page_references]
    bodies: dict[int, Any] = {}
    for one in marked:
        marks = numbers[2 * one.page + 1]
        holder = _object(pdf, _object(pdf, marks[one.own])["P"])
        holder["K"] = pydyf.Array()
        if one.table not in bodies:  # on its first page a cell of the table holds the room
            bodies[one.table] = _body(pdf, holder)
        free = [one.own, *range(len(marks), len(marks) + len(one.operators.cells) - 1)]
        one.operators.mark(free)
        marks += [b"null"] * (len(free) - 1)
        marks[one.own] = b"null"
        body, left = bodies[one.table], iter(free)
        for row in one.rows:
            told = [(span, next(left) if has_text else -1) for span, has_text in row]
            body["K"].append(_row(pdf, body.reference.decode(), pages[one.page], told, marks))


def _body(pdf: Any, holder: Any) -> Any:
    """The body of the table that ``holder`` stands in, emptied."""
    while holder["S"] != "/TBody":
        holder = _object(pdf, holder["P"])
    holder["K"] = pydyf.Array()
    return holder


class _Words(pydyf.Object):  # type: ignore[misc]
    """An object whose words are put together already: a long table has tens of thousands."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.words = words

    @property
    def data(self) -> bytes:
        return self.words.encode()


def _row(pdf: Any, body: str, page: str, cells: Sequence[tuple[int, int]], marks: Any) -> Any:
    """Of each cell its span and the number of its marked content, or -1."""
    row = _Words()
    pdf.add_object(row)
    kids = []
    for span, mark in cells:
        wide = f"/A<</O/Table/ColSpan {span}>>" if span > 1 else ""
        kid = f"/K {mark}" if mark >= 0 else ""
        cell = _Words(f"<</Type/StructElem/S/TD/P {row.number} 0 R/Pg {page}{wide}{kid}>>")
        pdf.add_object(cell)
        kids.append(f"{cell.number} 0 R")
        if mark >= 0:
            marks[mark] = cell.reference
    row.words = f"<</Type/StructElem/S/TR/P {body}/Pg {page}/K[{' '.join(kids)}]>>"
    return row.reference


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
