"""Times, dates and states as Indonesian sentences on the pages; given to the templates as filters and functions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date, format_datetime
from flask import Flask, g, request, url_for

from workflow.clock import day, moment
from workflow.errors import Answered, Question
from workflow.evidence.demands import KINDS as EVIDENCE_KINDS
from workflow.evidence.demands import demand_words, paper_words
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS
from workflow.machine.carried import notes
from workflow.machine.stages import (
    CLAIMED,
    Stage,
    Waits,
    situation_of,
)
from workflow.many import briefly, many
from workflow.papers.issuing import both_numbers
from workflow.regions import owner_name, owners, regions
from workflow.roles import Role
from workflow.tasks import per_lks
from workflow.tasks.change_needs import GROUNDS, KINDS
from workflow.tasks.corrected_days import corrections
from workflow.tasks.kept_days import late_days, late_now, over_limit
from workflow.tasks.needs import SENT_BY
from workflow.tasks.working_days import Corrections, working_days
from workflow.web.current import actor, now, store, today
from workflow.web.signed_in import WITHOUT_COOKIE


def long_date(value: str | date) -> str:
    """ "Jumat, 15 Desember 2023" """
    return format_date(_date(value), "EEEE, d MMMM y", locale="id") if value else ""


def plain_date(value: str | date) -> str:
    """ "15 Desember 2023" """
    return format_date(_date(value), "d MMMM y", locale="id") if value else ""


def short_date(value: str | date) -> str:
    """ "15 Des 2023" """
    return format_date(_date(value), "d MMM y", locale="id") if value else ""


def written_day(typed: Any) -> str:
    """The full date under a date field; "" while what is typed there is no date."""
    try:
        return long_date(str(typed or ""))
    except ValueError:
        return ""


def date_or_text(typed: str) -> str:
    """ "15 Desember 2023", or what was typed when it is no date."""
    try:
        return plain_date(typed)
    except ValueError:
        return typed


def long_time(stored: str) -> str:
    """ "Senin, 6 November 2023, pukul 16.20" from a stored UTC time."""
    return format_datetime(moment(stored), "EEEE, d MMMM y, 'pukul' HH.mm", locale="id", tzinfo=None)


def date_range(start: str, end: str) -> str:
    """ "18–19 September 2023", with the month and year told once where they are the same."""
    first, last = _date(start), _date(end)
    if first == last:
        return plain_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{plain_date(last)}"
    if first.year == last.year:
        return f"{format_date(first, 'd MMMM', locale='id')} – {plain_date(last)}"
    return f"{plain_date(first)} – {plain_date(last)}"


def since(stored: str) -> str:
    """How long: "tadi, 08.15", "kemarin", "3 hari", and from two weeks on the date."""
    then = moment(stored)
    days = (day(now()) - then.date()).days
    if days <= 0:
        return f"tadi, {then:%H.%M}"
    if days == 1:
        return "kemarin"
    return f"{days} hari" if days < 14 else short_date(then.date())


def when(stored: str) -> str:
    """ "Hari ini, pukul 08.15", "Kemarin, pukul 15.30", and before that "Senin, 6 November 2023, pukul 16.20"."""
    then, today = moment(stored), day(now())
    names = {today: "Hari ini", today - timedelta(days=1): "Kemarin"}
    return f"{names.get(then.date()) or long_date(then.date())}, pukul {then:%H.%M}"


def due(task: Mapping[str, Any]) -> str:
    """ "Terlambat 9 hari", "Tenggat 15 Des 2023", "Tanpa tenggat"; done tasks tell when they were done."""
    if words := situation_of(task).closed.label:
        return words
    if task["stage"] == Stage.IMPLEMENTED:
        return f"Selesai {short_date(task.get('finished_on') or task['implemented_on'])}"
    if not task["deadline"]:
        return "Tanpa tenggat"
    if is_late(task):
        return f"Terlambat {late_days(task, today())} hari"
    if is_claimed_late(task):
        return f"Diajukan {late_days(task, today())} hari lewat batas"
    return f"Tenggat {short_date(task['deadline'])}"


def days_left(task: Mapping[str, Any]) -> str:
    """ "36 hari lagi", "hari ini", or how late; of what was claimed in time, that it was."""
    if not task["deadline"] or not task["open"]:
        return ""
    if is_late(task) or is_claimed_late(task):
        words = due(task)
        return words if is_late(task) else words[:1].lower() + words[1:]
    if situation_of(task) == CLAIMED:
        return "diajukan dalam batas waktu"
    days = (_date(task["deadline"]) - day(now())).days
    if days < 0:  # it has just come back
        return "batas waktu sudah lewat"
    return "hari ini" if days == 0 else f"{days} hari lagi"


def is_late(task: Mapping[str, Any]) -> bool:
    return late_now(task, today())


def is_claimed_late(task: Mapping[str, Any]) -> bool:
    return situation_of(task) == CLAIMED and late_days(task, today()) > 0


def over_limit_words(task: Mapping[str, Any]) -> str:
    """ "lewat batas periksa 2 hari kerja" of the reviewer who has the task; "" while he is within his limit."""
    days = over_limit(task, today(), _corrected())
    return f"lewat batas periksa {days} hari kerja" if days else ""


def limit_words(task: Mapping[str, Any]) -> str:
    """ "sisa 3 hari kerja" of the reviewer who has the task, or by how much he is beyond his limit."""
    if not (until := task.get("limit_until")):
        return ""
    if over := over_limit(task, today(), _corrected()):
        return f"lewat batas periksa {over} hari"
    left = working_days(_date(today()), _date(until), _corrected())
    return f"sisa {left} hari kerja" if left else "hari terakhir"


def worked_words(task: Mapping[str, Any]) -> str:
    """How long it is on the reviewer's desk: "12 hari kerja", "hari ini"."""
    days = working_days(_date(task["held_since"]), _date(today()), _corrected())
    return f"{days} hari kerja" if days else "baru datang"


