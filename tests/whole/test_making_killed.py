"""Who makes files is killed with 9 while two servers on one PostgreSQL submit and report with papers really made: the
processes beside a server, and the server in which a ZIP is made. Nothing that was answered is lost, every paper is made
in the end, and work goes on without anybody's doing."""

from __future__ import annotations

import http.client
import io
import os
import signal
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from documents.issue.job_runner import RUNNING
from documents.issue.jobs import DONE
from tests.world import chains
from tests.world.arranged import DINSOS, PLAN, bring, new_task
from tests.world.cluster import Cluster
from tests.world.faults import wrong
from tests.world.half_moves import lost, odd
from tests.world.instance import START
from tests.world.on_postgresql import Machines, machines
from tests.world.serving import Begin, Served
from tests.world.shared import unrendered
from tests.world.visiting import asked, session_of
from tests.world.waiting import PATIENCE, until

BACK_WITHIN = 30  # seconds; ten where nothing else is done
EACH, IN_THE_ZIP = 40, 5  # tasks that a server is asked to move, and those whose papers go into a ZIP
NUMBER_TAKEN = "baru saja dipakai naskah lain"
REPORT = {"action": "report", "number_from": "series", "addressee": "Bupati Bireuen"}


@pytest.fixture
def both(tmp_path: Path, bare_at_postgresql: Path, postgresql: Cluster) -> Machines:
    return machines(tmp_path, bare_at_postgresql, postgresql.make("making", like="bare"))


@pytest.fixture
def app(both: Machines) -> Iterator[Flask]:
    with both.app() as made:
        yield made


@pytest.fixture
def tuntas(app: Flask) -> SimpleNamespace:
    return unrendered(app)


class Mover(threading.Thread):
    """Submits and reports one task after the other at one server, again where no answer came; ``done`` is what was
    answered as done."""

    def __init__(self, office: Office, which: int, tasks: list[int]) -> None:
        super().__init__(daemon=True)
        self.office, self.which, self.tasks = office, which, tasks
        self.done: list[tuple[str, int]] = []
        self.other: list[str] = []  # what else was answered
        self.last = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        for task in self.tasks:
            while not self.over.is_set() and (act := self.office.next_act(task)):
                with suppress(OSError, http.client.HTTPException):
                    self._tell(act, task, *self.office.send(self.which, act, task))

    def _tell(self, act: str, task: int, status: int, page: str) -> None:
        if status in (302, 303):
            self.done.append((act, task))
            self.last = time.monotonic()
        elif status != 422 or NUMBER_TAKEN not in page:  # the other server's report was quicker: once more
            self.other.append(f"{status}: {page}")


class Office:
    """Two servers, and who moves tasks at each of them."""

    def __init__(self, app: Flask, tuntas: SimpleNamespace, both: Machines, begin: Begin) -> None:
        self.store, self.both, self.begin = tuntas.store, both, begin
        self.sessions = {name: session_of(app, name) for name in ("ketua.bireuen", "sekdis.bireuen")}
        self.movers = [Mover(self, n, [new_task(tuntas, START)["id"] for _ in range(EACH)]) for n in range(2)]
        self.servers = [self.serve(n) for n in range(2)]
        for mover in self.movers:
            mover.start()
        self.goes_on(0, 1)

    def serve(self, which: int) -> Served:
        return self.both.serve(self.begin, which, TUNTAS_WORKERS="2")

    def next_act(self, task: int) -> str:
        """What is to be done with a task; nothing when it is reported."""
        stands = self.store.get("task", task)
        if stands["stage"] != "draft":
            return ""
        return "report" if stands["waits_for"] else "submit"

    def send(self, which: int, act: str, task: int) -> tuple[int, str]:
        version = {"version": self.store.get("task", task)["version"]}
        if act == "submit":
            return self.post(which, f"/tugas/{task}/rencana", "ketua.bireuen", {**PLAN, "do": "submit", **version})
        return self.post(which, f"/persetujuan/{task}", "sekdis.bireuen", {**REPORT, **version})

    def post(self, which: int, path: str, who: str, form: dict[str, object]) -> tuple[int, str]:
        status, page = asked(self.servers[which].port, path, self.sessions[who], form)
        return status, page.decode()

    def goes_on(self, *which: int) -> float:
        """Waits until each of these servers has answered anew; the seconds it took."""
        moment = time.monotonic()
        until(lambda: all(self.movers[n].last > moment for n in which))
        return time.monotonic() - moment

    def stop(self) -> None:
        for mover in self.movers:
            mover.over.set()
        for mover in self.movers:
            mover.join(PATIENCE)


