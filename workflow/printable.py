"""Which characters our papers can print, and what stands for those that they cannot.

The faces say it themselves: what one weight of them lacks would be drawn as an empty box in a heading or a caption,
the same for every such sign. What has a printable equal is replaced by it when it is typed, the rest is named.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import fontpkg_amiri
import fontpkg_arimo
from fontTools.ttLib import TTFont

# The files of each family of which every weight must have a character.
FAMILIES: tuple[tuple[Path, ...], ...] = (
    (fontpkg_arimo.ROOT / "files" / "Arimo[wght].ttf", fontpkg_arimo.ROOT / "files" / "Arimo-Italic[wght].ttf"),
    (fontpkg_amiri.ROOT / "files" / "Amiri-Regular.ttf", fontpkg_amiri.ROOT / "files" / "Amiri-Bold.ttf"),
)
PLAIN = re.compile(r"[\n\x20-\x7e\xa0-\xac\xae-\u017f‘’“”–—…√•]*")  # what is typed nearly always
_EQUAL = {
    "√": "\u2713\u2714\u2705\u2611\U0001f5f8\U0001f5f9\uf0fc\uf0fe",
    "×": "\u2717\u2718\u2715\u2716\u274c\u274e\u2612\U0001f5d9\U0001f5f4\U0001f5f5\U0001f5f6\U0001f5f7\uf0fb\uf0fd",
    "□": "\u2610\u25a2\u25fb\u25fd\u2b1c\u2751\uf06f\uf0a8",
    "■": "\u25fc\u25fe\u2b1b\uf06e",
    "▪": "\uf0a7",
    "•": "\u25c9\u2981\u2b24\u26ab\u25c6\u2756\U0001f539\U0001f538\uf0b7\uf09f\uf06c\uf076",
    "→": "\u27f6\u21d2\u27f9\u2794\u2799\u279b\u279c\u279d\u279e\u279f\u27a1\u2b95\u21e8\u27be\U0001f852\uf0e0\uf0ae",
    "←": "\u27f5\u21d0\u2b05\u21e6\U0001f850\uf0df",
    "↑": "\u21d1\u2b06\u21e7\U0001f851\uf0e1",
    "↓": "\u21d3\u2b07\u21e9\U0001f853\uf0e2",
    "↔": "\u27f7\u21d4\u2b0c",
    "↕": "\u21d5\u2b0d",
    "►": "\u25b6\u25b8\u27a4\u27a2\u27a3\u261b\u261e\U0001f449\u23f5\uf0d8",
    "◄": "\u25c0\u25c2\U0001f448\u23f4",
    "▲": "\U0001f53c\u23f6",
    "▼": "\U0001f53d\u23f7",
    "Telp.": "\u260e\u260f\u2706\U0001f4de\U0001f57f\U0001f57e",
    "Faks.": "\U0001f4e0",
    "Pos-el": "\u2709\U0001f4e7\U0001f4e8\U0001f4e9\U0001f582",
    "+": "\u2795",
    "–": "\u2796",
    "÷": "\u2797",
    "!": "\u2757\u2755",
    "?": "\u2753\u2754",
    "“": "\u275d\U0001f676",
    "”": "\u275e\U0001f677",
    "10": "\U0001f51f",
    "/": "\u2044\u2215\u29f8",
}
_EQUALS = {sign: equal for equal, signs in _EQUAL.items() for sign in signs}
_LETTERED = re.compile("([{}])\\s*(?=[\\w+(])".format("".join(s for s, equal in _EQUALS.items() if len(equal) > 2)))
_KEYCAP = re.compile("(?<=[0-9#*])\u20e3")
# Decompositions whose parts say the same; a raised or lowered figure and a fraction would become another number.
_SAME = ("wide", "narrow", "font", "square", "compat", "noBreak", "initial", "medial", "final", "isolated")
# The faces have them, but they print as another sign does, or as the box of one that is missing.
_MISLEADING = frozenset("\u2044\u2215\u29f8\ufffd")
MOST_NAMED = 5


@cache
def printable() -> frozenset[str]:
    """Every character that each weight of a face shows, as it is typed and in capitals."""
    codes: set[int] = set()
    for files in FAMILIES:
        codes |= set.intersection(*map(_codes, files))
    shown = {sign for sign in map(chr, codes) if unicodedata.category(sign)[0] not in "CZ"} - _MISLEADING
    shown |= {" ", "\n", "\u00a0"}
    return frozenset(sign for sign in shown if {*sign.upper(), *sign.lower()} <= shown)


def _codes(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as face:
        return set(face.getBestCmap())


def printed(text: str) -> str:
    """The text with printable equals for what no face has, as far as there are any."""
    if PLAIN.fullmatch(text):
        return text
    lettered = _LETTERED.sub(lambda sign: f"{_EQUALS[sign[1]]} ", _KEYCAP.sub("", text))
    return "".join(map(_equal, lettered))


@lru_cache(maxsize=4096)
def _equal(sign: str) -> str:
    if sign in printable():
        return sign
    if sign.isspace():
        return " "
    if sign in _EQUALS:
        return _EQUALS[sign]
    kind, _, codes = unicodedata.decomposition(sign).partition("> ")
    if kind.removeprefix("<") == "circle":
        return f"({_parts(codes)})"
    return _parts(codes) if kind.removeprefix("<") in _SAME else sign


def _parts(codes: str) -> str:
    return "".join(_equal(chr(int(code, 16))) for code in codes.split())


def strangers(text: str) -> str:
    """What no face has of the text, to be read after "memuat": "“👍” (U+1F44D)"; "" when all of it prints."""
    if PLAIN.fullmatch(text):
        return ""
    found = dict.fromkeys(sign for sign in text if sign not in printable())
    named = [
        f"U+{ord(sign):04X}" if unicodedata.category(sign) in ("Mn", "Me") else f"“{sign}” (U+{ord(sign):04X})"
        for sign in found
    ]
    return ", ".join(named[:MOST_NAMED]) + (" dan lainnya" if len(named) > MOST_NAMED else "")


def coded(text: str) -> str:
    """The text with the code of each sign that no face has in its place."""
    return "".join(sign if sign in printable() else f"[U+{ord(sign):04X}]" for sign in text)
