"""The tile map of Aceh: where each of the 23 stands, roughly as on a map, and how its name breaks in a small tile."""

from __future__ import annotations

# code -> (row, column), both from 1 to 7
PLACES = {
    "11.72": (1, 1),
    "11.71": (2, 1), "11.06": (2, 2), "11.07": (2, 3), "11.18": (2, 4), "11.11": (2, 5), "11.73": (2, 6),
    "11.14": (3, 2), "11.05": (3, 3), "11.04": (3, 4), "11.17": (3, 5), "11.08": (3, 6), "11.03": (3, 7),
    "11.15": (4, 3), "11.12": (4, 4), "11.13": (4, 5), "11.74": (4, 7),
    "11.01": (5, 4), "11.02": (5, 5), "11.16": (5, 7),
    "11.09": (6, 2), "11.75": (6, 5),
    "11.10": (7, 5),
}  # fmt: skip
SOFT = "\N{SOFT HYPHEN}"
_BREAKS = {
    "Lhokseumawe": f"Lhok{SOFT}seu{SOFT}mawe", "Subulussalam": f"Subu{SOFT}lus{SOFT}salam",
    "Simeulue": f"Simeu{SOFT}lue", "Aceh Tenggara": f"Aceh Teng{SOFT}gara",
}  # fmt: skip


def broken(name: str) -> str:
    """A region's name with the places where it may break."""
    return _BREAKS.get(name, name)


def shade(percent: int) -> str:
    """The class of one of the four greens: below 25, 50, 75, and from 75 on."""
    return f"q{min(3, percent // 25)}"
