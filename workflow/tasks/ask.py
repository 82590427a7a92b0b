"""What a check of a move may look at, and the fields that several of them read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.clock import day
from workflow.machine.stages import SHORTEST_REASON
from workflow.store import Store
from workflow.text import Fields, line, spoken_day, unfit

LONGEST_CAPTION = 200
MOST_FILES = 12  # with one record of progress
LONGEST_REASON = 1000


@dataclass(frozen=True)
class Ask:
    store: Store
    task: Mapping[str, Any]
    data: Mapping[str, Any]
    at: datetime

    @property
    def today(self) -> str:
        return day(self.at).isoformat()


def read_reason(fields: Fields, name: str = "reason", label: str = "alasan") -> str:
    """Long enough that whoever gets it back learns what to mend."""
    text = fields.paragraph(name, label, required=True, most=LONGEST_REASON)
    if text and name not in fields.wrong and len(text) < SHORTEST_REASON:
        fields.wrong[name] = (
            f"{label.capitalize()} paling sedikit {SHORTEST_REASON} huruf, supaya yang menerima tahu apa yang "
            "diperbaiki."
        )
    return text


def read_past_day(fields: Fields, ask: Ask, label: str) -> str:
    text = fields.day("date", label, required=True)
    if text > ask.today:
        fields.wrong["date"] = f"{label.capitalize()} belum tiba. Isi tanggal hari ini atau sebelumnya."
    return text


def read_new_deadline(fields: Fields, ask: Ask, *, required: bool) -> str:
    """A day behind today and behind the deadline in force."""
    until = fields.day("deadline", "tenggat baru", required=required)
    if until and until <= ask.today:
        fields.wrong["deadline"] = "Tenggat baru harus sesudah hari ini."
    elif until and until <= ask.task["deadline"]:
        fields.wrong["deadline"] = f"Tenggat baru harus sesudah tenggat sekarang, {spoken_day(ask.task['deadline'])}."
    return until


def read_files(fields: Fields, ask: Ask, name: str) -> list[dict[str, Any]]:
    """The facts of files that were taken in, their captions tidied; complains under ``name``."""
    files = [{**facts, "caption": line(facts["caption"])} for facts in ask.data.get("evidence", ())]
    if len(files) > MOST_FILES:
        fields.wrong[name] = f"Paling banyak {MOST_FILES} berkas sekali kirim. Sisanya lewat catatan berikutnya."
    for facts in files:
        if len(facts["caption"]) > LONGEST_CAPTION:
            fields.wrong[name] = f"Keterangan {facts['name']} terlalu panjang: paling banyak {LONGEST_CAPTION} huruf."
        elif wrong := unfit(facts["caption"], f"Keterangan {facts['name']}"):
            fields.wrong[name] = wrong
    return files


def read_scan(fields: Fields, ask: Ask, what: str) -> dict[str, Any] | None:
    """The one file that may come along with a sheet; ``what`` it shows."""
    files = read_files(fields, ask, "evidence")
    if len(files) > 1:
        fields.wrong["evidence"] = f"Satu berkas saja: pindaian {what}."
    return files[0] if files else None
