"""Sekdis' desk: what waits, oldest first; the document exactly as it will be issued; what changed; the decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup

from workflow.agenda import register
from workflow.errors import Invalid, Question, Stale
from workflow.kinds import Kind
from workflow.machine.actions import ACTIONS
from workflow.machine.permissions import may, readable_task, scope
from workflow.machine.stages import PLANNED, SHORTEST_REASON, Waits, situation_of
from workflow.offices.addressees import addressees
from workflow.offices.archive_codes import LONGEST as LONGEST_CODE
from workflow.offices.archive_codes import archive_codes
from workflow.offices.offices import issuer_of
from workflow.pages.overview import desk_rows
from workflow.pages.tasks import together
from workflow.pages.tasks.approval_form import DecisionForm, changes
from workflow.papers import issuing, wording
from workflow.papers.publishing import Frozen, Pages
from workflow.records import Task
from workflow.store import Record
from workflow.tasks import asking, desks, operations, rehearsal, undo
from workflow.tasks.desk_kinds import CHANGES, PLANS
from workflow.text import YES, line, listed
from workflow.web import wording_form
from workflow.web.conflicts import spoken_time, task_conflict
from workflow.web.current import actor, now, publisher, store, today
from workflow.web.paging import after
from workflow.web.pressing import press, say
from workflow.web.read_by import note_reading
from workflow.web.saving import Late, Page, save_or_show

DECISIONS = ("report", "return_plan")  # the buttons of the page

pages = Blueprint("approval", __name__)

ON_A_PAGE = 8
MOST_ASKED = 10  # changes asked for, above the plans; the list behind their box has them all
READ_AGAIN = "Naskahnya berubah sejak Anda membacanya. Ini pratinjau yang baru; baca, lalu putuskan."


@dataclass(frozen=True)
class Shown:
    """The document on the desk: what it says, its pages, and the number, addressee and words it was composed with."""

    frozen: Frozen
    pages: Pages
    chosen: dict[str, str]
    words: dict[str, str]  # of ``chosen`` those that are not as proposed

    @property
    def own(self) -> str | None:
        """The report's own number, "" for one written by hand; None where it shares that of its letter."""
        number: str | None = self.frozen.data["data"]["document"].get("report_number")
        return number


@pages.get("/persetujuan")
def queue() -> Page:
    """The oldest one lies open, or those that were ticked, as one report."""
    ticked = together.asked()
    if ticked:
        rest = ",".join(map(str, ticked[1:])) or None
        return redirect(url_for(".show", task_id=ticked[0], gabung=rest, setelah=request.args.get("setelah")))
    waiting = _waiting(limit=1)
    if not waiting:
        return render_template("approval/empty.html", last=_last_approved(), spoken_time=spoken_time, **_own_desk())
    return _desk(waiting, DecisionForm(formdata=None, data=_undone(waiting)))


@pages.route("/persetujuan/<int:task_id>", methods=["GET", "POST"])
def show(task_id: int) -> Page:
    """The task of the path, together with those of ``gabung``."""
    tasks = [readable_task(store, actor(), task_id), *together.others(task_id)]
    form = DecisionForm(data={} if request.method == "POST" else _undone(tasks))
    try:
        operations.check_together(ACTIONS["report"], tasks)
    except Invalid as refusal:
        return _desk(tasks[:1], form, notice=refusal.sentence), 422
    if request.method == "POST":
        form.validate()
        pressed = request.form.get("action", "")
        return _decide(tasks, form, pressed if pressed in DECISIONS else "")
    still = _still_waiting(tasks)
    if still == tasks:
        return _desk(tasks, form)
    if not still:
        flash("Tugas ini tidak sedang menunggu persetujuan Anda.", "wait")
        return redirect(url_for("tasks.show", task_id=task_id))
    flash(f"{_names(tasks, still)} tidak sedang menunggu persetujuan Anda.", "wait")
    return redirect(url_for(".show", task_id=still[0]["id"], gabung=together.written(still)))


