"""Pages of rakor: the list, one rakor with its outcomes and where each stands, and the form of its head.

The pages of single outcomes are in ``outcomes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from workflow.evidence import of_rakor
from workflow.intake import office_file
from workflow.kinds import official, rakor_kinds
from workflow.machine import permissions
from workflow.machine.actions import HAND_OVER
from workflow.machine.permissions import may_record_rakor, scope
from workflow.once import once
from workflow.pages.rakor import lks_picks
from workflow.pages.rakor.blueprint import pages
from workflow.pages.rakor.changes import conflict, unless_changed
from workflow.pages.rakor.forms import HEAD_LABELS, RakorForm, fingerprint, head_marks, head_texts
from workflow.pages.tasks.ways import undo_offer
from workflow.rakor import facts, papers
from workflow.rakor.fields import DIMENSIONS
from workflow.rakor.recording import edit_rakor, readable_rakor, record_rakor
from workflow.records import Rakor
from workflow.store import OneOf, Record
from workflow.tasks import tallies, timeline
from workflow.web.current import actor, now, store, today
from workflow.web.one_order import asked_order, field_order
from workflow.web.paging import after
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show
from workflow.web.sorted_heads import NAME, Column, heads
from workflow.web.unknown import unknown_filters

PAGE = 20
SORTED = {"tanggal": "start", "keadaan": "closed_at"}  # a column -> the field by which the store sorts it
COLUMNS = (
    Column("Rakor"), Column("Tanggal", "tanggal", down=True), Column("Keadaan", "keadaan", down=True),
    Column("Butir dan tugas"), Column("Dilaksanakan"),
)  # fmt: skip


@pages.get("/rakor")
def index() -> str:
    urut = asked_order(SORTED, request.args)
    given: dict[str, Any] = {NAME: urut} if urut else {}
    found = store.find("rakor", order=order(), after=after("rakor"), limit=PAGE + 1)
    shown = found[:PAGE]
    following = url_for("rakor.index", sesudah=shown[-1]["id"], **given) if len(found) > PAGE else ""
    return render_template(
        "rakor/index.html", rakors=shown, progress=tallies.progress_of(store, actor(), shown), following=following,
        later="sesudah" in request.args, may_record=may_record_rakor(actor()), given=given,
        heads=heads(COLUMNS, urut or "-tanggal", lambda other: url_for("rakor.index", urut=other)), unknown=unknown(),
    )  # fmt: skip


def order() -> str:
    """As the store takes it: the newest first, unless the address asks otherwise."""
    return field_order(SORTED, asked_order(SORTED, request.args), "-start")


def unknown() -> list[str]:
    """Which filters of the address mean nothing."""
    return unknown_filters([NAME], [NAME] if asked_order(SORTED, request.args) else [])


@pages.get("/rakor/<int:rakor_id>")
def show(rakor_id: int) -> str:
    rakor = readable_rakor(store, actor(), rakor_id)
    tasks = tallies.tasks_of(store, actor(), rakor_id)
    cancelled = store.find("task", rakor=rakor_id, cancelled=True, **scope(actor()))
    pieces = of_rakor.evidence_of_rakor(store, actor(), rakor_id)
    return render_template(
        "rakor/show.html", rakor=rakor, groups=groups(rakor, tasks, cancelled), total=tallies.tally(tasks, today()),
        evidence=len(pieces), evidence_bytes=sum(piece["size"] for piece in pieces),
        begun=rakor["start"] <= today(), attended=sum(person["attended"] for person in rakor["participants"]),
        dimensions=DIMENSIONS, may_record=may_record_rakor(actor()), closed=rakor.get("closed"),
        may_edit=may_record_rakor(actor()) and not rakor.get("closed"), next=next_to_share(rakor, tasks),
        papers=papers.of_rakor(store, rakor_id) if may_record_rakor(actor()) else [],
        intakes=_intakes(rakor_id) if may_record_rakor(actor()) else [],
        paper_kinds={name: paper.label for name, paper in rakor_kinds().items()},
        official_papers=[name for name in rakor_kinds() if official(name)],
        by_hand=[name for name, paper in rakor_kinds().items() if paper.by_hand],
        changed=timeline.of_rakor(store, rakor_id), handed=_just_handed(tasks),
        Situation=tallies.Situation, documents=store.count("document", rakor=rakor_id, **permissions.papers(actor())),
    )  # fmt: skip


def _just_handed(tasks: list[Record]) -> dict[str, Any] | None:
    """A task that the reader has just handed over, with the offer to take all of them back."""
    for task in reversed(tasks):
        if (task.get("undo") or {}).get("move") == HAND_OVER.name and (offer := undo_offer(actor(), task, at=now())):
            return {"task": task, "undo": offer}
    return None


def _intakes(rakor_id: int) -> list[Record]:
    """The office files that are being checked for the rakor, or were recorded into it."""
    return store.find(
        "intake", rakor=rakor_id, state=OneOf((office_file.OPEN, office_file.RECORDED)), order="-id", limit=10
    )


def next_to_share(rakor: Record, tasks: list[Record]) -> str:
    """The uid of the first outcome that is still to be handed over: the one green button of the page."""
    given = {task["outcome"] for task in tasks}
    waiting = (o["uid"] for o in rakor["outcomes"] if o["is_task"] and o["uid"] not in given)
    return next(waiting, "")


def groups(rakor: Record, tasks: list[Record], cancelled: list[Record]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The outcomes by commission, in their order: each with its tasks and its neighbours in the commission."""
    found: dict[str, list[dict[str, Any]]] = {}
    for outcome in rakor["outcomes"]:
        own = sorted((t for t in tasks if t["outcome"] == outcome["uid"]), key=lambda task: task["region"])
        dropped = sum(task["outcome"] == outcome["uid"] for task in cancelled)
        entry = {"outcome": outcome, "tasks": own, "tally": tallies.tally(own, today()), "cancelled": dropped}
        found.setdefault(outcome["commission"], []).append(entry)
    for entries in found.values():
        for entry, before, behind in zip(entries, [None, *entries], [*entries[1:], None], strict=False):
            entry["up"] = before["outcome"]["no"] if before else 0
            entry["down"] = behind["outcome"]["no"] if behind else 0
    return list(found.items())


