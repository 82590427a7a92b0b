"""The faces of the documents and what they can show: Arimo (Arial's metrics) and, for Jawi, Amiri; Bonum (Bookman's
widths) where an office has chosen Bookman Old Style, and in an office's
own kop Termes, Carlito and Caladea (the widths of Times New Roman, Calibri and Cambria).

Both come as Python packages, so that a page looks the same on every machine. A character that neither face has would
be taken from whatever the machine happens to have; ``prepared`` replaces it before any writer sees it.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import importlib.util
import io
import os
import re
import unicodedata
from pathlib import Path
from typing import Any, TypeVar, cast

import fontpkg_amiri
import fontpkg_arimo
import fontTools
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from fontTools.varLib.varStore import VarStoreInstancer

from documents.report.failures import NotMade
from documents.report.frozen import clean

SUBSTITUTE = "□"
FILES: dict[str, tuple[Path, int]] = {  # file and weight
    "arimo": (fontpkg_arimo.ROOT / "files" / "Arimo[wght].ttf", 400),
    "arimo-bold": (fontpkg_arimo.ROOT / "files" / "Arimo[wght].ttf", 700),
    "arimo-italic": (fontpkg_arimo.ROOT / "files" / "Arimo-Italic[wght].ttf", 400),
    "arimo-bold-italic": (fontpkg_arimo.ROOT / "files" / "Arimo-Italic[wght].ttf", 700),
    "amiri": (fontpkg_amiri.ROOT / "files" / "Amiri-Regular.ttf", 400),
    "amiri-bold": (fontpkg_amiri.ROOT / "files" / "Amiri-Bold.ttf", 700),
}
STYLES = {"": "regular", "-bold": "bold", "-italic": "italic", "-bold-italic": "bolditalic"}
_CASED = {"": "Regular", "-bold": "Bold", "-italic": "Italic", "-bold-italic": "BoldItalic"}
PACKAGED: dict[str, tuple[str, str]] = {  # package, and the file in it
    **{f"bonum{at}": ("rinoh_typeface_texgyrebonum", f"texgyrebonum-{style}.otf") for at, style in STYLES.items()},
    **{f"termes{at}": ("rinoh_typeface_texgyretermes", f"texgyretermes-{style}.otf") for at, style in STYLES.items()},
    **{f"carlito{at}": ("rinoh_typeface_carlito", f"Carlito-{style}.ttf") for at, style in _CASED.items()},
    **{f"caladea{at}": ("font_caladea", f"files/Caladea-{style}.ttf") for at, style in _CASED.items()},
}
NOT_THERE = (
    "PDF dengan huruf itu belum dapat dibuat di komputer ini; jalankan: "
    ".venv/bin/pip install --require-hashes --no-deps -r requirements.txt"
)
_PLAIN = re.compile(r"[\n\x20-\x7e\xa0-\xac\xae-\u017f‘’“”–—…√]*")
_Value = TypeVar("_Value")


_kept_in: list[Path] = []


def keep_in(folder: Path) -> None:
    """Lets this process keep made faces in ``folder`` and take them from there: a new worker is warm the sooner."""
    _kept_in[:] = [folder]


@functools.cache
def face(name: str) -> bytes:
    """One static face. Bold is cut from the variable file (0.6 s, once): left to the PDF engine, that would be done
    again for every document, with the time of the day written into it."""
    path, weight = _file(name)
    source = path.read_bytes()
    key = hashlib.sha256(source + f"{name} {weight} {fontTools.version}".encode()).hexdigest()
    for folder in _kept_in:
        if (kept := folder / f"{key}.ttf").exists() and (made := _whole(kept.read_bytes())):
            return made
    made = _static(source, weight)
    for folder in _kept_in:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{key}.{os.getpid()}"
        part.write_bytes(hashlib.sha256(made).digest() + made)
        part.replace(folder / f"{key}.ttf")
    return made


def _file(name: str) -> tuple[Path, int]:
    """Some come in packages that want to be imported by a typesetting program which we do not have: only their folders
    are looked up. Raises ``NotMade`` where one is not installed."""
    if name not in PACKAGED:
        return FILES[name]
    package, file = PACKAGED[name]
    found = importlib.util.find_spec(package)
    if found is None or not found.origin:
        raise NotMade(NOT_THERE)
    return Path(found.origin).parent / file, 400


def _whole(kept: bytes) -> bytes:
    """The face of a kept file; nothing when the file is not what was written."""
    return kept[32:] if hashlib.sha256(kept[32:]).digest() == kept[:32] else b""


def _static(source: bytes, weight: int) -> bytes:
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    if "fvar" not in font:
        return source
    if weight == 400:
        for table in ("fvar", "gvar", "avar", "HVAR", "MVAR", "STAT"):
            font.tables.pop(table, None)
            font.reader.tables.pop(table, None)
    else:
        font = instantiateVariableFont(font, {"wght": weight})
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@functools.cache
def covered() -> frozenset[str]:
    """Every character that one of our faces can show."""
    codes: set[int] = set()
    for name in ("arimo", "amiri"):
        with TTFont(FILES[name][0], lazy=True) as font:
            codes.update(font.getBestCmap())
    return frozenset(map(chr, codes)) | {"\n"}


@functools.lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    # Invisible joiners, soft hyphens and variation selectors say nothing on paper, and programs read them differently.
    if unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f":
        return ""
    if char in covered():
        return char
    return " " if char.isspace() else "" if unicodedata.combining(char) else SUBSTITUTE


@functools.cache
def _advances(name: str) -> dict[str, float]:
    """How wide each character of a face is, in em; of a bold one, told by the variable file without cutting it."""
    path, weight = _file(name)
    with TTFont(path, lazy=True) as font:
        widths, em = font["hmtx"], font["head"].unitsPerEm
        more = _wider(font) if weight > 400 and "fvar" in font else {}
        return {chr(code): (widths[glyph][0] + more.get(glyph, 0)) / em for code, glyph in font.getBestCmap().items()}


def _wider(font: TTFont) -> dict[str, float]:
    """By how much each glyph is wider at the heaviest weight than at the lightest."""
    table = font["HVAR"].table
    told = VarStoreInstancer(table.VarStore, font["fvar"].axes, {"wght": 1.0})
    return {glyph: told[at] for at, glyph in enumerate(font.getGlyphOrder())}


def width_of(text: str, size: float = 12, name: str = "arimo") -> float:
    """The width in mm of a text on one line in a face at ``size`` points."""
    return round(sum(_advances(name).get(char, 1) for char in text) * size / 72 * 25.4, 1)


def faces_of(font: str) -> tuple[str, str]:
    """The regular and the bold face that a text in ``font`` is measured in: Arial's, where Bookman's is not there."""
    there = font == "Bookman Old Style" and importlib.util.find_spec(PACKAGED["bonum"][0])
    return ("bonum", "bonum-bold") if there else ("arimo", "arimo-bold")


def visible(text: str) -> str:
    """The text as a writer may print it: cleaned, with ``SUBSTITUTE`` for what our faces do not have."""
    if _PLAIN.fullmatch(text):  # nothing to clean in these letters either
        return text
    return "".join(map(_shown, clean(text)))


def prepared(value: _Value) -> _Value:
    """A copy of a report (or a part of it) whose every text is ``visible``; ``data`` is not shown and stays."""
    return cast(_Value, _prepared(value))  # a part becomes one of its own type


def _prepared(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple | list):
        return tuple(_prepared(v) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (
            f.name for f in dataclasses.fields(value) if f.name not in ("data", "created", "sha256", "emblem", "face")
        )
        return dataclasses.replace(value, **{name: _prepared(getattr(value, name)) for name in names})
    return value
