"""A tall row that is alone in its table is as low as its columns allow; every other table keeps its widths."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from documents.pdf import writer as pdf
from documents.report.blocks import Column, Paragraph, Report, Row, Section, Table
from documents.report.lone_row import evened
from tests.world import report_samples as samples

LINE = "Lembaga kesejahteraan sosial menjalin kemitraan dengan dunia usaha. "
HEADS = (("No.", 12), ("Hasil Rakor", 60), ("Pihak Terkait", 28), ("Batas Waktu", 30), ("Anggaran", 30))
COLUMNS = tuple(Column(head, width) for head, width in HEADS)
TALL = Row(("1.", LINE, LINE * 4, "31 Desember 2026", "–"))


def table(*rows: Row) -> Table:
    return Table(COLUMNS, rows, "", "small", paired=True)


def lying(*rows: Row) -> Section:
    return Section((table(*rows),), landscape=True)


def found(section: Section) -> list[float]:
    (block,) = evened(section, "Arial").blocks
    assert isinstance(block, Table)
    return [column.width for column in block.columns]


def height(block: Table) -> float:
    """Down to the end of the table, in mm from the top of the page."""
    section = Section((block, Paragraph("Akhir tabel.")), landscape=True)
    report = Report("uji", "Uji", (section,), samples.CREATED)
    with pypdfium2.PdfDocument(pdf.write(report, samples.picture)) as document:
        page = document[0].get_textpage()
        return float(document[0].get_height() - page.get_charbox(page.search("Akhir").get_next()[0])[3]) * 25.4 / 72


def test_a_tall_row_gets_low_and_the_table_stays_as_wide():
    section = lying(TALL)
    widths = found(section)
    assert sum(widths) == pytest.approx(sum(width for _, width in HEADS))
    assert widths[2] > 40
    assert all(width >= was * 0.59 for width, (_, was) in zip(widths, HEADS, strict=True))
    (low,) = evened(section, "Arial").blocks
    assert isinstance(low, Table)
    assert height(low) < height(table(TALL)) - 15


@pytest.mark.parametrize(
    "rows",
    [
        (TALL, TALL),
        (Row(("1.", LINE, LINE, "–", "–")),),
        (replace(TALL, accents=("", "strong", "", "", "")),),
        (Row(("1.", LINE * 9, LINE * 4, LINE * 4, LINE * 4)),),
    ],
    ids=["two rows", "a low one", "accents", "nothing to gain"],
)
def test_every_other_table_keeps_its_widths(rows: tuple[Row, ...]):
    assert found(lying(*rows)) == [width for _, width in HEADS]
