"""LKS that a plan names ("LKS yang terlibat"), each as what: chosen from the register of the task's own region.

The task keeps them by uid, with their names: another Tuntas knows no uid, and a record that was merged means the one
that goes on. The narrow rows by which they are counted stand in ``workflow/lks/task_roles.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from workflow.lks import states
from workflow.lks.chosen import words_of
from workflow.lks.kinds import ROLES
from workflow.lks.names import folded
from workflow.lks.register import by_uid, by_uids
from workflow.lks.worded import standing
from workflow.plan_fields import written
from workflow.records import Lks
from workflow.records.asked import NamedLks
from workflow.store import Contains, Store
from workflow.tasks.ask import Ask
from workflow.text import Fields

NAME, LABEL = "lks", "LKS yang terlibat"
MOST = 40  # of one task
SHOWN = 12  # as many are offered without a search
FOUND = 30  # as many a search shows
UNKNOWN = "LKS itu tidak ada, atau bukan LKS kabupaten/kota Anda. Pilih dari daftar."


def accepted(fields: Fields, ask: Ask) -> list[NamedLks]:
    """Those of the typed data (key -> role, "" for none); what stands in the task where nothing was typed of them."""
    stored: list[NamedLks] = list(ask.task.get(NAME, ()))
    typed = ask.data.get(NAME)
    if not isinstance(typed, Mapping):  # what was asked for and accepted before, or nothing
        return list(typed) if isinstance(typed, list) else stored
    kept = {key(one, place): one for place, one in enumerate(stored)}
    found: dict[str, NamedLks] = {}
    for wanted, role in typed.items():
        named = _named(ask, str(wanted), kept) if role else None
        if role and (named is None or role not in ROLES):
            fields.wrong[NAME] = "Pilih peran LKS dari daftar." if named else UNKNOWN
        elif named is not None:
            found.setdefault(named["uid"] or str(wanted), {**named, "role": str(role)})
    if len(found) > MOST:
        fields.wrong[NAME] = f"Paling banyak {MOST} LKS dalam satu rencana."
    return sorted(found.values(), key=lambda one: (ROLES.index(one["role"]), folded(one["name"]), one["uid"]))


def key(named: Mapping[str, Any], place: int) -> str:
    """By which a form tells one of the task's from the others."""
    return named["uid"] or f"nama{place}"


def _named(ask: Ask, wanted: str, kept: Mapping[str, NamedLks]) -> NamedLks | None:
    """As the register calls it now. Who is named already stays, whatever became of it since."""
    lks = by_uid(ask.store, wanted)
    if (
        lks is not None
        and lks["region"] == ask.task["region"]
        and (wanted in kept or not states.ended(lks, date.fromisoformat(ask.today)))
    ):
        return {"uid": lks["uid"], "name": lks["name"], "role": ""}
    return kept.get(wanted)


def offered(store: Store, region: str, words: str) -> tuple[list[Lks], int]:
    """Of the region's register those that a search finds, by name, and how many there are of them. Without words all
    of a short register and none of a long one."""
    where: dict[str, Any] = {"region": region, "ended": False}
    searched = words_of(words)
    if searched:
        where["search"] = Contains(searched)
    total = store.count("lks", **where)
    if not searched and total > SHOWN:
        return [], total
    found = store.find(Lks, **where)
    return sorted(found, key=lambda lks: (folded(lks["name"]), lks["id"]))[:FOUND], total


def told(named: Iterable[Mapping[str, Any]]) -> str:
    """One on a line: "LKSA Contoh (mitra)"."""
    return "\n".join(f"{one['name']} ({one['role']})" for one in named)


def on_paper(store: Store, task: Mapping[str, Any], today: str) -> tuple[str, ...]:
    """ "LKSA Contoh (terdaftar s.d. 6 Mei 2027, akreditasi B) sebagai mitra": as it is on the day; of one that is not
    in the register its name."""
    return tuple(words for words, _ in with_ids(store, task, today))


def with_ids(store: Store, task: Mapping[str, Any], today: str) -> list[tuple[str, int]]:
    """The same with the id of each record; 0 for one that is not in the register."""
    named, day = task.get(NAME, ()), date.fromisoformat(today)
    register = by_uids(store, (one["uid"] for one in named), task["region"])
    found = ((one, register.get(one["uid"])) for one in named)
    return [(_told(one, lks, day), lks["id"] if lks else 0) for one, lks in found]


def _told(named: Mapping[str, Any], lks: Lks | None, day: date) -> str:
    return f"{standing(lks, day) if lks else named['name']} sebagai {named['role']}"


def plan_told(task: Mapping[str, Any]) -> dict[str, str]:
    """The plan as it stands with the LKS that it names, as events keep it and two plans are compared."""
    return {**written(task), NAME: told(task.get(NAME, ()))}


def roles_of(task: Mapping[str, Any]) -> list[dict[str, str]]:
    """Whom the plan names, as what, for the event by which the task is implemented: a plan that is opened again may
    name others, and what was counted until then has to come out again."""
    return [{"uid": one["uid"], "role": one["role"]} for one in task.get(NAME, ())]
