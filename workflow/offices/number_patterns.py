"""Numbers of official papers: how an office writes them, and the check codes. Typed ones: ``typed_numbers.py``."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# token of a pattern -> what a typed number may have in its place; of the running number also what was put between: 12.A
# (no O, which is a zero)
TOKENS: dict[str, str] = {
    "{kode}": r"(?P<kode>.*?)",
    "{urut}": r"(?P<urut>0*[0-9]{1,9})(?:\.?(?P<letter>BIS|[A-NP-Z])|\.(?P<insert>[0-9]{1,2}))?",
    "{unit}": "",  # the office's own, letter by letter
    "{tahun}": r"(?P<tahun>(?:19|20)[0-9]{2})",
    "{bulan}": r"[0-9]{1,2}",
    "{bulan_romawi}": r"[IVX]{1,4}",
    "{keamanan}": r"(?:SR|B|T|R)",
}
TOKEN = re.compile("|".join(re.escape(token) for token in TOKENS))
SECURITY = {"B": "B (biasa)", "T": "T (terbatas)", "R": "R (rahasia)", "SR": "SR (sangat rahasia)"}
REPORTS = {"blank": "Dikosongkan, ditulis di kertas", "series": "Nomor otomatis dari agenda LKKS"}
BLANK = "...................."  # where the running number will be written by hand
# Letters and digits that nobody confuses on paper (no 0/O, 1/I/L, U/V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def series(office: Mapping[str, Any], on: date) -> str:
    """One register per office and calendar year, across all kinds of paper."""
    return f"{office['region']}/{office['identity']}/{on.year}"


def render(office: Mapping[str, Any], ordinal: int, on: date, code: str = "") -> str:
    """The number as the office writes it: ``400.9.12/0131/DINSOS/2023``; without ``code`` with its usual one."""
    return _filled(office, f"{ordinal:0{office['number_digits']}d}", on, code)


def blank(office: Mapping[str, Any], on: date, code: str = "") -> str:
    """The same with a dotted slot, where the office's book will give the running number."""
    return _filled(office, BLANK, on, code)


def _filled(office: Mapping[str, Any], ordinal: str, on: date, code: str) -> str:
    values = {
        "{kode}": code or office["archive_code"],
        "{urut}": ordinal,
        "{unit}": office["unit_code"],
        "{tahun}": str(on.year),
        "{bulan}": f"{on.month:02d}",
        "{bulan_romawi}": ROMAN[on.month - 1],
        "{keamanan}": office.get("security_code", "B"),
    }
    return TOKEN.sub(lambda token: values[token[0]], office["number_pattern"])


def problem(pattern: str) -> str:
    """Why an office cannot number by this pattern, as a sentence; "" when it can."""
    known = f"Yang dikenal: {', '.join(TOKENS)}."
    if "{urut}" not in pattern:
        return f"Pola nomor harus memuat {{urut}}. {known}"
    if rest := re.search(r"\{[^}]*\}?|\}", TOKEN.sub("", pattern)):
        return f"Pola nomor memuat {rest[0]}, yang tidak dikenal. {known}"
    return ""


def check_code() -> str:
    """Twelve characters that cannot be guessed (58 bits): ``7KQ4-M2XD-95TB``."""
    letters = [secrets.choice(ALPHABET) for _ in range(12)]
    return "-".join("".join(letters[i : i + 4]) for i in (0, 4, 8))
