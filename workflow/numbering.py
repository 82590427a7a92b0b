"""Numbers of official papers: the office's pattern, its gapless yearly series, and check codes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.errors import Invalid
from workflow.store import Store

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
TOKENS = ("{kode}", "{urut}", "{unit}", "{tahun}", "{bulan}", "{bulan_romawi}")
# Letters and digits that nobody confuses on paper (no 0/O, 1/I/L, U/V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def series(office: Mapping[str, Any], on: date) -> str:
    """One register per office and calendar year, across all kinds of paper."""
    return f"{office['region']}/{office['identity']}/{on.year}"


def render(office: Mapping[str, Any], ordinal: int, on: date) -> str:
    """The number as the office writes it: ``400.9.12/0131/DINSOS/2023``."""
    values = {
        "{kode}": office["archive_code"],
        "{urut}": f"{ordinal:0{office['number_digits']}d}",
        "{unit}": office["unit_code"],
        "{tahun}": str(on.year),
        "{bulan}": f"{on.month:02d}",
        "{bulan_romawi}": ROMAN[on.month - 1],
    }
    text = office["number_pattern"]
    for token, value in values.items():
        text = text.replace(token, value)
    return text


def proposed(store: Store, office: Mapping[str, Any], on: date) -> str:
    """The number that the series would give now, skipping those already typed by hand. Nothing is taken."""
    ordinal = store.peek_number(series(office, on))
    while taken(store, office, render(office, ordinal, on)):
        ordinal += 1
    return render(office, ordinal, on)


def take(store: Store, office: Mapping[str, Any], on: date) -> str:
    """Takes the next free number of the series; only inside the transaction that uses it."""
    while True:
        number = render(office, store.next_number(series(office, on)), on)
        if not taken(store, office, number):
            return number


def taken(store: Store, office: Mapping[str, Any], number: str) -> bool:
    return bool(store.count("document", number=number, office=office["id"])[()])


def typed(store: Store, office: Mapping[str, Any], number: str) -> str:
    """A number from the office's own agenda. Raises ``Invalid`` when this office has used it."""
    if taken(store, office, number):
        raise Invalid({"number": f"Nomor {number} sudah dipakai naskah lain dari kantor ini."})
    return number


def check_code() -> str:
    """Twelve characters that cannot be guessed (58 bits): ``7KQ4-M2XD-95TB``."""
    letters = [secrets.choice(ALPHABET) for _ in range(12)]
    return "-".join("".join(letters[i : i + 4]) for i in (0, 4, 8))
