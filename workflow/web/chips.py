"""A chip above a list: a link to a view of it, with the number of what that view lists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """``count`` None: not counted. ``phone``: one of the few that are shown where there is little room."""

    words: str
    url: str
    count: int | None
    current: bool = False
    phone: bool = True
    waits: bool = False  # for somebody
    star: bool = False  # saved by the reader
