"""What is ordered on PostgreSQL is done when the order is kept, at once, by one; on one machine nobody is told."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from tests.world import pooler
from tests.world.cluster import Cluster, emptied
from tests.world.serving import Begin, said
from tests.world.waiting import PATIENCE, until
from workflow.store import Store, open_store, postgres_worker
from workflow.store.postgres_queue import VERSION

HANGS = """
import sys, time
from workflow.store import open_store

def hang(id):
    print("has", id, flush=True)
    time.sleep(600)

open_store(sys.argv[1]).worker({"zip": hang}).start()
time.sleep(600)
"""


@pytest.fixture
def database(postgresql_database: str) -> str:
    emptied(postgresql_database)
    return postgresql_database


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with closing(open_store(database)) as opened:
        yield opened


class Done:
    """What was done, by which worker, when."""

    def __init__(self) -> None:
        self.done: list[tuple[str, int]] = []
        self.at: dict[int, float] = {}

    def by(self, name: str) -> Callable[[int], bool]:
        def do(id: int) -> bool:
            self.at[id] = time.monotonic()
            self.done.append((name, id))
            return True

        return do

    @property
    def ids(self) -> list[int]:
        return sorted(id for _, id in self.done)


@pytest.fixture
def done() -> Done:
    return Done()


@pytest.fixture
def work(store: Store) -> Iterator[Callable[..., None]]:
    """Begins a worker; all end with the test."""
    with ExitStack() as begun:

        def begin(**does: Callable[[int], bool]) -> None:
            worker = store.worker(does)
            assert worker
            worker.start()
            begun.callback(ended, worker)

        yield begin


def ended(worker: postgres_worker.Worker) -> None:
    worker.leave_off()
    thread = worker._thread
    assert thread
    thread.join(PATIENCE)
    assert not thread.is_alive()


def waiting(database: str) -> int:
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        row = connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone()
        return int(row[0]) if row else 0


def order(store: Store, *ids: int, what: str = "zip") -> None:
    with store.transaction("user:1"):
        for id in ids:
            store.order(what, id)


def test_an_order_that_is_undone_was_none(store: Store, database: str):
    def fail() -> None:
        with store.transaction("user:1"):
            store.order("zip", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert waiting(database) == 0
    with store.trial() as trial:
        trial.order("zip", 1)
    assert waiting(database) == 0
    with pytest.raises(RuntimeError):
        store.order("zip", 1)


def test_what_is_ordered_is_done_by_one_at_once_and_forgotten(
    store: Store, database: str, done: Done, work: Callable[..., None]
):
    order(store, 1, 2)  # before anybody is there
    for name in ("a", "b", "c"):
        work(zip=done.by(name), paper=done.by(f"{name} paper"))
    until(lambda: done.ids == [1, 2])
    for id in range(3, 23):
        moment = time.monotonic()
        order(store, id, what="zip" if id % 2 else "paper")
        until(lambda id=id: id in done.ids)
        print(f"begun {(done.at[id] - moment) * 1000:.0f} ms after the order")
    assert done.ids == list(range(1, 23))
    assert {id for name, id in done.done if name.endswith("paper")} == set(range(4, 23, 2))
    until(lambda: waiting(database) == 0)


def test_what_waits_already_is_not_ordered_twice(store: Store, database: str, done: Done, work: Callable[..., None]):
    order(store, 7)
    order(store, 7, 7)
    assert waiting(database) == 1
    work(zip=done.by("a"))
    until(lambda: waiting(database) == 0)
    order(store, 7)
    until(lambda: done.ids == [7, 7])


def test_what_is_given_back_is_done_by_whoever_is_next(store: Store, done: Done, work: Callable[..., None]):
    given: list[int] = []

    def give_back(id: int) -> bool:
        given.append(id)
        return len(given) > 1

    work(zip=give_back)
    order(store, 5)
    until(lambda: given == [5, 5])


def test_what_fails_is_told_and_holds_up_nothing(
    store: Store, done: Done, work: Callable[..., None], caplog: pytest.LogCaptureFixture
):
    def fail(id: int) -> bool:
        raise ZeroDivisionError(f"number {id}")

    work(zip=fail, paper=done.by("a"))
    order(store, 1)
    order(store, 2, what="paper")
    until(lambda: done.ids == [2])
    until(lambda: "number 1" in caplog.text)


def test_what_a_killed_one_had_in_hand_is_done_by_another(
    store: Store, database: str, done: Done, work: Callable[..., None], begin: Begin, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres_worker, "SILENT", 2.0)  # nobody else is there, so nobody is wronged
    monkeypatch.setattr(postgres_worker, "LOOK_EVERY", 0.5)
    process = begin([sys.executable, "-c", HANGS, database], stdout=subprocess.PIPE)
    order(store, 9)
    assert said(process) == "has 9"
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    work(zip=done.by("another"))
    until(lambda: done.done == [("another", 9)])


def test_it_goes_on_after_the_connections_were_lost(
    store: Store, database: str, done: Done, work: Callable[..., None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres_worker, "AGAIN", 0.1)
    work(zip=done.by("a"))
    order(store, 1)
    until(lambda: done.ids == [1])
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        connection.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
    order(store, 2)
    until(lambda: done.ids == [1, 2])


def test_it_ends_in_order_while_something_is_being_done(store: Store, done: Done):
    begun, let = threading.Event(), threading.Event()

    def slow(id: int) -> bool:
        begun.set()
        assert let.wait(PATIENCE)
        return done.by("a")(id)

    worker = store.worker({"zip": slow})
    assert worker
    worker.start()
    order(store, 3)
    assert begun.wait(PATIENCE)
    worker.leave_off()
    let.set()
    ended(worker)
    assert done.ids == [3]


ALL_OF_IT = """
DO $$ DECLARE it record; BEGIN
    DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers CASCADE;
    FOR it IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate%' LOOP
        EXECUTE 'DROP FUNCTION ' || it.name;
    END LOOP;
    FOR it IN SELECT typname AS name FROM pg_type WHERE typname LIKE 'procrastinate%' LOOP
        EXECUTE 'DROP TYPE ' || it.name;
    END LOOP;
