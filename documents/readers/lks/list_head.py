"""Where the head of a list of LKS stands, and whether a table is one: its heads, titles or names must say so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from documents.readers.files.grid import Grid, Row
from documents.readers.lks.columns import ASIDE, DROPPED, FIELDS, assigned, field_of
from documents.readers.lks.domicile import named
from documents.readers.meaning.head_rows import (  # fmt: skip
    HEADLESS,
    MOST_ROWS_ABOVE,
    Head,
    below_numbers,
    cell,
    depth_of,
    stacks_of,
    width,
)
from documents.readers.meaning.head_rows import find_head as find_head_of_tasks
from documents.readers.meaning.head_words import plain
from documents.readers.result import Column
from workflow.lks.names import is_other_kind

_OF_LKS = re.compile(
    r"\blks\w{0,3}\b|kesejahteraan sosial|\bpanti\b|\borsos\b|organisasi sosial|\bwksbm\b|\blk3\b|yayasan|\bstpu?\b|"
    r"kemenkumham|rumoh|asuhan|lembaga sosial|\bpsks\b"
)
# Lists of other things that call themselves lists of institutions.
_OTHER = re.compile(
    r"npsn|\bsiswa|\bguru\b|sekolah|madrasah|akreditasi sekolah|\brombel\b|tanda tangan|\bparaf\b|\bttd\b|harga satuan"
)
_MEETING = re.compile(r"daftar hadir|\babsensi\b|daftar undangan|daftar peserta")
_LIST_OF_LKS = re.compile(
    r"\b(?:daftar|data|rekap\w*|database)\b[^.]{0,60}\b(?:lksa?|lembaga kesejahteraan|panti|orsos)\b"
)
_LIST = re.compile(r"^(?:(?:daftar|data|rekap\w*|database|nama|jumlah|potensi) )+")
_NAME = re.compile(r"(?:\d+[.)] )?(?:lks|yayasan|yay\b|yys\b|panti|wksbm|lk3|p\.?a\.? |rumoh|uptd?\b|l\.k\.s)")
_PAPERS = re.compile(r"\bstpu?\b|surat tanda (?:daftar|pendaftaran)|kumham")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WHOSE = re.compile(r"ketua|pimpinan|pengurus|pengelola|kepala|direktur|penanggung\s?jawab", re.IGNORECASE)
_TELLING = frozenset(
    ("stp_number", "stp_issued", "stp_until", "sk", "grade", "ministry_number", "ministry_id", "parent")
)
SAMPLE = 30  # rows by which a table is judged
LONGEST, MOST_ABOUT = 90, 2_000  # letters of a head or a name, and of what stands above a list


def known(words: str) -> bool:
    """Whether somebody knows what a head means."""
    return bool(field_of(words))


def head_at(grid: Grid, at: int) -> Head | None:
    """The head that begins in this row: it names the institution and something about it."""
    rows = grid.rows
    texts = [c.text for c in rows[at].cells if c.text.strip() and not c.right]
    if len(texts) < 2 or any(len(text) > LONGEST for text in texts) or sum(map(known, texts)) < 2:
        return None
    depth = depth_of(rows, at, known)
    data = below_numbers(rows, at + depth)
    columns = assigned(grid.name, _stacks(grid, at, at + depth), _samples(grid, data))
    fields = {column.field for column in columns} - {"", ASIDE, "no"}
    if not fields & {"name", "name_address"} or (len(fields) < 2 and "name_address" not in fields):
        return None
    return Head(at, data, columns)


def _stacks(grid: Grid, first: int, data: int) -> list[list[str]]:
    """The words above each column; rows that are longer than their head have columns without any."""
    stacks = stacks_of(grid.rows[first:data]) if data > first else []
    return stacks + [[] for _ in range(width(grid) - len(stacks))]


def _samples(grid: Grid, data: int) -> list[list[str]]:
    """Texts of each column below a head."""
    rows = grid.rows[data : data + SAMPLE]
    return [[text for row in rows if (text := cell(row, at).text)] for at in range(width(grid))]


def find_head(grid: Grid) -> Head | None:
    """The first one near the top."""
    found = (head_at(grid, at) for at in range(min(MOST_ROWS_ABOVE, len(grid.rows))))
    return next((head for head in found if head), None)


def assigned_head(grid: Grid, fields: Mapping[int | str, str]) -> Head:
    """The head as the user assigned its columns; where it stands we see ourselves, unless there is none."""
    found = None if HEADLESS in fields else find_head(grid)
    first, data = (found.first, found.data) if found else (0, 0) if HEADLESS in fields else _unknown_head(grid)
    columns = found.columns if found else _columns(grid, first, data)
    said = {int(index): field for index, field in fields.items() if str(index).isdecimal()}
    dropped = {column.index for column in columns if field_of(column.head) == DROPPED}
    given = {c.index: DROPPED if c.index in dropped else said.get(c.index, "") for c in columns}
    return Head(first, data, [
        Column(grid.name, c.index, c.head, field if (field := given[c.index]) in (*FIELDS, DROPPED) else "")
        for c in columns
    ])  # fmt: skip


def unknown_columns(grid: Grid) -> Sequence[Column]:
    """The columns of a table whose institution nobody finds, with what their heads suggest."""
    return _columns(grid, *_unknown_head(grid))


def _columns(grid: Grid, first: int, data: int) -> Sequence[Column]:
    return assigned(grid.name, _stacks(grid, first, data), _samples(grid, data))


def _unknown_head(grid: Grid) -> tuple[int, int]:
    """First and last+1 of the row above the names of institutions, whatever it says; an empty span when none is."""
    for at, row in enumerate(grid.rows[:MOST_ROWS_ABOVE]):
        texts = [c.text.strip() for c in row.cells if c.text.strip() and not c.right]
        if len(texts) >= 2:
            data = any(_NAME.match(text.lower()) and len(text.split()) > 1 for text in texts)
            return (at, at) if data else (at, below_numbers(grid.rows, at + 1))
    return 0, 0


def is_of_lks(grid: Grid, head: Head, titles: Sequence[str]) -> bool:
    """Whether a list of names is one of LKS; ``titles`` are what stands above it, the name of its sheet and its file.

    Names below a mere "Nama" may be people's, whatever the title says: then they or the columns beside them decide.
    """
    about = " ".join(titles)
    heads = plain(" ".join(column.head for column in head.columns))
    if _OTHER.search(heads) or _MEETING.search(about.lower()[:MOST_ABOUT]) or any(map(_titles_others, titles)):
        return False
    names = head.of("name") + head.of("name_address")
    said = [text for row in grid.rows[head.data :][:SAMPLE] if (text := cell(row, names[0]).text.strip())]
    if 2 * sum(bool(_LETTERS.search(text)) for text in said) < len(said):
        return False
    if _named_as_lks(grid.rows[head.data :], names[0]):
        return True
    if plain(head.columns[names[0]].head) == "nama" and not (_beside_a_leader(head) or _of_papers(head, heads)):
        return False
    if {column.field for column in head.columns} & _TELLING:
        return True
    return bool(_OF_LKS.search(plain(about.lower()[:MOST_ABOUT])) or _OF_LKS.search(heads))


def _titles_others(title: str) -> bool:
    """Whether a title or a sheet is that of other potentials alone: "DATA TKSK KABUPATEN X", "Karang Taruna"."""
    words = _LIST.sub("", plain(title[:MOST_ABOUT]))
    return is_other_kind(words) and not _OF_LKS.search(words)


def _beside_a_leader(head: Head) -> bool:
    """Whether people stand in columns of their own, so that "Nama" is the institution's."""
    personal = [c for c in head.columns if c.field == DROPPED and field_of(_WHOSE.sub("", c.head)) == DROPPED]
    return bool(head.of("leader")) and all(_WHOSE.search(column.head) for column in personal)


