"""A move end to end and the first screens at 1,000 and at 20,000 tasks, and the same moves on stock TinyDB."""

from __future__ import annotations

import itertools
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from documents.pages import document_list
from script.measure.clock import median, seconds, table
from script.measure.stock import StockStore
from workflow.agenda import listing
from workflow.demo import Later, actor_of
from workflow.pages.rakor import rakors
from workflow.people.accounts import find_user
from workflow.people.sessions import start_session
from workflow.roles import Role
from workflow.store import FIELDS
from workflow.tasks import ordering
from workflow.tasks.operations import move

NOW = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
SIZES = (1_000, 20_000)
SCREENS = {
    "ketua.bireuen": ("/komitmen", "/tugas", "/kabar"),
    "sekdis.bireuen": ("/persetujuan", "/dokumen", "/cari?q=pendanaan"),
    "dinsos.aceh": (
        "/beranda",
        "/matriks",
        "/tugas?terlambat=1",
        "/kabar",
        "/ingatkan",
        "/cari?q=pendanaan",
        *(f"/tugas?urut={column}" for column in ordering.COLUMNS),
        *(f"/dokumen?urut={column}" for column in document_list.SORTED),
        *(f"/agenda?kantor=semua&urut={column}" for column in listing.SORTED),
        *(f"/rakor?urut={column}" for column in rakors.SORTED),
    ),
    "admin": ("/kabar",),
}
DIRECTION = {"text": "Setuju, laksanakan.", "date": "2026-11-01", "giver": "Bupati Bireuen"}


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        apps = {size: _filled(Path(name) / str(size), size) for size in SIZES}
        rows = [_row("move over HTTP (a direction recorded)", {n: _http_move(a) for n, a in apps.items()}, 1.3)]
        rows.append(_row("move that freezes a document (submit)", {n: _submit(a) for n, a in apps.items()}, 1.3))
        for username, paths in SCREENS.items():
            for path in paths:
                rows.append(_row(f"{path} ({username})", {n: screen(a, username, path) for n, a in apps.items()}, 1.5))
        stock = {n: _stock_move(a, Path(name) / f"stock-{n}.json") for n, a in apps.items()}
        ours = {n: _domain_move(a) for n, a in apps.items()}
        rows.append(_row("the move without HTTP, on our store", ours, 1.3))
        rows.append(_row("the same move on TinyDB's stock JSONStorage", stock, None))
        beside = [f"{stock[n] / ours[n]:.0f} times" for n in SIZES]
    head = ("what", *[f"{n:,} tasks" for n in SIZES], "ratio", "target")
    return (
        "Moves and first screens\n\n"
        + table(head, rows)
        + f"\n\nStock beside ours: {beside[0]} at 1,000, {beside[1]} at 20,000 tasks."
    )


def _row(what: str, spent: dict[int, float], target: float | None) -> tuple[str, ...]:
    small, large = (spent[n] for n in SIZES)
    return what, seconds(small), seconds(large), f"{large / small:.2f}", f"≤ {target}" if target else "–"


def _filled(folder: Path, size: int) -> Flask:
    """The demo, and copies of its live rakor with their tasks and histories until there are ``size`` tasks."""
    app = create_app(folder, NOW=lambda: NOW, WTF_CSRF_ENABLED=False)
    store = app.extensions["tuntas"].store
    live = next(one for one in store.find("rakor", example=True, order="-id") if store.count("task", rakor=one["id"]))
    tasks = store.find("task", rakor=live["id"])
    documents = {d["task"]: d for d in store.find("document") if d["rakor"] == live["id"]}
    events = {task["id"]: store.find("event", task=task["id"]) for task in tasks}
    beside = itertools.count(-1, -1)  # places of copies in their chain, where no event has one
    with store.transaction():
        for document in documents.values():
            store.save({**document, "pending": False})
        while (left := size - store.count("task")) > 0:
            rakor = store.insert("rakor", _bare(live) | {"start": "2026-03-01", "end": "2026-03-02"})
            for task in tasks[:left]:
                copy = store.insert("task", _bare(task) | {"rakor": rakor["id"]})
                for event in events[task["id"]]:
                    own = {"seq": next(beside), "task": copy["id"], "rakor": rakor["id"]}
                    store.insert("event", _bare(event) | own)
                if task["id"] in documents:
                    store.insert(
                        "document", _bare(documents[task["id"]]) | {"task": copy["id"], "code": "", "pending": False}
                    )
    store.close()
    return create_app(folder, NOW=lambda: NOW, WTF_CSRF_ENABLED=False)  # started anew, as a server is now and then


def _bare(record: dict) -> dict:
    return {k: v for k, v in record.items() if k not in ("kind", "id", "version")}


def client_of(app: Flask, username: str) -> FlaskClient:
    store = app.extensions["tuntas"].store
    token = start_session(store, find_user(store, username), agent="bench", at=NOW)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return client


def screen(app: Flask, username: str, path: str) -> float:
    client = client_of(app, username)

    def see() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status}")

    see()
    return median(see, 15)


def _http_move(app: Flask) -> float:
    client, store = client_of(app, "ketua.bireuen"), app.extensions["tuntas"].store
    task = store.find("task", region="11.11", stage="reported", limit=1)[0]["id"]

    def act() -> None:
        version = store.get("task", task)["version"]
        answer = client.post(f"/tugas/{task}/aksi/record_direction", data={**DIRECTION, "version": version})
        if answer.status_code not in (302, 303):
            raise SystemExit(f"move: {answer.status}")

    act()
    return median(act, 25)


def _submit(app: Flask) -> float:
    """Submit and withdraw in turn; the files are rendered by the publisher and not counted here."""
    parts = app.extensions["tuntas"]
    chair = actor_of(parts.store, Role.CHAIR, "11.11")
    task = parts.store.find("task", region="11.11", stage="draft", waits_for="", limit=1)[0]
    publisher = Later(parts.publisher)
    names = itertools.cycle(("submit", "withdraw"))

    def act() -> None:
        for name in (next(names), next(names)):
            now = parts.store.get("task", task["id"])
            move(parts.store, publisher, chair, task["id"], name, {}, version=now["version"], at=NOW)

    act()
    return median(act, 15) / 2


def _domain_move(app: Flask) -> float:
    return _direct(app.extensions["tuntas"].store, app.extensions["tuntas"].publisher, 25)


def _stock_move(app: Flask, path: Path) -> float:
    """The same content copied into a stock TinyDB file, and the same move there."""
    stock, ours = StockStore(path), app.extensions["tuntas"].store
    for kind in FIELDS:
        stock.insert_many(kind, [_bare(record) for record in ours.find(kind)])
    spent = _direct(stock, app.extensions["tuntas"].publisher, 3)
    stock.close()
    return spent


def _direct(store, publisher, times: int) -> float:
    chair = actor_of(store, Role.CHAIR, "11.11")
    task = store.find("task", region="11.11", stage="reported", limit=1)[0]

    def act() -> None:
        version = store.get("task", task["id"])["version"]
        move(store, publisher, chair, task["id"], "record_direction", DIRECTION, version=version, at=NOW)

    act()
    return median(act, times)
