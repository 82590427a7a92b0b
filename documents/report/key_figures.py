"""What a paper has counted, beside its tables: figures, what the letters of a matrix mean, what is on one page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """Counted numbers side by side, each over what it counts: ("22", "Selesai (38,6%)")."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Legend:
    """What the letters of a matrix mean: (letter, its accents, words)."""

    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PageFoot:
    """What stands under the rows of one page: what is ``told`` of them, and at the right the ``room`` for whoever
    looks through them. A table that follows begins a new page."""

    told: str
    room: str
