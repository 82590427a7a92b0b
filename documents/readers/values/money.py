"""Money as offices write it: "Rp15.000.000,00 (APBK 2023)", "Rp 15,5 juta", "Rp.1.250.000,-", "DIPA", "nihil"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from documents.readers.result import Budget

_UNITS = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "m": 10**9,
    "triliun": 10**12, "t": 10**12,
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?:(?P<rp>\b(?:rp|idr)\.?\s*)|(?<![\w.,]))(?P<number>\d[\d.,]*\d|\d)"
    r"(?:\s*(?P<unit>ribu|rb|juta|jt|miliar|milyar|triliun|m|t)\b\.?)?(?P<tail>,?-+|\s*rupiah)?",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(apb[akdngm]\w*|dipa|dpa|rkpd?|csr|tjsl|hibah|dak|dau|dbh|doka|otsus|boka?|dana|baznas|baitul|zakat|swadaya|"
    r"mandiri|donatur|sponsor|kas|iuran|lkks|lks|dinsos|dinas|bappeda|kemensos|kementerian|bumn|bumd|pihak)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(nihil|tidak\s+(ada|memerlukan|perlu|membutuhkan)\b.*|tanpa\s+(biaya|anggaran)|non\s*-?\s*(budget|anggaran|budgeter)|"
    r"(rp)?[-–—_.\s]*|n/?a|belum\s+(ada|ditentukan|tersedia).*|menyesuaikan)",
    re.IGNORECASE | re.DOTALL,
)
_ROUGH = re.compile(
    r"(±|\+/-|~|≈|\b(sekitar|kurang lebih|kira-kira|estimasi|perkiraan|maks(imal)?|minimal|s\.?/?d)\b)", re.I
)
_EACH = re.compile(
    r"(\bper\s|/\s*(bulan|tahun|orang|keg|paket|lks|oh|ok)\b|\b(tiap|setiap|masing)\b|[x×@*]\s*\d|\d\s*[x×])", re.I
)
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")  # "Rp 25 000 000"
_IN_WORDS = re.compile(r"\([^()]*\brupiah\s*\)", re.IGNORECASE)
MOST = 400  # letters
_LOOSE = " \t\n\r/;:,.-–—()"


@dataclass(frozen=True)
class _Found:
    amount: int | None
    start: int
    end: int
    doubt: str = ""


def read_budget(raw: str, value: object = None) -> Budget:
    """``value`` is the number of a spreadsheet's number cell."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _of_number(raw, value)
    if len(raw) > MOST:
        return Budget(raw, None, "", "Terlalu panjang untuk sebuah jumlah. Isi jumlahnya.")
    if _NONE.fullmatch(raw.strip()):
        return Budget("" if not re.search(r"\w", raw) else raw)
    text = _IN_WORDS.sub(lambda m: " " * len(m[0]), raw.replace("\N{NO-BREAK SPACE}", " "))
    text = _SPACED.sub(lambda m: m[0].replace(" ", "."), text)
    found = _amounts(text)
    source = _source(text, found)
    if len(found) != 1:
        return Budget(raw, None, source, _no_single(raw, len(found), source))
    doubt = found[0].doubt
    if _EACH.search(text):
        return Budget(
            raw,
            None,
            source if _SOURCES.search(source) else "",
            f"“{_short(raw)}” bukan satu jumlah. Isi jumlah seluruhnya.",
        )
    if not doubt and _ROUGH.search(text):
        doubt = f"“{_short(raw)}” adalah perkiraan."
    return Budget(raw, found[0].amount, source, doubt)


def _of_number(raw: str, value: int | float | Decimal) -> Budget:
    amount = round(Decimal(str(value)))
    if amount < 0:
        return Budget(raw, None, "", f"Jumlah {raw} negatif.")
    small = f"Jumlah {raw} tampak terlalu kecil. Apakah dalam ribuan atau jutaan?" if 0 < amount < 10_000 else ""
    return Budget(raw, amount, "", small)


def _no_single(raw: str, count: int, source: str) -> str:
    if count > 1:
        return f"“{_short(raw)}” menyebut lebih dari satu jumlah. Isi jumlah seluruhnya."
    return "" if source else f"“{_short(raw)}” tidak menyebut jumlah."


def _amounts(text: str) -> list[_Found]:
    found = []
    for match in _AMOUNT.finditer(text):
        marked = bool(match["rp"] or match["unit"] or match["tail"])
        digits = re.sub(r"\D", "", match["number"])
        if marked or (len(digits) >= 5 and not re.search(r"[a-z]\s*$", text[: match.start()], re.IGNORECASE)):
            amount, doubt = _value(match["number"], (match["unit"] or "").lower())
            found.append(_Found(amount, match.start(), match.end(), doubt))
    return found


def _value(number: str, unit: str) -> tuple[int | None, str]:
    """Points group and a comma parts the sen, as Indonesian has it; the other way round only where it is plain."""
    grouped = re.fullmatch(r"\d{1,3}((?:[.,])\d{3})+(?:[.,]\d{1,2})?", number)
    if unit and (short := re.fullmatch(r"(\d+)[.,](\d{1,2})", number)):
        return int(Decimal(f"{short[1]}.{short[2]}") * _UNITS[unit]), ""
    if re.fullmatch(r"\d+", number):
        return int(number) * _UNITS.get(unit, 1), ""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?|\d+,\d{1,2}", number):
        return int(Decimal(number.replace(".", "").replace(",", ".")) * _UNITS.get(unit, 1)), ""
    if grouped and re.fullmatch(r"\d{1,3}(,\d{3}){2,}(\.\d{1,2})?|\d{1,3}(,\d{3})+\.\d{2}", number):
        return int(Decimal(number.replace(",", "")) * _UNITS.get(unit, 1)), ""
    if unit and re.fullmatch(r"\d+,\d+", number):
        return int(Decimal(number.replace(",", ".")) * _UNITS[unit]), ""
    return None, f"Jumlah “{number}” tidak jelas ditulis. Isi jumlahnya."


def _source(text: str, found: list[_Found]) -> str:
    """What is left beside the sum, when it names where the money comes from."""
    rest, at = [], 0
    for one in found:
        rest.append(text[at : one.start])
        at = one.end
    words = " ".join(" ".join([*rest, text[at:]]).split())
    words = _ROUGH.sub("", words).strip(_LOOSE)
    words = re.sub(r"^(sumber|dari|sumber dana|bersumber dari)\s*:?\s+(?=\w)", "", words, flags=re.IGNORECASE)
    words = re.sub(r"\s+(sebesar|senilai|sejumlah)$", "", words, flags=re.IGNORECASE)
    bracketed = bool(found) and len(words) <= 60 and bool(words)
    return words if words and (bracketed or _SOURCES.search(words)) else ""


def _short(raw: str) -> str:
    words = " ".join(raw.split())
    return words if len(words) <= 60 else words[:57] + "…"
