"""Columns wide enough for their words, and what still ends a line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from documents.pdf import writer as pdf
from documents.report.blocks import Column, Font, Report, Row, Section, Table
from documents.report.roomy import roomy
from tests.world import report_samples as samples
from tests.world import whole_words

AMOUNT, LONG = "Rp240.619.111.377,00", "pertanggungjawaban"
FACES: tuple[Font, ...] = ("Arial", "Bookman Old Style")


def section(*rows: tuple[str, ...], widths: tuple[float, ...] = (20, 20, 117), head: str = "Ket.") -> Section:
    columns = tuple(Column(head if at == 1 else "Isi", width) for at, width in enumerate(widths))
    return Section((Table(columns, tuple(map(Row, rows)), "Uji", "small"),))


def widths(section: Section) -> list[float]:
    return [column.width for block in section.blocks if isinstance(block, Table) for column in block.columns]


def printed(section: Section, font: Font, folder: Path) -> list[str]:
    report = Report("uji", "Uji", (section,), samples.CREATED, font=font)
    return whole_words.broken(report, pdf.write(report, samples.picture), folder)


@pytest.mark.parametrize("font", FACES)
@pytest.mark.parametrize("word", [AMOUNT, LONG, "Lhokseumawe,", "31\u00a0Desember\u00a02026"])
def test_a_column_gets_what_its_widest_word_lacks(word: str, font: Font, tmp_path: Path) -> None:
    narrow = section((word, "1)", "kemitraan " * 20), widths=(12, 20, 125))
    if "\u00a0" not in word:
        assert printed(narrow, font, tmp_path)  # as it was; and the test can see it
    wide = roomy(narrow, font)
    assert printed(wide, font, tmp_path) == []
    assert sum(widths(wide)) == pytest.approx(157)
    assert widths(wide)[1] == 20  # what is narrow gives nothing


@pytest.mark.parametrize("font", FACES)
def test_so_do_heads_which_are_bold(font: Font, tmp_path: Path) -> None:
    narrow = section(("a", "b", "c"), widths=(20, 14, 123), head="Penanggung Jawab")
    assert printed(narrow, font, tmp_path) == ["Penanggung"]
    assert printed(roomy(narrow, font), font, tmp_path) == []


def test_a_table_in_which_nothing_is_broken_stays_as_it_is() -> None:
    fits = section(("Bireuen", "1)", "kemitraan"))
    assert roomy(fits, "Arial") == fits


def test_what_is_no_word_of_the_language_may_be_broken() -> None:
    assert widths(roomy(section((LONG * 4, "", "")), "Arial")) == [20, 20, 117]


def test_where_not_all_have_room_the_longest_are_broken() -> None:
    crowded = section((AMOUNT,) * 3 + ("Bireuen",), widths=(25, 25, 25, 12))
    assert widths(roomy(crowded, "Arial"))[3] > 12
    assert sum(widths(roomy(crowded, "Arial"))) == pytest.approx(87)


def test_strokes_end_lines_and_single_letters_stay_in_their_columns() -> None:
    assert widths(roomy(section(("400.9.12/0214/DINSOS/2026", "", "")), "Arial")) == [20, 20, 117]
    letters = section(("Lhokseumawe", "", ""), widths=(7, 7, 143))
    table = letters.blocks[0]
    assert isinstance(table, Table)
    turned = replace(table, columns=tuple(replace(column, turned=True) for column in table.columns))
    assert roomy(replace(letters, blocks=(turned,)), "Arial").blocks == (turned,)
