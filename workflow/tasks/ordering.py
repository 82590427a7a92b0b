"""In which order a list of tasks stands: by a column that somebody chose (``?urut=tenggat``, ``?urut=-tenggat``), or by
what matters for its filters. What the store sorts is an indexed field, so that no page reads more than it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.machine.stages import Stage
from workflow.store import Part, filled_first

NEWEST = "-since"  # what moved last stands first
LIMIT = "limit_until"  # on a reviewer's desk: the nearest limit first
# A column -> the field by which it is sorted, upwards as the column reads: the longest held is the one since longest.
FIELDS = {"judul": "title", "wilayah": "region", "rakor": "rakor", "dipegang": NEWEST}
# Columns that may be empty; those are at the end in either direction.
DATED = {"tenggat": "deadline", "terlambat": "-late_after"}
STAGE = "tahap"
BY_DEADLINE = {"dari", "sampai", "tempo", "janji"}  # filters that ask for deadlines: the first of these stands first
COLUMNS = (*FIELDS, *DATED, STAGE)


def known(value: str) -> bool:
    return value.removeprefix("-") in COLUMNS


def chosen(filters: Mapping[str, str]) -> str:
    """The column and direction in force; "" where no column shows it."""
    if "urut" in filters:
        return filters["urut"]
    if "terlambat" in filters:
        return "-terlambat"
    if "meja" in filters:
        return ""
    if filters.keys() & BY_DEADLINE:
        return "tenggat"
    return "-dipegang" if "menunggu" in filters else "-terlambat"


def order(filters: Mapping[str, str]) -> str | Sequence[Part]:
    """As the store takes it: a field, or parts."""
    urut = chosen(filters)
    column, down = urut.removeprefix("-"), urut.startswith("-")
    if column in FIELDS:
        return turned(FIELDS[column], down)
    if column in DATED:
        field = DATED[column]
        return filled_first(field.removeprefix("-"), turned(field, down), NEWEST)
    if column == STAGE:
        stages = [Part("stage", str(stage), NEWEST) for stage in Stage]
        return stages[::-1] if down else stages
    return LIMIT


def turned(field: str, down: bool) -> str:
    """The order of ``field``, or the other way round."""
    if not down:
        return field
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
