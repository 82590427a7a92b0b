"""One of every paper that the product issues: typed in, moved and issued through the real operations.

A new kind is one line of ``PAPERS``. ``WORDS`` are the contents they are made of: as an office types, and as nobody
should.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
from flask import Flask
from PIL import Image, ImageDraw

from app import create_app
from documents.report.blocks import Report
from documents.report.frozen import from_data, to_data
from tests.world import agenda_books, decided, homes, letters_written, saying_yes
from tests.world.arranged import CHAIR, DINSOS, SEKDIS
from workflow.clock import WIB
from workflow.demo import Later
from workflow.evidence.counted import current_evidence
from workflow.offices.offices import issuer_of, office_of
from workflow.papers import at_any_time, issuing, recommendation
from workflow.papers.publishing import Issue
from workflow.rakor.papers import as_it_stands, issue_for_rakor
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks.operations import move, move_together
from workflow.tasks.rehearsal import rehearse

AT = datetime(2026, 11, 9, 9, 0, tzinfo=WIB)
# a region whose reports go with the one, one with the other, one with a letter of its LKKS, and one with both as heads
NOTA_DINAS, SURAT, LKKS, JOINT = "11.11", "11.73", "11.74", "11.05"


def typed(*texts: str) -> dict[str, dict[str, Any]]:
    """What an office records; or, when there are ``texts``, those in every field that takes any, in turn."""
    base: dict[str, dict[str, Any]] = {
        "rakor": {
            "title": "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)", "organiser": "Dinas Sosial Aceh",
            "start": "2026-09-18", "end": "2026-09-19", "venue": "Hotel Oasis Banda Aceh", "city": "Banda Aceh",
            "basis": "Surat Kepala Dinas Sosial Aceh", "basis_number": "005/812", "basis_date": "2026-09-04",
            "purpose": "Meningkatkan peran dan kinerja Lembaga Kesejahteraan Sosial (LKS).",
            "participants_text": "30 (tiga puluh) orang dari kabupaten/kota dan LKS",
            "chair": "Kepala Dinas Sosial Aceh", "note_taker": "Kepala Subbagian Program",
            "secretary": "Sekretaris LKKS Aceh", "hours": [{"day": "2026-09-18", "begins": "09.00", "room": "Aula"}],
            "items": [
                {"title": "Pembukaan", "begins": "09.00", "ends": "09.15", "said": "Rapat dibuka oleh Kepala Dinas."},
                {"title": "Pembahasan", "kind": "pembahasan", "said": "Bappeda mendukung.\nLKKS bersedia."},
                {"title": "Penutup", "kind": "penutup"},
            ],
            "participants": [
                {"name": "Cut, S.Sos.", "position": "Sekretaris Dinas Sosial", "region": "11.11", "attended": True},
                {"name": "O'Neil, M.Si.", "position": "KETUA LKKS", "region": "11.73", "attended": True},
            ],
        },
        "outcome": {
            "text": "LKKS dan LKS menjalin kemitraan dengan dunia usaha yang dituangkan dalam kesepakatan tertulis.",
            "title": "Kemitraan LKS", "commission": "Komisi A – Kelembagaan", "dimension": "koordinasi",
            "deadline": "2026-12-15",
        },
        "plan": {
            "action": "Menyiapkan dan menandatangani kesepakatan", "indicator": "Kesepakatan tersedia",
            "target": "1 naskah", "responsible": "Ketua LKKS", "related": "Dunia usaha; dayah",
            "budget": "Rp3.600.000,00\nKas LKKS", "remarks": "Prioritas", "deadline": "2026-12-15",
        },
        "direction": {"text": "Setuju, laksanakan bersama Bappeda.", "giver": "Bupati Bireuen", "date": "2026-10-20"},
        "progress": {
            "text": "Naskah kesepakatan disepakati.", "obstacle": "Jadwal mitra berubah", "place": "Aula Dinas Sosial",
            "solution": "Rapat dipindah ke hari berikutnya", "date": "2026-11-02",
        },
        "reason": {"reason": "Target belum menyebut jumlah mitra."},
        "lks": {"name": "LKSA Contoh Meunasah Dayah", "kecamatan": "Peusangan", "gampong": "Meunasah Dayah",
                "address": "Jalan Contoh Nomor 3", "sk": "AHU-0001", "number": "460/011/STP/2024"},
        "seen": {"note_rules": "Lengkap", "note_domicile": "Menyusul"},
        "evidence": {"caption": "Rapat persiapan dengan mitra"},
    }  # fmt: skip
    if not texts:
        return base
    turn = itertools.cycle(texts)
    odd = {
        kind: {name: value if name in FIXED else _odd(kind, name, next(turn)) for name, value in values.items()}
        for kind, values in base.items()
    }
    said = [{**item, "title": next(turn)[:300], "said": next(turn)[:300]} for item in base["rakor"]["items"]]
    return {**odd, "rakor": {**odd["rakor"], "items": said}}


PARTS = {"Tindak lanjut": "action", "Indikator": "indicator"}
FIXED = {"start", "end", "basis_date", "dimension", "deadline", "date", "participants", "hours", "items"}
SHORT = {"basis_number": 100, "title": 150, "commission": 150, "responsible": 200, "budget": 200, "caption": 200,
         "target": 300, "place": 200, "name": 150, "kecamatan": 100, "gampong": 100, "sk": 100, "number": 60,
         "note_rules": 150, "note_domicile": 150, "giver": 200, "participants_text": 200, "related": 400}  # fmt: skip


def _odd(kind: str, name: str, text: str) -> str:
    """As much of ``text``, told over and over where it is long, as the field takes."""
    most = SHORT.get(name, 300)
    if (kind, name) in (("outcome", "text"), ("progress", "text"), ("plan", "action")):
        text, most = f"{text} " * 20, 1000
    return text[:most].strip()


ODD = (
    "\x01Cut\u202e O'Neil, \"M.Si.\" & <b>rapat</b> ]]> {{ 7*7 }} %s √ a\u0301 31\u00a0Desember "
    + "pertanggungjawaban" * 4 + "kemitraan. https://contoh.example/a?b=c&d Rp1.250.000,00 \\ x\u00ady"
)  # fmt: skip
JAWI = "چاچه دڠن ڤڬ ݢ ڽ (LKS)"
WORDS: dict[str, dict[str, dict[str, Any]]] = {"plain": typed(), "odd": typed(ODD), "jawi": typed(JAWI)}


def photo(number: int) -> bytes:
    """A small real photograph, each another; the third is a panorama."""
    out, size = io.BytesIO(), (900, 300) if number == 2 else (320, 240 if number % 2 else 320)
    image = Image.new("RGB", size, (90 + number, 140, 160))
    ImageDraw.Draw(image).ellipse((80, 60, 240, 180), fill="#eeeeee")
    image.save(out, "JPEG")
    return out.getvalue()


def scan() -> bytes:
    """A PDF of one page."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@dataclass
