"""What one server or thread has in hand others leave alone, on both stores; it ends with it, however that ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from tests.world import pooler
from tests.world.cluster import Cluster, emptied
from tests.world.serving import Begin, said
from tests.world.waiting import PATIENCE, until
from workflow.errors import StoreUnavailable
from workflow.store import Store, open_store
from workflow.store.postgres import PostgresStore

LOCKS = (
    "FROM pg_locks WHERE locktype = 'advisory' AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
HOLDS = """
import sys, time
from workflow.store import open_store
with open_store(sys.argv[1]).alone("mail") as ours:
    print("has it" if ours else "has it not", flush=True)
    time.sleep(600)
"""


def free(store: Store, what: str, pause: float = 0) -> bool:
    with store.alone(what, pause) as ours:
        return ours is not None


@pytest.fixture
def other(url: str, store: Store) -> Iterator[Store]:
    """Another server's opening."""
    with closing(open_store(url)) as opened:
        yield opened


def test_one_has_it_and_others_find_it_taken_until_it_is_left(store: Store, other: Store):
    with store.alone("mail") as ours:
        assert ours
        assert ours()
        assert not free(other, "mail")
        assert free(other, "hooks")
        found: list[bool] = []
        thread = threading.Thread(target=lambda: found.append(free(store, "mail")))
        thread.start()
        thread.join(PATIENCE)
        assert found == [False], "another thread of the same server"
    assert free(other, "mail")


def test_whoever_has_it_keeps_nobody_from_saving_and_nothing_of_it_is_undone(store: Store, other: Store):
    def work() -> None:
        with store.alone("mail"):
            with other.transaction():
                other.insert("task", {"title": "satu"})
            store.insert("task", {"title": "dua"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert [task["title"] for task in store.find("task")] == ["satu", "dua"]
    assert free(other, "mail")


def test_a_claim_ends_with_its_process(store: Store, url: str, begin: Begin):
    process = begin([sys.executable, "-c", HOLDS, url], stdout=subprocess.PIPE)
    assert said(process) == "has it"
    assert not free(store, "mail")
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    until(lambda: free(store, "mail"))


@pytest.fixture
def database(postgresql_database: str) -> str:
    emptied(postgresql_database)
    return postgresql_database


@pytest.fixture
def two(database: str) -> Iterator[tuple[Store, Store]]:
    with closing(open_store(database)) as one, closing(open_store(database)) as two:
        yield one, two


def test_with_a_pause_one_of_several_does_it(two: tuple[Store, Store]):
    with two[0].alone("leftovers", 600) as ours:
        assert ours
        assert not free(two[1], "leftovers", 600)
    assert [free(store, "leftovers", 600) for store in two] == [False, False]
    assert free(two[1], "leftovers", 1e-6)


def test_what_failed_was_not_done(two: tuple[Store, Store]):
    with pytest.raises(ZeroDivisionError), two[0].alone("sweeps", 600):
        raise ZeroDivisionError
    assert free(two[1], "sweeps", 600)


def test_marks_of_what_was_done_are_no_change_of_the_tables(two: tuple[Store, Store], database: str):
    assert free(two[0], "checked", 600)
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        before = connection.execute("SELECT pg_current_xact_id()").fetchone()
        open_store(database).close()
        after = connection.execute("SELECT pg_current_xact_id()").fetchone()
    assert (before, after) != (None, None)
    assert int(after[0]) == int(before[0]) + 1, "only the question itself: the opening has declared nothing anew"


def test_a_claim_whose_connection_is_lost_is_told_and_goes_to_others(two: tuple[Store, Store], database: str):
    def work() -> None:
        with two[0].alone("mail", 600) as ours:
            assert ours
            with closing(psycopg.connect(database, autocommit=True)) as connection:
                connection.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                                   "WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
            assert not ours()
            assert free(two[1], "mail")

    with pytest.raises(StoreUnavailable):
        work()


def test_all_that_a_server_has_in_hand_takes_one_connection_however_much_it_is(two: tuple[Store, Store], database: str):
    """Behind a pool all would be gone otherwise, and the work of each claim waits for one more."""
    names = [f"paper {number}" for number in range(20)]

    def kept() -> tuple[int, int]:
        with closing(psycopg.connect(database)) as connection:
            row = connection.execute(f"SELECT count(DISTINCT pid), count(*) {LOCKS}").fetchone()
        assert row is not None
        return row

    with ExitStack() as hand:
        for name in names:
            assert hand.enter_context(two[0].alone(name))
        assert kept() == (1, 20)
        with two[0].alone("mail") as ours:
            assert ours
            assert kept() == (1, 21)
        assert free(two[1], "mail"), "given back, though others last"
        assert not any(free(two[1], name) for name in names)
    assert kept() == (0, 0)
    assert all(free(two[1], name) for name in names)


def test_of_claims_whose_connection_is_lost_each_is_told_and_the_next_ones_get_another(
    two: tuple[Store, Store], database: str
):
    with two[0].alone("mail") as mail, two[0].alone("hooks") as hooks:
        assert mail
        assert hooks
        with closing(psycopg.connect(database, autocommit=True)) as connection:
            connection.execute(f"SELECT pg_terminate_backend(pid, 5000) {LOCKS}")
        assert (mail(), hooks()) == (False, False)
        with two[0].alone("mail") as again:
            assert again
            assert again()
            assert not free(two[1], "mail")
        assert free(two[1], "hooks")
    assert free(two[1], "mail")


def test_a_connection_that_failed_is_not_lent_on_with_what_it_holds(postgresql: Cluster):
    """A pool between lends on what was ended in order, with the locks of its session."""
    database = postgresql.make("lent")
    open_store(database).close()
    with pooler.between(postgresql, database, 2) as address, closing(PostgresStore(address, None, 2)) as store:
        taken_and_failed = "SELECT 1 / (1 - pg_try_advisory_lock(4711)::int)"
        with pytest.raises(psycopg.Error), store._connections.claims._in_hand() as hand:
            hand.ask(taken_and_failed)
        with closing(psycopg.connect(database, autocommit=True)) as connection:
            until(lambda: connection.execute(f"SELECT count(*) {LOCKS}").fetchone() == (0,))
        assert free(store, "mail")


def test_a_claim_lasts_where_idle_transactions_are_ended(postgresql: Cluster):
    database = postgresql.make("impatient")
    with closing(open_store(database)) as store:
        with closing(psycopg.connect(database, autocommit=True)) as connection:
            connection.execute("ALTER DATABASE impatient SET idle_in_transaction_session_timeout = '200ms'")
        with store.alone("copies") as ours:
            time.sleep(0.5)
            assert ours
            assert ours()


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path):
    with closing(open_store(tmp_path / "store.db")) as store:
        (tmp_path / "store.db.claims").mkdir()
        with pytest.raises(StoreUnavailable), store.alone("mail"):
            pass
