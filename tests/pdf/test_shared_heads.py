"""Heads that share one over their own: which of them a cell is under, for who hears the table."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from documents.pdf import writer as pdf
from documents.report.blocks import Column, Report, Row, Section, Table
from tests.world import report_samples as samples
from tests.world.same_text import agree

COLUMNS = (
    Column("No.", 12, "center"),
    *(Column(name, 16, "right", over="Hari di Tangan", heavy=name == "Ketua") for name in ("Ketua", "Sekdis")),
    Column("Lewat Batas", 18, "right", heavy=True),
    *(Column(name, 20, over="Catatan") for name in ("Lama", "Baru")),
    Column("Ket.", 20),
)
ROWS = (Row(("11.01 Aceh Selatan", "1 butir"), "group"), Row(("1", "2", "3", "4", "lama", "baru", "–")))


def report(*, numbers: bool = False) -> Report:
    table = Table(COLUMNS, (*ROWS, Row(("Jumlah", "2", "3", "4", "", "", ""), "total")), "Uji", "small", numbers)
    return Report("uji", "Uji", (Section((table,)),), samples.CREATED)


def told(cell: pikepdf.Object, heads: dict[str, str]) -> list[str]:
    return [heads[str(name)] for name in cell.A.get("/Headers", [])]


def test_a_cell_names_the_heads_that_stand_over_it() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(report(), samples.picture))) as file:
        cells = [e for e in file.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") in ("/TH", "/TD")]
        names = [str(cell.ID) for cell in cells if cell.S == "/TH"]
        words = ["No.", "Hari di Tangan", "Lewat Batas", "Catatan", "Ket.", "Ketua", "Sekdis", "Lama", "Baru"]
        heads = dict(zip(names, words, strict=True))
        group, row, total = cells[9:11], cells[11:18], cells[18:]
        assert [told(cell, heads) for cell in row] == [
            ["No."], ["Hari di Tangan", "Ketua"], ["Hari di Tangan", "Sekdis"], ["Lewat Batas"], ["Catatan", "Lama"],
            ["Catatan", "Baru"], ["Ket."],
        ]  # fmt: skip
        assert told(group[0], heads)[:3] == ["No.", "Hari di Tangan", "Ketua"]
        assert told(total[0], heads) == ["No."]


def test_word_and_pdf_have_them_in_the_same_order(tmp_path: Path) -> None:
    agree(report(numbers=True), tmp_path)
