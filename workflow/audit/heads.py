"""The heads of the audit chains, written down outside the database: ``heads.jsonl`` in the instance, and the manifests
of the daily copies. Whoever rewrites the database would have to rewrite these as well, and every printed recap.

A line tells which chains have grown since the line before: ``{"at": …, "chains": {"11.11": {"seq": 12, "hash": …}}}``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.audit.check import Head, Notes, Unreadable, heads_of, notes_of
from workflow.clock import stamp

FILE, MANIFEST = "heads.jsonl", "manifest.json"
BEGINNING = b'{"at":"'  # of every line
Heads = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Known:
    """What a history is compared with, what the reader should know about it, and whether something of it is missing."""

    heads: tuple[Head, ...]
    remarks: tuple[str, ...]
    flawed: bool


def note(instance: Path, heads: Heads, at: datetime) -> tuple[int, ...]:
    """Writes down the heads that are not yet the last ones noted; on the disk when it returns.

    Returns the numbers of the lines that are damaged: what they told is lost, and noting goes on behind them. Raises
    ``Unreadable`` when nothing can be noted there.
    """
    path = instance / FILE
    known = notes_of(path) if path.exists() else Notes()
    latest = {head.chain: head.hash for head in known.heads}
    grown = {chain: head for chain, head in heads.items() if head["hash"] != latest.get(chain)}
    if grown:
        _append(path, {"at": stamp(at), "chains": grown})
    return known.damaged


def note_restored(instance: Path, manifest: Mapping[str, Any], at: datetime) -> None:
    """The first line of a restored instance: what was recorded between the copy and now is rightly gone."""
    _append(instance / FILE, {"at": stamp(at), "restored": manifest["made"], "chains": manifest["chains"]})


def note_moved(instance: Path, moved: Mapping[str, Any], heads: Heads, at: datetime) -> None:
    """That all records went to another store, with what both had of them."""
    _append(instance / FILE, {"at": stamp(at), "moved": moved, "chains": heads})


def known(instance: Path, copies: Path, given: Iterable[Path] = ()) -> Known:
    """All heads noted in the instance and in the manifests of its copies, but for those that a restore left behind.

    That there was a restore is believed only when the manifest of its backup is among the copies or the ``given``
    files: the line that tells of it stands where whoever rewrites the history can write, too.
    """
    noted, remarks = _own_notes(instance / FILE)
    heads = list(noted.heads)
    manifests, broken = _manifests([*copies.glob(f"[!.]*/{MANIFEST}"), *given])
    remarks += [f"{path} rusak, jadi tidak dibandingkan." for path in broken]
    flawed = bool(remarks)
    restored = noted.notes[0] if noted.notes and "restored" in noted.notes[0] else {}
    made, at = str(restored.get("restored", "")), str(restored.get("at", ""))
    proven = any(one["made"] == made and one["chains"] == restored["chains"] for one in manifests.values())
    if made and proven:
        remarks.append(f"Dipulihkan pada {at} dari cadangan {made}; yang tercatat di antaranya hilang.")
    elif made:
        remarks.append(
            f"{FILE} menyebut pemulihan pada {at} dari cadangan {made}, tetapi manifest cadangan itu tidak ada di "
            "sini. Bila benar dipulihkan, sertakan --heads manifest.json dari cadangan itu."
        )
    for path, manifest in manifests.items():
        if not (proven and made < manifest["made"] < at):
            heads += heads_of(path)
    return Known(tuple(heads), tuple(remarks), flawed)


def _own_notes(path: Path) -> tuple[Notes, list[str]]:
    """What the instance noted, and a remark when that is less than it should be."""
    try:
        noted = notes_of(path) if path.exists() else Notes()
    except Unreadable as refusal:
        return Notes(), [str(refusal)]
    if noted.damaged:
        return noted, [f"{FILE} rusak, {lines(noted.damaged)}; yang tercatat di sana hilang."]
    if not noted.heads:
        return noted, [f"{FILE} tidak ada atau kosong: yang dicatat di luar database hilang, atau belum pernah ada."]
    return noted, []


def lines(damaged: Sequence[int]) -> str:
    """ "baris 3, 7, 8 dan 2 lagi" """
    shown, more = ", ".join(map(str, damaged[:3])), len(damaged) - 3
    return f"baris {shown}{f' dan {more} lagi' if more > 0 else ''}"


def _manifests(paths: Iterable[Path]) -> tuple[dict[Path, dict[str, Any]], list[Path]]:
    """The manifests by their paths, and the paths of those that are damaged."""
    found: dict[Path, dict[str, Any]] = {}
    broken = []
    for path in sorted(path for path in paths if path.name.endswith(".json")):
        try:
            heads_of(path)
            (manifest,) = notes_of(path).notes
            found[path] = {"made": str(manifest["made"]), "chains": manifest["chains"]}
        except (KeyError, Unreadable):
            broken.append(path)
    return found, broken


def _append(path: Path, line: Mapping[str, Any]) -> None:
    """Behind all whole lines. Of one of ours that a power cut cut off nothing is kept; anything else becomes a line."""
    with path.open("a+b") as file:
        file.seek(0)
        content = file.read()
        rest = content[content.rfind(b"\n") + 1 :]
        if rest.startswith(BEGINNING) or BEGINNING.startswith(rest):
            file.truncate(len(content) - len(rest))
            rest = b""
        file.write((b"\n" if rest else b"") + json.dumps(line, separators=(",", ":")).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
