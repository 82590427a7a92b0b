"""Blocks that are ticked, and filled in by hand: grids of boxes, ruled lines. Parts of ``blocks`` as all others."""

from __future__ import annotations

from dataclasses import dataclass

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
