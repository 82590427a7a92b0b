"""A typed number is read as its office means it, however it is written."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.offices.number_patterns import render
from workflow.offices.typed_numbers import read, written

ON = date(2026, 11, 28)
DINSOS = {"number_pattern": "{kode}/{urut}/{unit}/{tahun}", "unit_code": "DINSOS", "archive_code": "400.9.12"}
LKKS = {"number_pattern": "{urut}/{unit}/{bulan_romawi}/{tahun}", "unit_code": "LKKS-BRN", "archive_code": ""}
TANPA = {"number_pattern": "{kode}/{urut}/{unit}", "unit_code": "SET", "archive_code": "400.9.1"}


def place(office: dict, number: str) -> tuple[str, int, bool]:
    """The running number as it is spoken, its year, and whether it is surely this office's."""
    found = read(office, number, ON)
    return found.spoken, found.year, found.sure


@pytest.mark.parametrize(
    "number",
    [
        "400.9.12/0008/DINSOS/2026",
        "  400.9.12 / 00 08 /\tDINSOS\u00a0/2026 ",
        "400.9.12/0008/DIN\u200bSOS/2026\ufeff",
        "400.9.12/0008/dinsos/2026",
        "400.9.12/8/DINSOS/2026",
        "400.9.12/0000008/DINSOS/2026",
        "400.9.12/0008/DINSOS/2026.",
        "400.9.12/0008,/DINSOS/2026 ;",
        "400.9.12//0008/DINSOS/2026/",
        "400.9.12\u20440008\u2044DINSOS\u22152026",
        "400.9.12\uff0f0008\\DINSOS|2026",
        "400.9.12-0008-DINSOS-2026",
        "400.9.12\u20130008\u2014DINSOS\u20112026",
        "400.9.12_0008_DINSOS_2026",
        "400.9.12 0008 DINSOS 2026",
        "400.9.12.0008.DINSOS.2026",
        "4OO.9.12/OOo8/DINS0S/2O26",
        "400.9.12/\u041e\u041e\u041e8/DINSOS/2026",
        "\uff14\uff10\uff10.9.12/\uff10\uff10\uff10\uff18/DINSOS/2026",
        "400.9.12/\u0660\u0660\u0660\u0668/DINSOS/2026",
        "Nomor : 400.9.12/0008/DINSOS/2026",
        "No. 400.9.12/0008/DINSOS/2026",
        "\u2116 400.9.12/0008/DINSOS/2026",
        "“400.9.12/0008/DINSOS/2026”",
        "000.1.5/0008/DINSOS/2026",
        "UM.01/0008/DINSOS/2026",
        "400.9.12/0008/DINSOS/XI/2026",
        "400.9.12/0008/xi/DINSOS/2026",
        "400.9.12/0008/DINSOS/11/2026",
        "400.9.12/0008/DINSOS/26",
        "400.9.12/0008/DINSOS",
        "400.9.12/0008/2026",
        "0008/DINSOS/2026",
        "B/400.9.12/0008/DINSOS/2026",
        "400.9.12/0008/LINJAMSOS/DINSOS/2026",
        "0008/2026",
        "8",
        "400.9.12/+0008/DINSOS/2026",
        "400.9.12/(0008)/DINSOS/2026",
        "400.9.12/0008*/DINSOS/2026",
        "400.9.12/0008=/DINSOS/2026",
        "400.9.12/00000000000008/DINSOS/2026",
        "400.9.12/00\u0332\u03308/DINSOS/2026",
        "400.9.12/\u00d8008/DINSOS/2026",
        "400.9.12:0008:DINSOS:2026",
        "400.9.12/0008DINSOS/2026",
        "400.9.12/0008/DINSOS2026",
        "400.9.12/0008\u00bd/DINSOS/2026",
        "400.9.12/0008/DINSOS/2026M",
        "400.9.12/0008/DINSOS/Thn.2026",
        "400.9.12/0008/DINSOS/(2026)",
        "400.9.12/0008/DINSOS/2026*",
        "\u201c400.9.12/8/DINSOS/2026\u201d",
    ],
)
def test_however_it_is_written_it_is_the_eighth(number: str):
    assert place(DINSOS, number) == ("8", 2026, True)


@pytest.mark.parametrize(
    ("office", "number", "expected"),
    [
        (DINSOS, "400.9.12/0009/DINSOS/2026", ("9", 2026, True)),
        (DINSOS, "400.9.12/0008/DINSOS/2025", ("8", 2025, True)),
        (DINSOS, "0007/0008/DINSOS/2026", ("8", 2026, True)),
        (DINSOS, "2025/0008/DINSOS/2026", ("8", 2026, True)),
        *[
            (DINSOS, f"400.9.12/0008{behind}/DINSOS/2026", ("8.A", 2026, True))
            for behind in ("A", "a", ".A", " a", "-A", "/A")
        ],
        (DINSOS, "400.9.12/0008 bis/DINSOS/2026", ("8.BIS", 2026, True)),
        (DINSOS, "400.9.12/0008.1/DINSOS/2026", ("8.1", 2026, True)),
        (LKKS, "007/LKKS-BRN/XI/2026", ("7", 2026, True)),
        (LKKS, "7 / lkks\u2013brn / XII / 2026.", ("7", 2026, True)),
        (LKKS, "007/LKKS BRN/11/2026", ("7", 2026, True)),
        (LKKS, "007/LKKSBRN/2026", ("7", 2026, True)),
        (LKKS, "007/XI/2026", ("7", 2026, True)),
        (LKKS, "400.9.12/007/LKKS-BRN/XI/2026", ("7", 2026, True)),
        (DINSOS, "400.9.12/98O/DINSOS/2026", ("980", 2026, True)),
        (DINSOS, "400.9.12/1o/DINSOS/2026", ("10", 2026, True)),
        (LKKS, "01O/LKKS-BRN/XI/2026", ("10", 2026, True)),
        (DINSOS, "400.9.12/0008\u0410/DINSOS/2026", ("8.A", 2026, True)),
        (DINSOS, "400.9.12/0008.\u0391/DINSOS/2026", ("8.A", 2026, True)),
        (DINSOS, "\u201c400.9.12/0008/DINSOS/2025\u201d", ("8", 2025, True)),
        (DINSOS, "400.9.12/0008/DINSOS/2025M", ("8", 2025, True)),
        (DINSOS, "400.9.12/0008/DINSOS/Tahun 2025", ("8", 2025, True)),
        (DINSOS, "400.9.12/0008/DINSOS/(1999)", ("8", 1999, True)),
        (TANPA, "400.9.1/012/SET", ("12", 2026, True)),
        (TANPA, "400.9.1/12/SET/V/2025", ("12", 2025, True)),
    ],
)
def test_what_makes_it_another_and_what_does_not(office: dict, number: str, expected: tuple):
    assert place(office, number) == expected


