"""The lists behind a paper's numbers: frozen with it, and written as its Excel.

A cell is a text, a whole number, ``Day``, ``Amount`` or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Day:
    iso: str


@dataclass(frozen=True)
class Amount:
    """A number with a fraction, as it is written: "2.4"."""

    text: str


Cell = str | int | Day | Amount | None


@dataclass(frozen=True)
class ListBehind:
    """``columns`` are heads with their widths in characters."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]
