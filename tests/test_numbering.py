"""Numbers as offices write them, without gap or double."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from workflow import agenda
from workflow.clock import WIB
from workflow.numbering import ALPHABET, check_code, render
from workflow.offices import ensure_offices, office_of
from workflow.store import Store

ON = date(2026, 9, 3)
NOW = datetime(2026, 9, 3, 9, 0, tzinfo=WIB)


@pytest.fixture
def office(store: Store) -> dict:
    ensure_offices(store)
    return office_of(store, "11.11", "dinsos")


def take(store: Store, office: dict, on: date) -> str:
    return agenda.number(store, office, agenda.Wanted(), "Sekdis", NOW, on=on)["number"]


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
    assert agenda.proposed(store, office, ON).split("/")[1] == "0001"


def test_check_codes_have_no_letters_that_are_confused():
    codes = {check_code() for _ in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) <= set(ALPHABET) | {"-"}
    assert not set("01OILUV") & set(ALPHABET)
