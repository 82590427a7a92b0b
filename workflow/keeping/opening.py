"""Opening an instance folder at the start. What is broken or missing is not started on: the refusal says what to do.

A start that went on would be worse: a demo seeded over a lost database looks like an office whose work is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow import durable
from workflow.errors import StoreDamaged, StoreNewer, StoreUnavailable
from workflow.evidence.where_kept import NOTE
from workflow.keeping.soundness import Sound
from workflow.store import Store, open_store

DATABASE = "tuntas.db"
# What an instance with work in it has beside its database.
REMAINS = ("evidence", "archive", "backup", "heads.jsonl", NOTE, f"{DATABASE}-wal")
LOST = "Berkas data {name} tidak ada, padahal folder ini berisi {found}."
DAMAGED = "Berkas data {name} rusak."
RESTORE = (
    "Jangan menghapus apa pun. Pindahkan folder itu (misalnya: mv {folder} {folder}.rusak), lalu pulihkan cadangan\n"
    "terakhir ke tempatnya: flask --app app restore CADANGAN\n"
    "Untuk mulai dari awal, pakai folder lain lewat TUNTAS_INSTANCE."
)
UPDATE = "Pasang Tuntas versi itu lagi, atau pakai folder lain lewat TUNTAS_INSTANCE. Data lama tidak diubah."
ROOM = "Sediakan ruang di disk dan izin menulis di folder itu, lalu jalankan lagi."


def open_instance(folder: Path) -> Store:
    """The store of an instance folder; raises ``StoreUnavailable`` when it may not be used.

    It is read through where it was not closed in order; what the disk does to it meanwhile the daily copy finds.
    """
    path = folder / DATABASE
    if not path.exists() and (found := _remains(folder)):
        raise StoreDamaged(LOST.format(name=DATABASE, found=", ".join(found)))
    store = open_store(path, Sound())
    try:
        if not store.left_whole() and store.damage():
            raise StoreDamaged(DAMAGED.format(name=DATABASE))
    except BaseException:
        store.close()
        raise
    return store


def _remains(folder: Path) -> list[str]:
    there = [folder / name for name in REMAINS]
    return [path.name for path in there if (any(path.iterdir()) if path.is_dir() else path.exists())]


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """Ends the program with sentences when the folder cannot be worked with."""
    try:
        with durable.translated():
            yield
    except StoreUnavailable as refusal:
        reason = refusal.sentence.partition(". ")[0].rstrip(".")
        raise SystemExit(f"Tuntas tidak dijalankan: {reason}.\nFolder: {folder}\n{_advice(refusal, folder)}") from None


def _advice(refusal: StoreUnavailable, folder: Path) -> str:
    if isinstance(refusal, StoreNewer):
        return UPDATE
    return RESTORE.format(folder=folder) if isinstance(refusal, StoreDamaged) else ROOM
