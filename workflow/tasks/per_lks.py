"""An outcome that each LKS has to do ("Setiap LKS …"): its task carries the list of those of its region.

Until the first report the list is the register's: all of the community's that have not ended on the day. From then on
it stands: nobody is taken off it, those that are registered later can be added, and one that has ended stays told and
counts only when it had done it. How far the task is is counted and never typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

from workflow.lks import states
from workflow.lks.kinds import Owner
from workflow.lks.names import folded
from workflow.lks.register import by_uid, by_uids
from workflow.records import Lks, Task
from workflow.records.followed import ListedLks
from workflow.store import Store

NAME = "lks_list"
_TICK = ("done", "evidence", "where", "note")


def of_region(store: Store, region: str, today: str) -> list[Lks]:
    """The community's own institutions that have not ended on the day (ISO), by name."""
    day = date.fromisoformat(today)
    found = store.find(Lks, region=region)
    own = [lks for lks in found if lks["owner"] == Owner.COMMUNITY and not states.ended(lks, day)]
    return sorted(own, key=lambda lks: (folded(lks["name"]), lks["id"]))


def new_list(store: Store, region: str, today: str) -> list[ListedLks]:
    return [line_of(lks, today) for lks in of_region(store, region, today)]


def line_of(lks: Lks, today: str) -> ListedLks:
    return {
        "uid": lks["uid"], "name": lks["name"], "listed": today, "ended": "", "done": "", "evidence": [], "where": "",
        "note": -1,
    }  # fmt: skip


def refresh(store: Store, task: Task, today: str) -> None:
    """Brings the list up to what the register says on the day; before the effect of each move."""
    if not task.get("per_lks"):
        return
    known = _known_now(store, task, today)
    if not task["reports"] or not known:
        known = _with_all(known, new_list(store, task["region"], today))
    task["lks_list"] = known


def _with_all(known: list[ListedLks], registered: list[ListedLks]) -> list[ListedLks]:
    """The list as the register has it. What was done stays; names from another Tuntas stay where none is registered."""
    on_it = {one["uid"] for one in known}
    stays = [one for one in known if one["done"] or (not one["ended"] and (one["uid"] or not registered))]
    found = [*stays, *(one for one in registered if one["uid"] not in on_it)]
    return sorted(found, key=lambda one: folded(one["name"]))


def _known_now(store: Store, task: Task, today: str) -> list[ListedLks]:
    """What was merged meanwhile is one line, done where one of them was, and again as many as it was when it was
    parted."""
    meant: dict[str, Lks | None] = {}
    found: dict[str, list[ListedLks]] = {}
    lines = [part for line in task.get("lks_list", []) for part in _parts(line)]
    register = by_uids(store, (one["uid"] for one in lines), task["region"])
    for place, one in enumerate(lines):
        lks = register.get(one["uid"])
        at = lks["uid"] if lks else one["uid"] or f"nama{place}"
        meant[at] = lks
        found.setdefault(at, []).append(one)
    return [_together(parts, meant[at], today) for at, parts in found.items()]


def _parts(line: ListedLks) -> list[ListedLks]:
    """The lines that were merged into it. What was ticked since then, the one that goes on has done."""
    alone = cast(ListedLks, {name: value for name, value in line.items() if name != "merged"})
    parts = [cast(ListedLks, one) for one in line.get("merged", [])]
    if parts and (not line["done"] or any(one["done"] for one in parts)):
        return parts
    return [*(one for one in parts if one["uid"] != line["uid"]), alone]


def _together(parts: list[ListedLks], lks: Lks | None, today: str) -> ListedLks:
    line = next((one for one in parts if one["done"]), parts[0])
    if lks is None:
        return line
    merged = {"merged": parts} if [one["uid"] for one in parts] != [lks["uid"]] else {}
    return cast(ListedLks, {**line, **_now(lks, today), **merged})


def _now(lks: Lks, today: str) -> dict[str, str]:
    ended = lks["end"]["date"] or today if lks["end"] and states.ended(lks, date.fromisoformat(today)) else ""
    return {"uid": lks["uid"], "name": lks["name"], "ended": ended}


def settle(task: Task) -> None:
    """After the effect of each move."""
    if task.get("per_lks"):
        task["percent"] = percent(task)


def counted(task: Mapping[str, Any]) -> tuple[int, int]:
    """How many have done it, and of how many."""
    lines = task.get(NAME, ())
    done = sum(bool(one["done"]) for one in lines)
    return done, sum(bool(one["done"]) or not one["ended"] for one in lines)


def percent(task: Mapping[str, Any]) -> int:
    """Rounded down: 100 means that all have done it."""
    done, of = counted(task)
    return 100 * done // of if of else 0


def words(task: Mapping[str, Any]) -> str:
    """ "3 dari 11 LKS"; "" of a task that is not counted so."""
    if not task.get("per_lks"):
        return ""
    done, of = counted(task)
    return f"{done} dari {of} LKS"


