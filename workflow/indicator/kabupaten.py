"""All that is told of one kabupaten/kota on one page: each rakor in a row, what is late and in whose hands, its papers,
its institutions. The page and the paper "Halaman Kabupaten" are made of the same.

It reads the tasks of a few rakor and a few rows of every list, however many there are of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflow.errors import NotFound
from workflow.indicator.figures import Figure, Place
from workflow.indicator.measuring import measure
from workflow.lks import radar
from workflow.lks.radar import Ending
from workflow.machine.permissions import papers, scope
from workflow.papers.issuing import tasks_of
from workflow.regions import PROVINCE, Region, regions
from workflow.roles import Actor, Role
from workflow.store import Below, Between, OneOf, Record, Store
from workflow.tasks import filters
from workflow.tasks.holding import OWN, Holder
from workflow.tasks.kept_days import split

MOST_RAKOR, MOST_LATE, MOST_SOON, MOST_OVER, MOST_PAPERS, MOST_ENDING = 4, 8, 3, 3, 3, 5
SOON = timedelta(days=14)
# Holder -> for whom an open task of his waits
WAITS = {Holder.CHAIR: "", Holder.SEKDIS: "sekdis", Holder.DINSOS: "dinsos", Holder.PROVINCE: "provinsi"}
LATE, SEKDIS, DINSOS, DONE = (
    {"terlambat": "1"}, {"menunggu": "sekdis"}, {"menunggu": "dinsos"}, {"tahap": "implemented"},
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A rakor and its tasks there, in the order of outcomes."""

    rakor: Record
    tasks: Sequence[Record]


@dataclass(frozen=True)
class Counted:
    """``filters`` give the list of tasks with exactly ``count``."""

    filters: Mapping[str, str]
    count: int


@dataclass(frozen=True)
class Followed:
    """The follow-up: ``rows`` are of the newest rakor, of ``rakor_count``. ``late`` are the first of those that are
    late, the longest first; then come ``soon``, due within two weeks, and ``over``, beyond a reviewer's limit.
    ``days`` are those that a task of ``rows`` spent with each holder on average, to whole days."""

    rows: Sequence[Row]
    rakor_count: int
    counts: Mapping[str, Counted]  # all, late, sekdis, dinsos, done
    holding: Mapping[Holder, int]  # how many open tasks each has
    late: Sequence[Record]
    soon: Sequence[Record]
    over: Sequence[Record]
    days: Mapping[Holder, int]


@dataclass(frozen=True)
class OneKabupaten:
    """``papers`` are the newest of ``paper_count`` that are in force, each with what it is about; ``figures`` and
    ``aceh`` by code of measure."""

    region: Region
    day: str
    followed: Followed
    papers: Sequence[tuple[Record, str]]
    paper_count: int
    place: Place
    figures: Mapping[str, Figure]
    aceh: Mapping[str, Figure]
    population: Mapping[str, Any]  # its source and year, {} for none
    endings: Sequence[Ending]
    ending_counts: Mapping[str, int]


def readable_region(actor: Actor, code: str) -> Region:
    """Another's kabupaten/kota is as unknown as one that is not there; so is every one to the admin."""
    own = actor.region if actor.role.regional else code
    if code not in regions() or code != own or actor.role is Role.ADMIN:
        raise NotFound("Kabupaten/kota itu tidak ada, atau bukan kabupaten/kota Anda.")
    return regions()[code]


def gather(store: Store, actor: Actor, code: str, today: str) -> OneKabupaten:
    """Of the region ``code`` on the day ``today`` (ISO); raises ``NotFound`` as ``readable_region``."""
    region = readable_region(actor, code)
    measured = measure(store, today)
    in_force = {**papers(actor), "region": code, "status": "berlaku"}
    return OneKabupaten(
        region, today, followed(store, actor, code, today),
        _papers(store, in_force), store.count("document", **in_force),
        measured.places[code], measured.figures[code], measured.figures[PROVINCE], measured.population,
        radar.nearest(store, actor, today, region=code, limit=MOST_ENDING), radar.counts(store, actor, today, code),
    )  # fmt: skip


