"""How close a paper is set: decided once, from its layout, for Word and PDF alike.

Where closing and signature, the note under a table or two lines begin a page of their own, where they end so near the
edge that another program might move them over, where a page stays more than a third empty, and where a letter before a
report goes on to a second page, the steps of ``measures.STEPS`` are tried in turn; the first under which no such place
is left, or the fewest, is taken. What still begins a page, and the last paragraph, two points or two rows with it, then
does so in both files (``Section.turn``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.pdf.painted.shapes import MM
from documents.report import measures, page_ends
from documents.report.blocks import FREE, NumberedList, Paragraph, Report, Section, Table
from documents.report.measures import STEPS

Layout = Callable[[Report], Any]  # the document that WeasyPrint lays out
Part = tuple[int, float]  # of what a page shows: the page, and mm from the top of its text
Line = tuple[int, float, int]  # of a text: the page, mm down to its end, and how many letters it has
EDGE = 7.2  # mm left free under what must not move: Word may need a line more, and a little besides
NEAR = 2.5  # mm that are enough where only a long paragraph could move along
LONELY = 40.0  # mm: with no more above it, a closing is nearly alone on its page
LINES = 14.0  # mm that two lines take
TOP = 5.0  # mm: less than a line; a heading may keep its space at the top of a page
PULLED = 17.0  # mm: with less above it, an end has taken the last two lines along
MOST = 6  # lines that go along
FULL = 2 / 3  # of a page, at least, before another begins
_PLACES = ("tail", "start", "before")
_NAMES = ("ends", "turn", *_PLACES)
_SHOWN = ("LineBox", "TableRowBox", "BlockReplacedBox")


@dataclass(frozen=True)
class _Place:
    """Where the end of a section lies. ``first`` is the section's first page, ``page`` that of the end, ``top`` and
    ``bottom`` are mm down from the text's top. What would go along ``begins`` there; what stands ``before`` that in the
    same list or table ends there."""

    pages: int  # of the section
    first: int
    page: int
    top: float
    bottom: float
    height: float
    empty: bool  # one of the section's pages, but the last, for more than a third
    closes: bool
    begins: Part | None
    before: Part | None
    text: tuple[Line, ...] = ()  # the paragraph before the end

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

    def _is_first(self) -> bool:
        """Whether what goes along has the top of the page already."""
        if self.before is not None:
            return self.before[0] < self.page
        return self.begins is not None and self.begins[1] < TOP


def decided(report: Report, layout: Layout) -> tuple[Report, Any]:
    """The report with its step and turns, and its layout where it is the first one, else None: one layout where nothing
    is near an edge, else some of single sections."""
    first = replace(report, step=0)
    document = layout(first)
    ends = _Ends(first, layout, document)
    best, least = 0, ends.faults(0)
    for step in range(1, len(STEPS)):
        if not least:
            break
        faults = ends.faults(step)
        if faults < least and ends.needs_no_more_pages(step):
            best, least = step, faults
    found = _turned(replace(report, step=best), ends.places(best))
    is_first = best == 0 and all(section.turn < 0 for section in found.sections)
    return found, document if is_first else None


def setting(report: Report) -> list[int]:
    """What was decided: the step, for each section its turn, and for each the item of it."""
    return [report.step, *(section.turn for section in report.sections), *(section.item for section in report.sections)]


def put(report: Report, decision: Sequence[int]) -> Report:
    """The report set as it was decided. Decisions of before have no items."""
    step, *told = decision
    count = len(report.sections)
    turns, items = told[:count], told[count:] or [0] * count
    whole = zip(report.sections, turns, items, strict=True)
    return replace(
        report, step=step, sections=tuple(replace(section, turn=turn, item=item) for section, turn, item in whole)
    )


def forget(document: Any) -> None:
    """Takes the names of places out of the file."""
    for page in document.pages:
        for name in [name for name in page.anchors if name.startswith(tuple(f"{one}-" for one in _NAMES))]:
            del page.anchors[name]


class _Ends:
    """The ends of a report's sections at each step. What can be told from another step is not laid out: what is closer
    moves up, so one that has room on its first page keeps it, and one that stays lonely was so before."""

    def __init__(self, report: Report, layout: Layout, document: Any) -> None:
        self.report, self.layout = report, layout
        self._found = {(number, 0): place for number, place in _places(report, document)}
        self._movable = [
            number
            for number, _ in self._found
            # where no step would change anything
            if page_ends.signed(report.sections[number]) or not measures.set_small(report.sections[number])
        ]

    def faults(self, step: int) -> int:
        """How many of those that a step may move are faulty; and which letter or handout needs a second page."""
        faulty = sum(self._is_faulty(number, step) for number in self._movable)
        letters = [
            self._place(number, step) for number, at in list(self._found) if at == 0 and self._has_one_page(number)
        ]
        return faulty + sum(letter.page == letter.first + 1 for letter in letters)

    def _has_one_page(self, number: int) -> bool:
        """A letter that another paper follows has one page where it can, and so has a handout."""
        if self.report.sections[number].handout:
            return True
        return number == 0 and any(section.opens for section in self.report.sections[1:])

    def needs_no_more_pages(self, step: int) -> bool:
        """As far as it was laid out."""
        laid_out = [number for number, at in self._found if at == step]
        return all(self._found[number, step].pages <= self._found[number, 0].pages for number in laid_out)

    def places(self, step: int) -> Iterator[tuple[int, _Place]]:
        """Each section's number and where its end is."""
        return ((number, self._place(number, step)) for number, at in list(self._found) if at == 0)

    def _is_faulty(self, number: int, step: int) -> bool:
        place = self._found[number, 0]
        if place.lonely():
            for closer in range(len(STEPS) - 1, step, -1):
                if self._place(number, closer).lonely():
                    return True
        place = self._place(number, step)
        return place.lonely() or place.doubtful() or place.empty

    def _place(self, number: int, step: int) -> _Place:
        section, place = self.report.sections[number], self._found[number, 0]
        if number not in self._movable or place.is_well():
            return place
        if (number, step) not in self._found:
            alone = replace(self.report, step=step, sections=(section,))
            _, self._found[number, step] = next(_places(alone, self.layout(alone)))
        return self._found[number, step]


