"""What looking at evidence needs: a verdict on each, with a remark where it is not good enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.errors import Invalid
from workflow.evidence.counted import current_evidence
from workflow.records import Evidence
from workflow.tasks.ask import Ask, read_reason
from workflow.text import Fields

GOOD, NOT_YET = "sesuai", "belum"
VERDICTS = {GOOD: "Sesuai", NOT_YET: "Belum sesuai"}


def verdict(ask: Ask) -> dict[str, Any]:
    """One evidence of the task by id, its verdict, and the remark that a bad one needs."""
    fields = Fields(ask.data)
    wanted = str(ask.data.get("evidence", ""))
    piece = next((one for one in current_evidence(ask.store, ask.task["id"]) if str(one["id"]) == wanted), None)
    if piece is None:
        raise Invalid({"evidence": "Bukti itu tidak ada pada tugas ini, atau sudah dihapus."})
    judged = _judged(fields, piece, ask.data.get("verdict"), "verdict", "remark")
    fields.done()
    return {"judged": [judged]}


def _judged(fields: Fields, piece: Evidence, said: Any, name: str, remark: str) -> dict[str, Any]:
    text = fields.paragraph(remark, "catatan untuk bukti ini", most=1000)
    if said not in VERDICTS:
        fields.wrong[name] = f"Nilai {called(piece)}: sesuai atau belum sesuai."
    elif said == NOT_YET and not text:
        fields.wrong[remark] = f"Tulis apa yang belum sesuai pada {called(piece)}, supaya dapat diperbaiki."
    return {"piece": piece, "verdict": said, "remark": text if said == NOT_YET else ""}


def called(piece: Mapping[str, Any]) -> str:
    return f"“{piece['caption'] or piece['name']}”"


def _all(ask: Ask, fields: Fields) -> list[dict[str, Any]]:
    """Every evidence with what is said of it now, or was said before. A tick says *sesuai*."""
    ticked = {str(tick) for tick in ask.data.get("ticks", ())}
    found = []
    for piece in current_evidence(ask.store, ask.task["id"]):
        name, remark = f"verdict-{piece['id']}", f"remark-{piece['id']}"
        said = ask.data.get(name) or (GOOD if str(piece["id"]) in ticked else piece.get("verdict", ""))
        fields.data = {remark: piece.get("remark", ""), **fields.data}
        found.append(_judged(fields, piece, said, name, remark))
    return found


def verdicts(ask: Ask) -> dict[str, Any]:
    """A verdict on each evidence; the reason too, where all of it is good and something else is missing."""
    fields = Fields(ask.data)
    judged = _all(ask, fields)
    if all(one["verdict"] == GOOD for one in judged):
        reason = read_reason(fields)
    else:
        reason = fields.paragraph("reason", "alasan", most=1000)
    fields.done()
    return {"judged": judged, "reason": reason}


def all_good(ask: Ask) -> dict[str, Any]:
    """Every evidence was looked at, and each is *sesuai*."""
    fields = Fields(ask.data)
    judged = _all(ask, fields)
    if not judged:
        raise Invalid({"ticks": "Belum ada bukti yang dapat dinilai."})
    open_ = [one["piece"]["caption"] or one["piece"]["name"] for one in judged if one["verdict"] not in VERDICTS]
    if open_:
        raise Invalid({"ticks": "Periksa dan nilai setiap bukti. Belum dinilai: " + "; ".join(open_) + "."})
    bad = [one["piece"]["caption"] or one["piece"]["name"] for one in judged if one["verdict"] == NOT_YET]
    if bad:
        raise Invalid({"ticks": "Belum sesuai: " + "; ".join(bad) + ". Kembalikan pengajuan ini."})
    fields.done()
    return {"judged": judged}
