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
    """The report with its step and turns, and its layout; at most five layouts, and one where nothing is near an
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
    turned = _turned(best, found) if least else best
    return (turned, layout(turned)) if turned != best or found is not document else (best, found)


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


def _faults(report: Report, document: Any) -> int:
    faulty = 0
    for number, place in _places(report, document):
        section = report.sections[number]
        if section.signed() or not measures.set_small(section):  # where no step would change anything
            faulty += place.lonely() or place.doubtful(section)
        faulty += _goes_before(report, number) and place.page == place.first + 1
    return faulty


def _goes_before(report: Report, number: int) -> bool:
    """A letter that another paper follows has one page where it can."""
    return number == 0 and any(section.opens for section in report.sections[1:])


def _turned(report: Report, document: Any) -> Report:
    """With a new page before each end that begins one, or for which another program might find no room."""
    sections = list(report.sections)
    for number, place in _places(report, document):
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
        first = min(at for at, one in enumerate(document.pages) if _is_of(one, number))
        yield number, _Place(first, page, tail[1] / MM - top, tail[3] / MM - top, begins and page > first)


def _found(document: Any, name: str) -> tuple[int, tuple[float, float, float, float]] | None:
    """Page and edges, in pixels, of what has this name; of what is parted the last part."""
    found = None
    for at, page in enumerate(document.pages):
        if name in page.anchors:
            found = at, page.anchors[name]
    return found


def _is_of(page: Any, number: int) -> bool:
    return str(page._page_box.page_type.name) == f"s{number}"
