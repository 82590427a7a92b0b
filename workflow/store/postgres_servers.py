"""The table of the servers that share a database of PostgreSQL: a row each, beside the tables of the records."""

from __future__ import annotations

from workflow.store.fellows import SILENT, Fellow
from workflow.store.postgres_opened import Asked
from workflow.store.sqlite import quoted

SERVERS = "tuntas_server"
COLUMNS = (
    "name text PRIMARY KEY, host text NOT NULL, pid bigint NOT NULL, version text NOT NULL, role text NOT NULL, "
    "apart float8 NOT NULL, began timestamptz NOT NULL, beat timestamptz NOT NULL"
)
TABLE = quoted(SERVERS)
NOW = "clock_timestamp()"
HEARD = f"FROM {TABLE} WHERE beat > {NOW} - make_interval(secs => {SILENT.total_seconds()})"
THERE = f"SELECT name, host, pid, version, role, apart, began, beat {HEARD} ORDER BY host, role, began"
NAMED = f"SELECT 'tuntas ' || left(host, 40) || ' ' || pid {HEARD}"  # as the connections of theirs are called
ENTER = (
    f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, %s, %s, {NOW}, {NOW})"  # noqa: S608 - our own names only
    " ON CONFLICT (name) DO UPDATE SET beat = excluded.beat, apart = excluded.apart RETURNING beat"
)
LEAVE = f"DELETE FROM {TABLE} WHERE name = %s"  # noqa: S608 - our own names only
FORGET = f"DELETE FROM {TABLE} WHERE beat < {NOW} - interval '1 day'"  # noqa: S608 - our own names only


def there(connection: Asked) -> list[Fellow]:
    """Those that were heard of lately; none where there is no table of them yet."""
    if not connection.rows("SELECT to_regclass(%s)", (TABLE,))[0][0]:
        return []
    return [Fellow(*row) for row in connection.rows(THERE)]
