"""Days and validity as lists of LKS write them: a day, a year, "tanpa batas", "3 tahun".

A year or a month that ends a validity means its last day. "3 tahun" is no day: the paper's own is typed, never
computed. "03/04/2025" is asked, unless the column shows at least twice that the day comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from documents.readers.values.dates import read_deadline
from documents.readers.values.numerals import MONTHS
from workflow.lks.kinds import FOREVER

MOST = 200  # letters of a cell that are looked at for days
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])")
_FOREVER = re.compile(
    r"tanpa (?:batas|masa)|seumur hidup|selama(?:nya|\s*-?\s*lamanya)|permanen|"
    r"(?:tidak|tak|tdk) (?:ter|di)?(?:batas|berakhir|ada batas)|"
    r"selama .*(?:kegiatan|operasi|berdiri|aktif)|seterusnya|unlimited|[∞~]"
)
_LENGTH = re.compile(
    r"\b(?:\d{1,2}|satu|dua|tiga|empat|lima)\s*(?:\([^()]{1,20}\)\s*)?(?:tahun|thn|th|bulan|bln)\b(?!\s*20\d\d)"
)
_NOT = (
    r"(?:ada|punya|terdaftar|memiliki|daftar|mendaftar|diketahui|tahu|terdata|terakreditasi|akreditasi|diakreditasi|"
    r"pernah|lapor|melapor)"
)
NOTHING = re.compile(
    rf"[\s\-–—_.…/]*|(?:belum|blm|tidak|tdk|tak)(?: {_NOT}\b.*)?\.?|nihil|kosong|n\s*/?\s*a|null|none|0|x"
)
_BEGINS_NOTHING = frozenset("-–—_.…/btnkxBTNKXK0")  # or a blank: what most cells do not
_RANGE_OF_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*[-–/]\s*(20\d\d)\b(?![-/]\d)")
_RANGE_OF_DAYS = re.compile(r"(?<=\d{4})\s*[-–]\s*(?=\d{1,2}[/.\s-]?\s*(?:\d{1,2}[/.]|[a-z]))")
_SHORT_YEAR = re.compile(rf"\b(\d{{1,2}})[ .]+({'|'.join(MONTHS)})[ .']+(\d\d)$")
_SERIAL = re.compile(r"[3-6]\d{4}(?:\.0)?")  # what Excel has stored of a day that lost its format
_BEFORE_SERIALS = date(1899, 12, 30)
TO = re.compile(
    r"\b(?:berlaku|berakhir|habis|exp\w*|k[ae]d[ae]lu?wa?rsa|sampai|hingga|s\s?[./]\s?d\b|sd\b)", re.IGNORECASE
)
_ENDS = re.compile(r"\b(?:berakhir|habis|exp\w*|k[ae]d[ae]lu?wa?rsa|sampai|hingga|s\s?[./]\s?d\b|sd\b)")
_SINCE = re.compile(r"\b(?:sejak|mulai|terhitung|tmt|dari|setelah)\b")
_FILL = "Isi tanggal akhirnya."
HAS_DAY = re.compile(
    rf"(?<![\d/.-])(?:\d{{1,2}}[\s./-]+(?:\d{{1,2}}|(?:{'|'.join(MONTHS)}))[\s./'-]+(?:20)?\d\d|20\d\d-\d\d-\d\d)(?!\d)",
    re.IGNORECASE,
)
_LEAPS = 3  # of many days in one cell


@dataclass(frozen=True)
class Day:
    """``first`` and ``last`` day that the words can mean, ISO; both "" when they name none. ``doubt`` says why."""

    first: str = ""
    last: str = ""
    exact: bool = False
    doubt: str = ""


def nothing(text: str) -> bool:
    """Whether a cell says that there is none: "-", "belum ada", "nihil"."""
    first = text[:1]
    if (first and first not in _BEGINS_NOTHING and not first.isspace()) or len(text) > MOST:
        return False
    return bool(NOTHING.fullmatch(" ".join(text.lower().split())))


def day_first(texts: Iterable[str]) -> bool:
    """Whether the slashed dates of a column show that the day comes first: two of them can be read in no other way."""
    slashed = (text for text in texts if "/" in text and len(text) <= MOST)
    found = [(int(m[1]), int(m[2])) for text in slashed for m in _SLASHED.finditer(text)]
    return sum(one > 12 for one, _ in found) >= 2 and not any(two > 12 for _, two in found)


def read_day(text: str, value: object = None, *, first: bool = False) -> Day:
    """The day or span of days in a cell; ``first`` as ``day_first`` says of its column."""
    if isinstance(value, date):
        return Day(value.isoformat()[:10], value.isoformat()[:10], exact=True)
    if nothing(text) or len(text) > MOST:
        return Day()
    if not first and (unsure := _unsure(text)):
        return Day(doubt=f"“{unsure}” dapat berarti dua tanggal. Isi tanggalnya.")
    if _SERIAL.fullmatch(text.strip()):
        return _of_serial(text.strip())
    found = read_deadline(_spelt(text))
    if not found.last:
        return Day(doubt=f"“{_short(text)}” tidak menyebut tanggal yang pasti. Isi tanggalnya.")
    return Day(found.first, found.last, exact=found.precision == "day")


def read_until(text: str, value: object = None, *, first: bool = False) -> Day:
    """The end of a validity: ``last`` is a day, ``FOREVER`` or "". ``first`` is there when the cell has a beginning."""
    words = " ".join(text.lower().split())
    if len(words) <= MOST and _FOREVER.search(words):
        return Day(last=FOREVER)
    found = read_day(text, value, first=first)
    span = found.exact and found.first != found.last
    begun = bool(_SINCE.search(words[:MOST]))
    lasting = not span and (begun or _LENGTH.search(words[:MOST]))
    if lasting and not _ENDS.search(_spelt(words[:MOST])):
        only = found.last if begun and found.exact else ""
        return Day(only, doubt=f"“{_short(text)}” lamanya, bukan tanggalnya; dicatat tidak diketahui. {_FILL}")
    return Day(found.first if span else "", found.last, found.exact, found.doubt)


def days_beside(text: str, *, first: bool = False) -> tuple[str, str, list[str]]:
    """What stands behind a number or a grade: "tgl 6 Mei 2024 s.d. 6 Mei 2027", "(2 Mei 2024 - 2 Mei 2029)". Its first
    day, its last (ISO or "tanpa batas", "" for none) and the doubts."""
    before, *after = TO.split(text, maxsplit=1)
    found = read_until(before, first=first) if re.search(r"\d", before) else Day()
    end = read_until(after[0], first=first) if after else Day()
    span = bool(found.first)
    ends = span or bool(_ENDS.search(_spelt(before)))
    issued = found.first if span else found.last if found.exact else end.first
    return issued, end.last or (found.last if ends else ""), [found.doubt, end.doubt]


def read_days(text: str, value: object = None, *, first: bool = False) -> tuple[list[str], str]:
    """Every exact day in a cell of events, and a doubt of the last that is none."""
    if isinstance(value, date):
        return [read_day(text, value).last], ""
    days, doubt = [], ""
    for part in re.split(r"[;\n]|,(?!\s*\d{4}\b)|\bdan\b|&", text[:MOST])[: 4 * _LEAPS]:
        found = read_day(part, first=first)
        if found.exact and found.first == found.last:
            days.append(found.last)
        elif not nothing(part) and re.search(r"\d", part):
            doubt = found.doubt or f"“{_short(part)}” bukan satu hari; tidak dicatat sebagai kegiatan."
    return days, doubt


def _of_serial(text: str) -> Day:
    """A day that has lost its format is one day and no other; it is told, so that somebody looks."""
    day = (_BEFORE_SERIALS + timedelta(int(float(text)))).isoformat()
    return Day(day, day, exact=True, doubt=f"“{text}” dibaca sebagai tanggal Excel {day}; periksa.")


def _unsure(text: str) -> str:
    """The first slashed date that is another day when it is read month first."""
    return next(
        (m[0] for m in _SLASHED.finditer(text) if int(m[1]) <= 12 and int(m[2]) <= 12 and int(m[1]) != int(m[2])), ""
    )


def _spelt(text: str) -> str:
    """Ranges and dates as the dates of the field know them: "3/25/2025" is written the other way round."""
    text = text.lower()
    if "/" in text:
        text = _SLASHED.sub(lambda m: f"{m[2]}/{m[1]}/{m[3]}" if int(m[2]) > 12 >= int(m[1]) else m[0], text)
    if not text[-3:].isdecimal():
        text = _SHORT_YEAR.sub(r"\1 \2 20\3", text)
    if not any(sign in text for sign in "-–/"):
        return text
    return _RANGE_OF_DAYS.sub(" s.d. ", _RANGE_OF_YEARS.sub(r"\1 s.d. \2", text))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57] + "…"
