"""Times that count from the meeting: "H+7", "7 hari setelah rakor", "dua minggu sesudah rapat"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from documents.readers.result import Deadline
from documents.readers.values.numerals import COUNT, ordinal

_H_PLUS = re.compile(r"\bh\s*\+\s*(?P<n>\d{1,3})\b(?P<work>\s*\(?\s*hari kerja)?")
_AFTER = re.compile(
    rf"\b(?P<n>{COUNT}|se)\s*(?:\([a-z ]+\)\s*)?(?P<unit>hari|minggu|pekan|bulan)\s*(?P<work>kerja|kalender)?\s*"
    r"(?:terhitung\s+)?(?:setelah|sesudah|sejak|pasca|dari|usai|selesai)\w*\s+(?P<what>[\w ]*)"
)
_MEETING = re.compile(r"\b(rakor|rapat|pertemuan|kegiatan|acara|hari ini|tanggal rapat|koordinasi)\b")


def days(text: str, start: str, end: str) -> Deadline | None:
    """None when the text counts from nothing; counted from the meeting's last day, asked when that is not known."""
    found = _H_PLUS.search(text) or _AFTER.search(text)
    if not found:
        return None
    parts = found.groupdict()
    if parts.get("unit") and not _MEETING.search(parts["what"]):
        return Deadline(doubt="Waktunya dihitung dari hal lain, bukan dari rapat.")
    if not (end or start):
        return Deadline(
            precision="relative", doubt="Waktunya dihitung dari rapat, tetapi tanggal rapatnya belum diketahui."
        )
    base = date.fromisoformat(end or start)
    number = ordinal(parts["n"])
    if (parts.get("work") or "").strip(" (").endswith("kerja"):
        day = _working(base, number)
        return _one(day, "Hari libur nasional belum diperhitungkan.")
    return _one(_later(base, number, parts.get("unit") or "hari"), "")


def _one(day: date, doubt: str) -> Deadline:
    return Deadline(first=day.isoformat(), last=day.isoformat(), precision="relative", doubt=doubt)


def _later(base: date, number: int, unit: str) -> date:
    if unit == "bulan":
        year, month = divmod(base.month - 1 + number, 12)
        year, month = base.year + year, month + 1
        return date(year, month, min(base.day, monthrange(year, month)[1]))
    return base + timedelta(days=number * (1 if unit == "hari" else 7))


def _working(base: date, number: int) -> date:
    day = base
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day
