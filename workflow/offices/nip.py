"""The number of a civil servant: YYYYMMDD YYYYMM S NNN (birth, appointment, sex, serial; Perka BKN 22/2007).

A number that does not look like one is doubted, never refused: older and contract numbers are made otherwise.
"""

from __future__ import annotations

import re
from datetime import date

YOUNGEST = 15  # years between birth and appointment
_NOTE = re.compile(r"\(\D+\)")  # "(contoh)" stands there instead of a number, and is meant so


def grouped(nip: str) -> str:
    """ "19680411 199303 1 009"; anything that is not 18 digits stays as typed."""
    digits = "".join(nip.split())
    if not _is_digits(digits) or len(digits) != 18:
        return nip
    return " ".join((digits[:8], digits[8:14], digits[14], digits[15:]))


def doubt(nip: str) -> str:
    """One sentence about what looks wrong, else ""."""
    digits = "".join(nip.split())
    if not digits or _NOTE.fullmatch(digits):
        return ""
    whole = _is_digits(digits) and len(digits) == 18
    wrong = _looks_wrong(digits) if whole else "NIP biasanya 18 angka."
    return f"{wrong} Periksa lagi; tetap disimpan seperti yang diketik." if wrong else ""


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _looks_wrong(digits: str) -> str:
    try:
        born = date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
    except ValueError:
        return f"Delapan angka pertama NIP ({digits[:8]}) bukan tanggal lahir."
    year, month = int(digits[8:12]), int(digits[12:14])
    if not 1 <= month <= 12:
        return f"Bulan pengangkatan dalam NIP ({digits[12:14]}) bukan 01 sampai 12; pada PPPK memang lain."
    if (year, month) < (born.year + YOUNGEST, born.month):
        return f"Menurut NIP, pengangkatannya ({month:02d}-{year}) kurang dari {YOUNGEST} tahun setelah lahir."
    if digits[14] not in "12":
        return f"Angka jenis kelamin dalam NIP ({digits[14]}) bukan 1 atau 2."
    return ""
