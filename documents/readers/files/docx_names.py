"""The names of WordprocessingML that a reader meets, and the two small questions asked everywhere."""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"
P, TBL, TR, TC, SDT, SDT_CONTENT = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt", "sdtContent"))
ALTERNATE = f"{MC}AlternateContent"
# Wrappers that say nothing of the text in them: insertions count as accepted.
WRAPPERS = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag"))
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_DECLARED = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])(http://purl\.oclc\.org/ooxml/[^"']+)""")


def transitional(data: bytes) -> bytes:
    """The part with the names of "Strict Open XML" declared as the usual ones; its text is left alone."""
    return _DECLARED.sub(lambda found: found[1] + _STRICT.get(found[2], found[2]), data)


def on(element: etree._Element | None) -> bool:
    """Whether a switch such as <w:vanish/> is there and not turned off."""
    return element is not None and element.get(VAL, "true") not in ("0", "false", "off")


def number_of(element: etree._Element | None, name: str = VAL) -> int | None:
    """A whole number in an attribute, None when it is not there or no number."""
    text = element.get(name, "") if element is not None else ""
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None


def chosen(alternate: etree._Element) -> etree._Element | None:
    """Of the ways in which the same content is written, the first: it must not be read twice."""
    found = alternate.find(f"{MC}Choice")
    return found if found is not None else alternate.find(f"{MC}Fallback")


def filled(control: etree._Element) -> etree._Element | None:
    """What a content control holds; None while it only shows its prompt."""
    properties = control.find(f"{W}sdtPr")
    if properties is not None and on(properties.find(f"{W}showingPlcHdr")):
        return None
    return control.find(SDT_CONTENT)
