"""A time that stands behind an office: "Dinsos, 30 Oktober 2026" in brackets, or in a column for both."""

from __future__ import annotations

import re

from documents.readers.values.dates import read_deadline

_BETWEEN = re.compile(
    r"(?:\s*[,;|\n]|\s+[/–-]\s)\s*"
    r"(?:(?:dengan )?(?:batas waktu|tenggat|deadline|target|waktu|paling lambat|selambatnya)\s*:?\s*)?",
    re.IGNORECASE,
)
_OFFICE = r"\b(?:penanggung\s*jawab|pic|pelaksana|petugas|pihak|instansi|opd|skpd|unit kerja|leading sector)\b"
_TIME = r"\b(?:waktu|tenggat|deadline|jadwal|tanggal)\b"
_BOTH = re.compile(rf"{_OFFICE}[^/&,]*(?:[/&,]|\bdan\b|\bserta\b).*{_TIME}", re.IGNORECASE | re.DOTALL)


def is_of_both(head: str) -> bool:
    """Whether a column is for the office and the time together: "Penanggung Jawab dan Waktu"."""
    return bool(_BOTH.search(head))


def dated(task: dict[str, str]) -> dict[str, str]:
    """The fields of a task with the time behind its office as the deadline, and no part of the office's name. One that
    has a deadline, or of which the last part is no clear time, stays as it is."""
    said = task.get("responsible", "")
    if task.get("deadline"):
        return task
    places = [found.span() for found in _BETWEEN.finditer(said)]
    for start, end in places[-1:]:
        when = read_deadline(said[end:])
        if said[:start].strip() and when.first and not when.doubt:
            return {**task, "responsible": said[:start].strip(), "deadline": said[end:].strip()}
    return task
