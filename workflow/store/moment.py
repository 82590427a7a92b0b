"""The file as it is at one moment, for what takes many questions: a backup, an export, a check of the history.

SQLite shows a reader who has begun nothing of what is written later, and nobody waits for such a reader. What is
written meanwhile stays in the log beside the file until the reader is done.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workflow import durable
from workflow.errors import StoreUnavailable
from workflow.store.protocol import PATIENCE
from workflow.store.sqlite import Session, SqliteStorage, translated

# Pages that are copied at a time, and brought to the disk: others come to the processor in between, and who saves waits
# for no more than these on the disk.
PAGES = 512
UNREADABLE = "Cadangan tidak dapat dibaca kembali. Ulangi pencadangan; bila terulang, hubungi admin."


class Moment(SqliteStorage):
    """Its moment is that at which it is made. Only that thread reads it, and nobody writes through it."""

    def _settle(self) -> None:
        self.run("BEGIN")
        self.run("SELECT 1 FROM sqlite_master LIMIT 1")  # SQLite begins with the first question

    def _open(self) -> Session:
        if self._sessions:
            raise RuntimeError("another thread would see another moment")
        return super()._open()

    @contextmanager
    def transaction(self, within: float = PATIENCE) -> Iterator[None]:
        raise RuntimeError("what is read as of one moment is not written")
        yield

    def copy(self, target: Path) -> None:
        """The file, as of this moment, as one with nothing beside it; read once more before it counts."""
        refused: list[OSError] = []

        def bring(*_: int) -> None:
            """Tells of a refusal afterwards: SQLite has its own copying to end first."""
            try:
                durable.flush(target)
            except OSError as error:
                refused.append(error)

        with translated(), durable.translated(), closing(sqlite3.connect(target)) as copy:
            self._session().connection.backup(copy, pages=PAGES, progress=bring)
            if refused:
                raise refused[0]
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise StoreUnavailable(UNREADABLE)
