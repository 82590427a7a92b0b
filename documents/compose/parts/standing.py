"""How tasks stand on the day of a paper, in the words of monitoring: Belum, Proses, Selesai, Terlambat, computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from babel.numbers import format_decimal

from documents.report.language import LOCALE, long_date
from workflow.clock import WIB
from workflow.machine.stages import Closed, Stage
from workflow.tasks.kept_days import late_now


class Status(StrEnum):
    DONE = "Selesai"
    UNDERWAY = "Proses"
    NOT_BEGUN = "Belum"
    LATE = "Terlambat"
    CANNOT = "Tidak dapat ditindaklanjuti"
    CANCELLED = "Dibatalkan"


def status_of(task: Mapping[str, Any], today: str) -> Status:
    if task["cancelled"]:
        return Status.CANCELLED
    if task.get("closed") == Closed.IMPOSSIBLE:
        return Status.CANNOT
    if late_now(task, today):
        return Status.LATE
    return {Stage.DRAFT: Status.NOT_BEGUN, Stage.REPORTED: Status.UNDERWAY, Stage.IMPLEMENTED: Status.DONE}[
        Stage(task["stage"])
    ]


@dataclass(frozen=True)
class Counts:
    """How many stand how; ``shown`` are the statuses of a list, zero or not."""

    total: int
    by: Mapping[Status, int]

    @property
    def shown(self) -> list[Status]:
        """The four of a list that is followed, and what cannot be; of cancelled tasks only that they are."""
        if self.by[Status.CANCELLED]:
            return [Status.CANCELLED]
        return [*list(Status)[:4], *([Status.CANNOT] if self.by[Status.CANNOT] else [])]

    def share(self, status: Status) -> str:
        """ "38,6%" """
        percent = Decimal(100 * self.by[status]) / Decimal(self.total or 1)
        rounded = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{format_decimal(rounded, '0.0', locale=LOCALE)}%"


def counts(tasks: Iterable[Mapping[str, Any]], today: str) -> Counts:
    found = Counter(status_of(task, today) for task in tasks)
    return Counts(found.total(), found)


def position(at: datetime) -> str:
    """ "posisi data 30 November 2023 pukul 16.00 WIB" """
    when = at.astimezone(WIB)
    return f"posisi data {long_date(when.date().isoformat())} pukul {when:%H.%M} WIB"
