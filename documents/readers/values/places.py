"""The kabupaten and kota in a cell, in every spelling: "Kab. Bireuen", "BIREUEN", "Dinsos Kab. Pidie Jaya", "seluruh
kab/kota". What is only near a name, or a nickname ("Bireun", "Abdya"), is proposed and asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import islice
from unicodedata import combining, normalize

from documents.readers.result import Regions
from documents.readers.values.quoting import as_written
from workflow.regions import PROVINCE, regions

ALL = "ALL"
MOST = 800  # letters; all 23 with "Kabupaten" take 500
MOST_GUESSES = 12  # a cell with more unknown words than that names no places
ALIKE = 0.8
_NICKNAMES = {
    "abdya": "11.12", "agara": "11.02", "atam": "11.16", "pijay": "11.18", "galus": "11.13", "nagan": "11.15",
    "asel": "11.01", "abar": "11.05", "atim": "11.03", "aceng": "11.04", "ateng": "11.04", "abes": "11.06",
    "aut": "11.08", "asing": "11.10", "ajay": "11.14", "bm": "11.17", "bna": "11.71", "lsm": "11.73", "gayo": "11.13",
    "singkil": "11.10", "tamiang": "11.16", "tenggara": "11.02", "selatan": "11.01", "timur": "11.03",
    "tengah": "11.04", "barat": "11.05", "barat daya": "11.12", "utara": "11.08", "besar": "11.06",
    "p jaya": "11.18",
}  # fmt: skip
_EACH = r"(?:kab(?:upaten)?s?\s*/?\s*(?:dan\s+|atau\s+)?kota|kabko|kab\s*/\s*ko)"
_BODY = r"(?:dinsos\s+|dinas sosial\s+|lkks\s+)?"
_ALL = re.compile(
    rf"\b(?:seluruh|semua|se|setiap|tiap|masing masing)\s*(?:23\s*)?(?:\([^)]*\)\s*)?{_BODY}{_EACH}"
    rf"|\b23\s*(?:\([^)]*\)\s*)?{_EACH}|\b{_EACH}\s+(?:se|di)\s*(?:provinsi\s+)?aceh\b|\b(?:se|seluruh)\s*(?:provinsi\s+)?aceh\b"
)
_ANY = re.compile(rf"\b{_EACH}\b")
_ALONE = re.compile(r"(?:semua|seluruh)(?:nya)?(?: (?:kab|kabupaten|daerah|wilayah))?")
_EXCEPT = re.compile(r"\b(kecuali|selain|tidak termasuk)\b")
_STOP = frozenset((
    "dinsos", "dinas", "sosial", "kab", "kabupaten", "kota", "lkks", "lks", "ketua", "kepala", "kadis",
    "sekretaris", "sekdis", "bupati", "wali", "walikota", "pemkab", "pemko", "pemerintah", "dan", "serta", "di",
    "provinsi", "prov", "aceh", "daerah", "wilayah", "lokasi", "kantor", "bappeda", "pj", "plt", "bidang", "kabid",
    "se", "atau", "dengan", "untuk", "pada", "para", "unit", "upt", "seluruh", "semua", "beserta", "badan",
    "bagian", "camat", "kecamatan", "gampong", "desa", "forum", "tim", "kec",
))  # fmt: skip


def read_regions(raw: str) -> Regions:
    if len(raw) > MOST:
        return Regions(raw, (), "Terlalu panjang untuk nama daerah. Pilih daerahnya.")
    return _read(raw)


@lru_cache(2048)
def _read(raw: str) -> Regions:
    text = _plain(raw)
    if not text:
        return Regions("" if not re.search(r"\w", raw) else raw)
    if _ALL.search(text):
        doubt = f"“{_short(raw)}”: periksa daerah yang dikecualikan." if _EXCEPT.search(text) else ""
        return Regions(raw, () if doubt else (ALL,), doubt, (ALL,) if doubt else ())
    if codes := _bare_codes(raw):
        return Regions(raw, codes)
    found, rest, doubts = _named(text)
    proposed, guesses = _guessed(rest)
    if guesses:
        doubts.append("Apakah yang dimaksud: " + "; ".join(guesses) + "?")
    if not found and (_ALONE.fullmatch(text) or (not proposed and _ANY.search(text))):
        proposed, doubts = [(0, ALL)], [f"“{_short(raw)}” tidak menyebut daerahnya. Apakah semua 23 kabupaten/kota?"]
    if not found and not proposed:
        doubts.append(f"“{_short(raw)}” tidak dikenal sebagai kabupaten/kota di Aceh.")
    elif _EXCEPT.search(text):
        doubts.append("Ada daerah yang dikecualikan.")
    doubt = as_written(" ".join(doubts), raw)
    return Regions(raw, _codes(found), doubt, _codes([*found, *proposed]) if doubt else ())


def _bare_codes(raw: str) -> tuple[str, ...]:
    """ "11.11, 11.07", "1111", or "11" of the province: the codes alone, () when one of them is nobody's."""
    if raw.strip() == PROVINCE:
        return (PROVINCE,)
    if not re.fullmatch(r"\s*(?:11\.?\d\d[\s,;/]*)+", raw):
        return ()
    codes = [f"11.{end}" for end in re.findall(r"11\.?(\d\d)", raw)]
    return tuple(dict.fromkeys(codes)) if set(codes) <= set(regions()) else ()


