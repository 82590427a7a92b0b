"""The number, letter or dash at the beginning of a point: "1.", "a)", "(2)", "1.1", "iv.", "Butir 3:", "-"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLETS = "-–—•·▪●○◦►➢✓✔‣*"
_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HIGHEST_ROMAN = 49
_BULLET = re.compile(rf"([{re.escape(_BULLETS)}])(?:\s+|(?=[^\W\d_]))")
_MANY = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,4})[.)]?\s+(?!(?:s\.?d|WIB|[-–]))")
_MIXED = re.compile(r"([0-9]{1,2}\.[a-z])[.)]\s+")
_ROUND = re.compile(r"\(([0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,6})\)\s*")
_SINGLE = re.compile(r"([0-9]{1,3}|[٠-٩]{1,3}|[A-Za-z]|[ivxlIVXL]{1,7}) ?([.)])(?:\s+|(?<=[0-9][.)])(?=[^\W\d_])|$)")
_TABBED = re.compile(r"([0-9]{1,2})\t\s*(?=\S)")
_WORD = re.compile(r"(?i)(?:butir|poin|point)\s+(?:ke-?\s*)?([0-9]{1,3}|[a-z]|[ivx]{1,6})\s*[.:)–-]\s*")
_ORDINALS = (
    "kesatu",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
)
_ORDINAL = re.compile(rf"(?i)(pertama|{'|'.join(_ORDINALS)})\s*[:.,]\s+")


@dataclass(frozen=True)
class Mark:
    """``shown`` as a key names it ("1", "a", "1.2", "" for a dash); ``wrap`` what stands around it.

    ``ways`` holds each kind and place in its row that it can be: "i" is the first Roman number or the ninth letter.
    """

    shown: str
    wrap: str
    ways: tuple[tuple[str, int], ...]

    @property
    def bullet(self) -> bool:
        return self.ways[0][0] == "bullet"

    @property
    def written(self) -> str:
        """As it stands before the text."""
        if self.bullet:
            return self.wrap
        around = {"()": f"({self.shown})", "butir": f"Butir {self.shown}:", "ordinal": f"{self.shown}:"}
        return around.get(self.wrap, self.shown + (self.wrap if self.wrap in (".", ")") else ""))

    @property
    def capital(self) -> bool:
        """ "A." and "II.": what headings have."""
        return self.ways[0][0] in ("LETTER", "ROMAN")


def marked(line: str, automatic: str = "") -> tuple[Mark | None, str]:
    """The mark of a line and the text after it; an automatic number comes before what is typed."""
    if automatic:
        mark, rest = _typed(f"{automatic} ")
        return (mark if mark and not rest else _unusual(automatic)), line.strip()
    return _typed(line.strip())


def _typed(line: str) -> tuple[Mark | None, str]:
    if found := _BULLET.match(line):
        return Mark("", found[1], (("bullet", 0),)), line[found.end() :].strip()
    if (found := _MANY.match(line)) and all(part == str(int(part)) for part in found[1].split(".")):
        return _deep(found[1], int(found[1].rsplit(".", 1)[1])), line[found.end() :].strip()
    if found := _MIXED.match(line):
        return _deep(found[1], ord(found[1][-1]) - ord("a") + 1), line[found.end() :].strip()
    if found := _ROUND.match(line):
        return _mark(found[1], "()"), line[found.end() :].strip()
    if found := _SINGLE.match(line):
        mark = _mark(found[1], found[2])
        return mark, line[found.end() :].strip() if mark else line
    if found := _TABBED.match(line):
        return _mark(found[1], "tab"), line[found.end() :].strip()
    if found := _WORD.match(line):
        return _mark(found[1].lower(), "butir"), line[found.end() :].strip()
    if found := _ORDINAL.match(line):
        word = found[1].lower()
        place = _ORDINALS.index(word) + 1 if word in _ORDINALS else 1
        return Mark(found[1], "ordinal", (("ordinal", place),)), line[found.end() :].strip()
    return None, line


def _deep(shown: str, last: int) -> Mark:
    return Mark(shown, "", ((f"deep{shown.count('.')}", last),))


def _mark(shown: str, wrap: str) -> Mark | None:
    if shown.isdigit():
        return Mark(str(int(shown)), wrap, (("number", int(shown)),))
    kind = "letter" if shown.islower() else "LETTER"
    ways: list[tuple[str, int]] = []
    if len(shown) == 1:
        ways.append((kind, ord(shown.lower()) - ord("a") + 1))
    roman = _roman(shown.lower())
    if roman and shown in (shown.lower(), shown.upper()):
        # a list of letters seldom begins with i, a list of Roman numbers always does
        ways.insert(0 if roman == 1 else len(ways), ("roman" if shown.islower() else "ROMAN", roman))
    return Mark(shown, wrap, tuple(ways)) if ways else None


def _roman(text: str) -> int:
    """The value of a Roman number as it is properly written, 0 for anything else."""
    if not re.fullmatch(r"(?=.)(xl|l?x{0,3})(ix|iv|v?i{0,3})", text):
        return 0
    values = [_ROMANS[sign] for sign in text]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if total <= _HIGHEST_ROMAN else 0


def _unusual(number: str) -> Mark:
    """An automatic number with words in it ("Pasal 1", "Komisi A")."""
    digits = re.findall(r"[0-9]+", number)
    return Mark(number, re.sub(r"[0-9]+", "%", number), (("automatic", int(digits[-1]) if digits else 1),))
