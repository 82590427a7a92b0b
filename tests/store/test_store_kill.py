"""A process that writes is killed at any moment: what it said it had kept is kept, and nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

from tests.world.places import ROOT
from tests.world.serving import Begin
from tests.world.waiting import PATIENCE
from workflow.store import Store, open_store

KILLS = {"sqlite": 25, "postgresql": 8}


def written_until_killed(begin: Begin, url: str, seconds: float) -> list[int]:
    """Kills a writer so long after its first pair, or before that (below 0): the numbers that it said were kept."""
    command = [sys.executable, ROOT / "tests" / "world" / "pair_writer.py", url]
    writer = begin(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    told = writer.stdout.readline() if seconds > 0 else ""
    time.sleep(abs(seconds))
    writer.send_signal(signal.SIGKILL)
    told += writer.stdout.read()
    assert writer.wait(PATIENCE) == -signal.SIGKILL
    return [int(line) for line in told.splitlines(keepends=True) if line.endswith("\n")]


def check_pairs(store: Store, least: int) -> int:
    """Numbers from 1 without a gap, each with both its records complete, at least up to ``least``; returns the last."""
    pairs = store.tally("task", by=("rakor",))
    last = len(pairs)
    assert last >= least
    assert pairs == {(number,): 2 for number in range(1, last + 1)}
    halves = {("first", "draft"): last, ("second", None): last} if last else {}
    assert store.tally("task", by=("region", "stage")) == halves
    assert store.peek_number("pair") == last + 1
    return last


def test_a_killed_writer_loses_nothing_it_acknowledged_and_leaves_nothing_half_done(url: str, begin: Begin):
    moments = random.Random(11)  # noqa: S311 - the same moments in every run
    acknowledged, kills = 0, KILLS[url.partition(":")[0]]
    open_store(url).close()
    for _ in range(kills):
        # Some are killed while they import or open it, most while writing.
        told = written_until_killed(begin, url, moments.uniform(-0.2, 0.3))
        acknowledged = max([acknowledged, *told])
        store = open_store(url)
        acknowledged = check_pairs(store, least=acknowledged)
        store.close()
    assert acknowledged > kills, "the writers hardly wrote anything, so this has proved nothing"
