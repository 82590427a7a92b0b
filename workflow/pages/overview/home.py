"""Pages of home: the chair's commitments and the news."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for

from workflow.errors import StoreUnavailable
from workflow.roles import Role
from workflow.store import Record
from workflow.tasks import commitments, timeline, unread
from workflow.web import links
from workflow.web.current import actor, noting_store, now, store
from workflow.web.paging import after
from workflow.web.rakor_names import rakor_names

pages = Blueprint("home", __name__)
pages.add_app_template_global(links.act_url, "act_url")
pages.add_app_template_global(links.at_once, "at_once")
pages.add_app_template_global(links.share_url, "share_url")
pages.add_app_template_global(links.remind_url, "remind_url")

FIRST_SCREEN = {
    Role.CHAIR: "home.commitments",
    Role.SEKDIS: "approval.queue",
    Role.DINSOS: "overview.show",
    Role.ADMIN: "settings.index",
}
NEWS_SHORT, NEWS_PAGE = 5, 30


@pages.get("/")
def index() -> Any:
    return redirect(url_for(FIRST_SCREEN[actor().role]))


@pages.get("/komitmen", endpoint="commitments")
def commitments_page() -> str:
    rakors = commitments.by_rakor(store, actor())
    sections = commitments.sections(store, actor(), at=now())
    shown = [row.task["rakor"] for section in sections for row in section.rows] if len(rakors) > 1 else []
    return render_template(
        "home/commitments.html",
        sections=sections,
        late=commitments.late(store, actor(), at=now()),
        late_filters=commitments.LATE,
        total=sum(rakors.values()),
        rakors=[rakor for id in sorted(rakors, reverse=True)[:1] if (rakor := store.get("rakor", id))],
        rakor_count=len(rakors),
        names=rakor_names(store, shown),
        news=_told(timeline.news(store, actor(), limit=NEWS_SHORT)),
    )


@pages.get("/kabar")
def news() -> str:
    found = timeline.news(store, actor(), after=after("event"), limit=NEWS_PAGE + 1)
    shown = found[:NEWS_PAGE]
    new = unread.new_among(shown, actor(), unread.seen(store, actor()))
    if "sesudah" not in request.args:
        _looked()
    following = url_for("home.news", sesudah=shown[-1]["id"]) if len(found) > NEWS_PAGE else ""
    return render_template(
        "home/news.html", news=_told(shown), following=following, later="sesudah" in request.args,
        new=[event["id"] in new for event in shown],
    )  # fmt: skip


def _looked() -> None:
    """The page is shown all the same when its mark cannot be kept."""
    try:
        unread.look(noting_store, actor())
    except StoreUnavailable:
        current_app.logger.warning("not kept: up to where the news was read")


def _told(events: list[Record]) -> list[tuple[timeline.Line, Record | None]]:
    """Each event's line with its task."""
    tasks: dict[int, Record | None] = {0: None}
    for event in events:
        if event["task"] not in tasks:
            tasks[event["task"]] = store.get("task", event["task"])
    return [(timeline.told(event), tasks[event["task"]]) for event in events]
