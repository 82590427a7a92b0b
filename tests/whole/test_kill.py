"""The server is killed with 9 at any moment of moves, uploads and rendering: it stands exactly before or after each.

Sixty times in all, in one instance that lives through all of it; on PostgreSQL ten, for what the server does is the
same. What was answered is kept, nothing is half there, and in the end everything that was pending is made.
"""

from __future__ import annotations

import http.client
import io
import itertools
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from PIL import Image

from documents.issue.publisher import ReportPublisher
from tests.world.arranged import PLAN, bring, new_task
from tests.world.each_store import Home, on_each
from tests.world.faults import aged, half_files, wrong
from tests.world.half_moves import lost, odd
from tests.world.instance import START, signed_in
from tests.world.serving import Begin, Program, environment, said, tell
from tests.world.waiting import PATIENCE
from workflow.evidence.taking_in import EvidenceFolder
from workflow.store import Store

pytestmark = on_each
ROUNDS, WITH_WORKERS = {"sqlite": 60, "postgresql": 10}, (8,)  # in this round a process of its own makes the files


@pytest.fixture
def forks(bare_home: Home, begin: Begin) -> Program:
    command, pipe = [sys.executable, "-m", "tests.world.serving_forks"], subprocess.PIPE
    program = begin(
        command, env=environment(bare_home.folder, TUNTAS_DATABASE=bare_home.database), stdin=pipe, stdout=pipe
    )
    assert said(program) == "ready"
    return program


@pytest.fixture
def cookies(bare_home: Home) -> dict[str, str]:
    """A session of the chair and of the sekdis, as a browser keeps it; one report is out already."""
    app = bare_home.app(NOW=lambda: START, SEED=False)
    parts: SimpleNamespace = app.extensions["tuntas"]
    found = {}
    for name in ("ketua.bireuen", "sekdis.bireuen"):
        cookie = signed_in(app, name).get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        found[name] = f"{cookie.key}={cookie.value}"
    bring(parts, "reported", START)
    parts.store.close()
    return found


class Visitor:
    """Does one thing after the other until the server is gone; ``done`` are those that were answered."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.port, self.cookies = port, cookies
        self.done: list[tuple[str, int]] = []
        self.took: list[float] = []  # seconds of each answered act
        self.news = threading.Condition()

    def run(self, acts: list[tuple[str, int, int]]) -> None:
        for name, task, version in acts:
            began = time.monotonic()
            try:
                status = getattr(self, name)(task, version)
            except (OSError, http.client.HTTPException):
                return
            with self.news:
                self.took.append(time.monotonic() - began)
                # Another answer is no act: told to the test, which does not find it among what it expects.
                self.done.append((name if status in (302, 303) else f"{name} answered {status}", task))
                self.news.notify_all()

    def wait_for(self, answers: int) -> None:
        """Until so many acts were answered."""
        with self.news:
            self.news.wait_for(lambda: len(self.done) >= answers, PATIENCE)

    def post(self, who: str, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("POST", path, body, {"Cookie": self.cookies[who], "Content-Type": kind})
            return connection.getresponse().status

    def submit(self, task: int, version: int) -> int:
        form = urlencode({**PLAN, "version": version, "do": "submit"}).encode()
        return self.post("ketua.bireuen", f"/tugas/{task}/rencana", form)

    def report(self, task: int, version: int) -> int:
        form = {"version": version, "action": "report", "number_from": "series", "addressee": "Bupati Bireuen"}
        return self.post("sekdis.bireuen", f"/persetujuan/{task}", urlencode(form).encode())

    def progress(self, task: int, version: int) -> int:
        fields = {"version": version, "percent": "60", "text": "Naskah disepakati.", "date": "2026-11-08",
                  "caption": "Rapat"}  # fmt: skip
        head = 'Content-Disposition: form-data; name="{}"'
        parts = [f"--x\r\n{head.format(name)}\r\n\r\n{text}\r\n".encode() for name, text in fields.items()]
        photo = f'--x\r\n{head.format("photos")}; filename="rapat.jpg"\r\n\r\n'.encode() + noise(task + version)
        body = b"".join([*parts, photo, b"\r\n--x--\r\n"])
        return self.post("ketua.bireuen", f"/tugas/{task}/kemajuan", body, "multipart/form-data; boundary=x")


def noise(seed: int) -> bytes:
    """A photo that takes a while to be made anew, and that nobody has sent before."""
    pixels = random.Random(seed).randbytes(300 * 400 * 3)  # noqa: S311 - colours
    out = io.BytesIO()
    Image.frombytes("RGB", (400, 300), pixels).save(out, "JPEG", quality=70)
    return out.getvalue()


def chosen(store: Store, chance: random.Random) -> list[tuple[str, int, int]]:
    """What the visitor sets about: one of each kind, in any order."""
    wanted = {"submit": ("draft", ""), "report": ("draft", "sekdis"), "progress": ("reported", "")}
    acts = []
    for name, (stage, waits) in wanted.items():
        tasks = store.find("task", region="11.11", stage=stage, waits_for=waits)
        if not tasks and name == "submit":
            tasks = [new_task(SimpleNamespace(store=store), START)]
        if tasks:
            task = chance.choice(tasks)
            acts.append((name, task["id"], task["version"]))
    chance.shuffle(acts)
    return acts


def kill_once(forks: Program, visitor: Visitor, acts: Any, answers: int, later: float) -> None:
    """One visit, cut off by the server's death ``later`` seconds after so many answers."""
    visit = threading.Thread(target=visitor.run, args=(acts,))
    visit.start()
    visitor.wait_for(answers)
    tell(forks, f"kill {later}")
    assert said(forks) == "killed"
    visit.join(PATIENCE)


