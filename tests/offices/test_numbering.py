"""Numbers as offices write them, without gap or double."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from workflow.agenda import register
from workflow.clock import WIB
from workflow.offices.archive_codes import archive_codes
from workflow.offices.number_patterns import ALPHABET, blank, check_code, problem, render
from workflow.offices.offices import ensure_offices, office_of
from workflow.store import Store

ON = date(2026, 9, 3)
NOW = datetime(2026, 9, 3, 9, 0, tzinfo=WIB)


@pytest.fixture
def office(store: Store) -> dict:
    ensure_offices(store)
    return office_of(store, "11.11", "dinsos")


def take(store: Store, office: dict, on: date) -> str:
    return register.number(store, office, register.Wanted(), "Sekdis", NOW, on=on)["number"]


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{kode}/{urut}/{unit}/{tahun}", "400.9.12/0007/DINSOS/2026"),
        ("{urut}/{unit}/{bulan_romawi}/{tahun}", "0007/DINSOS/IX/2026"),
        ("{keamanan}-{urut}/{bulan}/{tahun}", "B-0007/09/2026"),
    ],
)
def test_the_pattern_is_the_offices_own(office: dict, pattern: str, number: str):
    assert render({**office, "number_pattern": pattern}, 7, ON) == number


@pytest.mark.parametrize(("code", "kept"), [("", "400.9.12"), ("000.1.5", "000.1.5")])
def test_the_archive_code_may_be_another_for_one_paper(office: dict, code: str, kept: str):
    assert render(office, 7, ON, code) == f"{kept}/0007/DINSOS/2026"
    assert blank(office, ON, code) == f"{kept}/..................../DINSOS/2026"


def test_the_security_code_is_the_offices(office: dict):
    assert render({**office, "number_pattern": "{keamanan}/{urut}", "security_code": "SR"}, 7, ON) == "SR/0007"


def test_braces_in_a_unit_code_are_no_tokens(office: dict):
    assert render({**office, "unit_code": "{tahun}"}, 7, ON) == "400.9.12/0007/{tahun}/2026"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{kode}/{urut}/{unit}/{tahun}", ""),
        ("{kode}/{tahun}", "harus memuat {urut}"),
        ("{urut}/{nomor}", "memuat {nomor}, yang tidak dikenal"),
        ("{urut}/{tahun", "memuat {tahun, yang tidak dikenal"),
        ("{urut}}", "memuat }, yang tidak dikenal"),
    ],
)
def test_a_pattern_that_cannot_be_written_is_refused(pattern: str, said: str):
    assert said in problem(pattern)
    assert bool(said) == bool(problem(pattern))


def test_archive_codes_come_with_their_names():
    codes = archive_codes()
    assert codes["400.9.12"] == "Pemberdayaan Keluarga dan Kelembagaan Sosial"
    assert codes["000.1.5"] == "Rapat Pimpinan"
    assert len(codes) == 33


def test_a_series_restarts_every_year_and_belongs_to_one_office(store: Store, office: dict):
    other = office_of(store, "11.07", "dinsos")
    with store.transaction():
        taken = [
            take(store, office, ON),
            take(store, office, ON),
            take(store, other, ON),
            take(store, office, date(2027, 1, 2)),
        ]
    assert [number.split("/", 1)[1] for number in taken] == [
        "0001/DINSOS/2026", "0002/DINSOS/2026", "0001/DINSOS/2026", "0001/DINSOS/2027",
    ]  # fmt: skip


def test_a_number_of_a_rolled_back_transaction_is_given_again(store: Store, office: dict):
    with pytest.raises(ZeroDivisionError), store.transaction():  # noqa: PT012
        take(store, office, ON)
        raise ZeroDivisionError
    assert register.proposed(store, office, ON).split("/")[1] == "0001"


def test_check_codes_have_no_letters_that_are_confused():
    codes = {check_code() for _ in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) <= set(ALPHABET) | {"-"}
    assert not set("01OILUV") & set(ALPHABET)


def test_a_check_code_is_three_groups_of_four_from_the_alphabet():
    codes = {check_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", code) for code in codes)


def test_a_check_code_takes_twelve_letters_in_the_order_they_were_drawn(monkeypatch: pytest.MonkeyPatch):
    drawn = iter(ALPHABET)
    monkeypatch.setattr("secrets.choice", lambda letters: next(drawn))
    assert check_code() == "2345-6789-ABCD"
    assert next(drawn) == "E"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_roman_number(month: int):
    office = {
        "archive_code": "400.9", "unit_code": "X", "number_digits": 3,
        "number_pattern": "{urut}/{bulan_romawi}/{bulan}/{tahun}",
    }  # fmt: skip
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][month - 1]
    assert render(office, 7, date(2026, month, 1)) == f"007/{roman}/{month:02d}/2026"
