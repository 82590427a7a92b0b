"""Heads of a table that sort it: links of the same address with another ``urut``, the direction told in words, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

NAME = "urut"


@dataclass(frozen=True)
class Column:
    """A column as its head: ``name`` as in the address, "" where nothing is sorted by it. ``down``: what is the most
    stands first when somebody sorts by it."""

    words: str
    name: str = ""
    down: bool = False
    look: str = ""  # classes of the cell


@dataclass(frozen=True)
class Head:
    column: Column
    url: str
    sort: str  # "ascending", "descending" (as aria-sort has it), or ""


def heads(columns: Iterable[Column], chosen: str, url: Callable[[str], str]) -> list[Head]:
    """``chosen`` is the order in force ("tenggat", "-tenggat", ""); ``url`` gives the address of another one."""
    return [_head(column, chosen, url) for column in columns]


def _head(column: Column, chosen: str, url: Callable[[str], str]) -> Head:
    if not column.name:
        return Head(column, "", "")
    up, down = column.name, f"-{column.name}"
    first, second = (down, up) if column.down else (up, down)
    sort = {up: "ascending", down: "descending"}.get(chosen, "")
    return Head(column, url(second if chosen == first else first), sort)
