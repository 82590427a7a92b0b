"""Blocks that are ticked and filled in by hand: grids of boxes, ruled lines, slips. They are blocks as all others."""

from __future__ import annotations

from dataclasses import dataclass

LINE = "." * 150  # to write on, where it is "lined" (see accents): 60 mm
TICK, BOX = "√", "□"  # U+221A, printed in a box of its own, and U+25A1; Arial has both


@dataclass(frozen=True)
class Box:
    """A cell of a form; ``accents`` as of a ``blocks.Row``."""

    text: str
    accents: str = ""


@dataclass(frozen=True)
class Form:
    """A grid without heads. ``widths`` in mm; ``least`` is how high each row is at least. A row with fewer boxes than
    widths: its last one takes the rest."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Box, ...], ...]
    description: str
    level: int = 0  # as of blocks.Meta
    least: float = 0


@dataclass(frozen=True)
class Ruled:
    """Empty lines to write on, ``pitch`` mm apart."""

    count: int
    pitch: float = 8.5


@dataclass(frozen=True)
class Slip:
    """Half a sheet: who sends what, and room for whoever takes it. ``rows`` tell, ``blanks`` are filled in by hand; of
    both the labels stand left. ``signers`` are (over, under) the room to sign; ``note`` stands beside the QR code of
    the report's ``check_url``; ``accents``, as of a Box, are those of all that is filled in. With ``cut`` a dashed line
    follows, and these words over it."""

    office: str
    sheet: str  # which of the two it is
    title: str
    rows: tuple[tuple[str, str], ...]
    blanks: tuple[tuple[str, str], ...]
    signers: tuple[tuple[str, str], ...]
    note: str
    url: str
    cut: str = ""
    accents: str = ""
