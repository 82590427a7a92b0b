"""What one instance needs, in a process of its own: ``scale_one.py pages|backup FOLDER`` prints figures as JSON.

``pages``: what and its seconds of processor time, a median (or MB in memory), on a line for each line that it is sent:
so that several instances are measured in turn, and what else the machine does is nobody's fault. ``backup``: seconds on
the clock that saves waited, with and without a backup that is made meanwhile.
"""

from __future__ import annotations

import itertools
import json
import logging
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from script.measure.clock import used
from script.measure.scale_pages import PAGES, pages, searches
from script.measure.scale_stock import NOW
from script.measure.tasks import DIRECTION, client_of
from workflow.audit import chain as audit
from workflow.audit import newest
from workflow.errors import StoreUnavailable
from workflow.keeping.copy_apart import make_apart
from workflow.keeping.opening import open_instance
from workflow.people import saved_filters
from workflow.people.accounts import SYSTEM, find_user
from workflow.store import Store

CHIPS = "/tugas with two saved filters (dinsos.aceh)"
TIMES, SLOW = 5, 0.1  # measurements of each; of what takes longer than so many seconds two are enough
SAVES = 500  # without a backup
EVERY = 0.02  # seconds between two saves
MOVE, PREVIEW, START, FIRST, LAST = (
    "move over HTTP",
    "preview of an approval",
    "start",
    "memory at first",
    "memory at last",
)


def main(what: str, folder: Path) -> None:
    logging.disable(logging.CRITICAL)
    if what == "backup":
        print(json.dumps(_backup(folder)))
        return
    figures = _pages(folder)
    for _ in sys.stdin:
        print(json.dumps(next(figures, None)), flush=True)


def _pages(folder: Path) -> Iterator[tuple[str, float]]:
    yield "open_instance", used(lambda: open_instance(folder).close())
    started: list[Flask] = []
    yield START, used(lambda: started.append(_app(folder)))
    yield FIRST, _memory()
    app = started[0]
    clients = {account: client_of(app, account) for account in PAGES}
    store: Store = app.extensions["tuntas"].store
    with closing(store):
        yield from _moves(store, clients)
        for account, path in (*pages(), *searches(), *_of_records(store)):
            yield named(account, path), _median(lambda client=clients[account], path=path: see(client, path))
        with _kept_filters(store):
            yield CHIPS, _median(lambda: see(clients["dinsos.aceh"], "/tugas"))
        yield "heads of all chains", _median(lambda: newest.heads(store))
        yield "number of all tasks", _median(lambda: store.count("task", cancelled=False))
        yield LAST, _memory()


def named(account: str, path: str) -> str:
    return f"{path} ({account})"


def _app(folder: Path) -> Flask:
    return create_app(folder, NOW=lambda: NOW, WTF_CSRF_ENABLED=False)


def _memory() -> float:
    """MB that are in memory now."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def _median(run: Callable[[], object]) -> float:
    run()
    spent = [used(run)]
    while len(spent) < (2 if min(spent) > SLOW else TIMES):
        spent.append(used(run))
    return statistics.median(spent)


def see(client: FlaskClient, path: str) -> None:
    answer = client.get(quote(path, safe="/?=&,%"), follow_redirects=True)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status}")


def _moves(store: Store, clients: dict[str, FlaskClient]) -> Iterator[tuple[str, float]]:
    """A direction recorded with one task after the other, and the page on which a Sekdis decides."""
    found = store.find("task", region="11.11", stage="reported", waits_for="", closed="", order="-id", limit=TIMES + 1)
    tasks = itertools.cycle(task["id"] for task in found)

    def act() -> None:
        task = next(tasks)
        data = {**DIRECTION, "version": store.get("task", task)["version"]}
        answer = clients["ketua.bireuen"].post(f"/tugas/{task}/aksi/record_direction", data=data)
        if answer.status_code not in (302, 303):
            raise SystemExit(f"move: {answer.status}")

    yield MOVE, _median(act)
    plan = store.find("task", region="11.11", stage="draft", waits_for="sekdis", cancelled=False, order="-id", limit=1)[
        0
    ]
    yield PREVIEW, _median(lambda: see(clients["sekdis.bireuen"], f"/persetujuan/{plan['id']}"))


@contextmanager
def _kept_filters(store: Store) -> Iterator[None]:
    """Chips above the list of tasks, each with its number, while this is measured."""
    user = find_user(store, "dinsos.aceh")
    if user is None:
        raise SystemExit("the demo has no dinsos.aceh")
    for left in saved_filters.own(store, user["id"], "tugas"):  # by a run that was broken off
        store.delete("saved_filter", left["id"])
    queries = {"Terlambat": {"terlambat": "1"}, "Dilaksanakan": {"tahap": "implemented"}}
    made = [saved_filters.keep(store, user["id"], "tugas", query, {"name": name}) for name, query in queries.items()]
    try:
        yield
    finally:
        for one in made:
            store.delete("saved_filter", one["id"])


def _of_records(store: Store) -> Iterator[tuple[str, str]]:
    """Pages of one record."""
    task = store.find("task", region="11.11", stage="implemented", limit=1)[0]["id"]
    rakor = store.find("rakor", example=True)[0]["id"]  # of the demo, so that it has one number in all instances
    yield from (("ketua.bireuen", f"/tugas/{task}"), ("dinsos.aceh", f"/rakor/{rakor}"))
    yield "dinsos.aceh", f"/beranda?rakor={rakor}"


def _backup(folder: Path) -> dict[str, float]:
    target = folder.with_name(f"{folder.name}-copy")
    shutil.rmtree(target, ignore_errors=True)
    with closing(open_instance(folder)) as store:
        ending, alone, beside = threading.Event(), [], []
        _save(store, alone, lambda: len(alone) == SAVES)
        saving = threading.Thread(target=_save, args=(store, beside, ending.is_set))
        saving.start()
        begun = time.perf_counter()
        try:
            make_apart(folder, target, at=NOW, earlier=None, stopping=threading.Event())  # as the app does each day
            spent = time.perf_counter() - begun
        finally:
            ending.set()
            saving.join()
            shutil.rmtree(target, ignore_errors=True)
    return {
        "usual": statistics.median(alone), "longest": max(alone), "saves": len(beside), "backup": spent,
        "usual beside": statistics.median(beside), "longest beside": max(beside),
    }  # fmt: skip


def _save(store: Store, waited: list[float], ended: Callable[[], bool]) -> None:
    """Saves an event every few milliseconds and notes for how long each took; one that was refused waited as long."""
    while not ended():
        begun = time.perf_counter()
        try:
            with store.transaction():
                audit.append(store, SYSTEM, "rakor_edited", NOW, {"title": "Skala"}, rakor=1)
        except StoreUnavailable:
            pass
        waited.append(time.perf_counter() - begun)
        time.sleep(EVERY)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
