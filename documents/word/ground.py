"""What a Word document is written on: our own base, with nothing above and below its pages or an office's letterhead.

A letterhead says all that it is at its own lines, so that our styles change nothing of it, and it nothing of our text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import docx
from lxml import etree

from documents.report.blocks import Font, Letterhead, Section
from documents.report.measures import GRID, STEPS, TEMPLATES, Step, fitted
from documents.word.elements import W
from documents.word.flow import Numbers, spacing_of
from documents.word.letterhead import embedder, plan_of
from documents.word.letterhead_plan import Plan, says
from documents.word.letterhead_write import elements as made
from documents.word.letterhead_write import put_sheet


class Ground:
    """Our own base: nothing stands on it yet."""

    def __init__(self, font: Font) -> None:
        self.document = docx.Document(str(TEMPLATES / "base.docx"))
        self.numbers = Numbers(self.document.part.numbering_part.element)
        self.font = font
        if font != "Arial":
            styles = self.document.styles.element
            _set_font(styles.find(f"{W}docDefaults"), font)
            _set_tables(styles)
            _exact(styles)

    def adapted(self, section: Section) -> Section:
        """The section as this ground can take it."""
        return section

    def page(self, settings: Any, *, opens: bool) -> None:
        """A section's last word on its sheet."""

    def settle(self, step: Step) -> None:
        """The last word on what was written: how close it is set; lines in Jawi, which would be cut where lines are
        exact, grow."""
        _set_close(self.document.styles.element, step)
        if self.font != "Arial":
            _exact(self.document.element.body)
            for paragraph in self.document.element.body.iter(f"{W}p"):
                if paragraph.find(f"{W}r/{W}rPr/{W}rtl") is not None:
                    spacing = spacing_of(paragraph)
                    spacing.set(f"{W}line", "240")
                    spacing.set(f"{W}lineRule", "auto")

    def fill(self, place: Any, kind: str, elements: Sequence[etree._Element], *, first: bool, opens: bool) -> None:
        """Puts what runs along into a head or foot (``kind`` "header" or "footer")."""
        place._element[:] = elements


class OwnGround(Ground):
    """An office's letterhead: its sheet, and above and below a paper's own pages what it has there."""

    def __init__(self, plan: Plan, font: Font) -> None:
        super().__init__(font)
        self.plan = plan
        self.kop = says(plan.of("header", first=True))

    def adapted(self, section: Section) -> Section:
        """On the letterhead's sheet and between its margins; its own kop takes the place of ours."""
        blocks = section.blocks
        if self.kop:
            blocks = tuple(block for block in blocks if not isinstance(block, Letterhead))
        size = self._mm("pgSz", "w"), self._mm("pgSz", "h")
        top, right, bottom, left = (self._mm("pgMar", side) for side in ("top", "right", "bottom", "left"))
        margins = (left, top, right, bottom) if section.landscape else (top, right, bottom, left)
        return fitted(replace(section, blocks=blocks, size=size, margins=margins, turn=-1, item=0))

    def _mm(self, name: str, value: str) -> int:
        return round(abs(self.plan.number(name, value)) / 1440 * 25.4)

    def page(self, settings: Any, *, opens: bool) -> None:
        """A paper of its own keeps the letterhead's section exactly."""
        if opens:
            put_sheet(settings, self.plan.sheet)

    def fill(self, place: Any, kind: str, elements: Sequence[etree._Element], *, first: bool, opens: bool) -> None:
        """Ours, and above a paper's own pages also what the letterhead has there."""
        theirs = made(self.plan.of(kind, first=first), embedder(place.part)) if opens else []
        place._element[:] = [*elements, *theirs] if kind == "header" else [*theirs, *elements]


def ground(letterhead: bytes, font: Font) -> Ground:
    """``letterhead`` as it was kept, or nothing."""
    plan = plan_of(letterhead) if letterhead else None
    return OwnGround(plan, font) if plan else Ground(font)


def _set_tables(styles: etree._Element) -> None:
    """Bookman's letters are a tenth wider than Arial's: tables are set smaller by as much."""
    for style in styles.iter(f"{W}style"):
        kind = {"Sel": "normal", "SelKecil": "small"}.get(style.get(f"{W}styleId"))
        if kind is None:
            continue
        points, pitch, _, _ = GRID[kind, "Bookman Old Style"]
        for size in style.iter(f"{W}sz", f"{W}szCs"):
            size.set(f"{W}val", str(round(points * 2)))
        style.find(f"{W}pPr/{W}spacing").set(f"{W}line", str(round(pitch * 20)))


def _set_close(styles: etree._Element, step: Step) -> None:
    usual = STEPS[0]
    for style in styles.iter(f"{W}style"):
        spacing = style.find(f"{W}pPr/{W}spacing")
        if spacing is None:
            continue
        if spacing.get(f"{W}line") == str(round(usual.pitch * 20)):
            spacing.set(f"{W}line", str(round(step.pitch * 20)))
        if style.get(f"{W}styleId") == "NamaPenandaTangan":
            spacing.set(f"{W}before", str(round(step.sign / 25.4 * 1440)))
        if style.get(f"{W}styleId") == "Heading1":
            for side, points in zip(("before", "after"), step.head, strict=True):
                spacing.set(f"{W}{side}", str(round(points * 20)))


def _exact(element: etree._Element) -> None:
    """Lines of exactly their pitch: in some faces that stand in for Bookman a line of its own is taller."""
    for spacing in element.iter(f"{W}spacing"):
        if spacing.get(f"{W}lineRule") == "atLeast":
            spacing.set(f"{W}lineRule", "exact")


def _set_font(element: etree._Element, font: Font) -> None:
    """The face of Latin text; Jawi keeps the one it has."""
    for fonts in element.iter(f"{W}rFonts"):
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(W + script, font)
