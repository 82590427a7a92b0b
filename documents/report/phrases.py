"""Small texts and orders that every writer must print alike: item numbers, dotted lines, spans, the check mark."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.report.accents import ACCENTS
from documents.report.blocks import Align, Column, Meta, Report, Row, Section, Signer, Table
from documents.report.boxes import BOX, TICK, Box, Form
from documents.report.language import MONTHS, NO_BREAK
from documents.report.measures import GRID
from documents.report.photographs import Photo, Photos
from documents.report.sign_places import places

DOTS = "." * 40
NIP_DOTS = "NIP " + "." * 32
NOT_CERTIFIED = "Bukan tanda tangan elektronik tersertifikasi."
NO_SIGNATURE = "Kode periksa ini bukan tanda tangan."  # true before and after a certified one
_NONE = frozenset[str]()
_DAY_OF_MONTH = re.compile(rf"(?<=\d) (?=(?:{'|'.join(MONTHS.values())})\b)")


def item_marker(kind: str, number: int) -> str:
    """ "3." or "c." or "–"; after z comes aa, then bb, as Word counts."""
    if kind == "-":
        return "–"
    if kind == "1.":
        return f"{number}."
    turn, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turn + 1) + "."


def meta_items(meta: Meta, values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Marker (or nothing) and text of each item of a value."""
    numbered = meta.numbered and len(values) > 1
    return [(f"{n}." if numbered else "", value) for n, value in enumerate(values, 1)]


def with_whole_days(text: str) -> str:
    """The text with each day held to its month: "18–19 September"."""
    return _DAY_OF_MONTH.sub(NO_BREAK, text)


def copies(items: Sequence[str]) -> list[tuple[str, str]]:
    """Marker (or nothing) and text of each office that gets a copy; a single one is not counted."""
    return [(f"{n}." if len(items) > 1 else "", item) for n, item in enumerate(items, 1)]


def meta_pairs(meta: Meta) -> list[list[tuple[str, tuple[str, ...]]]]:
    """The rows as they stand on paper: two in one line for ``two-column``."""
    step = 2 if meta.variant == "two-column" else 1
    return [list(meta.rows[i : i + step]) for i in range(0, len(meta.rows), step)]


def photo_rows(photos: Photos) -> list[tuple[Photo, ...]]:
    """One or two side by side."""
    found: list[tuple[Photo, ...]] = []
    for photo in photos.items:
        if found and len(found[-1]) == 1 and not (photo.wide or found[-1][0].wide):
            found[-1] += (photo,)
        else:
            found.append((photo,))
    return found


def signer_foot(signer: Signer) -> list[str]:
    """What stands under the space to sign: name, rank, NIP; the first line is the name."""
    lines = [signer.name or DOTS]
    if signer.rank or signer.rank_line:
        lines.append(signer.rank or DOTS)
    if signer.nip or signer.nip_line:
        lines.append(f"NIP {signer.nip.removeprefix('NIP').strip()}" if signer.nip else NIP_DOTS)
    return [*lines, signer.below] if signer.below else lines


def watermark(report: Report) -> str:
    """The word behind the text."""
    return report.watermark or report.mark


def short_address(url: str) -> str:
    """As it is printed: without "https://"."""
    return url.split("://", 1)[-1]


def linked(text: str, url: str) -> list[tuple[str, bool]]:
    """The parts of a text, and of each whether it is the address of ``url`` as it is printed."""
    before, address, after = text.partition(short_address(url)) if url else (text, "", "")
    return [(part, part is address) for part in (before, address, after) if part]


def check_note(report: Report) -> tuple[str, ...]:
    """The lines beside the QR code of page 1; without any there is no QR code."""
    if report.beside or not report.code:
        return report.beside
    said = NO_SIGNATURE if any(places(report)) else NOT_CERTIFIED
    return f"Periksa keaslian naskah: {short_address(report.check_url)}. {said}", f"Kode naskah {report.code}."


def opening_foot(report: Report, section: Section) -> tuple[str, ...]:
    """Of the first page of what can be checked: the lines beside its QR code, or those of a handout, which has none."""
    if section.foot_first and check_note(report):
        return (*check_note(report), section.foot)
    note = check_note(report)
    return (section.foot, *note) if note and section.handout and section.foot else note


def foot_line(report: Report, section: Section) -> str:
    """The small line at the left of the foot (of the later pages, when page 1 has the QR code)."""
    check = f"Periksa keaslian naskah: {short_address(report.check_url)}" if report.code else ""
    return " · ".join(part for part in (section.foot, check) if part)


@dataclass(frozen=True)
class Cell:
    """One cell as printed: ``span`` columns wide; ``most`` is how wide a word that stays whole may be in it, in mm at
    12 points."""

    text: str
    span: int
    align: Align
    accents: frozenset[str] = frozenset()
    most: float = 0
    heavy: bool = False  # the line before it


def row_cells(table: Table, row: Row) -> list[Cell]:
    """The cells of a row that, with their spans, fill all columns."""
    if row.kind == "group":
        return _group(table, row)
    cells = _total(table, row) if row.kind == "total" else _row(table, row)
    return _lined(table, cells) if any(column.heavy for column in table.columns) else cells


