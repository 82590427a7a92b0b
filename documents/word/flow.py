"""The body of a Word document while it grows: spacing between blocks, list numbers, pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from documents.report import measures, phrases
from documents.report.blocks import Section
from documents.report.fonts import width_of
from documents.word.elements import W, cell, link, picture, row, runs, twips, w

KINDS = {"1.": 0, "a.": 1, "A.": 2, "-": 3}  # abstract lists of base.docx
NARROW = 4
CLOSING = "Penutup"  # the style of the sentence that closes a paper
_BEFORE = {"Heading1": 240, "Heading2": 120}  # twips that these styles keep above themselves


@dataclass
class Numbers:
    """Real list numbering: a list or a heading goes on with its own count, or gets a new one."""

    numbering: Any  # the w:numbering element
    last: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # (list, level) -> (num id, number)
    count: int = 0

    def new(self, kind: int, level: int, start: int) -> int:
        self.count += 1
        override = w("lvlOverride", w("startOverride", val=start), ilvl=level)
        self.numbering.append(w("num", w("abstractNumId", val=kind), override, numId=self.count))
        return self.count

    def list_of(self, kind: int, level: int, start: int) -> etree._Element:
        return properties(self.new(kind, level, start), level)

    def heading(self, marker: str, level: int) -> etree._Element | None:
        """Numbering that prints ``marker``, or None when no list of ours can."""
        if not (match := re.fullmatch(r"(?:(\d{1,4})|([A-Z])|([a-z]))\.", marker)):
            return None
        digits, capital, small = match.groups()
        kind = KINDS["1." if digits else "A." if capital else "a."]
        number = int(digits) if digits else ord(capital or small) - ord("A" if capital else "a") + 1
        ident, before = self.last.get((kind, level), (0, -1))
        if number != before + 1:
            ident = self.new(kind, level, number)
        self.last[kind, level] = (ident, number)
        return properties(ident, level)


def properties(ident: int, level: int) -> etree._Element:
    return w("numPr", w("ilvl", val=level), w("numId", val=ident))


@dataclass(frozen=True)
class Part:
    """What a part of the file (body, head or foot) refers to."""

    part: Any

    def image(self, data: bytes) -> tuple[str, int, int]:
        """Takes a picture: its relation, width and height in pixels."""
        relation, image = self.part.get_or_add_image(io.BytesIO(data))
        return relation, image.px_width, image.px_height

    def linked(self, text: str, url: str, *, size: float = 0, bold: Sequence[str] = ()) -> list[etree._Element]:
        """The runs of a text in which the address of ``url``, as it is printed, leads there; it and ``bold`` words
        stand out."""
        found: list[etree._Element] = []
        for words, is_address in phrases.linked(text, url):
            parts = [(words, True)] if is_address else phrases.stressed(words, bold)
            texts = [run for part, strong in parts for run in runs(part, size=size, bold=strong)]
            found += [link(self._address(url), *texts)] if is_address else texts
        return found

    def _address(self, url: str) -> str:
        return str(self.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


@dataclass
class Flow:
    """Where blocks put their paragraphs and tables, in order."""

    body: Any
    section: Section
    numbers: Numbers
    part: Part
    pictures: Callable[[str], bytes]
    step: measures.Step = measures.STEPS[0]
    face: str = "arimo"  # in which texts are measured
    turn: bool = False  # a page begins with what is written next
    item: int = 0  # of the block being written, the item or row with which one begins
    gap: int = 0  # twips owed above the next paragraph
    keep: bool = False  # the block being written belongs to the one after it
    caption: str = ""  # of the table that follows

    @property
    def letters(self) -> measures.Letters:
        """Sizes of letters where they are set smaller, or 0 for the style's own."""
        return measures.letters(self.section)

    @property
    def lines(self) -> etree._Element | None:
        """How far apart lines of text are, where neither their style nor their size says it."""
        return close_lines() if self.section.handout else None

    def add(self, element: etree._Element) -> None:
        if element.tag == W + "tbl":
            self._part_tables()
        elif self.turn:
            _begin_page(element)
        elif self.gap:
            _space_above(element, self.gap)
        self.gap, self.turn = 0, False
        # Before the sectPr that closes the body.
        self.body.insert(len(self.body) - 1, element)

    def tie(self) -> None:
        """What is written next stays on a page with two lines or more of what is written already, and with more than
        the closing sentence. Where it was found how it stands, nothing is tied: a paragraph that is kept
        with the next is not parted by LibreOffice."""
        if self.section.turn != -1:
            return
        lines = 0
        for element in reversed(self.body[:-1]):
            if lines >= 2:
                return
            if element.tag == W + "tbl":
                for paragraph in element.findall(W + "tr")[-1].iter(W + "p"):
                    keep_next(paragraph)
                return
            if element.find(f"{W}pPr/{W}sectPr") is not None:
                return
            keep_next(element)
            if element.find(f"{W}pPr/{W}pStyle").get(W + "val") == CLOSING:
                lines += 1  # however long: what is before it goes along
                continue
            text = "".join(element.itertext())
            lines += int(width_of(text) / measures.text_width(self.section) * 0.95) + 1 if text else 0

    def lengthen(self, texts: Sequence[etree._Element]) -> None:
        """One more row of the table that was written last, which is never parted from it."""
        if self._last() != W + "tbl":
            for text in texts:
                self.add(text)
            return
        grid = self.body[-2].find(W + "tblGrid")
        width = sum(int(column.get(W + "w")) for column in grid)
        self.body[-2].append(row(cell(width * 25.4 / 1440, texts, span=len(grid))))
        self.gap = 0

    def space(self, mm: float) -> None:
        self.gap = twips(mm)

    def finish(self) -> None:
        """A body or a section cannot end with a table."""
        if self._last() == W + "tbl":
            self.body.insert(len(self.body) - 1, gap_paragraph(20))
        self.gap = 0

    def picture(self, sha256: str, width: float, height: float, alt: str) -> etree._Element:
        """A stored picture, as large as the frame (mm) allows without cutting or stretching it."""
        relation, across, down = self.part.image(self.pictures(sha256))
        scale = min(width / across, height / down)
        return picture(relation, across * scale, down * scale, alt)

    def _part_tables(self) -> None:
        # Two tables that touch become one in Word; a table has no space of its own above it.
        if self.turn:
            gap = gap_paragraph(20)
            _begin_page(gap)
            self.body.insert(len(self.body) - 1, gap)
        elif self.gap or self._last() == W + "tbl":
            self.body.insert(len(self.body) - 1, gap_paragraph(max(self.gap, 20)))

    def _last(self) -> str:
        return str(self.body[-2].tag) if len(self.body) > 1 else ""


