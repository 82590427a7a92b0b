"""Blocks that are drawn from numbers: a tile map, small charts, a bar of shares. Their numbers stand as text beside
them, too; ``alt`` says in words what is to be seen. How they are drawn is in ``drawings.py``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """``step`` is one of five, 0 the lightest, -1 for no number; ``row`` and ``column`` count from 1. ``hatched``: much
    of it is unknown."""

    code: str
    lines: tuple[str, ...]  # the name
    number: str
    step: int
    row: int
    column: int
    hatched: bool = False


@dataclass(frozen=True)
class TileMap:
    """``legend``: step, and the lines that say what it means; -1 is the hatch."""

    tiles: tuple[Tile, ...]
    legend: tuple[tuple[int, tuple[str, ...]], ...]
    alt: str


@dataclass(frozen=True)
class Chart:
    """``points``: (year, number as Python writes it or "", as it is printed); the last one is of now."""

    title: str
    unit: str
    points: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class SmallCharts:
    """Two side by side, each from its own zero."""

    items: tuple[Chart, ...]
    alt: str


@dataclass(frozen=True)
class Bar:
    """Shares of one sum: (count, lines of words, pattern of ``drawings.PATTERNS``); none of nothing."""

    items: tuple[tuple[int, tuple[str, ...], str], ...]
    alt: str


Drawn = TileMap | SmallCharts | Bar
