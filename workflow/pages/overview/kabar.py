"""*Kabar*: what is new for whoever reads, what was before, and the list of all events.

Opening it marks nothing; *Tandai dibaca* does, up to the newest event that its page has shown (``tasks/unread.py``).
"""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from workflow.pages.overview import admin_waits, news_rows, own_notices
from workflow.pages.overview.blueprint import pages
from workflow.reminders import looked_at, now_due
from workflow.roles import Role
from workflow.store import Record
from workflow.tasks import concerns, timeline, unread
from workflow.web.current import actor, store, today
from workflow.web.paging import after
from workflow.web.pressing import say

PAGE = 30  # events


@pages.get("/kabar")
def news() -> str:
    found = concerns.news(store, actor(), after=after("event"), limit=PAGE + 1)
    shown, before = found[:PAGE], unread.seen(store, actor())
    new = [event for event in shown if unread.place_of(event, actor()) > before]
    return render_template(
        "home/news.html",
        new=news_rows.rows(new),
        count=unread.unread(store, actor()),
        most=unread.MOST,
        upto=unread.place_of(new[0], actor()) if new else 0,
        old=news_rows.rows(shown[len(new) :]),
        following=_following("home.news", found),
        later="sesudah" in request.args,
        reminders=now_due.of(store, actor(), today()),
        reminded=looked_at.unread(store, actor()),
        waits=list(admin_waits.lines()) if actor().role is Role.ADMIN else [],
        **own_notices.card(),
    )


@pages.post("/kabar/dibaca")
def read() -> Any:
    """``sampai`` is up to where the page has shown what is new; what is no number marks nothing."""
    upto = request.form.get("sampai", "")
    if upto.isascii() and upto.isdigit() and len(upto) < 16:
        unread.look(store, actor(), int(upto))
        looked_at.look(store, actor())
        say("Kabar ditandai sudah dibaca.")
    return redirect(url_for("home.news"), 303)


@pages.get("/kabar/semua")
def events() -> str:
    found = timeline.everything(store, actor(), after=after("event"), limit=PAGE + 1)
    return render_template(
        "home/events.html",
        news=news_rows.told(found[:PAGE]),
        following=_following("home.events", found),
        later="sesudah" in request.args,
    )


def _following(endpoint: str, found: list[Record]) -> str:
    """The address of the next page; "" on the last one."""
    return url_for(endpoint, sesudah=found[PAGE - 1]["id"]) if len(found) > PAGE else ""
