"""Which tasks a list shows: the filters of an address as a question to the store.

Every count on a first screen links to the task list with the same filters (``?menunggu=sekdis&terlambat=1``). Count
and list are both asked here, so that they cannot differ. Filters are a dict of the address's own names and values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from workflow.machine import permissions
from workflow.machine.stages import Closed, Stage, Waits
from workflow.regions import owners
from workflow.roles import Actor
from workflow.store import Above, Below, Between, Contains, NoneOf, OneOf, Record, Store, find_in_parts
from workflow.tasks import ordering
from workflow.tasks.desk_kinds import BOXES
from workflow.text import line, sought

MOST_TEXT = 100  # characters of the text filter
MOST_VALUE = 150  # of any other; a commission's name is the longest
PAGE = 50
EARLIEST, LATEST = "0001-01-01", "9999-12-31"  # days, where only one end is asked for
SOON = 7  # days: "tempo"
DESKS = ("ketua", "sekdis", "dinsos")  # of "meja": for whom it waits, whoever holds it

# "tahap" -> its words: the three stages, and apart from them what cannot be followed up.
STAGES: dict[str, str] = {
    **{str(stage): stage.label for stage in Stage}, str(Closed.IMPOSSIBLE): Closed.IMPOSSIBLE.label,
}  # fmt: skip
# "menunggu" -> what holds for such a task. "ketua": it waits for nobody else and is not done.
WAITING: dict[str, dict[str, Any]] = {
    "ketua": {"waits_for": str(Waits.NOBODY), "open": True},
    "sekdis": {"waits_for": str(Waits.SEKDIS)},
    "dinsos": {"waits_for": str(Waits.DINSOS)},
    "provinsi": {"waits_for": "provinsi"},
}


# "janji" -> of the tasks due in the days asked for, those that count, those finished in time, those that were given up
PROMISES = {"jatuh-tempo": "Jatuh tempo", "ditepati": "Selesai tepat waktu", "tidak-dihitung": "Tidak dilanjutkan"}
GIVEN_UP = (str(Closed.CANCELLED), str(Closed.MOVED), str(Closed.IMPOSSIBLE))


def promised(which: str, first: str, day: str) -> dict[str, Any]:
    """The ``where`` of a value of ``PROMISES``: of tasks due from ``first`` to ``day``, as they stand on ``day``."""
    found: dict[str, Any] = {"deadline": Between(first, day)}
    if which == "tidak-dihitung":
        return {**found, "closed": OneOf(GIVEN_UP)}
    found |= {"cancelled": False, "closed": ""}
    if which == "ditepati":  # finished is what was implemented: what is under way and not late need not be looked at
        found |= {"stage": str(Stage.IMPLEMENTED), "finished_on": Between(EARLIEST, day), "late_days": 0}
    return found


def _is_id(value: str) -> bool:
    return re.fullmatch("[1-9][0-9]{0,9}", value) is not None


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def places(value: str) -> list[str]:
    """The codes of "wilayah": one, or several parted by commas."""
    return value.split(",")


# name in the address -> whether a value of it means anything
KNOWN: dict[str, Callable[[str], bool]] = {
    "tahap": lambda value: value in STAGES,
    "menunggu": lambda value: value in WAITING,
    "meja": lambda value: value in DESKS,
    "jenis": lambda value: value in BOXES,
    "wilayah": lambda value: set(places(value)) <= set(owners()),
    "rakor": _is_id,
    "selain": _is_id,  # every rakor but this one
    "butir": lambda value: re.fullmatch("[0-9a-z-]{1,40}", value) is not None,
    "komisi": bool,
    "dari": _is_day,
    "sampai": _is_day,
    "terlambat": lambda value: value == "1",
    "tempo": lambda value: value == str(SOON),
    "dibatalkan": lambda value: value == "1",
    "janji": lambda value: value in PROMISES,
    "q": bool,
    "urut": ordering.known,
}
ORDER = "urut"  # of them the one that leaves nothing out


# the same of what is asked of the store: whether there is such a one
THERE: dict[str, Callable[[Store, Mapping[str, str]], bool]] = {
    "rakor": lambda store, given: store.get("rakor", int(given["rakor"])) is not None,
    "selain": lambda store, given: not given.get("rakor") and store.get("rakor", int(given["selain"])) is not None,
    "butir": lambda store, given: store.count("task", most=0, outcome=given["butir"]) > 0 or _is_of_rakor(store, given),
    "komisi": lambda store, given: store.count("task", most=0, commission=given["komisi"]) > 0,
}


def _is_of_rakor(store: Store, given: Mapping[str, str]) -> bool:
    """Whether it is an outcome of the rakor that is asked for, and nobody's task yet."""
    rakor = store.get("rakor", int(given["rakor"])) if _is_id(given.get("rakor", "")) else None
    return rakor is not None and any(outcome["uid"] == given["butir"] for outcome in rakor["outcomes"])


