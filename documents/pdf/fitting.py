"""How close a paper is set: decided once, from its layout, for Word and PDF alike.

Where closing and signature, the note under a table or two lines begin a page of their own, where they end so near the
edge that another program might move them over, where a page stays more than a third empty, and where a letter before a
report goes on to a second page, the steps of ``measures.STEPS`` are tried in turn; the first under which no such place
is left, or the fewest, is taken. What still begins a page, and the last paragraph, two points or two rows with it, then
does so in both files (``Section.turn``); where such a page has no room for all of it, a closer step is taken that
makes some.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from documents.pdf import gains
from documents.pdf.end_places import PLACES, Place, is_letter, places
from documents.report import measures, page_ends
from documents.report.blocks import FREE, NumberedList, Paragraph, Report, Section, Table
from documents.report.measures import STEPS

Layout = Callable[[Report], Any]  # the document that WeasyPrint lays out
_NAMES = ("ends", "turn", *PLACES)


def decided(report: Report, layout: Layout) -> tuple[Report, Any]:
    """The report with its step and turns, and its layout where that was made on the way, else None: one layout where
    nothing is near an edge, else some of single sections."""
    first = replace(report, step=0)
    document = layout(first)
    ends = _Ends(first, layout, document)
    best, least = 0, ends.faults(0)
    for step in range(1, len(STEPS)):
        if not least:
            break
        faults = ends.faults(step, least)
        if faults < least and ends.needs_no_more_pages(step):
            best, least = step, faults
    found = ends.turned(best)
    if ends.crowded(found):
        closer = (step for step in range(best + 1, len(STEPS)) if ends.is_as_good(step, least))
        found = next((one for one in map(ends.turned, closer) if not ends.crowded(one)), found)
    return found, ends.document(found)


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
        self._found = {(number, 0): place for number, place in places(report, document)}
        self._documents = {0: document}
        self._faulty: set[int] = set()
        self._movable = [
            number
            for number, _ in self._found
            # where no step would change anything
            if page_ends.signed(section := report.sections[number])
            or section.handout
            or not measures.set_small(section)
        ]

    def faults(self, step: int, most: int = sys.maxsize) -> int:
        """How many of those that a step may move are faulty; and which letter or handout needs a second page. What
        was faulty last is asked first, and nothing more as soon as there are as many as ``most``."""
        faults, letters = 0, [number for number, at in self._found if at == 0 and self._has_one_page(number)]
        for number in sorted(self._movable, key=lambda number: number not in self._faulty):
            is_faulty = self._is_faulty(number, step)
            (self._faulty.add if is_faulty else self._faulty.discard)(number)
            faults += is_faulty
            if faults >= most:
                return faults
        places = (self._place(number, step) for number in letters)
        return faults + sum(letter.page == letter.first + 1 for letter in places)

    def _has_one_page(self, number: int) -> bool:
        """A letter that another paper follows has one page where it can, and so has a handout."""
        if self.report.sections[number].handout:
            return True
        return number == 0 and any(section.opens for section in self.report.sections[1:])

    def needs_no_more_pages(self, step: int) -> bool:
        """As far as it was laid out."""
        laid_out = [(number, at) for number, at in self._found if at == self._as_before(number, step)]
        return all(self._found[number, at].pages <= self._found[number, 0].pages for number, at in laid_out)

    def is_as_good(self, step: int, least: int) -> bool:
        """Whether it leaves no more faults, and needs no more pages."""
        return self.faults(step, least + 1) <= least and self.needs_no_more_pages(step)

    def turned(self, step: int) -> Report:
        """The report at this step, with its turns."""
        return _turned(replace(self.report, step=step), self.places(step))

    def crowded(self, report: Report) -> bool:
        """Whether an end finds no room beside what goes along, or so little that it might not in another program."""
        turned = [number for number, section in enumerate(report.sections) if section.turn >= 0]
        return any(self._is_crowded(report, number) for number in turned)

    def _is_crowded(self, report: Report, number: int) -> bool:
        if not self._place(number, report.step).may_be_crowded():
            return False
        alone = replace(report, sections=(report.sections[number],))
        _, place = next(places(alone, self.layout(alone)))
        return place.crowded()

    def places(self, step: int) -> Iterator[tuple[int, Place]]:
        """Each section's number and where its end is."""
        return ((number, self._place(number, step)) for number, at in list(self._found) if at == 0)

    def _is_faulty(self, number: int, step: int) -> bool:
        usual = self._found[number, 0]
        if step == 0:
            return usual.is_faulty()
        if self._is_in_vain(number, step):
            return True
        if usual.lonely() and self._stays_lonely(number):
            return True
        return self._place(number, step).is_faulty()

    def _stays_lonely(self, number: int) -> bool:
        """Whether the closest step is known to leave it so, which is asked when one has."""
        tried = [place for (at, step), place in self._found.items() if at == number and step]
        return any(place.lonely() for place in tried) and self._place(number, len(STEPS) - 1).lonely()

    def _is_in_vain(self, number: int, step: int) -> bool:
        """Whether the step cannot gain what the end lacks at the one before it that was laid out."""
        before = max(at for found, at in self._found if found == number and at <= step)
        place, section = self._found[number, before], self.report.sections[number]
        if before == self._as_before(number, step) or not place.is_faulty():
            return False
        own = [page for page in self._documents[0].pages if str(page._page_box.page_type.name) == f"s{number}"]
        steps = measures.steps_of((section,))
        return place.lacks() > gains.most(section, self.report.font, own, steps[before], steps[step])

    def document(self, report: Report) -> Any:
        """The layout of the report as it was decided, where it was made; None else."""
        turned = [number for number, section in enumerate(report.sections) if section.turn >= 0]
        as_it_is = all(report.sections[at].item and self._place(at, report.step).stands_so() for at in turned)
        return self._documents.get(report.step) if as_it_is else None

    def _as_before(self, number: int, step: int) -> int:
        return gains.same_before(self.report.sections[number], step)

    def _place(self, number: int, step: int) -> Place:
        section, place = self.report.sections[number], self._found[number, 0]
        if number not in self._movable or place.is_well():
            return place
        step = self._as_before(number, step)
        if (number, step) not in self._found:
            alone = replace(self.report, step=step, sections=(section,))
            document = self.layout(alone)
            _, self._found[number, step] = next(places(alone, document))
            if len(self.report.sections) == 1:
                self._documents[step] = document
        return self._found[number, step]


def _turned(report: Report, places: Iterator[tuple[int, Place]]) -> Report:
    """With a new page before each end that begins one, or for which another program might find no room."""
    sections = list(report.sections)
    for number, place in places:
        turn, item = _turn(sections[number], place)
        if turn != -1:
            sections[number] = replace(sections[number], turn=turn, item=item)
    return replace(report, sections=tuple(sections))


def _turn(section: Section, place: Place) -> tuple[int, int]:
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


def _after(text: str, letters: int) -> int:
    """Where in a text the word begins that stands after so many letters."""
    found = [at for at, one in enumerate(text) if is_letter(one)]
    return found[letters]
