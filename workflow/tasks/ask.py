"""What a check of a move may look at, and the fields that several of them read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.clock import day
from workflow.evidence.demands import KINDS, untold
from workflow.machine.stages import SHORTEST_REASON
from workflow.store import Store
from workflow.text import Fields, spoken_day

LONGEST_CAPTION = 200  # also of the number that stands on a paper
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
    """The facts of files that were taken in, with what was typed of each, tidied; complains under ``name``."""
    typed = [*ask.data.get("evidence", ())]
    wrong = (
        [f"Paling banyak {MOST_FILES} berkas sekali kirim. Sisanya lewat catatan berikutnya."]
        if len(typed) > MOST_FILES
        else []
    )
    files = [_file(facts, ask, wrong) for facts in typed]
    if wrong:
        fields.wrong[name] = " ".join(wrong)
    return files


def _file(facts: Mapping[str, Any], ask: Ask, wrong: list[str]) -> dict[str, Any]:
    """One file; what cannot be accepted of it goes to ``wrong``, a sentence each."""
    told = Fields(facts)
    values = {
        "caption": told.line("caption", "keterangan", most=LONGEST_CAPTION),
        "paper_kind": told.line("paper_kind", "jenis bukti"),
        "paper_number": told.line("paper_number", "nomor", most=LONGEST_CAPTION),
        "paper_date": told.day("paper_date", "tanggal"),
    }
    if values["paper_kind"] not in ("", *KINDS):
        told.wrong["paper_kind"] = "Pilih jenis bukti dari daftar."
    elif (gap := untold({**facts, **values})) and not told.wrong:
        told.wrong["paper_kind"] = f"Isi {gap} {KINDS[values['paper_kind']]}."
    if values["paper_date"] > ask.today:
        told.wrong["paper_date"] = "Tanggalnya belum tiba. Isi tanggal yang tertulis di naskahnya."
    wrong += [f"{facts['name']}: {sentence}" for sentence in told.wrong.values()]
    return {**facts, **values}


def read_scan(fields: Fields, ask: Ask, what: str) -> dict[str, Any] | None:
    """The one file that may come along with a sheet; ``what`` it shows."""
    files = read_files(fields, ask, "evidence")
    if len(files) > 1:
        fields.wrong["evidence"] = f"Satu berkas saja: pindaian {what}."
    return files[0] if files else None
