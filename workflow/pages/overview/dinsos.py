"""Dinsos' first screen: what waits, what is late, how far each kabupaten/kota is, and how it went week by week."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template

from workflow.clock import day
from workflow.pages.overview import chart, tile_map
from workflow.pages.overview.rakor_choice import chosen_rakor, task_list, unknown_rakor
from workflow.regions import regions
from workflow.store import Record
from workflow.tasks import tallies
from workflow.tasks.tallies import Situation
from workflow.web.current import actor, now, store, today

pages = Blueprint("overview", __name__)
MOST_LATE = 4  # how many late tasks stand on the page itself; the rest is behind "Semua n"


@pages.get("/beranda")
def show() -> str:
    rakor, offered = chosen_rakor()
    if rakor is None:
        return render_template("overview/empty.html")
    tasks = tallies.tasks_of(store, actor(), rakor["id"])
    total = tallies.tally(tasks, today())
    weeks = tallies.weekly(tasks, date.fromisoformat(rakor["start"]), day(now()))
    return render_template(
        "overview/show.html", rakor=rakor, offered=offered, total=total, boxes=boxes(rakor, total),
        unknown=unknown_rakor(), places=len({task["region"] for task in tasks}), tiles=tiles(rakor, tasks),
        late=tallies.longest_late(tasks, today())[:MOST_LATE], late_url=task_list(rakor, terlambat=1),
        chart=chart.drawn(weeks), weeks=chart.told(weeks),
    )  # fmt: skip


def boxes(rakor: Record, total: tallies.Tally) -> list[dict[str, Any]]:
    """The counted boxes; the list behind each has exactly its number of tasks."""
    in_sekdis = total.by[Situation.SEKDIS]
    return [
        _box("act", total.by[Situation.DINSOS], "Menunggu pemeriksaan Anda", task_list(rakor, Situation.DINSOS)),
        _box("late", total.late, "Terlambat", task_list(rakor, terlambat=1)),
        _box("", total.draft, f"Draf, {in_sekdis} di Sekdis", task_list(rakor, tahap="draft")),
        _box("reported", total.reported, "Dilaporkan ke pimpinan", task_list(rakor, tahap="reported")),
        _box("done", total.implemented, f"Dilaksana{tile_map.SOFT}kan", task_list(rakor, tahap="implemented")),
    ]


def _box(look: str, number: int, words: str, url: str) -> dict[str, Any]:
    return {"look": look, "number": number, "words": words, "url": url}


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
    """Where a task stands, for a list of Dinsos: "draf di LKKS", "dilaporkan, 10%", "menunggu Sekdis"."""
    situation = tallies.situation_of(task)
    if situation is Situation.REPORTED:
        return f"dilaporkan, {task['percent']}%"
    return "draf di LKKS" if situation is Situation.DRAFT else situation.phrase