class Desk:
    """An instance on which papers are made of one of ``WORDS``."""

    app: Flask
    words: Mapping[str, Mapping[str, Any]]

    @property
    def store(self) -> Store:
        return self.app.extensions["tuntas"].store

    @property
    def publisher(self) -> Any:
        return self.app.extensions["tuntas"].publisher

    def rakor(self) -> Record:
        """One more of the same words: that it is another one is said when it is asked."""
        return saying_yes.done(lambda yes: record_rakor(self.store, DINSOS, {**self.words["rakor"], **yes}, at=AT))

    def tasks(self, *regions: str, outcomes: int = 1) -> list[Record]:
        """Tasks just handed over: every outcome of a new rakor to every region."""
        rakor, found = self.rakor(), []
        for _ in range(outcomes):
            rakor, uid = self._outcome(rakor, self.words["outcome"])
            found += hand_over(self.store, DINSOS, rakor["id"], uid, regions, at=AT)
            rakor = self.store.get("rakor", rakor["id"]) or {}
        return found

    def _outcome(self, rakor: Mapping[str, Any], words: Mapping[str, Any]) -> tuple[Record, str]:
        id, version = rakor["id"], rakor["version"]
        outcome = {"is_task": True, **words}
        return saying_yes.done(
            lambda yes: save_outcome(self.store, DINSOS, id, "", {**outcome, **yes}, version=version, at=AT)
        )

    def task(self, region: str = NOTA_DINAS) -> Record:
        return self.tasks(region)[0]

    def do(self, task: Record, name: str, role: Role, **data: Any) -> Record:
        actor = {Role.CHAIR: CHAIR, Role.SEKDIS: SEKDIS, Role.DINSOS: DINSOS}[role]
        if role.regional:
            actor = Actor(actor.id, actor.name, role, task["region"])
        version = self.store.get("task", task["id"])["version"]  # type: ignore[index]
        later = Later(self.publisher)
        return saying_yes.done(
            lambda yes: move(self.store, later, actor, task["id"], name, {**data, **yes}, version=version, at=AT)
        )

    def submitted(self, region: str = NOTA_DINAS, times: int = 1) -> Record:
        return self.submit(self.task(region), times)

    def submit(self, task: Record, times: int = 1) -> Record:
        """Submitted; more than once with a remark that the next revision answers."""
        for turn in range(times):
            if turn:
                self.do(task, "return_plan", Role.SEKDIS, **self.words["reason"])
            plan = {**self.words["plan"], "target": f"{self.words['plan']['target'][:280]} ({turn + 1})"}
            task = self.do(task, "submit", Role.CHAIR, **plan)
        return task

    def reported(self, region: str = NOTA_DINAS) -> Record:
        task, addressee = self.submitted(region), issuer_of(self.store, region, "laporan")["addressee"]
        return self.do(task, "report", Role.SEKDIS, number="", addressee=addressee)

    def claimed(self, photos: int) -> Record:
        """Directed, worked at and claimed, with so many photos and one PDF."""
        task = self.reported()
        self.do(task, "record_direction", Role.CHAIR, **self.words["direction"])
        folder, caption = self.app.extensions["tuntas"].evidence, self.words["evidence"]
        files = [{**vars(folder.take(photo(n), f"foto-{n}.jpg")), **caption} for n in range(photos)]
        files.append({**vars(folder.take(scan(), "naskah.pdf")), **caption})
        for at in range(0, len(files), 12):
            data = {**self.words["progress"], "percent": "100" if at + 12 >= len(files) else "60"}
            self.do(task, "progress", Role.CHAIR, **data, evidence=files[at : at + 12])
        return self.do(task, "claim", Role.CHAIR)

    def done(self, photos: int) -> Record:
        task = self.claimed(photos)
        ticks = [record["id"] for record in current_evidence(self.store, task["id"])]
        return self.do(task, "verify", Role.DINSOS, ticks=ticks)

    def decide(self, task: Record, type_: str, params: Mapping[str, Any]) -> int:
        """A paper of Dinas Sosial Aceh about a decision, as the move that makes it would issue it."""
        with self.store.transaction():
            number = issuing.next_number(self.store, task["region"], type_, DINSOS.name, AT)
            values = {**number, "params": params}
            return issuing.issue(self.store, Later(self.publisher), type_, [task], values, at=AT)

    def shown(self, task: Record, type_: str, params: Mapping[str, Any]) -> Report:
        """The same before it is decided."""
        order = Issue(type_, task, AT, mark="PRATINJAU", params=params)
        found = from_data(self.publisher.compose(self.store, order).data)
        assert isinstance(found, Report)
        return found

    def reviewed(self, result: str) -> tuple[Record, str, dict[str, Any]]:
        """A claim that was looked through: what is issued about it."""
        task = self.claimed(photos=2)
        return task, "penelaahan", decided.review(current_evidence(self.store, task["id"]), result)

    def moved(self) -> dict[str, Any]:
        return decided.addendum(self.words["reason"]["reason"])

    def replanned(self) -> dict[str, Any]:
        """Parts of a plan that were changed when the province answered."""
        before, after = self.words["plan"], self.words["plan"]
        rows = [{"label": name, "before": before[part], "after": after[part]} for name, part in PARTS.items()]
        return decided.addendum(self.words["reason"]["reason"], *rows, help=self.words["direction"]["text"])

    def impossible(self) -> dict[str, Any]:
        return decided.closing("kahar", self.words["reason"]["reason"], self.words["evidence"]["caption"])

    def worked_at(self) -> Record:
        task = self.reported()
        return self.do(task, "progress", Role.CHAIR, **self.words["progress"], percent="20", evidence=[])

    def slip(self, type_: str, region: str = NOTA_DINAS) -> int:
        """What goes with a report, made in its move."""
        task = self.reported(region)
        values: dict[str, Any] = {"params": {"report": self.paper_of(task, "laporan")}}
        if region == JOINT:
            values["joint"] = {"number": "", "slot": ""}
        with self.store.transaction():
            return issuing.issue(self.store, Later(self.publisher), type_, [task], values, at=AT)

    def reported_together(self, region: str, outcomes: int) -> Record:
        """Tasks of one rakor, approved with one number."""
        tasks = [self.submit(task) for task in self.tasks(region, outcomes=outcomes)]
        actor = Actor(SEKDIS.id, SEKDIS.name, Role.SEKDIS, region)
        addressee = issuer_of(self.store, region, "laporan")["addressee"]
        versions = {task["id"]: task["version"] for task in tasks}
        data = {"number": "", "addressee": addressee}
        return move_together(self.store, Later(self.publisher), actor, versions, "report", data, at=AT)[0]

    def busy(self) -> int:
        """A rakor of three outcomes: one at work, one late in three regions, one that nobody got."""
        task = self.reported()
        for deadline, shared in (("2026-10-01", True), ("", False)):
            rakor = self.store.get("rakor", task["rakor"]) or {}
            rakor, uid = self._outcome(rakor, {**self.words["outcome"], "commission": "", "deadline": deadline})
            if shared:
                hand_over(self.store, DINSOS, rakor["id"], uid, [NOTA_DINAS, SURAT, "11.07"], at=AT)
        return int(task["rakor"])

    def of_rakor(self, type_: str) -> int:
        """A paper about a busy rakor."""
        rakor, later = self.busy(), Later(self.publisher)
        params = {"filters": {"rakor": str(rakor)}} if type_ == "rekap" else {}
        return int(issue_for_rakor(self.store, later, DINSOS, type_, rakor, params, at=AT)["id"])

    def institution(self) -> at_any_time.Subject:
        """One that a task names, among others of its region; always the same, for nobody is counted twice."""
        if there := self.store.first("lks", region=NOTA_DINAS):
            return at_any_time.Subject(NOTA_DINAS, there["id"])
        return homes.of_words(self.store, self.reported(), self.words["lks"], AT)

    def of_lks(self, type_: str, actor: Actor) -> int:
        subject, params = self.institution(), {}
        if type_ == "rekomendasi":
            asked = {"purpose": "stpu", "months": "3", "seen": ["rules", "managers"], **self.words["seen"]}
            params = recommendation.asked(asked)
        return self._at_any_time(type_, subject, actor, params)

    def of_region(self, type_: str, actor: Actor, region: str = "") -> int:
        self.institution()
        return self._at_any_time(type_, at_any_time.of_region(actor, type_, region), actor, {})

    def _at_any_time(self, type_: str, subject: at_any_time.Subject, actor: Actor, params: Mapping[str, Any]) -> int:
        later = Later(self.publisher)
        return int(at_any_time.issue(self.store, later, actor, type_, subject, params, at=AT)["id"])

    def shown_at_any_time(self, type_: str, actor: Actor) -> Report:
        """Before it is issued."""
        subject, usual = self.institution(), {"purpose": "stp", "months": "3", "seen": [], "notes": {}}
        order = at_any_time.order(self.store, actor, type_, subject, usual, at=AT)
        found = from_data(self.publisher.compose(self.store, order).data)
        assert isinstance(found, Report)
        return found

    def rakor_preview(self, type_: str) -> Report:
        order = as_it_stands(self.store, DINSOS, type_, self.busy(), at=AT)
        found = from_data(self.publisher.compose(self.store, order).data)
        assert isinstance(found, Report)
        return found

    def paper_of(self, task: Record, type_: str) -> int:
        """The task's newest document of that type."""
        return self.store.find("document", task=task["id"], type=type_, order="-id")[0]["id"]

    def preview(self, task: Record) -> Report:
        """What the task's next move would issue."""
        frozen = rehearse(self.store, self.publisher, self.store.get("task", task["id"]) or {}, {}, at=AT)
        found = from_data(frozen.data)
        assert isinstance(found, Report)
        return found


