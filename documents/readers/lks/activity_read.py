"""Whether an institution works: dated visits, reports and meetings are events; "aktif" alone is none; "tdk aktif" and
"tutup" are somebody's word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.readers.lks.list_rows import Line
from documents.readers.lks.written_days import read_day, read_days
from workflow.records.institutions import Activity, LksTold

_EVENTS = {"event_visit": "kunjungan", "event_report": "laporan", "event_rakor": "rakor"}
_INACTIVE = re.compile(
    r"\b(?:tidak|tdk|tak|non|belum)[\s-]*(?:lagi )?(?:aktif|beroperasi|berjalan|operasional)|\bnonaktif|vakum|\bpasif\b"
)
_CLOSED = re.compile(r"\b(?:di)?tutup\b|\bbubar|dibubarkan|berhenti beroperasi|\bgulung tikar")
_MERGED = re.compile(r"\b(?:di|ber|ter)gabung\b(?: ke| dengan| menjadi|$)|\bmerger?\b|dilebur|melebur")
_MOVED = re.compile(r"\bpindah\b(?!an)|\bberpindah\b")
_TOLD = re.compile(r"kunjung|monitor|monev|supervisi|laporan|\blapor\b|rakor")
_NOT_YET = re.compile(r"\b(?:belum|tidak|tdk|rencana|akan|jadwal)\b")
LONGEST = 300  # letters of a cell


def take_standing(line: Line, lks: LksTold, day: str) -> None:
    """``day`` (ISO): the list is taken in on it, so what it says without a day is said on it."""
    for column, found in line.cells(*_EVENTS):
        days, doubt = read_days(found.text, found.value, first=line.first(column))
        _add(lks, days, _EVENTS[column.field])
        line.doubt(column, doubt)
    for column, found in line.cells("activity", "remarks"):
        words = " ".join(found.text.lower().split())[:LONGEST]
        line.doubt(column, f"“{words[:60]}”: periksa daerah dan alamatnya." if _MOVED.search(words) else "")
        if _CLOSED.search(words) or _MERGED.search(words):
            kind = "tutup" if _CLOSED.search(words) else "digabung"
            ended = read_day(found.text[:LONGEST], found.value, first=line.first(column))
            lks["end"] = {"kind": kind, "into": "", "date": ended.last, "reason": words}
        elif _INACTIVE.search(words) or _says_no(column.head, words):
            lks["said_inactive"] = day
        elif _TOLD.search(words) and not _NOT_YET.search(words):
            kind = "laporan" if "lapor" in words else "rakor" if "rakor" in words else "kunjungan"
            _add(lks, read_days(found.text[:LONGEST], first=line.first(column))[0], kind)


def _says_no(head: str, words: str) -> bool:
    """ "Tidak" below "Aktif (Ya/Tidak)"; "0" says nothing that is sure."""
    return "aktif" in head.lower() and words in ("tidak", "tdk", "t", "tidak.")


def _add(lks: LksTold, days: Sequence[str], kind: str) -> None:
    known = {(event["date"], event["kind"]) for event in lks["activity"]}
    made: list[Activity] = [
        {"date": one, "kind": kind, "by": "", "paper": 0, "confirmed": True}
        for one in dict.fromkeys(days)
        if (one, kind) not in known
    ]
    lks["activity"] += made
