"""The parts of a typed number laid beside those of an office's pattern, when it has too few or too many of them.

Of all ways to lay them the one that leaves least over is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from workflow.offices.number_patterns import ROMAN, SECURITY, TOKEN, TOKENS

MOST_COST = 4.0  # what is further from the pattern is no number of this office
MISSING = {"{kode}": 1.0, "{unit}": 1.0, "{tahun}": 1.0}  # of other parts half as much
LIGHT, EXTRA, OTHER = 0.25, 1.0, 1.5  # a month more, a part more, a word in the place of another
LONGEST_CODE = 4  # parts, where points stand between all of them: 400.9.12.1
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_MONTHS = {form for month in range(1, 13) for form in (str(month), f"{month:02d}")}
Token = tuple[str, list[str]]  # its name, and the parts of what is fixed in it


@dataclass(frozen=True)
class Laid:
    """``own``: the office's unit or an archive code is among them; ``loose``: some part may be anything; ``other``: a
    word stands where the unit or a fixed word belongs; ``doubtful``: another way is as good, with another number."""

    cost: float = 0.0
    ordinal: int = 0
    suffix: str = ""
    year: int = 0
    own: bool = False
    loose: bool = False
    other: bool = False
    doubtful: bool = False

    @property
    def sure(self) -> bool:
        return (self.own or not self.loose) and not self.other and not self.doubtful

    def before(self, rest: Laid) -> Laid:
        return Laid(
            self.cost + rest.cost, self.ordinal or rest.ordinal, self.suffix or rest.suffix, rest.year or self.year,
            self.own or rest.own, self.loose or rest.loose, self.other or rest.other, self.doubtful or rest.doubtful,
        )  # fmt: skip


def lay(office: Mapping[str, Any], text: str, cleaned: Callable[[str], str]) -> Laid | None:
    """The best way to lay ``text``, its parts with strokes between them; None when it is no number of the office.

    ``cleaned`` writes the fixed words of the office as those of ``text`` are written.
    """
    parts, tokens = _parts(text), list(_tokens(office, cleaned))
    code = _parts(cleaned(office["archive_code"]))

    @cache
    def best(at: int, token: int) -> Laid | None:
        """For the parts from ``at`` and the tokens from ``token``."""
        if at == len(parts) and token == len(tokens):
            return Laid()
        steps = [] if at == len(parts) else [(_extra(parts[at]), at + 1, token)]
        if token < len(tokens):
            steps += [(here, at + taken, token + 1) for here, taken in _taken(tokens[token], parts[at:], code)]
        ways = [here.before(rest) for here, *to in steps if (rest := best(*to))]
        return _best_of([way for way in ways if way.cost <= MOST_COST])

    return best(0, 0)


def _best_of(ways: Sequence[Laid]) -> Laid | None:
    if not ways:
        return None
    found = min(ways, key=lambda way: way.cost)
    doubtful = any(way.cost == found.cost and way.ordinal != found.ordinal for way in ways)
    return found.before(Laid(doubtful=doubtful))


def _parts(text: str) -> list[str]:
    return [part for piece in text.split("/") if (part := piece.strip("."))]


def _tokens(office: Mapping[str, Any], cleaned: Callable[[str], str]) -> Iterator[Token]:
    pattern, at = office["number_pattern"], 0
    for token in TOKEN.finditer(pattern):
        yield from (("", [word]) for word in _parts(cleaned(pattern[at : token.start()])))
        fixed = _parts(cleaned(office["unit_code"])) if token[0] == "{unit}" else []
        if fixed or token[0] != "{unit}":
            yield token[0], fixed
        at = token.end()
    yield from (("", [word]) for word in _parts(cleaned(pattern[at:])))


def _extra(part: str) -> Laid:
    """A part that the pattern does not have: a month, its year, or something else."""
    if part in ROMAN or part in _MONTHS:
        return Laid(LIGHT)
    return Laid(LIGHT, year=int(part)) if _YEAR.fullmatch(part) else Laid(EXTRA, loose=True)


def _taken(token: Token, parts: Sequence[str], code: Sequence[str]) -> Iterator[tuple[Laid, int]]:
    """What the token can take of the next parts, and how many of them; none when it is missing."""
    name, fixed = token
    if name == "{urut}":
        yield from _running(parts)
        return
    yield Laid(MISSING.get(name, 0.5)), 0
    if not parts:
        return
    if name == "{kode}":
        yield from _archive_code(parts, code)
    elif name == "{tahun}" and (_YEAR.fullmatch(parts[0]) or re.fullmatch("[0-9]{2}", parts[0])):
        yield Laid(LIGHT * (len(parts[0]) < 4), year=int(parts[0]) if len(parts[0]) > 2 else 2000 + int(parts[0])), 1
    elif name in ("{bulan}", "{bulan_romawi}") and (parts[0] in ROMAN or parts[0] in _MONTHS):
        yield Laid(LIGHT * ((parts[0] in ROMAN) != (name == "{bulan_romawi}"))), 1
    elif name == "{keamanan}" and parts[0] in SECURITY:
        yield Laid(), 1
    elif taken := next((n for n in range(1, len(fixed) + 1) if "".join(parts[:n]) == "".join(fixed)), 0):
        yield Laid(own=name == "{unit}"), taken
    elif fixed and re.search("[A-Z]", parts[0]):
        yield Laid(OTHER, other=True), 1


def _running(parts: Sequence[str]) -> Iterator[tuple[Laid, int]]:
    """The running number; one that was put between has a letter behind it, in the same part or in one of its own."""
    found = re.fullmatch(TOKENS["{urut}"], parts[0]) if parts else None
    if found is None or not int(found["urut"]):
        return
    suffix, cost = found["letter"] or found["insert"] or "", EXTRA * bool(_YEAR.fullmatch(parts[0]))
    yield Laid(cost, int(found["urut"]), suffix), 1
    if not suffix and re.fullmatch("BIS|[A-Z]", "".join(parts[1:2])) and parts[1] not in ROMAN:
        yield Laid(cost + LIGHT, int(found["urut"]), parts[1]), 2


def _archive_code(parts: Sequence[str], code: Sequence[str]) -> Iterator[tuple[Laid, int]]:
    """The office's own, one with points, or a word."""
    for taken in range(1, min(LONGEST_CODE, len(parts)) + 1):
        some = parts[:taken]
        if all(re.fullmatch(r"[0-9]+(\.[0-9]+)*", part) for part in some):
            own = list(some) == list(code) or taken > 1 or "." in some[0]
            yield Laid(0.1 * (taken - 1), own=own, loose=not own), taken
    if re.search("[A-Z]", parts[0]):
        yield Laid(0.5, loose=True), 1