def progress_words(task: Mapping[str, Any]) -> str:
    """ "kemajuan terakhir 3 hari lalu", by when the newest note that stands was recorded; "" of a draft."""
    if task["stage"] != Stage.REPORTED:
        return ""
    recorded = [note["at"] for note in notes(task)]
    if not recorded:
        return "belum ada kemajuan"
    days = (day(now()) - moment(recorded[-1]).date()).days
    told = {0: "hari ini", 1: "kemarin"}.get(days, f"{days} hari lalu")
    return f"kemajuan terakhir {told if days < 365 else short_date(moment(recorded[-1]).date())}"


def _corrected() -> Corrections:
    """The corrections of the table of holidays, read once for a page."""
    if "corrected_days" not in g:
        g.corrected_days = corrections(store)
    found: Corrections = g.corrected_days
    return found


def region_short(code: str) -> str:
    return owners()[code].short if code else "Aceh"


def region_body(code: str) -> str:
    """Who does it there: "LKKS Kabupaten Bireuen", "Dinas Sosial Aceh"."""
    return owners()[code].body


def _date(value: str | date) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value)


def init_app(app: Flask) -> None:
    kinds = {"question": Question, "answered": Answered}
    app.jinja_env.tests.update({name: lambda said, kind=kind: isinstance(said, kind) for name, kind in kinds.items()})
    for words in (
        written_day,
        date_or_text,
        long_date,
        plain_date,
        short_date,
        long_time,
        since,
        when,
        due,
        days_left,
        over_limit_words,
        many,
        briefly,
        limit_words,
        worked_words,
        progress_words,
        demand_words,
        paper_words,
        region_short,
        region_body,
    ):
        app.add_template_filter(words)
    app.add_template_filter(both_numbers)
    app.add_template_filter(owner_name, "region_name")
    app.add_template_filter(per_lks.words, "lks_words")
    app.add_template_test(is_late, "late")
    app.jinja_env.globals.update(
        grounds=GROUNDS, request_kinds=KINDS, evidence_kinds=EVIDENCE_KINDS, ways_sent=SENT_BY, notes=notes,
        date_range=date_range, Stage=Stage, Waits=Waits, ACTIONS=ACTIONS, regions=regions, owners=owners, Role=Role,
        may=lambda name, task: permissions.may(actor(), name, task, at=now()), asset=lambda name: asset(app, name),
    )  # fmt: skip

    @app.context_processor
    def reader() -> dict[str, Any]:
        user = g.get("user")
        return {
            "reader": actor() if user else None, "today": today(), "mode": app.config["MODE"],
            "without_cookie": request.endpoint in WITHOUT_COOKIE,
        }  # fmt: skip


def asset(app: Flask, name: str) -> str:
    """The address of a file of ours, changing when the file changes, so that browsers may keep it for ever."""
    path = f"{app.static_folder}/{name}"
    try:
        import os

        version = str(int(os.stat(path).st_mtime))
    except OSError:
        version = ""
    return url_for("static", filename=name, v=version)
