"""Files of offices read in: an Excel of 600 tasks beside openpyxl and a Word of 60 pages beside python-docx, each
walking every cell, and a bomb sent away. Lists of LKS: ``lists_of_lks.py``."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from script.measure.clock import median, seconds, table
from script.measure.memory import peak

ROWS, TABLES, ROWS_EACH, TIMES = 600, 55, 4, 9
_HEADS = (
    "No", "Hasil Rakor", "Tindak Lanjut", "Indikator/Output", "Penanggung Jawab", "Pihak Terkait", "Batas Waktu",
    "Anggaran", "Kab/Kota", "Keterangan",
)  # fmt: skip
_PLACES = ("Kab. Bireuen", "Kota Langsa", "Dinsos Kab. Pidie Jaya", "seluruh kab/kota")
_TEXT = "Dinas sosial kabupaten/kota memfasilitasi pendaftaran ulang LKS yang tanda daftarnya berakhir, bagian {}"


def run() -> str:
    bomb = _apart("bomb")
    rows = [
        _beside(f"Excel, {ROWS} rows", "excel", "openpyxl"),
        _beside(f"Word, 60 pages with {TABLES} tables", "word", "python-docx"),
        (f"a bomb of {len(_bomb()) // 1000} kB", seconds(bomb["wall"]), "–", "–", "< 0.2 s", f"{bomb['peak']:.0f} MB"),
    ]  # fmt: skip
    head = (
        "what",
        "Tuntas",
        "openpyxl, python-docx walking every cell",
        "ratio",
        "target",
        "most memory (target < 200 MB)",
    )
    return "Files of offices\n\n" + table(head, rows)


def _beside(what: str, way: str, rival: str) -> tuple[str, ...]:
    ours, plain = _apart(way), _apart(rival)
    ratio = f"{ours['wall'] / plain['wall']:.2f}"
    return what, seconds(ours["wall"]), seconds(plain["wall"]), ratio, "≤ 1.5", f"{ours['peak']:.0f} MB"


def _apart(way: str) -> dict[str, float]:
    """In a process of its own: the median of seconds, and the most memory."""
    done = subprocess.run(  # noqa: S603 - our own module, no words from outside
        [sys.executable, "-m", "script.measure.intake", way],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(_HEADS)
    for number in range(1, ROWS + 1):
        first = number % 3 == 1
        outcome = (str(number // 3 + 1), _TEXT.format(number)) if first else (None, None)
        sheet.append((
            *outcome, f"Melayani pendaftaran ulang nomor {number}", "100% LKS terdaftar ulang", "Kabid",
            "DPMPTSP; Camat", f"{number % 28 + 1} September 2023", 15_000_000 + number, _PLACES[number % 4], "",
        ))  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _document() -> bytes:
    """60 pages in LibreOffice: every table with eight columns of a matrix, two paragraphs before each."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    document.styles["Normal"].font.size = Pt(9)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(330), Mm(215)
    page.left_margin = page.right_margin = Mm(20)
    for number in range(TABLES):
        for part in range(2):
            document.add_paragraph(
                f"Rapat dibuka oleh Kepala Dinas, bagian {number}.{part}. {_TEXT.format(part)}. " * 3
            )
        grid = document.add_table(1 + ROWS_EACH, len(_HEADS) - 2)
        for cell, head in zip(grid.rows[0].cells, _HEADS[:-2], strict=True):
            cell.text = head
        for at, row in enumerate(grid.rows[1:], 1):
            no = number * ROWS_EACH + at
            words = (
                str(no), _TEXT.format(no), f"Melayani nomor {no}", "100% LKS terdaftar", "Kabid", "Camat",
                f"{no % 28 + 1} September 2023", "Rp15.000.000,00 (APBK 2023)",
            )  # fmt: skip
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w") as part:
            for _ in range(52):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def _excel(content: bytes) -> None:
    from documents.readers.reading import read_file

    if len(read_file("daftar.xlsx", content).tasks) != ROWS:
        raise AssertionError("not every row was read")


def _openpyxl(content: bytes) -> None:
    import openpyxl

    for row in openpyxl.load_workbook(io.BytesIO(content), data_only=True).active.iter_rows():
        for cell in row:
            _ = cell.value


def _word(content: bytes) -> None:
    from documents.readers.reading import read_file

    if len(read_file("notula.docx", content).tasks) != TABLES * ROWS_EACH:
        raise AssertionError("not every row was read")


def _python_docx(content: bytes) -> None:
    import docx

    document = docx.Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for grid in document.tables:
        for row in grid.rows:
            for cell in row.cells:
                _ = cell.text


def _refused(content: bytes) -> None:
    from documents.readers.files.unreadable import Unreadable
    from documents.readers.reading import read_file

    try:
        read_file("bom.xlsx", content)
    except Unreadable:
        return
    raise AssertionError("the bomb was opened")


_WAYS = {
    "excel": (_excel, _workbook), "openpyxl": (_openpyxl, _workbook), "bomb": (_refused, _bomb),
    "word": (_word, _document), "python-docx": (_python_docx, _document),
}  # fmt: skip

if __name__ == "__main__":
    act, make = _WAYS[sys.argv[1]]
    content = make()
    act(content)
    print(json.dumps({"wall": median(lambda: act(content), TIMES), "peak": peak()}))