@pytest.mark.parametrize(
    "number",
    ["400.9.12/0008/DISDIK/2026", "0008/SEK/2026", "800/8/2026", "400/8", "8/KEP/BUP/2026"],
)
def test_of_another_unit_or_hardly_like_the_pattern_it_may_be_of_another_book(number: str):
    assert place(DINSOS, number) == ("8", 2026, False)


def test_two_numbers_with_a_blank_between_are_not_surely_one():
    assert not read(TANPA, "12 2026", ON).sure


def test_the_way_that_is_surely_the_offices_goes_before_a_shorter_one():
    assert place(TANPA, "12LKKS-BRN 0008-2025 / 0008") == ("8", 2026, True)
    assert place(TANPA, "0008 SET-2025 / 2025 LKKS") == ("8", 2025, True)


def test_what_was_read_stays_as_it_was_read():
    with pytest.raises(FrozenInstanceError):
        read(DINSOS, "8", ON).ordinal = 9  # type: ignore[misc]


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("tanpa nomor", 2026),
        ("tahun 2024 dan 2025 tanpa nomor", 2025),
        ("400.9.12/0000/DINSOS/2025", 2025),
        ("X-IX-SETDA", 2026),
        ("///", 2026),
    ],
)
def test_without_a_running_number_there_is_only_its_text(number: str, year: int):
    found = read(DINSOS, number, ON)
    assert (found.ordinal, found.year, found.sure) == (0, year, False)
    assert found.same_text(read(DINSOS, f" {number.lower()}. ", ON))
    assert not found.same_place(found)


@pytest.mark.parametrize(
    ("pattern", "number", "expected"),
    [
        ("{keamanan}-{urut}/{bulan_romawi}", "SR-12/IX", ("12", 2026, True)),
        ("{urut}.{tahun}/{urut}", "5.2026/5", ("5", 2026, True)),
        ("{urut}.{tahun}/{urut}", "O5 . 2026/ 05", ("5", 2026, True)),
        ("{urut}({bulan})", "5(09)", ("5", 2026, True)),
        ("No. {urut}/{unit}/{tahun}", "no. 17/dinsos/2025", ("17", 2025, True)),
        ("No. {urut}/{unit}/{tahun}", "17/DINSOS/2025", ("17", 2025, True)),
        ("{unit}.{urut}.{tahun}", "DINSOS.0017.2025", ("17", 2025, True)),
        ("{kode}.{urut}/{unit}/{tahun}", "400.9.12.10/DINSOS/2026", ("10", 2026, True)),
    ],
)
def test_every_office_has_its_own_pattern(pattern: str, number: str, expected: tuple):
    assert place({**DINSOS, "number_pattern": pattern}, number) == expected


def test_the_year_of_a_number_that_names_none_is_that_of_its_paper():
    assert not read(TANPA, "400.9.1/012/SET", ON).says_year
    assert read(TANPA, "400.9.1/012/SET", date(2027, 1, 1)).year == 2027
    assert read(DINSOS, "400.9.12/0008/DINSOS/2026", date(2027, 1, 1)).says_year


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("400.9.12 / 0008\u2044DINSOS/2026 .", "400.9.12/0008/DINSOS/2026"),
        ("Nomor: 094/SEK/2026", "094/SEK/2026"),
        ("400.9.12-0008-DINSOS-2026", "400.9.12-0008-DINSOS-2026"),
        ("Nota No. 5", "Nota No. 5"),
        ("...", "..."),
    ],
)
def test_what_was_typed_around_it_is_not_part_of_the_number(typed: str, kept: str):
    assert written(DINSOS, typed) == kept


def test_a_pattern_with_its_own_word_before_the_number_keeps_it():
    assert written({**DINSOS, "number_pattern": "No. {urut}/{tahun}"}, "No. 17/2026") == "No. 17/2026"


@given(
    ordinal=st.integers(1, 999_999),
    code=st.text(st.sampled_from("0123456789./"), max_size=12),
    pattern=st.permutations(["{kode}", "{urut}", "{unit}", "{tahun}", "{bulan_romawi}", "{keamanan}"]),
)
def test_what_an_office_writes_it_can_read(ordinal: int, code: str, pattern: list[str]):
    office = {
        "number_pattern": " | ".join(pattern), "number_digits": 4, "unit_code": "DIN.SOS (+)", "archive_code": "400.9",
    }  # fmt: skip
    found = read(office, render(office, ordinal, ON, code), ON)
    assert (found.ordinal, found.suffix, found.year, found.sure) == (ordinal, "", 2026, True)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read(number: str):
    found = read(DINSOS, number, ON)
    assert 0 <= found.ordinal < 10**9
    assert found.same_text(found)