def _codes(found: list[tuple[int, str]]) -> tuple[str, ...]:
    """In the order of the cell."""
    return tuple(dict.fromkeys(code for _, code in sorted(found)))


def _named(text: str) -> tuple[list[tuple[int, str]], str, list[str]]:
    """Every full name with its place, the longest first; the text without them; and what does not fit."""
    found, doubts = [], []

    def taken(match: re.Match[str]) -> str:
        code = _codes_by_name()[match[2].replace(" ", "")]
        found.append((match.start(), code))
        kind = "kota" if (match[1] or "") in ("kota", "pemko") else "kabupaten" if match[1] else ""
        if kind and kind != regions()[code].type:
            doubts.append(f"{regions()[code].name} adalah {regions()[code].type}, bukan {kind}.")
        return "," * len(match[0])

    text = _pattern().sub(taken, text)
    found.extend(
        (m.start(), PROVINCE) for m in re.finditer(r"[^,]+", re.sub(r"\bdan\b", ",,,", text)) if _province(m[0])
    )
    return found, text, doubts


def _province(text: str) -> bool:
    return bool(re.search(r"\baceh\b", text)) and all(w in _STOP for w in re.findall(r"[a-z]+", text))


def _guessed(rest: str) -> tuple[list[tuple[int, str]], list[str]]:
    """What is left over and looks like a name or a nickname: proposed, and asked."""
    found: list[tuple[int, str]] = []
    guesses = []
    for match in islice(re.finditer(r"[a-z]+(?:\s+[a-z]+)*", rest), MOST_GUESSES):
        words = [w for w in match[0].split() if w not in _STOP]
        code = _near(" ".join(words)) or _near(" ".join(w for w in match[0].split() if w not in _STOP - {"aceh"}))
        if code and words:
            found.append((match.start(), code))
            guesses.append(f"“{match[0]}” = {regions()[code].full}")
        elif words and len(" ".join(words)) > 3:
            guesses.append(f"“{match[0]}” = (tidak dikenal)")
    return found, guesses


@lru_cache(4096)
def _near(words: str) -> str:
    """The code whose name is nearly these words, "" when none is near enough or two are equally near."""
    if words in _NICKNAMES:
        return _NICKNAMES[words]
    if words in _codes_by_capital():
        return _codes_by_capital()[words]
    if len(words) < 4:
        return ""
    alike = sorted(_alike(words.replace(" ", "")), reverse=True)
    unsure = len(alike) > 1 and alike[0][0] == alike[1][0]
    return alike[0][1] if alike and not unsure else ""


def _alike(words: str) -> Iterator[tuple[float, str]]:
    """How much each name is like the words, with its code. Most are too long, too short, or of other letters, so that
    they need not be compared."""
    letters = set(words)
    for name, code in _codes_by_name().items():
        most = min(len(words) - len(letters.difference(name)), len(name) - len(set(name) - letters))
        if 2 * most >= ALIKE * (len(words) + len(name)):
            likeness = SequenceMatcher(None, words, name).ratio()
            if likeness >= ALIKE:
                yield likeness, code


@cache
def _codes_by_capital() -> dict[str, str]:
    return {r.capital.lower(): code for code, r in regions().items()}


@cache
def _codes_by_name() -> dict[str, str]:
    return {r.name.lower().replace(" ", ""): code for code, r in regions().items()}


@cache
def _pattern() -> re.Pattern[str]:
    """All names, the longest first, so that "Pidie Jaya" is not taken for Pidie."""
    names = sorted((r.name.lower() for r in regions().values()), key=len, reverse=True)
    words = "|".join(name.replace(" ", " *") for name in names)
    return re.compile(rf"\b(?:(kab|kabupaten|kota|pemkab|pemko)\s+)?({words})\b")


def _plain(raw: str) -> str:
    """Small letters; line breaks and signs become commas, a dot after an abbreviation goes."""
    bare = "".join(c for c in normalize("NFD", raw) if not combining(c))
    text = re.sub(r"[\n;•·|+&]|(?<=\s)-|^-", ",", bare.lower().replace("\N{NO-BREAK SPACE}", " "))
    text = re.sub(r"[.\-–]", " ", re.sub(r"\b\d+[.)]\s*", ", ", text))
    return re.sub(r"[ \t]+", " ", re.sub(r"[^a-z0-9,/() ]", " ", text)).strip(" ,")


def _short(raw: str) -> str:
    words = " ".join(raw.split())
    return words if len(words) <= 60 else words[:57] + "…"
