"""The store on PostgreSQL: what is its own. What it has in common with the other is in ``test_store.py``."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.world.cluster import Cluster, emptied
from tests.world.waiting import PATIENCE
from workflow.errors import StoreBusy, StoreDamaged, StoreNewer, StoreUnavailable, Taken
from workflow.keeping.soundness import Sound
from workflow.records import SCHEMA
from workflow.store import Contains, Store, open_store
from workflow.store.moved import filled, kept
from workflow.store.postgres_opened import WHO_ANSWERS, Asked
from workflow.store.postgres_queue import ORDER, order_of
from workflow.store.sqlite import UNSURE


@pytest.fixture
def url(postgresql_database: str) -> str:
    emptied(postgresql_database)
    return postgresql_database


@contextmanager
def beside(url: str) -> Iterator[Callable[..., list[Any]]]:
    """Asks the database itself."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:

        def ask(sql: str, *values: Any) -> list[Any]:
            cursor = connection.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

        yield ask


def broken_off(url: str) -> None:
    """Ends every other connection to the database, as a restart of it does."""
    with beside(url) as ask:
        ask("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()")  # fmt: skip


def test_it_sorts_by_bytes_in_a_database_that_does_not(store: Store, url: str):
    with beside(url) as ask:
        assert ask("SELECT x FROM (VALUES ('a'), ('B'), ('b')) AS t (x) ORDER BY x") == [("a",), ("b",), ("B",)]
    for title in ("a", "B", "b", "é", "Z", "", "_", "😀"):
        store.insert("task", {"title": title})
    found = [task["title"] for task in store.find("task", order="title")]
    assert found == sorted(found, key=str.encode) == ["", "B", "Z", "_", "a", "b", "é", "😀"]


def test_broken_connections_are_not_noticed_by_who_asks_or_begins(store: Store, url: str):
    store.insert("task", {"rakor": 1})
    broken_off(url)
    assert store.count("task") == 1
    broken_off(url)
    with store.transaction():
        store.insert("task", {"rakor": 2})
    assert store.count("task") == 2


def test_a_transaction_that_was_cut_off_is_undone_and_does_not_go_on(store: Store, url: str):
    with pytest.raises(StoreUnavailable, match="Tidak ada yang berubah"), store.transaction():  # noqa: PT012 - cut off inside
        store.insert("task", {"rakor": 1})
        broken_off(url)
        store.insert("task", {"rakor": 2})
    assert store.count("task") == 0


def test_who_cannot_know_whether_it_was_kept_is_told_so(store: Store, url: str):
    with pytest.raises(StoreUnavailable) as told, store.transaction():  # noqa: PT012 - cut off at its end
        store.insert("task", {"rakor": 1})
        broken_off(url)
    assert told.value.sentence == UNSURE


