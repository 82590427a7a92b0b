"""Where the ends of a report's sections lie, as a page shows them, and what is wrong with how they do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from documents.pdf.painted.shapes import MM
from documents.report import measures, page_ends
from documents.report.blocks import Report, Section

Part = tuple[int, float]  # of what a page shows: the page, and mm from the top of its text
Line = tuple[int, float, int]  # of a text: the page, mm down to its end, and how many letters it has
EDGE = 7.2  # mm left free under what must not move: Word may need a line more, and a little besides
NEAR = 2.5  # mm that are enough where only a long paragraph could move along
LONELY = 40.0  # mm: with no more above it, a closing is nearly alone on its page
LINES = 14.0  # mm that two lines take
TOP = 5.0  # mm: less than a line; a heading may keep its space at the top of a page
PULLED = 17.0  # mm: with less above it, an end has taken the last two lines along
HEAD = 30.0  # mm that the head of a table takes at most, which is told again
MOST = 6  # lines that go along
FULL = 2 / 3  # of a page, at least, before another begins
PLACES = ("tail", "start", "before")
_SHOWN = ("LineBox", "TableRowBox", "BlockReplacedBox")


@dataclass(frozen=True)
class Place:
    """Where the end of a section lies. ``first`` is the section's first page, ``page`` that of the end, ``top`` and
    ``bottom`` are mm down from the text's top. What would go along ``begins`` there; what stands ``before`` that in the
    same list or table ends there."""

    pages: int  # of the section
    first: int
    page: int
    top: float
    bottom: float
    height: float
    gaps: tuple[float, ...]  # mm that are free at the foot of each page of the section, but the last
    closes: bool
    begins: Part | None
    before: Part | None
    text: tuple[Line, ...] = ()  # the paragraph before the end

    def is_faulty(self) -> bool:
        return self.lonely() or self.doubtful() or any(map(self._is_wide, self.gaps))

    def _is_wide(self, gap: float) -> bool:
        return self.height - gap < self.height * FULL

    def lacks(self) -> float:
        """The mm that it takes, at least, before the end is well on this page or the one before; 0 where that is not
        known."""
        free = EDGE if self.closes else NEAR
        if self.doubtful():
            return self.bottom + free - self.height
        *others, last = self.gaps or (0.0,)
        if any(map(self._is_wide, others)):
            return 0
        if self.begins is not None and self.begins[0] == self.page and self._is_first():
            return self.bottom - self.begins[1] + free - last
        return self.bottom - self.top + free - last

    def lonely(self) -> bool:
        """Nearly alone on its page: the end, or the last two lines of a section that has none."""
        return self.page > self.first and (self.top < LONELY if self.closes else self.bottom < LINES)

    def doubtful(self) -> bool:
        """So near the edge that another program might move it."""
        return self.bottom > self.height - (EDGE if self.closes else NEAR)

    def is_well(self) -> bool:
        return self.page == self.first and not self.doubtful()

    def turns(self, splits: bool) -> bool:
        """Whether a page shall begin with what goes along; what ``splits`` is a text of several lines, which stays
        where it is in any doubt."""
        if self.begins is None or self.begins[0] not in (self.page, self.page - 1):
            return False
        page, down = self.begins
        if not self.closes:
            return self.lonely() and down >= self.height * FULL
        if page < self.page:  # some lines of it are there, and all of it has to find room
            return self.top < PULLED and down > self.bottom + NEAR
        if self._is_first():
            return self.page > self.first
        return self.bottom > self.height - (NEAR if splits and down < self.height * FULL else EDGE)

    def parted(self) -> int:
        """How many letters of the text before the end stay where they are while its last lines go along: all but two
        lines, and none so near the edge that another program might move it. 0 where the end has its place."""
        if not (self.closes and self.text and self._asks_for_lines()):
            return 0
        stay = list(self.text[: -page_ends.LEAST])
        while stay and (stay[-1][1] > self.height - EDGE or (self._pulls() and stay[-1][0] == self.page)):
            stay.pop()
        fits = len(stay) >= page_ends.LEAST and len(self.text) - len(stay) <= MOST
        return sum(letters for _, _, letters in stay) if fits else 0

    def _asks_for_lines(self) -> bool:
        return self._pulls() or (self.text[-1][0] == self.page and self.bottom > self.height - EDGE)

    def _pulls(self) -> bool:
        """Whether a text of the page before has no more than the last lines over the end."""
        over = sum(page == self.page for page, _, _ in self.text)
        return self.text[0][0] < self.page and over <= page_ends.LEAST

    def free(self) -> bool:
        """Whether the end has its place with nothing that must be kept beside it, or that a page could not part."""
        return self.closes and (self.page == self.first or self.top >= LONELY or self.begins_before())

    def begins_before(self) -> bool:
        """Whether what can go along begins on a page before that of the end, of which then only some does."""
        return self.begins is not None and self.begins[0] < self.page

    def leaves_full(self) -> bool:
        """Whether the page before is not too empty when all that can go along does."""
        return self.begins is not None and self.begins[1] >= self.height * FULL

    def stands_so(self) -> bool:
        """Whether a page begins with what goes along, and something of the same list or table ends before it."""
        return self.begins is not None and self.begins[0] == self.page and self.before is not None and self._is_first()

    def may_be_crowded(self) -> bool:
        """Whether the end and what goes along might not have room on one page; never no where it is so."""
        if not self.closes:
            return False
        if self.begins is None:
            return True
        page, down = self.begins
        above = -down if page == self.page else self.height - self.gaps[page - self.first] - down
        return self.bottom + above + HEAD > self.height - EDGE

    def crowded(self) -> bool:
        """Whether an end, for which a page was begun, has nothing above it or is near the edge."""
        return self.closes and (self.top < TOP or self.doubtful())

    def _is_first(self) -> bool:
        """Whether what goes along has the top of the page already."""
        if self.before is not None:
            return self.before[0] < self.page
        return self.begins is not None and self.begins[1] < TOP


def places(report: Report, document: Any) -> Iterator[tuple[int, Place]]:
    for number, section in enumerate(report.sections):
        tail, start, before = (list(_found(document, f"{name}-{number}", section)) for name in PLACES)
        pages = [at for at, page in enumerate(document.pages) if str(page._page_box.page_type.name) == f"s{number}"]
        height, reaches = measures.text_height(section), [_reach(document.pages[at], section) for at in pages]
        page, top, bottom = tail[-1] if tail else (pages[-1], reaches[-1], reaches[-1])
        begins, ended = start[0][:2] if start else None, before[-1][:2] if before else None
        lines = _lines(document, pages, section)
        gaps = tuple(height - reach for reach in reaches[:-1])
        yield (
            number,
            Place(len(pages), pages[0], page, top, bottom, height, gaps, bool(tail), begins, ended, tuple(lines)),
        )


def _found(document: Any, name: str, section: Section) -> Iterator[tuple[int, float, float]]:
    """Page and edges of each part of what has this name; of a table the first row of its head has it."""
    top = section.margins[0]
    for at, page in enumerate(document.pages):
        found = page.anchors.get(name) or page.anchors.get(f"{name}-0")
        if found:
            _, upper, _, lower = found
            yield at, upper / MM - top, lower / MM - top


def _lines(document: Any, pages: Sequence[int], section: Section) -> Iterator[Line]:
    """Of the paragraph before the end."""
    for at in pages if page_ends.text(section) else ():
        for box in document.pages[at]._page_box.children[0].descendants():
            if type(box).__name__ == "LineBox" and box.element is not None and box.element.get("data-last"):
                text = "".join(part.text for part in box.descendants() if hasattr(part, "text"))
                yield at, (box.position_y + box.height) / MM - section.margins[0], sum(map(is_letter, text))


def is_letter(one: str) -> bool:
    """Whether a sign is the same in a text and in its lines, of which none ends with a blank."""
    return not one.isspace() and unicodedata.category(one) != "Cf"


def _reach(page: Any, section: Section) -> float:
    """How far down the text of a page stands, in mm from its top."""
    lowest = 0.0
    for box in page._page_box.children[0].descendants():
        if type(box).__name__ in _SHOWN or (box.element is not None and box.element.get("class", "")[:4] == "room"):
            lowest = max(lowest, box.position_y + box.height)
    return lowest / MM - section.margins[0]