def how_far(task: Mapping[str, Any]) -> str:
    """ "3 dari 11 LKS", of every other task "60%"."""
    return words(task) or f"{task['percent']}%"


def sum_words(tasks: Iterable[Mapping[str, Any]]) -> str:
    """The same of all kabupaten/kota together; "" where none is counted so."""
    found = [counted(task) for task in tasks if task.get("per_lks")]
    return f"{sum(done for done, _ in found)} dari {sum(of for _, of in found)} LKS" if found else ""


def missing(task: Mapping[str, Any]) -> list[str]:
    """The names of those that have not done it and go on."""
    return [one["name"] for one in task.get(NAME, ()) if not one["done"] and not one["ended"]]


def key(line: Mapping[str, Any], place: int) -> str:
    """By which a form tells one line from the others."""
    return line["uid"] or f"nama{place}"


def by_key(task: Mapping[str, Any]) -> dict[str, ListedLks]:
    return {key(one, place): one for place, one in enumerate(task.get(NAME, ()))}


def as_of(store: Store, task: Mapping[str, Any], today: str) -> Task:
    """The task with its list as a move of the day would find it."""
    found = cast(Task, {**task})
    refresh(store, found, today)
    return found


def key_now(store: Store, task: Mapping[str, Any], fresh: Task, shown: str) -> str:
    """Under which key a line stands in ``fresh`` (``as_of``) that a page showed under another, before it was merged
    or a line above it was; the same where the list has no such line."""
    line = by_key(task).get(shown)
    if line is None:
        return shown
    if line["uid"]:
        lks = by_uid(store, line["uid"], task["region"])
        return lks["uid"] if lks else shown
    return next((now for now, one in by_key(fresh).items() if one == line), shown)


def later(store: Store, task: Mapping[str, Any], today: str) -> list[Lks]:
    """Those of the region that are not on the list, neither as themselves nor by a name from another Tuntas."""
    on_it = {one["uid"] or folded(one["name"]) for one in task.get(NAME, ())}
    own = of_region(store, task["region"], today)
    return [lks for lks in own if not on_it & {lks["uid"], folded(lks["name"])}]


def open_lines(store: Store, task: Mapping[str, Any], today: str) -> list[tuple[str, str, bool]]:
    """(key, name, whether it is listed already) of those that can be ticked: who is still open on the list, and behind
    them those of the register that are not on it."""
    fresh = as_of(store, task, today)
    listed = [(at, one["name"], True) for at, one in by_key(fresh).items() if not one["done"] and not one["ended"]]
    return [*listed, *((lks["uid"], lks["name"], False) for lks in later(store, fresh, today))]


def tick(task: Task, ticks: Sequence[Mapping[str, Any]], files: Sequence[int], note: int) -> None:
    """Notes who has done it: ``ticks`` as ``tick_needs`` accepts them; ``files`` came with the record of progress."""
    lines = [ListedLks(**one) for one in task.get("lks_list", [])]
    places = {key(one, place): one for place, one in enumerate(lines)}
    for said in ticks:
        if said["key"] not in places:
            places[said["key"]] = cast(ListedLks, {**said["new"]})
            lines.append(places[said["key"]])
        places[said["key"]].update({
            "done": said["date"], "where": said["where"], "note": note,
            "evidence": [said["evidence"]] if said["evidence"] else [*files],
        })  # fmt: skip
    task["lks_list"] = lines


def untick(task: Task, note: int) -> None:
    """Takes back what a record of progress said that was struck out."""
    task["lks_list"] = [
        _changed(one, lambda line: _open(line) if line["note"] == note else line) for one in task.get("lks_list", [])
    ]


def without(task: Task, evidence: int) -> None:
    """An evidence that is gone proves nothing: who has no other, and no words, is open again."""
    task["lks_list"] = [_changed(one, partial(_proved, without=evidence)) for one in task.get("lks_list", [])]


def _proved(line: ListedLks, without: int) -> ListedLks:
    left = [id_ for id_ in line["evidence"] if id_ != without]
    proved = left or line["where"] or left == line["evidence"]
    return cast(ListedLks, {**line, "evidence": left}) if proved else _open(line)


def _changed(line: ListedLks, change: Callable[[ListedLks], ListedLks]) -> ListedLks:
    """Of one that was merged each of its parts; it is as the first of them that has still done it."""
    parts = [change(one) for one in _parts(line)]
    if "merged" not in line:
        return parts[0]
    done = next((one for one in parts if one["done"]), parts[0])
    return cast(ListedLks, {**line, **{name: done[name] for name in _TICK}, "merged": parts})  # type: ignore[literal-required]


def _open(line: ListedLks) -> ListedLks:
    return {**line, "done": "", "evidence": [], "where": "", "note": -1}
