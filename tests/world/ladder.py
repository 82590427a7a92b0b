"""What the ladder needs to know of each endpoint: who can call it, on which record, with what in the form.

``test_ladder.py`` runs the same rungs for all of them. A form that works is what its page shows, filled in as
``fill`` says; the records are those of Bireuen in the demo, those of others the same of Pidie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import lxml.html
from flask import Flask
from flask.testing import FlaskClient

from documents.travel import form as travel_form
from documents.travel.word import word_form
from tests.world import seeded
from tests.world.arranged import FIRST_ROWS, OUTCOME, PLAN, RAKOR, photo
from tests.world.ladder_accounts import ACCOUNTS_LADDER
from tests.world.ladder_lks import LKS_LADDER
from tests.world.ladder_news import NEWS_LADDER
from tests.world.ladder_offices import OFFICE_LADDER
from tests.world.ladder_papers import PAPERS_LADDER
from tests.world.ladder_saved import SAVED_LADDER
from tests.world.rung import A, Again, C, D, Rung, S, Values
from workflow.roles import Role
from workflow.store import Record, Store

WHO = {
    Role.CHAIR: "ketua.bireuen", Role.SEKDIS: "sekdis.bireuen", Role.DINSOS: "dinsos.aceh", Role.ADMIN: "admin",
}  # fmt: skip
OURS, OTHERS = "11.11", "11.07"


@dataclass
class Case:
    """The demo as the ladder finds it; asked anew for each call, because the calls that work change it."""

    app: Flask
    region: str = OURS

    @property
    def store(self) -> Store:
        found: Store = self.app.extensions["tuntas"].store
        return found

    def task(self, stage: str, waits: str = "") -> int:
        where = {"region": self.region, "cancelled": False, "stage": stage, "waits_for": waits}
        return _one(self.store.find("task", limit=1, **where))["id"]

    def record(self, kind: str, **where: Any) -> int:
        regional = {"region": self.region} if kind in ("document", "entry") else {}
        return _one(self.store.find(kind, limit=1, **regional, **where))["id"]

    def evidence(self) -> int:
        found = self.store.find("evidence")
        return next(one["id"] for one in found if one["region"] == self.region and not one["dropped"])

    def rakor(self) -> Record:
        return seeded.under_way(self.store)

    def receipt(self) -> Record:
        """A report of ours whose receipt has its scan."""
        reports = self.store.find("document", type="laporan", region=self.region)
        return next(one for one in reports if (one.get("receipt") or {}).get("scan"))

    def directed(self) -> int:
        """A task of ours with the sheet of its first direction."""
        tasks = self.store.find("task", region=self.region)
        return next(task["id"] for task in tasks for said in task["directions"][:1] if said.get("scan"))

    def uid(self, *, given: bool) -> str:
        rakor = self.rakor()
        tasks = {task["outcome"] for task in self.store.find("task", rakor=rakor["id"])}
        found = [outcome["uid"] for outcome in rakor["outcomes"] if (outcome["uid"] in tasks) is given]
        return min(found, key=lambda uid: self.store.count("task", outcome=uid))  # not yet handed to all

    def entry(self, status: str, role: Role) -> int:
        identity = "lkks" if role is Role.CHAIR else "dinsos"
        region = self.region if role is not Role.DINSOS else "11"
        office = _one(self.store.find("office", region=region, identity=identity))
        return _one(self.store.find("entry", office=office["id"], status=status, limit=1))["id"]

    def user(self, username: str) -> int:
        return _one(self.store.find("user", username=username))["id"]

    def mandate(self, giver: str) -> int:
        return _one(self.store.find("mandate", giver=self.user(giver), ended="", limit=1))["id"]

    def travel(self, username: str) -> int:
        return _one(self.store.find("travel", user=self.user(username), state="diperiksa", limit=1))["id"]

    def lks(self, *, ended: bool = False) -> int:
        return _one(self.store.find("lks", region=self.region, ended=ended, limit=1))["id"]

    def lks_change(self) -> int:
        """That an institution of ours is active still, as a chair has said."""
        found = self.store.find("lks_change", region=self.region, state="menunggu")
        chairs = [one for one in found if "activity" in one["fields"] and one["asked"]["by"].startswith("Ketua")]
        return _one(chairs)["id"]

    def suggestion(self) -> Record:
        """Of our Sekdis, for the own office."""
        return _one(self.store.find("suggestion", region=self.region, state="menunggu", limit=1))

    def lks_list(self, state: str) -> Record:
        """Of our Sekdis."""
        return _one(self.store.find("lks_list", region=self.region, state=state, limit=1))

    def job(self, username: str, *, ready: bool = False) -> int:
        where = {"user": self.user(username), **({"state": "selesai"} if ready else {})}
        return _one(self.store.find("job", order="-id", limit=1, **where))["id"]


def _one(found: list[Record]) -> Record:
    assert found, "the demo lacks what the ladder needs"
    return found[0]


def _task(stage: str, waits: str = "", **more: Any) -> Callable[[Case], Values]:
    return lambda case: {"task_id": case.task(stage, waits), **more}


def _rakor(**more: Any) -> Callable[[Case], Values]:
    return lambda case: {"rakor_id": case.rakor()["id"], **more}


def _outcome(*, given: bool) -> Callable[[Case], Values]:
    return lambda case: {"rakor_id": case.rakor()["id"], "uid": case.uid(given=given)}


def _document(**more: Any) -> Callable[[Case], Values]:
    return lambda case: {"document_id": case.record("document", type="laporan", status="berlaku"), **more}


def _form(case: Case) -> Values:
    content = word_form(travel_form.form_of(case.store, case.rakor(), OURS, "2026-11-09"))
    return {"file": (Again(content), "formulir.docx")}


def _intake(state: str) -> Callable[[Case], Values]:
    return lambda case: {"intake_id": case.record("intake", state=state)}


def _intake_version(state: str, **fields: Any) -> Callable[[Case], Values]:
    return lambda case: {"version": _one(case.store.find("intake", state=state, limit=1))["version"], **fields}


def _mandate(case: Case) -> Values:
    """For days on which nobody has one yet."""
    return {"deputy": str(case.user("dinsos.aceh")), "start": "2027-02-01", "until": "2027-02-05", "basis": "ST 1/2027"}


def _typed(**fields: Any) -> Callable[[Case], Values]:
    return lambda case: dict(fields)


def _sheet(case: Case) -> Values:
    return {"photos": (Again(photo()), "daftar-hadir.jpg")}


def _received(case: Case) -> Values:
    report = case.store.first("document", task=case.task("reported"), type="laporan")
    return {"document": report["id"] if report else "", "date": "2026-11-09", "receiver": "Setda", "way": "langsung"}


def _nothing(case: Case) -> Values:
    return {}


def _move(role: Role, name: str, stage: str, waits: str, elsewhere: tuple[str, str], **fields: Any) -> Rung:
    return Rung(
        role, _task(stage, waits, name=name), lambda case: {"version": _version(case, stage, waits), **fields},
        at="-", elsewhere=_task(*elsewhere, name=name), again=(409,), shows=(200, 303),
    )  # fmt: skip


def _version(case: Case, stage: str, waits: str) -> int:
    return _one(case.store.find("task", region=case.region, cancelled=False, stage=stage, waits_for=waits, limit=1))[
        "version"
    ]


REASON = {"reason": "Target belum menyebut jumlah mitra."}
MOVES = (
    _move(C, "withdraw", "draft", "sekdis", ("draft", "")),
    _move(S, "return_plan", "draft", "sekdis", ("reported", ""), **REASON),
    _move(S, "report", "draft", "sekdis", ("reported", ""), number_from="blank", addressee="Bupati Bireuen"),
    _move(D, "cancel", "draft", "", ("reported", ""), **REASON),
    _move(D, "reopen", "implemented", "", ("reported", ""), **REASON),
)

LADDER: dict[str, tuple[Rung, ...]] = {
    "auth.logout": (Rung(C, fill=_nothing, at="-"),),
    "auth.present": (Rung(C, fill=_nothing, at="-", again=(204,), absent=True),),
    "auth.account": (Rung(C),),
    "auth.password": (Rung(C, fill=_typed(old_password="salah", password="x", repeat="x"), again=(422, 429)),),
    "auth.end_session": (
        Rung(C, lambda case: {"session_id": case.record("session", user=case.user("ketua.bireuen"))}, _nothing, "-",
             again=(302, 303, 404),
             others=lambda case: {"session_id": case.record("session", user=case.user("admin"))}),
    ),
    "auth.name_device": (
        Rung(C, lambda case: {"session_id": case.record("session", user=case.user("ketua.bireuen"))},
             _typed(device="HP saya"), "-", again=(404,), absent=True,
             others=lambda case: {"session_id": case.record("session", user=case.user("admin"))}),
    ),
    "auth.end_other_sessions": (Rung(C, fill=_nothing, at="-"),),
    "auth.second_factor": (Rung(S, fill=_typed(code="1"), again=(422,)),),
    "auth.remove_factor": (Rung(S, fill=_typed(password="salah"), at="-", again=(404,), absent=True),),
    **dict.fromkeys(("privacy.own", "privacy.own_file", "mandates.index"), (Rung(C),)),
    "mandates.new": (Rung(C, fill=_mandate),),
    "mandates.desk": (
        Rung(D, fill=lambda case: {"mandat": str(case.mandate("ketua.bireuen"))}, at="-", again=(302,), absent=True),
    ),
    "mandates.end": (
        Rung(C, lambda case: {"mandate_id": case.mandate("ketua.bireuen")}, _nothing, "-", again=(302, 409),
             others=lambda case: {"mandate_id": case.mandate("ketua.pidie")}),
    ),
    **NEWS_LADDER,
    **SAVED_LADDER,
    "home.index": (Rung(C, shows=(302,)),),
    "home.help": (Rung(C),),
    "documents.guide_file": (Rung(C, lambda case: {"ext": "docx"}),),
    "home.commitments": (Rung(C),),
    "overview.show": (Rung(D),),
    "overview.reviews": (Rung(D, shows=(302,)),),
    "matrix.show": (Rung(D),),
    "region.show": tuple(Rung(role, lambda case: {"region": case.region}) for role in (C, S, D)),
    "tasks.index": (Rung(C),),
    "tasks.show": (Rung(C, _task("draft")),),
    "plan.edit": (Rung(C, _task("draft"), _typed(**PLAN, do="submit"), elsewhere=_task("reported"), again=(409,)),),
    "progress.record": (
        Rung(C, _task("reported"), _typed(text="Berjalan.", percent="70", date="2026-11-08"),
             elsewhere=_task("draft"), again=(409,)),
    ),
    "moves.act": MOVES,
    "requests.ask": (
        Rung(C, _task("reported", kind="tidak_dapat"), _typed(**REASON),
             elsewhere=_task("draft", kind="tidak_dapat"), again=(422,)),
    ),
    "requests.receipt": (
        Rung(C, _task("reported"), _received, elsewhere=_task("draft"), again=(409,)),
    ),
    "requests.scan": (
        Rung(C, lambda case: {"task_id": case.receipt()["task"], "document_id": case.receipt()["id"]}),
    ),
    "requests.direction": (
        Rung(S, _task("reported"), _typed(text="Setuju.", giver="Bupati", date="2026-11-09"),
             elsewhere=_task("draft"), again=(409,)),
    ),
    "requests.direction_scan": (Rung(C, lambda case: {"task_id": case.directed(), "no": 1}),),
    "approval.queue": (Rung(S),),
    "approval.show": (
        Rung(S, _task("draft", "sekdis"), _typed(action="return_plan", **REASON), elsewhere=_task("reported"),
             shows=(200, 302), again=(409,)),
    ),
    "review.show": (
        Rung(D, lambda case: {"task_id": _one(case.store.find("task", waits_for="dinsos", limit=1))["id"]},
             elsewhere=_task("draft")),
    ),
    "review_together.show": (Rung(D, fill=_nothing, again=(422,)),),
    "evidence.file": (Rung(C, lambda case: {"evidence_id": case.evidence()}),),
    "evidence.thumbnail": (Rung(C, lambda case: {"evidence_id": case.evidence(), "side": 480}),),
    "rakor.index": (Rung(C),),
    "rakor.show": (Rung(C, _rakor()),),
    "rakor.new": (Rung(D, fill=_typed(**RAKOR, **FIRST_ROWS)),),
    "rakor.edit": (Rung(D, _rakor(), _typed(title="Judul baru", **REASON), again=(409,)),),
    "rakor.outcome_new": (Rung(D, _rakor(), _typed(**{**OUTCOME, "is_task": "y"})),),
    "rakor.outcome_edit": (Rung(D, _outcome(given=True), _typed(title="Judul butir baru", **REASON), again=(409,)),),
    "rakor.outcome_remove": (
        Rung(D, _outcome(given=False), lambda case: {"version": case.rakor()["version"], **REASON}, "-",
             again=(404, 409)),
    ),
    "rakor.outcome_move": (
        Rung(D, _outcome(given=True), lambda case: {"version": case.rakor()["version"], "tempat": "3", **REASON},
             "-", again=(409,)),
    ),
    "rakor.share": (Rung(D, _rakor(), lambda case: {f"butir-{case.uid(given=True)}": ["11.01"]}),),
    "rakor.close": (Rung(D, _rakor(), _typed(**REASON), again=(409,)),),
    "rakor.public": (
        Rung(D, _rakor(), lambda case: {"version": case.rakor()["version"], "buat": "buka"}, again=(409,)),
    ),
    "rakor.sheet": (Rung(D, _rakor(), _sheet, again=(422,)),),
    "rakor.sheet_file": (Rung(D, _rakor(no=1)),),
    "rakor.open": (
        Rung(D, _rakor(), lambda case: {"version": case.rakor()["version"]}, "-", again=(409, 422), absent=True),
    ),
    "travel.file": (Rung(C, _rakor(ext="docx")),),
    "travel.new": (Rung(C, fill=_form),),
    "travel.check": (
        Rung(C, lambda case: {"travel_id": case.travel("ketua.bireuen")}, _nothing, again=(409, 422),
             others=lambda case: {"travel_id": case.travel("ketua.pidie")}),
    ),
    "travel.drop": (
        Rung(C, lambda case: {"travel_id": case.travel("ketua.bireuen")}, lambda case: {"version": "1"}, "-",
             again=(409,), others=lambda case: {"travel_id": case.travel("ketua.pidie")}),
    ),
    "intake.new": (Rung(D, fill=_typed(pasted="Hasil Rakor\tTindak Lanjut\nLKS didata.\tMendata"), grows=True),),
    "intake.check": (Rung(D, _intake("diperiksa"), _typed(do="kosong"), again=(409,)),),
    "intake.columns": (
        Rung(D, _intake("diperiksa"), _intake_version("diperiksa", **{"kolom.2": "remarks"}), "-",
             elsewhere=_intake("tersimpan"), again=(409,)),
    ),
    "intake.undo": (
        Rung(D, _intake("tersimpan"), _intake_version("tersimpan"), "-", elsewhere=_intake("diperiksa"), again=(409,)),
    ),
    "intake.drop": (
        Rung(D, _intake("diperiksa"), _intake_version("diperiksa"), "-", elsewhere=_intake("tersimpan"), again=(409,)),
    ),
    **OFFICE_LADDER,
    **ACCOUNTS_LADDER,
    "settings.holidays": (
        Rung(A, fill=_typed(day="2026-11-10", what="libur", decree="Keputusan Gubernur"), again=(409, 422)),
    ),
    "settings.times": (
        Rung(A, fill=_typed(undo="10", sekdis="5", dinsos="10", pengingat="14", ingat="14"), again=(409,)),
    ),
    "settings.holiday_remove": (Rung(A, fill=_typed(day="2026-11-10"), at="-", again=(409, 422), absent=True),),
    "settings.mandates": (Rung(A),),
    "settings.mandate_new": (Rung(A, fill=lambda case: {**_mandate(case), "giver": str(case.user("ketua.pidie"))}),),
    "settings.mandate_end": (
        Rung(A, lambda case: {"mandate_id": case.mandate("ketua.pidie")}, _nothing, "-", again=(302, 409)),
    ),
    "settings.retention": (Rung(A, fill=_typed(evidence="5"), again=(302, 303, 409)),),
    "settings.retention_remove": (Rung(A, fill=_nothing, at="-", absent=True),),
    "documents.index": (Rung(S),),
    "documents.file": (Rung(S, _document(ext="docx")),),
    "documents.marked_copy": (Rung(S, _document(ext="docx"), shows=(404,)),),
    "documents.plan_file": (Rung(C, _task("draft", ext="docx")),),
    "documents.preview_page": (Rung(C, _task("draft", page=1)),),
    "documents.preview_text": (Rung(C, _task("draft")),),
    "documents.preview_file": (Rung(C, _task("draft", ext="docx")),),
    "documents.signed": (Rung(S, _document(), _nothing, again=(422,)),),
    "documents.signed_file": (Rung(S, _document(), shows=(404,)),),
    "agenda.index": (Rung(S),),
    "agenda.printed": (Rung(S),),
    "lists.agenda": (Rung(S, lambda case: {"ext": "xlsx"}), Rung(S, lambda case: {"ext": "csv"})),
    "documents.agenda_file": (Rung(S, lambda case: {"ext": "docx"}),),
    "rakor_import.new": (Rung(D, fill=_typed(file=""), at="", again=(422,)),),
    "rakor_import.record": (Rung(D, fill=_typed(berkas="0" * 64), at="-", again=(422,)),),
    **{f"lists.{name}": (Rung(C, lambda case: {"ext": "csv"}),) for name in ("tasks", "documents", "rakors")},
    **{f"lists.{name}": (Rung(A, lambda case: {"ext": "csv"}),) for name in ("accounts", "offices", "events")},
    "agenda.reserve": (Rung(S, fill=_typed(subject="Surat undangan rapat")),),
    "agenda.on_paper": (
        Rung(S, fill=_typed(number="005/77/2026", date="2026-11-01", subject="Undangan", signer="Sekretaris"),
             again=(422,)),
    ),
    "agenda.go_on": (Rung(C, fill=_typed(last="40"), at="-", shows=(200, 302)),),
    "agenda.fill": (
        Rung(C, lambda case: {"entry_id": case.entry("ditunggu", C)}, _typed(number="12/LKKS/2026"),
             again=(404, 409, 422), shows=(200, 302)),
    ),
    "agenda.void": (
        Rung(S, lambda case: {"entry_id": case.entry("disediakan", S)}, _typed(**REASON), again=(409,),
             shows=(200, 302)),
    ),
    "documents.jobs": (Rung(S),),
    "documents.job_new": (Rung(S, fill=_nothing, at="-", query=lambda case: "?jenis=laporan"),),
    "documents.job": (
        Rung(S, lambda case: {"job_id": case.job("sekdis.bireuen")},
             others=lambda case: {"job_id": case.job("sekdis.pidie")}),
    ),
    "documents.job_file": (
        Rung(S, lambda case: {"job_id": case.job("sekdis.bireuen", ready=True)},
             others=lambda case: {"job_id": case.job("sekdis.pidie", ready=True)}),
    ),
    **PAPERS_LADDER,
    "calendar.renew": (Rung(C, fill=_nothing, at="/kabar", shows=(302,)),),
    "calendar.task": (Rung(C, _task("reported")),),
    **LKS_LADDER,  # behind the agenda: the first number of an LKKS is the recommendation's
}  # fmt: skip
# Open to everybody, with nothing of one region behind them.
PUBLIC_PAGES = {
    "static", "bootstrap.static", "auth.login", "auth.demo_login", "auth.code", "auth.forgotten", "auth.new_password",
    "documents.check_form",
    "documents.check", "privacy.notice", "phone.manifest", "phone.worker", "phone.offline",
    "calendar.feed", "public.rakor", "public.rakor_file", "answering.show",
}  # fmt: skip
# Which records belong to one region; the other's are as unknown as those that are not there.
REGIONAL = {
    "task_id": lambda case: case.task("reported"),
    "evidence_id": lambda case: case.evidence(),
    "document_id": lambda case: case.record("document", type="laporan", status="berlaku"),
    "entry_id": lambda case: case.record("entry"),
    "region": lambda case: case.region,
    "lks_id": lambda case: case.lks(),
    "lks_change_id": lambda case: case.lks_change(),
    "suggestion_id": lambda case: case.suggestion()["id"],
}  # fmt: skip


def form_of(client: FlaskClient, page: str, action: str) -> Values:
    """What the form of a page that is sent to ``action`` says already."""
    answer = client.get(page)
    assert answer.status_code in (200, 409), (page, answer.status_code)
    document = lxml.html.fromstring(answer.get_data(as_text=True))
    for form in document.forms:
        if form.method == "POST" and (form.get("action") or page).partition("?")[0] == action.partition("?")[0]:
            found: dict[str, list[str]] = {}
            for name, value in form.form_values():
                found.setdefault(name, []).append(value)
            return dict(found)
    raise AssertionError(f"{page} has no form for {action}")


def filled(client: FlaskClient, rung: Rung, address: str, case: Case) -> Values:
    """The form as somebody would send it."""
    assert rung.fill is not None
    typed = rung.fill(case)
    shown: Mapping[str, Any] = {} if rung.at == "-" else form_of(client, rung.at or address, address)
    return {name: value for name, value in {**shown, **typed}.items() if name != "csrf_token"}
