"""How close a paper is set: decided once, from its layout, for Word and PDF alike.

Where closing and signature, the note under a table or two lines begin a page of their own, where they end so near the
edge that another program might move them over, where a page stays more than a third empty, and where a letter before a
report goes on to a second page, the steps of ``measures.STEPS`` are tried in turn; the first under which no such place
is left, or the fewest, is taken. What still begins a page, and the last paragraph, two points or two rows with it, then
does so in both files (``Section.turn``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.pdf.painted.shapes import MM
from documents.report import measures, page_ends
from documents.report.blocks import FREE, NumberedList, Paragraph, Report, Section
from documents.report.measures import STEPS

Layout = Callable[[Report], Any]  # the document that WeasyPrint lays out
Part = tuple[int, float]  # of what a page shows: the page, and mm from the top of its text
EDGE = 7.2  # mm left free under what must not move: Word may need a line more, and a little besides
NEAR = 2.5  # mm that are enough where only a long paragraph could move along
LONELY = 40.0  # mm: with no more above it, a closing is nearly alone on its page
LINES = 14.0  # mm that two lines take
TOP = 5.0  # mm: less than a line; a heading may keep its space at the top of a page
PULLED = 17.0  # mm: with less above it, an end has taken the last two lines along
FULL = 2 / 3  # of a page, at least, before another begins
_PLACES = ("tail", "start", "before")
_NAMES = ("ends", "turn", *_PLACES)
_SHOWN = ("LineBox", "TableRowBox", "BlockReplacedBox")


@dataclass(frozen=True)
class _Place:
    """Where the end of a section lies. ``first`` is the section's first page, ``page`` that of the end, ``top`` and
    ``bottom`` are mm down from the text's top. What would go along ``begins`` there; what stands ``before`` that in the
    same list or table ends there."""

    first: int
    page: int
    top: float
    bottom: float
    height: float
    closes: bool
    begins: Part | None
    before: Part | None

    def lonely(self) -> bool:
        """Nearly alone on its page: the end, or the last two lines of a section that has none."""
        return self.page > self.first and (self.top < LONELY if self.closes else self.bottom < LINES)

    def doubtful(self) -> bool:
        """So near the edge that another program might move it."""
        return self.bottom > self.height - (EDGE if self.closes else NEAR)

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

    def free(self) -> bool:
        """Whether the end has its place with nothing that must be kept beside it, or that could be."""
        return self.closes and (self.page == self.first or self.top >= PULLED or self.begins is not None)

    def _is_first(self) -> bool:
        """Whether what goes along has the top of the page already."""
        if self.before is not None:
            return self.before[0] < self.page
        return self.begins is not None and self.begins[1] < TOP


def decided(report: Report, layout: Layout) -> tuple[Report, Any]:
    """The report with its step and turns, and its layout; at most six layouts, and one where nothing is near an
    edge."""
    best = first = replace(report, step=0)
    document = found = layout(first)
    least = _faults(first, document)
    pages = len(document.pages)
    for step in range(1, len(STEPS)):
        if not least:
            break
        closer = replace(report, step=step)
        document = layout(closer)
        faults = _faults(closer, document)
        if faults < least and len(document.pages) <= pages:
            best, found, least = closer, document, faults
    turned = _turned(best, found)
    return (turned, layout(turned)) if turned != best or found is not document else (best, found)


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


def _faults(report: Report, document: Any) -> int:
    """Places that a closer step might mend."""
    close = {at for at, one in enumerate(report.sections) if page_ends.signed(one) or not measures.set_small(one)}
    faulty = sum(_is_empty(report, document, at) for at in close)
    for at, place in _places(report, document):
        faulty += at in close and (place.lonely() or place.doubtful())
        faulty += _goes_before(report, at) and place.page == place.first + 1
    return faulty


def _is_empty(report: Report, document: Any, number: int) -> bool:
    """Whether a page of this section but its last stays more than a third empty."""
    section = report.sections[number]
    *others, _ = _pages_of(document, number)
    return any(_reach(document.pages[at], section) < measures.text_height(section) * FULL for at in others)


def _goes_before(report: Report, number: int) -> bool:
    """A letter that another paper follows has one page where it can."""
    return number == 0 and any(section.opens for section in report.sections[1:])


def _turned(report: Report, document: Any) -> Report:
    """With a new page before each end that begins one, or for which another program might find no room."""
    sections = list(report.sections)
    for number, place in _places(report, document):
        found = page_ends.start(sections[number])
        if found is None:
            continue
        block, item = found
        if place.turns(splits=isinstance(sections[number].blocks[block], Paragraph | NumberedList) and not item):
            sections[number] = replace(sections[number], turn=block, item=item)
        elif place.free():
            sections[number] = replace(sections[number], turn=FREE)
    return replace(report, sections=tuple(sections))


def _places(report: Report, document: Any) -> Iterator[tuple[int, _Place]]:
    for number, section in enumerate(report.sections):
        tail, start, before = (list(_found(document, f"{name}-{number}", section)) for name in _PLACES)
        first, last = _pages_of(document, number)[0], _pages_of(document, number)[-1]
        reach = _reach(document.pages[last], section)
        page, top, bottom = tail[-1] if tail else (last, reach, reach)
        begins, ended = start[0][:2] if start else None, before[-1][:2] if before else None
        yield number, _Place(first, page, top, bottom, measures.text_height(section), bool(tail), begins, ended)


def _found(document: Any, name: str, section: Section) -> Iterator[tuple[int, float, float]]:
    """Page and edges of each part of what has this name."""
    top = section.margins[0]
    for at, page in enumerate(document.pages):
        if name in page.anchors:
            _, upper, _, lower = page.anchors[name]
            yield at, upper / MM - top, lower / MM - top


def _pages_of(document: Any, number: int) -> list[int]:
    return [at for at, page in enumerate(document.pages) if str(page._page_box.page_type.name) == f"s{number}"]


def _reach(page: Any, section: Section) -> float:
    """How far down the text of a page stands, in mm from its top."""
    lowest = 0.0
    for box in page._page_box.children[0].descendants():
        if type(box).__name__ in _SHOWN or (box.element is not None and box.element.get("class", "")[:4] == "room"):
            lowest = max(lowest, box.position_y + box.height)
    return lowest / MM - section.margins[0]
