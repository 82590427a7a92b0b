"""The names of OpenDocument (LibreOffice's .odt and .ods) that a reader meets, and how its attributes are asked."""

from __future__ import annotations

import re

from lxml import etree

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, DRAW, NUMBER = (
    f"{_NS}{name}:1.0}}" for name in ("office", "text", "table", "style", "drawing", "datastyle")
)
FO = f"{_NS}xsl-fo-compatible:1.0}}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
P, H, LIST = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list"
TABLE_OF, ROW, CELL, COVERED, COLUMN = (
    f"{TABLE}{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell", "table-column")
)
HEAD_ROWS = f"{TABLE}table-header-rows"
ROW_WRAPPERS = frozenset((HEAD_ROWS, f"{TABLE}table-rows", f"{TABLE}table-row-group"))
COLUMN_WRAPPERS = frozenset(f"{TABLE}table-{name}" for name in ("header-columns", "columns", "column-group"))


def whole_of(element: etree._Element, name: str, otherwise: int) -> int:
    """A whole number in an attribute, ``otherwise`` where there is none."""
    text = element.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else otherwise


def repeated(element: etree._Element) -> int:
    """How many times a row, a column or a cell stands there."""
    rows = whole_of(element, f"{TABLE}number-rows-repeated", 1)
    return max(rows, whole_of(element, f"{TABLE}number-columns-repeated", 1), 1)
