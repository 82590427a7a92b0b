"""Brings tasks into a situation through the real operations, for tests that start in the middle."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from PIL import Image

from tests.world.saying_yes import done
from workflow.evidence.counted import current_evidence
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.roles import Actor, Role
from workflow.store import Record
from workflow.tasks.operations import move

CHAIR = Actor(101, "Ketua LKKS Kabupaten Bireuen", Role.CHAIR, "11.11")
SEKDIS = Actor(102, "Sekretaris Dinas Sosial Kabupaten Bireuen", Role.SEKDIS, "11.11")
OTHER_CHAIR = Actor(103, "Ketua LKKS Kabupaten Pidie", Role.CHAIR, "11.07")
OTHER_SEKDIS = Actor(104, "Sekretaris Dinas Sosial Kabupaten Pidie", Role.SEKDIS, "11.07")
DINSOS = Actor(105, "Dinas Sosial Aceh", Role.DINSOS)
ADMIN = Actor(106, "Admin Tuntas", Role.ADMIN)
EVERYBODY = {
    "chair": CHAIR, "sekdis": SEKDIS, "other chair": OTHER_CHAIR, "other sekdis": OTHER_SEKDIS,
    "dinsos": DINSOS, "admin": ADMIN,
}  # fmt: skip

RAKOR = {
    "title": "Rapat Koordinasi LKS", "organiser": "Dinas Sosial Aceh", "start": "2026-09-18", "end": "2026-09-19",
    "venue": "Hotel Oasis Banda Aceh", "city": "Banda Aceh", "chair": "Kepala Dinas Sosial Aceh",
}  # fmt: skip
FIRST_ROWS = {"hours-0-day": RAKOR["start"], "items-0-day": RAKOR["start"]}  # as the form offers them
OUTCOME = {
    "text": "LKKS dan LKS menjalin kemitraan yang dituangkan dalam kesepakatan tertulis.",
    "title": "Tanda tangani kesepakatan kemitraan", "commission": "Komisi A", "dimension": "koordinasi",
    "is_task": True, "deadline": "2026-12-15",
}  # fmt: skip
PLAN = {
    "action": "Menyiapkan dan menandatangani kesepakatan", "indicator": "1 (satu) kesepakatan",
    "responsible": "Ketua LKKS Kabupaten Bireuen", "deadline": "2026-12-15",
}  # fmt: skip
PROGRESS = {"date": "2026-11-08", "text": "Naskah disepakati.", "percent": "60"}
START_DAY = "2026-11-09"
REASON = {"reason": "Target belum menyebut jumlah mitra."}

# situation -> the moves that lead there from a task just handed over
PATHS: dict[str, tuple[str, ...]] = {
    "draft": (),
    "draft/sekdis": ("submit",),
    "reported": ("submit", "report"),
    "reported/dinsos": ("submit", "report", "progress", "claim"),
    "implemented": ("submit", "report", "progress", "claim", "verify"),
    "cancelled": ("cancel",),
    "declined": ("decline",),
    "asked": ("submit", "report", "ask_change"),
    "supported": ("submit", "report", "ask_change", "support_change"),
    "moving": ("submit", "report", "ask_change to Pidie", "support_change"),
    "cannot": ("submit", "report", "ask_change cannot", "support_change"),
    "moved": ("submit", "report", "ask_change to Pidie", "support_change", "grant_transfer"),
    "impossible": ("submit", "report", "ask_change cannot", "support_change", "grant_impossible"),
    "help": ("submit", "report", "ask_help"),
    "counter": ("submit", "report", "ask_help", "take_help"),
}
NEW_DEADLINE = "2027-01-31"
REQUESTS: dict[str, dict[str, Any]] = {
    "": {"kind": "waktu"},
    "to Pidie": {"kind": "alih", "region": "11.07"},
    "cannot": {"kind": "tidak_dapat", "ground": "peradilan", "caption": "Surat Pengadilan Negeri Bireuen"},
}


def photo(colour: str = "#0b5d4b") -> bytes:
    """A small real JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, "JPEG")
    return out.getvalue()