def test_a_transaction_that_the_database_gave_up_keeps_nothing_of_it(store: Store, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(StoreUnavailable), store.transaction():  # noqa: PT012 - given up inside
        store.insert("task", {"rakor": 1})
        with pytest.raises(psycopg.errors.SyntaxError):
            store._run("SELEKT")
    assert store.count("task") == 0
    with store.transaction():
        store.insert("task", {"rakor": 1})
        with pytest.raises(psycopg.errors.SyntaxError), store.transaction():
            store._run("SELEKT")
    assert store.count("task") == 1


def held(store: Store, *scopes: str) -> tuple[threading.Thread, threading.Event]:
    """A thread that holds a transaction until it is told."""
    begun, end = threading.Event(), threading.Event()

    def hold() -> None:
        with store.transaction(*scopes):
            begun.set()
            end.wait(PATIENCE)

    thread = threading.Thread(target=hold)
    thread.start()
    assert begun.wait(PATIENCE)
    return thread, end


@pytest.mark.parametrize(
    ("one", "other", "waits"),
    [
        (("region:11.11",), ("region:11.12",), False),
        (("region:11.11",), ("region:11.11",), True),
        (("region:11.11", "office:2"), ("office:3", "region:11.12"), False),
        (("region:11.11", "office:2"), ("office:2", "region:11.12"), True),
        (("region:11.11",), (), True),
        ((), ("region:11.11",), True),
        ((), (), True),
    ],
)
def test_who_waits_for_whom(store: Store, one: tuple[str, ...], other: tuple[str, ...], waits: bool):
    region = next((scope.partition(":")[2] for scope in other if scope.startswith("region:")), "11.13")
    thread, end = held(store, *one)
    try:
        if waits:
            with (
                pytest.raises(StoreUnavailable, match="giliran Anda belum tiba"),
                store.transaction(*other, within=0.05),
            ):
                pass
        else:
            with store.transaction(*other, within=PATIENCE):
                store.insert("task", {"region": region, "rakor": 1})
        assert store.count("task", rakor=1) == (0 if waits else 1), "nobody waits to read"
    finally:
        end.set()
        thread.join(PATIENCE)
    with store.transaction(*other):
        store.insert("task", {"region": region, "rakor": 2})


def test_who_has_waited_sees_what_was_kept_meanwhile(store: Store):
    number = store.insert("task", {"region": "11.11", "rakor": 0})
    told: list[int] = []

    def count_on() -> None:
        with store.transaction("region:11.11"):
            task = store.get("task", number["id"])
            told.append(store.save({**task, "rakor": task["rakor"] + 1})["rakor"])

    threads = [threading.Thread(target=count_on) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(told) == list(range(1, 9))


def test_words_are_found_through_the_index_of_their_letters(store: Store, url: str):
    with store.transaction():
        for number in range(400):
            store.insert("task", {"search": f"pendataan lansia {number}", "region": "11.11"})
    with beside(url) as ask:
        ask('ANALYZE "task"')
        ask("SET enable_seqscan = off")
        plan = ask('EXPLAIN SELECT id FROM "task" WHERE lower("search") LIKE %s', "%lansia 399%")
    assert "task_lower_idx" in str(plan)
    assert store.count("task", search=Contains(["LANSIA 399"])) == 1


def test_opening_again_makes_nothing_and_asks_once(url: str, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    real = psycopg.Connection.execute

    def seen(self: Any, sql: str, *rest: Any, **more: Any) -> Any:
        asked.append(sql)
        return real(self, sql, *rest, **more)

    monkeypatch.setattr(psycopg.Connection, "execute", seen)
    open_store(url).close()
    assert [sql for sql in asked if "tuntas" not in sql and sql != WHO_ANSWERS] == []


def test_what_is_declared_anew_is_made_of_what_is_there(postgresql: Cluster):
    url = postgresql.make("yesterday")
    with closing(open_store(url)) as store:
        doc = {"region": "11.11", "since": "2026", "open": True, "search": "lansia", "rakor": 7, "title": None}
        kept = store.insert("task", doc)
    with beside(url) as ask:
        indexes = "SELECT indexname FROM pg_indexes WHERE tablename = 'task' ORDER BY 1"
        today = ask(indexes)
        ask("ALTER TABLE task DROP COLUMN since, DROP COLUMN open, DROP COLUMN rakor, ADD COLUMN rakor text")
        ask("ALTER TABLE task ADD COLUMN gone boolean")
        ask("UPDATE tuntas SET value = 'yesterday' WHERE name = 'kind task'")
        assert len(ask(indexes)) < len(today)
    with closing(open_store(url)) as store:
        assert store.find("task", since="2026", open=True, search=Contains(["LANSIA"]), rakor=7) == [kept]
        store.save({**kept, "rakor": 8})
        assert store.count("task", rakor=8, region="11.11") == 1
    with beside(url) as ask:
        assert len(ask(indexes)) == len(today)
        assert ask("SELECT attname FROM pg_attribute WHERE attrelid = 'task'::regclass AND attname = 'gone'") == []


def test_many_open_a_new_database_at_once(postgresql: Cluster):
    url, opened = postgresql.make("new"), []
    threads = [threading.Thread(target=lambda: opened.append(open_store(url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(opened) == 4
    for store in opened:
        store.insert("task", {})
        store.close()


@pytest.mark.parametrize("lost", [["jobs", "events", "periodic_defers", "workers"], ["workers"]])
def test_a_queue_that_a_copy_left_out_is_made_anew(postgresql: Cluster, lost: list[str]):
    url = postgresql.make("queue")
    open_store(url).close()
    with beside(url) as ask:
        ask(f"DROP TABLE {', '.join(f'procrastinate_{name}' for name in lost)} CASCADE")
    with closing(open_store(url)) as store:
        store._run(ORDER, order_of("zip", 7))
        assert store._run("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'") == [(1,)]
        assert store._run("SELECT count(*) FROM procrastinate_workers") == [(0,)]


def test_what_is_not_ours_or_newer_is_left_as_it_is(postgresql: Cluster):
    url = postgresql.make("strange")
    with beside(url) as ask:
        ask("CREATE TABLE task (id int)")
    with pytest.raises(StoreDamaged, match="bukan milik Tuntas"):
        open_store(url)
    url = postgresql.make("newer")
    open_store(url).close()
    with beside(url) as ask:
        ask("UPDATE tuntas SET value = '99' WHERE name = 'schema'")
    with pytest.raises(StoreNewer, match="bentuk 99"):
        open_store(url)


def test_who_cannot_be_reached_is_told_at_once(postgresql: Cluster):
    with pytest.raises(StoreUnavailable, match="tidak terhubung"):
        open_store(postgresql.url("nowhere"))


def of_a_role(postgresql: Cluster, name: str, *told: str) -> str:
    """The address of an empty database for a role of that name, of which ``told`` is said besides."""
    url = postgresql.make(name)
    with beside(url) as ask:
        ask(f"DROP ROLE IF EXISTS {name}")
        for sql in (f"CREATE ROLE {name} LOGIN", *told):
            ask(sql)
    return url.replace("//tuntas@", f"//{name}@")


def test_a_role_without_rights_is_told_so(postgresql: Cluster):
    url = of_a_role(postgresql, "stranger")
    with beside(postgresql.url("stranger")) as ask:
        ask("CREATE EXTENSION pg_trgm")  # that it may not is told by itself
    with pytest.raises(StoreUnavailable, match="tidak berhak") as refused:
        open_store(url)
    assert refused.value.reason.startswith("permission denied")


@pytest.mark.parametrize(
    ("limit", "takes"),
    [("statement_timeout", "SELECT pg_sleep(3)"), ("idle_in_transaction_session_timeout", "")],
)
def test_what_a_limit_of_the_role_has_cut_off_is_undone_and_told(postgresql: Cluster, limit: str, takes: str):
    url = of_a_role(postgresql, "hasty", "ALTER DATABASE hasty OWNER TO hasty")
    open_store(url).close()
    with beside(url) as ask:
        ask(f"ALTER ROLE hasty SET {limit} = '2s'")
    with closing(open_store(url)) as store:
        with pytest.raises(StoreUnavailable, match="Batas waktu"), store.transaction():  # noqa: PT012 - cut off inside
            store.insert("task", {})
            store._run(takes) if takes else time.sleep(3)
        assert store.count("task") == 0


def test_without_its_packages_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in sys.modules if name.startswith("workflow.store.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnavailable, match="requirements-besar.txt"):
        open_store("postgresql://127.0.0.1/tuntas")


def test_its_facts_are_those_of_the_database(store: Store):
    facts = store.facts()
    assert facts.engine.startswith("PostgreSQL ")
    assert facts.schema == 1
    assert facts.bytes > 1_000_000
    store.tend()
    assert (store.left_whole(), store.damage()) == (True, [])


def test_letters_that_its_texts_cannot_hold_are_compared_all_the_same(store: Store):
    kept = store.insert("task", {"region": "a\0b", "search": "x\0y"})
    assert store.get("task", kept["id"]) == kept
    assert store.find("task", region="a\0b", search=Contains(["\0Y"])) == [kept]
    assert store.count("task", region="a\0") == 0


def told_to_both(store: Store, write: Callable[[int], object]) -> list[str]:
    """What is told to the users 1 and 2, who write at the same moment, each in a part of the store of their own."""
    told, both = [], threading.Barrier(2)

    def act(user: int) -> None:
        try:
            with store.transaction(f"user:{user}"):
                both.wait(PATIENCE)
                write(user)
        except (Taken, StoreBusy) as refusal:
            told.append(type(refusal).__name__)

    threads = [threading.Thread(target=act, args=(user,)) for user in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return told


def test_of_two_who_write_the_same_at_once_one_is_told(store: Store):
    assert told_to_both(store, lambda user: store.insert("session", {"user": user, "token": "a"})) == ["Taken"]
    assert store.count("session", token="a") == 1
    own = {user: store.insert("session", {"user": user, "token": f"own {user}"}) for user in (1, 2)}
    told = told_to_both(store, lambda user: store.save({**own[user], "token": "b"}))
    assert told in (["Taken"], ["StoreBusy"])  # which of them depends on whether the other had ended already
    assert store.count("session", token="b") == 1


def test_two_of_before_come_along_and_one_can_be_mended(postgresql: Cluster, tmp_path: Path, caplog: Any):
    with closing(open_store(tmp_path / "store.db")) as source:
        source.insert("user", {"username": "admin"})
        with closing(sqlite3.connect(tmp_path / "store.db")) as database, database:
            database.execute('DROP INDEX "user.username"')
            database.execute("""INSERT INTO user (doc) VALUES ('{"username":"admin","version":1}')""")
        url = postgresql.make("doubled")
        with filled(url, kept(source)):
            pass
    assert "user: more than one of the same username" in caplog.text
    with closing(open_store(url)) as store:
        second = store.save({**store.get("user", 2), "role": "admin"})
        assert store.count("user", username="admin") == 2
        store.save({**second, "username": "admin.dua"})
    caplog.clear()
    with closing(open_store(url)) as store:
        with pytest.raises(Taken):
            store.insert("user", {"username": "admin"})
        with pytest.raises(Taken):
            store.save({**store.get("user", 2), "username": "admin"})
    assert caplog.text == ""


def test_what_is_read_as_none_gives_way(store: Store, url: str):
    key = {"schema": SCHEMA["pressed"], "key": "a", "at": "2026-11-30T01:00:00Z", "made": {}, "onward": ""}
    with closing(open_store(url, Sound())) as store:
        first = store.insert("pressed", key)
        with pytest.raises(Taken):
            store.insert("pressed", key)
        with beside(url) as ask:
            ask("UPDATE pressed SET doc = %s WHERE id = %s", json.dumps({**key, "made": "x"}), first["id"])
        second = store.insert("pressed", key)
        assert store.find("pressed") == [second]


@pytest.fixture
def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the database, but for what a new connection of the pool asks, which may come at any moment."""
    heard: list[str] = []
    rows = Asked.rows

    def noted(self: Asked, sql: str, values: Any = ()) -> list[Any]:
        heard.extend({sql} - {WHO_ANSWERS})
        return rows(self, sql, values)

    monkeypatch.setattr(Asked, "rows", noted)
    return heard


def test_what_a_trial_asks_again_is_not_asked_of_the_database(store: Store, asked: list[str]):
    first = store.insert("task", {"region": "11.01"})
    asked.clear()
    with store.trial() as tried:
        for _ in range(3):
            assert tried.find("task", region="11.01") == [tried.get("task", first["id"])]
    assert len(asked) == 2
    for _ in range(3):  # outside of it others may have changed it meanwhile
        store.get("task", first["id"])
    assert len(asked) == 5


def test_several_are_one_question(store: Store, asked: list[str]):
    made = [store.insert("task", {"region": "11.01"})["id"] for _ in range(3)]
    asked.clear()
    assert list(store.several("task", made)) == made
    assert store.several("task", [0, -1]) == {}
    assert len(asked) == 1
