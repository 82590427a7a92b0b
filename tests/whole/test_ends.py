"""A server is told to end at forty random moments of its start and of its drawing: it ends in order each time.

No trace, no fault of memory, nothing half made. Four at a time, each in a folder of its own, with the papers of the
demo still to be drawn: in the server itself, or in the processes beside it. Every third one begins with nothing.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import create_app
from tests.world.faults import aged, half_files, wrong
from tests.world.instance import START
from tests.world.serving import COMMAND, Begin, environment, program, said, tell
from tests.world.waiting import PATIENCE
from workflow.demo import ACCOUNTS
from workflow.evidence.hashed_files import HashedFiles
from workflow.store import open_store

AT_ONCE, OF_EACH, WITH_IMPORTS = 4, 9, 4  # 40 in all; the last are started for themselves
WORKERS = ("0", "0", "1", "2")
IN_ORDER = {0, -signal.SIGTERM, 128 + signal.SIGTERM}  # the last two are those of a start
LATEST, LATEST_WITH_IMPORTS = 4.0, 8.0  # seconds until it is told


@dataclass(frozen=True)
class Ended:
    folder: Path
    code: int

    @property
    def log(self) -> str:
        path = self.folder.with_name(f"{self.folder.name}.log")
        return path.read_text() if path.exists() else ""

    @property
    def served(self) -> bool:
        """Whether it had said that it serves."""
        return "Tuntas: http" in self.log


End = Callable[[Path, str, float], Ended]


@pytest.fixture
def forked(tmp_path: Path, begin: Begin) -> list[End]:
    """Programs that start one server after another."""
    command, pipe = [sys.executable, "-m", "tests.world.serving_ends"], subprocess.PIPE
    env = environment(tmp_path)
    programs = [begin(command, env=env, stdin=pipe, stdout=pipe) for _ in range(AT_ONCE)]

    def ends(program: subprocess.Popen[str]) -> End:
        assert said(program) == "ready"

        def end(folder: Path, workers: str, after: float) -> Ended:
            tell(program, f"{folder} {workers} {after}")
            return Ended(folder, int(said(program)))

        return end

    return [ends(program) for program in programs]


def started_for_itself(folder: Path, workers: str, after: float) -> Ended:
    with folder.with_name(f"{folder.name}.log").open("w") as lines:
        env = environment(folder, TUNTAS_WORKERS=workers)
        with program(COMMAND, env=env, stdout=lines, stderr=subprocess.STDOUT) as process:
            time.sleep(after)
            process.terminate()
            return Ended(folder, process.wait(PATIENCE))


def test_at_any_moment_it_ends_in_order(tmp_path: Path, demo_instance: Path, forked: list[End]):
    chance = random.Random(11)  # noqa: S311 - moments
    moments = [chance.uniform(0, LATEST) for _ in range(AT_ONCE * OF_EACH)]
    moments += [chance.uniform(0, LATEST_WITH_IMPORTS) for _ in range(WITH_IMPORTS)]

    def some(first: int) -> list[Ended]:
        found = []
        for number in range(first, len(moments), AT_ONCE):
            folder = tmp_path / str(number)
            if number % 3:
                shutil.copytree(demo_instance, folder)
            end = forked[first] if number < AT_ONCE * OF_EACH else started_for_itself
            found.append(end(folder, WORKERS[number // AT_ONCE % len(WORKERS)], moments[number]))
        return found

    with ThreadPoolExecutor(AT_ONCE) as servers:
        ended = [one for found in servers.map(some, range(AT_ONCE)) for one in found]
    assert len(ended) == 40
    assert [(one.code, one.log) for one in ended if one.code not in IN_ORDER or "Traceback" in one.log] == []
    assert {one.code for one in ended if one.served} == {0}
    cut = sum(not one.served for one in ended)
    print(f"{cut} were cut off in their start, {len(ended) - cut} ended in order")
    assert min(cut, len(ended) - cut) > 2
    for one in ended:
        if not one.served:
            swept(one.folder)
    assert [fault for one in ended for fault in faults(one.folder)] == []


def swept(folder: Path) -> None:
    """Without the parts of files that a start leaves when it is cut off: one on a later day takes them away."""
    for name in ("archive", "evidence"):
        aged(folder / name)
        HashedFiles(folder / name).sweep()


def faults(folder: Path) -> list[str]:
    """Whatever is half there; a folder in which the start had made nothing yet is as good as none."""
    if not (folder / "tuntas.db").exists():
        return []
    with closing(open_store(folder / "tuntas.db")) as store:
        found = [*wrong(store, folder), *half_files(folder)]
        if (count := store.count("user")) not in (0, len(ACCOUNTS)):
            found.append(f"{count} accounts")
    return found


def test_what_a_cut_off_start_has_left_is_gone_on_with(tmp_path: Path, forked: list[End]):
    folder = tmp_path / "instance"
    for tenth in range(1, 8):
        forked[0](folder, "0", tenth / 10)
    made = create_app(folder, NOW=lambda: START)
    store = made.extensions["tuntas"].store
    assert (store.count("user"), wrong(store, folder)) == (len(ACCOUNTS), [])
    assert [path.name for path in folder.glob("secret_key*")] == ["secret_key"]
    store.close()
