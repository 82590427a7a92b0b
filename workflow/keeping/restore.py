"""Makes an instance of a backup again: whole or not at all.

Everything is checked before anything is copied, copied into a folder beside the target, checked there once more, and
only then moved to its place. Nobody stays signed in, so a stolen backup opens no account by its sessions.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from workflow import durable
from workflow.audit import heads
from workflow.audit.check import Unreadable, content_of
from workflow.audit.heads import MANIFEST
from workflow.clock import moment
from workflow.errors import WorkflowError
from workflow.evidence import where_kept
from workflow.evidence.place import sha256_of
from workflow.evidence.where_kept import FOLDERS, place
from workflow.keeping.backup import DATABASE, FORMAT, LIST, tally
from workflow.mail import tries
from workflow.store import open_store

SIGNED_IN = ("session", "sign_in", "reset")  # whoever holds a cookie or a link of the time of the backup


class RestoreRefused(WorkflowError):
    """Nothing was restored; the sentence says why and what to do."""


def restore(backup: Path, target: Path, *, at: datetime, files: str = "") -> dict[str, Any]:
    """Restores ``backup`` to ``target``, which must be new or an empty folder; returns the backup's manifest.

    Evidence and archive go into the bucket ``files`` where one is named: what lies there already stays, and what an
    attempt that failed has left is named by no record and harms nothing.
    """
    manifest = read_manifest(backup)
    _refuse_used(target)
    listed = _listed(backup, manifest)
    _compare(partial(_sum, backup, ""), listed, "Cadangan ini rusak")
    part = target.with_name(f".{target.name}.pulih-{secrets.token_hex(4)}")
    try:
        _copy(backup, part, listed, files)
        _compare(partial(_sum, part, files), listed, "Salinannya tidak sama")
        _finish(part, manifest, at)
        os.rename(part, target)  # takes the place of an empty folder, and of nothing else
        durable.flush(target.parent)
    except OSError as error:
        raise RestoreRefused(f"Tidak dapat dipulihkan ke {target}: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


def read_manifest(backup: Path) -> dict[str, Any]:
    """What the backup says about itself, with all that it must say."""
    try:
        if not (backup / MANIFEST).exists():
            raise RestoreRefused(f"{backup} bukan cadangan yang selesai: tidak ada {MANIFEST}. Pakai yang lain.")
        manifest: dict[str, Any] = json.loads(content_of(backup / MANIFEST).decode())
        newer = manifest["format"] > FORMAT
        if not newer:
            _check_form(manifest)
    except (Unreadable, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise RestoreRefused(f"{MANIFEST} di {backup} rusak atau tidak dikenal. Pakai cadangan lain.") from None
    if newer:
        raise RestoreRefused("Cadangan ini dibuat oleh Tuntas yang lebih baru. Pasang dahulu versi itu.")
    return manifest


def _check_form(manifest: Mapping[str, Any]) -> None:
    """Raises one of many errors when something is not there, or not what it must be."""
    moment(manifest["made"])
    numbers = [*manifest["counts"].values(), *(part["count"] for part in manifest["files"].values())]
    texts = [manifest["list"]["sha256"], *manifest["damage"]]
    alike = all(type(number) is int for number in numbers) and all(type(text) is str for text in texts)
    if not (alike and isinstance(manifest["chains"], dict) and isinstance(manifest["damage"], list)):
        raise ValueError("not what a manifest says")


def _refuse_used(target: Path) -> None:
    try:
        used = target.exists() and (not target.is_dir() or any(target.iterdir()))
    except OSError as error:
        raise RestoreRefused(f"Folder {target} tidak dapat dibaca: {error.strerror}.") from error
    if used:
        raise RestoreRefused(
            f"{target} sudah berisi dan tidak ditimpa. Hentikan servernya, pindahkan dahulu folder itu "
            f"(misalnya: mv {target} {target}.lama), lalu ulangi."
        )


def _listed(backup: Path, manifest: Mapping[str, Any]) -> dict[str, str]:
    """Path -> SHA-256 of every file, from the list that the manifest vouches for."""
    damaged = RestoreRefused(f"Daftar berkas {LIST} di {backup} hilang atau berubah. Pakai cadangan lain.")
    try:
        if sha256_of(backup / LIST) != manifest["list"]["sha256"]:
            raise damaged
        rows = (backup / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, KeyError, TypeError, ValueError):
        raise damaged from None
    listed = {name: sha256 for sha256, _, name in (row.partition("  ") for row in rows)}
    if any(name != DATABASE and not _inside(name) for name in listed) or DATABASE not in listed:
        raise damaged
    return listed


def _inside(name: str) -> bool:
    return re.fullmatch(rf"({'|'.join(FOLDERS)})/[^\0]+", name) is not None and ".." not in name.split("/")


def _compare(sum_of: Callable[[str], str], listed: Mapping[str, str], what: str) -> None:
    """Raises ``RestoreRefused`` with the first files that are not what the list says."""
    wrong = [name for name, sha256 in listed.items() if sum_of(name) != sha256]
    if wrong:
        more = f" dan {len(wrong) - 3} lagi" if len(wrong) > 3 else ""
        raise RestoreRefused(f"{what}: {', '.join(wrong[:3])}{more} hilang atau berubah. Tidak ada yang dipulihkan.")


def _sum(folder: Path, files: str, name: str) -> str:
    """The hash of a listed file; nothing where there is none."""
    kind, _, path = name.partition("/")
    try:
        return place(folder, files, kind).sha256(path) if path else sha256_of(folder / name)
    except OSError:
        return ""


def _copy(backup: Path, part: Path, listed: Mapping[str, str], files: str) -> None:
    part.mkdir(mode=0o700, parents=True)
    where_kept.enter(part, files)
    where_kept.note(part, files)
    for folder in () if files else FOLDERS:
        (part / folder).mkdir()
    for name in listed:
        kind, _, path = name.partition("/")
        if path and files:
            place(part, files, kind).put(path, (backup / name).read_bytes())
        else:
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            durable.copy(backup / name, part / name)


def _finish(part: Path, manifest: Mapping[str, Any], at: datetime) -> None:
    """Opens the copy, compares it with the manifest, and signs everybody out."""
    with closing(open_store(part / DATABASE)) as store:
        now = tally(store)
        if any(now["counts"].get(kind, 0) != number for kind, number in manifest["counts"].items()):
            raise RestoreRefused("Jumlah catatannya tidak sama dengan manifest. Tidak ada yang dipulihkan.")
        if now["chains"] != manifest["chains"]:
            raise RestoreRefused("Riwayatnya tidak sama dengan manifest. Tidak ada yang dipulihkan.")
        with store.transaction():
            for kind in SIGNED_IN:
                for record in store.find(kind):
                    store.delete(kind, record["id"])
            tries.after_restore(store, at)
    heads.note_restored(part, manifest, at)
