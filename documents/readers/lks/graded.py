"""An accreditation as a row says it: "B", "Terakreditasi B (2023)", "TTA", "dalam proses"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.readers.lks.list_rows import Line
from documents.readers.lks.papers_read import LABEL, PROCESS, REST
from documents.readers.lks.written_days import HAS_DAY, TO, days_beside, nothing, read_day, read_until
from documents.readers.result import Column
from workflow.lks.kinds import FOREVER, NOT_ACCREDITED
from workflow.lks.record import new_accreditation
from workflow.records.institutions import Accreditation

_TTA = re.compile(
    r"\btta?\b|\bt\.t\.(?:a\b)?|(?:tidak|tdk|belum) (?:ter|di)?akreditasi \(?tta|(?:tidak|tdk) (?:terakreditasi|lulus)"
)
_LETTER = re.compile(r"(?:^|(?<=[\s:(/\"'“‘-]))([abc])(?=$|[\s,;:.)(/\"'”’-])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LISTED = re.compile(r"20\d\d\s*[;\n,+&]\s*(?:\d{1,2}[.)]\s*)?20\d\d")
_APART = re.compile(r"[;\n+&,/]|\bdan\b")
_ENDS = re.compile(r"berlaku|berakhir|sampai|\bs\W?d\b")
_ALONE = re.compile(r"(?:\d{1,2}[.)]\s*)?(?:(?:ter)?akreditasi\s+)?([abc]|tta?)\s*(?:\([^()\d]*\))?\.?")
LONGEST = 200  # letters of a cell


def grades_in(text: str) -> list[str]:
    """The grades that a cell lists one by one: "B; C", "1. A 2. TTA" in two lines. [] where a part is none."""
    parts = [part.strip() for part in _APART.split(text[:LONGEST].lower()) if part.strip()]
    found = [_ALONE.fullmatch(part) for part in parts]
    return [NOT_ACCREDITED if m[1][0] == "t" else m[1].upper() for m in found if m] if all(found) else []


def accreditation_of(line: Line) -> Accreditation | None:
    """None where nothing was graded or applied for."""
    one = new_accreditation()
    applied = _take_grade(line, one)
    take_when(line, one, 0)
    if not one["grade"]:
        one["valid_until"] = one["decided"] = ""
        return one if applied or one["applied"] or one["year"] else None
    _take_certificate(line, one)
    return one


def _take_grade(line: Line, one: Accreditation) -> bool:
    """From the first cell that names a grade; whether one says that a grade was applied for."""
    unread = []
    for column, found in line.cells("grade"):
        words = " ".join(found.text.lower().split())
        if len(words) > LONGEST or (nothing(words) and not _TTA.search(words)):
            continue
        if len(grades_in(found.text)) > 1:
            line.doubt(column, f"“{words[:60]}” menyebut beberapa peringkat; tidak dicatat. Isi tiap layanannya.")
            return False
        take_words(line, column, one, words)
        if one["grade"] or PROCESS.search(words):
            return not one["grade"]
        unread.append((column, f"“{words[:60]}” menyebut tidak satu pun peringkat (A, B, C, TTA)."))
    for column, doubt in unread:
        line.doubt(column, doubt)
    return False


def take_words(line: Line, column: Column, one: Accreditation, words: str) -> None:
    """ "Terakreditasi B (2023)", "B s.d. 2026", "A, 12 Mei 2023"."""
    until = TO.search(words)
    before = words[: until.start()] if until else words
    letter = _LETTER.search(before)
    one["grade"] = NOT_ACCREDITED if _TTA.search(words) else letter[1].upper() if letter else ""
    if one["grade"] and HAS_DAY.search(rest := words[letter.end() if letter else 0 :]) and HAS_DAY.search(before):
        one["decided"], end, doubts = days_beside(rest, first=line.first(column))
        one["valid_until"] = end if end != FOREVER else ""
        if not end and _ENDS.search(column.head.lower()):  # "B / 2 Juni 2027" below "Peringkat / masa berlaku"
            one["decided"], one["valid_until"] = "", one["decided"]
        for doubt in doubts:
            line.doubt(column, doubt)
        return
    if one["grade"] and (years := _YEAR.findall(before)):
        one["year"] = int(years[0])
        one["valid_until"] = _end_of(years)
    if one["grade"] and until:
        one["valid_until"] = read_until(words[until.end() :]).last


def _take_certificate(line: Line, one: Accreditation) -> None:
    """Its number, and the days behind it that nothing else has said."""
    column = next((column for column, _ in line.cells("certificate")), None)
    if column is None or not line.text("certificate"):
        return
    number, *rest = REST.split(LABEL.sub("", line.text("certificate")[:LONGEST]), maxsplit=1)
    one["certificate"] = number.strip(" ,.:")
    if rest and HAS_DAY.search(rest[0]):
        decided, until, doubts = days_beside(rest[0], first=line.first(column))
        one["decided"] = one["decided"] or decided
        one["valid_until"] = one["valid_until"] or (until if until != FOREVER else "")
        for doubt in doubts:
            line.doubt(column, doubt)


def _end_of(years: Sequence[str]) -> str:
    """The last day of "2023 s.d. 2028"; "" of anything else."""
    return f"{years[1]}-12-31" if len(years) == 2 and years[1] > years[0] else ""


def take_when(line: Line, one: Accreditation, at: int) -> None:
    """The year and the days of its own columns; ``at``: its place among several that a row lists, each with a year."""
    _take_year(line, one, at)
    _take_days(line, one)


def _take_year(line: Line, one: Accreditation, at: int) -> None:
    """A year says something of an application or of a grade; the year of a grade that was never given says nothing."""
    for column, found in line.cells("grade_year"):
        years = _YEAR.findall(found.text[:LONGEST])
        if years and (one["grade"] or "pengajuan" in column.head.lower()):
            listed = bool(_LISTED.search(found.text))
            one["year"] = int(years[at if listed and at < len(years) else 0])
            one["valid_until"] = one["valid_until"] or ("" if listed else _end_of(years))
            return


def _take_days(line: Line, one: Accreditation) -> None:
    for column, found in line.cells("grade_decided", "grade_applied"):
        day = read_day(found.text, found.value, first=line.first(column))
        field = "decided" if column.field == "grade_decided" else "applied"
        if day.exact and day.first == day.last:
            one[field] = day.last  # type: ignore[literal-required]
        elif day.last and not one["year"]:
            one["year"] = int(day.last[:4])
        line.doubt(column, day.doubt)
    for column, found in line.cells("grade_until"):
        end = read_until(found.text, found.value, first=line.first(column))
        if end.last != FOREVER:
            one["valid_until"] = end.last or one["valid_until"]
            one["decided"] = one["decided"] or end.first
        line.doubt(column, "" if PROCESS.search(found.text.lower()[:LONGEST]) else end.doubt)