def _fits(store: Store, name: str, given: Mapping[str, str]) -> bool:
    return KNOWN[name](given[name]) and (name not in THERE or THERE[name](store, given))


def accepted(store: Store, args: Mapping[str, str], actor: Actor) -> dict[str, str]:
    """The filters among ``args`` that mean something to this reader, tidied; the rest is left out."""
    most = {name: MOST_TEXT if name == "q" else MOST_VALUE for name in KNOWN}
    given = {name: line(args[name])[: most[name]].strip() for name in KNOWN if name in args}
    if actor.role.regional:
        given.pop("wilayah", None)
    return {name: value for name, value in given.items() if _fits(store, name, given)}


def understood(store: Store, args: Mapping[str, str]) -> list[str]:
    """The names whose values mean something, to this reader or another: nobody gets more of a place than their own."""
    given = {name: line(args.get(name)) for name in KNOWN}
    return [name for name in KNOWN if _fits(store, name, given)]


def where(filters: Mapping[str, str], actor: Actor, today: str) -> dict[str, Any]:
    """The ``where`` of ``Store.find`` and ``Store.count`` for accepted filters, never wider than the actor's scope."""
    found: dict[str, Any] = {"cancelled": filters.get("dibatalkan") == "1"}
    found |= WAITING.get(filters.get("menunggu", ""), {})
    if (stage := filters.get("tahap")) == Closed.IMPOSSIBLE:
        found["closed"] = stage
    elif stage:
        found |= {"stage": stage} if found["cancelled"] else {"stage": stage, "closed": ""}
    if "terlambat" in filters:
        found["late_after"] = Below(today)
    if filters.keys() & {"dari", "sampai", "tempo"}:
        found |= _due(filters, today)
    if "janji" in filters:
        del found["cancelled"]
        stage_asked = {name: found[name] for name in ("stage",) if name in found}
        found |= promised(filters["janji"], filters.get("dari", EARLIEST), filters.get("sampai", today)) | stage_asked
    if "rakor" in filters:
        found["rakor"] = int(filters["rakor"])
    if "selain" in filters:
        found["rakor"] = NoneOf([int(filters["selain"])])
    if words := sought(filters.get("q", "")):
        found["search"] = Contains(words)
    if "wilayah" in filters:
        codes = places(filters["wilayah"])
        found["region"] = codes[0] if len(codes) == 1 else OneOf(codes)
    found |= {field: filters[name] for name, field in _EQUAL.items() if name in filters}
    return found | permissions.scope(actor)


_EQUAL = {"butir": "outcome", "komisi": "commission", "meja": "desk", "jenis": "desk_kind"}


def _due(filters: Mapping[str, str], today: str) -> dict[str, Any]:
    """Of which days the deadline is; with "tempo" the days from today on, of what is not finished."""
    first, last = filters.get("dari", EARLIEST), filters.get("sampai", LATEST)
    if "tempo" not in filters:
        return {"deadline": Between(first, last)}
    until = (date.fromisoformat(today) + timedelta(days=SOON)).isoformat()
    return {"deadline": Between(max(first, today), min(last, until)), "open": True}


def count(store: Store, actor: Actor, filters: Mapping[str, str], today: str, *, most: int | None = None) -> int:
    """How many the list has; with ``most`` it goes no further than one above."""
    return store.count("task", most=most, **where(filters, actor, today))


def tasks(
    store: Store,
    actor: Actor,
    filters: Mapping[str, str],
    today: str,
    *,
    after: int | None = None,
    limit: int | None = PAGE,
) -> list[Record]:
    """The tasks of the list in its order, from behind the task with id ``after``; without ``limit`` all of them."""
    asked, order = where(filters, actor, today), ordering.order(filters)
    if isinstance(order, str):
        return store.find("task", order=order, after=after, limit=limit, **asked)
    return find_in_parts(store, "task", order, asked, after=after, limit=limit)


def most_urgent(store: Store, actor: Actor, filters: Mapping[str, str], today: str, limit: int) -> list[Record]:
    """The first ``limit`` of the same tasks by deadline, those without one at the end."""
    asked = where(filters, actor, today)
    if "deadline" in asked:
        return tasks(store, actor, filters, today, limit=limit)
    dated = store.find("task", order="deadline", limit=limit, **{**asked, "deadline": Above("")})
    if len(dated) == limit:
        return dated
    return dated + store.find("task", order="since", limit=limit - len(dated), **{**asked, "deadline": ""})
