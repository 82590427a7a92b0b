"""Who held a task for how many calendar days, on paper: a strip of cells that ends in its sum, the age of the task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.report.blocks import Column, Row, Table
from workflow.tasks.holding import Holder
from workflow.tasks.kept_days import split

TOLD = "Hari menurut pemegang"
SUM = "Jumlah"


def days_held(task: Mapping[str, Any], today: str) -> tuple[int, ...]:
    """Of chair, Sekdis, Dinsos Aceh and province until ``today`` (ISO), and their sum."""
    days = split(task, today).values()
    return (*days, sum(days))


def strip(task: Mapping[str, Any], today: str, *, level: int) -> Table:
    heads = (*(holder.label for holder in Holder if holder), SUM)
    columns = tuple(Column(head, 30.4, "center") for head in heads)
    cells = tuple(str(days) for days in days_held(task, today))
    return Table(columns, (Row(cells, accents=("", "", "", "", "strong")),), TOLD, level=level)
