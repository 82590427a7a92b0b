"""Tables that stand on their side: labels in a column, what they hold beside them; and labels inside the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.meaning.head_words import field_of
from documents.readers.meaning.labels import grouped, label_field, labelled
from documents.readers.values.numbered import marked

_OUTCOME = re.compile(
    r"(?i)(?:hasil|butir|poin|kesepakatan|rekomendasi|keputusan|kesimpulan|rumusan)\b[\w /]*?"
    r"(?:\s*(?:ke-?|no\.?|nomor)?\s*(\d{1,3}))?"
)
_MOST_WORDS, _LONGEST, _FEWEST_ROWS = 6, 100, 2  # words and letters of a label


@dataclass
class Card:
    """An outcome of such a table, its tasks as fields with their words, and the row where it begins."""

    no: str = ""
    text: str = ""
    row: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)

    def tasks(self) -> list[dict[str, str]]:
        return grouped(self.fields)


def shown_cells(row: Row) -> list[Cell]:
    """The cells of a row that begin in it, without blanks and lone colons."""
    return [c for c in row.cells if not c.right and not c.down and c.text.strip() not in ("", ":") or _only_number(c)]


def _only_number(cell: Cell) -> bool:
    return bool(cell.number and not cell.right and not cell.down)


def pairs(row: Row) -> Iterator[tuple[str, Cell]]:
    """Each label of a row with the cell beside it: one pair or several, and nothing but pairs."""
    cells = shown_cells(row)
    labels = [cell.text.strip().rstrip(":").strip() for cell in cells[::2]]
    if len(cells) % 2 == 0 and all(map(_is_label, labels)):
        yield from zip(labels, cells[1::2], strict=True)


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST and 0 < len(text.split()) <= _MOST_WORDS and bool(field_of_label(text))


def field_of_label(text: str) -> str:
    if _OUTCOME.fullmatch(text) and label_field(text) != "action":
        return "outcome"
    if field_of(text)[0] == "no":
        return "no"
    return label_field(text) or ("action" if field_of(text)[0] == "action" else "")


def cards_of(grid: Grid) -> list[Card]:
    """The outcomes of a table of labels; [] when it is none."""
    rows = [row for row in grid.rows if shown_cells(row)]
    read = [(row, list(pairs(row))) for row in rows]
    said = {field_of_label(label) for _, found in read for label, _ in found}
    labelled_rows = sum(bool(found) for _, found in read)
    if labelled_rows < _FEWEST_ROWS:
        return []
    if not said & {"action", "outcome"} or not said & {"responsible", "deadline"} or labelled_rows * 2 <= len(rows):
        return []
    cards: list[Card] = []
    for row, found in read:
        if not found:
            _full_row(row, cards)
        for label, value in found:
            _add(cards, row, label, value)
    return [card for card in cards if card.text or card.fields]


def _add(cards: list[Card], row: Row, label: str, value: Cell) -> None:
    name, text = field_of_label(label), value.text.lstrip(": \n\t").rstrip()
    number = _OUTCOME.fullmatch(label)
    if name in ("outcome", "no") and (not cards or cards[-1].text or cards[-1].fields):
        cards.append(Card(row=row.place))
    if not cards:
        cards.append(Card(row=row.place))
    card = cards[-1]
    if name == "no":
        card.no = text.rstrip(".") or value.number.rstrip(".")
    elif name == "outcome":
        mark, rest = marked(text, value.number)
        card.no = card.no or (number[1] if number and number[1] else "") or (mark.shown if mark else "")
        card.text = rest if mark else text
    else:
        card.fields.append((name, text))


def _full_row(row: Row, cards: list[Card]) -> None:
    """A row of one cell: the outcome ("1. …", "Butir 2: …") that the rows below belong to, or only its number."""
    cells = shown_cells(row)
    if len(cells) != 1:
        return
    text = cells[0].text.strip()
    alone = _OUTCOME.fullmatch(text.rstrip(":")) if len(text) <= _LONGEST else None
    mark, rest = marked(text, cells[0].number)
    if alone and alone[1]:
        cards.append(Card(no=alone[1], row=row.place))
    elif mark and rest:
        cards.append(Card(mark.shown, rest, row.place))


def labels_inside(grid: Grid) -> list[tuple[str, dict[str, str]]]:
    """Tasks whose labels stand in the cells themselves: "Rencana Tindak Lanjut: …" beside "PIC Tindak Lanjut: …"."""
    found = []
    for row in grid.rows:
        said = [labelled(cell.text) for cell in shown_cells(row)]
        beside = [each.fields for each in said if each.fields and not each.text.strip()]
        if len(beside) > 1:
            tasks = grouped([pair for fields in beside for pair in fields])
            found += [(row.place, task) for task in tasks if task.get("action")]
    return found