END $$"""


def test_tables_of_an_earlier_version_are_brought_up(postgresql: Cluster, done: Done):
    database = postgresql.make("earlier")
    open_store(database).close()
    changes = files("procrastinate.sql.migrations")
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        connection.execute(ALL_OF_IT)
        for name in sorted(file.name for file in changes.iterdir() if file.name.endswith(".sql")):
            if name < "03.04":
                connection.execute(changes.joinpath(name).read_text(encoding="utf-8"))
        connection.execute("UPDATE tuntas SET value = '3.3.0' WHERE name = 'queue'")
    with closing(open_store(database)) as store:
        worker = store.worker({"zip": done.by("a")})
        assert worker
        worker.start()
        order(store, 1)
        until(lambda: done.ids == [1])
        ended(worker)
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        assert connection.execute("SELECT value FROM tuntas WHERE name = 'queue'").fetchone() == (VERSION,)


def test_a_database_of_before_the_queue_opens(postgresql: Cluster, done: Done):
    database = postgresql.make("before")
    open_store(database).close()
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        connection.execute(ALL_OF_IT)
        connection.execute("DELETE FROM tuntas WHERE name = 'queue'")
    with closing(open_store(database)) as store:
        order(store, 1)
    assert waiting(database) == 1


def test_behind_a_pool_that_passes_nothing_on_it_is_seen_soon(
    postgresql: Cluster, database: str, done: Done, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres_worker, "LOOK_EVERY", 0.2)
    with pooler.between(postgresql, database, most=8) as address, closing(open_store(address)) as store:
        worker = store.worker({"zip": done.by("a")})
        assert worker
        worker.start()
        for id in range(20):  # more often than a prepared statement would be left on a connection
            order(store, id)
            until(lambda id=id: id in done.ids)
        with store.alone("mail") as ours, closing(open_store(address)) as other, other.alone("mail") as theirs:
            assert ours
            assert ours()
            assert theirs is None
        ended(worker)


def test_on_one_machine_nobody_is_told(tmp_path: Path):
    with closing(open_store(tmp_path / "store.db")) as store:
        assert store.worker({"zip": bool}) is None
        with store.transaction():
            store.order("zip", 1)
