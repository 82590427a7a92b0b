"""What a move needs, one check each: typed data in, accepted values out, or ``Invalid`` with a sentence a field.

``NEEDS`` has each with the words by which pages tell of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow import plan_fields
from workflow.agenda.register import WAYS
from workflow.clock import day
from workflow.errors import Invalid
from workflow.evidence.counted import current_evidence
from workflow.offices.archive_codes import LONGEST as LONGEST_CODE
from workflow.plan_fields import DEADLINE, PLAN_FIELDS
from workflow.stages import SHORTEST_REASON
from workflow.store import Store
from workflow.text import Fields, line, listed, unfit, yes_of

PLAN_NEEDS = listed([field.label for field in PLAN_FIELDS if field.required])
LONGEST_CAPTION = 200
MOST_FILES = 12  # with one record of progress


@dataclass(frozen=True)
class Ask:
    """What a check may look at."""

    store: Store
    task: Mapping[str, Any]
    data: Mapping[str, Any]
    at: datetime


def draft_plan(ask: Ask) -> dict[str, Any]:
    """The plan as far as it is written; nothing is required yet."""
    return _plan(ask, ask.data, ())


def plan(ask: Ask) -> dict[str, Any]:
    """The plan, complete. Without typed data the stored plan is checked."""
    typed = {**plan_fields.written(ask.task), **ask.data}
    return _plan(ask, typed, [field.name for field in PLAN_FIELDS if field.required])


def _plan(ask: Ask, typed: Mapping[str, Any], required: Collection[str]) -> dict[str, Any]:
    fields = Fields(typed)
    texts = plan_fields.accepted(fields, required)
    deadline = fields.day(DEADLINE.name, DEADLINE.label)
    if deadline != ask.task["deadline"]:
        fields.follows(DEADLINE.name, deadline, _rakor_began(ask), "Tenggat {} lebih dahulu daripada rakornya, {}.")
    fields.done()
    return {"plan": texts, "deadline": deadline}


def reason(ask: Ask) -> dict[str, Any]:
    fields = Fields(ask.data)
    text = fields.paragraph("reason", "alasan", required=True, most=1000)
    if text and len(text) < SHORTEST_REASON:
        fields.wrong["reason"] = (
            f"Alasan paling sedikit {SHORTEST_REASON} huruf, supaya yang menerima tahu apa yang diperbaiki."
        )
    fields.done()
    return {"reason": text}


def number(ask: Ask) -> dict[str, Any]:
    """``number_from`` is "series" (with the number the page showed, or none), "typed", or "blank" (filled by hand);
    ``number_yes`` has the marks of the questions that were answered with yes."""
    fields = Fields(ask.data)
    source = fields.line("number_from", "cara memberi nomor") or "series"
    if source not in WAYS:
        fields.wrong["number_from"] = "Pilih nomor otomatis, nomor yang diketik, atau dikosongkan."
    text = fields.line("number", "nomor naskah", required=source == "typed", most=80)
    if source == "blank" and text:
        fields.wrong["number"] = "Pilih satu: ketik nomornya, atau kosongkan untuk ditulis di kertas."
    code = fields.line("archive_code", "kode klasifikasi arsip", most=LONGEST_CODE)
    fields.done()
    return {"number": text, "number_from": source, "archive_code": code, "number_yes": yes_of(ask.data)}


def addressee(ask: Ask) -> dict[str, Any]:
    fields = Fields(ask.data)
    text = fields.line("addressee", "tujuan laporan", required=True, most=200)
    fields.done()
    return {"addressee": text}


def direction(ask: Ask) -> dict[str, Any]:
    fields = Fields(ask.data)
    values: dict[str, str] = {
        "text": fields.paragraph("text", "arahan pimpinan", required=True, most=2000),
        "giver": fields.line("giver", "pemberi arahan", most=200),
        "date": _past(fields, "tanggal arahan", ask.at),
    }
    fields.follows(
        "date", values["date"], ask.task["reported_on"], "Arahan tanggal {} lebih dahulu daripada laporannya, {}."
    )
    fields.done()
    return values


def progress(ask: Ask) -> dict[str, Any]:
    """Date, text and percent (0-100); obstacle, solution, place, and taken-in evidence are optional."""
    fields = Fields(ask.data)
    day = _past(fields, "tanggal kegiatan", ask.at)
    fields.follows("date", day, _rakor_began(ask), "Kegiatan tanggal {} lebih dahulu daripada rakornya, {}.")
    values = {
        "date": day,
        "text": fields.paragraph("text", "apa yang sudah dikerjakan", required=True, most=2000),
        "obstacle": fields.paragraph("obstacle", "kendala", most=1000),
        "solution": fields.paragraph("solution", "cara mengatasi kendala", most=1000),
        "place": fields.line("place", "tempat kegiatan", most=200),
        "percent": _percent(fields),
        "evidence": _captioned(fields, ask.data.get("evidence", ())),
    }
    fields.done()
    return values


def _captioned(fields: Fields, taken: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The facts of files that were taken in, their captions tidied; complains under "photos"."""
    files = [{**facts, "caption": line(facts["caption"])} for facts in taken]
    if len(files) > MOST_FILES:
        fields.wrong["photos"] = f"Paling banyak {MOST_FILES} berkas sekali kirim. Sisanya lewat catatan berikutnya."
    for facts in files:
        if len(facts["caption"]) > LONGEST_CAPTION:
            fields.wrong["photos"] = (
                f"Keterangan {facts['name']} terlalu panjang: paling banyak {LONGEST_CAPTION} huruf."
            )
        elif wrong := unfit(facts["caption"], f"Keterangan {facts['name']}"):
            fields.wrong["photos"] = wrong
    return files


