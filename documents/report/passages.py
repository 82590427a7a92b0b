"""A report as passages: each text of its body in the order of the paper, with the place where it stands.

A place is told to people who may not read the paper: it says a label, a column's head or a number, and nothing that
somebody wrote about a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.report.blocks import (
    Address,
    AnnexHead,
    Block,
    CopyList,
    Heading,
    Letterhead,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.boxes import Form, Slip
from documents.report.fonts import prepared
from documents.report.handouts import HandoutHead
from documents.report.joint_head import JointHead
from documents.report.key_figures import Figures, Legend, PageFoot
from documents.report.photographs import Photos
from documents.report.phrases import form_cells, meta_pairs, row_cells, signer_foot
from documents.report.shared_heads import head_texts

SIGNATURE, KOP = "tanda tangan", "kop"


@dataclass(frozen=True)
class Passage:
    place: str
    text: str


def passages(report: Report) -> list[Passage]:
    """As the writers print them; list markers and what a picture shows are no passages."""
    part, counts = "", Counter[str]()
    found: list[Passage] = []
    for section in prepared(report).sections:
        for block in section.each:
            if isinstance(block, Heading) and block.level == 1:
                part, counts = f" bagian {block.marker.rstrip('.')}" if block.marker else "", Counter(_tables(counts))
            counts[type(block).__name__] += 1
            found += _passages(block, part, counts[type(block).__name__])
    return found


def heads(report: Report) -> list[str]:
    """The heads of its tables, which stand on each page that a table reaches."""
    tables = [b for section in prepared(report).sections for b in section.each if isinstance(b, Table)]
    return [" ".join([*head_texts(table), *_numbers(table)]) for table in tables]


def _tables(counts: Mapping[str, int]) -> dict[str, int]:
    """Tables are counted through the whole paper, all else in its part."""
    return {"Table": counts.get("Table", 0)}


def _numbers(table: Table) -> list[str]:
    return [f"({n})" for n in range(1, len(table.columns) + 1)] if table.column_numbers else []


def _passages(block: Block, part: str, number: int) -> Iterator[Passage]:
    reading = READINGS.get(type(block))
    for place, text in reading(block, number) if reading else ():
        if text.strip():
            yield Passage(f"{place}{'' if isinstance(block, Table) else part}", text)


_Pairs = Iterator[tuple[str, str]]


def _head(block: Letterhead, _: int) -> _Pairs:
    yield from ((KOP, line) for line in (*block.lines, *block.address))


def _joint(block: JointHead, _: int) -> _Pairs:
    yield from ((KOP, text) for text, _look in block.lines)


def _handout(block: HandoutHead, _: int) -> _Pairs:
    yield from (("judul", text) for text in (block.name, block.under, *block.side))


def _title(block: Title, _: int) -> _Pairs:
    yield from (("judul", line) for line in block.lines)
    yield "nomor", block.number


def _meta(block: Meta, _: int) -> _Pairs:
    for at, pairs in enumerate(meta_pairs(block)):
        for label, values in pairs:
            yield from ((f"“{label}”", text) for text in (label, *values))
        if block.date and at == 0:
            yield "tanggal", block.date


def _address(block: Address, _: int) -> _Pairs:
    yield from (("alamat tujuan", line) for line in block.lines)


def _heading(block: Heading, number: int) -> _Pairs:
    yield f"judul {block.marker.rstrip('.') or number}", block.text


def _paragraph(block: Paragraph, number: int) -> _Pairs:
    yield f"alinea {number}", block.text


def _list(block: NumberedList, number: int) -> _Pairs:
    yield from ((f"daftar {number}, butir {at}", item) for at, item in enumerate(block.items, block.start))


def _table(block: Table, number: int) -> _Pairs:
    name = f"tabel {number}"
    yield from ((f"kepala {name}", text) for text in (*head_texts(block), *_numbers(block)))
    for at, row in enumerate(block.rows, 1):
        column = 0
        for cell in row_cells(block, row):
            head = " ".join(f"{block.columns[column].over} {block.columns[column].head}".split())
            yield f"{name}, baris {at}, kolom “{head}”", cell.text
            column += cell.span


def _form(block: Form, number: int) -> _Pairs:
    for at, row in enumerate(block.rows, 1):
        yield from ((f"formulir {number}, baris {at}", cell.text) for cell, _width in form_cells(block, row))


def _slip(block: Slip, number: int) -> _Pairs:
    place = f"lembar {number}"
    yield from ((place, text) for text in (block.office, block.sheet, block.title))
    yield from ((f"{place}, “{label}”", part) for pair in (*block.rows, *block.blanks) for label, part in [
        (pair[0], pair[0]), pair,
    ])  # fmt: skip
    yield from ((f"{place}, tanda tangan", over) for over, _under in block.signers)
    yield from ((f"{place}, tanda tangan", under) for _over, under in block.signers)
    yield from ((place, text) for text in (block.note, block.cut))


def _figures(block: Figures, number: int) -> _Pairs:
    yield from ((f"angka ringkas {number}", text) for item in block.items for text in item)


def _legend(block: Legend, number: int) -> _Pairs:
    yield from ((f"keterangan {number}", text) for letter, _accents, words in block.items for text in (letter, words))


def _page_foot(block: PageFoot, number: int) -> _Pairs:
    yield from ((f"kaki halaman {number}", text) for text in (block.told, block.room))


def _photos(block: Photos, _: int) -> _Pairs:
    yield from (("keterangan foto", text) for photo in block.items for text in (photo.label, photo.caption))


def _signatures(block: SignatureBlock, _: int) -> _Pairs:
    for signer in block.signers:
        yield from ((SIGNATURE, text) for text in (signer.above, signer.mode, *signer.office))
    for signer in block.signers:
        anchor = [signer.place.anchor] if signer.place else []
        yield from ((SIGNATURE, text) for text in (*anchor, *signer_foot(signer)))


def _copies(block: CopyList, _: int) -> _Pairs:
    yield from (("tembusan", text) for text in ("Tembusan:", *block.items))


def _annex(block: AnnexHead, _: int) -> _Pairs:
    yield from (("kepala lampiran", text) for text in (block.label, *(t for row in block.rows for t in row)))
    yield "kepala lampiran", block.title


READINGS: dict[type, Callable[[Any, int], _Pairs]] = {
    Letterhead: _head, JointHead: _joint, HandoutHead: _handout, Title: _title, Meta: _meta, Address: _address,
    Heading: _heading, Paragraph: _paragraph, NumberedList: _list, Table: _table, Form: _form, Slip: _slip,
    Figures: _figures, Legend: _legend, PageFoot: _page_foot, Photos: _photos, SignatureBlock: _signatures,
    CopyList: _copies, AnnexHead: _annex,
}  # fmt: skip
