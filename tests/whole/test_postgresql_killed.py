"""A server on PostgreSQL is killed with 9, or PostgreSQL itself, while two servers are at work: what was answered is
kept, chains and numbers are whole, and work goes on without anybody's doing."""

from __future__ import annotations

import http.client
import itertools
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.world import chains, cluster
from tests.world.arranged import PLAN, new_task
from tests.world.cluster import Cluster
from tests.world.instance import START
from tests.world.on_postgresql import Machines, machines, moved_to
from tests.world.serving import Begin, Served
from tests.world.shared import unrendered
from tests.world.visiting import session_of
from tests.world.waiting import PATIENCE, until
from workflow.errors import WorkflowError

BACK_WITHIN = 10  # seconds
LONG = 17  # seconds without PostgreSQL: whoever doubles the wait between two tries would try again after 31


@pytest.fixture
def postgresql_on_disk() -> Iterator[Cluster]:
    """One that keeps what it says it keeps."""
    with cluster.started(fsync="on") as started:
        yield started


@pytest.fixture
def both(tmp_path: Path, bare_instance: Path, postgresql_on_disk: Cluster) -> Machines:
    database = postgresql_on_disk.make("kantor")
    moved = tmp_path / "moved"
    shutil.copytree(bare_instance, moved)
    moved_to(database, moved)
    return machines(tmp_path, moved, database)


@pytest.fixture
def app(both: Machines) -> Iterator[Flask]:
    with both.app() as made:
        yield made


@pytest.fixture
def tuntas(app: Flask) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture
def standby(postgresql_on_disk: Cluster, both: Machines) -> Iterator[Cluster]:
    second = postgresql_on_disk.followed()
    with second.cleared_away():
        second.start()
        yield second


class Load(threading.Thread):
    """Does something of its own again and again until it is over; ``kept`` is what was answered as done, and when."""

    def __init__(self, act: Callable[[str], int]) -> None:
        super().__init__(daemon=True)
        self.act, self.over = act, threading.Event()
        self.kept: list[tuple[str, float]] = []
        self.other: list[int] = []  # what else was answered

    def run(self) -> None:
        for number in itertools.count():
            if self.over.is_set():
                return
            words = f"{self.name} yang ke-{number}"
            with suppress(OSError, http.client.HTTPException, WorkflowError):
                status = self.act(words)
                if status in (302, 303):
                    self.kept.append((words, time.monotonic()))
                else:
                    self.other.append(status)
            time.sleep(0.02)

    def done_since(self, moment: float) -> bool:
        return any(at > moment for _, at in self.kept[-1:])