def _of_papers(head: Head, heads: str) -> bool:
    """Whether there is a column of papers that only institutions have, and none of what only people have."""
    return bool(_PAPERS.search(heads)) and not head.of(DROPPED)


def may_be_lks(grid: Grid, about: str) -> bool:
    """Whether a table of unknown columns may be a list of LKS: a column of such names, or a title that says so."""
    rows = [row for row in grid.rows[: SAMPLE + MOST_ROWS_ABOVE] if sum(bool(c.text.strip()) for c in row.cells) >= 2]
    heads = plain(" ".join(c.text[:LONGEST] for row in grid.rows[:5] for c in row.cells[:20]))
    told = about.lower()[:MOST_ABOUT]
    if len(rows) < 2 or width(grid) < 2 or _OTHER.search(heads) or _MEETING.search(told) or is_of_tasks(grid):
        return False
    columns = range(width(grid))
    persons = any(c.field == DROPPED and not _WHOSE.search(c.head) for c in unknown_columns(grid))
    told_so = not persons and _LIST_OF_LKS.search(told) and any(_named_somehow(rows, at) for at in columns)
    return bool(told_so) or any(_named_as_lks(rows, at) for at in columns)


def is_of_tasks(grid: Grid) -> bool:
    """Whether the table is one of outcomes and tasks of a meeting."""
    return find_head_of_tasks(grid) is not None


def _named_somehow(rows: Sequence[Row], column: int) -> bool:
    """Whether half of what stands in a column are names of something, and not of kabupaten: a sum by kabupaten is no
    list."""
    said = [text for row in rows[:SAMPLE] if (text := cell(row, column).text.strip())]
    names = [text for text in said if len(text) <= LONGEST and re.search(r"[^\W\d_]{3}.* ", text) and not named(text)]
    return 2 * len(names) > len(said)


def _named_as_lks(rows: Sequence[Row], column: int) -> bool:
    """Whether half of what stands in a column are names as institutions have them."""
    said = [" ".join(text.lower().split()) for row in rows[:SAMPLE] if (text := cell(row, column).text).strip()]
    return bool(said) and 2 * sum(len(text) <= LONGEST and bool(_NAME.match(text)) for text in said) >= len(said)
