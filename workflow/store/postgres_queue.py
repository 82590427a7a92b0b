"""What is ordered to be done in the background, as jobs of procrastinate in the same database.

An order is kept or undone with the transaction in which it was made, and servers are told of it when it is kept. Its
tables stand beside ours, and are reached without any setting of a session, which a pool between would not keep. They
hold no records: what was ordered and is not done is found again by the records themselves, so no copy has them.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files
from typing import Any

from psycopg import Connection

VERSION = version("procrastinate")  # an error of a missing module where it is not installed
# Not once more what waits already, or is being done.
ORDER = """\
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW(%s::text, %s::text, 0, %s::text, NULL, jsonb_build_object('id', %s::bigint), NULL)
]::procrastinate_job_to_defer_v1[])
WHERE NOT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE lock = %s AND status IN ('todo', 'doing'))"""

# A condition: all of its tables are there. Whoever copies only records, or clears away, leaves some or all of them out.
THERE = """\
num_nulls(to_regclass('procrastinate_jobs'), to_regclass('procrastinate_events'),
    to_regclass('procrastinate_periodic_defers'), to_regclass('procrastinate_workers')) = 0"""
# What is left of it where not all is there: functions and types outlive their tables.
CLEAR = """\
DO $$ DECLARE drop text; BEGIN
    FOR drop IN
        SELECT format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND starts_with(relname, 'procrastinate_')
            AND relkind = 'r'
        UNION ALL SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
            WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, 'procrastinate_')
        UNION ALL SELECT format('DROP TYPE IF EXISTS %s CASCADE', oid::regtype) FROM pg_type
            WHERE typnamespace = current_schema()::regnamespace AND starts_with(typname, 'procrastinate_')
            AND (typtype = 'e' OR typrelid IN (SELECT oid FROM pg_class WHERE relkind = 'c'))
    LOOP EXECUTE drop; END LOOP;
END $$"""


def order_of(what: str, id: int) -> list[Any]:
    """The values of ``ORDER``."""
    return [what, what, f"{what} {id}", id, f"{what} {id}"]


def make(connection: Connection[Any], have: str) -> None:
    """Its tables, or what has changed in them since the version that made them; "" where none has, or some are gone."""
    if not have:
        connection.execute(CLEAR)
        connection.execute(files("procrastinate.sql").joinpath("schema.sql").read_text(encoding="utf-8"))
        return
    for name in sorted(file.name for file in files("procrastinate.sql.migrations").iterdir()):
        if name.endswith(".sql") and name[: len(_padded(have))] > _padded(have):
            connection.execute(files("procrastinate.sql.migrations").joinpath(name).read_text(encoding="utf-8"))


def _padded(number: str) -> str:
    """As its files of changes begin: "03.10.00"."""
    return ".".join(part.zfill(2) for part in number.split(".")[:3])
