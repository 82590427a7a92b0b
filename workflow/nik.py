"""Does a text hold a NIK, the number of a person's identity card? Tuntas keeps none, in no field.

A NIK has 16 digits: 2 of a province, 2 of a kabupaten/kota, 2 of a kecamatan, day (for women plus 40), month and year
of birth, 4 of a row. NIP (18 digits), telephone and account numbers, amounts and numbers of letters are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

SENTENCE = "Jangan tulis NIK. Tuntas tidak menyimpan nomor KTP siapa pun; sebutkan cukup kantor atau lembaganya."
MASK = "[NIK dihapus]"

_PROVINCES = {
    *range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98),
}  # fmt: skip
_PLAIN = r"(?<!\d)\d{16}(?!\d)"
# As people write it in groups; other groupings are dates, times and amounts.
_GROUPS = ((6, 6, 4), (4, 4, 4, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (1,) * 16)
_SPACE = r"[\s._-]{1,2}"
_GROUPED = "|".join(_SPACE.join(rf"\d{{{n}}}" for n in group) for group in _GROUPS)
_LIKE_NIK = re.compile(rf"{_PLAIN}|(?<!\d)(?<!\d[\s._-])(?:{_GROUPED})(?![\s._-]?\d)")


def has_nik(text: str) -> bool:
    """Whether some 16 digits of the text can be a NIK, also with blanks, points or dashes between its parts."""
    return any(_is_nik(match.group()) for match in _LIKE_NIK.finditer(text))


def masked(value: Any) -> Any:
    """The same plain value with ``MASK`` in place of every NIK: for what was read from a file, where nobody typed."""
    if isinstance(value, str):
        return _LIKE_NIK.sub(lambda match: MASK if _is_nik(match.group()) else match.group(), value)
    if isinstance(value, Mapping):
        return {key: masked(part) for key, part in value.items()}
    return [masked(part) for part in value] if isinstance(value, list | tuple) else value


def _is_nik(written: str) -> bool:
    digits = "".join(str(unicodedata.digit(sign)) for sign in written if sign.isdigit())
    province, kabupaten, day, month = (int(digits[at : at + 2]) for at in (0, 2, 6, 8))
    day = day - 40 if day > 40 else day
    return province in _PROVINCES and kabupaten > 0 and 1 <= day <= 31 and 1 <= month <= 12 and digits[12:] != "0000"
