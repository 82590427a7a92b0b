"""What a move needs, one check each: typed data in, accepted values out, or ``Invalid`` with a sentence a field.

``NEEDS`` has each with the words by which pages tell of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from workflow import plan_fields
from workflow.agenda.register import wanted
from workflow.errors import Invalid
from workflow.evidence.counted import current_evidence
from workflow.evidence.demands import lacking
from workflow.kinds import Kind
from workflow.machine.stages import SHORTEST_REASON
from workflow.papers import issuing
from workflow.plan_fields import DEADLINE, PLAN_FIELDS
from workflow.records import Document
from workflow.store import Store
from workflow.tasks import named_lks, per_lks
from workflow.tasks.ask import LONGEST_CAPTION as LONGEST_CAPTION
from workflow.tasks.ask import MOST_FILES as MOST_FILES
from workflow.tasks.ask import Ask, read_files, read_past_day, read_reason, read_scan
from workflow.tasks.change_needs import answer, change, counter_task, granted, help, transfer
from workflow.tasks.review_needs import GOOD, NOT_YET, all_good, called, verdict, verdicts
from workflow.tasks.tick_needs import read_ticks
from workflow.text import Fields, listed, spoken_day

PLAN_NEEDS = listed([field.label for field in PLAN_FIELDS if field.required])
MOST_NAMED = 5  # of the LKS that are missing
HOW_TO_ADD = "Tambahkan lewat “Catat kemajuan”, dan pilih jenisnya."
SENT_BY = {
    "langsung": "Diantar langsung", "pos": "Pos atau jasa kirim", "srikandi": "SRIKANDI", "pos-el": "Pos-el",
}  # fmt: skip


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
    if ask.task["reports"] and "" < deadline < ask.task["deadline"]:
        fields.wrong[DEADLINE.name] = (
            f"Rencana ini sudah pernah dilaporkan dengan tenggat {spoken_day(ask.task['deadline'])}. Sejak itu tenggat "
            "hanya digeser dengan adendum."
        )
    if deadline != ask.task["deadline"]:
        fields.follows(DEADLINE.name, deadline, _rakor_began(ask), "Tenggat {} lebih dahulu daripada rakornya, {}.")
    named = named_lks.accepted(fields, ask)
    fields.done()
    return {"plan": texts, "deadline": deadline, "lks": named}


def reason(ask: Ask) -> dict[str, Any]:
    fields = Fields(ask.data)
    text = read_reason(fields)
    fields.done()
    return {"reason": text}


def number(ask: Ask) -> dict[str, Any]:
    """How the paper is to be numbered (``agenda.register.wanted``), with the report's own number where one was typed;
    ``number_yes`` has the marks of the questions that were answered with yes."""
    fields = Fields(ask.data)
    own = fields.line("number_report", "nomor laporan", most=80)
    try:
        asked = wanted(ask.data)
    except Invalid as refusal:
        raise Invalid({**refusal.fields, **fields.wrong}) from None
    fields.done()
    return {
        "number": asked.number, "number_from": asked.way, "archive_code": asked.archive_code, "number_yes": asked.yes,
        "number_report": own,
    }  # fmt: skip


def addressee(ask: Ask) -> dict[str, Any]:
    fields = Fields(ask.data)
    text = fields.line("addressee", "tujuan laporan", required=True, most=200)
    fields.done()
    return {"addressee": text}


def direction(ask: Ask) -> dict[str, Any]:
    """What was said, by whom, when; another date or plan that it names, and the scan of the sheet with it."""
    fields = Fields(ask.data)
    values: dict[str, str] = {
        "text": fields.paragraph("text", "arahan pimpinan", required=True, most=2000),
        "giver": fields.line("giver", "pemberi arahan", most=200),
        "date": read_past_day(fields, ask, "tanggal arahan"),
        "deadline": fields.day("deadline", "batas waktu menurut arahan"),
        "plan": fields.paragraph("plan", "rencana menurut arahan", most=500),
    }
    fields.follows(
        "date", values["date"], ask.task["reported_on"], "Arahan tanggal {} lebih dahulu daripada laporannya, {}."
    )
    if "" < values["deadline"] < values["date"]:
        fields.wrong["deadline"] = (
            f"Batas waktu menurut arahan tidak dapat lebih dahulu daripada arahannya, {spoken_day(values['date'])}."
        )
    scan = read_scan(fields, ask, "lembar disposisi")
    fields.done()
    return {**values, "scan": scan}


def progress(ask: Ask) -> dict[str, Any]:
    """Date, text and percent (0-100); obstacle, solution, place, and taken-in evidence are optional. Of a task per LKS
    the percent is counted; ``ticks`` say which of them have done it."""
    fields = Fields(ask.data)
    day = read_past_day(fields, ask, "tanggal kegiatan")
    fields.follows("date", day, _rakor_began(ask), "Kegiatan tanggal {} lebih dahulu daripada rakornya, {}.")
    values: dict[str, Any] = {
        "date": day,
        "text": fields.paragraph("text", "apa yang sudah dikerjakan", required=True, most=2000),
        "obstacle": fields.paragraph("obstacle", "kendala", most=1000),
        "solution": fields.paragraph("solution", "cara mengatasi kendala", most=1000),
        "place": fields.line("place", "tempat kegiatan", most=200),
        "percent": 0 if ask.task.get("per_lks") else _percent(fields),
        "evidence": read_files(fields, ask, "photos"),
    }
    if ask.task.get("per_lks"):
        values["ticks"] = read_ticks(fields, ask, day, len(values["evidence"]))
    fields.done()
    return values


def evidence(ask: Ask) -> dict[str, Any]:
    """One evidence of this task, by id; what was found good stays."""
    wanted = str(ask.data.get("evidence", ""))
    for record in current_evidence(ask.store, ask.task["id"]):
        if str(record["id"]) == wanted:
            if record.get("verdict") == GOOD:
                raise Invalid({"evidence": "Bukti ini sudah dinilai sesuai, jadi tidak dapat dihapus."})
            return {"evidence": record}
    raise Invalid({"evidence": "Bukti itu tidak ada pada tugas ini, atau sudah dihapus."})


def note(ask: Ask) -> dict[str, Any]:
    """One record of progress, by its place among them (from 0)."""
    wanted, notes = str(ask.data.get("note", "")), ask.task["progress"]
    if not (wanted.isascii() and wanted.isdigit() and int(wanted) < len(notes)):
        raise Invalid({"note": "Pilih catatan yang akan dicoret."})
    chosen = notes[int(wanted)]
    if chosen.get("struck"):
        raise Invalid({"note": "Catatan itu sudah dicoret."})
    pieces = [piece for piece in current_evidence(ask.store, ask.task["id"]) if piece["id"] in chosen["evidence"]]
    if any(piece.get("verdict") == GOOD for piece in pieces):
        raise Invalid({"note": "Bukti pada catatan itu sudah dinilai sesuai, jadi catatannya tidak dapat dicoret."})
    return {"note": int(wanted), "pieces": pieces}


def receipt(ask: Ask) -> dict[str, Any]:
    """Of which paper, when it was received, by whom, how it went there; and the scan of the signed sheet."""
    fields = Fields(ask.data)
    wanted = str(ask.data.get("document", ""))
    paper = next((one for one in received_papers(ask.store, ask.task) if str(one["id"]) == wanted), None)
    if paper is None:
        fields.wrong["document"] = "Pilih naskah yang diterima."
    values = {
        "date": read_past_day(fields, ask, "tanggal diterima"),
        "receiver": fields.line("receiver", "yang menerima", required=True, most=200),
        "way": fields.line("way", "cara penyampaian", required=True),
    }
    if values["way"] and values["way"] not in SENT_BY:
        fields.wrong["way"] = "Pilih salah satu cara penyampaian."
    if paper:
        fields.follows(
            "date", values["date"], paper["date"], "Diterima tanggal {} lebih dahulu daripada naskahnya, {}."
        )
    scan = read_scan(fields, ask, "lembar yang ditandatangani")
    fields.done()
    return {**values, "document": paper, "scan": scan}


def received_papers(store: Store, task: Mapping[str, Any]) -> list[Document]:
    """The papers of a task that go to somebody, newest first."""
    return [one for one in issuing.of_task(store, task) if one["type"] == Kind.LAPORAN]


def finished(ask: Ask) -> dict[str, Any]:
    """Done to 100 %, with evidence of each kind that is demanded and none that was found wanting."""
    fields, pieces = Fields(ask.data), current_evidence(ask.store, ask.task["id"])
    wrong = fields.wrong
    if ask.task.get("per_lks"):
        _enough_lks(fields, ask)
    elif ask.task["percent"] < 100:
        wrong["percent"] = f"Kemajuan baru {ask.task['percent']}%. Catat kemajuan sampai 100% dahulu."
    if not pieces:
        wrong["evidence"] = "Belum ada bukti. Tambahkan paling sedikit satu foto atau PDF lewat “Catat kemajuan”."
    elif bad := [one for one in pieces if one.get("verdict") == NOT_YET]:
        names = ", ".join(called(one) for one in bad)
        wrong["evidence"] = f"Dinilai belum sesuai: {names}. Hapus, dan ganti dengan bukti yang diminta."
    elif gaps := lacking(ask.task.get("demands", ()), pieces):
        wrong["evidence"] = f"Belum ada bukti yang diminta hasil rakor: {listed(gaps)}. {HOW_TO_ADD}"
    elif not ask.task["fresh"]:
        wrong["evidence"] = "Sejak dikembalikan belum ada catatan atau bukti baru. Catat apa yang sudah diperbaiki."
    fields.done()
    return {}


def _enough_lks(fields: Fields, ask: Ask) -> None:
    """None is too few. Fewer than all may be claimed by whoever says so: some institutions never answer, and the
    reviewer sees who is missing before he decides."""
    told, gaps = per_lks.words(ask.task), per_lks.missing(ask.task)
    if not per_lks.counted(ask.task)[0]:
        fields.wrong["percent"] = f"Baru {told} dicentang. Centang LKS yang sudah melaksanakan lewat “Catat kemajuan”."
    elif gaps:
        names = listed([*gaps[:MOST_NAMED], *([f"{len(gaps) - MOST_NAMED} LKS lain"] if gaps[MOST_NAMED:] else [])])
        fields.ask("percent", f"Baru {told} dicentang, belum: {names}. Ajukan selesai dengan jumlah itu?")


def _rakor_began(ask: Ask) -> str:
    rakor = ask.store.get("rakor", ask.task["rakor"])
    return rakor["start"] if rakor else ""


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
        Need(finished, "100% dan ada bukti yang diminta"),
        Need(all_good, "setiap bukti dinilai sesuai"),
        Need(verdict, "nilai bukti: sesuai, atau belum sesuai dengan catatan"),
        Need(verdicts, "setiap bukti dinilai, dengan catatan bila belum sesuai"),
        Need(note, "catatan yang dipilih"),
        Need(receipt, "naskah, tanggal, penerima, dan cara penyampaian"),
        Need(change, "jenis perubahan, usulan, dan alasan"),
        Need(granted, "apa yang diputuskan, terisi seperti diminta"),
        Need(transfer, "pemilik baru dan tenggatnya"),
        Need(help, "bantuan yang diperlukan"),
        Need(counter_task, "bidang yang mengerjakan dan tenggatnya"),
        Need(answer, "jawaban, dan tenggat baru bila ada"),
    )
}
