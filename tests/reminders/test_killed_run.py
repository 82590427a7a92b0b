"""A run that is killed has told nothing, and of two at once one tells: after whatever happens each has it once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from flask import Flask

from tests.world.arranged import new_task
from tests.world.instance import START
from tests.world.places import ROOT
from tests.world.reminded import as_told, begun, morning
from tests.world.serving import Begin, Program
from tests.world.waiting import PATIENCE
from workflow.keeping.opening import DATABASE
from workflow.records import Digest
from workflow.reminders import digests

WRITER = ROOT / "tests" / "world" / "reminder_writer.py"
LATE = {"Satu": "late", "Dua": "before1"}
TOLD = {
    "ketua.bireuen": LATE, "sekdis.bireuen": {"Satu": "late"}, "ketua.pidie": {"Tiga": "late"},
    "sekdis.pidie": {"Tiga": "late"},
}  # fmt: skip


def arrange(tuntas: SimpleNamespace) -> None:
    begun(tuntas.store)
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    new_task(tuntas, START, title="Dua", deadline="2026-11-12")
    new_task(tuntas, START, title="Tiga", region="11.07", deadline="2026-11-10")


def writer(begin: Begin, app: Flask, at: datetime, *lines: int) -> Program:
    command = [sys.executable, WRITER, Path(app.instance_path) / DATABASE, at.isoformat(), *map(str, lines)]
    return begin(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE)


def lines(process: Program, number: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(number)]


def test_a_killed_run_repeats_nothing_and_leaves_nothing_out(app: Flask, tuntas: SimpleNamespace, begin: Begin):
    arrange(tuntas)
    for number in range(1, len(TOLD) + 2):  # before the first digest, and behind each of them
        process = writer(begin, app, morning(11), number)
        assert lines(process, number) == ["ready", *TOLD][:number]
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE) == -signal.SIGKILL
        assert tuntas.store.count("digest") == 0
        assert digests.told_until(tuntas.store) == START.date()
    process = writer(begin, app, morning(11))
    assert lines(process, len(TOLD) + 2)[-1] == f"done {len(TOLD)}"
    assert process.wait(PATIENCE) == 0
    assert as_told(tuntas.store, tuntas.store.find(Digest)) == TOLD
    assert digests.run(tuntas.store, morning(11, hour=6)) == []


def test_of_two_runs_at_once_one_tells(app: Flask, tuntas: SimpleNamespace, begin: Begin):
    arrange(tuntas)
    both = [writer(begin, app, morning(11)) for _ in range(2)]
    ends = sorted(process.communicate(timeout=PATIENCE)[0].split("\n")[-2] for process in both)
    assert ends == ["done 0", f"done {len(TOLD)}"]
    assert as_told(tuntas.store, tuntas.store.find(Digest)) == TOLD
    assert tuntas.store.count("digest") == len(TOLD)