@pages.route("/rakor/baru", methods=["GET", "POST"])
def new() -> Page:
    form = RakorForm(data={"organiser": "Dinas Sosial Aceh"})
    if form.rows_changed(request.form.get("baris", "")):
        return _form_page(form, None)

    def save() -> Page:
        rakor = once(store, press(), lambda: _recorded(form), at=now())
        say("Rakor tersimpan. Sekarang catat butir hasilnya.")
        return redirect(url_for("rakor.outcome_new", rakor_id=rakor["id"]), 303)

    return save_or_show(form, save, lambda: _form_page(form, None))


def _recorded(form: RakorForm) -> dict[str, Any]:
    return {"id": record_rakor(store, actor(), form.head(), at=now())["id"]}


@pages.route("/rakor/<int:rakor_id>/ubah", methods=["GET", "POST"])
def edit(rakor_id: int) -> Page:
    rakor = readable_rakor(store, actor(), rakor_id)
    form = RakorForm.of(rakor) if request.method == "GET" else RakorForm()
    if form.rows_changed(request.form.get("baris", "")):
        return _form_page(form, rakor)

    def edited(version: int) -> Rakor:
        return edit_rakor(store, actor(), rakor_id, form.head(), version=version, at=now())

    def save() -> Page:
        unless_changed(edited, form.seen(), form.shown.data, lambda current: fingerprint(head_marks(current)))
        flash("Perubahan rakor tersimpan. Tugas yang sudah dibagikan tetap seperti semula.", "done")
        return redirect(url_for("rakor.show", rakor_id=rakor_id), 303)

    return save_or_show(form, save, lambda: _form_page(form, rakor), lambda late: _conflict(form, late.current))


def _conflict(form: RakorForm, current: Mapping[str, Any]) -> Page:
    typed = {**head_texts(form.head()), "shown": form.shown.data, **form.beside()}
    here = url_for("rakor.edit", rakor_id=current["id"])
    return conflict(current, HEAD_LABELS, typed, head_texts(current), post_url=here)


def _form_page(form: RakorForm, rakor: Record | None) -> str:
    """The form with a few empty rows."""
    form.add_rows()
    on_paper = facts.printed(store, rakor) if rakor is not None else facts.NOTHING
    return render_template(
        "rakor/form.html", form=form, rakor=rakor, why=on_paper.any(), told=on_paper.beyond_inviting(),
        lks=lks_picks.picks(form),
    )  # fmt: skip
