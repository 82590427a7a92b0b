"""What is copied for the instances of ``scale``: two rakor of the demo as moulds, one that is nearly done and one under
way, and the days on which their copies begin.

A copied task keeps three of its moves at most (that it was handed over, and the last two), and what is kept of its days
is computed anew from these by the product itself. It names no evidence and no papers but the one that is copied with
each third of those that were reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from script.measure.scale_moulds import DAYS, Mould, body, canonical, compact, gap, moved_days, number_gap
from workflow.store import Store
from workflow.tasks import kept_days
from workflow.tasks.searching import search_text

DONE, UNDER_WAY = 0, 1  # of the demo's rakor that are examples, by their start
OPEN_SHARE = 10  # one rakor of so many is under way, the newest ones
BEGAN = "2019-12-23"  # the Monday before the first
PAPERS = 3  # one paper for each so many tasks that were reported
CONTENTS = 10  # one frozen content for each so many papers
WORDS = (
    "pendataan", "lansia", "disabilitas", "anak", "yatim", "bantuan", "akreditasi", "dayah", "kemitraan",
    "rehabilitasi", "sosial", "pangan", "hunian", "pelatihan", "relawan", "tagana",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An event of a copied task: on which day of its rakor, when then, of which of its tasks."""

    day: int
    time: str  # "T02:00:00Z"
    task: int
    chain: str
    name: str
    actor: str  # JSON
    fields: Mould


@dataclass(frozen=True)
class Paper:
    document: Mould
    content: Mould
    entry: Mould
    office: int
    day: int  # of its rakor


@dataclass(frozen=True)
class Meeting:
    """A rakor of the demo, to be copied."""

    start: int  # the day, as ``DAYS`` counts
    rakor: Mould
    tasks: list[Mould]
    papers: list[Paper | None]
    told: dict[int, list[Told]]  # by day


@dataclass(frozen=True)
class Copy:
    """A rakor that is made; ``number`` is also what its texts bear."""

    number: int
    meeting: Meeting
    moved: int  # days
    first: int  # number of its first task among all that are made
    tasks: int


def meetings(store: Store) -> tuple[Meeting, Meeting]:
    examples = [rakor for rakor in store.find("rakor", order="start") if store.count("task", rakor=rakor["id"]) > 50]
    done, under_way = (_meeting(store, rakor) for rakor in examples)
    return done, under_way


def _meeting(store: Store, rakor: dict[str, Any]) -> Meeting:
    tasks = store.find("task", rakor=rakor["id"])
    moves = [_few(store, task) for task in tasks]
    told = [one for place, events in enumerate(moves) for one in _told(rakor, place, events)]
    by_day: dict[int, list[Told]] = {}
    for one in sorted(told, key=lambda one: one.time):
        by_day.setdefault(one.day, []).append(one)
    made = [_task(store, task, events) for task, events in zip(tasks, moves, strict=True)]
    papers = [_paper(store, rakor, task) if place % PAPERS == 0 else None for place, task in enumerate(tasks)]
    start = moved_days(rakor["start"], DAYS[0])
    return Meeting(start, Mould(compact(_rakor(rakor))), made, papers, by_day)


def _rakor(rakor: dict[str, Any]) -> dict[str, Any]:
    outcomes = [{**one, "uid": f"{one['uid']}-{gap('rakor_no')}"} for one in rakor["outcomes"]]
    title = f"{rakor['title']} ke-{gap('rakor_no')}"
    return {**body(rakor), "uid": f"skala{gap('rakor_no')}", "title": title, "example": False, "outcomes": outcomes}


def _few(store: Store, task: Mapping[str, Any]) -> list[dict[str, Any]]:
    first, *rest = [event for event in store.find("event", task=task["id"]) if event["name"] in kept_days.HANDING]
    return [first, *rest[-2:]]


def _task(store: Store, task: Any, events: list[dict[str, Any]]) -> Mould:
    own = body(task)
    own |= {"closing_papers": [], "undo": None, "undo_group": "", "undone": []}
    own["directions"] = [{**one, "document": 0, "scan": None} for one in own["directions"]]
    own["progress"] = [{**one, "evidence": []} for one in own["progress"]]
    kept_days.keep(own, [kept_days.moved(event) for event in events])
    words = f"{gap('words')} {gap('code')}"
    own |= {"rakor": number_gap("rakor"), "outcome": f"{own['outcome']}-{gap('rakor_no')}"}
    own["title"] = f"{own['title']} {words}"
    own["search"] = search_text(store, own) + gap("paper")
    return Mould(compact(own))


def _told(rakor: Mapping[str, Any], place: int, events: list[dict[str, Any]]) -> Iterator[Told]:
    for event in events:
        day, time = event["at"][:10], event["at"][10:]
        fields = {name: _nowhere(name, value) for name, value in event["fields"].items()}
        yield Told(
            moved_days(day, rakor["start"]), time, place, event["chain"], event["name"], canonical(event["actor"]),
            Mould(canonical(fields)),
        )  # fmt: skip


def _nowhere(name: str, value: Any) -> Any:
    """Without the papers and evidence of the demo."""
    if name == "document":
        return 0
    return [] if name in ("documents", "evidence", "verdicts", "withdrawn") else value


def _paper(store: Store, rakor: Mapping[str, Any], task: Mapping[str, Any]) -> Paper | None:
    found = store.first("document", task=task["id"], type="laporan", status="berlaku")
    if found is None:
        return None
    entry = store.find("entry", document=found["id"])[0]
    content = store.find("content", document=found["id"])[0]
    number = {"number": gap("number"), "year": number_gap("year")}
    search = f"{gap('number_folded')} {found['subject'].lower()}"
    document = {
        **body(found), **number, "search": search, "task": number_gap("task"), "tasks": [number_gap("task")],
        "rakor": number_gap("rakor"), "code": gap("paper_code"), "pending": False,
    }  # fmt: skip
    document.pop("number_report", None)
    numbered = {
        **body(entry), **number, "search": search, "document": number_gap("document"), "ordinal": number_gap("ordinal"),
    }  # fmt: skip
    frozen = compact(body(content) | {"document": number_gap("document")})
    day = moved_days(found["date"], rakor["start"])
    return Paper(Mould(compact(document)), Mould(frozen), Mould(compact(numbered)), found["office"], day)


def copies(done: Meeting, under_way: Meeting, tasks: int) -> list[Copy]:
    """Rakor with so many tasks together, spread over the years, those under way the newest; the last may be cut."""
    rakor = -(-tasks // len(done.tasks))
    open_ones = -(-rakor // OPEN_SHARE)
    places = [done] * (rakor - open_ones) + [under_way] * open_ones
    begun = moved_days(BEGAN, DAYS[0])
    spans = {id(done): (begun, done.start - begun, 0, len(places) - open_ones)}
    spans[id(under_way)] = (done.start, under_way.start - 7 - done.start, len(places) - open_ones, open_ones)
    firsts = accumulate((len(one.tasks) for one in places), initial=0)
    found = []
    for number, (meeting, first) in enumerate(zip(places, firsts, strict=False)):
        since, days, before, many = spans[id(meeting)]
        moved = since + days * (number - before) // many - meeting.start
        count = min(len(meeting.tasks), tasks - first)
        found.append(Copy(number, meeting, moved // 7 * 7, first, count))  # weekdays stay what they are
    return found


def day_of(copy: Copy, day: int) -> str:
    return DAYS[copy.meeting.start + copy.moved + day]
