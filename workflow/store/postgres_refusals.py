"""What PostgreSQL says when something cannot be done now, as what the app knows, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from psycopg_pool import PoolTimeout

from workflow.errors import StoreAway, StoreBusy, StoreDamaged, StoreUnavailable
from workflow.store.turns import BUSY

# What others did at the same moment; done again, it goes.
IN_THE_WAY = (
    errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable, errors.UniqueViolation,
)  # fmt: skip
# What the role that Tuntas uses there may not, or may not see.
NO_RIGHT = (errors.InsufficientPrivilege, errors.InvalidSchemaName)
# The limits of the role, or of the database, for one question and for a transaction that asks nothing.
CUT_OFF = (errors.QueryCanceled, errors.IdleInTransactionSessionTimeout)
UNREACHABLE = "Basis data tidak terhubung. Tidak ada yang berubah; coba lagi atau hubungi admin."
DAMAGED = "Basis data rusak. Tidak ada yang berubah; hubungi admin."
FULL = "Ruang penyimpanan basis data penuh. Tidak ada yang berubah; hubungi admin."
CROWDED = "Sambungan ke basis data habis. Tidak ada yang berubah; coba lagi sebentar lagi."
READ_ONLY = "Basis data hanya dapat dibaca. Tidak ada yang berubah; hubungi admin."
RIGHTLESS = "Akun Tuntas di basis data tidak berhak. Tidak ada yang berubah; hubungi admin."
LIMITED = "Batas waktu yang dipasang pada basis data terlampaui. Tidak ada yang berubah; hubungi admin."


@contextmanager
def translated(otherwise: str = "") -> Iterator[None]:
    """Turns PostgreSQL's "it cannot be done now" into ``StoreUnavailable``; mistakes in our own SQL stay what they are.

    A connection that was lost is ``StoreAway``, or has the sentence ``otherwise`` where something was begun on it.
    """
    try:
        yield
    except (*IN_THE_WAY, PoolTimeout) as error:
        raise StoreBusy(BUSY) from error
    except errors.DiskFull as error:
        raise StoreUnavailable(FULL) from error
    except errors.ReadOnlySqlTransaction as error:
        raise StoreUnavailable(READ_ONLY) from error
    except (errors.DataCorrupted, errors.IndexCorrupted) as error:
        raise StoreDamaged(DAMAGED) from error
    except NO_RIGHT as error:
        raise StoreUnavailable(RIGHTLESS) from error
    except CUT_OFF as error:
        raise StoreUnavailable(LIMITED) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        if crowded(str(error)):
            raise StoreBusy(CROWDED) from error
        raise (StoreUnavailable(otherwise) if otherwise else StoreAway(UNREACHABLE)) from error


def crowded(reason: str) -> bool:
    """Whether it is there, and has too many connections; psycopg hands on nothing of such a refusal but its words."""
    return any(words in reason for words in ("too many", "connection slots"))
