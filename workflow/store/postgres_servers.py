"""The table of the servers that share a database of PostgreSQL: a row each, beside the tables of the records."""

from __future__ import annotations

from workflow.store.fellows import SILENT
from workflow.store.postgres_opened import Asked
from workflow.store.sqlite import quoted

SERVERS = "tuntas_server"
KEY = "key text NOT NULL DEFAULT ''"
COLUMNS = (
    "name text PRIMARY KEY, host text NOT NULL, pid bigint NOT NULL, version text NOT NULL, role text NOT NULL, "
    f"apart float8 NOT NULL, began timestamptz NOT NULL, beat timestamptz NOT NULL, {KEY}"
)
TABLE = quoted(SERVERS)
YESTERDAY = f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {KEY}"  # what a table lacks that was made without it
NOW = "clock_timestamp()"
HEARD = f"FROM {TABLE} WHERE beat > {NOW} - make_interval(secs => {SILENT.total_seconds()})"
OWN = "name, host, pid, version, role, key, apart, began, beat"
THERE = f"SELECT {OWN} {HEARD} ORDER BY host, role, began"
NAMED = f"SELECT 'tuntas ' || left(host, 40) || ' ' || pid {HEARD}"  # as the connections of theirs are called
ENTER = (
    f"INSERT INTO {TABLE} ({OWN}) VALUES (%s, %s, %s, %s, %s, %s, %s, {NOW}, {NOW})"  # noqa: S608 - our own names only
    " ON CONFLICT (name) DO UPDATE SET beat = excluded.beat, apart = excluded.apart RETURNING beat"
)
LEAVE = f"DELETE FROM {TABLE} WHERE name = %s"  # noqa: S608 - our own names only
FORGET = f"DELETE FROM {TABLE} WHERE beat < {NOW} - interval '1 day'"  # noqa: S608 - our own names only


def at_work(connection: Asked) -> str:
    """One that was heard of lately, in words; nothing where there is none, or no table of them yet. It asks for no more
    than tables of every version have."""
    if not connection.rows("SELECT to_regclass(%s)", (TABLE,))[0][0]:
        return ""
    rows = connection.rows(f"SELECT host, pid, version {HEARD} ORDER BY host, began LIMIT 1")
    return "".join(f"{host} (proses {pid}, versi {version})" for host, pid, version in rows)
