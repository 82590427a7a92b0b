"""The heads of the audit chains, written down outside the database: ``heads.jsonl`` in the instance, and the manifests
of the daily copies. Whoever rewrites the database would have to rewrite these as well, and every printed recap.

A line tells which chains have grown since the line before: ``{"at": …, "chains": {"11.11": {"seq": 12, "hash": …}}}``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.audit_check import Head, Unreadable, heads_of
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


def known(instance: Path, copies: Path) -> Known:
    """All heads noted in the instance and in the manifests of its copies, but for those that a restore left behind."""
    heads = heads_of(instance / FILE) if (instance / FILE).exists() else []
    made, restored = _restored(instance / FILE)
    remarks = [f"Dipulihkan pada {restored} dari cadangan {made}; yang tercatat di antaranya hilang."] if made else []
    for path in sorted(copies.glob(f"[!.]*/{MANIFEST}")):
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            if not (made and made < manifest["made"] < restored):
                heads += heads_of(path)
        except (OSError, ValueError, KeyError, TypeError, Unreadable):
            remarks.append(f"{path} tidak dapat dibaca, jadi tidak dibandingkan.")
    return Known(tuple(heads), tuple(remarks))


def _restored(path: Path) -> tuple[str, str]:
    """Of which moment the backup was and when it was restored; "" and "" when the instance never was."""
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    first = json.loads(rows[0]) if rows else {}
    return first.get("restored", ""), first.get("at", "")


def _append(path: Path, line: Mapping[str, Any]) -> None:
    with path.open("a+b") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)  # what a power cut left of a line
        file.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
