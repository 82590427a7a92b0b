"""What was painted, named in the tree of tags: one table, however many pages it takes, with all of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from documents.pdf.painted.shapes import NotPainted


@dataclass(frozen=True)
class Marked:
    """The rows of a table on one page: of each cell its span and the number of its marked content, or -1.

    ``first`` is how many marks the page had before.
    """

    table: int
    page: int
    first: int
    rows: Sequence[Sequence[tuple[int, int]]]


def add(pdf: Any, marked: Sequence[Marked]) -> None:
    """Each painted table gets its rows, in the place of what held it open. Raises ``NotPainted``."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    bodies = list(_bodies(pdf))
    pages = [page.decode() for page in pdf.page_references]
    tables = list(dict.fromkeys(one.table for one in marked))
    if len(bodies) != len(tables):
        raise NotPainted(f"{len(bodies)} of {len(tables)} tables found")
    for one in marked:
        body, marks = bodies[tables.index(one.table)], numbers[2 * one.page + 1]
        if len(marks) != one.first:
            raise NotPainted(f"{len(marks)} marks in place of {one.first}")
        for row in one.rows:
            body["K"].append(_row(pdf, body.reference.decode(), pages[one.page], row, marks))


class _Words(pydyf.Object):  # type: ignore[misc]
    """An object whose words are put together already: a long table has tens of thousands."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.words = words

    @property
    def data(self) -> bytes:
        return self.words.encode()


def _row(pdf: Any, body: str, page: str, cells: Sequence[tuple[int, int]], marks: Any) -> Any:
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
            marks.append(cell.reference)
    row.words = f"<</Type/StructElem/S/TR/P {body}/Pg {page}/K[{' '.join(kids)}]>>"
    return row.reference


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _bodies(pdf: Any) -> Iterator[Any]:
    """The bodies of the painted tables, emptied: each held one row with one head, which no other table has."""
    for body in pdf.objects:
        if not isinstance(body, pydyf.Dictionary) or body.get("S") != "/TBody" or len(body["K"]) != 1:
            continue
        cells = [_object(pdf, cell) for cell in _object(pdf, body["K"][0])["K"]]
        if len(cells) == 1 and cells[0]["S"] == "/TH":
            body["K"] = pydyf.Array()
            yield body
