"""A Word file understood: its tables first, then labels in its cells, then the points of its text."""

from __future__ import annotations

from dataclasses import replace

from documents.readers.files.grid import Grid
from documents.readers.files.word_blocks import Paragraph, WordContents
from documents.readers.meaning.card_tasks import add_cards
from documents.readers.meaning.cards import cards_of, labels_inside
from documents.readers.meaning.form_notula import unfolded
from documents.readers.meaning.meeting import meeting_of, pairs_of, unfilled
from documents.readers.meaning.points import BLANK, Found, read_points, task_of
from documents.readers.meaning.sections import decided_in, sections
from documents.readers.meaning.tables import Mapped, left_out, read_grids
from documents.readers.result import Meeting, Offer, Reading, Remark

TWICE = "tidak diambil, karena hasil rapat sudah dibaca dari tabel."
NO_OUTCOME = "Tidak ada hasil rapat di samping label ini. Pilih atau buat hasil rapat untuk tindak lanjutnya."


def read_word(contents: WordContents, mapping: Mapped | None = None) -> Reading:
    """``mapping`` is how the user assigned columns, by the name of the table."""
    blocks = unfolded(contents.blocks)
    parts = sections([block for block in blocks if isinstance(block, Paragraph)])
    contents.meeting = _meeting(contents, decided_in(parts))
    grids = [block for block in blocks if isinstance(block, Grid)]
    free = [grid for grid in grids if grid.name not in (mapping or {})]  # the user's word on columns goes before ours
    cards = {grid.name: found for grid in free if (found := cards_of(grid))}
    labels = {grid.name: rows for grid in free if grid.name not in cards and (rows := labels_inside(grid))}
    contents.grids = [grid for grid in grids if grid.name not in cards and grid.name not in labels]
    reading = read_grids(contents, mapping)
    for name, found in cards.items():
        add_cards(reading, name, found)
    _add_points(reading, read_points(parts, reading.meeting))
    for name, rows in labels.items():
        _add_labels(reading, name, rows)
    if reading.outcomes:
        _settle(reading, contents.grids)
    return reading


def _meeting(contents: WordContents, decided: list[Paragraph]) -> Meeting:
    """From "label : text" in paragraphs, but not in what was decided, and from tables of labels without lines."""
    of_points = set(map(id, decided))
    pairs = []
    for block in contents.blocks:
        if isinstance(block, Paragraph):
            pairs += pairs_of([block.text]) if id(block) not in of_points else []
        else:
            for row in block.rows:
                texts = [c.text.strip() for c in row.cells if not c.right and not c.down and c.text.strip(" :\t\n")]
                pairs += [(texts[0], texts[1].lstrip(": "))] if len(texts) == 2 else []
    return meeting_of(pairs)


def _add_points(reading: Reading, found: Found) -> None:
    """Points are outcomes unless tables gave them; then they would stand there twice."""
    if not reading.outcomes:
        reading.outcomes += found.outcomes
        reading.tasks += found.tasks
        reading.remarks += found.remarks
        return
    known = {" ".join(outcome.text.split()) for outcome in reading.outcomes}
    for at, outcome in enumerate(found.outcomes):
        if " ".join(outcome.text.split()) not in known:
            own = tuple(replace(task, outcome=0) for task in found.tasks if task.outcome == at)
            reading.remarks.append(Remark(outcome.place, TWICE, Offer((outcome,), own)))
    reading.remarks += [remark for remark in found.remarks if remark.offer]


def _add_labels(reading: Reading, name: str, rows: list[tuple[str, dict[str, str]]]) -> None:
    for row, fields in rows:
        place = f"{name}, {row}"
        if all(unfilled(text) for text in fields.values()):
            reading.remarks.append(Remark(place, BLANK))
            continue
        reading.tasks.append(task_of(fields, None, place, reading.meeting))
        reading.remarks.append(Remark(place, NO_OUTCOME))
        reading.ask_mapping = reading.ask_mapping or not reading.outcomes


def _settle(reading: Reading, grids: list[Grid]) -> None:
    """With outcomes found somewhere nothing has to be assigned; a table that was not read says so."""
    if all(task.outcome is None for task in reading.tasks):
        reading.ask_mapping = False
    told = {remark.place for remark in reading.remarks} | {column.table for column in reading.columns}
    reading.remarks += [left_out(grid) for grid in grids if grid.name not in told and grid.rows]
