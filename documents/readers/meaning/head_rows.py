"""Where the head of a table stands: its first row, how many rows it has, and what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.meaning.head_words import STRONG, assigned, field_of, other_list, plain
from documents.readers.meaning.ticked import is_time
from documents.readers.result import Column

MOST_ROWS_ABOVE, MOST_DEPTH = 40, 4
MOST_GAPS = 300  # places in one sheet where another table could begin
_UNIT = re.compile(r"\([^()]{1,20}\)")  # "(orang)" below the word that it counts
_LEAVES = frozenset(
    (
        "mulai", "selesai", "jumlah", "sumber", "utama", "pendukung", "provinsi", "uraian", "nilai", "rp", "volume",
        "satuan", "awal", "akhir", "bulan", "tanggal", "instansi", "nama", "jabatan", "unit",
    )
)  # fmt: skip
_COUNTED = re.compile(r"\(?(\d{1,2})\)?\.?(\s*=.*)?")
EMPTY = Cell()


@dataclass(frozen=True)
class Head:
    """``first`` is its first row, ``data`` the first row below it."""

    first: int
    data: int
    columns: list[Column]

    def of(self, field: str) -> list[int]:
        return [c.index for c in self.columns if c.field == field]


def cell(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else EMPTY


def find_head(grid: Grid, start: int = 0) -> Head | None:
    """The first row whose words, with those below it that belong to it, name an outcome or an action and more."""
    for first in range(start, min(start + MOST_ROWS_ABOVE, len(grid.rows))):
        if head := _head_at(grid.name, grid.rows, first):
            return head
    return None


def _head_at(name: str, rows: list[Row], first: int) -> Head | None:
    if not _may_be_head(rows[first]):
        return None
    depth = depth_of(rows, first)
    stacks = stacks_of(rows[first : first + depth])
    columns = assigned(name, stacks)
    return Head(first, below_numbers(rows, first + depth), columns) if _good(columns, stacks) else None


def tables_of(grid: Grid) -> list[Grid]:
    """The tables that stand below one another in a sheet: each begins with a head after an empty or a title row."""
    cuts = [0]
    seen = False
    after_gaps = (
        (at, row)
        for at, row in enumerate(grid.rows)
        if (not at or _filled(grid.rows[at - 1]) <= 1) and _filled(row) >= 2
    )
    for at, row in islice(after_gaps, MOST_GAPS):
        if _begins_a_table(grid, row, at):
            cuts += [at] if seen else []
            seen = True
    if len(cuts) == 1:
        return [grid]
    spans = zip(cuts, [*cuts[1:], len(grid.rows)], strict=True)
    return [
        Grid(grid.name if not n else f"{grid.name}, tabel {n + 1}", grid.rows[a:b]) for n, (a, b) in enumerate(spans)
    ]


def _filled(row: Row) -> int:
    return sum(bool(c.text.strip()) and not c.right for c in row.cells)


def _begins_a_table(grid: Grid, row: Row, at: int) -> bool:
    texts = [c.text for c in row.cells if c.text.strip() and not c.right]
    if any(len(text) > 90 for text in texts):
        return False
    if len(texts) > 2 and other_list(texts):
        return True
    return _head_at(grid.name, grid.rows, at) is not None


HEADLESS = "tanpa judul"  # the key by which a user says that the first row is data already


def given_head(grid: Grid, fields: Mapping[int | str, str]) -> Head:
    """The head as the user assigned it; a first row of mere words above is not data, unless the user says so."""
    found = None if HEADLESS in fields else find_head(grid)
    wide = width(grid)
    first, data = (found.first, found.data) if found else (0, 0)
    if found is None and HEADLESS not in fields:
        first, data = words_head(grid)
    heads = stacks_of(grid.rows[first:data]) if data > first else [[] for _ in range(wide)]
    columns = [
        Column(grid.name, i, " – ".join(dict.fromkeys(heads[i])) if i < len(heads) else "", str(_given(fields, i)))
        for i in range(wide)
    ]
    return Head(first, data, columns)


def _given(fields: Mapping[int | str, str], index: int) -> str:
    return fields.get(index, fields.get(str(index), ""))


def width(grid: Grid) -> int:
    return max((len(row.cells) for row in grid.rows), default=0)


def words_head(grid: Grid) -> tuple[int, int]:
    """First and last+1 of the row that reads like a head although its words are unknown; an empty span when none."""
    for at, row in enumerate(grid.rows[:MOST_ROWS_ABOVE]):
        texts = [c.text.strip() for c in row.cells if c.text.strip() and not c.right]
        if len(texts) < 2 or len(texts) < len(row.cells) / 2:
            continue
        wordy = all(len(t) <= 40 and not re.search(r"\d", t) for t in texts) and len(set(texts)) == len(texts)
        return (at, below_numbers(grid.rows, at + 1)) if wordy else (at, at)
    return 0, 0


def kind_of(grid: Grid) -> str:
    """What a table without a known head is: "daftar hadir", "susunan acara"…, "" when it does not say."""
    for row in grid.rows[:MOST_ROWS_ABOVE]:
        texts = [c.text for c in row.cells if c.text.strip() and not c.right]
        if texts and max(map(len, texts)) <= 80 and (named := other_list(texts)):
            return named
    return ""


def repeats(head: Head, grid: Grid, at: int, source: Grid) -> bool:
    """Whether the row says the words of the head's first row again."""
    once, again = source.rows[head.first].cells, grid.rows[at].cells
    if len(once) == 0 or any(len(c.text) > 90 for c in again):
        return False
    filled = 0
    for first, cell_again in zip(once, again, strict=False):
        if first.text != cell_again.text and plain(first.text) != plain(cell_again.text):
            return False
        filled += bool(cell_again.text.strip())
    return filled >= 2