def new_task(tuntas: SimpleNamespace, at: datetime, region: str = "11.11", **outcome: Any) -> Record:
    """A task just handed over to a region, of a rakor of its own."""
    rakor = done(lambda more: record_rakor(tuntas.store, DINSOS, {**RAKOR, **more}, at=at))
    rakor, uid = save_outcome(
        tuntas.store, DINSOS, rakor["id"], "", {**OUTCOME, **outcome}, version=rakor["version"], at=at
    )
    return hand_over(tuntas.store, DINSOS, rakor["id"], uid, [region], at=at)[0]


def data_for(tuntas: SimpleNamespace, name: str, task: Mapping[str, Any]) -> dict[str, Any]:
    """Data with which the move is acceptable."""
    evidence = current_evidence(tuntas.store, task["id"])
    name, _, how = name.partition(" ")
    match name:
        case "submit" | "edit_plan":
            return {**PLAN, "deadline": task["deadline"] or PLAN["deadline"]}
        case "report":
            return {"number": "", "addressee": "Bupati Bireuen"}
        case "record_direction":
            return {"text": "Setuju, laksanakan.", "date": task["reported_on"], "giver": "Bupati Bireuen"}
        case "progress":
            taken = vars(tuntas.evidence.take(photo(), "rapat.jpg"))
            return {**PROGRESS, "percent": "100", "evidence": [{**taken, "caption": "Rapat persiapan"}]}
        case "verify":
            return {"ticks": [record["id"] for record in evidence]}
        case "return_claim":
            verdict = "belum" if how == "bad" else "sesuai"
            judged = {f"verdict-{record['id']}": verdict for record in evidence}
            return {
                **judged,
                **{f"remark-{record['id']}": "Tanda tangan tidak terbaca." for record in evidence},
                **REASON,
            }
        case "judge":
            return {"evidence": evidence[0]["id"] if evidence else 0, "verdict": "sesuai"}
        case "strike_progress":
            standing = [at for at, note in enumerate(task["progress"]) if not note.get("struck")]
            return {**REASON, "note": standing[-1] if standing else ""}
        case "record_receipt":
            papers = tuntas.store.find("document", task=task["id"], type="laporan", order="-id")
            paper = {"document": papers[0]["id"]} if papers else {}
            return {**paper, "date": START_DAY, "receiver": "Sekretariat Daerah", "way": "langsung"}
        case "ask_change":
            proof = [vars(tuntas.evidence.take(photo(), "surat.jpg")) | {"caption": "Surat"}]
            later = str(date.fromisoformat(task["deadline"] or NEW_DEADLINE) + timedelta(days=400))
            more = {"deadline": later} if how == "" else {"evidence": proof} if how == "cannot" else {}
            return {**REASON, **REQUESTS[how], **more}
        case "grant_transfer":
            return {"deadline": NEW_DEADLINE}
        case "ask_help":
            return {"need": "Dua narasumber bersertifikat."}
        case "take_help":
            return {"deadline": NEW_DEADLINE, "responsible": "Bidang Pemberdayaan Sosial"}
        case "answer_help":
            return {"answer": "Narasumber dikirim bulan depan."}
        case "drop_evidence":
            return {**REASON, "evidence": evidence[0]["id"] if evidence else 0}
        case _:
            return dict(REASON)


def do(tuntas: SimpleNamespace, task: Mapping[str, Any], name: str, actor: Actor, at: datetime, **data: Any) -> Record:
    """One move with acceptable data (or ``data`` over it) from the task's current version."""
    current = tuntas.store.get("task", task["id"])
    full = {**data_for(tuntas, name, current), **data}
    move_name = name.partition(" ")[0]
    return move(tuntas.store, tuntas.publisher, actor, task["id"], move_name, full, version=current["version"], at=at)


def actor_for(name: str) -> Actor:
    """Who makes this move on the ordinary path."""
    name = name.partition(" ")[0]
    if name in ("submit", "progress", "claim", "decline", "ask_change", "ask_help"):
        return CHAIR
    return SEKDIS if name in ("report", "support_change") else DINSOS


def bring(tuntas: SimpleNamespace, situation: str, at: datetime, **outcome: Any) -> Record:
    """A Bireuen task in a situation of ``PATHS``."""
    task = new_task(tuntas, at, **outcome)
    for name in PATHS[situation]:
        task = do(tuntas, task, name, actor_for(name), at)
    return task
