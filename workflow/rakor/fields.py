"""What a rakor and its outcomes consist of, and how typed data becomes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from workflow.evidence.demands import KINDS
from workflow.plan_fields import PLAN, SUGGESTED
from workflow.rakor import noun_titles, programme
from workflow.records.followed import OutcomeHead, Participant, RakorHead
from workflow.regions import regions
from workflow.text import Fields, fold, line, unfit

DIMENSIONS = {
    "SDM": "SDM",
    "pendanaan": "Pendanaan",
    "sarana_prasarana": "Sarana/prasarana",
    "koordinasi": "Koordinasi",
    "pelayanan": "Pelayanan",
}
# What the pages call each field, of the head and of an outcome.
HEAD = {
    "title": "Judul rakor", "organiser": "Penyelenggara", "purpose": "Tujuan", "start": "Tanggal mulai",
    "end": "Tanggal selesai", "venue": "Tempat", "city": "Kota", "basis": "Dasar",
    "basis_number": "Nomor surat undangan", "basis_date": "Tanggal surat undangan", "rules": "Dasar hukum",
    "chair": "Pimpinan rapat", "secretary": "Sekretaris rapat", "note_taker": "Pencatat", "hours": "Jam dan ruang",
    "agenda": "Acara", "items": "Jalannya rapat", "participants_text": "Jumlah peserta", "participants": "Peserta",
}  # fmt: skip
UNTOLD: Mapping[str, Any] = {
    "rules": "",
    "secretary": "",
    "hours": [],
    "items": [],
}  # what heads of earlier versions do not say
ABSENCES = {"izin": "Izin", "tanpa keterangan": "Tanpa keterangan"}
OUTCOME = {
    "text": "Isi butir hasil", "title": "Judul singkat", "paper_title": "Judul naskah", "commission": "Komisi",
    "dimension": "Bentuk dukungan", "is_task": "Perlu ditindaklanjuti", "deadline": "Batas waktu",
    "demands": "Bukti yang diminta", "per_lks": "Setiap LKS",
}  # fmt: skip
LONGEST_MEETING = 14  # days
MOST_REASON = 500  # of a change under issued papers (``facts``)
MOST_PARTICIPANTS = 500
MOST_RULES = 2000  # letters
LONGEST_UID = 40
PERSON = ("name", "position", "institution", "region")


def check_rakor(data: Mapping[str, Any]) -> RakorHead:
    """The head of a rakor: title, organiser, purpose, start and end (ISO), place, basis, chair, secretary,
    note-taker, the ``hours`` and ``items`` of ``programme`` (without items, the agenda as lines), participants (dicts
    of name, position, institution, region, attended, absence, and the ``lks`` that was picked) and their stated count.
    """
    fields = Fields(data)
    values: RakorHead = {
        "title": fields.line("title", "judul rakor", required=True),
        "organiser": fields.line("organiser", "penyelenggara", required=True),
        "purpose": fields.paragraph("purpose", "tujuan", most=1000),
        "start": fields.day("start", "tanggal mulai", required=True),
        "end": fields.day("end", "tanggal selesai") or fields.day("start", "tanggal mulai"),
        "venue": fields.line("venue", "tempat", required=True),
        "city": fields.line("city", "kota"),
        "basis": fields.line("basis", "dasar (surat undangan)"),
        "basis_number": fields.line("basis_number", "nomor surat undangan", most=100),
        "basis_date": fields.day("basis_date", "tanggal surat undangan"),
        "rules": fields.paragraph("rules", "dasar hukum", most=MOST_RULES),
        "chair": fields.line("chair", "pimpinan rapat"),
        "secretary": fields.line("secretary", "sekretaris rapat"),
        "note_taker": fields.line("note_taker", "pencatat"),
        "agenda": [text for text in map(line, fields.paragraph("agenda", "acara").split("\n")) if text],
        "participants_text": fields.line("participants_text", "jumlah peserta", most=200),
        "participants": _participants(fields),
    }
    _check_days(fields, values)
    values["hours"], values["items"] = programme.read(fields, values)
    values["agenda"] = [item["title"] for item in values["items"]] or values["agenda"]
    reason_of(fields)
    fields.done()
    return values


def _check_days(fields: Fields, values: RakorHead) -> None:
    if not (values["start"] and values["end"]):
        return
    start, end = date.fromisoformat(values["start"]), date.fromisoformat(values["end"])
    if end < start:
        fields.wrong["end"] = "Tanggal selesai lebih dahulu daripada tanggal mulai."
    elif end - start >= timedelta(days=LONGEST_MEETING):
        fields.wrong["end"] = f"Rakor paling lama {LONGEST_MEETING} hari. Periksa tanggalnya."


def _participants(fields: Fields) -> list[Participant]:
    found: list[Participant] = []
    rows = list(fields.data.get("participants") or ())
    if len(rows) > MOST_PARTICIPANTS:
        fields.wrong["participants"] = f"Peserta paling banyak {MOST_PARTICIPANTS} orang."
    for row in rows[:MOST_PARTICIPANTS]:
        name, position, institution, region = texts = [line(row.get(key)) for key in PERSON]
        if any(texts) or row.get("lks"):
            person: Participant = {
                "name": name, "position": position, "institution": institution, "region": region,
                "attended": bool(row.get("attended")),
            }  # fmt: skip
            if (absence := line(row.get("absence"))) in ABSENCES and not person["attended"]:
                person["absence"] = absence
            found.append({**person, "lks": uid} if (uid := line(row.get("lks"))[:LONGEST_UID]) else person)
        if any(len(text) > 200 for text in texts):
            fields.wrong["participants"] = "Isian peserta paling banyak 200 huruf."
        if wrong := unfit("\n".join(texts), f"Peserta {name}".strip()):
            fields.wrong["participants"] = wrong
        if region and region not in regions():
            fields.wrong["participants"] = f"Kode wilayah “{region}” tidak dikenal."
    return found


def check_outcome(data: Mapping[str, Any]) -> OutcomeHead:
    """One outcome: text, short title, title on papers ("" is the proposed one), commission, support dimension, whether
    it is a task, deadline, the kinds of evidence that a claim must have (a list, or their names with commas), whether
    each LKS has to do it, and the plan that is suggested to those who get it."""
    fields = Fields(data)
    dimension = str(data.get("dimension", ""))
    if dimension and dimension not in DIMENSIONS:
        fields.wrong["dimension"] = "Pilih bentuk dukungan dari daftar."
    values: OutcomeHead = {
        "text": fields.paragraph("text", "isi butir hasil", required=True, most=3000),
        "title": fields.line("title", "judul singkat", most=150),
        "paper_title": fields.line("paper_title", "judul naskah", most=noun_titles.LONGEST),
        "commission": fields.line("commission", "komisi", most=150),
        "dimension": dimension,
        "is_task": bool(data.get("is_task")),
        "deadline": fields.day("deadline", "batas waktu"),
        "demands": _demands(fields),
        "per_lks": bool(data.get("per_lks")),
        "suggested": {
            name: (fields.line if PLAN[name].one_line else fields.paragraph)(
                name, PLAN[name].label, most=PLAN[name].limit
            )
            for name in SUGGESTED
        },
    }
    reason_of(fields)
    fields.done()
    return values


def _demands(fields: Fields) -> list[str]:
    """Each kind once, in the order of ``KINDS``."""
    typed = fields.data.get("demands") or ()
    wanted = {fold(text) for one in ([typed] if isinstance(typed, str) else typed) for text in str(one).split(",")}
    known = {name: {name, fold(words)} for name, words in KINDS.items()}
    if strange := wanted - {""} - {name for names in known.values() for name in names}:
        fields.wrong["demands"] = f"Jenis bukti “{min(strange)[:40]}” tidak dikenal. Pilih dari daftar."
    return [name for name, names in known.items() if names & wanted]


def reason_of(fields: Fields) -> str:
    """Why something changes although papers were issued; most changes need none."""
    return fields.paragraph("reason", "alasan perubahan", most=MOST_REASON)
