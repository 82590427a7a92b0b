"""The travelling form that came back: what stands in its fields, by tag, or by label where the tags were lost; or our
own list of tasks, edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from documents.package import Allowance, Package
from documents.readers.files.docx import MOST_BLOCKS, part_tree
from documents.readers.files.docx_names import SDT, SDT_CONTENT, TBL, VAL, P, W, on
from documents.readers.files.docx_tables import rows_of
from documents.readers.files.grid import Contents
from documents.readers.files.sniffing import kind_of_odf, kind_of_package
from documents.readers.files.unreadable import Unreadable, one_sentence
from documents.readers.meaning.own_list import refuse_telling
from documents.readers.reading import LIMITS, contents_of
from documents.readers.values.dates import read_deadline
from documents.readers.values.serials import day_of
from documents.travel.form import PROMPT, PROPERTIES, coded, tagged, tags_of
from documents.travel.list_back import cards_of_list
from workflow.intake.travel_form import DAYS, LABELS
from workflow.text import line, tidy

MOST_TASKS, LONGEST = 500, 5_000  # letters kept of a field; every field holds less
NOT_OURS = "Berkas ini bukan formulir dari Tuntas, atau isinya sudah dipindahkan. Unduh formulirnya, lalu isi yang itu."
_NAMES = {label.casefold(): name for name, label in LABELS.items()}
_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")  # LibreOffice writes "_x0041_" so, although Word has no escapes
_PIECES = {f"{W}t", f"{W}br", f"{W}cr", f"{W}tab", f"{W}noBreakHyphen"}
_OTHERS = {TBL, f"{W}txbxContent"}  # what stands in them belongs to no field around them
Card = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A row: its tag ("" when there is none) and the texts of its cells; the last is the field."""

    tag: str
    cells: list[str]


def read_form(name: str, content: bytes) -> list[Card]:
    """The cards of a form, or of our own list of tasks, as ``open_travel`` takes them. Raises ``Unreadable``."""
    with one_sentence(content):
        package = Package(content, LIMITS) if content.startswith(b"PK") else None
        cards = _of_word(package) if package else []
        cards = cards or _of_tables(contents_of(name, content))
        if package:
            _add_digests(cards, _properties(package))
    if not cards:
        raise Unreadable(NOT_OURS)
    return cards


def _of_word(package: Package) -> list[Card]:
    """Those of a Word form, whose fields are known by their controls."""
    if kind_of_odf(package):
        return []
    kind, main = kind_of_package(package)
    return _cards(_word_lines(package, main)) if kind == "docx" else []


def _of_tables(contents: Contents) -> list[Card]:
    if cards := cards_of_list(contents, _tidied) or _cards(_table_lines(contents)):
        return cards
    refuse_telling(contents)
    return []


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    """What somebody has written into the file's own properties, by name."""
    if PROPERTIES in package:
        for one in part_tree(package, PROPERTIES).iterchildren("{*}property"):
            yield str(one.get("name", "")), "".join(map(str, one.itertext()))


def _add_digests(cards: Iterable[Card], properties: Iterable[tuple[str, str]]) -> None:
    """For the fields whose tag, and with it the digest, was lost."""
    known = {(card["rakor"], card["task"], card["version"]): card["base"] for card in cards}
    for place, text in properties:
        for said in filter(None, map(tagged, tags_of(place, text))):
            if (base := known.get(said[:3])) is not None:
                base.setdefault(*said[3:])


def _table_lines(contents: Contents) -> Iterator[Line]:
    for grid in contents.grids:
        for row in grid.rows:
            shown = [cell for cell in row.cells if not cell.right]
            texts = [cell.text for cell in shown]
            tag = texts[0] if texts and tagged(texts[0]) else ""
            yield Line(tag, [*texts[1:], ""][:2] if tag else texts)


def _word_lines(package: Package, main: str) -> Iterator[Line]:
    left = Allowance(MOST_BLOCKS)
    for table in part_tree(package, main).iter(TBL):
        for row, cells in rows_of(table):
            left.take(1 + len(cells))
            control = next((one for one in _within(row) if one.tag == SDT and tagged(_tag(one))), None)
            if control is None:
                yield Line("", [_text(cell) for cell in cells])
            else:
                yield Line(_tag(control), [*map(_text, cells[:1]), _value(control)])


def _within(element: etree._Element) -> Iterator[etree._Element]:
    """All that stands in an element, in its order; of a table or a text box in it only that it is there."""
    waiting = [*element.iterchildren(reversed=True)]
    while waiting:
        yield (found := waiting.pop())
        if found.tag not in _OTHERS:
            waiting.extend(found.iterchildren(reversed=True))


def _tag(control: etree._Element) -> str:
    found = control.find(f"{W}sdtPr/{W}tag")
    return str(found.get(VAL, "")) if found is not None else ""


def _value(control: etree._Element) -> str:
    if on(control.find(f"{W}sdtPr/{W}showingPlcHdr")):
        return ""
    content = control.find(SDT_CONTENT)
    return _text(content) if content is not None else ""


def _text(element: etree._Element) -> str:
    """The lines of a cell or of a control; a control within its paragraph has no paragraph of its own."""
    paragraphs = [one for one in _within(element) if one.tag == P] or [element]
    return "\n".join("".join(_pieces(paragraph)) for paragraph in paragraphs)


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for element in _within(paragraph):
        if element.tag not in _PIECES:
            continue
        if element.tag == f"{W}t":
            yield _ESCAPED.sub("_", element.text or "")
        elif element.getparent().tag == f"{W}r":  # a tab can also be a stop of the paragraph
            yield {f"{W}tab": " ", f"{W}noBreakHyphen": "-"}.get(element.tag, "\n")


def _cards(lines: Iterable[Line]) -> list[Card]:
    found: dict[tuple[int, int], Card] = {}
    current: Card | None = None
    for one in lines:
        if said := tagged(one.tag):
            rakor, task, version, name, digest = said
            card = _card(found, rakor, task, version)
            card["base"].setdefault(name, digest)
            card["values"].setdefault(name, _tidied(name, one.cells[-1]))
        elif place := next(filter(None, map(coded, one.cells)), None):
            current = _card(found, *place)
        elif current is not None and len(one.cells) >= 2 and (name := _named(one.cells[0])):
            current["values"].setdefault(name, _tidied(name, one.cells[1]))
        if len(found) > MOST_TASKS:
            raise Unreadable(NOT_OURS)
    return list(found.values())


def _card(found: dict[tuple[int, int], Card], rakor: int, task: int, version: int) -> Card:
    return found.setdefault((rakor, task), {"rakor": rakor, "task": task, "version": version, "values": {}, "base": {}})


def _named(label: str) -> str:
    """The field of a label; a hint may stand under it."""
    return _NAMES.get(line(label.split("\n")[0]).casefold(), "")


def _tidied(name: str, text: str, shown: object = None) -> str:
    """The text as it would have been typed on the page: an ISO day, a bare percentage. ``shown`` is the date that the
    cell of a spreadsheet holds."""
    text = tidy(text)[:LONGEST]
    if text == PROMPT:
        return ""
    if name in DAYS:
        return _day(text, shown)
    if name == "percent":
        return line(text).removesuffix("%").strip()
    return line(text) if name == "place" else text


def _day(text: str, shown: object) -> str:
    """ISO, where it is a day for sure; else as typed."""
    if day := day_of(text):
        return day
    found = read_deadline(text, value=shown) if text else None
    return found.last if found and found.precision == "day" and not found.doubt else line(text)
