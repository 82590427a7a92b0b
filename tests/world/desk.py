"""Cases for the tests of what documents say, worked through the real store and operations.

``rich_desk`` has everything that can be recorded, ``poor_desk`` (a kota) only what must be, ``full_desk`` is rich
and has three outcomes.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.compose import compose
from documents.compose.task_case import Case, gather
from documents.report.blocks import Report
from documents.report.frozen import from_data
from tests.world.one_number import one_number
from workflow.clock import WIB
from workflow.evidence.counted import current_evidence
from workflow.offices.offices import ensure_offices, office_of
from workflow.papers.publishing import Frozen, Issue
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks.operations import move, move_together

BASE = "https://tuntas.example"
DINSOS = Actor(1, "Dinas Sosial Aceh", Role.DINSOS)
CHAIR = Actor(2, "Ketua LKKS", Role.CHAIR, "11.11")
SEKDIS = Actor(3, "Sekretaris Dinas Sosial Kabupaten Bireuen", Role.SEKDIS, "11.11")
POOR_RAKOR = {
    "title": "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)", "organiser": "Dinas Sosial Aceh",
    "start": "2023-09-18", "end": "2023-09-19", "venue": "Hotel Oasis Banda Aceh",
}  # fmt: skip
RICH_RAKOR = {
    **POOR_RAKOR, "city": "Banda Aceh", "basis": "Surat Kepala Dinas Sosial Aceh", "basis_number": "005/812",
    "basis_date": "2023-09-04", "purpose": "Meningkatkan peran dan kinerja Lembaga Kesejahteraan Sosial (LKS).",
    "participants_text": "30 (tiga puluh) orang dari kabupaten/kota dan LKS",
    "agenda": "Pembukaan\nPembahasan dalam dua komisi\nPembacaan rumusan hasil",
    "participants": [
        {"name": "Teuku Contoh", "position": "KETUA LKKS", "region": "11.11", "attended": True},
        {"name": "Cut Contoh", "position": "Sekretaris Dinas Sosial", "region": "11.11", "attended": True},
        {"name": "Orang Lain", "position": "Camat", "region": "11.11", "attended": False},
    ],
}  # fmt: skip
TEXT = "LKKS dan LKS menjalin kemitraan dengan dunia usaha yang dituangkan dalam kesepakatan tertulis."
POOR_OUTCOME = {"text": TEXT, "is_task": True}
RICH_OUTCOME = {
    **POOR_OUTCOME, "title": "Kemitraan LKS", "commission": "Komisi A – Kelembagaan", "dimension": "koordinasi",
    "deadline": "2023-12-15",
}  # fmt: skip
MORE_OUTCOMES = (
    {"text": "Rapat koordinasi LKS diselenggarakan paling sedikit sekali dalam tiga bulan.", "is_task": True,
     "title": "Rapat tiga bulanan", "commission": "Komisi A – Kelembagaan", "dimension": "koordinasi",
     "deadline": "2023-12-31"},
    {"text": "Setiap LKS menerapkan prosedur pelayanan dan rujukan.", "is_task": True, "title": "Prosedur pelayanan",
     "commission": "Komisi B – Sumber Daya", "dimension": "pelayanan"},
)  # fmt: skip
POOR_PLAN = {
    "action": "Menyiapkan dan menandatangani kesepakatan", "indicator": "Kesepakatan tersedia",
    "responsible": "Ketua LKKS",
}  # fmt: skip
RICH_PLAN = {
    **POOR_PLAN, "target": "1 naskah", "related": "Dunia usaha; dayah", "budget": "Rp3.600.000,00\nKas LKKS",
    "remarks": "Prioritas", "deadline": "2023-12-15",
}  # fmt: skip
PHOTO = {"sha256": "a" * 64, "media": "image/jpeg", "name": "rapat.jpg", "size": 319_488, "width": 80, "height": 60}
PAPER = {**PHOTO, "sha256": "b" * 64, "media": "application/pdf", "name": "naskah.pdf", "width": 0, "height": 0}


def at(month: int, day: int, year: int = 2023) -> datetime:
    return datetime(year, month, day, 9, 0, tzinfo=WIB)


NUMBER = "400.9.12/0147/DINSOS/2023"
ON_TIME = at(12, 13)


@dataclass
class Desk:
    """A store with one task (and ``others`` of the same rakor), and a publisher that only composes."""

    store: Store
    task_id: int
    region: str
    others: tuple[int, ...] = ()
    frozen: list[Frozen] = dataclasses.field(default_factory=list)

    def compose(self, store: Store, issue: Issue) -> Frozen:
        self.frozen.append(compose(store, issue, BASE))
        return self.frozen[-1]

    def publish(self, document: int) -> Record:
        record = self.store.get("document", document)
        assert record is not None
        return record

    @property
    def task(self) -> Record:
        record = self.store.get("task", self.task_id)
        assert record is not None
        return record

    def do(self, name: str, when: datetime, **data: Any) -> Frozen | None:
        """One move by whoever makes it; returns the main paper that it issued, else the one before."""
        who = {"return_plan": "sekdis", "report": "sekdis", "verify": "dinsos", "return_claim": "dinsos"}.get(name)
        actor = {
            "sekdis": Actor(3, "Sekretaris Dinas Sosial Kabupaten Bireuen", Role.SEKDIS, self.region),
            "dinsos": DINSOS,
        }.get(who or "", Actor(2, "Ketua LKKS", Role.CHAIR, self.region))
        if name in ("verify", "return_claim"):
            data["ticks"] = [record["id"] for record in current_evidence(self.store, self.task_id)]
        before = len(self.frozen)
        move(self.store, self, actor, self.task_id, name, data, version=self.task["version"], at=when)
        return next(iter(self.frozen[before:] or self.frozen[-1:]), None)

    def all_submitted(self, when: datetime, *plans: dict[str, Any]) -> None:
        """Every task with its plan, in the order of their outcomes."""
        for task_id, plan in zip((self.task_id, *self.others), plans, strict=True):
            move(self.store, self, CHAIR, task_id, "submit", plan, version=self._version(task_id), at=when)

    def all_reported(self, when: datetime, **data: Any) -> Frozen:
        """One report about every task."""
        versions = {task_id: self._version(task_id) for task_id in (self.task_id, *self.others)}
        before = len(self.frozen)
        move_together(self.store, self, SEKDIS, versions, "report", data, at=when)
        return self.frozen[before]

    def _version(self, task_id: int) -> int:
        return self.store.get("task", task_id)["version"]  # type: ignore[index, no-any-return]

    def issue(self, type_: str, when: datetime, **more: Any) -> Issue:
        return Issue(type_, self.task, when, **more)

    def case(self, type_: str, when: datetime, **more: Any) -> Case:
        return gather(self.store, self.issue(type_, when, **more))

    def set_office(self, identity: str, **settings: Any) -> None:
        self.store.save({**office_of(self.store, self.region, identity), **settings})


def desk(store: Store, region: str, rakor: dict[str, Any], *outcomes: dict[str, Any]) -> Desk:
    ensure_offices(store)
    one_number(store)
    when = at(9, 19)
    made = record_rakor(store, DINSOS, rakor, at=when)
    tasks = []
    for outcome in outcomes:
        made, uid = save_outcome(store, DINSOS, made["id"], "", outcome, version=made["version"], at=when)
        tasks += [task["id"] for task in hand_over(store, DINSOS, made["id"], uid, [region], at=when)]
    return Desk(store, tasks[0], region, tuple(tasks[1:]))


def rich_desk(store: Store) -> Desk:
    return _furnished(desk(store, "11.11", RICH_RAKOR, RICH_OUTCOME))


def full_desk(store: Store) -> Desk:
    return _furnished(desk(store, "11.11", RICH_RAKOR, RICH_OUTCOME, *MORE_OUTCOMES))


def _furnished(made: Desk) -> Desk:
    made.set_office(
        "dinsos", address="Jalan Contoh Nomor 1, Bireuen", signer_name="Contoh, S.E.", signer_rank="Pembina (IV/a)",
        signer_nip="19680411 199303 1 009",
        copies="Wakil Bupati Bireuen (sebagai laporan)\nKetua LKKS Kabupaten Bireuen",
    )  # fmt: skip
    made.set_office("lkks", signer_name="Ketua Contoh", signer_nip="123", signer_rank="tidak ada")
    return made


def claimed(desk: Desk, when: datetime = ON_TIME) -> None:
    """Everything that can happen before the province verifies."""
    desk.do("submit", at(9, 20), **RICH_PLAN)
    desk.do("report", at(9, 25), number_from="typed", number=NUMBER, addressee="Bupati Bireuen")
    direction = "Setuju, laksanakan dan laporkan hasilnya."
    desk.do("record_direction", at(9, 29), text=direction, date="2023-09-28", giver="Bupati Bireuen")
    desk.do(
        "progress", at(10, 11), date="2023-10-10", text="Menyusun naskah bersama calon mitra.", percent="30",
        place="Sekretariat LKKS", obstacle="Jadwal bergeser dua minggu.", solution="Disepakati lebih dahulu.",
        evidence=[{**PHOTO, "caption": "Rapat persiapan"}],
    )  # fmt: skip
    desk.do(
        "progress", when, date="2023-12-12", text="Kesepakatan ditandatangani", percent="100",
        place="Aula Kantor Camat",
        evidence=[{**PAPER, "caption": "Naskah kesepakatan"}, {**PHOTO, "caption": "Penandatanganan."}],
    )  # fmt: skip
    desk.do("claim", when)


def poor_desk(store: Store) -> Desk:
    return desk(store, "11.73", POOR_RAKOR, POOR_OUTCOME)


def report_of(frozen: Frozen | None) -> Report:
    assert frozen is not None
    found = from_data(frozen.data)
    assert isinstance(found, Report)
    return found


def blocks(frozen: Frozen | None, kind: type, section: int | None = None) -> list[Any]:
    """All blocks of a kind, of one section or of all, in order."""
    sections = report_of(frozen).sections
    chosen = sections if section is None else sections[section : section + 1]
    return [block for part in chosen for block in part.blocks if isinstance(block, kind)]


def said(frozen: Frozen | None, section: int | None = None) -> str:
    """Every text of the paper, one a line."""
    sections = report_of(frozen).sections
    chosen = sections if section is None else sections[section : section + 1]
    return "\n".join(_texts([part.blocks for part in chosen]))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if dataclasses.is_dataclass(value):
        return [text for f in dataclasses.fields(value) for text in _texts(getattr(value, f.name))]
    return [text for part in value for text in _texts(part)] if isinstance(value, tuple | list) else []


def recorded(case: Case) -> str:
    """Everything that the case knows, as JSON text."""
    parts = [case.task, case.rakor, case.outcome, case.region.__dict__, case.dinsos, case.lkks, case.evidence]
    return json.dumps([*parts, case.documents, case.events, case.today, case.issue.number], ensure_ascii=False)
