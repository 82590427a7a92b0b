"""What SQLite knows about the number and spread of the records, by which it chooses an index.

Without such figures it takes a poor index for one that spares it the sorting. Taking them of everything at each start
would cost more with every year, so they are taken of what has outgrown them.
"""

from __future__ import annotations

from workflow.store.declared import FIELDS
from workflow.store.fields_table import fields_table
from workflow.store.sqlite import SqliteStorage

GROWN = 4  # times as many records as there were when the figures were taken
FEW = 100  # records: so many more change no choice
SAMPLE = 1000  # rows that are looked at of each index


def renew(storage: SqliteStorage) -> None:
    """Takes them anew where there are many more records than they tell of; else it waits for no writer."""
    if not _outgrown(storage):
        return
    with storage.transaction():
        storage.run(f"PRAGMA analysis_limit = {SAMPLE}")
        for kind in _outgrown(storage):
            storage.run(f"ANALYZE {fields_table(kind)}")


def _outgrown(storage: SqliteStorage) -> list[str]:
    taken = storage.run("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    told = "SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl"
    known = dict(storage.run(told)) if taken else {}
    return [kind for kind in FIELDS if _records(storage, kind) > GROWN * known.get(f"{kind}.fields", 0) + FEW]


def _records(storage: SqliteStorage, kind: str) -> int:
    """At least as many as there are: from the first to the last, which are found without counting."""
    sql = "SELECT (SELECT max(id) FROM {0}) - (SELECT min(id) FROM {0}) + 1"
    return int(storage.run(sql.format(fields_table(kind)))[0][0] or 0)