def is_numbers(row: Row) -> bool:
    """The row of column numbers below a head: 1 2 3 or (1) (2) (3)."""
    places, numbers = 0, []
    for c in row.cells:
        if c.right or c.down:
            continue
        places += 1
        if text := c.text.strip():
            counted = _COUNTED.fullmatch(text)
            if counted is None:  # most rows end here, at their first word
                return False
            numbers.append(int(counted[1]))
    if len(numbers) < 2 or len(numbers) < places - 1:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def _may_be_head(row: Row) -> bool:
    texts = [c.text for c in row.cells if c.text.strip() and not c.right]
    return len(texts) >= 2 and all(len(t) <= 90 for t in texts) and any(field_of(t)[0] for t in texts)


def _good(columns: list[Column], stacks: list[list[str]]) -> bool:
    fields = {c.field for c in columns if c.field}
    strong = any(field_of(w) in (("outcome", STRONG), ("action", STRONG)) for stack in stacks for w in stack)
    if not strong and other_list([w for stack in stacks for w in stack]):
        return False
    if not fields & {"outcome", "action"}:
        return False
    beside = fields - {"outcome", "action", "no", "remarks", "indicator"}
    return len(fields) >= 3 and (strong or bool(beside)) or (strong and len(fields) >= 2)


def _known(words: str) -> bool:
    return bool(field_of(words)[0])


def depth_of(rows: list[Row], first: int, known: Callable[[str], bool] = _known) -> int:
    """How many rows the head that begins at ``first`` has; ``known`` says whether words mean a field of the list."""
    depth = 1
    while (
        depth < MOST_DEPTH
        and first + depth < len(rows)
        and _extends(rows[first : first + depth], rows[first + depth], known)
    ):
        depth += 1
    return depth


def _extends(above: list[Row], row: Row, known: Callable[[str], bool]) -> bool:
    """Whether a row is still head: it goes on with a merge of the head, or stands only under the head's groups."""
    filled = [i for i, c in enumerate(row.cells) if c.text.strip() and not c.down and not c.right]
    if any(len(row.cells[i].text) > 60 for i in filled) or is_numbers(row):
        return False
    if any(c.down for c in row.cells):
        return True
    filled = [i for i in filled if not _UNIT.fullmatch(row.cells[i].text.strip())]
    if len(filled) < 2:
        return False
    last = above[-1]
    if all(is_time([cell(last, i).text.strip(), row.cells[i].text.strip()]) for i in filled):
        return True  # weeks below the names of their months
    under = [cell(last, i).right or cell(last, i + 1).right for i in filled]
    if all(under):
        return True
    named = all(known(row.cells[i].text) or plain(row.cells[i].text) in _LEAVES for i in filled)
    gaps = [i for i in filled if not cell(last, i).text.strip()]
    single = [i for i in filled if cell(last, i).text.strip() and cell(last, i + 1).text.strip()]
    return named and bool(gaps) and not single


def stacks_of(rows: list[Row]) -> list[list[str]]:
    """The words above each column, the group first. A group's word holds for the empty places right of it."""
    wide = max(len(row.cells) for row in rows)
    stacks: list[list[str]] = [[] for _ in range(wide)]
    for depth, row in enumerate(rows):
        carried = ""
        for column in range(wide):
            here = cell(row, column)
            text = " ".join(here.text.split())
            below = any(cell(r, column).text.strip() and not cell(r, column).down for r in rows[depth + 1 :])
            if text:
                carried = text
            elif carried and below:
                text = carried
            if text and not here.down:
                stacks[column].append(text)
    return stacks


def below_numbers(rows: list[Row], at: int) -> int:
    return at + 1 if at < len(rows) and is_numbers(rows[at]) else at
