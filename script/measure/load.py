"""A running server under load, on this machine only: 30 people in a rakor, a month end, and a soak.

``SOAK`` (seconds, default 600) shortens the last scene. Everything is bounded in time and number.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app import create_app
from script.measure.clock import table
from script.measure.contents import large_photo
from script.measure.people import Person, Times
from workflow.demo import PASSWORD
from workflow.people.accounts import SYSTEM, add_user, find_user
from workflow.rakor.recording import hand_over, save_outcome
from workflow.regions import regions
from workflow.roles import Actor
from workflow.store import Record, Store, open_store

PEOPLE, SIGN_IN, SITTING = 30, 60, 120  # persons; seconds
THINK, EDITS_A_MINUTE = 5, 10
MONTH_END, RATE, UPLOADS = 60, 10, 20  # seconds, requests a second, photos
SOAK = int(os.environ.get("SOAK", "600"))
DOCUMENTS = 150  # of the two jobs, none of them made yet
PAGE, SAVE, GROWTH = 0.3, 0.5, 1.1  # targets: seconds, seconds, ratio
READ = {"ketua": ("/komitmen", "/tugas", "/kabar"), "sekdis": ("/persetujuan", "/dokumen", "/tugas"),
        "dinsos": ("/beranda", "/matriks", "/tugas")}  # fmt: skip


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "instance"
        prepared = prepare(folder)
        with server(folder) as (port, process):
            people = [(Person(port, who["username"], Times()), who["role"]) for who in prepared.people]
            scenes = [sitting(people, prepared), month_end(people, prepared), soak(people, prepared, process)]
        lost = prepared.lost(folder)
    head = ("what", "found", "target")
    rows = [row for scene in scenes for row in scene]
    return (
        f"{PEOPLE} people on one server (2 workers)\n\n"
        + table(head, [*rows, ("saved and lost, of all scenes", f"{lost} of {len(prepared.saved)}", "0")])
    )  # fmt: skip


class Prepared:
    """An instance with an account for each of the 30 and a task of its own for each chair."""

    def __init__(self, people: list[Record], drafts: dict[str, int], reported: dict[str, int]) -> None:
        self.people, self.drafts, self.reported = people, drafts, reported
        self.saved: list[tuple[int, str]] = []  # (task, the words that were answered as saved)
        self.words = itertools.count(1)
        self._lock = threading.Lock()

    def keep(self, task: int, words: str) -> None:
        with self._lock:
            self.saved.append((task, words))

    def lost(self, folder: Path) -> int:
        """How many answered saves are in no event of their task."""
        store = open_store(folder / "tuntas.db")
        told = {task: str([event["fields"] for event in store.find("event", task=task)]) for task, _ in self.saved}
        store.close()
        return sum(words not in told[task] for task, words in self.saved)


def prepare(folder: Path) -> Prepared:
    app = create_app(folder, NOW=lambda: datetime.now(UTC))
    parts = app.extensions["tuntas"]
    store, now = parts.store, datetime.now(UTC)
    for code in regions():
        if not store.count("user", role="ketua", region=code):
            account = {"username": f"ketua.{code}", "role": "ketua", "region": code, "password": PASSWORD}
            add_user(store, SYSTEM, account, at=now, demo=True)
    for n, code in enumerate(sorted(regions())[:4]):
        if not store.count("user", role="sekdis", region=code):
            account = {"username": f"sekdis.{n}", "role": "sekdis", "region": code, "password": PASSWORD}
            add_user(store, SYSTEM, account, at=now, demo=True)
    people = [user for user in store.find("user", order="username") if user["role"] != "admin"][:PEOPLE]
    tasks = [_handed_over(store, now, title) for title in ("Rencana", "Kemajuan")]
    for task in tasks[1].values():
        store.save({**store.get("task", task), "stage": "reported"})
    _unmade_documents(store)
    store.close()
    return Prepared(people, tasks[0], tasks[1])


def _handed_over(store: Store, now: datetime, title: str) -> dict[str, int]:
    """A new outcome for all 23: region -> task."""
    dinsos = Actor.of(find_user(store, "dinsos.aceh"))
    live = store.find("rakor", example=True)[-1]
    data = {"text": f"{title} bersama.", "title": title, "is_task": True}
    rakor, uid = save_outcome(store, dinsos, live["id"], "", data, version=live["version"], at=now)
    made = hand_over(store, dinsos, rakor["id"], uid, regions(), at=now)
    return {task["region"]: task["id"] for task in made}


def _unmade_documents(store: Store) -> None:
    """Copies of a report that were issued but whose files were never made."""
    report = store.find("document", type="laporan", status="berlaku", limit=1)[0]
    content = store.find("content", document=report["id"], limit=1)[0]
    bare = {k: v for k, v in report.items() if k not in ("kind", "id", "version", "code", "files")}
    with store.transaction():
        for _ in range(DOCUMENTS):
            copy = store.insert("document", {**bare, "code": "", "files": {}, "pending": False})
            body = {k: v for k, v in content.items() if k not in ("kind", "id", "version")}
            store.insert("content", {**body, "document": copy["id"]})


@contextmanager
def server(folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "TUNTAS_INSTANCE": str(folder), "PORT": str(port), "TUNTAS_MODE": "contoh"}
    process = subprocess.Popen([sys.executable, "-m", "app"], env=env, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def together(acts: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def sitting(people: list, prepared: Prepared) -> list[tuple[str, str, str]]:
    """All sign in within a minute, then read a page every five seconds; ten edits a minute among them."""
    times = _fresh(people)
    start = time.monotonic()
    chairs = [person for person, role in people if role == "ketua"]

    def sit(place: int, person: Person, role: str) -> None:
        _sleep_until(start + place * SIGN_IN / len(people))
        if not person.sign_in(PASSWORD):
            times.error(f"{person.username} could not sign in")
        edits = EDITS_A_MINUTE / 60 * THINK / len(chairs) if role == "ketua" else 0  # chance at each turn
        _turns(person, role, start + SIGN_IN + SITTING, prepared, edits)

    together([lambda a=(n, p, r): sit(*a) for n, (p, r) in enumerate(people)])
    return _rows("30 people in a rakor", times)


def _turns(person: Person, role: str, end: float, prepared: Prepared, edits: float) -> None:
    chance = random.Random(person.username)  # noqa: S311 - a schedule, not a secret
    while time.monotonic() < end:
        if chance.random() < edits:
            edit(person, prepared)
        else:
            person.read(chance.choice(READ[role]))
        time.sleep(THINK)


def edit(person: Person, prepared: Prepared) -> None:
    """Writes words that nobody else writes into the plan of the person's own task."""
    words = f"Catatan ke-{next(prepared.words)} dari {person.username}"
    task = prepared.drafts[_region(person, prepared)]
    typed = {"action": words, "indicator": "Satu dokumen", "responsible": "Ketua LKKS", "do": "edit_plan"}
    if person.save(f"/tugas/{task}/rencana", typed):
        prepared.keep(task, words)


