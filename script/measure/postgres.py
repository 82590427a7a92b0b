"""PostgreSQL beside SQLite, the same made-up data in both: moves a second, nineteen pages, the preview of an approval.

Both are asked in turn. Pages are told in processor time of the app, which other work on the machine hardly changes,
and on the clock, which has in it what PostgreSQL does in processes of its own. Moves are made as servers make them, in
two processes with four writers each, every one in an office of its own. PostgreSQL runs in a folder of its own, as in
the tests, but waits for the disk as SQLite does.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from subprocess import PIPE
from typing import Any

from script.measure.clock import met, seconds, table
from script.measure.scale import KEPT, ROOT
from script.measure.scale_pages import COMMISSION
from script.measure.scale_stock import DATABASE, NOW, instance
from tests.world import cluster
from workflow.keeping.change_of_store import move
from workflow.regions import regions
from workflow.store import Store, open_store

SIZES = (1_000, 20_000)
ROUNDS, SECONDS = 5, 3.0  # of moves
TIMES = 7  # of each page
PROCESSES, WRITERS = 2, 4
MOVES, PAGES, PREVIEW = 0.95, 1.3, 1.5
# account -> what it opens, nineteen with the two of one record; without the search for texts
OPENED = {
    "ketua.bireuen": ("/komitmen", "/tugas", "/kabar", "/tugas/{task}"),
    "sekdis.bireuen": ("/persetujuan", "/tugas?menunggu=sekdis", "/dokumen", "/agenda"),
    "dinsos.aceh": (
        "/beranda", "/matriks", "/rakor", "/rakor/{rakor}", "/pemeriksaan", "/tugas", "/tugas?terlambat=1",
        "/tugas?menunggu=dinsos", f"/tugas?komisi={COMMISSION}",
    ),
    "admin": ("/pengaturan/riwayat", "/pengaturan/riwayat?jenis=ditolak", "/pengaturan/riwayat?akun=2"),
}  # fmt: skip
DECISION = "/persetujuan/{plan}"
Pair = tuple["One", "One"]  # SQLite, PostgreSQL
Found = tuple[float, float]  # seconds of processor time, and on the clock


def run() -> str:
    if cluster.programs() is None:
        raise SystemExit("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory() as name, cluster.started(fsync="on") as there:
        tables = [_of_size(Path(name), there, size) for size in SIZES]
    return "PostgreSQL beside SQLite\n\n" + "\n\n".join(tables)


def _of_size(place: Path, there: cluster.Cluster, size: int) -> str:
    sqlite, postgresql = (Path(shutil.copytree(instance(KEPT, size), place / f"{size}-{n}")) for n in (1, 2))
    url = there.make(f"tuntas{size}")
    store = open_store(postgresql / DATABASE)
    with closing(store):
        records = _records(store)
        move(store, postgresql, url, at=NOW)
    both = ((sqlite, ""), (postgresql, url))
    with _begun("pages", both) as pair:
        pages = {path: _page(pair, who, path.format(**records)) for who, paths in OPENED.items() for path in paths}
        preview = _page(pair, "sekdis.bireuen", DECISION.format(**records))
    rates = _moves(both)
    rows = [_row(f"{path.format(**records)}", *found) for path, found in pages.items()]
    rows.append(_mean(pages))
    rows.append(_row("preview of an approval", *preview, target=PREVIEW))
    rows.append(_rate(rates))
    head = (f"{size:,} tasks", "SQLite: processor, clock", "PostgreSQL: processor, clock", "ratio", "target")
    return table(head, rows)


def _records(store: Store) -> dict[str, int]:
    draft = {"region": "11.11", "stage": "draft", "waits_for": "sekdis", "cancelled": False}
    return {
        "task": store.find("task", region="11.11", stage="implemented", limit=1)[0]["id"],
        "rakor": store.find("rakor", example=True)[0]["id"],
        "plan": store.find("task", order="-id", limit=1, **draft)[0]["id"],
    }


class One:
    """A process that measures one store."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("it was started without pipes")
        self._asks, self._says = process.stdin, process.stdout

    def ask(self, *what: Any) -> None:
        print(json.dumps(what), file=self._asks, flush=True)

    def said(self) -> Any:
        if not (line := self._says.readline()):
            raise SystemExit("one of the stores could not be measured")
        return json.loads(line)


