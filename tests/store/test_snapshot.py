"""A snapshot is the store as of one moment: others go on writing, and nobody waits."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from workflow.store import open_store
from workflow.store.protocol import Store


def test_what_is_written_later_is_not_in_it(store: Store):
    first = store.insert("task", {"rakor": 1})
    with store.snapshot() as moment:
        store.save({**first, "rakor": 2})
        store.insert("task", {"rakor": 1})
        with store.transaction():
            store.next_number("pair")
        assert moment.find("task") == [first]
        assert (moment.count("task", rakor=1), moment.tally("task", ("rakor",))) == (1, {(1,): 1})
        assert moment.get("task", first["id"]) == first
        assert moment.peek_number("pair") == 1
        with moment.snapshot() as same:
            assert same.count("task") == 1
    assert (store.count("task"), store.peek_number("pair")) == (2, 2)


def test_it_is_made_and_read_while_another_writer_is_in_the_middle(store: Store):
    store.insert("task", {"rakor": 1})
    begun, go = threading.Event(), threading.Event()

    def write() -> None:
        with store.transaction():
            store.insert("task", {"rakor": 1})
            begun.set()
            go.wait(30)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(30)
        with store.snapshot() as moment:
            assert moment.count("task") == 1
    finally:
        go.set()
        writer.join()


def test_nothing_is_written_through_it(store: Store):
    first = store.insert("task", {"rakor": 1})
    with store.snapshot() as moment:
        for write in (
            lambda: moment.insert("task", {"rakor": 2}),
            lambda: moment.save({**first, "rakor": 2}),
            lambda: moment.delete("task", first["id"]),
            lambda: moment.next_number("pair"),
            lambda: moment.transaction().__enter__(),
        ):
            with pytest.raises(RuntimeError):
                write()
    assert store.find("task") == [first]


def test_it_is_of_one_thread_and_not_inside_of_a_transaction(store: Store):
    raised: list[BaseException] = []

    def read(moment: Store) -> None:
        try:
            moment.count("task")
        except RuntimeError as refusal:
            raised.append(refusal)

    with store.snapshot() as moment:
        reader = threading.Thread(target=read, args=(moment,))
        reader.start()
        reader.join()
    assert len(raised) == 1
    with store.transaction(), pytest.raises(RuntimeError):
        store.snapshot()


def test_its_backup_is_what_it_reads(store: Store, tmp_path: Path):
    first = store.insert("task", {"rakor": 1})
    with store.snapshot() as moment:
        store.insert("task", {"rakor": 2})
        moment.backup(tmp_path / "copy.db")
    copy = open_store(tmp_path / "copy.db")
    assert copy.find("task") == [first]
    copy.close()