class Office:
    """Both servers under a load of moves and numbers: each of them a plan that is edited and a number that is taken."""

    def __init__(self, app: Flask, tuntas: SimpleNamespace, servers: list[Served]) -> None:
        self.tuntas, self.servers = tuntas, servers
        self.sessions = {name: session_of(app, name) for name in ("ketua.bireuen", "sekdis.bireuen")}
        self.tasks = [new_task(tuntas, START)["id"] for _ in servers]
        self.edits = [Load(lambda words, n=n: self.edit(n, words)) for n in range(len(servers))]
        self.takes = [Load(lambda words, n=n: self.take(n, words)) for n in range(len(servers))]
        for load in self.loads:
            load.start()
        self.goes_on()

    @property
    def loads(self) -> list[Load]:
        return [*self.edits, *self.takes]

    def goes_on(self, loads: list[Load] | None = None) -> float:
        """Waits until each of them has been answered anew; the seconds it took."""
        moment = time.monotonic()
        until(lambda: all(load.done_since(moment) for load in loads or self.loads))
        return time.monotonic() - moment

    def post(self, server: int, path: str, who: str, form: dict[str, object]) -> int:
        cookie, token = self.sessions[who]
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        where = ("127.0.0.1", self.servers[server].port)
        with closing(http.client.HTTPConnection(*where, timeout=PATIENCE)) as connection:
            connection.request("POST", path, urlencode({**form, "csrf_token": token}), headers)
            return connection.getresponse().status

    def edit(self, server: int, words: str) -> int:
        task = self.tasks[server]
        version = self.tuntas.store.get("task", task)["version"]
        form = {**PLAN, "action": words, "version": version, "do": "edit_plan"}
        return self.post(server, f"/tugas/{task}/rencana", "ketua.bireuen", form)

    def take(self, server: int, words: str) -> int:
        return self.post(server, "/agenda/sediakan", "sekdis.bireuen", {"subject": words})

    def stop(self) -> None:
        """Nobody does anything any more."""
        for load in self.loads:
            load.over.set()
        for load in self.loads:
            load.join(PATIENCE)

    def whole(self) -> None:
        """What was answered as done is there, each once, and nothing is half there."""
        self.stop()
        store = self.tuntas.store
        for task, load in zip(self.tasks, self.edits, strict=True):
            told = [event["fields"]["plan"]["action"] for event in store.find("event", task=task, name="edit_plan")]
            assert {words for words, _ in load.kept} <= set(told)
            assert store.get("task", task)["plan"]["action"] == told[-1]
            assert len(set(told)) == len(told) == store.get("task", task)["version"] - 1
        entries = store.find("entry", region="11.11", order="ordinal")
        assert [entry["ordinal"] for entry in entries] == list(range(1, len(entries) + 1))
        subjects = [entry["subject"] for entry in entries]
        assert {words for load in self.takes for words, _ in load.kept} <= set(subjects)
        assert len(set(subjects)) == len(subjects)
        assert [sentence for chain in ("11", "11.11") for sentence in chains.verify(store, chain)] == []


@pytest.fixture
def office(app: Flask, tuntas: SimpleNamespace, both: Machines, begin: Begin) -> Iterator[Office]:
    begun = Office(app, tuntas, [both.serve(begin, which) for which in range(2)])
    yield begun
    begun.stop()


def test_a_server_that_is_killed_takes_nothing_along_and_holds_up_nobody(office: Office, both: Machines, begin: Begin):
    for _ in range(3):
        office.servers[0].process.kill()
        office.servers[0].process.wait(PATIENCE)
        took = office.goes_on([office.edits[1], office.takes[1]])
        assert took < BACK_WITHIN, "what the killed one held was in the way of the other"
        office.servers[0] = both.serve(begin, 0)
        office.goes_on()
    office.whole()


@pytest.mark.parametrize("seconds", [0, LONG])
def test_after_the_death_of_postgresql_both_go_on_by_themselves(
    office: Office, postgresql_on_disk: Cluster, seconds: float
):
    postgresql_on_disk.kill()
    time.sleep(seconds)
    postgresql_on_disk.start()
    took = office.goes_on()
    print(f"back {took:.1f} s after PostgreSQL")
    assert took < BACK_WITHIN
    said = {status for load in office.loads for status in load.other}
    assert said <= {503}
    office.whole()
    for server in office.servers:
        server.process.terminate()
        assert server.process.wait(PATIENCE) == 0
        lines = [json.loads(line) for line in server.log.read_text().splitlines()]
        assert [line for line in lines if "trace" in line] == [], "a line tells that the database was away"


@pytest.fixture
def either(both: Machines, postgresql_on_disk: Cluster, standby: Cluster) -> Machines:
    """As an office writes it that has two: both places in one address, of which the one that takes writes is meant."""
    hosts = f"{postgresql_on_disk.folder},{standby.folder}"
    return replace(both, database=f"postgresql://tuntas@/kantor?host={hosts}&target_session_attrs=read-write")


def test_a_hot_standby_takes_over(either: Machines, postgresql_on_disk: Cluster, standby: Cluster, begin: Begin):
    with either.app() as app:
        office = Office(app, unrendered(app), [either.serve(begin, which) for which in range(2)])
        postgresql_on_disk.kill()
        standby.promote()
        took = office.goes_on()
        print(f"back {took:.1f} s after the standby took over")
        assert took < BACK_WITHIN
        assert {status for load in office.loads for status in load.other} <= {503}
        office.whole()
