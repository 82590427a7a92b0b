"""Dinsos' first screen: what waits over all rakor, what is late, how far each kabupaten/kota is, week by week.

The rakor is a filter of what waits. Map, standing and curve are of one rakor: the chosen one, else the newest that has
begun.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request

from workflow.clock import day
from workflow.machine.time_allowed import DINSOS, times
from workflow.many import MANY
from workflow.pages.overview import chart, desk_rows, tile_map
from workflow.pages.overview.rakor_choice import chosen_rakor, task_list, unknown_rakor
from workflow.regions import regions
from workflow.store import Record
from workflow.tasks import desks, filters, per_lks, tallies
from workflow.tasks.desk_kinds import REVIEW
from workflow.tasks.tallies import Situation
from workflow.web.current import actor, now, store, today
from workflow.web.links import act_url
from workflow.web.saving import Page

pages = Blueprint("overview", __name__)
MOST_LATE = 4  # how many late tasks stand on the page itself; the rest is behind "Semua n"
MOST_ROWS = 20


@pages.get("/beranda")
def show() -> str:
    rakor, offered = chosen_rakor()
    if rakor is None:
        return render_template("overview/empty.html")
    unknown = unknown_rakor()
    chosen = rakor["id"] if request.args.get("rakor") and not unknown else 0
    desk = desks.desk(store, actor(), today(), rakor=chosen, always=[REVIEW], rows=MOST_ROWS)
    tasks = tallies.tasks_of(store, actor(), rakor["id"])
    weeks = tallies.weekly(tasks, date.fromisoformat(rakor["start"]), day(now()))
    late = filters.tasks(store, actor(), desks.LATE, today(), limit=MOST_LATE)
    names = desk_rows.names(desk, late, chosen)
    return render_template(
        "overview/show.html", rakor=rakor, offered=offered, unknown=unknown, desk=desk, chosen=chosen,
        rows=desk_rows.rows(desk, names), chips=desk_rows.chips(desk, chosen, names), limit=times(store)[DINSOS],
        everything=store.count("task", most=MANY, cancelled=False), rakor_count=store.count("rakor"), late=late,
        names=names,
        total=tallies.tally(tasks, today()), standing_urls=standing_urls(rakor), tiles=tiles(rakor, tasks),
        chart=chart.drawn(weeks), weeks=chart.told(weeks), Situation=Situation,
    )  # fmt: skip


@pages.get("/pemeriksaan")
def reviews() -> Page:
    """The claim that is nearest its limit lies open, with the others beside it."""
    task = desks.next_of(store, actor(), REVIEW)
    if task is None:
        return render_template("overview/no_reviews.html")
    return redirect(act_url("verify", task["id"]))


def standing_urls(rakor: Record) -> dict[str, str]:
    """The lists behind the numbers of a rakor's standing; each has exactly its number of tasks."""
    return {
        "draft": task_list(rakor, tahap="draft"), "sekdis": task_list(rakor, Situation.SEKDIS),
        "reported": task_list(rakor, tahap="reported"), "done": task_list(rakor, tahap="implemented"),
    }  # fmt: skip


def tiles(rakor: Record, tasks: list[Record]) -> list[dict[str, Any]]:
    """The 23 in the order of the map, from the north-west."""
    counted = tallies.per_region(tasks, today())
    return [
        {
            "region": regions()[code], "name": tile_map.broken(regions()[code].name), "row": row, "column": column,
            "tally": counted[code], "shade": tile_map.shade(counted[code].percent) if counted[code].total else "",
            "url": task_list(rakor, wilayah=code),
        }
        for code, (row, column) in tile_map.PLACES.items()
    ]  # fmt: skip


@pages.app_template_filter()
def after_colon(title: str) -> str:
    """A title that goes on after a colon: its first letter small, unless it begins with a word in capitals."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


@pages.app_template_filter()
def standing(task: Record) -> str:
    """Where a task stands, for a list of Dinsos: "draf di LKKS", "dilaporkan, 10%", "menunggu Sekdis"; of one
    that each LKS has to do how many have done it."""
    situation = tallies.situation_of(task)
    if situation is Situation.REPORTED:
        return f"dilaporkan, {per_lks.how_far(task)}"
    if situation is Situation.DRAFT:
        return "draf di LKKS"
    return ", ".join(filter(None, (situation.phrase, per_lks.words(task))))
