"""What a library by others says of a file, asked in a process of its own with limits of its own.

Such a library was written for files that are meant well: it may take any memory, never end, or fail in any way. The
process is born for one file, answers with plain data, and says nothing where it was ended.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents.package import BROKEN, HEAVY, Unfit

SECONDS, BYTES = 8, 250 * 1024**2  # of work; above nothing: the process holds little else
PATIENCE = 60  # seconds that may pass on a machine that is busy with other things
_ROOT = Path(__file__).parents[3]
Said = dict[str, Any]


def asked(module: str, content: bytes) -> Said:
    """What ``module``, run as a program that calls ``answer``, says of a file; ``refused`` holds the reason of a
    refusal. Where it ends without a word, the file is HEAVY (ended by the kernel) or BROKEN (by a fault)."""
    command = [sys.executable, "-m", module]
    try:
        made = subprocess.run(  # noqa: S603 - our own module
            command, cwd=_ROOT, input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": HEAVY}
    if made.returncode:
        return {"refused": HEAVY if made.returncode < 0 else BROKEN}
    said: Said = json.loads(made.stdout)
    return said


def answer(told: Callable[[bytes], Said]) -> None:
    """The life of the process: reads the file from its input and writes what is told of it."""
    _limited()
    try:
        said = told(sys.stdin.buffer.read())
    except Unfit as unfit:
        said = {"refused": unfit.why}
    except MemoryError:
        said = {"refused": HEAVY}
    sys.stdout.write(json.dumps(said, allow_nan=False))


def _limited() -> None:
    """Its own limits, unless those that it was born with are closer."""
    for kind, most in ((resource.RLIMIT_DATA, BYTES), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
