"""Somebody says that an institution still works, or that it does not: a proposal, to be confirmed by another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from workflow.clock import day
from workflow.lks import proposals
from workflow.lks.typed import MOST_NOTE
from workflow.records import LksChange
from workflow.records.institutions import Activity
from workflow.roles import Actor
from workflow.store import Store
from workflow.text import Fields

ACTIVE, INACTIVE = "aktif", "tidak"
# From where one knows it -> the words of its button, and of its line in the profile.
KNOWN_BY = {
    "kunjungan": "Saya berkunjung",
    "laporan": "Laporan lembaga diterima",
    "konfirmasi": "Pengurus menyampaikan sendiri",
}


def say(store: Store, actor: Actor, lks_id: int, data: Mapping[str, Any], *, at: datetime) -> LksChange:
    """``data``: ``said`` (``ACTIVE`` or ``INACTIVE``), ``known_by``, ``date`` ("" is today) and ``note``.

    It stands beside the record until somebody else has confirmed it."""
    fields = Fields(data)
    said = _one_of(fields, "said", (ACTIVE, INACTIVE))
    known_by = _one_of(fields, "known_by", tuple(KNOWN_BY))
    on = _past(fields, day(at)) or day(at).isoformat()
    note = fields.paragraph("note", "keterangan", most=MOST_NOTE, required=said == INACTIVE)
    fields.done()
    event = Activity(date=on, kind=known_by, by=actor.name, paper=0, confirmed=False)
    changed: dict[str, Any] = {"activity": [event]} if said == ACTIVE else {"said_inactive": on}
    return proposals.propose(store, actor, lks_id, changed, at=at, note=note)


def _one_of(fields: Fields, name: str, words: tuple[str, ...]) -> str:
    said = str(fields.data.get(name) or "")
    if said not in words:
        fields.wrong[name] = "Pilih salah satu dari daftar."
    return said


def _past(fields: Fields, today: date) -> str:
    on = fields.day("date", "tanggal")
    if on > today.isoformat():
        fields.wrong["date"] = "Tanggal itu belum tiba."
    return on
