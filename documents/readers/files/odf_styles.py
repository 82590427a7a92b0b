"""What the styles of an OpenDocument file say that a reader must know: bold, hidden, painted, lists, forms of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from documents.package import Allowance, Package
from documents.readers.files.odf_names import FO, LOEXT, NUMBER, STYLE, TABLE, TEXT, whole_of

MOST_STYLES = 20_000
_DEEPEST = 30  # styles that name each other in a circle must end
_LEVELS = (f"{TEXT}list-level-style-number", f"{TEXT}list-level-style-bullet", f"{TEXT}outline-level-style")
_SHOWN = {  # of a day's form, as Excel writes it
    "day": "dd", "month": "mmmm", "year": "yyyy", "hours": "hh", "minutes": "ss", "seconds": "ss",
    "day-of-week": "dddd",
}  # fmt: skip


@dataclass(frozen=True)
class Level:
    """``shown`` is the text with "%1%" for the count of the first level, "" where the level has no number."""

    format: str
    shown: str
    start: int
    bullet: bool = False


class OdfStyles:
    """Those of ``styles.xml`` and the nearer ones of ``content.xml``."""

    def __init__(self, package: Package, content: etree._Element) -> None:
        parts = [package.tree("styles.xml")] if "styles.xml" in package else []
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._days: dict[str, str] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self._left = Allowance(MOST_STYLES)
        for part in (*parts, content):
            self._take(part)

    def _take(self, part: etree._Element) -> None:
        lists = (f"{TEXT}list-style", f"{TEXT}outline-style")
        for one in part.iter(f"{STYLE}style", f"{NUMBER}date-style", *lists):
            self._left.take(1 + len(one))
            name = one.get(f"{STYLE}name", "")
            if one.tag == f"{STYLE}style":
                self._styles[one.get(f"{STYLE}family", ""), name] = one
            elif one.tag == f"{NUMBER}date-style":
                self._days[name] = "".join(map(_pattern, one))
            else:
                self.lists["outline" if one.tag == lists[1] else f"list {name}"] = dict(_levels(one))

    def said(self, family: str, name: str, group: str, attribute: str) -> str:
        """What the nearest style in the chain says: ``group`` is "text-properties" and the like; "" when none does."""
        for style in self._chain(family, name):
            properties = style.find(f"{STYLE}{group}")
            if properties is not None and (found := properties.get(attribute)):
                return str(found)
        return ""

    def own(self, family: str, name: str, attribute: str) -> str:
        """The same of an attribute of the style itself."""
        return next((str(found) for style in self._chain(family, name) if (found := style.get(attribute))), "")

    def bold(self, family: str, name: str) -> bool | None:
        """None where the styles do not say it."""
        weight = self.said(family, name, "text-properties", f"{FO}font-weight")
        return weight == "bold" or weight in ("600", "700", "800", "900") if weight else None

    def hidden(self, family: str, name: str) -> bool:
        return self.said(family, name, "text-properties", f"{TEXT}display") == "none"

    def shown_table(self, name: str) -> bool:
        return self.said("table", name, "table-properties", f"{TABLE}display") != "false"

    def painted(self, name: str) -> bool:
        """Whether a cell's style paints it in another colour than white."""
        colour = self.said("table-cell", name, "table-cell-properties", f"{FO}background-color").lower()
        return colour not in ("", "transparent", "#ffffff")

    def day_pattern(self, name: str) -> str:
        """How cells of a style show a day, as a number format of Excel; "" when nothing is said."""
        form = self.own("table-cell", name, f"{STYLE}data-style-name")
        return self._days.get(form) or self._days.get(f"{form}P0", "")  # of a form with several cases, the first

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(f"{STYLE}parent-style-name", "")


def _pattern(part: etree._Element) -> str:
    name = etree.QName(part).localname if isinstance(part.tag, str) else ""
    literal = (part.text or "").replace('"', "")
    return _SHOWN.get(name, f'"{literal}"' if name == "text" and literal else "")


def _levels(style: etree._Element) -> Iterator[tuple[int, Level]]:
    for level in style.iterchildren(*_LEVELS):
        at = whole_of(level, f"{TEXT}level", 1)
        form = level.get(f"{STYLE}num-format", "")
        yield at, Level(form, _text(level, at, form), whole_of(level, f"{TEXT}start-value", 1), level.tag == _LEVELS[1])


def _text(level: etree._Element, at: int, form: str) -> str:
    """LibreOffice's own attribute says it whole; other programs say how many levels are shown and what is around."""
    if (said := level.get(f"{LOEXT}num-list-format")) is not None:
        return str(said)[:100]
    if not form:
        return ""
    levels = range(max(at - whole_of(level, f"{TEXT}display-levels", 1), 0) + 1, at + 1)
    around = level.get(f"{STYLE}num-prefix", "")[:40], level.get(f"{STYLE}num-suffix", "")[:40]
    return ".".join(f"%{one}%" for one in list(levels)[-10:]).join(around)
