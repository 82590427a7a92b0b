"""Writers take turns: in the order in which they came, one at a time across processes, and none waits for ever."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.world.serving import Begin, said
from tests.world.waiting import PATIENCE, until
from workflow.errors import StoreUnavailable
from workflow.store import Store, open_store
from workflow.store.turns import Turns

HOLDER = """
import fcntl, sys
with open(sys.argv[1], "ab") as handle:
    fcntl.flock(handle, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_in_the_order_in_which_they_came(tmp_path: Path):
    turns, order = Turns(str(tmp_path / "lock")), []

    def take(number: int) -> None:
        with turns.alone(PATIENCE):
            order.append(number)

    threads = []
    with turns.alone(PATIENCE):
        for number in range(20):
            threads.append(threading.Thread(target=take, args=(number,)))
            threads[-1].start()
            until(lambda: len(turns._waiting) == number + 2)  # noqa: B023 - asked at once
    for thread in threads:
        thread.join(PATIENCE)
    assert order == list(range(20))


def test_whose_turn_does_not_come_leaves_the_queue_and_holds_nobody_up(tmp_path: Path):
    turns, told = Turns(str(tmp_path / "lock")), []

    def give_up() -> None:
        with pytest.raises(StoreUnavailable, match="giliran Anda belum tiba"), turns.alone(0.05):
            told.append("its turn")

    with turns.alone(PATIENCE):
        thread = threading.Thread(target=give_up)
        thread.start()
        thread.join(PATIENCE)
    with turns.alone(0.05):
        assert told == []


def test_another_process_is_waited_for_no_longer(tmp_path: Path, begin: Begin):
    store = open_store(tmp_path / "store.db")
    pipe = subprocess.PIPE
    other = begin([sys.executable, "-c", HOLDER, tmp_path / "store.db.lock"], stdin=pipe, stdout=pipe)
    assert said(other) == "held"
    with pytest.raises(StoreUnavailable, match="Tidak ada yang berubah"), store.transaction(within=0.05):
        store.insert("task", {"region": "11.11"})
    assert store.count("task") == 0
    other.communicate("\n", timeout=PATIENCE)
    store.insert("task", {"region": "11.11"})
    assert store.count("task") == 1
    store.close()


def test_a_turn_that_never_came_can_be_tried_again_in_the_same_thread(store: Store):
    begun, end = threading.Event(), threading.Event()

    def hold() -> None:
        with store.transaction():
            begun.set()
            end.wait(PATIENCE)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait(PATIENCE)
    with pytest.raises(StoreUnavailable), store.transaction(within=0.05):
        store.insert("task", {})
    end.set()
    holder.join(PATIENCE)
    with store.transaction(), store.transaction():
        store.insert("task", {})
    assert store.count("task") == 1
