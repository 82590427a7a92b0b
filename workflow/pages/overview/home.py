"""Pages of home: the first screen of each role, and the chair's commitments."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from workflow.many import MANY
from workflow.pages.overview.blueprint import pages
from workflow.pages.overview.news_rows import told
from workflow.roles import Role
from workflow.tasks import commitments, concerns
from workflow.web import links
from workflow.web.current import actor, now, store
from workflow.web.rakor_names import rakor_names

pages.add_app_template_global(links.act_url, "act_url")
pages.add_app_template_global(links.at_once, "at_once")
pages.add_app_template_global(links.whatsapp_of, "whatsapp_of")
pages.add_app_template_global(links.suggestion_page, "suggestion_page")
pages.add_app_template_global(links.whatsapp_url, "whatsapp_url")

FIRST_SCREEN = {
    Role.CHAIR: "home.commitments",
    Role.SEKDIS: "approval.queue",
    Role.DINSOS: "overview.show",
    Role.ADMIN: "settings.index",
}
NEWS_SHORT = 5


@pages.get("/")
def index() -> Any:
    return redirect(url_for(FIRST_SCREEN[actor().role]))


@pages.get("/komitmen", endpoint="commitments")
def commitments_page() -> str:
    rakors = commitments.rakors(store, actor(), MANY + 1)
    sections = commitments.sections(store, actor(), at=now())
    shown = [row.task["rakor"] for section in sections for row in section.rows] if len(rakors) > 1 else []
    return render_template(
        "home/commitments.html",
        sections=sections,
        late=commitments.late(store, actor(), at=now()),
        late_filters=commitments.LATE,
        total=commitments.number(store, actor()),
        rakors=[rakor for id in rakors[:1] if (rakor := store.get("rakor", id))],
        rakor_count=len(rakors),
        names=rakor_names(store, shown),
        news=told(concerns.news(store, actor(), limit=NEWS_SHORT)),
    )
