"""A PDF with text as paragraphs and tables, in the order in which it is read, as ``docx.py`` gives them of Word.

Heads and feet of its pages are left out. What is only a picture cannot be read, and is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.package import Unfit
from documents.readers.files.bounds import MOST_LETTERS_OF_WORD, Bounds
from documents.readers.files.docx import above_tables
from documents.readers.files.grid import Grid
from documents.readers.files.own_process import Said
from documents.readers.files.pdf_lines import Column, Line, Word, bare_word, gap_of, lines_of, paragraphs_in
from documents.readers.files.pdf_pages import LOCKED as IS_LOCKED
from documents.readers.files.pdf_pages import LONG as IS_LONG
from documents.readers.files.pdf_pages import MOST_PAGES, pages_of
from documents.readers.files.pdf_tables import Part, grid_of, part_of
from documents.readers.files.unreadable import PASSWORD, Asked, Unreadable
from documents.readers.files.word_blocks import Block, Paragraph, WordContents
from documents.readers.result import Remark

LOCKED = "PDF ini terkunci kata sandi. Buka, simpan tanpa kata sandi, lalu unggah lagi."
LONG = f"PDF ini lebih dari {MOST_PAGES} halaman. Simpan halaman hasil rapatnya saja sebagai PDF, lalu unggah yang itu."
SCAN = (
    "PDF ini hasil pindai atau gambar: tidak ada teks di dalamnya yang dapat dibaca. Unggah berkas Word atau Excel "
    "aslinya, atau tempel hasil rapatnya sebagai teks."
)
NO_LETTERS = (
    "Huruf dalam PDF ini tidak menyebut artinya, jadi teksnya tidak dapat dibaca. Unggah berkas Word atau Excel "
    "aslinya, atau tempel hasil rapatnya sebagai teks."
)
PICTURE = "halaman ini gambar tanpa teks; tidak dibaca."
DRAWN = "terlalu banyak garis di halaman ini; tabelnya dibaca sebagai teks biasa."
SHEET = (
    "PDF ini cetakan lembar Excel tanpa garis tabel, jadi kolomnya tidak dapat dikenali. Unggah berkas Excel aslinya."
)
CUT = "PDF ini cetakan lembar Excel: tulisan yang terpotong di selnya tidak lengkap. Lebih baik unggah Excel aslinya."
UNRULED = "tabel tanpa garis tidak dibaca. Unggah berkas Word atau Excel aslinya."
_COLUMNS, _ROWS = 4, 2  # what a table has at least
_PARTED = 4  # lines that blanks part, where one alone has so many columns: its head
_CODE = re.compile(r"\(cid:\d+\)")
_MOST_CODES = 0.2  # of all words
_RUNNING = 4  # lines at the top and at the foot of a page that may be on every page
_OF_ALL = 0.4  # pages that have such a line
_MARGIN = 0.12  # of the height of a page
_PADDING = 6  # points between the edge of a table and the words in it
_NARROWEST = 0.75  # of the width of a page, to which its text reaches at least
_PAGE_NUMBER = re.compile(
    r"(?i)(?:hal(?:aman|\.)?\s*:?\s*)?[-–—|]?\s*(?:\d{1,3}|[ivx]{1,5})\s*[-–—|]?(?:\s*(?:dari|/|of)\s*\d{1,3})?"
)


@dataclass
class _Page:
    """What stands on one page: its tables, and the lines outside of them."""

    number: int
    width: float
    height: float
    parts: list[Part] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def things(self) -> list[Part | Line]:
        """Both from top to bottom."""
        return sorted([*self.parts, *self.lines], key=lambda thing: thing.top)


def read_pdf(content: bytes) -> WordContents:
    """Raises ``Unreadable`` for a scan, ``Asked`` for a file behind a password, and ``Unfit``."""
    said = pages_of(content)
    if "refused" in said:
        told = {IS_LOCKED: Asked(LOCKED, PASSWORD), IS_LONG: Unreadable(LONG)}
        raise told.get(said["refused"], Unfit(said["refused"]))
    remarks: list[Remark] = []
    pages = [_page(number, one, remarks) for number, one in enumerate(said["pages"], 1)]
    _refuse_unread(said["pages"])
    if said["sheet"]:
        if not any(page.parts for page in pages):
            raise Unreadable(SHEET)
        remarks.append(Remark("", CUT))
    _drop_running(pages)
    words = Counter(bare_word(word[0]) for page in said["pages"] for word in page["words"])
    blocks = list(above_tables(_Blocks(pages, words).all()))
    grids = [block for block in blocks if isinstance(block, Grid)]
    return WordContents("pdf", grids, remarks=remarks, blocks=blocks, title=said["title"])


def _refuse_unread(pages: list[Said]) -> None:
    words = [word[0] for page in pages for word in page["words"]]
    if not any(re.search(r"\w{2}", word) for word in words):
        raise Unreadable(SCAN)
    if sum(bool(_CODE.search(word)) for word in words) > _MOST_CODES * len(words):
        raise Unreadable(NO_LETTERS)


def _page(number: int, said: Said, remarks: list[Remark]) -> _Page:
    page = _Page(number, said["width"], said["height"])
    words = [Word(*word) for word in said["words"]]
    if said["drawn"]:
        remarks.append(Remark(f"halaman {number}", DRAWN))
    if said["pictures"] and not words:
        remarks.append(Remark(f"halaman {number}", PICTURE))
    for boxes in said["tables"]:
        if part := part_of(boxes, words, number):
            page.parts.append(part)
    page.lines = _without_columns(lines_of(words, number), remarks)
    return page


def _without_columns(lines: list[Line], remarks: list[Remark]) -> list[Line]:
    """Without a table that has no lines: which word stands in which of its cells is not told by a PDF."""
    many, some = ([at for at, line in enumerate(lines) if line.columns >= most] for most in (_COLUMNS, 2))
    if len(many) < _ROWS and not (many and len(some) >= _PARTED):
        return lines
    remarks.append(Remark(f"halaman {lines[0].page}", UNRULED))
    last = many[-1] if len(many) >= _ROWS else some[-1]
    return [*lines[: many[0]], *lines[last + 1 :]]


def _drop_running(pages: list[_Page]) -> None:
    """Takes away what stands at the foot of every page, what stands again at its top, and the page numbers."""
    feet, tops = ([_key(line) for page in pages for line in lines(page)] for lines in (_foot, _top))
    common = {key for key, count in Counter(feet).items() if _often(count, pages)}
    again = {key for key, count in Counter(tops).items() if _often(count, pages)}
    seen: set[tuple[str, int]] = set()
    for page in pages:
        gone = {id(line) for line in _foot(page) if _key(line) in common}
        gone |= {id(line) for line in _top(page) if _key(line) in again & seen}
        gone |= {id(line) for line in page.lines if _is_number(line, page)}
        seen |= {_key(line) for line in _top(page)}
        page.lines = [line for line in page.lines if id(line) not in gone]


def _often(count: int, pages: list[_Page]) -> bool:
    return count >= max(2, _OF_ALL * len(pages))


def _top(page: _Page) -> list[Line]:
    return page.lines[:_RUNNING]


def _foot(page: _Page) -> list[Line]:
    """Below everything else: what stands above a table is no foot."""
    lowest = max((cell.box[3] for part in page.parts for cell in part.cells), default=0.0)
    return [line for line in page.lines[-_RUNNING:] if line.top >= max(lowest - 1, page.height * (1 - 2 * _MARGIN))]


def _key(line: Line) -> tuple[str, int]:
    """The words without the number of the page, and about where they stand."""
    return re.sub(rf"(?<!\d){line.page}(?!\d)", "#", line.text), round(line.top / 4)


def _is_number(line: Line, page: _Page) -> bool:
    outside = line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)
    return outside and line in (page.lines[0], page.lines[-1]) and bool(_PAGE_NUMBER.fullmatch(line.text))


class _Blocks:
    """Tables and paragraphs in their order; both may go on from page to page."""

    def __init__(self, pages: list[_Page], words: Counter[str]) -> None:
        self._bounds, self._words, self._count = Bounds(MOST_LETTERS_OF_WORD), words, 0
        self._pages = {page.number: page for page in pages}
        self._columns = {page.width: _column(page.width, pages, words) for page in pages}
        self._lines: list[Line] = []
        self._parts: list[Part] = []

    def all(self) -> Iterator[Block]:
        for page in self._pages.values():
            for thing in page.things():
                if isinstance(thing, Line):
                    yield from self._table()
                    if self._lines and self._width(self._lines[-1]) != page.width:
                        yield from self._paragraphs()
                    self._lines.append(thing)
                else:
                    yield from self._paragraphs()
                    if self._parts and not self._parts[-1].goes_on(thing):
                        yield from self._table()
                    self._parts.append(thing)
        yield from self._paragraphs()
        yield from self._table()

    def _width(self, line: Line) -> float:
        return self._pages[line.page].width

    def _paragraphs(self) -> Iterator[Paragraph]:
        """Those of the lines that are held."""
        if lines := self._lines:
            column = self._columns[self._width(lines[0])]
            for held in paragraphs_in(lines, column):
                yield Paragraph(self._bounds.text(column.text_of(held)), bold=all(line.bold for line in held))
        self._lines = []

    def _table(self) -> Iterator[Grid]:
        """That of the parts that are held."""
        if self._parts:
            self._count += 1
            yield grid_of(f"tabel {self._count}", self._parts, self._bounds, self._words)
        self._parts = []


def _column(width: float, pages: list[_Page], words: Counter[str]) -> Column:
    """Of all pages of one width, because a page may have a few short lines only; a table is as wide as the text."""
    alike = [page for page in pages if page.width == width]
    lines = [line for page in alike for line in page.lines]
    left = min((line.left for line in lines), default=0.0)
    tables = [part.edges[-1] - _PADDING for page in alike for part in page.parts]
    right = max([*(line.right for line in lines), *tables, width * _NARROWEST])
    return Column(right, gap_of(lines), words, (left + right) / 2)
