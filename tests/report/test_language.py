"""Official Indonesian: dates, numbers, lists and sentences."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.report import language

DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31))
UNITS = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11, "seratus": 100,
}  # fmt: skip
GREAT = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def number_of(words: str) -> int:
    """Reads words back, so that the test does not repeat how they were made."""
    total = group = 0
    for word in words.replace("seribu", "satu ribu").split():
        if word in GREAT:
            total, group = total + group * GREAT[word], 0
        elif word == "belas":
            group += 10
        elif word in ("puluh", "ratus"):
            last = group % 10
            group += last * ({"puluh": 10, "ratus": 100}[word] - 1)
        else:
            group += UNITS[word]
    return total + group


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (19, "sembilan belas"), (30, "tiga puluh"),
        (100, "seratus"), (101, "seratus satu"), (215, "dua ratus lima belas"), (1000, "seribu"),
        (1012, "seribu dua belas"), (11_000, "sebelas ribu"), (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"), (1_250_000, "satu juta dua ratus lima puluh ribu"), (-3, "minus tiga"),
        (240_619_111_377, "dua ratus empat puluh miliar enam ratus sembilan belas juta seratus sebelas ribu "
                          "tiga ratus tujuh puluh tujuh"),
    ],
)  # fmt: skip
def test_numbers_in_words(number: int, words: str) -> None:
    assert language.in_words(number) == words


@given(st.integers(0, 10**15 - 1))
def test_words_mean_their_number(number: int) -> None:
    words = language.in_words(number)
    assert number_of(words) == number
    assert "  " not in words


def test_counts_money_and_percent() -> None:
    assert language.counted(30) == "30 (tiga puluh)"
    assert language.counted(1250) == "1.250 (seribu dua ratus lima puluh)"
    assert language.rupiah(1_250_000) == "Rp1.250.000,00"
    assert language.rupiah(Decimal("240619111377.5")) == "Rp240.619.111.377,50"
    assert language.percent(Decimal("38.6")) == "38,6%"
    assert language.percent(100) == "100%"
    assert language.file_size(319_488) == "312\u00a0KB"
    assert language.file_size(1) == "1\u00a0KB"
    assert language.file_size(1_258_291) == "1,2\u00a0MB"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2023-09-18", "2023-09-18", "Senin, 18 September 2023"),
        ("2023-09-18", "2023-09-19", "Senin s.d. Selasa, 18–19 September 2023"),
        ("2023-09-29", "2023-10-01", "Jumat s.d. Minggu, 29 September s.d. 1 Oktober 2023"),
        ("2023-12-31", "2024-01-02", "Minggu s.d. Selasa, 31 Desember 2023 s.d. 2 Januari 2024"),
    ],
)
def test_days_of_a_meeting(start: str, end: str, text: str) -> None:
    assert language.day_range(start, end) == text


def test_single_dates() -> None:
    assert language.long_date("2024-02-29") == "29 Februari 2024"
    assert language.table_date("2023-12-31") == "31\u00a0Desember 2023"
    assert language.table_date("", language.UNSET) == "Belum ditetapkan"


@given(DATES, st.integers(0, 800))
def test_a_range_names_both_ends_whatever_their_order(start: date, days: int) -> None:
    end = start + timedelta(days=days) if start < date(2098, 1, 1) else start
    text = language.date_range(start.isoformat(), end.isoformat())
    assert text == language.date_range(end.isoformat(), start.isoformat())
    assert text.startswith(str(start.day))
    assert text.endswith(language.long_date(end.isoformat()))
    assert text.count(str(start.year)) == 1 or start.year == end.year or str(start.year) in text.split(" s.d. ")[0]


@given(st.integers(1, 3999))
def test_roman_numbers_are_in_order_and_add_up(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    letters = [values[letter] for letter in language.roman(number)]
    following = [*letters[1:], 0]
    assert sum(v if v >= after else -v for v, after in zip(letters, following, strict=True)) == number


def test_roman_numbers() -> None:
    assert [language.roman(n) for n in (1, 2, 4, 9, 12, 2023)] == ["I", "II", "IV", "IX", "XII", "MMXXIII"]


def test_items_of_a_list_are_one_sentence() -> None:
    assert language.clauses(["satu"]) == ("satu.",)
    assert language.clauses(["satu.", "dua;", "tiga"]) == ("satu;", "dua; dan", "tiga.")
    assert language.clauses(["kata: “Ya.”", "kata: “Tidak.”"]) == ("kata: “Ya”; dan", "kata: “Tidak.”")
    assert language.clauses([]) == ()


@given(st.lists(st.from_regex(r"[a-z]{1,9}( [a-z]{1,9}){0,3}", fullmatch=True), min_size=2))
def test_only_the_last_item_ends_the_sentence(items: list[str]) -> None:
    made = language.clauses(items)
    assert [text.rstrip(";.").removesuffix("; dan") for text in made] == items
    assert all(text.endswith(";") for text in made[:-2])
    assert made[-2].endswith("; dan")
    assert made[-1].endswith(".")


def test_enumerations() -> None:
    assert language.enumerated(["A"]) == "A"
    assert language.enumerated(["A", "B"]) == "A dan B"
    assert language.enumerated(["A", "B", "C"]) == "A, B, dan C"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Sudah", "Sudah."), ("Sudah.", "Sudah."), ("Sudah;\n", "Sudah."), ("Sudah?", "Sudah?"), ("", ""),
        ("dua\n  baris", "dua baris."), ("kata: “Ya”", "kata: “Ya.”"), ("kata: “Ya.”", "kata: “Ya.”"),
    ],
)  # fmt: skip
def test_sentences_end_once(text: str, made: str) -> None:
    assert language.sentence(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Menyusun rencana kerja.", "menyusun rencana kerja"), ("Melaksanakan rapat", "melaksanakan rapat"),
        ("Membina LKS", "membina LKS"), ("Mendata LKS", "mendata LKS"), ("Meulaboh menjadi tuan rumah",) * 2,
        ("Meureudu",) * 2, ("Dinas Sosial mendata",) * 2, ("LKKS menyusun",) * 2, ("",) * 2,
    ],
)  # fmt: skip
def test_only_a_verb_loses_its_capital(text: str, made: str) -> None:
    assert language.mid_sentence(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("KEPALA DINAS SOSIAL", "Kepala Dinas Sosial"),
        ("KETUA LKKS KABUPATEN BIREUEN", "Ketua LKKS Kabupaten Bireuen"),
        ("KEPALA BIDANG REHABILITASI DAN PERLINDUNGAN", "Kepala Bidang Rehabilitasi dan Perlindungan"),
        ("Kepala DINAS",) * 2, ("DINAS SOSIAL (LKKS)", "Dinas Sosial (LKKS)"),
    ],
)  # fmt: skip
def test_capital_lines_read_in_a_sentence(text: str, made: str) -> None:
    assert language.as_title(text) == made
