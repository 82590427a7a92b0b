"""Opening an instance folder at the start. What is broken or missing is not started on: the refusal says what to do.

A start that went on would be worse: a demo seeded over a lost database looks like an office whose work is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow import durable
from workflow.errors import StoreBusy, StoreDamaged, StoreNewer, StoreUnavailable
from workflow.evidence.where_kept import NOTE
from workflow.keeping import instance_id
from workflow.keeping.soundness import Sound
from workflow.store import CONNECTIONS, Store, open_store

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
EMPTY = "basis data itu masih kosong, padahal folder ini berisi {found}"
MOVE_FIRST = (
    "Untuk memindahkan isi folder ini ke sana, jalankan tanpa TUNTAS_DATABASE: flask --app app move-to ALAMAT\n"
    "Untuk mulai dari awal, pakai folder lain lewat TUNTAS_INSTANCE."
)
LOOK_AT_DATABASE = (
    "Periksa apakah PostgreSQL berjalan dan dapat ditulisi, TUNTAS_DATABASE (alamat, nama, sandi), dan akun di sana:\n"
    "ia harus pemilik basis data (ALTER DATABASE … OWNER TO …), tanpa statement_timeout dan\n"
    "idle_in_transaction_session_timeout yang lebih pendek dari pekerjaannya. max_connections di sana\n"
    "harus cukup untuk TUNTAS_POOL setiap server, dan sepuluh lagi masing-masing."
)
NO_DATABASE = "TUNTAS_DATABASE bukan alamat PostgreSQL. Contoh: postgresql://tuntas:SANDI@basisdata/tuntas"
UPDATE = "Pasang Tuntas versi itu lagi, atau pakai folder lain lewat TUNTAS_INSTANCE. Data lama tidak diubah."
NO_FOLDER = "{file} adalah berkas, bukan folder. Sebutkan folder lewat TUNTAS_INSTANCE, lalu jalankan lagi."
LATER = "Proses lain sedang bekerja di sana. Tunggu sampai selesai, lalu jalankan lagi."
ROOM = "Sediakan ruang di disk dan izin menulis di folder itu, lalu jalankan lagi."


def open_instance(folder: Path, database: str = "", connections: int = CONNECTIONS) -> Store:
    """The store of an instance folder, or the ``database`` that it has instead of a file; raises ``StoreUnavailable``
    when the file may not be used, ``SystemExit`` with sentences when the database may not.

    The file is read through where it was not closed in order; what the disk does to it meanwhile the daily copy finds.
    """
    if database:
        return _open_database(folder, database, connections)
    path = folder / DATABASE
    if not path.exists() and instance_id.noted(folder):
        raise _refused(folder, *instance_id.ELSEWHERE.split("\n", 1))
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


def connections_of(chosen: str) -> int:
    """How many connections to a database there are at most; with fewer than requests, these wait for each other."""
    if chosen and not (chosen.isascii() and chosen.isdecimal() and 2 <= int(chosen) <= 1000):
        raise SystemExit(f"TUNTAS_POOL={chosen} bukan jumlah sambungan; tulis bilangan dari 2 sampai 1000.")
    return int(chosen or CONNECTIONS)


def _open_database(folder: Path, database: str, connections: int) -> Store:
    """PostgreSQL mends by itself what was cut off. An empty one beside a folder with work in it is a wrong one."""
    if not database.startswith("postgresql://"):
        raise SystemExit(NO_DATABASE)
    try:
        store = open_store(database, Sound(), connections)
    except StoreUnavailable as refusal:
        reason, _, advice = refusal.sentence.partition(". ")
        more = [refusal.reason, LOOK_AT_DATABASE] if refusal.reason else [advice]
        raise _refused(folder, reason, *filter(None, more)) from None
    found = _remains(folder, DATABASE, instance_id.NOTE)
    if found and not store.count("office", most=0):
        store.close()
        raise _refused(folder, EMPTY.format(found=", ".join(found)), MOVE_FIRST)
    if reason := instance_id.refusal(folder, store, folder / DATABASE):
        store.close()
        raise _refused(folder, *reason.split("\n", 1))
    return store


def _refused(folder: Path, reason: str, *more: str) -> SystemExit:
    return SystemExit("\n".join([f"Tuntas tidak dijalankan: {reason.rstrip('.')}.", f"Folder: {folder}", *more]))


def _remains(folder: Path, *more: str) -> list[str]:
    there = [folder / name for name in (*more, *REMAINS)]
    return [path.name for path in there if (any(path.iterdir()) if path.is_dir() else path.exists())]


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """Ends the program with sentences when the folder cannot be worked with."""
    try:
        with durable.translated():
            yield
    except StoreUnavailable as refusal:
        reason = refusal.sentence.partition(". ")[0].rstrip(".")
        raise _refused(folder, reason, _advice(refusal, folder)) from None


def _advice(refusal: StoreUnavailable, folder: Path) -> str:
    if isinstance(refusal, StoreNewer):
        return UPDATE
    if isinstance(refusal, StoreBusy):
        return LATER
    if isinstance(refusal, StoreDamaged):
        return RESTORE.format(folder=folder)
    files = [path for path in (folder, *folder.parents) if path.is_file()]
    return NO_FOLDER.format(file=files[0]) if files else ROOM