def _papers(store: Store, where: Mapping[str, Any]) -> list[tuple[Record, str]]:
    """The titles of the tasks say more in a line than the subject of the paper."""
    found = store.find("document", order="-id", limit=MOST_PAPERS, **where)
    return [(one, _about(store, tasks_of(one)) or one["subject"]) for one in found if "damaged" not in one]


def _about(store: Store, tasks: Sequence[int]) -> str:
    first = store.get("task", tasks[0]) if tasks else None
    more = f" dan {len(tasks) - 1} butir lain" if len(tasks) > 1 else ""
    return f"{first['title']}{more}" if first else ""


def followed(store: Store, actor: Actor, code: str, today: str) -> Followed:
    """What of the rakor it has to do, as the actor may see it."""
    where = {"region": code, "cancelled": False, **scope(actor)}
    rakors = store.values("task", "rakor", **where)[::-1]
    rows = _rows(store, where, rakors)
    asked = {"": {}, "late": LATE, "sekdis": SEKDIS, "dinsos": DINSOS, "done": DONE}
    counts = {name or "all": _counted(store, actor, code, one, today) for name, one in asked.items()}
    held = store.tally("task", ("waits_for",), open=True, **where)
    late = filters.tasks(store, actor, counts["late"].filters, today, limit=MOST_LATE)
    spent = average([task for row in rows for task in row.tasks], today)
    soon, over = _soon(store, where, today), _over(store, where, today)
    return Followed(
        rows, len(rakors), counts, {one: held.get((waits,), 0) for one, waits in WAITS.items()},
        late, _without(soon, late), _without(over, [*late, *soon]), spent,
    )  # fmt: skip


def _rows(store: Store, where: Mapping[str, Any], rakors: Sequence[int]) -> list[Row]:
    """The newest rakor by their first day, of those recorded last."""
    found = [rakor for id in rakors[-MOST_RAKOR:] if (rakor := store.get("rakor", id)) and "damaged" not in rakor]
    tasks = store.find("task", **{**where, "rakor": OneOf([rakor["id"] for rakor in found])}) if found else []
    return [
        Row(rakor, sorted((t for t in tasks if t["rakor"] == rakor["id"]), key=lambda t: (t["no"], t["id"])))
        for rakor in sorted(found, key=lambda rakor: (rakor["start"], rakor["id"]), reverse=True)
    ]


def _counted(store: Store, actor: Actor, code: str, asked: Mapping[str, str], today: str) -> Counted:
    """A kabupaten/kota needs no filter of its own place."""
    place = {} if actor.role.regional else {"wilayah": code}
    return Counted({**place, **asked}, filters.count(store, actor, {**place, **asked}, today))


def _soon(store: Store, where: Mapping[str, Any], today: str) -> list[Record]:
    until = (date.fromisoformat(today) + SOON).isoformat()
    own: dict[str, Any] = {
        "open": True,
        "deadline": Between(today, until),
        "waits_for": OneOf([WAITS[one] for one in OWN]),
    }
    return store.find("task", order="deadline", limit=MOST_SOON, **where, **own)


def _over(store: Store, where: Mapping[str, Any], today: str) -> list[Record]:
    return store.find("task", order="limit_until", limit=MOST_OVER, **where, limit_until=Below(today))


def _without(tasks: Iterable[Record], shown: Iterable[Record]) -> list[Record]:
    ids = {task["id"] for task in shown}
    return [task for task in tasks if task["id"] not in ids]


def average(tasks: Sequence[Mapping[str, Any]], today: str) -> dict[Holder, int]:
    """Days with each holder, a task on average, rounded half up; {} without a task."""
    spent = [split(task, today) for task in tasks]
    twice = {one: 2 * sum(days[one] for days in spent) for one in WAITS} if spent else {}
    return {one: (days + len(spent)) // (2 * len(spent)) for one, days in twice.items()}
