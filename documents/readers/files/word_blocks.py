"""What a text consists of, of Word, LibreOffice or a PDF: paragraphs and tables in one row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.readers.files.grid import Contents, Grid

MOST_DEEP = 8  # tables and text boxes in one another
TOO_DEEP = f"Tabel atau kotak teks di dalam {MOST_DEEP} yang lain tidak dibaca."


@dataclass(frozen=True)
class Paragraph:
    """``number`` is the automatic one as shown, ``level`` its depth in the list; ``outline`` that of a heading."""

    text: str
    number: str = ""
    level: int = 0
    outline: int | None = None
    bold: bool = False


Block = Paragraph | Grid


@dataclass
class WordContents(Contents):
    """``blocks`` holds the paragraphs and the tables of ``grids`` together, in their order; ``title`` is what a PDF of
    ours calls itself."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""


class Nesting:
    """How deep a reader is in tables and boxes that stand in one another; ``left_out`` is told of what is too deep."""

    def __init__(self, left_out: dict[str, None]) -> None:
        self._left_out, self._deep = left_out, 0

    def deeper(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """What stands in a table or a box, unless that stands in too many others."""
        if self._deep == MOST_DEEP:
            self._left_out[TOO_DEEP] = None
            return
        self._deep += 1
        yield from blocks
        self._deep -= 1
