"""A run of reminders at 1,000 and at 20,000 open tasks of all kabupaten/kota: one day, a week that is caught up, and a
day on which every single task is due. Processor time, mails included."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from app import create_app
from script.measure.clock import met, seconds, table, used
from script.measure.tasks import NOW
from workflow.clock import day
from workflow.records import Digest
from workflow.regions import regions
from workflow.reminders import by_mail, digests
from workflow.store import Store

SIZES = (1_000, 20_000)
TARGET = 5.0  # seconds of processor time, at 20,000
SPREAD = 120  # days over which the deadlines lie, a third of them past
WAYS = {
    "one day": (1, SPREAD), "a week caught up": (7, SPREAD), "a day on which all of them are due": (1, 1),
}  # fmt: skip


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        rows = [_row(Path(name), way) for way in WAYS]
    head = ("what", *[f"{n:,} tasks: digests, lines, time" for n in SIZES], f"at {SIZES[-1]:,}")
    return "Reminders (processor time)\n\n" + table(head, rows)


def _row(folder: Path, way: str) -> tuple[str, ...]:
    found = {size: _told(folder / f"{size}-{len(way)}", size, *WAYS[way]) for size in SIZES}
    cells = [f"{made:,}, {lines:,}, {seconds(spent)}" for made, lines, spent in found.values()]
    return way, *cells, f"≤ {TARGET:.0f} s: {met(found[SIZES[-1]][2] <= TARGET)}"


def _told(folder: Path, size: int, days: int, spread: int) -> tuple[int, int, float]:
    """Digests, their lines, and seconds of the run that tells of so many days."""
    app = create_app(folder, NOW=lambda: NOW)
    store: Store = app.extensions["tuntas"].store
    digests.run(store, NOW)
    _fill(store, size, day(NOW), spread)
    at: datetime = NOW + timedelta(days=days)
    spent = used(lambda: digests.run(store, at, by_mail.sender(store, "https://tuntas.example")))
    made = store.find(Digest)
    if len(made) != store.count("mail"):
        raise SystemExit("a digest has no mail")
    store.close()
    return len(made), sum(len(one["items"]) for one in made), spent


def _fill(store: Store, size: int, today: date, spread: int) -> None:
    """Copies of an open task of a chair, in turn for each region, due around today; everybody has an address."""
    like = store.find("task", region="11.11", desk="ketua", open=True, limit=1)[0]
    with store.transaction():
        for task in store.find("task"):
            store.delete("task", task["id"])
        for number in range(size):
            deadline = (today + timedelta(days=number // 23 % spread - spread // 3)).isoformat()
            region = list(regions())[number % 23]
            placed = {"region": region, "deadline": deadline, "late_after": deadline, "held_since": "2026-01-01"}
            store.insert("task", _bare(like) | placed)
        _people(store)


def _people(store: Store) -> None:
    for user in store.find("user"):
        store.save({**user, "email": f"{user['username']}@contoh.example"})
    like = store.find("user", role="ketua")[0]
    for region in regions():
        for role in ("ketua", "sekdis"):
            if not store.find("user", role=role, region=region):
                name = f"{role}.{region}"
                own = {"username": name, "role": role, "region": region, "email": f"{name}@contoh.example"}
                store.insert("user", _bare(like) | own)


def _bare(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in ("kind", "id", "version")}