def _decide(tasks: list[Record], form: DecisionForm, name: str) -> Page:
    """Makes the move; what refuses it leads back to the desk with everything that was typed."""

    def save() -> Page:
        for task in tasks:
            operations.check_start(actor(), ACTIONS["report"], task, at=now())
        if not name:
            page = _desk(tasks, form)
            return page, 422 if form.errors else 200
        say(_told(_do(tasks, form, name), name))
        return redirect(url_for(".queue"))

    return save_or_show(form, save, lambda: _desk(tasks, form), late=lambda error: _conflict(error, tasks, form, name))


def _do(tasks: list[Record], form: DecisionForm, name: str) -> list[Task]:
    data: dict[str, Any] = {"reason": form.reason.data}
    if name == "report":
        data = {**_assumed(tasks, form), **form.chosen()}
        if form.key.data and form.key.data != publisher.pages(_composed(tasks, data).data).key:
            raise Stale(tasks[0])  # not the paper that was read
    return operations.move_together(store, publisher, actor(), form.seen_of(tasks), name, data, at=now(), key=press())


def _conflict(conflict: Late, tasks: list[Record], form: DecisionForm, name: str) -> Page:
    """What still waits is shown again as it is now; for what is gone, the page that says who was quicker."""
    current = [readable_task(store, actor(), task["id"]) for task in tasks]
    still, seen = _still_waiting(current), form.seen_of(tasks)
    if still:
        same = [task for task in still if task["version"] == seen[task["id"]]]
        return _desk(still, form, notice=_notice(current, still, same)), 409
    typed = form.by_hand()
    labels = {name: "Alasan" if name == "reason" else form[name].label.text for name in typed}
    here = url_for(".show", task_id=current[0]["id"])
    return task_conflict(conflict, name or DECISIONS[0], labels, typed, {}, post_url=here)


def _notice(tasks: list[Record], still: list[Record], same: list[Record]) -> str:
    """Which of several tasks are gone, which have changed, and that it must be read again."""
    said = []
    if still != tasks:
        said.append(f"{_names(tasks, still)} tidak lagi menunggu persetujuan Anda. Belum ada yang disetujui.")
    if len(tasks) > 1 and same != still:
        said.append(f"{_names(still, same)} diubah sejak Anda membacanya.")
    return " ".join([*said, READ_AGAIN])


def _names(tasks: list[Record], without: list[Record]) -> str:
    return listed([operations.called(task) for task in tasks if task not in without])


def _still_waiting(tasks: list[Record]) -> list[Record]:
    return [task for task in tasks if situation_of(task) == PLANNED]


def _desk(tasks: list[Record], form: DecisionForm, *, notice: str = "") -> str:
    for task in tasks:
        note_reading(task)
    shown = _shown(tasks, form)
    form.version.data = ",".join(str(task["version"]) for task in tasks)
    form.key.data = shown.pages.key
    asks = _asks(tasks, shown)
    form.asking_shown.data = "" if asks is None else "1"
    form.propose(shown.frozen.words)
    form.proposed.data = shown.chosen["number"] if shown.chosen["number_from"] == "series" else ""
    form.proposed_code.data = shown.chosen["archive_code"]
    if form.addressee.data is None:
        form.addressee.data = shown.chosen["addressee"]
    before = after("task", "setelah")
    waiting = _waiting(after=before, limit=ON_A_PAGE + 1)
    office = issuer_of(store, tasks[0]["region"], Kind.LAPORAN)
    return render_template(
        "approval/desk.html", asks=asks, most_asking=asking.MOST,
        office=office, to=addressees(office), codes=archive_codes(),
        reserved=register.reserved(store, office), task=tasks[0], tasks=tasks,
        gabung=together.written(tasks), form=form, shown=shown,
        rakor=store.get("rakor", tasks[0]["rakor"]), changes={task["id"]: changes(task) for task in tasks},
        approves=all(may(actor(), "report", task, at=now()) for task in tasks), without=_without(tasks), notice=notice,
        waiting=waiting[:ON_A_PAGE], onward=waiting[ON_A_PAGE - 1]["id"] if len(waiting) > ON_A_PAGE else 0,
        after=before or 0, count=desks.waiting(store, actor(), PLANS), shortest=SHORTEST_REASON, **_own_desk(waiting),
    )  # fmt: skip


