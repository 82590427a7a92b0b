"""A letterhead's plan -> the elements of Word that stand above and below its pages. All of it is written here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from documents.word.elements import W, field, w
from documents.word.letterhead_draw import Embed, drawn
from documents.word.letterhead_plan import Block, Drawing, Field, Gone, Look, Node, Paragraph, Part, Run, Table, Text

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SECTION_ORDER = ("pgSz", "pgMar", "pgBorders")
_Made = Sequence[etree._Element]


def elements(blocks: Sequence[Block], embed: Embed) -> list[etree._Element]:
    """``embed(picture)`` takes a picture into the part and returns the name of its relation."""
    made = [_table(b, embed) if isinstance(b, Table) else _paragraph(b, embed) for b in blocks]
    if made and made[-1].tag == f"{W}tbl":
        made.append(w("p"))  # nothing may end with a table
    return made


def node(said: Node) -> etree._Element:
    """A property as an element."""
    return w(said.name, *(node(inside) for inside in said.inside), **dict(said.values))


def put_sheet(settings: Any, sheet: Look) -> None:
    """Size, margins and border of a section, in the place of what it has."""
    for said in sheet:
        made, old = node(said), settings.find(W + said.name)
        if old is not None:
            settings.replace(old, made)
        else:
            before = [settings.find(W + name) for name in _SECTION_ORDER[: _SECTION_ORDER.index(said.name)]]
            next(found for found in reversed(before) if found is not None).addnext(made)


def _paragraph(block: Paragraph, embed: Embed) -> etree._Element:
    properties = [node(said) for said in block.look]
    mark = w("rPr", *(node(said) for said in block.mark))
    return w("p", w("pPr", *properties, mark), *(made for run in block.runs for made in _run(run, embed)))


def _run(run: Run, embed: Embed) -> list[etree._Element]:
    """One run, or several round a field: its pieces are runs of their own."""
    made: list[etree._Element] = []
    current: etree._Element | None = None
    for part in (part for part in run.parts if not isinstance(part, Gone)):
        if isinstance(part, Field):
            made += [_set(piece, run.look) for piece in field(part.code, "1")]
            current = None
            continue
        if current is None:
            current = _set(w("r"), run.look)
            made.append(current)
        current.append(_part(part, embed))
    return made


def _set(run: etree._Element, look: Look) -> etree._Element:
    run.insert(0, w("rPr", *(node(said) for said in look)))
    return run


def _part(part: Part, embed: Embed) -> etree._Element:
    if isinstance(part, Text):
        made = w("t")
        made.text = part.text
        made.set(SPACE, "preserve")
        return made
    if isinstance(part, Drawing):
        return drawn(part, embed, lambda blocks: elements(blocks, embed))
    if isinstance(part, Node):
        return node(part)
    raise TypeError(f"no part of a run: {part}")


def _table(block: Table, embed: Embed) -> etree._Element:
    grid = w("tblGrid", *(w("gridCol", w=column) for column in block.columns))
    rows = []
    for row in block.rows:
        cells = []
        for cell in row.cells:
            inside = elements(cell.blocks, embed) or [w("p")]
            cells.append(w("tc", w("tcPr", *(node(said) for said in cell.look)), *inside))
        rows.append(w("tr", w("trPr", *(node(said) for said in row.look)) if row.look else None, *cells))
    return w("tbl", w("tblPr", *(node(said) for said in block.look), w("tblLook", val="0000")), grid, *rows)
