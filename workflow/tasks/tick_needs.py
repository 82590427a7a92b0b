"""What a tick on the list of LKS needs: which one, the day, and evidence: a file, or the words where it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.evidence.counted import current_evidence
from workflow.tasks import per_lks
from workflow.tasks.ask import Ask
from workflow.text import Fields

LONGEST_WHERE = 300
UNKNOWN = "LKS itu tidak ada dalam daftar tugas ini, atau sudah dicentang."


def read_ticks(fields: Fields, ask: Ask, on: str, files: int) -> list[dict[str, Any]]:
    """Each with its ``key``, ``date``, ``where``, ``evidence`` (an id, 0 for the files of this record) and, of one
    that comes on the list with it, the ``new`` line. ``on`` is the day where none is typed; ``files`` come along."""
    typed = ask.data.get("ticks")
    if not isinstance(typed, Mapping) or not typed:
        return []
    fresh = per_lks.as_of(ask.store, ask.task, ask.today)
    lines, later = per_lks.by_key(fresh), per_lks.later(ask.store, fresh, ask.today)
    new = {lks["uid"]: per_lks.line_of(lks, ask.today) for lks in later}
    pieces = {str(piece["id"]) for piece in current_evidence(ask.store, ask.task["id"])}
    found: dict[str, dict[str, Any]] = {}
    wrong = []
    for shown, said in typed.items():
        key = per_lks.key_now(ask.store, ask.task, fresh, str(shown))
        line = lines.get(key) or new.get(key)
        if line is None or line["done"]:
            wrong.append(UNKNOWN)
            continue
        told = Fields(said)
        if "ticked" in said:
            told.wrong["tick"] = "centang LKS-nya, atau kosongkan letak buktinya."
        values = {"key": key, **_said(told, ask, on), "evidence": _piece(told, pieces)}
        if not (values["evidence"] or values["where"] or files or told.wrong):
            told.wrong["where"] = "Sertakan foto atau berkas, atau tulis di mana buktinya."
        wrong += [f"{line['name']}: {sentence}" for sentence in told.wrong.values()]
        found.setdefault(key, {**values, "new": new.get(key)})
    if wrong:
        fields.wrong["ticks"] = " ".join(dict.fromkeys(wrong))
    return list(found.values())


def _said(told: Fields, ask: Ask, on: str) -> dict[str, str]:
    day = told.day("date", "tanggal") or on
    if day > ask.today:
        told.wrong["date"] = "Tanggalnya belum tiba. Isi tanggal hari ini atau sebelumnya."
    return {"date": day, "where": told.line("where", "letak bukti", most=LONGEST_WHERE)}


def _piece(told: Fields, pieces: set[str]) -> int:
    chosen = told.line("evidence", "bukti")
    if chosen and chosen not in pieces:
        told.wrong["evidence"] = "Pilih bukti dari daftar."
        return 0
    return int(chosen) if chosen else 0
