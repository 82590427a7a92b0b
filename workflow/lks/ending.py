"""An institution that has closed or moved: by the Sekdis of its region or Dinas Sosial Aceh, with a day and a reason.

For a few minutes it is taken back without a word; later with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.clock import day, moment, stamp
from workflow.errors import NotAllowed, Stale, WrongStage
from workflow.lks import moving, register
from workflow.lks.kinds import CLOSED
from workflow.lks.proposals import check_open
from workflow.machine import time_allowed
from workflow.records import Lks
from workflow.records.institutions import End
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import Fields

CLOSERS = frozenset({Role.SEKDIS, Role.DINSOS})
KINDS = {"tutup": "Tutup", "pindah": "Pindah ke luar kabupaten/kota"}
MOST_REASON = 1000  # letters


def end(store: Store, actor: Actor, lks_id: int, data: Mapping[str, Any], *, version: int, at: datetime) -> Lks:
    """``data`` has ``kind`` (of ``KINDS``), ``date``, ``reason`` and ``to``, the region to which it moved, if it is one
    of Aceh. From that day on it is in no count and no list of those that work here (``moving``)."""
    with store.transaction():
        lks = _of_closer(store, actor, lks_id, version)
        check_open(lks)
        over = _checked(data, lks, at)
        if to := over.get("to"):
            over["moved_as"] = moving.settle(store, actor, lks, to, over["date"], at)
        ended = {**lks, "end": over, "check": None, "ended_at": stamp(at)}
        return register.save(store, actor, "lks_ended", ended, at, reason=over["reason"])


def reopen(store: Store, actor: Actor, lks_id: int, reason: str, *, version: int, at: datetime) -> Lks:
    """The record as it was before it ended. Without a reason as long as ``undone_until`` says; one that was merged is
    parted elsewhere, and one that moved stays where it is once its record there is in use."""
    with store.transaction():
        lks = _of_closer(store, actor, lks_id, version)
        check_ended(lks)
        fields = Fields({"reason": reason})
        why = fields.paragraph("reason", "alasan", required=not minutes_left(store, lks, at), most=MOST_REASON)
        fields.done()
        if lks["end"]:
            moving.take_back(store, actor, lks, lks["end"], why, at)
        return register.save(store, actor, "lks_reopened", {**lks, "end": None}, at, reason=why)


def check_ended(lks: Lks) -> None:
    """Raises ``WrongStage`` for one that is open, or was merged."""
    if not lks["end"] or lks["end"]["kind"] not in KINDS:
        raise WrongStage("LKS ini tidak tutup atau pindah.", lks)


def minutes_left(store: Store, lks: Mapping[str, Any], at: datetime) -> int:
    """For how long the end can be taken back without a reason; 0 when it is over."""
    if not lks.get("ended_at"):
        return 0
    gone = (at - moment(lks["ended_at"])).total_seconds() / 60
    return max(0, time_allowed.times(store)[time_allowed.UNDO] - int(gone))


def _of_closer(store: Store, actor: Actor, lks_id: int, version: int) -> Lks:
    lks = register.readable(store, actor, lks_id)
    if actor.role not in CLOSERS:
        raise NotAllowed("LKS ditutup oleh Sekdis dari kabupaten/kotanya atau Dinas Sosial Aceh.")
    if lks["version"] != version:
        raise Stale(lks)
    return lks


def _checked(data: Mapping[str, Any], lks: Lks, at: datetime) -> End:
    fields = Fields(data)
    date, kind = fields.day("date", "tanggal", required=True), str(data.get("kind") or "")
    if date > day(at).isoformat():
        fields.wrong["date"] = "Tanggal itu belum tiba."
    if kind not in KINDS:
        fields.wrong["kind"] = "Pilih salah satu dari daftar."
    reason, to = fields.paragraph("reason", "alasan", required=True, most=MOST_REASON), str(data.get("to") or "")
    if date and date <= lks.get("here_since", ""):
        fields.wrong["date"] = "LKS ini pindah ke sini pada atau sesudah tanggal itu."
    if to and (to not in regions() or to == lks["region"]):
        fields.wrong["to"] = "Pilih salah satu dari daftar."
    elif to and kind == CLOSED:
        fields.wrong["to"] = "Tujuan hanya diisi bila LKS pindah."
    fields.done()
    over: End = {"kind": kind, "into": "", "date": date, "reason": reason}
    return {**over, "to": to} if to else over
