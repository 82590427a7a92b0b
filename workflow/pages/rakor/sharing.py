"""The page on which all outcomes of a rakor are handed out: a row an outcome, a box an owner, all in one sending.

The buttons of a row ("5 kota", "Salin baris di atas") send the whole form and draw it again with more boxes ticked, so
that they work without JavaScript and nothing that was ticked is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from wtforms import HiddenField

from workflow.once import once
from workflow.pages.rakor.blueprint import pages
from workflow.pages.rakor.changes import EDITS, unless_changed
from workflow.pages.rakor.forms import fingerprint
from workflow.rakor.recording import holds_whole, readable_rakor, share
from workflow.records import Outcome, Task
from workflow.regions import owners, regions
from workflow.store import OneOf, Record
from workflow.web.conflicts import spoken_time
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned
from workflow.web.pressing import press, say
from workflow.web.saving import Late, Page, save_or_show

GROUPS = {"semua": "Semua", "kabupaten": "18 kabupaten", "kota": "5 kota", "kosong": "Kosongkan"}
ABOVE = "salin"
PART = "sudah sebagian"


class ShareForm(Versioned):
    """``shown``: what the outcomes said when the page was drawn."""

    shown = HiddenField()


@dataclass(frozen=True)
class Row:
    """An outcome with the codes of the owners: who has it, who is ticked; what else is known of one stands in
    ``notes``."""

    outcome: Outcome
    given: set[str]
    ticked: set[str]
    notes: Mapping[str, str]

    @property
    def full(self) -> bool:
        """Whether all 23 have it: then no group is left to choose."""
        return self.given >= set(regions())


@pages.route("/rakor/<int:rakor_id>/bagikan", methods=["GET", "POST"], endpoint="share")
def page(rakor_id: int) -> Page:
    rakor, form = readable_rakor(store, actor(), rakor_id), ShareForm()
    wanted = _ticked(rakor)
    if "isi" in request.form:
        return _page(form, rakor, wanted)

    def save() -> Page:
        made = once(store, press(), lambda: _shared(form, rakor_id, wanted), at=now())
        say(_told(made, wanted))
        return redirect(url_for("rakor.show", rakor_id=rakor_id), 303)

    return save_or_show(form, save, lambda: _page(form, rakor, wanted), lambda late: _late(form, late, wanted))


def _ticked(rakor: Record) -> dict[str, list[str]]:
    """The codes that came ticked, by the outcome's uid."""
    return {outcome["uid"]: request.form.getlist(f"butir-{outcome['uid']}") for outcome in rakor["outcomes"]}


def _shared(form: ShareForm, rakor_id: int, wanted: Mapping[str, list[str]]) -> dict[str, Any]:
    def shared(version: int) -> list[Task]:
        return share(store, actor(), rakor_id, wanted, version=version, at=now())

    tasks = unless_changed(shared, form.seen(), form.shown.data, _shown)
    return {"tasks": len(tasks), "outcomes": len({task["outcome"] for task in tasks})}


def _shown(rakor: Mapping[str, Any]) -> str:
    """The fingerprint of what is handed out, whatever else is known of the rakor."""
    said = ("text", "title", "deadline", "is_task")
    return fingerprint({one["uid"]: "\n".join(str(one[name]) for name in said) for one in rakor["outcomes"]})


def _told(made: Mapping[str, Any], wanted: Mapping[str, Iterable[str]]) -> str:
    had = sum(len(set(codes)) for codes in wanted.values()) - made["tasks"]
    if not made["tasks"]:
        return "Tidak ada tugas baru: semua yang Anda centang sudah mempunyainya."
    sentence = f"{made['tasks']} tugas baru dibagikan dari {made['outcomes']} butir."
    return f"{sentence} {had} lainnya sudah ada." if had else sentence


def _late(form: ShareForm, late: Late, wanted: Mapping[str, list[str]]) -> Page:
    """The page anew, with the outcomes as they are now and everything that was ticked."""
    event = store.first("event", rakor=late.current["id"], name=OneOf(EDITS), order="-id")
    who = {"name": event["actor"]["name"], "when": spoken_time(event["at"])} if event else {"name": "", "when": ""}
    return _page(form, dict(late.current), wanted, who), 409


def _page(
    form: ShareForm, rakor: Record, wanted: Mapping[str, Iterable[str]], changed_by: Mapping[str, str] | None = None
) -> str:
    form.version.data, form.shown.data = rakor["version"], _shown(rakor)
    rows = _rows(rakor, wanted)
    name, _, uid = request.form.get("isi", "").partition("-")
    _fill(rows, name, uid)
    return render_template(
        "rakor/share.html", form=form, rakor=rakor, rows=rows, open=_open(rows, uid), groups=GROUPS, above=ABOVE,
        places=owners(), new=sum(len(row.ticked) for row in rows), changed_by=changed_by,
        refused=form.form_errors,
    )  # fmt: skip


def _rows(rakor: Record, wanted: Mapping[str, Iterable[str]]) -> list[Row]:
    """One for each outcome that is a task; who has it already is not ticked."""
    tasks = store.find("task", rakor=rakor["id"])
    rows = []
    for outcome in rakor["outcomes"]:
        own = [task for task in tasks if task["outcome"] == outcome["uid"]]
        given = {task["region"] for task in own if holds_whole(task)}
        ticked = (set(wanted.get(outcome["uid"], ())) & set(owners())) - given
        if outcome["is_task"]:
            rows.append(Row(outcome, given, ticked, _notes(own)))
    return rows


def _notes(tasks: list[Record]) -> dict[str, str]:
    """What else there is to know of an owner before ticking it."""
    notes = {task["region"]: "pernah dibatalkan" for task in tasks if task["cancelled"]}
    return notes | {task["region"]: PART for task in tasks if task.get("part") and not task["cancelled"]}


def _fill(rows: list[Row], name: str, uid: str) -> None:
    """Ticks what the pressed button names in the row of ``uid``; who has parts of it is ticked one by one only."""
    for above, row in zip([None, *rows], rows, strict=False):
        if row.outcome["uid"] != uid:
            continue
        if name == "kosong":
            row.ticked.clear()
        elif name == ABOVE and above:
            row.ticked.update((above.ticked | above.given) - row.given)
        elif name in GROUPS:
            group = {code for code, place in regions().items() if name in ("semua", place.type)}
            row.ticked.update(group - row.given - {code for code, note in row.notes.items() if note == PART})


def _open(rows: list[Row], pressed: str) -> str:
    """The row that is open on a phone: where a button was pressed, else the one chosen, else the first to hand out."""
    uids = [row.outcome["uid"] for row in rows]
    asked = [pressed, request.form.get("buka", ""), request.args.get("butir", "")]
    waiting = [row.outcome["uid"] for row in rows if not row.full]
    return next((uid for uid in [*asked, *waiting, *uids] if uid in uids), "")
