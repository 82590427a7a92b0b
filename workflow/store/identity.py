"""What marks a database as ours, and which version of the code may open it."""

from __future__ import annotations

from pathlib import Path

from workflow import durable
from workflow.errors import StoreDamaged, StoreNewer, StoreUnavailable
from workflow.store.protocol import SCHEMA
from workflow.store.sqlite import DAMAGED, SqliteStorage

_OURS = 0x54554E54  # "TUNT", in the header of the file
EMPTY = "Berkas data kosong (0 byte), isinya hilang. Tidak ada yang diubah; hubungi admin."
NEWER = "Berkas data ini dibuat oleh Tuntas yang lebih baru (bentuk {found}; versi ini mengenal sampai {known})."


def refuse_file(path: Path) -> None:
    """Looks at the first bytes, before SQLite touches the file; raises ``StoreUnavailable`` for what is not opened.

    SQLite takes an empty file for a new database; we never leave one, so it is one that was lost.
    """
    with durable.translated(), path.open("rb") as file:
        head = file.read(100)
    if not head:
        raise StoreDamaged(EMPTY)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise StoreDamaged(DAMAGED)
    _judge(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))


def refuse_content(storage: SqliteStorage) -> None:
    """The same for what the log beside the file says, which may be newer than the file."""
    _judge(*_marks(storage))


def _marks(storage: SqliteStorage) -> tuple[int, int]:
    """Who signed it, and its schema."""
    mark, schema = (storage.run(f"PRAGMA {name}")[0][0] for name in ("application_id", "user_version"))
    return mark, schema


def _judge(mark: int, schema: int) -> None:
    """The database of another program, or of a newer Tuntas, is left as it is."""
    if mark not in (0, _OURS):
        raise StoreDamaged(DAMAGED)
    if schema > SCHEMA:
        raise StoreNewer(NEWER.format(found=schema, known=SCHEMA))


def marked(storage: SqliteStorage) -> bool:
    """Whether it is signed, and as of today's schema."""
    return _marks(storage) == (_OURS, SCHEMA)


def schema(storage: SqliteStorage) -> int:
    return _marks(storage)[1]


def mark(storage: SqliteStorage) -> None:
    """Signs the file, also one that was made before files were signed."""
    storage.run(f"PRAGMA application_id = {_OURS}")
    storage.run(f"PRAGMA user_version = {SCHEMA}")


def damage(storage: SqliteStorage) -> list[str]:
    """What SQLite finds wrong in the file; empty when it is sound."""
    try:
        found = [said for (said,) in storage.run("PRAGMA quick_check(5)")]
    except StoreUnavailable as refusal:
        return [refusal.sentence]
    return [] if found == ["ok"] else found