def keep_next(paragraph: etree._Element) -> None:
    head = paragraph[0]
    if head.find(W + "keepNext") is None:
        head.insert(1, w("keepNext"))  # after the style, where the schema wants it


def _begin_page(paragraph: etree._Element) -> None:
    head = paragraph[0]
    before = [tag for tag in ("pStyle", "keepNext", "keepLines") if head.find(W + tag) is not None]
    head.find(W + before[-1]).addnext(w("pageBreakBefore"))


def close_lines(before: float = 0, after: float | None = None) -> etree._Element:
    """Lines of a handout, with points above and under them; without the latter as their style has it."""
    space = {"before": round(before * 20)} if before else {}
    space |= {} if after is None else {"after": round(after * 20)}
    return w("spacing", **space, line=round(measures.HANDOUT_PITCH * 20), lineRule="atLeast")


def gap_paragraph(height: int) -> etree._Element:
    spacing = w("spacing", before=0, after=0, line=height, lineRule="exact")
    return w("p", w("pPr", w("pStyle", val="Sela"), w("keepNext"), spacing))


def spacing_of(paragraph: etree._Element) -> etree._Element:
    """What a paragraph says of the space round it and its lines, beyond its style."""
    head = paragraph[0]
    spacing = head.find(W + "spacing")
    if spacing is None:
        spacing = w("spacing")
        later = [tag for tag in ("ind", "jc", "rPr") if head.find(W + tag) is not None]
        place = head.index(head.find(W + later[0])) if later else len(head)
        head.insert(place, spacing)
    return spacing


def _space_above(paragraph: etree._Element, gap: int) -> None:
    style = paragraph[0].find(W + "pStyle").get(W + "val")
    spacing_of(paragraph).set(W + "before", str(max(gap, _BEFORE.get(style, 0))))
