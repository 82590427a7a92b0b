"""An outcome is recorded once for all who get it; in the task of one of them "Kabupaten/Kota" is that one's name."""

from __future__ import annotations

import re

from workflow.regions import Region

_ALL_OF_THEM = r"(?<!seluruh )(?<!semua )(?<!setiap )(?<!tiap )(?<!antar)(?<!antar-)(?<!antar )(?<!\d )(?<!\) )"
_ALL_BEHIND = r"(?!\s+(?:se-|di Aceh|lain))"
_PLACE = r"(?:kabupaten|kab\.?)\s?/\s?kota"
_LEADER = r"bupati\s?/\s?wali\s?kota"
_EACH = r"(?:masing-masing\s+)?{}(?:\s+masing-masing)?\b"


def of_region(text: str, region: Region) -> str:
    """ "LKKS Kabupaten/Kota menyusun …" is "LKKS Kabupaten Bireuen menyusun …" there, and its Bupati/Wali Kota is the
    Bupati; "per kabupaten/kota" is "di" the one. Where all of them are meant ("23 kabupaten/kota", "seluruh",
    "se-Aceh") it stays, and so for the province.
    """
    if not region.type:
        return text
    text = re.sub(rf"\bper\s+{_PLACE}\b{_ALL_BEHIND}", f"di {region.full}", text, flags=re.IGNORECASE)
    for words, name in ((_PLACE, region.full), (_LEADER, region.leader)):
        there = rf"(?:\s+{re.escape(region.name)}\b)?"
        text = re.sub(rf"{_ALL_OF_THEM}\b{_EACH.format(words)}{there}{_ALL_BEHIND}", name, text, flags=re.IGNORECASE)
    return text
