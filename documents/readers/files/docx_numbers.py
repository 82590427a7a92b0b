"""The numbers that Word puts before the paragraphs of a list: they stand in no text and must be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from documents.package import Allowance
from documents.readers.files.docx_names import VAL, W, number_of, on

BULLET = "•"
MOST_LISTS = 20_000  # with their levels
_LEVELS = 9
_LONGEST = 100  # letters of a level's text; Word's own are shorter
_MOST_LETTERED = 780  # Word goes from "a" to thirty times "z", then begins anew
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None  # begins anew after this many levels above; 0 never
    style: str = ""


@dataclass
class _List:
    """One definition of levels with its running counts; lists (w:num) made from it count on together."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass
class _Use:
    """A list as paragraphs name it: whose counts it shares, what it changes, where it still has to begin anew."""

    of: _List
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbers:
    def __init__(self, part: etree._Element | None) -> None:
        self._uses: dict[int, _Use] = {}
        if part is None:
            return
        Allowance(MOST_LISTS).take(sum(1 for _ in part.iter(f"{W}abstractNum", f"{W}num", f"{W}lvl")))
        lists = {number_of(a, f"{W}abstractNumId"): a for a in part.findall(f"{W}abstractNum")}
        levels = {number: _levels(abstract) for number, abstract in lists.items()}
        kept: dict[int | None, _List] = {}
        links = {a.find(f"{W}styleLink").get(VAL): n for n, a in lists.items() if a.find(f"{W}styleLink") is not None}
        for number, abstract in lists.items():
            link = abstract.find(f"{W}numStyleLink")
            source = links.get(link.get(VAL), number) if link is not None else number
            kept[number] = _List(levels[source])
        for num in part.findall(f"{W}num"):
            number, of = number_of(num, f"{W}numId"), kept.get(number_of(num.find(f"{W}abstractNumId")))
            if number is not None and of is not None:
                self._uses[number] = _use(num, of)

    def level_of_style(self, num_id: int, style: str) -> int:
        """Which level of a list belongs to a style that names the list only."""
        use = self._uses.get(num_id)
        return next((n for n, level in use.levels.items() if level.style == style), 0) if use and style else 0

    def next(self, num_id: int, ilvl: int) -> str:
        """Counts one paragraph and returns what Word shows before it; "" for a list that does not exist."""
        use = self._uses.get(num_id)
        ilvl = min(max(ilvl, 0), _LEVELS - 1)
        if use is None or ilvl not in use.levels:
            return ""
        counts = use.of.counts
        begin = use.starts.pop(ilvl, None)
        now = counts[ilvl]
        if begin is not None:
            counts[ilvl] = begin
        else:
            counts[ilvl] = use.levels[ilvl].start if now is None else now + 1
        for deeper in range(ilvl + 1, _LEVELS):
            restart = use.levels.get(deeper, Level()).restart
            if restart != 0 and ilvl < (deeper if restart is None else restart):
                counts[deeper] = None
        return _shown(use.levels, counts, ilvl)


def _use(num: etree._Element, of: _List) -> _Use:
    levels, starts = dict(of.levels), {}
    for change in num.findall(f"{W}lvlOverride"):
        at = number_of(change, f"{W}ilvl")
        if at is None or not 0 <= at < _LEVELS:
            continue
        begin, level = number_of(change.find(f"{W}startOverride")), change.find(f"{W}lvl")
        if level is not None:
            levels[at] = _level(level)
        if begin is not None:
            starts[at] = begin
    return _Use(of, levels, starts)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    found = {number_of(level, f"{W}ilvl"): _level(level) for level in abstract.findall(f"{W}lvl")}
    return {number: level for number, level in found.items() if number is not None and 0 <= number < _LEVELS}


def _level(level: etree._Element) -> Level:
    start = number_of(level.find(f"{W}start"))
    written, text, style = level.find(f"{W}numFmt"), level.find(f"{W}lvlText"), level.find(f"{W}pStyle")
    return Level(
        start=1 if start is None else start,
        format=written.get(VAL, "decimal") if written is not None else "decimal",
        text=text.get(VAL, "")[:_LONGEST] if text is not None else "",
        legal=on(level.find(f"{W}isLgl")),
        restart=number_of(level.find(f"{W}lvlRestart")),
        style=style.get(VAL, "") if style is not None else "",
    )


def _shown(levels: dict[int, Level], counts: list[int | None], ilvl: int) -> str:
    level = levels[ilvl]
    if level.format == "bullet":
        return BULLET

    def part(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        of = levels.get(at, Level())
        count = counts[at]
        return written(of.start if count is None else count, "decimal" if level.legal else of.format)

    return re.sub(r"%([1-9])", part, level.text).strip()


def written(count: int, form: str) -> str:
    """A number in the way a list writes it; ways that no Indonesian office uses come out as digits."""
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= _MOST_LETTERED:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (count // value)
        count %= value
    return out
