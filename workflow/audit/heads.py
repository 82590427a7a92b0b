"""The heads of the audit chains, written down outside the database: ``heads.jsonl`` in the instance, and the manifests
of the daily copies. Whoever rewrites the database would have to rewrite these as well, and every printed recap.

A line tells which chains have grown since the line before: ``{"at": …, "chains": {"11.11": {"seq": 12, "hash": …}}}``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.audit.check import Head, Unreadable, heads_of
from workflow.clock import stamp

FILE, MANIFEST = "heads.jsonl", "manifest.json"
Heads = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Known:
    """What a history is compared with, and what the reader should know about it."""

    heads: tuple[Head, ...]
    remarks: tuple[str, ...]


def note(instance: Path, heads: Heads, at: datetime) -> None:
    """Writes down the heads that are not yet the last ones noted; on the disk when it returns."""
    latest = {head.chain: head.hash for head in heads_of(instance / FILE)} if (instance / FILE).exists() else {}
    grown = {chain: head for chain, head in heads.items() if head["hash"] != latest.get(chain)}
    if grown:
        _append(instance / FILE, {"at": stamp(at), "chains": grown})


def note_restored(instance: Path, manifest: Mapping[str, Any], at: datetime) -> None:
    """The first line of a restored instance: what was recorded between the copy and now is rightly gone."""
    _append(instance / FILE, {"at": stamp(at), "restored": manifest["made"], "chains": manifest["chains"]})


def known(instance: Path, copies: Path, given: Iterable[Path] = ()) -> Known:
    """All heads noted in the instance and in the manifests of its copies, but for those that a restore left behind.

    That there was a restore is believed only when the manifest of its backup is among the copies or the ``given``
    files: the line that tells of it stands where whoever rewrites the history can write, too. Raises ``Unreadable``
    when the instance's own notes are damaged.
    """
    noted = heads_of(instance / FILE) if (instance / FILE).exists() else []
    heads, remarks = list(noted), []
    if not noted:
        remarks.append(f"{FILE} tidak ada atau kosong: yang dicatat di luar database hilang, atau belum pernah ada.")
    manifests, broken = _manifests([*copies.glob(f"[!.]*/{MANIFEST}"), *given])
    remarks += [f"{path} tidak dapat dibaca, jadi tidak dibandingkan." for path in broken]
    restored = _restored(instance / FILE)
    made, at = restored.get("restored", ""), restored.get("at", "")
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
    return Known(tuple(heads), tuple(remarks))


def _manifests(paths: Iterable[Path]) -> tuple[dict[Path, dict[str, Any]], list[Path]]:
    """The manifests by their paths, and the paths of those that cannot be read."""
    found: dict[Path, dict[str, Any]] = {}
    broken = []
    for path in sorted(path for path in paths if path.name.endswith(".json")):
        try:
            heads_of(path)
            manifest = json.loads(path.read_text(encoding="utf-8"))
            found[path] = {"made": str(manifest["made"]), "chains": manifest["chains"]}
        except (OSError, ValueError, KeyError, TypeError, Unreadable):
            broken.append(path)
    return found, broken


def _restored(path: Path) -> dict[str, Any]:
    """The first line when it tells of a restore, else nothing. ``heads_of`` has read all whole lines before."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    whole = [row for row in text[: text.rfind("\n") + 1].splitlines() if row.strip()]
    first = json.loads(whole[0]) if whole else {}
    return first if "restored" in first else {}


def _append(path: Path, line: Mapping[str, Any]) -> None:
    with path.open("a+b") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)  # what a power cut left of a line
        file.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