@contextmanager
def _begun(what: str, stores: Iterable[tuple[Path, str]]) -> Iterator[list[One]]:
    with ExitStack() as opened:
        yield [opened.enter_context(_process(what, folder, url)) for folder, url in stores]


@contextmanager
def _process(what: str, folder: Path, url: str) -> Iterator[One]:
    command = [sys.executable, "-m", "script.measure.postgres_one", what, str(folder)]
    env = {**os.environ, "TUNTAS_DATABASE": url}
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True, stdin=PIPE, stdout=PIPE) as process:  # noqa: S603 - our own
        yield One(process)


def _page(pair: Sequence[One], account: str, path: str) -> tuple[Found, Found]:
    """Of SQLite and of PostgreSQL, the medians; each was opened once before."""
    spent: tuple[list[Found], list[Found]] = ([], [])
    for _ in range(TIMES + 1):
        for one, found in zip(pair, spent, strict=True):
            one.ask(account, path)
            found.append(one.said())
    sqlite, postgresql = (
        (statistics.median(used for used, _ in found[1:]), statistics.median(took for _, took in found[1:]))
        for found in spent
    )
    return sqlite, postgresql


def _moves(both: Iterable[tuple[Path, str]]) -> list[tuple[float, float]]:
    """Of each round the moves a second on SQLite and on PostgreSQL."""
    offices = list(regions())[: PROCESSES * WRITERS]
    parts = [offices[start : start + WRITERS] for start in range(0, len(offices), WRITERS)]
    with ExitStack() as opened:
        servers = [opened.enter_context(_begun("moves", [one] * PROCESSES)) for one in both]
        for of_store in servers:
            _rate_of(of_store, parts, SECONDS / 3)
        return [tuple(_rate_of(of_store, parts, SECONDS) for of_store in servers) for _ in range(ROUNDS)]


def _rate_of(of_store: Sequence[One], parts: Sequence[Sequence[str]], long: float) -> float:
    for one, own in zip(of_store, parts, strict=True):
        one.ask(long, *own)
    return sum(made for made, _ in [one.said() for one in of_store]) / long


def _row(what: str, sqlite: Found, postgresql: Found, target: float | None = None) -> tuple[str, ...]:
    used, took = (theirs / ours for ours, theirs in zip(sqlite, postgresql, strict=True))
    told = "–" if target is None else f"≤ {target}: {met(max(used, took) <= target)}"
    return what, _told(sqlite), _told(postgresql), f"{used:.2f}, {took:.2f}", told


def _told(found: Found) -> str:
    return ", ".join(map(seconds, found))


def _mean(pages: Mapping[str, tuple[Found, Found]]) -> tuple[str, ...]:
    used, took = (
        math.exp(statistics.fmean(math.log(theirs[n] / ours[n]) for ours, theirs in pages.values())) for n in (0, 1)
    )
    told = f"≤ {PAGES}: {met(max(used, took) <= PAGES)}"
    return f"{len(pages)} pages, geometric mean", "–", "–", f"{used:.2f}, {took:.2f}", told


def _rate(rates: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    sqlite, postgresql = (statistics.median(found) for found in zip(*rates, strict=True))
    ratio = statistics.median(theirs / ours for ours, theirs in rates)
    what = f"moves a second, {PROCESSES} x {WRITERS} writers in different offices"
    return what, f"{sqlite:.0f}", f"{postgresql:.0f}", f"{ratio:.2f}", f"≥ {MOVES}: {met(ratio >= MOVES)}"
