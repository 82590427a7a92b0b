"""What a Word file consists of: paragraphs and tables in one row."""

from __future__ import annotations

from dataclasses import dataclass, field

from documents.readers.files.grid import Contents, Grid


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
    """``blocks`` holds the paragraphs and the tables of ``grids`` together, in their order."""

    blocks: list[Block] = field(default_factory=list)