# kind -> the id of an issued document
PAPERS: dict[str, Callable[[Desk], int]] = {
    "rtl": lambda desk: desk.paper_of(desk.submitted(), "rtl"),
    "rtl revisi 2": lambda desk: desk.paper_of(desk.submitted(times=2), "rtl"),
    "nota dinas dan laporan": lambda desk: desk.paper_of(desk.reported(), "laporan"),
    "surat dan laporan": lambda desk: desk.paper_of(desk.reported(SURAT), "laporan"),
    "surat lkks dan laporan": lambda desk: desk.paper_of(desk.reported(LKKS), "laporan"),
    "laporan bersama": lambda desk: desk.paper_of(desk.reported(JOINT), "laporan"),
    "laporan bersama gabungan": lambda desk: desk.paper_of(desk.reported_together(JOINT, 2), "laporan"),
    "tanda terima laporan bersama": lambda desk: desk.slip("tanda_terima", JOINT),
    "nota dinas dan laporan gabungan": lambda desk: desk.paper_of(desk.reported_together(NOTA_DINAS, 3), "laporan"),
    "surat dan laporan gabungan": lambda desk: desk.paper_of(desk.reported_together(SURAT, 2), "laporan"),
    "pelaksanaan": lambda desk: desk.paper_of(desk.done(photos=3), "pelaksanaan"),
    "pelaksanaan tanpa foto": lambda desk: desk.paper_of(desk.done(photos=0), "pelaksanaan"),
    "penelaahan sesuai": lambda desk: desk.decide(*desk.reviewed("sesuai")),
    "penelaahan belum sesuai": lambda desk: desk.decide(*desk.reviewed("belum")),
    "adendum batas waktu": lambda desk: desk.decide(desk.reported(), "adendum", desk.moved()),
    "adendum rencana": lambda desk: desk.decide(desk.reported(), "adendum", desk.replanned()),
    "keterangan": lambda desk: desk.decide(desk.worked_at(), "keterangan", desk.impossible()),
    "tanda terima": lambda desk: desk.slip("tanda_terima"),
    "disposisi": lambda desk: desk.slip("disposisi", LKKS),
    "notula": lambda desk: desk.of_rakor("notula"),
    "laporan hasil rakor": lambda desk: desk.of_rakor("hasil"),
    "rekap": lambda desk: desk.of_rakor("rekap"),
    "matriks": lambda desk: desk.of_rakor("matriks"),
    "daftar_hadir": lambda desk: desk.of_rakor("daftar_hadir"),
    "profil lks": lambda desk: desk.of_lks("profil_lks", SEKDIS),
    "profil lks bagi provinsi": lambda desk: desk.of_lks("profil_lks", DINSOS),
    "rekomendasi": lambda desk: desk.of_lks("rekomendasi", CHAIR),
    "daftar lks": lambda desk: desk.of_region("daftar_lks", SEKDIS),
    "daftar lks se-Aceh": lambda desk: desk.of_region("daftar_lks", DINSOS),
    "laporan indikator": lambda desk: desk.of_region("indikator", DINSOS),
    "halaman kabupaten": lambda desk: desk.of_region("kabupaten", SEKDIS),
    **letters_written.LETTERS,
}
# kind -> a content that is shown before it is issued
PREVIEWS: dict[str, Callable[[Desk], Report]] = {
    "rtl": lambda desk: desk.preview(desk.task()),
    "nota dinas dan laporan": lambda desk: desk.preview(desk.submitted()),
    "surat dan laporan": lambda desk: desk.preview(desk.submitted(SURAT)),
    "surat lkks dan laporan": lambda desk: desk.preview(desk.submitted(LKKS)),
    "laporan bersama": lambda desk: desk.preview(desk.submitted(JOINT)),
    "pelaksanaan": lambda desk: desk.preview(desk.claimed(photos=1)),
    "penelaahan": lambda desk: desk.shown(*desk.reviewed("sesuai")),
    "adendum": lambda desk: desk.shown(desk.reported(), "adendum", desk.moved()),
    "keterangan": lambda desk: desk.shown(desk.reported(), "keterangan", desk.impossible()),
    "notula": lambda desk: desk.rakor_preview("notula"),
    "laporan hasil rakor": lambda desk: desk.rakor_preview("hasil"),
    "profil lks": lambda desk: desk.shown_at_any_time("profil_lks", CHAIR),
    "rekomendasi": lambda desk: desk.shown_at_any_time("rekomendasi", CHAIR),
    "daftar lks": lambda desk: desk.shown_at_any_time("daftar_lks", DINSOS),
    "laporan indikator": lambda desk: desk.shown_at_any_time("indikator", DINSOS),
    "undangan": lambda desk: desk.rakor_preview("undangan"),
    "berita acara": lambda desk: letters_written.preview(desk, "berita_acara"),
    "pengingat": lambda desk: letters_written.preview(desk, "pengingat"),
}


