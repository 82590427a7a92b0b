"""A transaction that names its scopes writes there only; what it may write is told of every kind that has a scope."""

from __future__ import annotations

import time

import pytest

from workflow.errors import StoreBusy, StoreUnavailable
from workflow.records import SHAPES
from workflow.store import Store, again, scopes

TASK = {"region": "11.11"}


def test_inside_of_its_scopes_everything_is_written(store: Store):
    with store.transaction("region:11.11", "key:a"):
        task = store.insert("task", TASK)
        document = store.insert("document", {"region": "11.11"})
        store.insert("content", {"document": document["id"]})
        store.insert("opened", {"task": task["id"]})
        store.insert("event", {"chain": "11.11", "seq": 1})
        store.insert("pressed", {"key": "a"})
        assert store.next_number("11.11/dinsos/2026") == 1
        store.delete("task", store.save({**task, "title": "b"})["id"])
    assert store.count("task") == 0


@pytest.mark.parametrize(
    ("kind", "doc"),
    [
        ("task", {"region": "11.12"}), ("event", {"chain": "11", "seq": 1}), ("event", {"chain": "akses", "seq": 1}),
        ("pressed", {"key": "b"}), ("session", {"user": 1}), ("setting", {"name": "x"}), ("content", {"document": 1}),
    ],
)  # fmt: skip
def test_outside_of_them_nothing_is(store: Store, kind: str, doc: dict):
    store.insert("document", {"region": "11.12"})
    task = store.insert("task", {"region": "11.12"})
    with store.transaction("region:11.11", "key:a"):
        with pytest.raises(RuntimeError, match="only"):
            store.insert(kind, doc)
        with pytest.raises(RuntimeError, match="region:11.12"):
            store.save({**task, "region": "11.11"})
        with pytest.raises(RuntimeError, match="region:11.12"):
            store.delete("task", task["id"])
        with pytest.raises(RuntimeError, match="region:11.12"):
            store.next_number("11.12/dinsos/2026")
    assert store.count(kind) == (1 if kind == "task" else 0)


def test_whoever_names_none_is_alone_and_writes_everything(store: Store):
    with store.transaction():
        store.insert("setting", {"name": "x"})
        with store.transaction("region:11.11"):
            store.insert("task", TASK)
        assert store.next_number("11.12/dinsos/2026") == 1


def test_a_nested_one_does_not_widen(store: Store):
    with store.transaction("region:11.11", "user:7"):
        with store.transaction("user:7"):
            store.insert("session", {"user": 7})
            with pytest.raises(RuntimeError, match="region:11.11"):
                store.insert("task", TASK)
        with pytest.raises(RuntimeError, match="region:11.12"), store.transaction("region:11.12"):
            raise AssertionError("it has begun")
        with store.transaction(), pytest.raises(RuntimeError, match="region:11.12"):
            store.insert("task", {"region": "11.12"})
        store.insert("task", TASK)
    assert (store.count("task"), store.count("session")) == (1, 1)


def test_what_is_over_is_swept_by_anybody(store: Store):
    row = store.insert("throttle", {"key": "b"})
    with store.transaction("key:a"):
        store.delete("throttle", row["id"])
    assert store.count("throttle") == 0


def test_every_record_of_a_kind_has_the_fields_that_say_it():
    for kind, (_, field) in {**scopes.BY_FIELD, **scopes.BY_RECORD}.items():
        assert field in SHAPES[kind].__required_keys__
    assert set(scopes.BY_FIELD) >= scopes.SWEPT
    assert scopes.chain("11.11") == scopes.region("11.11") == scopes.series("11.11/lkks/2026/12")


def test_it_is_done_again_while_others_are_in_the_way(store: Store):
    tries: list[int] = []

    def do() -> str:
        store.insert("task", TASK)
        tries.append(store.count("task"))
        if len(tries) < 3:
            raise StoreBusy("…")
        return "done"

    assert again(store, do, "region:11.11") == "done"
    assert (tries, store.count("task")) == ([1, 1, 1], 1)


@pytest.mark.parametrize(("refusal", "times"), [(StoreBusy, 3), (StoreUnavailable, 1), (ValueError, 1)])
def test_three_times_and_then_it_is_told(store: Store, refusal: type[Exception], times: int):
    tries: list[int] = []

    def do() -> None:
        tries.append(1)
        raise refusal("…")

    with pytest.raises(refusal):
        again(store, do)
    assert len(tries) == times


def test_it_is_not_tried_for_longer_than_one_waits(store: Store):
    tries: list[int] = []

    def do() -> None:
        tries.append(1)
        time.sleep(2.1)
        raise StoreBusy("…")

    with pytest.raises(StoreBusy):
        again(store, do, within=2)
    assert len(tries) == 1
