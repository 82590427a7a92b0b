"""What tests order from the processes that make documents: a letter of a line, and a matrix as long as is wanted."""

from __future__ import annotations

from typing import Any

from documents.report.blocks import Column, Paragraph, Report, Row, Section, Table
from documents.report.frozen import to_data


def letter(text: str = "Isi naskah.") -> Report:
    return Report("surat", "Surat", (Section((Paragraph(text),)),), "2026-11-09T02:00:00+00:00")


def matrix(rows: int) -> dict[str, Any]:
    """A document that takes some seconds (1,000 rows) or a few hundred MB (2,000): with its columns numbered it is laid
    out cell by cell."""
    columns = tuple(Column(f"Kolom {n}", 30) for n in range(5))
    cells = tuple(Row(tuple(f"Isi {n}.{m} yang panjang sekali" for m in range(5))) for n in range(rows))
    table = Table(columns, cells, "Matriks", "small", column_numbers=True)
    section = Section((table,), landscape=True)
    return to_data(Report("rekap", "Rekap", (section,), "2026-11-09T02:00:00+00:00"))


LETTER = to_data(letter())
