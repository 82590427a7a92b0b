"""The tile map of Aceh: where each of the 23 stands, roughly as on a map, and how its name breaks in a small tile."""

from __future__ import annotations

from workflow.indicator.map_places import PLACES as PLACES

SOFT = "\N{SOFT HYPHEN}"
_BREAKS = {
    "Lhokseumawe": f"Lhok{SOFT}seu{SOFT}mawe", "Subulussalam": f"Subu{SOFT}lus{SOFT}salam",
    "Simeulue": f"Simeu{SOFT}lue", "Aceh Tenggara": f"Aceh Teng{SOFT}gara", "Aceh Tamiang": f"Aceh Ta{SOFT}miang",
    "Bireuen": f"Bi{SOFT}reuen",
}  # fmt: skip


def broken(name: str) -> str:
    """A region's name with the places where it may break."""
    return _BREAKS.get(name, name)


def shade(percent: int) -> str:
    """The class of one of the four greens: below 25, 50, 75, and from 75 on."""
    return f"q{min(3, percent // 25)}"
