"""Which properties of a letterhead are carried over, and which values each may have. What is not here stays outside.

A property is read into a ``Node``: numbers within bounds, words out of a list, colours, names of faces. The order of
each table is the order of the schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from documents.word.elements import W
from documents.word.letterhead_plan import Look, Node

Check = Callable[[str], str | None]  # of a value as it stands in the file: as it is written again, or None
_COLOR, _FACE = re.compile("[0-9A-Fa-f]{6}"), re.compile(r"[\w .,&()'+-]{1,60}")
_PATTERN = re.compile(
    "nil|clear|solid|(horz|vert|diag|reverseDiag)Stripe|(horz|diag)Cross|thin[A-Za-z]{4,20}|pct[0-9]{1,2}"
)


def number(low: int, high: int) -> Check:
    def check(text: str) -> str | None:
        try:
            value = round(float(text))
        except (ValueError, OverflowError):
            return None
        return str(value) if low <= value <= high else None

    return check


def one_of(*words: str) -> Check:
    return lambda text: text if text in words else None


def color(text: str) -> str | None:
    return "auto" if text == "auto" else text.upper() if _COLOR.fullmatch(text) else None


def face(text: str) -> str | None:
    return text if _FACE.fullmatch(text) else None


def letter(text: str) -> str | None:
    """The number of a letter in a face of symbols."""
    return text.upper() if re.fullmatch("[0-9A-Fa-f]{4}", text) else None


def pattern(text: str) -> str | None:
    return text if _PATTERN.fullmatch(text) else None


def switch(text: str) -> str | None:
    """As numbers, so that two ways of saying it are one."""
    return "0" if text in ("0", "false", "off") else "1" if text in ("1", "true", "on", "") else None


@dataclass(frozen=True)
class Rule:
    """The values of a property, and the properties inside it; ``needed`` are those without which it says nothing."""

    values: Mapping[str, Check] = field(default_factory=dict)
    inside: Mapping[str, Rule] = field(default_factory=dict)
    needed: tuple[str, ...] = ()


Rules = Mapping[str, Rule]
_GAPS = ("Small", "Medium", "Large")
_LINES = (
    "nil", "none", "single", "thick", "double", "dotted", "dashed", "dotDash", "dotDotDash", "triple", "wave",
    "doubleWave", "dashSmallGap", "dashDotStroked", "threeDEmboss", "threeDEngrave", "outset", "inset",
    *(f"{kind}{gap}Gap" for kind in ("thinThick", "thickThin", "thinThickThin") for gap in _GAPS),
)  # fmt: skip
MOST_INSIDE = 64  # stops of a line, say
_FAR = number(-31_680, 31_680)  # twips, as far as Word goes
_SIZE, _COUNT = number(0, 31_680), number(0, 63)
_UNIT = one_of("dxa", "pct", "auto", "nil")
_SWITCH = Rule({"val": switch}, needed=("val",))
_LINE = Rule({"val": one_of(*_LINES), "sz": number(0, 96), "space": number(0, 31), "color": color}, needed=("val",))
_SHADE = Rule({"val": pattern, "color": color, "fill": color}, needed=("val",))
_WIDTH = Rule({"w": number(-31_680, 31_680), "type": _UNIT}, needed=("w", "type"))
_UNDERLINES = (
    "none", "single", "words", "double", "thick", "dotted", "dottedHeavy", "dash", "dashedHeavy", "dashLong", "dotDash",
    "dotDotDash", "wave", "wavyHeavy", "wavyDouble",
)  # fmt: skip
_HIGHLIGHTS = (
    "none", "black", "blue", "cyan", "green", "magenta", "red", "yellow", "white", "darkBlue", "darkCyan", "darkGreen",
    "darkMagenta", "darkRed", "darkYellow", "darkGray", "lightGray",
)  # fmt: skip
_ACROSS = one_of("left", "center", "right", "inside", "outside")
_DOWN = one_of("inline", "top", "center", "bottom", "inside", "outside")
_FROM = one_of("text", "margin", "page")
TOGGLES = ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "outline", "shadow", "emboss", "imprint", "vanish")
RUN: Rules = {
    "rFonts": Rule(dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), face)),
    **dict.fromkeys(("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"), _SWITCH),
    **dict.fromkeys(("emboss", "imprint", "vanish"), _SWITCH),
    "color": Rule({"val": color}, needed=("val",)), "spacing": Rule({"val": number(-1584, 1584)}, needed=("val",)),
    "w": Rule({"val": number(1, 600)}, needed=("val",)), "kern": Rule({"val": number(0, 3276)}, needed=("val",)),
    "position": Rule({"val": number(-400, 400)}, needed=("val",)), "sz": Rule({"val": number(2, 400)}, needed=("val",)),
    "szCs": Rule({"val": number(2, 400)}, needed=("val",)),
    "highlight": Rule({"val": one_of(*_HIGHLIGHTS)}, needed=("val",)),
    "u": Rule({"val": one_of(*_UNDERLINES), "color": color}, needed=("val",)), "bdr": _LINE, "shd": _SHADE,
    "vertAlign": Rule({"val": one_of("baseline", "superscript", "subscript")}, needed=("val",)), "rtl": _SWITCH,
}  # fmt: skip
PARAGRAPH: Rules = {
    "framePr": Rule({
        "w": _SIZE, "h": _SIZE, "hRule": one_of("auto", "atLeast", "exact"), "hSpace": _SIZE, "vSpace": _SIZE,
        "wrap": one_of("auto", "notBeside", "around", "tight", "through", "none"), "hAnchor": _FROM, "vAnchor": _FROM,
        "x": _FAR, "xAlign": _ACROSS, "y": _FAR, "yAlign": _DOWN,
    }),
    "pBdr": Rule(inside=dict.fromkeys(("top", "left", "bottom", "right", "between", "bar"), _LINE)), "shd": _SHADE,
    "tabs": Rule(inside={"tab": Rule({
        "val": one_of("clear", "left", "center", "right", "decimal", "bar"),
        "leader": one_of("none", "dot", "hyphen", "underscore", "heavy", "middleDot"), "pos": _FAR,
    }, needed=("val", "pos"))}),
    "bidi": _SWITCH, "snapToGrid": _SWITCH,
    "spacing": Rule({
        "before": _SIZE, "after": _SIZE, "line": _FAR, "lineRule": one_of("auto", "exact", "atLeast"),
    }),
    "ind": Rule({"left": _FAR, "right": _FAR, "hanging": _SIZE, "firstLine": _SIZE}), "contextualSpacing": _SWITCH,
    "jc": Rule({"val": one_of("left", "center", "right", "both", "distribute")}, needed=("val",)),
    "textAlignment": Rule({"val": one_of("auto", "top", "center", "baseline", "bottom")}, needed=("val",)),
}  # fmt: skip
_SIDES = ("top", "left", "bottom", "right")
_MARGINS = Rule(inside=dict.fromkeys(_SIDES, _WIDTH))
TABLE: Rules = {
    "tblpPr": Rule({
        "leftFromText": _SIZE, "rightFromText": _SIZE, "topFromText": _SIZE, "bottomFromText": _SIZE,
        "vertAnchor": _FROM, "horzAnchor": _FROM,
        "tblpXSpec": _ACROSS, "tblpX": _FAR, "tblpYSpec": _DOWN, "tblpY": _FAR,
    }),
    "tblW": _WIDTH, "jc": Rule({"val": one_of("left", "center", "right")}, needed=("val",)), "tblCellSpacing": _WIDTH,
    "tblInd": _WIDTH, "tblBorders": Rule(inside=dict.fromkeys((*_SIDES, "insideH", "insideV"), _LINE)), "shd": _SHADE,
    "tblLayout": Rule({"type": one_of("fixed", "autofit")}, needed=("type",)), "tblCellMar": _MARGINS,
}  # fmt: skip
ROW: Rules = {
    "gridBefore": Rule({"val": _COUNT}, needed=("val",)), "gridAfter": Rule({"val": _COUNT}, needed=("val",)),
    "wBefore": _WIDTH, "wAfter": _WIDTH, "trHeight": Rule({"val": _SIZE, "hRule": one_of("auto", "atLeast", "exact")}),
    "jc": Rule({"val": one_of("left", "center", "right")}, needed=("val",)),
}  # fmt: skip
CELL: Rules = {
    "tcW": _WIDTH, "gridSpan": Rule({"val": number(1, 63)}, needed=("val",)),
    "vMerge": Rule({"val": one_of("restart", "continue")}),
    "tcBorders": Rule(inside=dict.fromkeys((*_SIDES, "insideH", "insideV"), _LINE)), "shd": _SHADE, "noWrap": _SWITCH,
    "tcMar": _MARGINS, "textDirection": Rule({"val": one_of("lrTb", "tbRl", "btLr")}, needed=("val",)),
    "vAlign": Rule({"val": one_of("top", "center", "both", "bottom")}, needed=("val",)),
}  # fmt: skip
SHEET: Rules = {
    "pgSz": Rule({
        "w": number(1, 100_000), "h": number(1, 100_000), "orient": one_of("portrait", "landscape"),
    }, needed=("w", "h")),
    "pgMar": Rule({
        "top": _FAR, "right": _SIZE, "bottom": _FAR, "left": _SIZE, "header": _SIZE, "footer": _SIZE, "gutter": _SIZE,
    }, needed=("top", "right", "bottom", "left")),
    "pgBorders": Rule({
        "zOrder": one_of("front", "back"), "display": one_of("allPages", "firstPage", "notFirstPage"),
        "offsetFrom": one_of("page", "text"),
    }, dict.fromkeys(_SIDES, _LINE)),
}  # fmt: skip
# What stands between the letters of a run.
MARKS: Rules = {
    "tab": Rule(), "br": Rule(), "cr": Rule(), "noBreakHyphen": Rule(), "softHyphen": Rule(),
    "ptab": Rule({
        "alignment": one_of("left", "center", "right"), "relativeTo": one_of("margin", "indent"),
        "leader": one_of("none", "dot", "hyphen", "underscore", "middleDot"),
    }, needed=("alignment", "relativeTo", "leader")),
    "sym": Rule({"font": face, "char": letter}, needed=("font", "char")),
}  # fmt: skip
_OTHER_NAMES = {"start": "left", "end": "right"}  # of newer files


def look(element: etree._Element | None, rules: Rules) -> dict[str, Node]:
    """What an element of properties says, as far as ``rules`` know it, by name; the last word counts."""
    found: dict[str, Node] = {}
    for child in element if element is not None else ():
        node = _node(child, rules)
        if node is not None:
            found[node.name] = node
    return found


def one(element: etree._Element, rules: Rules) -> Node | None:
    """One property, or None when it says nothing that is carried over."""
    return _node(element, rules)


def _node(element: Any, rules: Rules) -> Node | None:
    if not isinstance(element.tag, str) or not element.tag.startswith(W):
        return None
    name = _own_name(element)
    rule = rules.get(name)
    if rule is None:
        return None
    values = tuple((key, checked) for key, checked in _values(element, rule) if checked is not None)
    inside = tuple(node for child in element[:MOST_INSIDE] if (node := _node(child, rule.inside)) is not None)
    if any(key not in dict(values) for key in rule.needed) or (rule.inside and not inside and not values):
        return None
    return Node(name, values, inside if name == "tabs" else in_order(inside, rule.inside))


def _own_name(element: Any) -> str:
    name = str(element.tag).removeprefix(W)
    return _OTHER_NAMES.get(name, name)


def _values(element: Any, rule: Rule) -> list[tuple[str, str | None]]:
    given = {str(key).removeprefix(W): str(value) for key, value in element.attrib.items()}
    given |= {usual: given[newer] for newer, usual in _OTHER_NAMES.items() if newer in given}
    if "val" in rule.values and rule.values["val"] is switch:
        given.setdefault("val", "")
    if "val" in given and given["val"] in _OTHER_NAMES:
        given["val"] = _OTHER_NAMES[given["val"]]
    return [(key, check(given[key])) for key, check in rule.values.items() if key in given]


def in_order(nodes: Any, rules: Rules) -> Look:
    """As the schema wants them, one of each name."""
    by_name = {node.name: node for node in nodes}
    return tuple(by_name[name] for name in rules if name in by_name)
