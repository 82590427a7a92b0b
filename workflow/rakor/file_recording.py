"""Recording what a ``rakor.json`` holds, in one transaction.

Tasks come as they stand. Nothing is moved by it: no document is issued and no number is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import moment, stamp
from workflow.errors import Invalid
from workflow.rakor.file import uid_of
from workflow.rakor.recording import check_recorder, renumbered
from workflow.records import SCHEMA, Rakor, Task
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks import per_lks
from workflow.tasks.corrected_days import corrections
from workflow.tasks.holding import Moved
from workflow.tasks.kept_days import keep
from workflow.tasks.new_task import shown_of
from workflow.tasks.searching import search_text
from workflow.text import fold

THERE = "Rakor ini sudah ada di sini: {}. Tidak ada yang diubah."


def already_here(store: Store, data: Mapping[str, Any]) -> Record | None:
    """The rakor that has the same uid, or that says the same: the title, the days and every outcome."""
    return next((rakor for rakor in store.find("rakor") if _same(rakor, data)), None)


def _same(rakor: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    head = data["rakor"]
    if uid_of(rakor) == data["uid"]:
        return True
    if (fold(rakor["title"]), rakor["start"], rakor["end"]) != (fold(head["title"]), head["start"], head["end"]):
        return False
    return [fold(one["text"]) for one in rakor["outcomes"]] == [fold(one["text"]) for one in data["outcomes"]]


def record(store: Store, actor: Actor, data: Mapping[str, Any], sha256: str, *, at: datetime) -> Rakor:
    """The rakor with its outcomes and tasks, all or nothing, of what ``file_in`` read; ``sha256`` names the file.

    Raises ``Invalid`` when the rakor is here already.
    """
    check_recorder(actor)
    with store.transaction():
        if there := already_here(store, data):
            raise Invalid({"file": THERE.format(there["title"])})
        new = {
            "schema": SCHEMA["rakor"], "uid": data["uid"], "at": stamp(at), **data["rakor"],
            "outcomes": list(data["outcomes"]), "origin": {"sha256": sha256, "numbers": data["numbers"]},
        }  # fmt: skip
        rakor = store.insert(Rakor, renumbered(cast(Rakor, new)))  # ``file_in`` has looked through every field of it
        tell = _teller(store, actor, rakor, sha256, at)
        tell(chain=chain.PROVINCE_CHAIN)
        outcomes = {one["uid"]: one for one in rakor["outcomes"]}
        for values in data["tasks"]:
            task = _added(store, rakor, outcomes[values["outcome"]], values)
            tell(chain=task["region"], task=task["id"])
    return rakor


def _teller(store: Store, actor: Actor, rakor: Rakor, sha256: str, at: datetime) -> Callable[..., Record]:
    fields = {"title": rakor["title"], "uid": rakor["uid"], "sha256": sha256}

    def tell(**of: Any) -> Record:
        return chain.append(store, actor, "rakor_imported", at, fields, rakor=rakor["id"], **of)

    return tell


def _added(store: Store, rakor: Rakor, outcome: Mapping[str, Any], values: Mapping[str, Any]) -> Record:
    origin = {name: values[name] for name in ("numbers", "moves")}
    rest = {name: value for name, value in values.items() if name not in origin}
    task = {"schema": SCHEMA["task"], "rakor": rakor["id"], "submitted_by": 0, **rest, "origin": origin}
    task |= shown_of(outcome, task)
    per_lks.settle(cast(Task, task))
    task["search"] = search_text(store, task)
    keep(cast(Task, task), _moved(origin), corrections(store))
    return store.insert("task", task)


def _moved(origin: Mapping[str, Any]) -> list[Moved]:
    return [Moved(moment(one["at"]), one["name"], one.get("deadline", "")) for one in origin["moves"]]
