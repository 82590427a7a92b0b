"""Run as a process of its own: one run of reminders, slow enough to be killed between two digests; says each of them.

``python reminder_writer.py DATABASE MOMENT``
"""

from __future__ import annotations

import sys
import time
from datetime import datetime

from workflow.records import Digest, Notice, User
from workflow.reminders import digests
from workflow.store import open_store


def said(user: User, _digest: Digest, _notice: Notice) -> None:
    print(user["username"], flush=True)
    time.sleep(0.05)


store = open_store(sys.argv[1])
print("ready", flush=True)
made = digests.run(store, datetime.fromisoformat(sys.argv[2]), said)
print(f"done {len(made)}", flush=True)
store.close()
