"""Compares every file of evidence and of issued documents with the record that names it.

The name of a file is the SHA-256 of its bytes, so that each can be checked without asking anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.evidence.where_kept import FOLDERS, place
from workflow.offices import kop_files
from workflow.papers.scans import scans
from workflow.store import Record, Store

FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}


@dataclass(frozen=True)
class Compared:
    """``faults`` are sentences about what is missing, altered or strange. ``unused`` are whole files that no record
    names: an upload that was given up, the old emblem of an office. They harm nothing."""

    files: int
    faults: tuple[str, ...]
    unused: tuple[str, ...]


def check(store: Store, instance: Path, files: str = "") -> Compared:
    """Compares an instance, also while it is used: a file is always there before the record that names it. Every file
    is read, also each of the bucket ``files`` where they lie in one."""
    named, removed = named_files(store), removed_files(store)
    return compare(named, removed, dict(hashes(instance, files)))


def compare(named: Mapping[str, str], removed: Mapping[str, str], found: Mapping[str, str]) -> Compared:
    """``named`` and ``removed`` map a path to the record that names it, ``found`` a path to the hash of its bytes."""
    faults = [_fault(path, owner, found) for path, owner in named.items()]
    faults += [
        f"{owner}: sudah dihapus menurut masa simpan, tetapi {path} masih ada"
        for path, owner in removed.items()
        if path in found and path not in named
    ]
    strange = [path for path in found if path not in named and path not in removed]
    faults += [f"{path}: bukan berkas dari Tuntas" for path in strange if not _is_whole(path, found[path])]
    return Compared(
        files=len(named),
        faults=tuple(fault for fault in faults if fault),
        unused=tuple(path for path in strange if _is_whole(path, found[path])),
    )


def _fault(path: str, owner: str, found: Mapping[str, str]) -> str:
    if path not in found:
        return f"{owner}: {path} hilang"
    return "" if _is_whole(path, found[path]) else f"{owner}: {path} berubah, isinya bukan lagi yang dicatat"


def _is_whole(path: str, sha256: str) -> bool:
    return re.fullmatch(f"(evidence|archive)/{sha256[:2]}/{sha256}", path) is not None


def hashes(instance: Path, files: str = "") -> Iterator[tuple[str, str]]:
    """Every file with the SHA-256 of its bytes, but for those still being written."""
    for folder in FOLDERS:
        kept_in = place(instance, files, folder)
        for kept in kept_in.files():
            yield f"{folder}/{kept.path}", kept_in.sha256(kept.path)


def named_files(store: Store) -> dict[str, str]:
    """The path of every file that must be there, and whose it is."""
    return {
        **{_path("evidence", record["sha256"]): f"Bukti {record['id']}" for record in _evidence(store, removed=False)},
        **{_path("evidence", sha256): owner for sha256, owner in _of_offices(store)},
        **{_path("evidence", sha256): owner for sha256, owner in scans(store)},
        **{_path("archive", sha256): owner for sha256, owner in _of_documents(store)},
    }


def removed_files(store: Store) -> dict[str, str]:
    """The path of every file that was removed when its time was over, and whose it was."""
    return {_path("evidence", record["sha256"]): f"Bukti {record['id']}" for record in _evidence(store, removed=True)}


def _evidence(store: Store, *, removed: bool) -> list[Record]:
    return [record for record in store.find("evidence") if bool(record.get("removed")) is removed]


def _of_offices(store: Store) -> Iterator[tuple[str, str]]:
    for office in store.find("office"):
        for sha256, what in kop_files.files(office):
            yield sha256, f"{what} kantor {office['id']}"


def _of_documents(store: Store) -> Iterator[tuple[str, str]]:
    for record in store.find("document"):
        for ext, made in record["files"].items():
            yield made["sha256"], f"Dokumen {record['id']} ({FORMATS[ext]})"
        if signed := record.get("signed"):
            yield signed["sha256"], f"Dokumen {record['id']} (PDF ber-TTE)"


def _path(folder: str, sha256: str) -> str:
    return f"{folder}/{sha256[:2]}/{sha256}"