def _region(person: Person, prepared: Prepared) -> str:
    return next(who["region"] for who in prepared.people if who["username"] == person.username)


def month_end(people: list, prepared: Prepared) -> list[tuple[str, str, str]]:
    """Ten requests a second whatever the answers take, two ZIP jobs of unmade documents, twenty photos of 5 MB."""
    times = _fresh(people)
    dinsos = next(person for person, role in people if role == "dinsos")
    for kind in ("laporan", "laporan&status=berlaku"):
        status, _ = dinsos.press(f"/pekerjaan?jenis={kind}", "/dokumen")
        if status != 303:
            times.error(f"job: {status}")
    photo, chairs = large_photo(1), [person for person, role in people if role == "ketua"]
    photo += b"\0" * max(0, 5_000_000 - len(photo))
    start, free = time.monotonic(), [threading.Lock() for _ in people]

    def reader(worker: int) -> None:
        for n in range(worker, MONTH_END * RATE, len(people)):
            _sleep_until(start + n / RATE)
            person, role = people[worker]
            with free[worker]:
                if role == "ketua" and n % 40 == 0:
                    edit(person, prepared)
                else:
                    person.read(READ[role][n % 3])

    def uploader() -> None:
        for n in range(UPLOADS):
            _sleep_until(start + n * MONTH_END / UPLOADS)
            person = chairs[n % len(chairs)]
            words = f"Foto ke-{next(prepared.words)}"
            task = prepared.reported[_region(person, prepared)]
            typed = {"text": words, "percent": "40", "date": datetime.now(UTC).date().isoformat()}
            with free[[p for p, _ in people].index(person)]:
                if person.send_photo(f"/tugas/{task}/kemajuan", typed, photo):
                    prepared.keep(task, words)

    together([*[lambda w=w: reader(w) for w in range(len(people))], uploader])
    rows = _rows("month end", times)
    return [*rows, ("month end: p95 of a photo of 5 MB", f"{times.share('foto', 0.95) * 1000:.0f} ms", "–")]


def soak(people: list, prepared: Prepared, process: subprocess.Popen[bytes]) -> list[tuple[str, str, str]]:
    """The sitting for ten minutes; memory, files and threads of the server after a first minute and at the end."""
    times = _fresh(people)
    end = time.monotonic() + SOAK
    found: list[tuple[int, int, int]] = []

    def watch() -> None:
        time.sleep(min(60, SOAK / 3))
        found.append(held(process.pid))
        _sleep_until(end - 1)
        found.append(held(process.pid))

    edits = EDITS_A_MINUTE / 60 * THINK / 23
    acts = [lambda p=p, r=r: _turns(p, r, end, prepared, edits if r == "ketua" else 0) for p, r in people]
    together([*acts, watch])
    (memory, files, threads), (memory2, files2, threads2) = found
    return [
        *_rows(f"soak of {SOAK} s", times),
        ("soak: memory of the server with its workers", f"{memory} → {memory2} MB ({memory2 / memory:.2f})",
         f"≤ {GROWTH:.2f}"),
        ("soak: open files, threads", f"{files} → {files2}, {threads} → {threads2}", "no growth"),
    ]  # fmt: skip


def held(pid: int) -> tuple[int, int, int]:
    """Megabytes of the process and its children; open files and threads of the process."""
    pages = os.sysconf("SC_PAGE_SIZE")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    memory = sum(int(Path(f"/proc/{p}/statm").read_text().split()[1]) * pages for p in (str(pid), *children))
    return memory // 2**20, len(list(Path(f"/proc/{pid}/fd").iterdir())), len(list(Path(f"/proc/{pid}/task").iterdir()))


def _fresh(people: list) -> Times:
    times = Times()
    for person, _ in people:
        person.times = times
    return times


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


def _rows(scene: str, times: Times) -> list[tuple[str, str, str]]:
    for sentence in times.errors[:5]:
        print(f"  {scene}: {sentence}", file=sys.stderr)
    pages, saves = len(times.spent["halaman"]), len(times.spent["simpan"])
    return [
        (f"{scene}: p95 of {pages} pages", f"{times.share('halaman', 0.95) * 1000:.0f} ms", f"≤ {PAGE * 1000:.0f} ms"),
        (f"{scene}: p95 of {saves} saves", f"{times.share('simpan', 0.95) * 1000:.0f} ms", f"≤ {SAVE * 1000:.0f} ms"),
        (f"{scene}: errors", str(len(times.errors)), "0"),
    ]
