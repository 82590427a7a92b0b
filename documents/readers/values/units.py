"""The unit of money that the head of a column names: "Anggaran (Rp.000)", "Biaya (juta rupiah)"."""

from __future__ import annotations

import re

_UNITS = {
    **dict.fromkeys(("000", "1000", "ribu", "ribuan", "rb"), "ribu"),
    **dict.fromkeys(("000000", "1000000", "juta", "jutaan", "jt"), "juta"),
    **dict.fromkeys(("000000000", "miliar", "milyar", "miliaran", "milyaran"), "miliar"),
}
_IN_HEAD = re.compile(r"[(\[–-]\s*([^()\[\]–]{2,40})[)\]]?")
_BESIDE = re.compile(r"rupiah|dalam|satuan|idr|rp|[x×\s.,]")
_DIGITS = re.compile(r"[0-9.,\s]+")


def unit_of(head: str) -> str:
    """ "ribu", "juta" or "miliar" when the numbers below this head count so many rupiah, otherwise ""."""
    said = (_BESIDE.sub("", words) for words in _IN_HEAD.findall(head.lower()))
    return next((_UNITS[words] for words in said if words in _UNITS), "")


def bare_number(text: str) -> bool:
    """Whether a cell says a number alone, so that the unit of its column holds for it."""
    return bool(_DIGITS.fullmatch(text)) and any(sign.isdigit() for sign in text)
