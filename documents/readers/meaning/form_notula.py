"""A notula laid out as a table ("Tempat | Aula", "Hasil Rapat | 1. … 2. …") read as headings and text."""

from __future__ import annotations

from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.files.word_blocks import Block, Paragraph
from documents.readers.meaning.cards import shown_cells
from documents.readers.meaning.cell_points import lines_of
from documents.readers.meaning.sections import OUTCOMES, UNKNOWN, is_fact, kind_of

_MOST_WORDS, _MOST_CELLS = 6, 3


def unfolded(blocks: list[Block]) -> list[Block]:
    """The blocks with each such table replaced by what it says; its rows may hold tables of their own."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and is_form(block):
            out += [line for row in block.rows for line in _said(row)]
            out += block.inside
        else:
            out.append(block)
    return out


def is_form(grid: Grid) -> bool:
    """Most rows begin with words that announce a part of a notula, and none has more than a label and its text."""
    rows = [cells for row in grid.rows if (cells := shown_cells(row))]
    if not rows or any(len(cells) > _MOST_CELLS for cells in rows):
        return False
    labels = [_label(cells[0]) for cells in rows]
    known = sum(kind_of(label) != UNKNOWN for label in labels if len(label.split()) <= _MOST_WORDS)
    return known >= 2 and known * 5 >= len(rows) * 3


def _label(cell: Cell) -> str:
    return cell.text.strip().rstrip(":").strip()


def _said(row: Row) -> list[Paragraph]:
    cells = shown_cells(row)
    if not cells:
        return []
    if len(cells) == 1:
        return lines_of(cells[0])
    values = [line for cell in cells[1:] for line in lines_of(cell)]
    label = _label(cells[0])
    text = values[0].text.lstrip(" :\t") if values else ""
    if len(values) == 1 and kind_of(label) != OUTCOMES and is_fact(label, text):
        return [Paragraph(f"{label} : {text}")]
    if values:
        values[0] = Paragraph(text, values[0].number, values[0].level)
    return [Paragraph(label, number=cells[0].number, bold=True, outline=0), *values]