FETCHED = agenda_books.BOOKS  # kind -> a content that is fetched as a file and never issued
EVERY = (*PAPERS, *FETCHED)


@dataclass(frozen=True)
class Made:
    """An issued paper: its content and its two files, as they lie in the archive."""

    report: Report
    record: Record
    pdf: bytes
    docx: bytes


def content(desk: Desk, kind: str) -> Report:
    """What a paper of that kind says; nothing is written."""
    if kind in FETCHED:
        return FETCHED[kind](desk)
    report = from_data(desk.publisher.content(PAPERS[kind](desk)))
    assert isinstance(report, Report)
    return report


def made(desk: Desk, kind: str) -> Made:
    if kind in FETCHED:
        report = FETCHED[kind](desk)
        pdf, docx = (desk.publisher.render(to_data(report), ext) for ext in ("pdf", "docx"))
        return Made(report, {"type": report.kind, "status": "berlaku"}, pdf, docx)
    record = desk.publisher.publish(PAPERS[kind](desk))
    report = from_data(desk.publisher.content(record["id"]))
    assert isinstance(report, Report)
    files = {ext: desk.publisher.archived(record, ext) for ext in ("pdf", "docx")}
    return Made(report, record, **files)


def desk(folder: Path, words: Mapping[str, Mapping[str, Any]]) -> Desk:
    """A new instance, whose papers are no samples. Its offices have all that can be set; one region's reports go with
    a letter, one's with a letter of its LKKS."""
    app = create_app(folder, NOW=lambda: AT, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")
    store, app.extensions["tuntas"].publisher.mode = app.extensions["tuntas"].store, "produksi"
    identities = {LKKS: "lkks", JOINT: "bersama"}
    for region in (NOTA_DINAS, SURAT, LKKS, JOINT):
        office = office_of(store, region, "dinsos")
        store.save({
            **office, "address": "Jalan Contoh Nomor 1", "contact": "Telepon (0644) 21000, Pos-el dinsos@example.go.id",
            "signer_name": "Cut O'Neil, S.E., M.Si.", "signer_rank": "Pembina (IV/a)",
            "signer_nip": "196804111993031009", "cover": "surat" if region == SURAT else "nota_dinas",
            "addressees": [{**one, "cover": "surat"} for one in office["addressees"]] if region == SURAT
            else office["addressees"], "report_identity": identities.get(region, "dinsos"),
        })  # fmt: skip
        lkks = {"address": "Sekretariat: Jalan Contoh Nomor 2", "contact": "Pos-el lkks@example.org"}
        store.save({**office_of(store, region, "lkks"), **lkks, "signer_name": "Teuku Contoh"})
    return Desk(app, words)
