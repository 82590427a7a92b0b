"""Sub-points within one cell: "LKS didata ulang: a. oleh TKSK; b. oleh keuchik", typed or numbered by Word."""

from __future__ import annotations

from documents.readers.files.grid import Cell
from documents.readers.files.word_blocks import Paragraph
from documents.readers.values.numbered import marked


def lines_of(cell: Cell) -> list[Paragraph]:
    """The paragraphs of a cell, each with the number that Word shows before it."""
    texts = cell.text.split("\n")
    numbers = cell.numbers or ("",) * len(texts)
    return [Paragraph(t, n) for t, n in zip(texts, numbers, strict=True) if t.strip() or n]


def parted(cell: Cell, text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` (what the cell says, without its own number) as a sentence and the numbered lines below it.

    Dashes stay in the text: they are its lines, and nobody refers to them by a number.
    """
    lines = text.split("\n")
    numbers = cell.numbers[-len(lines) :] if len(cell.numbers) >= len(lines) else ("",) * len(lines)
    said, sub = [lines[0]], list[list[str]]()
    for line, number in zip(lines[1:], numbers[1:], strict=True):
        mark, rest = marked(line, number)
        if mark and not mark.bullet and rest:
            sub.append([f"{mark.written} {rest}"])
        elif sub:
            sub[-1].append(line.strip())
        else:
            said.append(line)
    if marked(lines[0])[0] is not None or not lines[0].strip():
        return text, ()
    return "\n".join(said), tuple("\n".join(lines) for lines in sub)
