"""What a paper has counted, beside its tables: figures, and what the letters of a matrix mean."""

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
