"""Run as a process of its own: writes pairs of records until it is killed, and prints each number once it is kept.

``python pair_writer.py URL [COUNT]``; without COUNT it never ends.
"""

from __future__ import annotations

import itertools
import sys

from workflow.store import open_store

store = open_store(sys.argv[1])
rounds = range(int(sys.argv[2])) if len(sys.argv) > 2 else itertools.count()
for _ in rounds:
    with store.transaction():
        number = store.next_number("pair")
        first = store.insert("task", {"rakor": number, "region": "first", "text": "x" * 2000})
        store.insert("task", {"rakor": number, "region": "second", "other": first["id"]})
        store.save({**first, "stage": "draft"})
    print(number, flush=True)
store.close()
