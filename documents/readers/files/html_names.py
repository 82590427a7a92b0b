"""The elements of HTML that a reader meets, and what their attributes and styles say; Word's own ("mso-...") among
them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from documents.readers.files.docx_numbers import BULLET, written

TABLE, CELLS, LISTS = "table", frozenset(("td", "th")), frozenset(("ol", "ul"))
HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}
# What begins a line of its own and ends one.
_LINES = (
    "address article aside blockquote body center dd div dl dt fieldset figure footer form header hr html li main nav "
    "ol p pre section td th tr ul"
)
LINES = frozenset(_LINES.split()) | frozenset(HEADINGS)
# What says nothing that is read, whatever stands in it.
_SILENT = (
    "applet audio button canvas del embed head iframe math noscript object script select style svg template "
    "textarea title video xml"
)
SILENT = frozenset(_SILENT.split())
_ASIDE = re.compile(r"mso-element:\s*(?:comment|footnote|endnote|header|footer|field)|mso-footnote-id|mso-endnote-id")
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all|visibility:\s*hidden")
_NUMBER = re.compile(r"mso-list:\s*ignore")
_LEVEL = re.compile(r"mso-list:[^;]*\blevel([1-9])\b")
_OUTLINE = re.compile(r"mso-outline-level:\s*([1-9])\b")
_WEIGHT = re.compile(r"font-weight:\s*(bold|bolder|[6-9]00)?")
_TAB = re.compile(r"mso-tab-count:\s*([1-9])\b")
_KEPT = re.compile(r"white-space(?:-collapse)?:\s*(?:pre|preserve|break-spaces)\b")
_GROUND = re.compile(r"background(?:-color)?:\s*([^;]+)")
_FORM = re.compile(r"list-style(?:-type)?:\s*([a-z-]+)")
_BARE = frozenset(("", "white", "#fff", "#ffffff", "transparent", "none", "auto", "initial", "inherit"))
_OF_TYPE = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OF_STYLE = {
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
}  # fmt: skip
_BULLETS = frozenset(("disc", "circle", "square"))


def style_of(element: etree._Element) -> str:
    """What stands in its own attribute, in small letters."""
    return str(element.get("style", "")).lower()


def aside(element: etree._Element) -> bool:
    """Whether it is no text of the document: a comment of a colleague, a footnote, what a tracked change deletes."""
    return element.tag in SILENT or bool(_ASIDE.search(style_of(element))) or element.get("class") == "msocomanchor"


def hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(style_of(element)))


def is_number(element: etree._Element) -> bool:
    """Whether Word keeps here the number that it shows before a paragraph."""
    return bool(_NUMBER.search(style_of(element)))


def level_of(element: etree._Element) -> int:
    """How deep Word has a paragraph in its list, from 0."""
    found = _LEVEL.search(style_of(element))
    return int(found[1]) - 1 if found else 0


def outline_of(element: etree._Element) -> int | None:
    found = _OUTLINE.search(style_of(element))
    return HEADINGS.get(element.tag, int(found[1]) - 1 if found else None)


def weight_of(element: etree._Element, around: bool) -> bool:
    """Whether its letters are bold, ``around`` whether those around it are. Google writes <b> for what is not."""
    if found := _WEIGHT.search(style_of(element)):
        return found[1] is not None
    return around or element.tag in ("b", "strong", "th") or element.tag in HEADINGS


def tabs_of(element: etree._Element) -> int:
    found = _TAB.search(style_of(element))
    return int(found[1]) if found else 0


def keeps_lines(element: etree._Element, around: bool) -> bool:
    """Whether a new line in the source is one on the page."""
    said = style_of(element)
    return bool(_KEPT.search(said)) if "white-space" in said else around or element.tag == "pre"


def painted(element: etree._Element) -> bool:
    grounds = [element.get("bgcolor", ""), *_GROUND.findall(style_of(element))]
    return any(ground.strip().lower() not in _BARE for ground in grounds)


def whole_of(element: etree._Element, name: str, otherwise: int) -> int:
    """A whole number in an attribute, ``otherwise`` where there is none."""
    text = element.get(name, "").strip()
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else otherwise


class ListNumbers:
    """What a browser shows before the items of one <ol> or <ul>."""

    def __init__(self, element: etree._Element) -> None:
        self._element, self._next = element, whole_of(element, "start", 1)

    def next(self, item: etree._Element) -> str:
        """Counts one item; its own style goes before that of the list."""
        named = [found[1] for one in (item, self._element) if (found := _FORM.search(style_of(one)))]
        form = named[0] if named else ""
        if form in _BULLETS or (self._element.tag == "ul" and form not in _OF_STYLE and form != "decimal"):
            return BULLET
        count = whole_of(item, "value", self._next)
        self._next = count + 1
        text = written(count, _OF_STYLE.get(form, _OF_TYPE.get(self._element.get("type", ""), "decimal")))
        return f"{text}." if text else ""


def rows_of(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Each row of a table, and whether it is one of its head."""
    for child in table:
        if child.tag == "tr":
            cells = [cell.tag for cell in child if cell.tag in CELLS]
            yield child, table.tag == "thead" or (bool(cells) and set(cells) == {"th"})
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from rows_of(child)
