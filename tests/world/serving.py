"""The server as it is started for real: a process of its own with real HTTP, for tests that stop or break it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.world.places import ROOT

COMMAND = [sys.executable, "-m", "app"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUNTAS_")}
    return {**kept, "TUNTAS_INSTANCE": str(folder), "PORT": "0", "PYTHONPATH": str(ROOT), **more}


def start(folder: Path, **more: str) -> tuple[subprocess.Popen[str], int]:
    """The process and its port, once it says that it serves."""
    process = subprocess.Popen(
        COMMAND, cwd=ROOT, env=environment(folder, **more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(r"Tuntas: http://127\.0\.0\.1:(\d+)\n", line)
    if not found:
        process.kill()
        raise AssertionError(f"did not start: {line}{process.communicate()[1]}")
    return process, int(found[1])


def refused(folder: Path, *command: str) -> str:
    """What a start (or a command) that must refuse says; it ends with an error and without a trace."""
    ran = subprocess.run(
        command or COMMAND, cwd=ROOT, env=environment(folder), capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 1, (ran.returncode, ran.stdout, ran.stderr)
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
    return ran.stderr
