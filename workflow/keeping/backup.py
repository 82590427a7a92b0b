"""A backup: the database as of one moment, the evidence and the issued files, checked by opening the copy.

Its folder holds ``tuntas.db``, ``evidence/``, ``archive/``, ``files.sha256`` (the hash of every file, as ``sha256sum
-c`` reads it) and ``manifest.json``. The manifest is written last: a folder without one is an attempt that did not
finish. No secret key is in it; ``restore.py`` makes an instance of it again.
"""

from __future__ import annotations

import json
import os
import stat
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow import durable
from workflow.audit import chain as audit
from workflow.audit import newest
from workflow.audit.heads import MANIFEST
from workflow.clock import stamp
from workflow.errors import WorkflowError
from workflow.evidence.place import Place, sha256_of
from workflow.evidence.where_kept import FOLDERS, place
from workflow.keeping import archive
from workflow.store import FIELDS, Store, only_read

FORMAT = 2  # of the backup's folder; restoring refuses a higher one
DATABASE, LIST = "tuntas.db", "files.sha256"
PROJECT = Path(__file__).parent.parent.parent / "pyproject.toml"


class BackupFailed(WorkflowError):
    """There is no backup; the sentence says why."""


def make_backup(
    store: Store, instance: Path, target: Path, *, at: datetime, earlier: Path | None = None, files: str = ""
) -> dict[str, Any]:  # fmt: skip
    """Makes the backup in ``target``, a folder that is new or empty, and returns its manifest.

    The app goes on meanwhile, and nobody waits. Files come after the database: whatever the copied records name was
    there before them, so no record can miss its file. A file that is whole in the backup ``earlier``
    is linked to it instead of copied. Those that lie in the bucket ``files`` are fetched from it: a backup is whole by
    itself, wherever the files were.
    """
    _claim(target)
    try:
        with store.snapshot() as moment:
            moment.backup(target / DATABASE)
            contents, schema = tally(moment), moment.facts().schema
        for name in FOLDERS:
            _copy_files(place(instance, files, name), target / name, earlier / name if earlier else None)
        found = _whole(target, instance, files)
        damage = check(target, contents, found)
        return _write_manifest(target, schema, contents, found, damage, at)
    except OSError as error:
        raise BackupFailed(f"Cadangan tidak selesai: {error.strerror or error}.") from error


def tally(store: Store) -> dict[str, Any]:
    """How many records of each kind, and the head of each audit chain."""
    return {"counts": {kind: store.count(kind) for kind in FIELDS}, "chains": newest.heads(store)}


def check(backup: Path, contents: dict[str, Any], found: Mapping[str, str]) -> list[str]:
    """Reads the backup's database through; raises ``BackupFailed`` when it does not hold ``contents``.

    Returns what was damaged already in the original: broken chains, files that are missing or no longer what their
    name says. That is to be known, but no reason to have no backup. It is read where it lies: a second copy of it would
    be as large, and whoever saves meanwhile would wait for the disk to have that, too.
    """
    with only_read(backup / DATABASE) as copy:
        if tally(copy) != contents:
            raise BackupFailed("Cadangan tidak sama dengan aslinya. Ulangi ke folder lain.")
        broken = [sentence for chain in audit.examine(copy, ()) for sentence in chain.sentences]
        # What was removed while the files were copied may still have come along: no damage.
        return [*broken, *archive.compare(archive.named_files(copy), {}, found).faults]


def _claim(target: Path) -> None:
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds personal data
        used = any(target.iterdir())
    except OSError as error:
        raise BackupFailed(f"Folder {target} tidak dapat dipakai: {error.strerror}.") from error
    if used:
        raise BackupFailed(f"Folder {target} sudah berisi. Pakai folder baru, supaya cadangan lama tidak tertimpa.")


def _copy_files(source: Place, target: Path, earlier: Path | None) -> None:
    target.mkdir()
    for kept in source.files():
        (target / kept.path).parent.mkdir(parents=True, exist_ok=True)
        if earlier is None or not _linked(earlier / kept.path, target / kept.path):
            with suppress(FileNotFoundError):  # removed this moment, because its time is over
                source.fetch(kept.path, target / kept.path)


def _linked(path: Path, target: Path) -> bool:
    """Only to a file: a link or a pipe there is none of ours. Not on every disk there are links."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        os.link(path, target)
    except OSError:
        return False
    return True


def _whole(target: Path, instance: Path, files: str) -> dict[str, str]:
    """The hash of every copied file. One that was linked to a damaged copy is taken anew from the instance."""
    found = dict(archive.hashes(target))
    for name, sha256 in found.items():
        if sha256 != Path(name).name and (target / name).stat().st_nlink > 1:
            (target / name).unlink()
            folder, _, path = name.partition("/")
            place(instance, files, folder).fetch(path, target / name)
            found[name] = sha256_of(target / name)
    return found


def _write_manifest(
    target: Path, schema: int, contents: dict[str, Any], found: Mapping[str, str], damage: list[str], at: datetime
) -> dict[str, Any]:  # fmt: skip
    database = {"name": DATABASE, "sha256": sha256_of(target / DATABASE), "size": (target / DATABASE).stat().st_size}
    listed = {DATABASE: database["sha256"], **found}
    write_durably(target / LIST, "".join(f"{sha256}  {name}\n" for name, sha256 in listed.items()))
    sizes = {name: (target / name).stat().st_size for name in found}
    manifest = {
        "format": FORMAT,
        "app": tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"],
        "schema": schema,
        "made": stamp(at),
        "database": database,
        **contents,
        "files": {folder: _sum([size for name, size in sizes.items() if name.startswith(f"{folder}/")])
                  for folder in FOLDERS},
        "list": {"name": LIST, "sha256": sha256_of(target / LIST)},
        "damage": damage,
    }  # fmt: skip
    write_durably(target / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    durable.flush(target)
    durable.flush(target.parent)
    return manifest


def _sum(sizes: list[int]) -> dict[str, int]:
    return {"count": len(sizes), "bytes": sum(sizes)}


def write_durably(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    durable.flush(path)
