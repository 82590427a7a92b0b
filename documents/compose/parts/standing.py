"""How tasks stand on the day of a paper, in the words of monitoring: Belum, Proses, Selesai, Terlambat, computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from documents.report.language import long_date
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


def position(at: datetime) -> str:
    """ "posisi data 30 November 2023 pukul 16.00 WIB" """
    when = at.astimezone(WIB)
    return f"posisi data {long_date(when.date().isoformat())} pukul {when:%H.%M} WIB"
