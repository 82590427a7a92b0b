"""The 409 page: somebody was quicker, or what was asked for is closed. Both texts side by side, their differences
marked, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from workflow.clock import day, moment
from workflow.differences import Part, words
from workflow.errors import Stale, WrongStage
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS
from workflow.store import NoneOf, OneOf, Record
from workflow.tasks.timeline import INQUIRIES, REWORDED
from workflow.web.current import actor, now, store
from workflow.web.words import long_time

_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True)
class Difference:
    """One field whose two texts differ; ``parts`` leads from what is stored to what was typed."""

    name: str
    label: str
    typed: str
    stored: str
    parts: list[Part]

    @property
    def is_day(self) -> bool:
        return bool(_ISO_DAY.fullmatch(self.typed) and _ISO_DAY.fullmatch(self.stored))


def stale_page(
    form_labels: Mapping[str, str],
    typed: Mapping[str, Any],
    stored: Mapping[str, Any],
    *,
    who: str,
    when: str,
    back_url: str,
    post_url: str,
    version: int,
    may_save: bool,
    back_words: str = "Kembali",
    what: str = "",
    files: Sequence[str] = (),
    refused: str = "",
) -> tuple[str, int]:
    """The page and 409.

    ``typed`` is what the reader sent, ``stored`` what is kept now, both by field name; fields of ``form_labels`` are
    compared (as text), everything else in ``typed`` (also lists) is only carried along. "Pakai tulisan saya" and
    "Simpan gabungan" post all of it to ``post_url`` with ``version``, the current one; "Pakai yang tersimpan" leads
    to ``back_url``. Without ``may_save`` both texts are shown, but nothing can be sent. ``who`` changed it (an
    office, "" when unknown) at ``when`` (as stored, or ""); ``what`` is what was done: "Dikembalikan";
    ``files`` names those that were taken in and go along. Nobody was quicker where ``refused`` is the sentence that
    says why it cannot be done.
    """
    differing = [
        Difference(name, label, mine, kept, words(kept, mine))
        for name, label in form_labels.items()
        if (mine := _shown(typed.get(name))) != (kept := _shown(stored.get(name)))
    ]
    names = {difference.name for difference in differing}
    kept_along = [(name, text) for name, value in typed.items() if name not in names for text in _sent(value)]
    page = render_template(
        "errors/stale.html", differing=differing, alike=len(form_labels) - len(differing), carried=kept_along,
        has_stored=any(_shown(stored.get(name)) for name in form_labels), myself=who == actor().name, who=who,
        when=spoken_time(when), clock=f"{moment(when):%H.%M}" if when else "", back_url=back_url,
        back_words=back_words, post_url=post_url, version=version, may_save=may_save, what=what,
        files=files, refused=refused,
    )  # fmt: skip
    return page, 409


def task_conflict(
    error: Stale | WrongStage,
    name: str,
    form_labels: Mapping[str, str],
    typed: Mapping[str, Any],
    stored: Mapping[str, Any],
    *,
    post_url: str,
    files: Sequence[str] = (),
) -> tuple[str, int]:
    """The 409 page of a task's action: who did what meanwhile, and whether the action is still possible; or why it is
    not, when the task is as its page showed it."""
    task = dict(error.current)
    as_shown = request.form.get("version") == str(task["version"]) and ACTIONS[name].starts_at(task)
    unchanged = isinstance(error, WrongStage) and as_shown
    may_save = not unchanged and permissions.may(actor(), name, task, at=now())
    event = newest_event(task)
    return stale_page(
        form_labels, typed, stored, post_url=post_url, version=task["version"],
        who=event["actor"]["name"] if event else "", when=event["at"] if event else "",
        what=done_words(event), may_save=may_save,
        back_url=url_for("tasks.show", task_id=task["id"]), back_words=task["title"], files=files,
        refused=error.sentence if unchanged else "",
    )  # fmt: skip


def newest_event(task: Mapping[str, Any]) -> Record | None:
    """What changed this task last: a move of its own, or an edit of its outcome in the rakor; never what was only asked
    about it."""
    own = store.find("event", task=task["id"], name=NoneOf([*INQUIRIES, REWORDED]), order="-id", limit=1)
    edits = store.find("event", rakor=task["rakor"], name=OneOf(["outcome_edited"]), order="-id", limit=1)
    return max([*own, *edits], key=lambda event: event["id"], default=None)


def done_words(event: Record | None) -> str:
    """How the timeline tells an event: "Disetujui dan dilaporkan ke pimpinan"."""
    if event is None:
        return ""
    others = {"hand_over": "Dibagikan", "outcome_edited": "Butir rakor diubah", "facts_changed": "Data rakor diubah"}
    return ACTIONS[event["name"]].done if event["name"] in ACTIONS else others.get(event["name"], "")


def spoken_time(stored: str) -> str:
    """ "hari ini pukul 10.42", "kemarin pukul 16.20", or the full date; "" for ""."""
    if not stored:
        return ""
    then = moment(stored)
    days = (day(now()) - then.date()).days
    return {0: f"hari ini pukul {then:%H.%M}", 1: f"kemarin pukul {then:%H.%M}"}.get(days, long_time(stored))


def _shown(value: Any) -> str:
    """A field's value as comparable text, the way browsers send and ``text.tidy`` keeps it."""
    if isinstance(value, (list, tuple)):
        return "\n".join(_shown(item) for item in value)
    return str(value if value is not None else "").replace("\r\n", "\n").strip()


def _sent(value: Any) -> list[str]:
    """The values a browser would send for this field."""
    if isinstance(value, bool):
        return ["y"] if value else []
    if isinstance(value, (list, tuple)):
        return [_shown(item) for item in value]
    return [_shown(value)]