def evidence(ask: Ask) -> dict[str, Any]:
    """One evidence of this task, by id."""
    wanted = str(ask.data.get("evidence", ""))
    for record in current_evidence(ask.store, ask.task["id"]):
        if str(record["id"]) == wanted:
            return {"evidence": record}
    raise Invalid({"evidence": "Bukti itu tidak ada pada tugas ini, atau sudah dihapus."})


def finished(ask: Ask) -> dict[str, Any]:
    wrong = {}
    if ask.task["percent"] < 100:
        wrong["percent"] = f"Kemajuan baru {ask.task['percent']}%. Catat kemajuan sampai 100% dahulu."
    if not current_evidence(ask.store, ask.task["id"]):
        wrong["evidence"] = "Belum ada bukti. Tambahkan paling sedikit satu foto atau PDF lewat “Catat kemajuan”."
    if wrong:
        raise Invalid(wrong)
    return {}


def ticks(ask: Ask) -> dict[str, Any]:
    """Every evidence must have been looked at and ticked."""
    ticked = {str(tick) for tick in ask.data.get("ticks", ())}
    records = current_evidence(ask.store, ask.task["id"])
    missing = [r["caption"] or r["name"] for r in records if str(r["id"]) not in ticked]
    if missing:
        raise Invalid({"ticks": "Periksa dan centang setiap bukti. Belum dicentang: " + "; ".join(missing) + "."})
    return {"evidence": records}


def _rakor_began(ask: Ask) -> str:
    rakor = ask.store.get("rakor", ask.task["rakor"])
    return rakor["start"] if rakor else ""


def _past(fields: Fields, label: str, at: datetime) -> str:
    text = fields.day("date", label, required=True)
    if text > day(at).isoformat():
        fields.wrong["date"] = f"{label.capitalize()} belum tiba. Isi tanggal hari ini atau sebelumnya."
    return text


def _percent(fields: Fields) -> int:
    text = fields.line("percent", "persen kemajuan", required=True)
    if text and not (text.isascii() and text.isdigit() and int(text) <= 100):
        fields.wrong["percent"] = "Kemajuan adalah bilangan bulat dari 0 sampai 100."
    return int(text) if not fields.wrong.get("percent") else 0


@dataclass(frozen=True)
class Need:
    """``words`` say what there must be, to be read after "perlu" or "terbuka setelah"."""

    check: Callable[[Ask], dict[str, Any]]
    words: str


NEEDS: dict[str, Need] = {
    need.check.__name__: need
    for need in (
        Need(draft_plan, "isian rencana (boleh belum lengkap)"),
        Need(plan, f"{PLAN_NEEDS} terisi"),
        Need(reason, f"alasan (paling sedikit {SHORTEST_REASON} huruf)"),
        Need(number, "nomor naskah (otomatis, diketik, atau dikosongkan)"),
        Need(addressee, "tujuan laporan"),
        Need(direction, "isi dan tanggal arahan"),
        Need(progress, "tanggal, uraian, dan persen kemajuan"),
        Need(evidence, "bukti yang dipilih"),
        Need(finished, "100% dan ada bukti"),
        Need(ticks, "centang pada setiap bukti"),
    )
}
