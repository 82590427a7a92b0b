"""The faces that an office's own kop may be set in, and how wide and high their letters are.

Each stands for one of Word's with the same widths, so that a line is as long in both files.
"""

from __future__ import annotations

import functools
import io
import re
from dataclasses import dataclass

from fontTools.ttLib import TTFont

from documents.report.fonts import face, visible
from documents.report.own_kop import KopText, OwnKop


@dataclass(frozen=True)
class Family:
    """``files`` upright, bold, italic and both; ``pitch`` of a single line in em, as Word has it."""

    name: str
    files: tuple[str, str, str, str]
    pitch: float


_ARIMO = Family("Arimo", ("arimo", "arimo-bold", "arimo-italic", "arimo-bold-italic"), 1.149)
_TERMES = Family("TeXGyreTermes", ("termes", "termes-bold", "termes-italic", "termes-bold-italic"), 1.149)
_BONUM = Family("TeXGyreBonum", ("bonum", "bonum-bold", "bonum-italic", "bonum-bold-italic"), 1.163)
_CARLITO = Family("Carlito", ("carlito", "carlito-bold", "carlito-italic", "carlito-bold-italic"), 1.221)
_CALADEA = Family("Caladea", ("caladea", "caladea-bold", "caladea-italic", "caladea-bold-italic"), 1.172)
FAMILIES = {
    **dict.fromkeys(("Arial", "Helvetica", "Arimo", "Liberation Sans"), _ARIMO),
    **dict.fromkeys(("Times New Roman", "Times", "Tinos", "Liberation Serif", "TeX Gyre Termes"), _TERMES),
    **dict.fromkeys(("Bookman Old Style", "Bookman", "TeX Gyre Bonum"), _BONUM),
    **dict.fromkeys(("Calibri", "Carlito"), _CARLITO),
    **dict.fromkeys(("Cambria", "Caladea"), _CALADEA),
}
JAWI = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")  # drawn in Amiri, whatever face is named
SPOKEN = "Arial, Times New Roman, Bookman Old Style, Calibri, dan Cambria"
_SLOTS = (("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700))


def file_of(text: KopText) -> str:
    return FAMILIES[text.face].files[2 * text.italic + text.bold]


def width(text: KopText) -> float:
    """In mm, on one line."""
    return sum(map(functools.partial(_across, text), text.text)) / 72 * 25.4


def _across(text: KopText, char: str) -> float:
    """In points; letters of Jawi as if each stood alone, which is wider than they are together."""
    letters, em = _advances("amiri" if JAWI.match(char) else file_of(text))
    return letters.get(char, em) * text.size / em + text.wider


def lacking(text: KopText, said: str) -> str:
    """The first character of what is ``said`` that the face of ``text`` does not have, or ""."""
    letters, jawi = _advances(file_of(text))[0], _advances("amiri")[0]
    seen = (char for char in said if not char.isspace() and visible(char))
    return next((char for char in seen if char not in (jawi if JAWI.match(char) else letters)), "")


@functools.cache
def _advances(name: str) -> tuple[dict[str, int], int]:
    with TTFont(io.BytesIO(face(name)), lazy=True) as font:
        widths = font["hmtx"]
        return {chr(code): widths[glyph][0] for code, glyph in font.getBestCmap().items()}, font["head"].unitsPerEm


def named(kop: OwnKop) -> str:
    """The rules of a style sheet that name the faces a kop is set in."""
    used = {(FAMILIES[text.face], 2 * text.italic + text.bold) for line in kop.lines for text in line.texts}
    return "".join(
        f"@font-face {{ font-family: Kop{family.name}; src: url(app:font/{family.files[slot]});"
        f" font-style: {_SLOTS[slot][0]}; font-weight: {_SLOTS[slot][1]} }}\n"
        for family, slot in sorted(used, key=lambda one: (one[0].name, one[1]))
    )
