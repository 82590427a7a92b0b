"""Days of the Hijri calendar, as papers in Aceh write them: "12 Rabiul Awal 1445 H", "Ramadhan 1447 H".

Each becomes the Gregorian day by the calendar of Umm al-Qura. What the ministry decrees for Indonesia after the moon
was seen is often a day later; so a day that was computed here is always asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Hijri, ummalqura

from documents.report.language import long_date

# The months in their order, each with the ways in which it is spelled. Blanks, hyphens, apostrophes and letters that
# are written twice do not count: "Rabi'ul Awwal" is "rabiulawal".
_SPELLED = (
    "muharam", "safar shafar sapar", "rabiulawal rabiawal",
    "rabiulakhir rabiakhir rabiultsani rabiutsani rabiutstsani rabiulsani rabiusani",
    "jumadilawal jumadalawal jumadilula jumadalula jumadiulula jumadaula",
    "jumadilakhir jumadalakhir jumadilakhirah jumadalakhirah jumadiltsani jumaditsani jumaditstsani jumaditsaniyah "
    "jumaditstsaniyah jumadilsani jumadisani jumadatsaniyah jumadatsaniah",
    "rajab", "syaban syakban sakban shaban", "ramadan ramadhan ramadlan ramadon ramadhon romadon romadhon",
    "syawal shawal",
    "zulkaidah zulkaedah zulqaidah zulqadah zulqodah zulkadah dzulkaidah dzulkaedah dzulqaidah dzulqadah dzulqodah "
    "dzulkadah",
    "zulhijah dzulhijah dulhijah",
)  # fmt: skip
_MONTHS = {spelled: number for number, ways in enumerate(_SPELLED, 1) for spelled in ways.split()}
_NAMES = "|".join("[ -]?".join(f"{letter}+" for letter in name) for name in sorted(_MONTHS, key=len, reverse=True))
_TO = r"\s*(?:s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|hingga|dan|-)\s*"
_DAYS = rf"(?:(?<![\d.,])(?P<d1>\d{{1,2}}){_TO})?(?<![\d.,])(?<!ke[ -])(?P<d>\d{{1,2}})[\s./-]*"
_PATTERN = re.compile(
    rf"(?:{_DAYS}|\b(?P<part>awal|pertengahan|akhir)\s+)?(?:\bbulan\s+)?\b(?P<m>{_NAMES})\b[\s,./-]*"
    r"(?:tahun|thn|th)?\.?\s*(?P<y>1[345]\d\d)\b(?:\s*h(?:ijr[a-z]{1,4})?\b\.?)?"
)
_TWICE = re.compile(r"(.)\1+")
_APOSTROPHES = str.maketrans("", "", "'`´‘’ʿʾ")
_REST = re.compile(r"(?<=\d)\s+m(?:asehi)?\b\.?|[\s/,;()|]+$|^[\s/,;()|]+|\(\s*\)")
MOST_APART = 1  # days between what was computed and what was decreed
NO_SUCH = "Tanggal “{}” tidak ada dalam kalender Hijriah."
FAR = "Tahun pada “{}” di luar kalender Hijriah yang dikenal di sini."
IS_IT = "{}? Dihitung menurut kalender Umm al-Qura; penetapan di Indonesia dapat berbeda sehari."
DIFFERS = "Tanggal Hijriahnya menunjuk hari lain: {} = {}."


@dataclass(frozen=True)
class HijriTime:
    """A time of that calendar in a text: as it stands there, where, and the Gregorian days it can mean; ``first`` and
    ``last`` are None, and ``doubt`` says why, when it has none. ``precision`` is day or month."""

    written: str
    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    doubt: str = ""

    def said(self) -> str:
        """The Gregorian days in words; "" when there are none."""
        if self.first is None or self.last is None:
            return ""
        first, last = long_date(self.first.isoformat()), long_date(self.last.isoformat())
        return last if self.first == self.last else f"{first} s.d. {last}"


def bare(text: str) -> str:
    """A text in small letters without the apostrophes, with which each office spells the months differently."""
    return text.translate(_APOSTROPHES)


def times_in(text: str) -> list[HijriTime]:
    """Every Hijri time with its year in a ``bare`` text."""
    return [_time(found) for found in _PATTERN.finditer(text)]


def without(text: str, times: Sequence[HijriTime]) -> str:
    """What else the text says: "18 september 2023" of "18 september 2023 m / 3 rabiul awal 1445 h"."""
    return _REST.sub("", _replaced(text, times, [""] * len(times)))


def in_gregorian(text: str, times: Sequence[HijriTime]) -> str:
    """The text with the last Gregorian day (ISO) of each time, which ``dates.py`` understands, in its place."""
    return _replaced(text, times, [one.last.isoformat() if one.last else "" for one in times])


def question(times: Sequence[HijriTime]) -> str:
    """What is asked of a text that has Hijri times alone."""
    doubts = [one.doubt for one in times if one.doubt]
    return " ".join(doubts) or IS_IT.format("; ".join(f"{one.written} = {one.said()}" for one in times))


def against(times: Sequence[HijriTime], first: date, last: date) -> str:
    """What is asked where a Gregorian time stands beside; "" when both are the same."""
    near = timedelta(days=MOST_APART)
    said = [one.doubt for one in times if one.doubt]
    for one in times:
        if one.first and one.last and (one.last < first - near or one.first > last + near):
            said.append(DIFFERS.format(one.written, one.said()))
    return " ".join(said)


def _replaced(text: str, times: Sequence[HijriTime], by: Sequence[str]) -> str:
    out, at = "", 0
    for one, instead in zip(times, by, strict=True):
        out += f"{text[at : one.start]}{instead}"
        at = one.end
    return out + text[at:]


def _time(found: re.Match[str]) -> HijriTime:
    month = _MONTHS[_TWICE.sub(r"\1", re.sub("[ -]", "", found["m"]))]
    year, written = int(found["y"]), _written(found)
    at = found.start(), found.end()
    if not ummalqura.HIJRI_RANGE[0][0] <= year <= ummalqura.HIJRI_RANGE[1][0]:
        return HijriTime(written, *at, None, None, "", FAR.format(written))
    length = Hijri(year, month, 1).month_length()
    if not found["d"]:
        first, last = {"awal": (1, 10), "pertengahan": (11, 20), "akhir": (21, length)}.get(found["part"], (1, length))
        return HijriTime(written, *at, _day(year, month, first), _day(year, month, last), "month")
    last = int(found["d"])
    first = int(found["d1"] or last)
    if not 1 <= first <= last <= 30:
        return HijriTime(written, *at, None, None, "", NO_SUCH.format(written))
    return HijriTime(written, *at, _day(year, month, first), _day(year, month, last), "day")


def _written(found: re.Match[str]) -> str:
    words = " ".join(found[0].replace(found["m"], found["m"].title()).split())
    return re.sub(r"h\.?$", "H", words) if words.endswith((" h", " h.")) else words


def _day(year: int, month: int, day: int) -> date:
    """The 30th is there in Indonesia also where the month has 29 days in Arabia."""
    begins = Hijri(year, month, 1).to_gregorian()
    return date(begins.year, begins.month, begins.day) + timedelta(days=day - 1)