def _asks(tasks: list[Record], shown: Shown) -> list[int] | None:
    """The tasks whose points ask for direction, as the document was composed; None where it does not choose."""
    return asking.read(shown.chosen, tasks) if asking.is_counted(tasks) else None


def _own_desk(waiting: Iterable[Record] = ()) -> dict[str, Any]:
    """The counted boxes, the changes that are asked for, and the rakor of the plans where there are several."""
    desk = desks.desk(store, actor(), today(), always=[PLANS], rows=MOST_ASKED, of=CHANGES)
    names = desk_rows.names(desk, waiting)
    return {"desk": desk, "asked": desk_rows.rows(desk, names), "names": names}


def _without(tasks: list[Record]) -> dict[int, str]:
    """For each of several tasks, the address of the report without it."""
    rest = {task["id"]: [other for other in tasks if other is not task] for task in tasks if len(tasks) > 1}
    return {
        id_: url_for(".show", task_id=others[0]["id"], gabung=together.written(others)) for id_, others in rest.items()
    }


def _shown(tasks: list[Record], form: DecisionForm) -> Shown:
    """With what was chosen, or as the office has it when that cannot be accepted. What is only asked about is shown as
    it would be issued, so that it is read when the yes is said."""
    assumed = _assumed(tasks, form)
    chosen = {**assumed, **(form.chosen() if form.is_submitted() else form.words())}
    try:
        return _made(tasks, chosen)
    except Invalid as refusal:
        form.complain(refusal)
        asked = [sentence.mark for sentence in refusal.fields.values() if isinstance(sentence, Question)]
        return _made(tasks, {**chosen, YES: ",".join([chosen.get(YES, ""), *asked])} if refusal.asks else assumed)


def _made(tasks: list[Record], chosen: dict[str, str]) -> Shown:
    frozen = _composed(tasks, chosen)
    words = wording_form.changed(chosen, frozen.words)
    rest = {name: value for name, value in chosen.items() if not name.startswith(wording.FIELD)}
    return Shown(frozen, publisher.pages(frozen.data), {**rest, **words}, words)


def _undone(tasks: list[Record]) -> dict[str, str]:
    """What was typed for the report of just these tasks, where its approval was taken back at once."""
    return undo.words_undone(store, tasks, (Kind.LAPORAN,))


def _assumed(tasks: list[Record], form: DecisionForm) -> dict[str, str]:
    code = line(form.archive_code.data)[:LONGEST_CODE]
    return rehearsal.assumed(store, tasks[0], ACTIONS["report"], now(), code)


def _composed(tasks: list[Record], chosen: Mapping[str, str]) -> Frozen:
    return rehearsal.rehearse(store, publisher, tasks[0], chosen, at=now(), others=tasks[1:], by=actor())


def _waiting(*, after: int | None = None, limit: int) -> list[Record]:
    where = {"desk": str(Waits.SEKDIS), "cancelled": False, "desk_kind": PLANS, **scope(actor())}
    return store.find("task", order="limit_until", after=after, limit=limit, **where)


def _last_approved() -> Record | None:
    return store.first("event", chain=actor().region, name="report", order="-id")


def _told(tasks: list[Task], name: str) -> str | Markup:
    titles = tasks[0]["title"] if len(tasks) == 1 else f"{len(tasks)} butir dalam satu laporan"
    if name == "return_plan":
        return f"Dikembalikan ke Ketua LKKS: {titles}."
    document = next(one for one in issuing.of_task(store, tasks[0]) if one["type"] == Kind.LAPORAN)
    links = [
        Markup('<a href="{}">{}</a>').format(url_for("documents.file", document_id=document["id"], ext=ext), words)
        for ext, words in (("docx", "Word"), ("pdf", "PDF"))
    ]
    links += [
        Markup('<a href="{}">{}</a>').format(url_for("tasks.show", task_id=task["id"]), words)
        for task in tasks
        for words in [f"Butir {task['no']}" if len(tasks) > 1 else "Buka tugas"]
    ]
    told = Markup("Disetujui dan dilaporkan ke pimpinan: <b>{}</b>, {}. ")
    return told.format(issuing.both_numbers(document, "nomor ditulis di kertas"), titles) + Markup(" · ").join(links)
