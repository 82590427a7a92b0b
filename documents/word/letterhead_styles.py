"""What a letterhead's styles come to: every property said at the paragraph, run or table itself.

A style inherits from others, these from the defaults, and names of faces and colours from the theme. Nothing of that
is carried over; what it comes to is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from documents.word.elements import W
from documents.word.letterhead_plan import Look, Node
from documents.word.letterhead_values import PARAGRAPH, RUN, TABLE, TOGGLES, Rule, Rules, face, in_order, look

Said = Mapping[str, Node]  # properties by name
DEEPEST = 20  # styles, each based on the next
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MERGED = ("spacing", "ind", "rFonts", "pBdr", "tblBorders", "tblCellMar")  # one value or side at a time
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")
_PLAIN_RUN = {
    "rFonts": Node("rFonts", tuple((name, "Times New Roman") for name in _FACES)),
    "color": Node("color", (("val", "auto"),)), "sz": Node("sz", (("val", "20"),)),
    "szCs": Node("szCs", (("val", "20"),)),
}  # fmt: skip
_PLAIN_PARAGRAPH = {
    "spacing": Node("spacing", (("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto"))),
    "ind": Node("ind", (("left", "0"), ("right", "0"), ("firstLine", "0"))), "jc": Node("jc", (("val", "left"),)),
}  # fmt: skip
_SIDE = (("w", "108"), ("type", "dxa"))
_FLAT = (("w", "0"), ("type", "dxa"))
_PLAIN_TABLE = {
    "tblInd": Node("tblInd", _FLAT), "tblLayout": Node("tblLayout", (("type", "autofit"),)),
    "tblCellMar": Node("tblCellMar", (), (
        Node("top", _FLAT), Node("left", _SIDE), Node("bottom", _FLAT), Node("right", _SIDE),
    )),
}  # fmt: skip


def over(below: Said, above: Said, rules: Rules) -> dict[str, Node]:
    """What is said above on what is said below."""
    said = {**below, **above}
    for name in _MERGED:
        if name in below and name in above:
            said[name] = _merged(below[name], above[name], rules[name])
    if "tabs" in below and "tabs" in above:
        said["tabs"] = _tabs(below["tabs"], above["tabs"])
    return {name: node for name, node in said.items() if name != "tabs" or node.inside}


def _merged(below: Node, above: Node, rule: Rule) -> Node:
    values = dict(below.values)
    if {"hanging", "firstLine"} & {key for key, _ in above.values}:
        values = {key: value for key, value in values.items() if key not in ("hanging", "firstLine")}
    inside = {node.name: node for node in (*below.inside, *above.inside)}
    values = {**values, **dict(above.values)}
    ordered = tuple((key, values[key]) for key in rule.values if key in values)
    return Node(above.name, ordered, in_order(inside.values(), rule.inside))


def _tabs(below: Node, above: Node) -> Node:
    stops = {tab.value("pos"): tab for tab in (*below.inside, *above.inside)}
    kept = sorted((tab for tab in stops.values() if tab.value("val") != "clear"), key=lambda tab: int(tab.value("pos")))
    return Node("tabs", (), tuple(kept))


class Styles:
    """Of one file; ``root`` is its list of styles, ``theme`` its theme, either may be missing."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self._faces = _theme_faces(theme)
        self._styles: dict[tuple[str, str], Any] = {}
        self._usual: dict[str, str] = {}
        self._known: dict[tuple[str, str, str], dict[str, Node]] = {}
        for style in root.iterchildren(f"{W}style") if root is not None else ():
            kind, ident = style.get(f"{W}type", "paragraph"), style.get(f"{W}styleId", "")
            self._styles.setdefault((kind, ident), style)
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._usual.setdefault(kind, ident)
        defaults = root.find(f"{W}docDefaults") if root is not None else None
        self._run = over(_PLAIN_RUN, self._defaults(defaults, "rPr", RUN), RUN)
        self._paragraph = over(_PLAIN_PARAGRAPH, self._defaults(defaults, "pPr", PARAGRAPH), PARAGRAPH)

    def _defaults(self, defaults: Any, name: str, rules: Rules) -> dict[str, Node]:
        found = defaults.find(f"{W}{name}Default/{W}{name}") if defaults is not None else None
        return self.said(found, rules)

    def said(self, element: Any, rules: Rules) -> dict[str, Node]:
        """What an element of properties says, its faces by their own names."""
        found = look(element, rules)
        fonts = element.find(f"{W}rFonts") if element is not None and rules is RUN else None
        if fonts is not None:
            named = dict(found["rFonts"].values) | self._faces_of(fonts)
            found["rFonts"] = Node("rFonts", tuple((name, named[name]) for name in _FACES if name in named))
        return found

    def _faces_of(self, fonts: Any) -> dict[str, str]:
        """Those that are meant by their place in the theme."""
        asked = {name: fonts.get(f"{W}{'cstheme' if name == 'cs' else name + 'Theme'}", "") for name in _FACES}
        return {name: self._faces[place] for name, place in asked.items() if place in self._faces}

    def _line(self, kind: str, ident: str) -> list[str]:
        """A style and those that it is based on, one after the other."""
        line: list[str] = []
        while (kind, ident) in self._styles and ident not in line and len(line) < DEEPEST:
            line.append(ident)
            based = self._styles[kind, ident].find(f"{W}basedOn")
            ident = based.get(f"{W}val", "") if based is not None else ""
        return line

    def _chain(self, kind: str, ident: str, part: str, rules: Rules) -> dict[str, Node]:
        """What a style says with all that it is based on."""
        said: dict[str, Node] = {}
        for one in reversed(self._line(kind, ident)):
            said = over(said, self._own(kind, one, part, rules), rules)
        return said

    def _own(self, kind: str, ident: str, part: str, rules: Rules) -> dict[str, Node]:
        """What a style says itself; looked at once."""
        key = (kind, ident, part)
        if key not in self._known:
            self._known[key] = self.said(self._styles[kind, ident].find(f"{W}{part}"), rules)
        return self._known[key]

    def numbers(self, properties: Any) -> bool:
        """Whether a paragraph has a number or a mark that is counted, by itself or by one of its styles."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        styles = [
            self._styles["paragraph", ident] for ident in self._line("paragraph", self._called(properties, "paragraph"))
        ]
        found = [own, *(style.find(f"{W}pPr/{W}numPr") for style in styles)]
        said = next((one for one in found if one is not None), None)
        number = said.find(f"{W}numId") if said is not None else None
        return said is not None and (number is None or number.get(f"{W}val") != "0")

    def paragraph(self, properties: Any, table: str) -> Look:
        """All that holds for a paragraph, in a table of the style ``table``."""
        style = self._called(properties, "paragraph")
        said = self._paragraph
        for kind, ident in (("table", table), ("paragraph", style)):
            said = over(said, self._chain(kind, ident, "pPr", PARAGRAPH), PARAGRAPH)
        return in_order(over(said, self.said(properties, PARAGRAPH), PARAGRAPH).values(), PARAGRAPH)

    def run(self, paragraph: Any, run: Any, table: str) -> Look:
        """All that holds for a run of a paragraph; ``paragraph`` and ``run`` are their elements of properties."""
        of_paragraph = self._chain("paragraph", self._called(paragraph, "paragraph"), "rPr", RUN)
        of_run = self._chain("character", self._called(run, "character"), "rPr", RUN)
        said = over(self._run, self._chain("table", table, "rPr", RUN), RUN)
        said = over(over(said, of_paragraph, RUN), of_run, RUN)
        for name in TOGGLES:
            if name in of_paragraph and name in of_run:  # each turns over what the other says
                turned = of_paragraph[name].value("val") != of_run[name].value("val")
                said[name] = Node(name, (("val", "1" if turned else "0"),))
        return in_order(over(said, self.said(run, RUN), RUN).values(), RUN)

    def table(self, properties: Any) -> dict[str, Node]:
        """All that holds for a table."""
        style = self._chain("table", self.table_style(properties), "tblPr", TABLE)
        return over(over(_PLAIN_TABLE, style, TABLE), self.said(properties, TABLE), TABLE)

    def table_style(self, properties: Any) -> str:
        return self._called(properties, "table")

    def _called(self, properties: Any, kind: str) -> str:
        """The style that is named there, or the usual one."""
        name = {"paragraph": "pStyle", "character": "rStyle", "table": "tblStyle"}[kind]
        found = properties.find(f"{W}{name}") if properties is not None else None
        ident = found.get(f"{W}val", "") if found is not None else ""
        return ident if (kind, ident) in self._styles else self._usual.get(kind, "")


def _theme_faces(theme: Any) -> dict[str, str]:
    """Place in the theme ("minorHAnsi", …) -> face."""
    found: dict[str, str] = {}
    for kind in ("major", "minor") if theme is not None else ():
        for script, places in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
            font = next(theme.iterfind(f".//{_A}{kind}Font/{_A}{script}"), None)
            name = face(font.get("typeface", "")) if font is not None else None
            found |= {kind + place: name for place in places} if name else {}
    return found
