"""Run as a process of its own: one run of reminders, which says each digest and is to be killed behind so many lines.

``python reminder_writer.py DATABASE MOMENT [LINES]``
"""

from __future__ import annotations

import signal
import sys
import time
from datetime import datetime
from itertools import count

from workflow.records import Digest, Notice, User
from workflow.reminders import digests
from workflow.store import open_store

last = int(sys.argv[3]) if len(sys.argv) > 3 else 0
lines = count(1)


def say(line: str) -> None:
    print(line, flush=True)
    if next(lines) == last:
        signal.pause()


def said(user: User, _digest: Digest, _notice: Notice) -> None:
    say(user["username"])
    time.sleep(0.05)  # so that two runs at once meet


store = open_store(sys.argv[1])
say("ready")
made = digests.run(store, datetime.fromisoformat(sys.argv[2]), said)
say(f"done {len(made)}")
store.close()
