"""Where an institution is: kabupaten/kota by name before code, kecamatan and gampong by their columns or the address.

A bare four-digit code is the BPS's, one with a point Kemendagri's: 1110 is Bireuen, 11.10 Aceh Singkil.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from documents.readers.values.places import read_regions
from workflow.regions import regions

# The BPS counts the kabupaten from the west; its 1173 and 1174 are Langsa and Lhokseumawe, the other way round.
_BPS = {
    "1101": "11.09", "1102": "11.10", "1103": "11.01", "1104": "11.02", "1105": "11.03", "1106": "11.04",
    "1107": "11.05", "1108": "11.06", "1109": "11.07", "1110": "11.11", "1111": "11.08", "1112": "11.12",
    "1113": "11.13", "1114": "11.16", "1115": "11.15", "1116": "11.14", "1117": "11.17", "1118": "11.18",
    "1171": "11.71", "1172": "11.72", "1173": "11.74", "1174": "11.73", "1175": "11.75",
}  # fmt: skip
_NEXT = r"kec|kecamatan|kab|kabupaten|kota|prov|provinsi|telp|hp|kode pos|rt|rw|jl|jln|jalan|dusun|dsn"
_STOP = rf"(?=\s*(?:[,;\n(]|$|\s-\s|\b(?:{_NEXT})\b))"
_VILLAGE = r"gp|gpg|gampong|desa|ds|kelurahan|kel"
_KECAMATAN = re.compile(rf"\b(?:kec|kecamatan)\b\.?\s*:?\s*(?P<name>[^,;\n(]+?){_STOP}", re.IGNORECASE)
_GAMPONG = re.compile(rf"\b(?:{_VILLAGE})\b\.?\s*:?\s*(?P<name>[^,;\n(]+?){_STOP}", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:kab|kabupaten|kota)\b\.?\s+[a-z ]+", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?:kec|kecamatan|{_VILLAGE})\b\.?\s*:?\s*(?=\S)", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:abdya|agara|atam|pijay|galus|nagan)\b")
OUTSIDE = re.compile(
    r"\s*(?:[a-z\d]{1,5}[.)]?\s+)?(?:(?:kab|kabupaten|kota)\b\.?\s*[a-z]|sum[au]t|medan\b|jakarta|riau|jawa)",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"dirahasiakan|rahasia|disamarkan")
MOST = 500  # letters of an address


@dataclass(frozen=True)
class Place:
    """``code`` of a kabupaten/kota or ""; ``doubt`` what is not sure about it, or why it is left out; ``elsewhere``:
    outside Aceh."""

    code: str = ""
    doubt: str = ""
    elsewhere: bool = False


def named(text: str) -> str:
    """The one kabupaten/kota that a title or a name of a sheet names, in full or by a short form that is nobody else's;
    "" for none or several."""
    found = [code for code in read_regions(text).codes if code in regions()]
    if not found and len(short := set(_SHORT.findall(text.lower()[:MOST]))) == 1:
        found = list(read_regions(short.pop()).proposal)
    return found[0] if len(found) == 1 else ""


@lru_cache(4096)
def region_of(name: str, code: str, province: str) -> Place:
    """From the cells of its columns, "" where there is none."""
    by_code, elsewhere = _of_code(code)
    if re.fullmatch(r"[\d.,\s]+", name.strip()):
        by_code, elsewhere, name = *_of_code(name), ""
    found = read_regions(name)
    if by_name := next((one for one in found.codes if one in regions()), ""):
        unlike = by_code and by_code != by_name
        return Place(
            by_name,
            f"nama dan kode daerahnya tidak sama ({name.strip()}, {code.strip()}); dipakai namanya." if unlike else "",
        )
    if _not_aceh(province) or (elsewhere and not found.proposal):
        return Place(elsewhere=True)
    if by_code:
        return Place(by_code)
    if not found.proposal and OUTSIDE.match(name):
        return outside(name)
    proposed = [one for one in found.proposal if one in regions()]
    if len(proposed) == 1:
        return Place(proposed[0], f"“{name.strip()}” dibaca {regions()[proposed[0]].full}; periksa.")
    return Place(doubt=f"“{name.strip()}” tidak dikenal sebagai kabupaten/kota di Aceh." if name.strip(" -") else "")


def outside(name: str) -> Place:
    """Of what calls itself a kabupaten/kota and is none of Aceh's: its rows are nobody's here, and told."""
    return Place(doubt=f"“{name.strip()}” bukan kabupaten/kota di Aceh; tidak diambil.", elsewhere=True)


def _of_code(text: str) -> tuple[str, bool]:
    """The region of a code, and whether the code is of another province. A spreadsheet makes 11.1 of 11.10."""
    said = text.strip().replace(",", ".")
    if pointed := re.fullmatch(r"(\d\d)\.(\d{1,2})(?:\.[\d.]+)?", said):
        code = f"{pointed[1]}.{pointed[2]:0<2}"
        return (code if code in regions() else ""), pointed[1] != "11"
    if bare := re.fullmatch(r"(\d{4})(?:\d{2,6})?", said):
        return _BPS.get(bare[1], ""), not bare[1].startswith("11")
    return "", False


def _not_aceh(province: str) -> bool:
    words = province.strip(" -.").lower()
    return bool(words) and "aceh" not in words and words not in ("11", "nad") and "nanggroe" not in words


def address_region(address: str) -> str:
    """The kabupaten/kota that an address names with that word, "" when it names none."""
    return next((code for part in _NAMED.findall(address[:MOST]) if (code := named(part))), "")


def kecamatan_of(said: str, address: str) -> str:
    return _part(said, address, _KECAMATAN)


def gampong_of(said: str, address: str) -> str:
    return _part(said, address, _GAMPONG)


def _part(said: str, address: str, pattern: re.Pattern[str]) -> str:
    """As the column has it, without "Kec."; else as the address names it."""
    if said:
        said = said[:MOST]
        inside = pattern.search(said)
        return _BEFORE.sub("", inside["name"] if inside and inside.start() else said).strip(" .")
    found = pattern.search(address[:MOST])
    return found["name"].strip(" .") if found else ""
