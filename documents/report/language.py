"""Official Indonesian: dates and their ranges, numbers in words, Roman numbers, money, lists and sentences.

Dates come as ISO texts, as they are stored. A date in a table is kept on one line by no-break spaces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

LOCALE = "id"
MONTHS = get_month_names("wide", locale=LOCALE)  # 1 to 12
NO_BREAK = "\N{NO-BREAK SPACE}"
NONE = "–"  # an empty cell
UNSET = "Belum ditetapkan"  # a deadline that nobody has set
DOTS = "...................."  # to be filled by hand

_DIGITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Abbreviations that stay capital when a line of a letterhead is read inside a sentence.
_ABBREVIATIONS = frozenset({"LKKS", "LKS", "LKSA", "TKSK", "UPTD", "UPTB", "DPRK", "SKPK", "BPKK", "ASN"})
# What can only be an active verb: "Menyusun", "Melaksanakan"; not "Meulaboh" or "Meureudu".
_VERB = re.compile(r"(Me[a-z]+kan|Men[cdgjsty][a-z]+|Mem[bpf][a-z]+)\b")
_AMOUNT = re.compile(r"Rp\.? ?(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d{2}))?")
# A line below a sum that changes it: another sum, "per bulan", "x 12", "setiap LKS".
_MORE_THAN_A_SOURCE = re.compile(r"\bRp|\b(per|tiap|setiap|kali|masing)\b|[x×@/*]\s*\d|/\s*\w", re.IGNORECASE)
_SMALL = frozenset({"dan", "di", "pada", "untuk", "atas"})


def long_date(iso: str) -> str:
    """ "18 September 2023" """
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def table_date(iso: str, missing: str = NONE) -> str:
    """A date for a narrow column: day and month stay together."""
    return long_date(iso).replace(" ", NO_BREAK, 1) if iso else missing


def date_range(start: str, end: str) -> str:
    """ "18–19 September 2023"; over months and years "30 September s.d. 2 Oktober 2023"."""
    first, last = sorted((date.fromisoformat(start), date.fromisoformat(end)))
    if first == last:
        return long_date(start)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last.isoformat())}"
    pattern = "d MMMM" if first.year == last.year else "d MMMM y"
    return f"{format_date(first, pattern, locale=LOCALE)} s.d. {long_date(last.isoformat())}"


def day_names(start: str, end: str) -> str:
    """ "Senin s.d. Selasa", or the one day."""
    names = [format_date(date.fromisoformat(iso), "EEEE", locale=LOCALE) for iso in sorted({start, end})]
    return " s.d. ".join(names)


def day_range(start: str, end: str) -> str:
    """ "Senin s.d. Selasa, 18–19 September 2023" """
    return f"{day_names(start, end)}, {date_range(start, end)}"


def in_words(number: int) -> str:
    """A whole number below 10^15 in words: 30 is "tiga puluh", 1012 "seribu dua belas"."""
    if number < 0:
        return f"minus {in_words(-number)}"
    return _words(number) or "nol"


def _words(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "sepuluh" if number == 10 else "sebelas" if number == 11 else f"{_DIGITS[number - 10]} belas"
    scale, name = next((scale, name) for scale, name in _SCALES if number >= scale)
    many, rest = divmod(number, scale)
    head = f"se{name}" if many == 1 and scale in (100, 1000) else f"{_words(many)} {name}"
    return f"{head} {_words(rest)}".rstrip()


def counted(number: int) -> str:
    """ "30 (tiga puluh)" """
    return f"{grouped(number)} ({in_words(number)})"


def grouped(number: int) -> str:
    """ "1.250" """
    return str(format_decimal(number, "#,##0", locale=LOCALE))


def rupiah(amount: int | Decimal) -> str:
    """ "Rp1.250.000,00" """
    return f"Rp{format_decimal(amount, '#,##0.00', locale=LOCALE)}"


def amount(text: str) -> Decimal | None:
    """The one sum of money that a budget names: "Rp3.600.000,00" alone on its first line, its source below.

    Anything else (nothing, "Rp2,5 juta", "Rp500.000 per bulan", two sums) is no sum to add up: None.
    """
    first, _, source = text.strip().partition("\n")
    found = _AMOUNT.fullmatch(first.strip())
    if not found or _MORE_THAN_A_SOURCE.search(source):
        return None
    return Decimal(found[1].replace(".", "")) + Decimal(found[2] or 0) / 100


def percent(value: int | Decimal) -> str:
    """38.6 as "38,6%"; a whole number without decimals."""
    return f"{format_decimal(value, '0.##', locale=LOCALE)}%"


def file_size(size: int) -> str:
    """Bytes as "312 KB" or "1,2 MB"."""
    if size < 1024**2:
        return f"{grouped(max(1, round(size / 1024)))}{NO_BREAK}KB"
    return f"{format_decimal(Decimal(size) / 1024**2, '0.#', locale=LOCALE)}{NO_BREAK}MB"


def roman(number: int) -> str:
    """1 is "I"; for annexes and months."""
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def clauses(items: Sequence[str]) -> tuple[str, ...]:
    """Items of a list as one sentence: ";", before the last one "; dan", and a full stop (inside a quotation)."""
    bare = [_bare(item) for item in items]
    ends = [";"] * (len(bare) - 2) + ["; dan"] * (len(bare) > 1)
    return (*(text + end for text, end in zip(bare, ends, strict=False)), sentence(bare[-1])) if bare else ()


def _bare(item: str) -> str:
    """Without the mark at its end; that of a quotation stays outside."""
    text = flat(item).rstrip(".;, ")
    return f"{text[:-1].rstrip('.;, ')}”" if text.endswith("”") else text


def enumerated(items: Sequence[str]) -> str:
    """ "A", "A dan B", "A, B, dan C" """
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"


def flat(text: str) -> str:
    """On one line, as part of a sentence."""
    return " ".join(text.split())


def sentence(text: str) -> str:
    """On one line and with its full stop; what already ends in a mark keeps it, a quotation has it inside."""
    line = flat(text).rstrip(" ;,:")
    if not line or line.endswith((".", "!", "?", ".”", "!”", "?”")):
        return line
    return f"{line[:-1].rstrip(' ;,:')}.”" if line.endswith("”") else f"{line}."


def mid_sentence(text: str) -> str:
    """A recorded text as it goes on inside a sentence: a verb in front loses its capital, a name ("Meulaboh") never."""
    line = flat(text).rstrip(".;,:")
    return line[:1].lower() + line[1:] if _VERB.match(line) else line


def quoted(text: str) -> str:
    """Somebody's words, in Indonesian quotation marks."""
    return f"“{flat(text)}”"


def as_title(text: str) -> str:
    """A line in capitals as it is written in running text: "KEPALA DINAS SOSIAL" is "Kepala Dinas Sosial"."""
    if not text.isupper():
        return text
    return " ".join(word if word.strip("().,") in _ABBREVIATIONS else _word(word) for word in text.split())


def _word(word: str) -> str:
    small = word.lower()
    return small if small in _SMALL else small.capitalize()
