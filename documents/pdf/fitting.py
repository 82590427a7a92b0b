"""How close a paper is set: decided once, from its layout, for Word and PDF alike.

Where closing and signature, or the note under a table, begin a page of their own, or end so near the edge that another
program might move them over, and where a letter before a report goes on to a second page, the steps of
``measures.STEPS`` are tried in turn; the first under which no such place is left, or the fewest, is taken. What still
begins a page then does so in both files (``Section.turn``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.pdf.painted.shapes import MM
from documents.report import measures
from documents.report.blocks import Heading, Paragraph, Report, Section
from documents.report.measures import STEPS

Layout = Callable[[Report], Any]  # the document that WeasyPrint lays out
EDGE = 7.2  # mm left free under what must not move: Word may need a line more, and a little besides
LONELY = 40.0  # mm: with no more above it, a closing is nearly alone on its page
HEADS = 14.0  # mm that the heads above an end take
_NAMES = ("ends", "tail")


@dataclass(frozen=True)
class _Place:
    """Where the end of a section lies: first page of the section, page of the end, and mm down from the text's top."""

    pages: int  # of the section
    first: int
    page: int
    top: float
    bottom: float
    begins: bool  # it has the top of the page, with all that goes along

    def lonely(self) -> bool:
        return self.page > self.first and self.top < LONELY

    def doubtful(self, section: Section) -> bool:
        return self.bottom > measures.text_height(section) - EDGE


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
    found = replace(report, step=best)
    found = _turned(found, ends.places(best)) if least else found
    return found, document if found == first else None


def setting(report: Report) -> list[int]:
    """What was decided: the step, and for each section its turn."""
    return [report.step, *(section.turn for section in report.sections)]


def put(report: Report, decision: Sequence[int]) -> Report:
    """The report set as it was decided."""
    step, *turns = decision
    sections = (replace(section, turn=turn) for section, turn in zip(report.sections, turns, strict=True))
    return replace(report, step=step, sections=tuple(sections))


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
            if report.sections[number].signed() or not measures.set_small(report.sections[number])
        ]

    def faults(self, step: int) -> int:
        """How many of those that a step may move are lonely or doubtful; and whether a letter needs a second page."""
        faulty = sum(self._is_faulty(number, step) for number in self._movable)
        letters = [
            self._place(number, step) for number, at in list(self._found) if at == 0 and self._goes_before(number)
        ]
        return faulty + sum(letter.page == letter.first + 1 for letter in letters)

    def _goes_before(self, number: int) -> bool:
        """A letter that another paper follows has one page where it can."""
        return number == 0 and any(section.opens for section in self.report.sections[1:])

    def needs_no_more_pages(self, step: int) -> bool:
        """As far as it was laid out."""
        laid_out = [number for number, at in self._found if at == step]
        return all(self._found[number, step].pages <= self._found[number, 0].pages for number in laid_out)

    def places(self, step: int) -> Iterator[tuple[int, _Place]]:
        """Each section's number and where its end is."""
        return ((number, self._place(number, step)) for number, at in list(self._found) if at == 0)

    def _is_faulty(self, number: int, step: int) -> bool:
        section, place = self.report.sections[number], self._found[number, 0]
        if place.lonely():
            for closer in range(len(STEPS) - 1, step, -1):
                if self._place(number, closer).lonely():
                    return True
        place = self._place(number, step)
        return place.lonely() or place.doubtful(section)

    def _place(self, number: int, step: int) -> _Place:
        section, place = self.report.sections[number], self._found[number, 0]
        if number not in self._movable or (place.page == place.first and not place.doubtful(section)):
            return place
        if (number, step) not in self._found:
            alone = replace(self.report, step=step, sections=(section,))
            _, self._found[number, step] = next(_places(alone, self.layout(alone)))
        return self._found[number, step]


def _turned(report: Report, places: Iterator[tuple[int, _Place]]) -> Report:
    """With a new page before each end that begins one, or for which another program might find no room."""
    sections = list(report.sections)
    for number, place in places:
        start = _start(sections[number])
        if start > 0 and (place.begins or place.doubtful(sections[number])):
            sections[number] = replace(sections[number], turn=start)
    return replace(report, sections=tuple(sections))


def _start(section: Section) -> int:
    """The block with which a page can begin so that all of the section's end is on it; -1 where none can."""
    end = section.end()
    if end < 1 or not isinstance(section.blocks[end - 1], Paragraph | Heading):
        return -1
    start = end - 1
    while start and isinstance(before := section.blocks[start - 1], Paragraph | Heading):
        if isinstance(before, Paragraph) and before.variant not in ("lead-in", "caption"):
            break
        start -= 1
    return start


def _places(report: Report, document: Any) -> Iterator[tuple[int, _Place]]:
    for number, section in enumerate(report.sections):
        found = {name: _found(document, f"{name}-{number}") for name in _NAMES}
        if section.end() < 0 or found["tail"] is None:
            continue
        page, tail = found["tail"]
        top = section.margins[0]
        begins = found["ends"] is not None and found["ends"][0] == page and found["ends"][1][1] / MM - top < HEADS
        pages = [at for at, one in enumerate(document.pages) if _is_of(one, number)]
        first = pages[0]
        yield number, _Place(len(pages), first, page, tail[1] / MM - top, tail[3] / MM - top, begins and page > first)


def _found(document: Any, name: str) -> tuple[int, tuple[float, float, float, float]] | None:
    """Page and edges, in pixels, of what has this name; of what is parted the last part."""
    found = None
    for at, page in enumerate(document.pages):
        if name in page.anchors:
            found = at, page.anchors[name]
    return found


def _is_of(page: Any, number: int) -> bool:
    return str(page._page_box.page_type.name) == f"s{number}"
