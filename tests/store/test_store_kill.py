"""A process that writes is killed at any moment: what it said it had kept is kept, and nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.world.places import ROOT
from workflow.store import Store, open_store

KILLS = 30


def written_until_killed(path: Path, seconds: float) -> list[int]:
    """Lets a writer run for ``seconds`` from its start and kills it: the numbers that it said were kept."""
    writer = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "world" / "pair_writer.py"), str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    told, _ = writer.communicate()
    assert writer.returncode == -signal.SIGKILL
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


def test_a_killed_writer_loses_nothing_it_acknowledged_and_leaves_nothing_half_done(tmp_path: Path):
    moments = random.Random(11)  # noqa: S311 - the same moments in every run
    path, acknowledged = tmp_path / "store.db", 0
    open_store(path).close()
    for _ in range(KILLS):
        # Importing takes the first tenths of a second: some are killed while opening, most while writing.
        told = written_until_killed(path, moments.uniform(0.1, 0.5))
        acknowledged = max([acknowledged, *told])
        store = open_store(path)
        acknowledged = check_pairs(store, least=acknowledged)
        store.close()
    assert acknowledged > KILLS, "the writers hardly wrote anything, so this has proved nothing"
