"""A backup that is made in a process of its own: to count and check all of it takes a processor for long where there is
much, and no page shall feel it.

Started as ``python -m workflow.keeping.copy_apart INSTANCE TARGET AT EARLIER FILES``. It answers with the manifest as
JSON, or with ``{"failed": sentence}``, and ends when nobody is there any more to hear it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.clock import moment, stamp
from workflow.errors import WorkflowError
from workflow.keeping.backup import DATABASE, BackupFailed, make_backup
from workflow.keeping.soundness import Sound
from workflow.store import open_store

NICENESS = 10  # of 19: behind the pages, before what may take for ever
LOOK_EVERY = 0.1  # seconds between two looks whether the server ends
STOPPED = "Cadangan dihentikan, karena server berhenti. Cadangan berikutnya dibuat setelah server berjalan lagi."
CUT_OFF = "Cadangan terputus di tengah jalan. Yang berikutnya dicoba satu jam lagi."
_ROOT = Path(__file__).parents[2]


def make_apart(
    instance: Path, target: Path, *, at: datetime, earlier: Path | None, stopping: threading.Event,
    files: str = "", database: str = "",
) -> dict[str, Any]:  # fmt: skip
    """As ``make_backup``, of the ``database`` that the instance has instead of a file, if any; raises
    ``BackupFailed`` also when the server is ``stopping``."""
    command = [sys.executable, "-m", __name__, str(instance), str(target), stamp(at), str(earlier or ""), files]
    child, ours = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), "rw", strict=True))
    with child, ours:
        environment = {**os.environ, "TUNTAS_DATABASE": database}  # an address has a password: for no list of processes
        begun = subprocess.Popen(  # noqa: S603 - ours
            command, cwd=_ROOT, env=environment, stdin=child, stdout=subprocess.PIPE, text=True
        )
        with begun as process:
            said = _heard(process, stopping)
    if process.returncode:
        raise BackupFailed(CUT_OFF)
    told: dict[str, Any] = json.loads(said)
    if "failed" in told:
        raise BackupFailed(told["failed"])
    return told


def _heard(process: subprocess.Popen[str], stopping: threading.Event) -> str:
    while not stopping.is_set():
        try:
            return process.communicate(timeout=LOOK_EVERY)[0]
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    raise BackupFailed(STOPPED)


def _main(instance: str, target: str, at: str, earlier: str, files: str) -> None:
    os.nice(NICENESS)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    try:
        place = os.environ.get("TUNTAS_DATABASE") or Path(instance) / DATABASE
        with closing(open_store(place, Sound())) as store:
            before = Path(earlier) if earlier else None
            told = make_backup(store, Path(instance), Path(target), at=moment(at), earlier=before, files=files)
    except WorkflowError as failure:
        told = {"failed": failure.sentence}
    sys.stdout.write(json.dumps(told))


def _end_with_the_server() -> None:
    os.read(sys.stdin.fileno(), 1)  # returns when the server's end of it is closed, however it went
    os._exit(1)


if __name__ == "__main__":
    _main(*sys.argv[1:])
