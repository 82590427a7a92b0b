"""The times of the field, as offices write them: each becomes the days it can mean, or a question.

"30 September 2023", "30/9/23", "minggu ke-2 Oktober 2023", "akhir November 2023", "TW IV 2023", "semester II",
"Oktober s.d. Desember 2023", "H+7". A day that does not exist, a year that is missing, two times in one cell: asked.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from documents.readers.result import Deadline
from documents.readers.values import hijri, relative
from documents.readers.values.numerals import MONTHS, ordinal
from documents.readers.values.quoting import as_written
from documents.readers.values.times import PATTERNS, TO
from documents.report.language import long_date

_HARMLESS = re.compile(
    r"\b(paling\s+(lambat|lama|akhir|cepat)|selambat\s*-?\s*lambatnya|maks(imal)?|sebelum|batas(\s+waktu)?|tenggat|target|pada|di|"
    r"hari|tanggal|tgl|bulan|minggu|pekan|tahun|senin|selasa|rabu|kamis|jum'?at|sabtu|ahad|pukul|jam|wib|s\s*[./]?\s*d|sampai|"
    r"dengan|hingga|dan|mulai|dari|antara|selesai|akhir|anggaran|ta|berakhir|dilaksanakan|pelaksanaan|waktu|deadline)\b"
)
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d(\s*wib)?\b")
_UNSURE = re.compile(r"\b(setelah|sesudah|usai|pasca|jika|apabila|bila|menunggu|tergantung|menyesuaikan|kecuali)\b")
_OF_A_YEAR = re.compile(r"\b(sepanjang|selama|dalam|awal|pertengahan|tgl|th|thn|t\.?a)\b")
MOST = 200  # letters; longer than any time that was ever written
_RANGE = re.compile(rf"^{TO}$")
_WEEKDAYS = {
    "senin": 0,
    "selasa": 1,
    "rabu": 2,
    "kamis": 3,
    "jumat": 4,
    "jum'at": 4,
    "sabtu": 5,
    "minggu": 6,
    "ahad": 6,
}
_WEEKDAY = re.compile(r"\b(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b[\s,/]*(?:tanggal|tgl)?\.?\s*$")
_EMPTY = re.compile(r"[\s\-–—_.…]*")
# What most cells hold: one day of this century and nothing else, of which nobody has to be asked.
_ALONE = re.compile(
    rf"(?P<y>20[0-9]{{2}})-(?P<m>[0-9]{{1,2}})-(?P<d>[0-9]{{1,2}})|"
    rf"(?P<day>[0-9]{{1,2}})(?: (?P<name>{'|'.join(MONTHS)}) |(?P<sign>[-/])(?P<month>[0-9]{{1,2}})(?P=sign))"
    r"(?P<year>20[0-9]{2})"
)


@dataclass(frozen=True)
class Span:
    """The days a written time can mean; ``doubt`` says why it is asked, and ``first`` may then be None."""

    first: date | None
    last: date | None
    precision: str
    doubt: str = ""


def read_deadline(raw: str, start: str = "", end: str = "", value: object = None) -> Deadline:
    """``start`` and ``end`` are the meeting's days; ``value`` is the date of a spreadsheet's date cell."""
    if len(raw) > MOST:
        return Deadline(raw, doubt="Terlalu panjang untuk sebuah waktu. Isi tanggalnya.")
    return _read(raw, start, end, value)


@lru_cache(2048)
def _read(raw: str, start: str, end: str, value: object) -> Deadline:
    if isinstance(value, date):
        day = (value.date() if isinstance(value, datetime) else value).isoformat()
        return Deadline(raw or long_date(day), day, day, "day")
    if not raw.strip() or _EMPTY.fullmatch(raw):
        return Deadline("" if _EMPTY.fullmatch(raw) else raw)
    text = _plain(raw)
    if day := _alone(text):
        return Deadline(raw, day, day, "day")
    if times := hijri.times_in(hijri.bare(text)):
        return _of_hijri(raw, hijri.bare(text), times, (start, end))
    spans, rest = _spans(text, date.fromisoformat(start) if start else None)
    if not spans:
        found = relative.days(text, start, end)
        if found is not None:
            return Deadline(raw, found.first, found.last, found.precision, found.doubt)
        return Deadline(
            raw, doubt=f"“{_short(raw)}” tidak menyebut tanggal. Isi tanggalnya, atau biarkan sebagai kata-kata."
        )
    found = _joined(raw, text, spans, rest)
    return replace(found, doubt=as_written(found.doubt, raw))


def _of_hijri(raw: str, text: str, times: list[hijri.HijriTime], meeting: tuple[str, str]) -> Deadline:
    """A Gregorian time beside holds, and the other is compared with it; alone, the day that was computed is asked."""
    beside = _read(hijri.without(text, times), *meeting, None)
    if beside.first and beside.last:
        asked = hijri.against(times, date.fromisoformat(beside.first), date.fromisoformat(beside.last))
        return replace(beside, raw=raw, doubt=f"{beside.doubt} {asked}".strip())
    asked = hijri.question(times)
    days = [day for one in times for day in (one.first, one.last) if day]
    if len(days) < 2 * len(times):
        return Deadline(raw, doubt=asked)
    words = _read(hijri.in_gregorian(text, times), *meeting, None)
    asked = f"{asked} {words.doubt}".strip()
    return Deadline(raw, min(days).isoformat(), max(days).isoformat(), times[-1].precision, asked)


def _alone(text: str) -> str:
    """The day (ISO) that is all that the text says; "" for any other text and for a day that no calendar has."""
    found = _ALONE.fullmatch(text)
    if not found:
        return ""
    month = found["m"] or found["month"] or MONTHS[found["name"]]
    try:
        return date(int(found["y"] or found["year"]), int(month), int(found["d"] or found["day"])).isoformat()
    except ValueError:
        return ""


def _joined(raw: str, text: str, spans: list[tuple[Span, int, int]], rest: str) -> Deadline:
    """One answer out of all the times in the cell; where they do not agree, with a question."""
    doubts = [span.doubt for span, _, _ in spans if span.doubt]
    firsts, lasts = [s.first for s, _, _ in spans if s.first], [s.last for s, _, _ in spans if s.last]
    if len(lasts) < len(spans):
        return Deadline(raw, doubt=" ".join(dict.fromkeys(doubts)))
    first, last = min(firsts), max(lasts)
    between = [text[a_end:b_start] for (_, _, a_end), (_, b_start, _) in zip(spans, spans[1:], strict=False)]
    if len(spans) > 2 or not all(_RANGE.match(words) for words in between):
        doubts.append("Sel ini menyebut lebih dari satu waktu; yang diusulkan yang paling akhir.")
    elif len(spans) == 2 and lasts[1] < lasts[0]:
        doubts.append("Akhir rentang waktunya mendahului awalnya.")
    elif spans[0][0].precision == "year" and re.search(r"[a-z]", _OF_A_YEAR.sub("", _HARMLESS.sub("", rest))):
        doubts.append(f"Dari “{_short(raw)}” hanya tahunnya yang dikenal.")
    elif _UNSURE.search(rest):
        doubts.append("Waktunya bergantung pada hal lain.")
    precision = spans[-1][0].precision
    return Deadline(raw, first.isoformat(), last.isoformat(), precision, " ".join(dict.fromkeys(doubts)))


def _spans(text: str, meeting: date | None) -> tuple[list[tuple[Span, int, int]], str]:
    """Every time in the text with its place, in order, and the words between them."""
    matches = _matches(text)
    years = [m.groupdict().get("y") for _, m in matches]
    found, rest, at = [], "", 0
    for index, (kind, match) in enumerate(matches):
        later = next((y for y in years[index:] if y), None)
        year, asked = _year(later, kind, match, meeting)
        span = _meaning(kind, match, year)
        doubt = span.doubt or _weekday_doubt(text[: match.start()], span) or (asked if span.last else "")
        if year is None:
            span, doubt = Span(None, None, ""), "Tahunnya tidak ditulis."
        found.append((Span(span.first, span.last, span.precision, doubt), match.start(), match.end()))
        rest += text[at : match.start()] + " "
        at = match.end()
    return found, rest + text[at:]


def _matches(text: str) -> list[tuple[str, re.Match[str]]]:
    """The times in the text; of two that overlap, the kind that is named first above."""
    taken: list[tuple[str, re.Match[str]]] = []
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            free = all(match.end() <= m.start() or m.end() <= match.start() for _, m in taken)
            if free:
                taken.append((kind.partition(",")[0], match))
    return sorted(taken, key=lambda pair: pair[1].start())


def _year(written: str | None, kind: str, match: re.Match[str], meeting: date | None) -> tuple[int | None, str]:
    if written:
        return (int(written) if len(written) == 4 else 2000 + int(written)), ""
    if meeting is None:
        return None, ""
    year = meeting.year
    span = _meaning(kind, match, year)
    if span.last and span.last < meeting:
        year += 1
    return year, f"Tahunnya tidak ditulis; dibaca {year} menurut tanggal rapat."


def _meaning(kind: str, match: re.Match[str], year: int | None) -> Span:
    year = year or 2000
    parts = match.groupdict()
    month = MONTHS.get(parts.get("m") or "", 0)
    if kind in ("iso", "numbers"):
        return _day(year, int(parts["m"]), int(parts["d"]), match[0])
    if kind in ("day", "english"):
        return _day(year, month, int(parts["d"]), match[0])
    if kind == "days":
        return _several(year, month, int(parts["d1"]), int(parts["d"]), match[0])
    if parts.get("n1"):
        return _through(kind, year, month, parts)
    if kind == "week":
        return _week(year, month, parts["n"] or "terakhir")
    if kind == "part":
        return _part(year, month, parts["p"])
    if kind == "month":
        return _months(year, month, month, "month")
    if kind == "quarter":
        return _portion(year, ordinal(parts["n"]), 3, "quarter", match[0])
    if kind == "half":
        return _portion(year, ordinal(parts["n"]), 6, "half", match[0])
    return _whole(year, parts["p"])


def _day(year: int, month: int, day: int, written: str) -> Span:
    try:
        on = date(year, month, day)
    except ValueError:
        return Span(None, None, "", f"Tanggal “{written.strip()}” tidak ada dalam kalender.")
    far = "" if 2000 <= year <= 2099 else f"Tahun {year} tidak lazim."
    return Span(on, on, "day", far)


def _several(year: int, month: int, first: int, last: int, written: str) -> Span:
    one, two = _day(year, month, first, written), _day(year, month, last, written)
    if one.first is None or two.last is None:
        return Span(None, None, "", one.doubt or two.doubt)
    if one.first > two.last:
        return Span(two.first, one.last, "day", f"Urutan hari dalam “{written.strip()}” terbalik.")
    return Span(one.first, two.last, "day")


def _week(year: int, month: int, number: str) -> Span:
    """The second week is the 8th to the 14th; offices count differently, so the whole of it is a span."""
    length = monthrange(year, month)[1]
    if number == "terakhir":
        return Span(date(year, month, length - 6), date(year, month, length), "week")
    which = ordinal(number)
    if not 1 <= which <= 5 or 7 * which - 6 > length:
        return Span(None, None, "", f"Minggu ke-{which} tidak ada pada bulan itu.")
    return Span(date(year, month, 7 * which - 6), date(year, month, min(7 * which, length)), "week")


def _through(kind: str, year: int, month: int, parts: dict[str, str]) -> Span:
    """ "minggu ke-3 s.d. ke-4 Oktober", "triwulan III dan IV"."""
    if kind == "week":
        one, two = (_week(year, month, parts[n]) for n in ("n1", "n"))
    else:
        one, two = (_portion(year, ordinal(parts[n]), 3, kind, f"Triwulan {parts[n]}") for n in ("n1", "n"))
    if one.first is None or two.last is None or one.first > two.last:
        return Span(None, None, "", one.doubt or two.doubt or "Urutan waktunya terbalik.")
    return Span(one.first, two.last, kind)


def _part(year: int, month: int, part: str) -> Span:
    length = monthrange(year, month)[1]
    first, last = {"awal": (1, 10), "akhir": (21, length)}.get(part, (11, 20))
    return Span(date(year, month, first), date(year, month, last), "month")


def _months(year: int, first: int, last: int, precision: str) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def _portion(year: int, number: int, months: int, precision: str, written: str) -> Span:
    if not 1 <= number <= 12 // months:
        return Span(None, None, "", f"“{written.strip()}” tidak ada.")
    return _months(year, months * (number - 1) + 1, months * number, precision)


def _whole(year: int, part: str | None) -> Span:
    if part:
        first, last = {"awal": (1, 3), "pertengahan": (6, 7)}.get(part, (12, 12))
        return _months(year, first, last, "year")
    return _months(year, 1, 12, "year")


def _weekday_doubt(before: str, span: Span) -> str:
    """ "Senin, 13 Oktober 2023" was a Friday: one of the two is wrong."""
    named = _WEEKDAY.search(before)
    if not named or span.precision != "day" or span.first is None or span.first.weekday() == _WEEKDAYS[named[1]]:
        return ""
    return f"Tanggal itu bukan hari {named[1].capitalize()}."


def _plain(raw: str) -> str:
    text = re.sub(r"[‐‑‒–—−]", "-", raw.replace("\N{NO-BREAK SPACE}", " ").replace("’", "'"))
    return re.sub(r"\s+", " ", text).strip().lower()


def _short(raw: str) -> str:
    words = " ".join(raw.split())
    return words if len(words) <= 60 else words[:57] + "…"


def only_clock(raw: str) -> bool:
    """Whether a time names hours and no day, as an agenda does: "08.00 - 08.30 WIB"."""
    text = _plain(raw)
    return bool(_CLOCK.search(text)) and not _HARMLESS.sub("", _CLOCK.sub("", text)).strip(" -.,:/()")
