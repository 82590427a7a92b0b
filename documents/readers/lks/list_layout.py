"""How a list stands on its page: the titles above it, its head said again, a kabupaten said in its first row only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from string import ascii_lowercase

from documents.readers.files.grid import Grid, Row
from documents.readers.lks.columns import ASIDE, DROPPED
from documents.readers.lks.list_rows import Table
from documents.readers.meaning.head_rows import Head, cell, repeats
from documents.readers.meaning.head_words import plain
from documents.readers.result import Column

MOST_TITLES = 15  # rows above a list


def texts(rows: Sequence[Row]) -> list[str]:
    """The words of rows, without the end of a merge."""
    return [
        " ".join(c.text.split()) for row in rows for c in row.cells if c.text.strip() and not c.right and not c.down
    ]


def titles(rows: Sequence[Row]) -> list[str]:
    """The words of the rows just above a head that are no row of a list, the nearest first."""
    found = (texts([row]) for row in rows[: -MOST_TITLES - 1 : -1])
    return [text for said in takewhile(lambda said: len(said) <= 2, found) for text in said]


def region_goes_on(table: Table) -> bool:
    """Whether a kabupaten stands only in the first of its rows: there, and missing in more than half of them."""
    columns = table.head.of("region")
    rows = [row for row in table.rows if filled(row) > 1] if columns else []
    said = [bool(cell(row, columns[0]).text.strip(" -–")) for row in rows]
    return bool(said) and said[0] and 2 * said.count(False) > len(said)


def said_again(table: Table, row: Row) -> bool:
    """Whether a row is one of the head's, as it stands on every page."""
    first = next((c.text for c in row.cells if c.text.strip()), "")
    if all(words[:1] != [first] for words in table.head_rows):
        return False
    words = [c.text for c in row.cells if c.text.strip()]
    return len(words) >= 2 and words in table.head_rows


def may_begin(grid: Grid, at: int, head: Head) -> bool:
    """Whether another head may stand here: after a title, or after a gap with other words than the last one."""
    before = filled(grid.rows[at - 1])
    return before <= 1 and filled(grid.rows[at]) >= 2 and not (before == 0 and repeats(head, grid, at, grid))


def filled(row: Row) -> int:
    """How many cells say something, up to the three that a row of a list has at least."""
    found = 0
    for c in row.cells:
        if c.text and not c.right and not c.down and c.text.strip():
            found += 1
            if found == 3:
                break
    return found


def is_letters(row: Row) -> bool:
    """The row of column letters below a head: a b c, or A B C."""
    if any(len(c.text.strip(" ().")) > 1 for c in row.cells):
        return False
    said = "".join(c.text.strip(" ().").lower() for c in row.cells if not c.right and not c.down)
    return len(said) > 2 and ascii_lowercase.startswith(said)


def is_of_people(table: Table) -> bool:
    """Whether each row is a person, the institution only theirs: a column of clients' names, and the same institutions
    again and again; or persons with a NIK of their own beside the institution."""
    if not any(map(_names_clients, table.head.columns)):
        return False
    names = [text.lower() for row in table.rows if (text := _name(table, row))]
    alone = any(c.field == ASIDE and plain(c.head) == "nama" for c in table.head.columns)
    return bool(names) and (2 * len(set(names)) <= len(names) or (alone and bool(table.head.of(DROPPED))))


def _names_clients(column: Column) -> bool:
    personal = column.field == DROPPED and "nama" in column.head.lower()
    return personal or (column.field == ASIDE and plain(column.head) == "nama")


def _name(table: Table, row: Row) -> str:
    """What stands in the column of names of a row that is one of the list."""
    columns = [*table.head.of("name"), *table.head.of("name_address")]
    return " ".join(cell(row, columns[0]).text.split()) if columns and filled(row) > 1 else ""
