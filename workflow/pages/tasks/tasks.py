"""Pages of tasks: the list with its filters, and one task with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for

from workflow.evidence.counted import current_evidence, expired_evidence
from workflow.evidence.demands import lacking
from workflow.machine import permissions
from workflow.pages.tasks import inquiry_form
from workflow.pages.tasks.days_shown import days_shown
from workflow.pages.tasks.ways import offers, undo_offer, ways
from workflow.papers import issuing
from workflow.plan_fields import PLAN_FIELDS, written
from workflow.regions import PROVINCE, owner_name, owners, regions
from workflow.roles import Role
from workflow.store import Record
from workflow.tasks import filters, timeline
from workflow.tasks.corrected_days import corrections
from workflow.tasks.desk_kinds import BOXES
from workflow.tasks.holding import Holder, held
from workflow.tasks.kept_days import handed_with, moves_of
from workflow.tasks.named_lks import with_ids
from workflow.tasks.steps import button, steps
from workflow.text import listed
from workflow.web.current import actor, now, store, today
from workflow.web.paging import after
from workflow.web.rakor_names import rakor_names
from workflow.web.unknown import unknown_filters
from workflow.web.words import short_date

pages = Blueprint("tasks", __name__)
pages.add_app_template_global(button, "act_words")

MOST_RAKORS = 50  # offered in the filter
VISIBLE_LINES = 5  # of the history; the rest is folded


@pages.get("/tugas")
def index() -> str:
    given = filters.accepted(store, request.args, actor())
    found = filters.tasks(store, actor(), given, today(), after=after("task"), limit=filters.PAGE + 1)
    shown = found[: filters.PAGE]
    more = list_url({**given, "sesudah": shown[-1]["id"]}) if len(found) > filters.PAGE else ""
    return render_template(
        "tasks/index.html",
        tasks=shown,
        names=rakor_names(store, [task["rakor"] for task in shown]) if store.count("rakor") > 1 else {},
        total=filters.count(store, actor(), given, today()),
        given=given,
        unknown=unknown_filters(filters.KNOWN, given),
        active=_active(given),
        following=more,
        later="sesudah" in request.args,
        stages=filters.STAGES.items(),
        holders=[(str(holder), holder.label) for holder in Holder if holder],
        places=_places(given),
        meetings=[(rakor["id"], rakor["title"]) for rakor in _rakors(given)],
    )


@pages.get("/tugas/<int:task_id>")
def show(task_id: int) -> str:
    task = permissions.readable_task(store, actor(), task_id)
    history, evidence = timeline.history(store, task), current_evidence(store, task_id)
    return render_template(
        "tasks/show.html",
        task=task,
        rakor=store.get("rakor", task["rakor"]),
        steps=steps(store, actor(), task, at=now()),
        history=history,
        visible=VISIBLE_LINES,
        last=timeline.milestones(history),
        evidence=evidence,
        gaps=listed(lacking(task.get("demands", ()), evidence)) if task["open"] else "",
        expired=expired_evidence(store, task_id),
        documents=issuing.of_task(store, task),
        inquiries=inquiry_form.shown(task),
        plan_fields=PLAN_FIELDS,
        plan=written(task),
        named=with_ids(store, task, today()),
        days=days_shown(held(handed_with(task), moves_of(store, task), now(), corrections(store))),
        way_back=_way_back(),
        ways=ways(actor(), task, at=now()),
        undo=undo_offer(actor(), task, at=now()),
        offers=offers(actor(), task, at=now()),
    )


def list_url(given: Mapping[str, Any]) -> str:
    """The address of the list with these filters."""
    return url_for("tasks.index", **given)


def _way_back() -> tuple[str, str]:
    """The list from which the reader comes: (address, words)."""
    if actor().role is Role.CHAIR:
        return url_for("home.commitments"), "Komitmen saya"
    return url_for("tasks.index"), "Semua tugas"


def _places(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the filter of places offers: each of the 23, and the several that are chosen."""
    with_tasks = owners() if store.count("task", region=PROVINCE) else regions()
    offered = [(region.code, region.owner) for region in with_tasks.values()]
    chosen = given.get("wilayah", "")
    return [*offered, (chosen, _place_words(filters.places(chosen)))] if "," in chosen else offered


def _rakors(given: dict[str, str]) -> list[Record]:
    """The newest rakors that are open, and the chosen one."""
    newest = store.find("rakor", order="-start", limit=MOST_RAKORS, closed=None)
    chosen = store.get("rakor", int(given["rakor"])) if "rakor" in given else None
    return newest if chosen is None or chosen in newest else [*newest, chosen]


def _active(given: dict[str, str]) -> list[tuple[str, str]]:
    """The filters in words, each with the address of the list without it."""
    return [
        (_filter_words(name, value), list_url({n: v for n, v in given.items() if n != name}))
        for name, value in given.items()
    ]


def _filter_words(name: str, value: str) -> str:
    words: dict[str, Callable[[], str]] = {
        "tahap": lambda: f"Tahap: {filters.STAGES[value]}",
        "menunggu": lambda: f"Di tangan: {Holder(value).label}",
        "meja": lambda: f"Di meja: {Holder(value).label}",
        "jenis": lambda: BOXES[value],
        "wilayah": lambda: _place_words(filters.places(value)),
        "dari": lambda: f"Tenggat dari {short_date(value)}",
        "sampai": lambda: f"Tenggat sampai {short_date(value)}",
        "rakor": lambda: f"Rakor: {_rakor_title(value)}",
        "butir": lambda: f"Butir: {_outcome_title(value)}",
        "komisi": lambda: value if value.startswith("Komisi") else f"Komisi {value}",
        "terlambat": lambda: "Terlambat",
        "dibatalkan": lambda: "Dibatalkan",
        "janji": lambda: filters.PROMISES[value],
        "q": lambda: f"Kata: “{value}”",
    }
    return words[name]()


def _place_words(codes: list[str]) -> str:
    return owner_name(codes[0]) if len(codes) == 1 else f"{len(codes)} kabupaten/kota"


def _rakor_title(id: str) -> str:
    rakor = store.get("rakor", int(id))
    return rakor["title"] if rakor else "tidak ada"


def _outcome_title(uid: str) -> str:
    """As its rakor has it, which any of its tasks leads to; what the tasks themselves say is their region's."""
    task = store.first("task", outcome=uid)
    rakor = store.get("rakor", task["rakor"]) if task else None
    known = (outcome for outcome in (rakor["outcomes"] if rakor else ()) if outcome["uid"] == uid)
    return next((f"{outcome['no']}. {outcome['title'] or outcome['text']}" for outcome in known), uid)
