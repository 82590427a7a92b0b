"""Records damaged on the database itself, past the app, and the pages on which they would be seen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

# What a reader opens that shows many records: first screens, lists, their files, the papers of a rakor.
LISTS: dict[str, tuple[str, ...]] = {
    "ketua.bireuen": (
        "/komitmen", "/kabar", "/kabar/semua", "/tugas", "/rakor", "/dokumen", "/agenda", "/pekerjaan", "/formulir",
        "/akun", "/agenda/cetak", "/tugas.xlsx", "/tugas.csv", "/dokumen.xlsx", "/agenda.xlsx", "/rakor.csv",
    ),
    "sekdis.bireuen": (
        "/persetujuan", "/kabar", "/tugas", "/dokumen", "/agenda", "/pekerjaan", "/tugas.csv", "/tugas/rekap.xlsx",
    ),
    "dinsos.aceh": (
        "/beranda", "/matriks", "/kabar", "/kabar/semua", "/tugas", "/tugas?q=a", "/rakor", "/dokumen", "/agenda",
        "/impor", "/pekerjaan", "/tugas.xlsx", "/dokumen.csv", "/agenda.csv", "/rakor.xlsx", "/tugas/rekap.xlsx",
        "/matriks.xlsx?rakor=1", "/matriks.csv?rakor=1",
    ),
    "admin": (
        "/pengaturan", "/pengaturan/akun", "/pengaturan/kantor", "/pengaturan/riwayat", "/pengaturan/masa-simpan",
        "/pengaturan/akun.xlsx", "/pengaturan/kantor.csv", "/pengaturan/riwayat.csv",
    ),
}  # fmt: skip


def stored(app: Flask, kind: str, id: int) -> str:
    with closing(sqlite3.connect(Path(app.instance_path) / "tuntas.db")) as database:
        return str(database.execute(f'SELECT doc FROM "{kind}" WHERE id = ?', (id,)).fetchone()[0])  # noqa: S608 - our own names only


def put(app: Flask, kind: str, id: int, text: Any) -> None:
    put_in(Path(app.instance_path) / "tuntas.db", kind, id, text)


def put_in(file: Path, kind: str, id: int, text: Any) -> None:
    """Also what the store itself would refuse."""
    with closing(sqlite3.connect(file, timeout=60)) as database, database:
        assert database.execute(f'UPDATE "{kind}" SET doc = ? WHERE id = ?', (text, id)).rowcount == 1  # noqa: S608 - our own names only


@contextmanager
def damaged(app: Flask, kind: str, id: int, text: Any) -> Iterator[None]:
    """The row holds this until the block is left."""
    before = stored(app, kind, id)
    put(app, kind, id, text)
    yield
    put(app, kind, id, before)


def ways(text: str) -> Iterator[tuple[str, str]]:
    """(what was done, the text) for every key of a document: gone, or of another type; and of those within."""
    for path in paths(json.loads(text)):
        for what in ("gone", None, 5, "x", [], {}):
            doc = json.loads(text)
            place, key = doc, path[-1]
            for step in path[:-1]:
                place = place[step]
            if what == "gone":
                del place[key]
            elif place[key] == what:
                continue
            else:
                place[key] = what
            yield f"{'.'.join(map(str, path))} {what!r}", json.dumps(doc)


def paths(doc: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Of each key, and of the keys of the first in a list."""
    for key, value in doc.items():
        if key == "search":
            continue
        yield (*before, key)
        if isinstance(value, dict):
            yield from paths(value, (*before, key))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from paths(value[0], (*before, key, 0))
