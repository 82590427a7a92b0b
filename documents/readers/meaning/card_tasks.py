"""Cards ("Hasil Rakor : …", "PIC : …" below one another) as outcomes and tasks, from Word and from sheets."""

from __future__ import annotations

from documents.readers.files.bounds import few_enough
from documents.readers.files.grid import Contents, Grid
from documents.readers.meaning.cards import Card, cards_of
from documents.readers.meaning.points import task_of
from documents.readers.result import Reading, ReadOutcome


def take_cards(contents: Contents) -> list[Grid]:
    """The tables that are cards, taken out of the contents."""
    found = [grid for grid in contents.grids if cards_of(grid)]
    contents.grids = [grid for grid in contents.grids if grid not in found]
    return found


def add_cards(reading: Reading, name: str, cards: list[Card]) -> None:
    """The cards of the table that is called ``name``."""
    for card in cards:
        place = f"{name}, {card.row}"
        outcome = None
        if card.text:
            outcome = len(reading.outcomes)
            reading.outcomes.append(ReadOutcome(card.no, card.text, (), place))
        reading.tasks += [task_of(fields, outcome, place, reading.meeting) for fields in card.tasks()]
        few_enough(reading.outcomes, reading.tasks)