@contextmanager
def looked_at(bare_home: Home) -> Iterator[Store]:
    """The store after the server's death: what PostgreSQL still does for one that is gone is waited for."""
    bare_home.settled()
    with closing(bare_home.store()) as store:
        yield store


def test_the_state_is_exactly_before_or_after_and_nothing_is_lost(
    forks: Program, bare_home: Home, cookies: dict[str, str], engine: str
):
    chance = random.Random(7)  # noqa: S311 - the same moments in every run
    all_done: list[tuple[str, int]] = []
    took = [0.1]
    cut = halves = 0
    rounds, answered = ROUNDS[engine], set[str]()
    for number in itertools.count(1):
        if number > rounds and answered == {"submit", "report", "progress"}:
            break
        assert number < 4 * rounds, "one of the acts is never answered"
        with looked_at(bare_home) as store:
            acts = chosen(store, chance)
        tell(forks, f"{bare_home.folder} {int(number in WITH_WORKERS)}")
        visitor = Visitor(int(said(forks).rsplit(":", 1)[1]), cookies)
        kill_once(forks, visitor, acts, chance.randrange(len(acts)), chance.uniform(0, 1.2 * sum(took) / len(took)))
        all_done += visitor.done
        answered |= {name for name, _ in visitor.done}
        took += visitor.took
        cut += len(visitor.done) < len(acts)
        halves += len(half_files(bare_home.folder))
        with looked_at(bare_home) as store:
            assert (wrong(store, bare_home.folder), odd(store), lost(store, visitor.done)) == ([], [], []), number
    assert cut > rounds / 3
    print(f"{cut} rounds cut a visit, {len(all_done)} acts were answered, {halves} half files were seen and swept")
    with looked_at(bare_home) as store:
        finished(store, bare_home.folder, all_done)


def finished(store: Store, folder: Path, all_done: list[tuple[str, int]]) -> None:
    """After one more start nothing is pending and nothing is left of the cut-off writes."""
    evidence = EvidenceFolder(folder / "evidence")
    publisher = ReportPublisher(store, folder / "archive", evidence, "https://tuntas.example")
    for name in ("archive", "evidence"):
        aged(folder / name)
    evidence.sweep()
    publisher.archive.sweep()
    assert publisher.publish_pending() == 0
    assert (wrong(store, folder), odd(store), lost(store, all_done)) == ([], [], [])
    assert half_files(folder) == []
