"""PostgreSQL behind a pool that lends connections by the transaction (pgbouncer): nothing is left on them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.world import pooler
from tests.world.cluster import Cluster, emptied
from tests.world.waiting import PATIENCE
from workflow.errors import StoreBusy, Taken
from workflow.store import Contains, Store, open_store
from workflow.store.moved import filled, kept

SERVERS, TIMES = 2, 12  # more than the times after which psycopg leaves a prepared statement on the connection


@pytest.fixture
def url(postgresql: Cluster, postgresql_database: str) -> Iterator[str]:
    emptied(postgresql_database)
    with pooler.between(postgresql, postgresql_database, most=2) as address:
        yield address


@pytest.fixture
def stores(url: str) -> Iterator[list[Store]]:
    """Of two servers, whose threads share two connections."""
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        yield [one, other]


def test_many_ask_and_write_as_if_each_had_its_own(stores: list[Store]):
    failed: list[BaseException] = []

    def work(store: Store, region: str) -> None:
        try:
            for number in range(TIMES):
                with store.transaction(f"region:{region}"):
                    task = store.insert("task", {"region": region, "rakor": number, "search": f"lansia {number}"})
                    store.save({**task, "stage": "draft"})
                    assert store.next_number(f"{region}/dinsos/2026") == number + 1
                assert store.count("task", region=region) == number + 1
                assert store.find("task", region=region, search=Contains([f"lansia {number}"]))[0]["version"] == 2
        except BaseException as failure:
            failed.append(failure)

    threads = [threading.Thread(target=work, args=(stores[n % SERVERS], f"11.{n + 10}")) for n in range(4 * SERVERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert failed == []
    assert stores[0].tally("task", ("stage",)) == {("draft",): 4 * SERVERS * TIMES}


def test_what_is_undone_refused_or_tried_leaves_nothing_for_the_next(stores: list[Store]):
    one, other = stores
    for number in range(TIMES):
        with pytest.raises(ZeroDivisionError), one.transaction("region:11.11"):  # noqa: PT012 - undone behind a write
            one.insert("task", {"region": "11.11"})
            raise ZeroDivisionError
        with one.transaction("user:1"):
            one.insert("session", {"user": 1, "token": str(number)})
        with pytest.raises(Taken), other.transaction("user:2"):
            other.insert("session", {"user": 2, "token": str(number)})
        with other.trial() as tried:
            tried.insert("task", {"region": "11.12"})
            assert tried.count("task") == 1
    assert (one.count("task"), other.count("session")) == (0, TIMES)


def test_who_waits_for_whom_is_the_same(stores: list[Store]):
    one, other = stores
    with one.transaction("region:11.11"):
        one.insert("task", {"region": "11.11"})

        def beside() -> None:
            with pytest.raises(StoreBusy), other.transaction("region:11.11", within=0.05):
                pass
            with other.transaction("region:11.12", within=PATIENCE):
                other.insert("task", {"region": "11.12"})
            told.append(other.count("task"))

        told: list[int] = []
        thread = threading.Thread(target=beside)
        thread.start()
        thread.join(PATIENCE)
    assert told == [1]
    assert one.count("task") == 2


def test_a_moment_stays_one_while_others_write(stores: list[Store]):
    one, other = stores
    one.insert("task", {"region": "11.11"})
    with one.snapshot() as still:
        for _ in range(TIMES):
            other.insert("task", {"region": "11.12"})
            assert still.count("task") == 1


def test_what_one_has_in_hand_others_leave_alone(stores: list[Store]):
    one, other = stores
    for _ in range(TIMES):
        with one.alone("mail") as ours, other.alone("mail") as theirs:
            assert ours is not None
            assert ours()
            assert theirs is None
        with other.alone("mail") as ours:
            assert ours is not None


def test_everything_is_moved_through_it(stores: list[Store], postgresql: Cluster, url: str, tmp_path: Path):
    for number in range(TIMES):
        stores[0].insert("task", {"region": "11.11", "rakor": number})
    postgresql.make("through")
    there = url.replace("/tuntas?", "/through?")
    with filled(there, kept(stores[0])) as seen:
        assert seen.find("task") == stores[0].find("task")
    stores[1].backup(tmp_path / "copy.db")
    with closing(open_store(tmp_path / "copy.db")) as copy, closing(open_store(there)) as moved:
        assert copy.find("task") == moved.find("task")


def test_without_a_pool_between_statements_stay_prepared(postgresql_database: str):
    with closing(open_store(postgresql_database, connections=1)) as store:  # each of several has its own
        for _ in range(TIMES):
            store.count("task", region="11.11")
        assert store._run("SELECT count(*) > 0 FROM pg_prepared_statements") == [(True,)]
