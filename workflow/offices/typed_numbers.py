"""A typed number read as its office means it: which running number of which year it is, however it was written.

White space, strokes and other signs between, a full stop at the end, O for 0, letters of another alphabet that print
alike, zeros in front, a month, another archive code: none of them makes another number. The place of ``{urut}`` in the
office's pattern decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.offices.number_layout import lay
from workflow.offices.number_patterns import TOKEN, TOKENS

# Greek and Cyrillic capitals that print as Latin ones
_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "ABESIJKMHOPCTYXABEZHIKMNOPTYX",
)
_ZEROS = str.maketrans("O\u00d8", "00")
_DROPPED = frozenset("'\"`\u2018\u2019,;")
_WORDED_YEAR = re.compile(r"(?<![A-Z0-9])(?:TAHUN|THN|TH)\.?((?:19|20)[0-9]{2})|((?:19|20)[0-9]{2})M(?![A-Z0-9])")
_HEAD = re.compile(r"(?i)^\s*(?:\u2116\s*|(?:nomor|no)(?:\s*[.:]+\s*|\s+))+")
_SPACED_STROKE = re.compile(r"\s*([/\u2044\u2215\uff0f])\s*")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class TypedNumber:
    """``text`` as it was typed. ``ordinal`` is 0 when it has none; ``suffix`` is what stands behind that of a number
    which was put between two others ("A").

    ``says_year``: the year stands in the number, else it is that of its paper. ``sure``: it is written as the office
    writes, with its own unit or archive code; else it may be out of another book. By ``plain`` it is compared with
    what cannot be read either.
    """

    text: str
    ordinal: int
    suffix: str
    year: int
    says_year: bool
    sure: bool
    plain: str

    @property
    def spoken(self) -> str:
        """The running number: "12", "12.A"."""
        return f"{self.ordinal}.{self.suffix}" if self.suffix else str(self.ordinal)

    def same_place(self, other: TypedNumber) -> bool:
        mine, its = ((one.year, one.ordinal, one.suffix) for one in (self, other))
        return self.ordinal > 0 and mine == its

    def same_text(self, other: TypedNumber) -> bool:
        return (self.year, self.plain) == (other.year, other.plain)


def read(office: Mapping[str, Any], number: str, on: date) -> TypedNumber:
    """What ``number`` means for a paper of the day ``on``."""
    bare = _with_unit_apart(office, canonical(number))
    ordinal, suffix, year, sure = _by_pattern(office, number, bare) or _by_place(office, bare, number)
    plain = "/".join(part.lstrip("0") for part in bare.split("/"))
    return TypedNumber(number, ordinal, suffix, year or on.year, year > 0, sure, plain)


def canonical(text: str) -> str:
    """In capitals, without white space and what is before and behind; every stroke is "/", every O a zero."""
    return _cleaned(_HEAD.sub("", text)).strip("./")


def written(office: Mapping[str, Any], number: str) -> str:
    """As the register and the paper have it: without what was typed around the number itself."""
    headless = number if _HEAD.match(office["number_pattern"]) else _HEAD.sub("", number)
    return _SPACED_STROKE.sub("/", headless).strip(" .,;:/") or number


def _cleaned(text: str) -> str:
    whole = "".join("/" if unicodedata.category(sign) == "No" else sign for sign in text)  # a half is no 1/2
    signs = map(_sign, unicodedata.normalize("NFKC", whole))
    bare = re.sub(r"\s", "", "".join(signs)).upper().translate(_ALIKE)
    return _WORDED_YEAR.sub(lambda year: year[1] or year[2], bare).translate(_ZEROS)


def _sign(sign: str) -> str:
    """Every digit as 0 to 9, every sign between as a stroke; what cannot be seen, and quotes and commas, as nothing."""
    if sign in _DROPPED or unicodedata.category(sign) in ("Cf", "Cc", "Mn"):
        return " " if sign.isspace() else ""
    return str(unicodedata.decimal(sign, sign)) if sign.isalnum() or sign.isspace() or sign == "." else "/"


def _with_unit_apart(office: Mapping[str, Any], bare: str) -> str:
    """A stroke that is missing between the running number and the office's unit: 0050DINSOS."""
    unit = re.escape(_cleaned(office["unit_code"])) or "$^"
    return re.sub(f"(?<=[0-9])(?={unit})|(?<={unit})(?=[0-9])", "/", bare)


def _by_pattern(office: Mapping[str, Any], typed: str, bare: str) -> tuple[int, str, int, bool] | None:
    """(running number, suffix, year or 0, sure) of a number with every part of the pattern: as typed, or cleaned."""
    for text, clean in ((typed, str), (bare, _cleaned)):
        found = re.fullmatch(_expression(office, clean), text, re.IGNORECASE | re.DOTALL)
        if found and int(found["urut"]):
            suffix, year = found["letter"] or found["insert"] or "", found.groupdict().get("tahun") or "0"
            return int(found["urut"]), suffix.upper(), int(year), True
    return None


def _expression(office: Mapping[str, Any], clean: Callable[[str], str]) -> str:
    pattern, parts, at = office["number_pattern"], list[str](), 0
    for token in TOKEN.finditer(pattern):
        parts.append(re.escape(clean(pattern[at : token.start()])))
        unit = re.escape(clean(office["unit_code"]))
        code = re.escape(clean(office["archive_code"]))  # the office's own goes before any other
        wanted = f"(?P<kode>{code}|.*?)" if token[0] == "{kode}" and code else TOKENS[token[0]]
        parts.append(unit if token[0] == "{unit}" else _once(wanted, parts))
        at = token.end()
    return "".join([*parts, re.escape(clean(pattern[at:]))])


def _once(expression: str, before: list[str]) -> str:
    """A token that stands in the pattern again has to say the same again."""
    name = re.match(r"\(\?P<(\w+)>", expression)
    return f"(?P={name[1]})" if name and expression in before else expression


def _by_place(office: Mapping[str, Any], bare: str, number: str) -> tuple[int, str, int, bool]:
    """The same of one that lacks a part or has one more; between its parts may be spaces, or nothing but points."""
    spaced = _cleaned(re.sub(r"\s+", "/", _HEAD.sub("", number).strip()))
    ways = [lay(office, bare, _cleaned), lay(office, spaced, _cleaned)]
    if "/" not in spaced:
        ways.append(lay(office, spaced.replace(".", "/"), lambda text: _cleaned(text).replace(".", "/")))
    if laid := [way for way in ways if way]:
        best = min(laid, key=lambda way: (not way.sure, way.cost))
        torn = any(way.cost <= best.cost and way.ordinal != best.ordinal for way in laid)  # "12 2026": 122026, or 12
        return best.ordinal, best.suffix, best.year, best.sure and not torn
    named = _YEAR.findall(bare)
    return 0, "", int(named[-1]) if named else 0, False
