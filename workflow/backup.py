"""A backup: the database as of one moment, the evidence and the issued files, checked by opening the copy.

Its folder is laid out like an instance, so that restoring means copying it to where the instance shall be. The
manifest is written last: a folder without one is an attempt that did not finish.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow import audit
from workflow.clock import stamp
from workflow.errors import WorkflowError
from workflow.store import FIELDS, Store, open_store

DATABASE, MANIFEST = "tuntas.db", "manifest.json"
FOLDERS = ("evidence", "archive")  # files that never change, named by their SHA-256


class BackupFailed(WorkflowError):
    """There is no backup; the sentence says why."""


def make_backup(store: Store, instance: Path, target: Path, *, at: datetime) -> dict[str, Any]:
    """Makes the backup in ``target``, a folder that is new or empty, and returns its manifest.

    The app may go on meanwhile; writers wait while the database is copied. Files come after it: whatever the copied
    records name was there before them, so no record can miss its file.
    """
    _claim(target)
    try:
        with store.transaction():
            store.backup(target / DATABASE)
            contents = tally(store)
        for name in FOLDERS:
            _copy_files(instance / name, target / name)
        return _write_manifest(target, {**contents, "damage": check(target, contents)}, at)
    except OSError as error:
        raise BackupFailed(f"Cadangan tidak selesai: {error.strerror or error}.") from error


def tally(store: Store) -> dict[str, Any]:
    """How many records of each kind, and the newest hash of each audit chain."""
    newest = {chain: audit.head(store, chain) for chain in audit.chains(store)}
    return {
        "counts": {kind: store.count(kind)[()] for kind in FIELDS},
        "chains": {chain: event["hash"] for chain, event in newest.items() if event},
    }


def check(backup: Path, contents: dict[str, Any]) -> list[str]:
    """Opens a scratch copy of the backup's database; raises ``BackupFailed`` when it does not hold ``contents``.

    Returns what was damaged already in the original: broken chains, files that are missing or no longer what their
    name says. That is to be known, but no reason to have no backup.
    """
    with tempfile.TemporaryDirectory(prefix=".uji-", dir=backup) as scratch:
        shutil.copyfile(backup / DATABASE, Path(scratch) / DATABASE)
        with closing(open_store(Path(scratch) / DATABASE)) as copy:
            if tally(copy) != contents:
                raise BackupFailed("Cadangan tidak sama dengan aslinya. Ulangi ke folder lain.")
            broken = [sentence for chain in audit.chains(copy) for sentence in audit.verify(copy, chain)]
            missing = sorted(name for name in _named_files(copy) if not _is_whole(backup / name))
    return [*broken, *(f"{name}: berkas hilang atau berubah" for name in missing)]


def _claim(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        used = any(target.iterdir())
    except OSError as error:
        raise BackupFailed(f"Folder {target} tidak dapat dipakai: {error.strerror}.") from error
    if used:
        raise BackupFailed(f"Folder {target} sudah berisi. Pakai folder baru, supaya cadangan lama tidak tertimpa.")


def _copy_files(source: Path, target: Path) -> None:
    """Whole files only; those still being written start with a dot."""
    target.mkdir()
    for path in sorted(source.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            _flush(copy)


def _named_files(store: Store) -> Iterator[str]:
    """The files that the records name, relative to the instance."""
    for record in store.find("evidence"):
        if not record.get("removed"):  # its time was over; retention.py
            yield f"evidence/{record['sha256'][:2]}/{record['sha256']}"
    for office in store.find("office"):
        for sha256 in (office["emblem"], office["letterhead"].get("sha256")):
            if sha256:
                yield f"evidence/{sha256[:2]}/{sha256}"
    for record in store.find("document"):
        signed = record.get("signed")
        for made in (*record["files"].values(), *([signed] if signed else [])):
            yield f"archive/{made['sha256'][:2]}/{made['sha256']}"


def _is_whole(path: Path) -> bool:
    return path.is_file() and _sha256(path) == path.name


def _write_manifest(target: Path, contents: dict[str, Any], at: datetime) -> dict[str, Any]:
    files = {name: [path for path in (target / name).rglob("*") if path.is_file()] for name in FOLDERS}
    manifest = {
        "made": stamp(at),
        "database": {"name": DATABASE, "sha256": _sha256(target / DATABASE)},
        **contents,
        "files": {name: {"count": len(paths), "bytes": sum(p.stat().st_size for p in paths)}
                  for name, paths in files.items()},
    }  # fmt: skip
    path = target / MANIFEST
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _flush(path)
    return manifest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
