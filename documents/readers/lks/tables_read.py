"""The tables of one file into institutions: every row becomes one, adds to the one above, or is told as left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.readers.files.grid import Contents, Grid, Row
from documents.readers.files.word_blocks import WordContents
from documents.readers.lks.columns import ASIDE, DROPPED, field_of
from documents.readers.lks.domicile import OUTSIDE, named, region_of
from documents.readers.lks.institution import Around, Read, foundation_above, name_of, read_institution, take_row
from documents.readers.lks.joining import Joined
from documents.readers.lks.list_head import assigned_head, find_head, head_at, is_of_lks, may_be_lks
from documents.readers.lks.list_layout import (
    filled,
    is_letters,
    is_of_people,
    may_begin,
    region_goes_on,
    said_again,
    texts,
    titles,
)
from documents.readers.lks.list_rows import Line, Table
from documents.readers.lks.written_days import nothing
from documents.readers.meaning import row_kinds
from documents.readers.meaning.head_rows import Head, cell, is_numbers, width
from documents.readers.result import Column, Remark
from workflow.lks.kinds import UNTOLD_REGION
from workflow.lks.names import is_no_lks, is_other_kind
from workflow.nik import has_nik
from workflow.regions import regions

Mapped = Mapping[str, Mapping[int | str, str]]
NO_LKS = "bukan LKS (LKKS, Karang Taruna, PSM, TKSK, Tagana, dunia usaha dan sebagainya), tidak diambil."
UNCLEAR = "judul kolomnya tidak dikenal. Tentukan isi tiap kolom."
MOST_TABLES = 300  # in a sheet
MOST_OF_TITLE = 150  # letters of a title that holds for the rows below it
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_OF_A_REGION = re.compile(r"\b(?:kab|kabupaten|kota)\b", re.IGNORECASE)
_NOTE = re.compile(r"(?:catatan|keterangan|ket|sumber|nb)\b\s*[.:]|\*")
_PLACE = re.compile(r"(?:kec|kecamatan|kab|kabupaten|kota)\b\.?\s+\S.{0,60}", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:[a-z]|[ivx]{1,5}|\d{1,2})[.)]?\s+", re.IGNORECASE)
_SUM = re.compile(r"(?:sub\s*-?\s*)?(?:jumlah|jml|total)\b|(?:grand total|rata\W?rata|rerata|persen(?:tase)?)\b")
_KECAMATAN = re.compile(r"^.*?\bkec(?:amatan)?\b\.?\s*:?\s*", re.IGNORECASE)
_MORE = (
    "stp_number", "stp_issued", "stp_until", "stp_status", "kind", "grade", "event_visit", "event_report",
    "event_rakor",
)  # fmt: skip


@dataclass
class Understood:
    """``skipped`` are rows by their words, ``dropped`` columns by their heads; each has a remark that says why.
    ``people``: whether a list of persons was among the tables."""

    institutions: list[Read] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    unknown: list[Grid] = field(default_factory=list)
    others: list[Grid] = field(default_factory=list)
    people: bool = False
    ask: bool = False

    def say(self, place: str, text: str) -> None:
        self.remarks.append(Remark(place, text))

    def leave(self, place: str, words: str, why: str) -> None:
        """A row that is left out."""
        self.skipped.append(words)
        self.say(place, f"“{words}”: {why}")


class Lists:
    """``day`` (ISO) is when the file is taken in, ``named`` its name, ``mapping`` the user's word on its columns."""

    def __init__(self, contents: Contents, day: str, name: str, mapping: Mapped) -> None:
        self.found = Understood(remarks=list(contents.remarks))
        self.joined = Joined(self.found.institutions)
        self._day, self._mapping = day, mapping
        self._file = re.sub(r"[-_.]+", " ", name.rpartition(".")[0])
        self._number, self._is_text, self._last_name = 0, isinstance(contents, WordContents), ""
        self._regions: set[str] = set()  # that titles have named so far
        self._last: tuple[Head, Around, int, Sequence[Row]] | None = None
        for grid in contents.grids:
            self._take(grid)

    def _take(self, grid: Grid) -> None:
        if grid.name in self._mapping:
            self._read(grid, assigned_head(grid, self._mapping[grid.name]))
        elif head := find_head(grid):
            if is_of_lks(grid, head, self._about(grid, head)):
                self._read(grid, head)
            else:
                self.found.others.append(grid)
        elif not self._continues(grid):
            self._set_aside(grid)
        for inner in grid.inside:
            self._take(inner)

    def _continues(self, grid: Grid) -> bool:
        """A table of the same width without a head, right after one that was read."""
        if self._last is None or not grid.rows or width(grid) != self._last[2]:
            return False
        head, around, _, above = self._last
        self.found.say(grid.name, "dibaca sebagai lanjutan tabel sebelumnya, karena tidak berjudul kolom.")
        self._rows(Table(grid.name, replace(head, first=0, data=0), grid.rows, above), around)
        return True

    def _set_aside(self, grid: Grid) -> None:
        about = " ".join((*grid.before, grid.name, self._file, *texts(grid.rows[:3])))
        (self.found.unknown if may_be_lks(grid, about) else self.found.others).append(grid)

    def _about(self, grid: Grid, head: Head) -> list[str]:
        """What stands above a list, the nearest first."""
        return [*titles(grid.rows[: head.first]), *grid.before[::-1], grid.name.removeprefix("lembar "), self._file]

    def _around(self, grid: Grid, head: Head) -> Around:
        about = self._about(grid, head)
        region = next((code for text in about if (code := named(text))), "") or self._of_whole_file(grid, head, about)
        self._regions |= {region} - {""}
        year = next((found[-1] for text in about if (found := _YEAR.findall(text))), self._day[:4])
        return Around(region, own_list=region, day=self._day, year=year)

    def _of_whole_file(self, grid: Grid, head: Head, about: Sequence[str]) -> str:
        """For a table further down that names none, the one region that was named above; "" where another may be
        meant."""
        below = self._last is not None and (self._is_text or self._last_name == grid.name)
        if not below or len(self._regions) != 1 or head.of("region") or any(map(_OF_A_REGION.search, about)):
            return ""
        (region,) = self._regions
        told = f"daerahnya tidak disebut; dibaca {regions()[region].full} seperti tabel di atasnya; periksa."
        self.found.say(grid.name, told)
        return region

    def _read(self, grid: Grid, head: Head) -> None:
        """The rows below a head, until another head begins a table of its own below."""
        at, tables = head.data, 1
        while (at := at + 1) < len(grid.rows) and tables < MOST_TABLES:
            if may_begin(grid, at, head) and (other := head_at(grid, at)):
                self._table(Grid(grid.name, grid.rows[:at], grid.before), head)
                head, at, tables = other, other.data, tables + 1
        self._table(grid, head)

    def _table(self, grid: Grid, head: Head) -> None:
        around = self._around(grid, head)
        table = Table(grid.name, head, grid.rows[head.data :], grid.rows[head.first : head.data])
        if region_goes_on(table):
            self.found.say(table.name, "daerah yang kosong dibaca sama dengan baris di atasnya; periksa.")
        if is_of_people(table):
            self.found.people = True
            self.found.say(grid.name, "daftar orang (klien atau anak asuh), bukan daftar LKS; tidak diambil.")
            return
        self.found.columns += head.columns
        self._tell_columns(table)
        self._rows(table, around)
        self._last, self._last_name = (head, around, width(grid), table.above), grid.name

    def _tell_columns(self, table: Table) -> None:
        unknown = known = 0
        for column in table.head.columns:
            held = any(cell(row, column.index).text.strip() for row in table.rows)
            leaf = column.head.rpartition(" – ")[2]
            where = f"{table.name}, kolom {column.head or f'ke-{column.index + 1}'}"
            if column.field == DROPPED or (held and not column.field and _of_niks(table, column)):
                self.found.dropped += [leaf] if leaf not in self.found.dropped else []
                self.found.say(where, "data pribadi; tidak dibaca dan tidak disimpan.")
            elif held and not column.field:
                unknown += 1
                self.found.say(where, "tidak dikenal sebagai isian; isinya tidak diambil.")
            elif held and column.field == ASIDE and _said_twice(table, leaf):
                self.found.say(where, "isian ini sudah ada di kolom lain; isi kolom ini tidak diambil.")
            elif held and column.field not in (ASIDE, "no"):
                known += 1
        self.found.ask = self.found.ask or (unknown >= 2 and unknown > known and table.name not in self._mapping)

    def _rows(self, table: Table, around: Around) -> None:
        gap = ended = False
        above: Read | None = None
        goes_on = region_goes_on(table)
        for row in table.rows:
            if said_again(table, row):
                continue
            kind = row_kinds.kind(row, table.head, after_gap=gap)
            if kind == row_kinds.NOTHING or is_numbers(row) or is_letters(row):
                gap = gap or not filled(row)
                continue
            said = [] if kind == row_kinds.DATA and filled(row) > 2 else texts([row])
            if kind == row_kinds.TOTAL:
                self.found.leave(f"{table.name}, {row.place}", said[0], "baris jumlah, bukan lembaga.")
            elif kind == row_kinds.GROUP or (len(said) == 1 and _PLACE.fullmatch(said[0])):
                around, above = self._grouped(" ".join(said), around, f"{table.name}, {row.place}"), None
            elif kind == row_kinds.FOOT or (ended and said):
                ended = True
                self._below(f"{table.name}, {row.place}", said[0])
            else:
                gap = ended = False
                line = Line(table, row)
                if goes_on and (code := named(line.text("region"))):
                    around = replace(around, region=code)
                if foundation := foundation_above(line, above):
                    line = replace(line, foundation=foundation)
                above = self._data(line, around, above)

    def _below(self, place: str, words: str) -> None:
        short = words if len(words) <= 80 else words[:77] + "…"
        if _NOTE.match(short.lower()):
            self.found.leave(place, short, "catatan di bawah tabel, bukan lembaga.")
        else:
            self.found.say(place, f"di bawah tabel (“{short}”), tidak diambil.")

    def _grouped(self, words: str, around: Around, place: str) -> Around:
        """A title over rows names the kabupaten, the kecamatan or the kind of service of those below it."""
        if len(words) > MOST_OF_TITLE:
            return around
        if _KECAMATAN.search(words):
            return replace(around, kecamatan=_KECAMATAN.sub("", words))
        if region := named(words):
            return replace(around, region=region, kecamatan="", group="", elsewhere="")
        if OUTSIDE.match(words) and not (around.own_list and "kab" not in words.lower()):
            meant = region_of(_NUMBERED.sub("", words), "", "")
            if meant.code:
                self.found.say(place, meant.doubt)
            elsewhere = "" if meant.code else words
            return replace(around, region=meant.code, kecamatan="", group="", elsewhere=elsewhere)
        return replace(around, group=words)

    def _data(self, line: Line, around: Around, above: Read | None) -> Read | None:
        """The institution that the next row may go on with."""
        name, behind = name_of(line)
        merged = any(found.down for _, found in line.cells("name", "name_address"))
        unnamed = not name or nothing(name)
        if above is not None and (merged or (unnamed and line.says(_MORE) and not _numbered_anew(line, above))):
            self._number += 1
            self._add(Line(line.table, line.row, more=True, remarks=line.remarks), above, around)
            return above
        if unnamed:
            self.found.say(line.place, "tanpa nama lembaga, tidak diambil.")
            self._number += bool(line.text("no"))
            return None if line.text("no") else above
        self._number += 1
        if any(_SUM.match(words.lower()) for words in (line.text("no"), name)):
            self.found.leave(line.place, name, "baris jumlah, bukan lembaga.")
            return None
        if is_no_lks(name) or any(map(is_other_kind, (around.group, *line.texts("kind")))):
            self.found.leave(line.place, name, NO_LKS)
            return None
        return self._institution(line, read_institution(line, name, behind, around), around)

    def _institution(self, line: Line, one: Read, around: Around) -> Read | None:
        if one.place.elsewhere:
            self.found.leave(line.place, one.lks["name"], one.place.doubt or "di luar Aceh, tidak diambil.")
            return None
        if line.row.hidden:
            self.found.say(line.place, "baris tersembunyi, tetapi ikut dibaca.")
        if held := self.joined.place_of(one):
            self._add(line, held, around)
            return held
        one.rows.append(self._number)
        self.found.institutions.append(one)
        self._tell(line, one)
        if not one.lks["region"]:
            self.found.say(line.place, f"“{one.lks['name']}”: {UNTOLD_REGION}")
        return one

    def _add(self, line: Line, held: Read, around: Around) -> None:
        take_row(line, held.lks, around)
        if self._number not in held.rows:
            held.rows.append(self._number)
        self._tell(line, held)

    def _tell(self, line: Line, one: Read) -> None:
        for head, sentence in dict.fromkeys(line.remarks):
            self.found.say(f"{line.place}, kolom {head}", f"{one.lks['name']}: {sentence}")


def _said_twice(table: Table, leaf: str) -> bool:
    """Whether the words of a head mean what another column tells already."""
    return field_of(leaf) not in ("", ASIDE, "no") and bool(table.head.of(field_of(leaf)))


def _of_niks(table: Table, column: Column) -> bool:
    """Whether more than half of what stands in a column are NIKs."""
    texts = [text for row in table.rows if (text := cell(row, column.index).text.strip())]
    return sum(map(has_nik, texts)) * 2 > len(texts)


def _numbered_anew(line: Line, above: Read | None) -> bool:
    """Whether a row without a name counts as another institution than the one above it."""
    number = line.text("no")
    return bool(number) and (above is None or above.line is None or number != above.line.text("no"))
