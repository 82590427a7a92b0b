"""Whose folder it is, where the records are in a database: both know the instance by one name.

The name comes with the first start or with ``move-to``, goes along wherever the records are moved, and is in no backup:
what is restored is another instance, for the one that was saved may still be there.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from workflow import durable
from workflow.store import Store

NOTE = "instance_id"  # in the instance folder
OTHERS = (
    "basis data itu berisi instance {theirs}, padahal folder ini milik instance {mine}\n"
    "Periksa TUNTAS_DATABASE dan TUNTAS_INSTANCE: salah satunya menunjuk tempat yang lain. Bila bukti dan arsip di\n"
    "folder ini memang milik basis data itu, hapus {note}."
)
OWN = (
    "folder ini menyimpan catatannya sendiri (tuntas.db), padahal basis data itu sudah berisi instance lain\n"
    "Pakai folder lain lewat TUNTAS_INSTANCE, atau jalankan tanpa TUNTAS_DATABASE."
)
ELSEWHERE = (
    "catatan folder ini ada di basis data PostgreSQL, padahal TUNTAS_DATABASE tidak diatur\n"
    "Atur TUNTAS_DATABASE. Setelah pindah kembali, letakkan berkasnya di folder ini sebagai tuntas.db."
)


def noted(folder: Path) -> str:
    """The name that the folder has, or nothing."""
    path = folder / NOTE
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def note(folder: Path, name: str) -> None:
    if noted(folder) != name:
        durable.write(folder / NOTE, f"{name}\n".encode())


def of(folder: Path, store: Store) -> str:
    """The name of what ``store`` holds, a new one where there is none yet."""
    together = store.together()
    return together.instance(_new()) if together else noted(folder) or _new()


def refusal(folder: Path, store: Store, file: Path) -> str:
    """Why a folder does not go with the database, in sentences; nothing where it does, and then it is noted. ``file``
    is what would hold the records without a database."""
    mine, theirs = noted(folder), of(folder, store)
    if mine and mine != theirs:
        return OTHERS.format(mine=mine, theirs=theirs, note=folder / NOTE)
    if not mine and file.exists():
        return OWN
    note(folder, theirs)
    return ""


def _new() -> str:
    return secrets.token_hex(8)
