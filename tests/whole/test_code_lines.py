"""Word and PDF end the lines of a long code in a narrow column at the same places, and say it as it was typed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from documents.issue import file_text
from documents.pdf import writer as pdf
from documents.report.blocks import Column, Font, Report, Row, Section, Table
from documents.report.whole import PLACE
from documents.word import writer as word
from tests.world import report_samples as samples
from tests.world.office_suite import Converted

CODES = (
    "AHU-0012345.AH.01.04.Tahun 2014",
    "SK Kemenkumham AHU-0012345.AH.01.04.Tahun 2014",
    "AHU-0012345.AH.01.04.2014, AHU-0012346.AH.01.04.2015",
    "Nomor 400.9.12/0214/DINSOS/2026",
    "W1-00012.HT.01.10.Th.2019",
    "C-123.HT.03.01-TH.2003",
)
AT_AN_END = "\x02"  # as which a hyphen is read where a line of a PDF ends
FACES: tuple[Font, ...] = ("Arial", "Bookman Old Style")


def report(width: float, font: Font) -> Report:
    rows = tuple(Row((one, "")) for one in CODES)
    table = Table((Column("Kode", width), Column("Ket.", 160 - width)), rows, "", "small")
    return Report("uji", "Uji", (Section((table,)),), samples.CREATED, font=font, step=0)


def printed(path: Path) -> list[str]:
    """The lines as they stand on the page."""
    told = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in told.replace(PLACE, "").split("\n") if line.strip()]


@pytest.mark.parametrize("font", FACES)
def test_lines_of_codes_end_alike(font: Font, libreoffice: Converted, tmp_path: Path) -> None:
    for width in (22, 26, 31):
        made = report(width, font)
        (tmp_path / f"{width}.docx").write_bytes(word.write(made, samples.picture))
        (tmp_path / f"{width}-pdf.pdf").write_bytes(pdf.write(made, samples.picture))
    libreoffice("pdf", tmp_path, *(tmp_path / f"{width}.docx" for width in (22, 26, 31)))
    for width in (22, 26, 31):
        ours, theirs = printed(tmp_path / f"{width}-pdf.pdf"), printed(tmp_path / f"{width}.pdf")
        assert ours == theirs, width
        assert len(ours) > 2 * len(CODES)


def test_both_files_say_them_as_typed() -> None:
    made = report(26, "Arial")
    for content in (word.write(made, samples.picture), pdf.write(made, samples.picture)):
        said = "".join(file_text.text_of(content)["text"].split()).replace(AT_AN_END, "-")
        assert all("".join(one.split()) in said for one in CODES)
