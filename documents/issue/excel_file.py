"""The Excel of a paper: what it belongs to, and the lists behind its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from documents.lists.excel import Column, Sheet, Value, workbook_of
from documents.report.blocks import Report
from documents.report.frozen_lists import Amount, Cell, Day, ListBehind


def write(report: Report, _pictures: Callable[[str], bytes]) -> bytes:
    """The same report gives the same bytes."""
    head = Sheet("Naskah", (Column("Keterangan", 24), Column("Isi", 80)), _head(report))
    return workbook_of([head, *map(_sheet, report.lists)])


def _head(report: Report) -> Iterator[tuple[str, Value]]:
    document = report.data.get("document", {})
    yield "Naskah", report.title
    yield "Nomor", document.get("number")
    yield "Tanggal naskah", _day(document.get("date"))
    yield "Posisi data", _day(report.data.get("day"))
    yield "Kode naskah", report.code
    yield "Periksa keaslian", report.check_url
    if report.mark:
        yield "Tanda", f"{report.mark}. {report.mark_note}"


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _sheet(found: ListBehind) -> Sheet:
    columns = [Column(head, width) for head, width in found.columns]
    return Sheet(found.title, columns, ([_value(cell) for cell in row] for row in found.rows))


def _value(cell: Cell) -> Value:
    if isinstance(cell, Day):
        return date.fromisoformat(cell.iso)
    return Decimal(cell.text) if isinstance(cell, Amount) else cell
