"""The server as it is started for real: a process of its own with real HTTP, for tests that stop or break it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.world.places import ROOT
from tests.world.waiting import PATIENCE

COMMAND = [sys.executable, "-m", "app"]
Program = subprocess.Popen[str]
Begin = Callable[..., Program]  # the fixture ``begin``


@dataclass(frozen=True)
class Served:
    process: Program
    port: int
    log: Path  # what it has said so far: in a file, for nobody reads along, and a full pipe would hold it up


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUNTAS_")}
    return {**kept, "TUNTAS_INSTANCE": str(folder), "PORT": "0", "PYTHONPATH": str(ROOT), **more}


@contextmanager
def program(command: Sequence[str | Path], **options: Any) -> Iterator[Program]:
    """A process that does not outlive the block, nor does what it has started; its pipes are closed."""
    with subprocess.Popen(command, cwd=ROOT, text=True, start_new_session=True, **options) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def start(begin: Begin, folder: Path, **more: str) -> Served:
    """The server, once it says that it serves."""
    log = folder.with_name(f"{folder.name}.log")
    with log.open("a") as lines:
        process = begin(COMMAND, env=environment(folder, **more), stdout=subprocess.PIPE, stderr=lines)
    return Served(process, port_of(process, log), log)


def port_of(process: Program, log: Path) -> int:
    line = said(process)
    found = re.fullmatch(r"Tuntas: http://127\.0\.0\.1:(\d+)", line)
    assert found, f"did not start: {line}{log.read_text()}"
    return int(found[1])


def said(process: Program) -> str:
    """The next line of a program's output."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: Program, line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def refused(folder: Path, *command: str, **more: str) -> str:
    """What a start (or a command) that must refuse says; it ends with an error and without a trace."""
    ran = subprocess.run(
        command or COMMAND, cwd=ROOT, env=environment(folder, **more), capture_output=True, text=True, timeout=PATIENCE
    )
    assert ran.returncode == 1, (ran.returncode, ran.stdout, ran.stderr)
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
    return ran.stderr
