"""The pages of the register and of the indicator, and its report, at 1,000 and at 20,000 institutions.

1,000 are recorded through the register; the others are copies of their rows, since recording takes its time.
"""

from __future__ import annotations

import gc
import itertools
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from app import create_app
from documents.pdf import writer as pdf
from documents.report.frozen import from_data
from documents.word import writer as word
from script.measure.clock import once, seconds, table
from script.measure.tasks import NOW, client_of, screen
from workflow.demo import actor_of
from workflow.kinds import Kind
from workflow.lks import register
from workflow.lks.kinds import SERVICES
from workflow.lks.record import new_accreditation, new_registration, new_support
from workflow.papers import at_any_time
from workflow.regions import PROVINCE, regions
from workflow.roles import Role

SMALL, TIMES = 1_000, 20
SIZES = (SMALL, SMALL * TIMES)
SCREENS = {
    "dinsos.aceh": (
        "/lks",
        "/lks?urut=pendaftaran",
        "/lks?urut=-akreditasi",
        "/lks?urut=-tugas",
        "/lks?urut=-keaktifan",
        "/lks?kabupaten=11.11",
        "/lks?ukuran=P2",
        "/indikator",
        "/indikator?ukuran=I2",
    ),
    "ketua.bireuen": ("/lks", "/indikator"),
}
# What is copied of each kind, with the id of the institution moved on and its name made another one.
COPIED = {
    "lks": "json_set(doc, '$.uid', printf('%016x', id + :far), '$.name', printf('LKS %x', random()))",
    "lks_span": "json_set(doc, '$.lks', (doc ->> '$.lks') + :far)",
    "lks_state": "json_set(doc, '$.lks', (doc ->> '$.lks') + :far"
    + "".join(
        f", '$.{name}', iif(doc ->> '$.{name}' = '', '', doc ->> '$.{name}' || ' ' || :copy)"
        for name in ("sort", "paper", "grade")
    )
    + ")",
}


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        apps = {size: _filled(Path(name) / str(size), size) for size in SIZES}
        rows = []
        for username, paths in SCREENS.items():
            for path in paths:
                rows.append(_row(f"{path} ({username})", {n: screen(a, username, path) for n, a in apps.items()}))
        rows.append(_row("/indikator, the first time after an edit", {n: _after_edit(a) for n, a in apps.items()}))
        rows += _report({n: _pieces(a) for n, a in apps.items()})
    return "Register and indicator\n\n" + table(("what", *[f"{n:,} LKS" for n in SIZES], "ratio", "target"), rows)


def _row(what: str, spent: dict[int, float], target: str = "≤ 1.5, 100 ms") -> tuple[str, ...]:
    small, large = (spent[n] for n in SIZES)
    return what, seconds(small), seconds(large), f"{large / small:.2f}", target


def _report(spent: dict[int, dict[str, float]]) -> Iterator[tuple[str, ...]]:
    for piece in spent[SMALL]:
        named = {n: one[piece] for n, one in spent.items()}
        yield _row(f"Laporan indikator, {piece} (processor time)", named, "2 s together")


def _pieces(app: Flask) -> dict[str, float]:
    """Composed once and written in both formats, warm, without collecting garbage, as a worker does it."""
    parts = app.extensions["tuntas"]
    dinsos = actor_of(parts.store, Role.DINSOS, "")
    order = at_any_time.order(parts.store, dinsos, Kind.INDIKATOR, at_any_time.Subject(PROVINCE), {}, at=NOW)

    def compose() -> Any:
        return from_data(parts.publisher.compose(parts.store, order).data)

    composed = compose()
    report = pdf.settled(composed, parts.evidence.read)
    return {
        "composed": _worked(compose),
        "its pages set": _worked(lambda: pdf.settled(composed, parts.evidence.read)),
        "PDF": _worked(lambda: pdf.write(report, parts.evidence.read)),
        "Word": _worked(lambda: word.write(report, parts.evidence.read)),
    }


def _worked(make: Callable[[], object]) -> float:
    """Seconds of the processor, the median of five."""
    make()
    spent = []
    for _ in range(5):
        gc.collect()
        gc.disable()
        start = time.process_time()
        make()
        spent.append(time.process_time() - start)
        gc.enable()
    return statistics.median(spent)


def _filled(folder: Path, size: int) -> Flask:
    app = create_app(folder, NOW=lambda: NOW, WTF_CSRF_ENABLED=False)
    store = app.extensions["tuntas"].store
    dinsos, by_chance = actor_of(store, Role.DINSOS, ""), random.Random(1)  # noqa: S311 - invented records
    first = store.count("lks")
    with store.transaction():
        for number in range(first, SMALL):
            register.add(store, dinsos, "lks_recorded", _invented(number, by_chance), NOW)
    store.close()
    if size > SMALL:
        _copy(folder)
    return create_app(folder, NOW=lambda: NOW, WTF_CSRF_ENABLED=False)


def _copy(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "tuntas.db")) as file, file:
        far = file.execute("SELECT max(id) FROM lks").fetchone()[0]
        last = {kind: file.execute(f"SELECT max(id) FROM {kind}").fetchone()[0] for kind in COPIED}  # noqa: S608 - our own names only
        for copy in range(1, TIMES):
            for kind, changed in COPIED.items():
                told = {"far": far * copy, "copy": copy, "on": last[kind] * copy, "last": last[kind]}
                rows = f"SELECT id + :on, {changed} FROM {kind} WHERE id <= :last"  # noqa: S608 - our own names only
                file.execute(f"INSERT INTO {kind} (id, doc) {rows}", told)


def _invented(number: int, by_chance: random.Random) -> dict[str, Any]:
    """One that is registered, graded, active and supported by chance."""

    def day(first: int, last: int) -> str:
        return (date(first, 1, 1) + timedelta(days=by_chance.randrange(365 * (last - first)))).isoformat()

    paper = {**new_registration("STP"), "number": f"460/{number}", "issued": day(2021, 2026)}
    grade = {**new_accreditation(), "grade": by_chance.choice("ABC"), "decided": day(2021, 2026)}
    paper["valid_until"], grade["valid_until"] = day(2025, 2031), day(2025, 2031)
    visit = {"date": day(2024, 2026), "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}
    return {
        "region": by_chance.choice(list(regions())), "name": f"LKS {by_chance.getrandbits(48):x}",
        "kecamatan": f"Kecamatan {by_chance.randrange(12)}", "registrations": [paper] if number % 4 else [],
        "services": [{"kind": by_chance.choice(list(SERVICES)), "accreditations": [grade] if number % 3 else []}],
        "activity": [visit] if number % 5 else [],
        "support": {"2026": {**new_support(), "social_workers": number % 3, "money": ["APBK"]}} if number % 2 else {},
    }  # fmt: skip


def _after_edit(app: Flask) -> float:
    """What is kept of the region of the edit is counted anew."""
    store, reader, counter = app.extensions["tuntas"].store, client_of(app, "dinsos.aceh"), itertools.count()
    dinsos, one = actor_of(store, Role.DINSOS, ""), store.first("lks")["id"]

    def edit() -> None:
        lks = store.get("lks", one)
        day = f"2026-10-{next(counter) % 28 + 1:02}"
        visit = {"date": day, "kind": "laporan", "by": "", "paper": 0, "confirmed": True}
        with store.transaction():
            register.save(store, dinsos, "lks_changed", {**lks, "activity": [visit]}, NOW)

    spent = []
    for _ in range(9):
        edit()
        spent.append(once(lambda: reader.get("/indikator")))
    return statistics.median(spent)