def _turned(report: Report, places: Iterator[tuple[int, _Place]]) -> Report:
    """With a new page before each end that begins one, or for which another program might find no room."""
    sections = list(report.sections)
    for number, place in places:
        turn, item = _turn(sections[number], place)
        if turn != -1:
            sections[number] = replace(sections[number], turn=turn, item=item)
    return replace(report, sections=tuple(sections))


def _turn(section: Section, place: _Place) -> tuple[int, int]:
    """``Section.turn`` and ``Section.item``."""
    found, text, letters = page_ends.start(section), page_ends.text(section), place.parted()
    if found is None:
        return -1, 0
    block, item = found
    turns = place.turns(splits=isinstance(section.blocks[block], Paragraph | NumberedList) and not item)
    if text and letters and not (turns and place.leaves_full()):
        return text[0], _after(text[1].text, letters)
    if turns:
        return found
    is_parted = isinstance(section.blocks[block], Table) and not item and place.begins_before()
    return (FREE if place.free() and not is_parted else -1), 0


def _places(report: Report, document: Any) -> Iterator[tuple[int, _Place]]:
    for number, section in enumerate(report.sections):
        tail, start, before = (list(_found(document, f"{name}-{number}", section)) for name in _PLACES)
        pages = [at for at, page in enumerate(document.pages) if str(page._page_box.page_type.name) == f"s{number}"]
        height, reaches = measures.text_height(section), [_reach(document.pages[at], section) for at in pages]
        page, top, bottom = tail[-1] if tail else (pages[-1], reaches[-1], reaches[-1])
        begins, ended = start[0][:2] if start else None, before[-1][:2] if before else None
        lines = _lines(document, pages, section)
        empty = any(reach < height * FULL for reach in reaches[:-1])
        yield (
            number,
            _Place(len(pages), pages[0], page, top, bottom, height, empty, bool(tail), begins, ended, tuple(lines)),
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
                yield at, (box.position_y + box.height) / MM - section.margins[0], sum(map(_is_letter, text))


def _is_letter(one: str) -> bool:
    """Whether a sign is the same in a text and in its lines, of which none ends with a blank."""
    return not one.isspace() and unicodedata.category(one) != "Cf"


def _after(text: str, letters: int) -> int:
    """Where in a text the word begins that stands after so many letters."""
    found = [at for at, one in enumerate(text) if _is_letter(one)]
    return found[letters]


def _reach(page: Any, section: Section) -> float:
    """How far down the text of a page stands, in mm from its top."""
    lowest = 0.0
    for box in page._page_box.children[0].descendants():
        if type(box).__name__ in _SHOWN or (box.element is not None and box.element.get("class", "")[:4] == "room"):
            lowest = max(lowest, box.position_y + box.height)
    return lowest / MM - section.margins[0]
