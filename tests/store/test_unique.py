"""What may be there only once, in files that an earlier version has left with two of it, and beside damaged rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.world.damage import put_in
from workflow.errors import Taken
from workflow.keeping.soundness import Sound
from workflow.records import SCHEMA, SHAPES
from workflow.store import Store, open_store
from workflow.store.declared import FIELDS, UNIQUE

PRESSED = {"schema": SCHEMA["pressed"], "key": "a", "at": "2026-11-30T01:00:00Z", "made": {}, "onward": ""}


def test_it_is_declared_of_fields_that_are_kept():
    for kind, every in UNIQUE.items():
        assert kind in SHAPES
        assert {field for fields in every for field in fields} <= set(FIELDS[kind])


def test_of_what_is_there_only_once_a_second_one_is_refused(store: Store):
    first = store.insert("user", {"username": "admin", "role": "admin"})
    other = store.insert("user", {"username": "sekdis", "role": "sekdis"})
    with pytest.raises(Taken) as refused:
        store.insert("user", {"username": "admin", "role": "dinsos"})
    assert (refused.value.kind, refused.value.fields) == ("user", ("username",))
    with pytest.raises(Taken):
        store.save({**other, "username": "admin"})
    assert store.find("user") == [first, other]
    assert store.find("user", username="admin") == [first]


def test_a_refused_second_one_undoes_nothing_else_of_its_transaction(store: Store):
    with store.transaction():
        store.insert("event", {"chain": "11.01", "seq": 1})
        with pytest.raises(Taken):
            store.insert("event", {"chain": "11.01", "seq": 1})
        store.insert("event", {"chain": "11.01", "seq": 2})
        store.insert("event", {"chain": "11.02", "seq": 1})
    assert [(one["chain"], one["seq"]) for one in store.find("event")] == [("11.01", 1), ("11.01", 2), ("11.02", 1)]
    assert store.count("event", chain="11.01") == 2


def test_where_there_is_nothing_nothing_is_the_same(store: Store):
    for doc in ({"chain": "11.01"}, {"chain": "11.01", "seq": None}, {"seq": 1}, {"seq": 1}):
        store.insert("event", doc)
    assert store.count("event") == 4


def test_the_same_may_come_again_once_it_is_gone(store: Store):
    first = store.insert("user", {"username": "admin"})
    store.save({**first, "role": "admin"})
    store.delete("user", first["id"])
    assert store.insert("user", {"username": "admin"})["id"] > first["id"]


@pytest.fixture
def of_before(tmp_path: Path) -> Path:
    """A file in which nothing refuses a second one, and which has two accounts of one name."""
    path = tmp_path / "store.db"
    with closing(open_store(path)) as store:
        store.insert("user", {"username": "admin"})
        store.insert("user", {"username": "ketua"})
    with closing(sqlite3.connect(path)) as database, database:
        database.execute('DROP INDEX "user.username"')
        database.execute('CREATE INDEX "user.username" ON "user.fields" ("username")')
        database.execute("""INSERT INTO user (doc) VALUES ('{"username":"admin","version":1}')""")
    return path


@pytest.fixture
def opened(of_before: Path) -> Iterator[Store]:
    with closing(open_store(of_before)) as store:
        yield store


def test_two_of_before_are_there_as_they_were_and_are_told(opened: Store, caplog: pytest.LogCaptureFixture):
    assert [user["id"] for user in opened.find("user", username="admin")] == [1, 3]
    assert [record.getMessage() for record in caplog.get_records("setup")] == [
        "user: more than one of the same username, ids 1 = 3"
    ]
    opened.save({**(opened.get("user", 3) or {}), "role": "admin"})
    opened.insert("user", {"username": "ketua"})
    assert opened.count("user", username="ketua") == 2, "nothing is refused of what cannot be told"


def test_it_is_told_at_each_opening_and_refused_once_one_is_gone(
    of_before: Path, opened: Store, caplog: pytest.LogCaptureFixture
):
    caplog.clear()
    with closing(open_store(of_before)) as again:
        assert caplog.messages == ["user: more than one of the same username, ids 1 = 3"]
        again.delete("user", 3)
    caplog.clear()
    with closing(open_store(of_before)) as again, pytest.raises(Taken):
        again.insert("user", {"username": "admin"})
    assert caplog.messages == []


def test_what_is_read_as_none_gives_way(tmp_path: Path):
    path = tmp_path / "store.db"
    with closing(open_store(path, Sound())) as store:
        first = store.insert("pressed", PRESSED)
        with pytest.raises(Taken):
            store.insert("pressed", PRESSED)
        put_in(path, "pressed", first["id"], json.dumps({**PRESSED, "made": "x"}))
        assert store.first("pressed", key="a") is None
        second = store.insert("pressed", PRESSED)
        assert store.find("pressed") == [second]


def test_a_damaged_one_that_stands_in_does_not(tmp_path: Path):
    path = tmp_path / "store.db"
    with closing(open_store(path, Sound())) as store:
        first = store.insert("setting", {"schema": SCHEMA["setting"], "name": "times"})
        put_in(path, "setting", first["id"], json.dumps({"name": "times"}))
        with pytest.raises(Taken):
            store.insert("setting", {"schema": SCHEMA["setting"], "name": "times"})
        assert store.count("setting") == 1
