"""A database whose records are being moved, out of it or into it, is nobody else's meanwhile.

Who moves holds a claim until it is done (``postgres_claims.py``). Whoever opens the database looks whether there is
one, once others can see it: so either who moves sees who opens, or who opens sees who moves.
"""

from __future__ import annotations

from workflow.errors import StoreUnavailable
from workflow.store.claims import place_of
from workflow.store.postgres_opened import Asked

PLACE = place_of("claim move-to")  # as ``change_of_store`` claims it
UNDER_WAY = "Isi basis data itu sedang dipindahkan (move-to) oleh {by}. Tunggu sampai selesai, lalu jalankan lagi."
BY = """\
SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid)
WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted AND objsubid = 1
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND classid = (%s::bigint >> 32)::oid AND objid = (%s::bigint & 4294967295)::oid"""


def begin(connection: Asked) -> None:
    """Who fills the database holds it until its transaction ends. Raises ``StoreUnavailable`` where somebody else moves
    something."""
    if not connection.rows("SELECT pg_try_advisory_xact_lock(%s)", (PLACE,))[0][0]:
        raise StoreUnavailable(UNDER_WAY.format(by=_by(connection)))


def refuse(connection: Asked) -> None:
    """The same for who opens it, or enters: until its transaction ends nobody begins to move anything."""
    if not connection.rows("SELECT pg_try_advisory_xact_lock_shared(%s)", (PLACE,))[0][0]:
        raise StoreUnavailable(UNDER_WAY.format(by=_by(connection)))


def _by(connection: Asked) -> str:
    """ "tuntas host 1234", as its connections are called; it may have ended just now."""
    return ", ".join(name for (name,) in connection.rows(BY, (PLACE, PLACE))) or "perintah lain"