@pytest.fixture
def office(app: Flask, tuntas: SimpleNamespace, both: Machines, begin: Begin) -> Iterator[Office]:
    begun = Office(app, tuntas, both, begin)
    yield begun
    begun.stop()


def makers(server: Served) -> list[int]:
    """The processes beside a server that make files."""
    children = [
        one for path in Path(f"/proc/{server.process.pid}/task").glob("*/children") for one in path.read_text().split()
    ]
    return [int(one) for one in children if b"documents.issue.worker" in Path(f"/proc/{one}/cmdline").read_bytes()]


def test_killed_makers_of_files_lose_nothing(office: Office, app: Flask, tuntas: SimpleNamespace, both: Machines):
    took = []
    for _ in range(2):
        until(lambda: makers(office.servers[0]))
        for maker in makers(office.servers[0]):
            os.kill(maker, signal.SIGKILL)
        took.append(office.goes_on(0))
    made = zip_of_a_killed_server(office, app, tuntas)
    took.append(made.back)
    print(f"back after {', '.join(f'{seconds:.1f} s' for seconds in took)}")
    assert max(took) < BACK_WITHIN
    assert [answer for mover in office.movers for answer in mover.other] == []
    until(lambda: not office.store.count("document", pending=True))
    everything_is_whole(office, both)
    who = session_of(app, "dinsos.aceh")
    files = [asked(server.port, f"/pekerjaan/{made.job}.zip", who) for server in office.servers]
    assert files[0] == files[1]
    with zipfile.ZipFile(io.BytesIO(files[0][1])) as file:
        assert file.testzip() is None
        assert sum(name.endswith(".pdf") for name in file.namelist()) == len(made.papers)


def zip_of_a_killed_server(office: Office, app: Flask, tuntas: SimpleNamespace) -> SimpleNamespace:
    """One server dies while it makes a ZIP: the other goes on answering, and makes it."""
    for _ in range(IN_THE_ZIP):
        bring(tuntas, "reported", START)
    papers = [record["id"] for record in office.store.find("document", pending=True)]
    job = app.extensions["tuntas"].jobs.order(DINSOS, "Unduhan", {}, papers)["id"]
    until(lambda: office.store.get("job", job)["state"] == RUNNING)
    runner = office.store.get("job", job)["runner"].split("/")
    (killed,) = (n for n, server in enumerate(office.servers) if str(server.process.pid) in runner)
    os.kill(office.servers[killed].process.pid, signal.SIGKILL)
    back = office.goes_on(1 - killed)
    office.stop()
    until(lambda: office.store.get("job", job)["state"] == DONE)
    ended = office.store.get("job", job)
    assert (ended["failures"], ended["done"]) == ([], len(papers))
    office.servers[killed] = office.serve(killed)
    return SimpleNamespace(back=back, papers=papers, job=job)


def everything_is_whole(office: Office, both: Machines) -> None:
    done = [act for mover in office.movers for act in mover.done]
    assert {act for act, _ in done} == {"submit", "report"}
    assert (wrong(office.store, both.folders[0]), odd(office.store), lost(office.store, done)) == ([], [], [])
    entries = office.store.find("entry", region="11.11", order="ordinal")
    assert [entry["ordinal"] for entry in entries] == list(range(1, len(entries) + 1))
    assert len({entry["number"] for entry in entries}) == len(entries)
    reports = office.store.find("document", type="laporan")
    numbered = Counter(entry["document"] for entry in entries)
    assert numbered == {report["id"]: 2 for report in reports}, "each has the number of its letter, and its own"
    assert chains.verify(office.store, "11.11") == []
