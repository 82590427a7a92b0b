"""What the page of news says above the news: what is late, near or to be renewed now, at the reader's desk. It is asked
at the moment, so that what was done since the last digest is not asked for again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from workflow.lks import chosen, radar
from workflow.machine.permissions import scope
from workflow.machine.stages import Waits
from workflow.many import MANY, many
from workflow.people import mandates
from workflow.regions import region_name
from workflow.reminders.due import LKS, MANDATE, TASK, when
from workflow.roles import Actor, Role
from workflow.store import Below, Between, OneOf, Record, Store
from workflow.tasks import filters, kept_days
from workflow.tasks.corrected_days import corrections
from workflow.tasks.holding import OWN
from workflow.text import spoken_day

MOST = 3  # lines of a kind; how many more there are is told in one
NEAR = timedelta(days=14)
FRESH = timedelta(days=7)  # how long it is told that a mandate began
LATE, WAIT, INSTITUTION, DEPUTY = "late", "wait", "lks", "mandate"  # signs
RENEWALS = {
    "perlu-dipastikan": "{} LKS perlu dipastikan",
    radar.REGISTRATION: "{} pendaftaran LKS akan berakhir",
    radar.GRADE: "{} akreditasi LKS akan berakhir",
}
TASKS = "tasks"  # about a list of them


@dataclass(frozen=True)
class Line:
    """``words`` ("Lewat 4 hari") stand before ``title``, which leads to what it is ``about``: the ``record``, or the
    list with these ``filters``; ``note`` follows it. Without words the title says all."""

    sign: str
    words: str
    title: str
    about: str
    record: int = 0
    filters: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def of(store: Store, actor: Actor, today: str) -> list[Line]:
    """The lines for the actor's desk on a day (ISO), the most pressing first; none for the admin."""
    if actor.role is Role.ADMIN:
        return []
    parts = [_over_limit(store, actor, today)] if actor.role is not Role.CHAIR else []
    if actor.role.regional:
        parts += [_late(store, actor, today), _near(store, actor, today), _institutions(store, actor, today)]
    else:
        parts.append(_late_elsewhere(store, actor, today))
    return list(_once(line for part in (*parts, _began(store, actor, today)) for line in part))


def _once(lines: Iterable[Line]) -> Iterator[Line]:
    """What is late at the reader's own desk is not told once more as late in the kabupaten."""
    told: set[int] = set()
    for line in lines:
        if line.about != TASK or line.record not in told:
            told.add(line.record)
            yield line


def _over_limit(store: Store, actor: Actor, today: str) -> Iterator[Line]:
    asked: dict[str, Any] = {"desk": str(actor.role), "cancelled": False, **scope(actor)}
    asked["limit_until"] = Below(today)
    corrected = corrections(store)
    for task in _whole(store.find("task", order="limit_until", limit=MOST, **asked)):
        over = kept_days.over_limit(task, today, corrected)
        yield _task(LATE, f"Lewat batas periksa {over} hari kerja", task, actor)
    yield from _more(store.count("task", most=MANY, **asked), "melewati batas periksa Anda", {"meja": str(actor.role)})


def _late(store: Store, actor: Actor, today: str) -> Iterator[Line]:
    asked = {"terlambat": "1"}
    for task in _whole(filters.tasks(store, actor, asked, today, limit=MOST)):
        yield _task(LATE, f"Lewat {kept_days.late_days(task, today)} hari", task, actor)
    yield from _more(filters.count(store, actor, asked, today, most=MANY), "terlambat", asked)


def _near(store: Store, actor: Actor, today: str) -> Iterator[Line]:
    last = (date.fromisoformat(today) + NEAR).isoformat()
    own = OneOf([str(one) for one in OWN])
    asked: dict[str, Any] = {"cancelled": False, "open": True, "desk": own, "deadline": Between(today, last)}
    asked |= scope(actor)
    for task in _whole(store.find("task", order="deadline", limit=MOST, **asked)):
        left = (date.fromisoformat(task["deadline"]) - date.fromisoformat(today)).days
        words = when(left, task["deadline"])
        yield _task(WAIT, f"{words[:1].upper()}{words[1:]}", task, actor)


def _institutions(store: Store, actor: Actor, today: str) -> Iterator[Line]:
    for state, words in RENEWALS.items():
        if number := chosen.number(store, actor, {"keadaan": state}, today):
            yield Line(INSTITUTION, "", words.format(number), LKS, filters={"keadaan": state})


def _late_elsewhere(store: Store, actor: Actor, today: str) -> Iterator[Line]:
    asked = {"terlambat": "1"}
    if number := filters.count(store, actor, asked, today, most=MANY):
        yield Line(LATE, "", f"{many(number)} tugas terlambat di kabupaten/kota", TASKS, filters=asked)


def _began(store: Store, actor: Actor, today: str) -> Iterator[Line]:
    """Mandates of the reader that began within the last days, told at the own desk."""
    since = (date.fromisoformat(today) - FRESH).isoformat()
    for mandate in mandates.held_by(store, actor.id, today) if not actor.deputy else ():
        if mandate["start"] >= since:
            title = f"Anda bertindak a.n. {mandate['office']} sampai {spoken_day(mandate['until'])}"
            yield Line(DEPUTY, "", title, MANDATE, mandate["id"])


def _whole(found: list[Record]) -> Iterator[Record]:
    return (task for task in found if "damaged" not in task)


def _task(sign: str, words: str, task: Mapping[str, Any], actor: Actor) -> Line:
    return Line(sign, words, task["title"], TASK, task["id"], note=_note(task, actor))


def _note(task: Mapping[str, Any], actor: Actor) -> str:
    if not actor.role.regional:
        return region_name(task["region"])
    waits = task["waits_for"] == Waits.SEKDIS and actor.role is Role.CHAIR
    return "menunggu Sekdis" if waits else ""


def _more(number: int, words: str, asked: Mapping[str, str]) -> Iterator[Line]:
    if number > MOST:
        yield Line(LATE, "", f"{many(number)} tugas {words}", TASKS, filters=asked)
