"""The reader's calendar: its address for a calendar program, which cannot sign in; and one task as a file."""

from __future__ import annotations

import hashlib
import io

from flask import Blueprint, Response, current_app, redirect, render_template, request, send_file, session, url_for

from workflow import pacing
from workflow.calendar import entries, ics, own_link
from workflow.errors import NotFound, StoreUnavailable
from workflow.machine.permissions import readable_task
from workflow.records import CalendarLink
from workflow.regions import owner_name
from workflow.roles import Actor
from workflow.store import Record
from workflow.web.current import actor, noting_store, now, store, user
from workflow.web.entering import visitor
from workflow.web.links import outside
from workflow.web.saving import Page

pages = Blueprint("calendar", __name__)
MAY_KEEP = "private, max-age=900"  # seconds: a program that asks more often is answered by itself
SHOWN = "tautan_kalender"  # in the cookie


@pages.app_template_global()
def own_calendar() -> CalendarLink | None:
    """That of the reader himself, at whosever desk he works."""
    return own_link.own(store, user()["id"])


@pages.route("/akun/kalender", methods=["GET", "POST"])
def renew() -> Page:
    """A new address, which the page behind it shows this once: nobody can read it from what is kept. On its way there
    it is in the reader's cookie, beside what lets him in."""
    if request.method == "POST":
        session[SHOWN] = own_link.renew(store, Actor.of(user()), at=now())
        return redirect(url_for("calendar.renew"), 303)
    token = session.pop(SHOWN, "")
    if not token:
        return redirect(url_for("home.news", _anchor="kalender"))
    address = outside("calendar.feed", token=token)
    return render_template("home/calendar_link.html", address=address, subscribe=f"webcal://{address.split('://')[1]}")


@pages.get("/kalender/<token>.ics")
def feed(token: str) -> Page:
    """What a calendar program fetches every few hours: nothing new, no body."""
    pacing.charge(store, "kalender", visitor(), pacing.LOOKUP, at=now())
    try:
        link, account = own_link.whose(store, token)
    except NotFound:
        pacing.charge(store, "kalender", visitor(), pacing.UNKNOWN, at=now())
        raise
    found = entries.of_person(store, account, now())
    content = ics.written(found, _called(Actor.of(account)), current_app.config["BASE_URL"])
    _note(link)
    answer = Response(content, content_type=ics.MEDIA)
    answer.headers["Cache-Control"] = MAY_KEEP
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.set_etag(hashlib.sha256(content).hexdigest()[:32])
    return answer.make_conditional(request)


def _called(reader: Actor) -> str:
    return f"Tuntas: {owner_name(reader.region)}" if reader.role.regional else "Tuntas"


def _note(link: CalendarLink) -> None:
    """The calendar is read all the same when this cannot be kept."""
    try:
        own_link.note_read(noting_store, link, at=now())
    except StoreUnavailable:
        current_app.logger.warning("not kept: when a calendar was read")


@pages.get("/tugas/<int:task_id>/kalender.ics", endpoint="task")
def one_task(task_id: int) -> Page:
    """The deadline of one task, for whoever wants no more of it in his calendar."""
    task: Record = readable_task(store, actor(), task_id)
    if not task["deadline"]:
        raise NotFound("Tugas itu tanpa batas waktu.")
    entry = entries.of_task(store, task)  # type: ignore[arg-type]
    content = ics.written([entry], entry.title, current_app.config["BASE_URL"])
    name = f"Batas-waktu-butir-{task['no']}.ics"
    return send_file(io.BytesIO(content), mimetype="text/calendar", as_attachment=True, download_name=name)