def _lined(table: Table, cells: Sequence[Cell]) -> list[Cell]:
    ends = itertools.accumulate((cell.span for cell in cells), initial=0)
    return [replace(cell, heavy=table.columns[at].heavy) for cell, at in zip(cells, ends, strict=False)]


def _row(table: Table, row: Row) -> list[Cell]:
    texts = [*row.cells, *[""] * len(table.columns)][: len(table.columns)]
    pairs = zip(texts, table.columns, strict=True)
    if not row.accents:
        return [Cell(text, 1, column.align, _NONE, _most(table, column.width)) for text, column in pairs]
    return [
        _cell(text, column.align, _accents(row, at), _most(table, column.width))
        for at, (text, column) in enumerate(pairs)
    ]


def _cell(text: str, align: Align, accents: frozenset[str], most: float) -> Cell:
    return Cell(text, 1, "center" if "across" in accents else align, accents, most)


def _most(table: Table, width: float) -> float:
    size, _, _, beside = GRID[table.size, "Arial"]
    return (width - 2 * beside) * 12 / size


def _across(table: Table, columns: Sequence[Column]) -> float:
    return _most(table, sum(column.width for column in columns))


def _accents(row: Row, at: int) -> frozenset[str]:
    return accents_of(row.accents[at]) if at < len(row.accents) else frozenset()


def accents_of(text: str) -> frozenset[str]:
    return frozenset(text.split()) & ACCENTS


def form_cells(form: Form, boxes: Sequence[Box]) -> list[tuple[Cell, float]]:
    """The cells of a row of a form, each with its width in mm."""
    found = []
    boxes = boxes[: len(form.widths)] or (Box(""),)
    for at, box in enumerate(boxes):
        span = len(form.widths) - at if at == len(boxes) - 1 else 1
        align: Align = "center" if box.text in (TICK, BOX) else "left"
        width = round(sum(form.widths[at : at + span]), 2)
        size, _, _, beside = GRID["normal", "Arial"]
        most = (width - 2 * beside) * 12 / size
        found.append((Cell(box.text, span, align, accents_of(box.accents), most), width))
    return found


def stressed(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The parts of a text, and of each whether it is one of the ``words`` that stand out."""
    if not words:
        return [(text, False)] if text else []
    parts = re.split(f"({'|'.join(map(re.escape, words))})", text)
    return [(part, bool(at % 2)) for at, part in enumerate(parts) if part]


def _group(table: Table, row: Row) -> list[Cell]:
    count = len(table.columns)
    texts = [text for text in row.cells if text] or [""]
    if len(texts) == 1 or count == 1:
        return [Cell(" ".join(texts), count, "left", _NONE, _across(table, table.columns))]
    tail, width = 0, 0.0
    while tail < count - 1 and width < sum(c.width for c in table.columns) * 0.4:
        tail += 1
        width += table.columns[-tail].width
    first, last = table.columns[:-tail], table.columns[-tail:]
    return [
        Cell(texts[0], count - tail, "left", _NONE, _across(table, first)),
        Cell(" ".join(texts[1:]), tail, "right", _NONE, _across(table, last)),
    ]


def _total(table: Table, row: Row) -> list[Cell]:
    """The label takes the empty cells round it; it leans on a number that follows."""
    texts = list(row.cells[: len(table.columns)]) or [""]
    first = next((i for i, text in enumerate(texts) if text), 0)
    after = next((i for i in range(first + 1, len(texts)) if texts[i]), len(texts))
    rest = texts[after:]
    columns = table.columns[len(table.columns) - len(rest) :] if rest else ()
    align: Align = "right" if columns and columns[0].align in ("right", "center") else "left"
    span = len(table.columns) - len(rest)
    label = Cell(texts[first], span, align, _accents(row, first), _across(table, table.columns[:span]))
    cells = [
        label,
        *(
            Cell(text, 1, column.align, _accents(row, after + n), _most(table, column.width))
            for n, (text, column) in enumerate(zip(rest, columns, strict=True))
        ),
    ]
    return _widened(cells) if row.accents else cells


def _widened(cells: list[Cell]) -> list[Cell]:
    found: list[Cell] = []
    for cell in cells:
        if found and "wide" in found[-1].accents and not cell.text:
            found[-1] = replace(found[-1], span=found[-1].span + cell.span)
        else:
            found.append(cell)
    return found


def bunches(table: Table) -> list[list[Row]]:
    """The rows in bunches: a group's head opens one; the total ends the last."""
    found: list[list[Row]] = []
    for row in table.rows:
        if row.kind == "group" or not found:
            found.append([])
        found[-1].append(row)
    return found


def stays_together(table: Table, bunch: Sequence[Row]) -> bool:
    """A group of up to five rows is not parted by a page, unless it is the whole table; before tables were paired, it
    could be that, and a total counted as a row."""
    if table.parted or bunch[0].kind != "group" or (table.paired and len(bunch) == len(table.rows)):
        return False
    return len(bunch) - (table.paired and bunch[-1].kind == "total") <= 6
