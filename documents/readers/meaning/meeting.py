"""The head of a meeting's paper: "Hari/Tanggal : Senin, 18 September 2023", "Tempat : …". Taken only when clear."""

from __future__ import annotations

import re
from collections.abc import Iterable

from documents.readers.result import Meeting
from documents.readers.values.dates import read_deadline

_TITLE = (
    "nama rapat", "nama kegiatan", "rapat", "sidang/rapat", "kegiatan", "acara", "agenda", "agenda rapat",
    "agenda pembahasan", "perihal", "hal",
)  # fmt: skip
_PLACE = ("tempat", "lokasi", "tempat rapat", "tempat pelaksanaan", "tempat kegiatan", "tempat/lokasi")
_DATE = (
    "hari/tanggal", "hari, tanggal", "hari / tanggal", "tanggal", "hari dan tanggal", "hari/tgl", "waktu pelaksanaan",
    "waktu", "tanggal pelaksanaan", "hari",
)  # fmt: skip
_ORGANISER = ("penyelenggara", "pelaksana", "pelaksana kegiatan", "instansi penyelenggara", "penyelenggara rapat")
_PARTICIPANTS = ("peserta", "jumlah peserta", "peserta rapat")
_LABEL, _VALUE = 40, 1_000  # letters of what stands before and after the colon
_CLOCK = re.compile(r"(?i)[,;]?\s*(pukul|jam)\b.*|[,;]?\s*\b[0-9]{1,2}[.:][0-9]{2}\b.*", re.DOTALL)
_WEEKDAYS = re.compile(
    r"(?i)\b(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b\s*(s\.?\s?d\.?|sampai dengan|dan|[-–/,])*\s*"
)
_BLANK = re.compile(r"\$\{[^${}]{0,80}\}|\{\{[^{}]{0,80}\}\}|<<[^<>]{0,80}>>|\[[^\[\]]{0,80}\]|\.{3,}|…+|_{3,}|\$\w+")


def pairs_of(lines: Iterable[str]) -> list[tuple[str, str]]:
    """What stands before and after the first colon of each line; an address ("https://") is no pair."""
    found = []
    for line in lines:
        label, _, value = line.strip().partition(":")
        label = label.rstrip()
        if 2 <= len(label) <= _LABEL and "\n" not in label and value.strip() and not value.startswith("//"):
            found.append((label, value.lstrip()))
    return found


def unfilled(text: str) -> bool:
    """A template's blanks ("${tempat}", "……") and nothing else."""
    return not re.search(r"[^\W_]", _BLANK.sub("", text))


def meeting_of(pairs: Iterable[tuple[str, str]]) -> Meeting:
    """From what stands before and after the colons; of several candidates the first in the order of the words."""
    said: dict[str, str] = {}
    for label, value in pairs:
        value = " ".join(value[:_VALUE].split())
        if value and not _BLANK.search(value):
            said.setdefault(" ".join(label.lower().split()).strip(" .:"), value)
    start, end = _dates(said)
    count = re.search(r"\b([0-9]{1,4})\s*(?:\([^)]*\)\s*)?(?:orang|peserta|lembaga|org)\b", _first(said, _PARTICIPANTS))
    return Meeting(
        title=_first(said, _TITLE),
        place=_first(said, _PLACE),
        date_start=start,
        date_end=end,
        organiser=_first(said, _ORGANISER),
        participants=int(count[1]) if count else None,
    )


def _first(said: dict[str, str], words: tuple[str, ...]) -> str:
    return next((said[word] for word in words if word in said), "")


def _dates(said: dict[str, str]) -> tuple[str, str]:
    for word in _DATE:
        day = read_deadline(_WEEKDAYS.sub("", _CLOCK.sub("", said.get(word, ""))))
        if day.precision == "day" and day.first and not day.doubt:
            return day.first, day.last
    return "", ""
