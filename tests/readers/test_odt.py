"""A text of LibreOffice Writer is read to the same blocks as the Word file that it was made from."""

from __future__ import annotations

from pathlib import Path

from documents.package import Package
from documents.readers.files.docx import read_docx
from documents.readers.files.grid import Grid
from documents.readers.files.odf_text import HIDDEN
from documents.readers.files.odt import read_odt
from documents.readers.files.word_blocks import Block, WordContents
from tests.world.notula import LISTS
from tests.world.office_suite import Converted
from tests.world.word_maker import LIMITS, para, table, word_file


def item(text: str, numbers: int, level: int = 0) -> str:
    of = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbers}"/></w:numPr></w:pPr>'
    return f"<w:p>{of}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def saved(body: str, libreoffice: Converted, folder: Path) -> tuple[WordContents, WordContents]:
    """The same as read from Word, and from what LibreOffice made of it."""
    made = word_file(body, numbering=LISTS)
    (folder / "isi.docx").write_bytes(made)
    libreoffice("odt", folder, folder / "isi.docx")
    return read_docx(Package(made, LIMITS)), read_odt(Package((folder / "isi.odt").read_bytes(), LIMITS))


LIST = (
    para("Pembuka") + item("satu", 1) + item("rinci", 1, 1) + item("rinci lagi", 1, 1) + item("dua", 1) + para("sela")
    + item("tiga", 1) + item("huruf", 2) + item("huruf lagi", 2) + item("mulai lagi", 4) + item("butir", 3)
)  # fmt: skip
BY = 'w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z"'
TEXT = (
    '<w:p><w:r><w:t xml:space="preserve">Tetap </w:t></w:r>'
    f"<w:del {BY}><w:r><w:delText>dihapus</w:delText></w:r></w:del>"
    f"<w:ins {BY}><w:r><w:t>baru</w:t></w:r></w:ins></w:p>"
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>TEBAL</w:t></w:r></w:p>"
    '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Judul</w:t></w:r></w:p>'
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r><w:r><w:t>tampak</w:t><w:br/><w:t>bawah</w:t></w:r></w:p>"
)
INSIDE = table(row(cell(para("x")), cell(para("y"))))
TABLE = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    + row(cell(para("A"), '<w:vMerge w:val="restart"/>'), cell(para("B"), '<w:gridSpan w:val="2"/>'))
    + row(cell(para(""), "<w:vMerge/>"), cell(item("sel", 2) + para("bawah")), cell(INSIDE + para("")))
    + "</w:tbl>"
)


def shown(block: Block) -> object:
    if not isinstance(block, Grid):
        return block
    return block.name, block.before, [line.cells for line in block.rows], [shown(inner) for inner in block.inside]


def test_lists_count_as_in_word(libreoffice: Converted, tmp_path: Path):
    word, writer = saved(LIST, libreoffice, tmp_path)
    assert writer.blocks == word.blocks
    assert [block.number for block in writer.blocks] == ["", "1.", "a)", "b)", "2.", "", "3.", "a.", "b.", "a.", "•"]


def test_what_was_deleted_or_hidden_is_left_out(libreoffice: Converted, tmp_path: Path):
    word, writer = saved(TEXT, libreoffice, tmp_path)
    assert writer.blocks == word.blocks
    assert [block.text for block in writer.blocks] == ["Tetap baru", "TEBAL", "Judul", "tampak\nbawah"]
    assert [(block.bold, block.outline) for block in writer.blocks[1:3]] == [(True, None), (False, 1)]
    assert [remark.text for remark in writer.remarks] == [HIDDEN]


def test_merged_cells_and_tables_in_tables(libreoffice: Converted, tmp_path: Path):
    word, writer = saved(para("Tabel tindak lanjut") + TABLE, libreoffice, tmp_path)
    assert [shown(block) for block in writer.blocks] == [shown(block) for block in word.blocks]
    assert [c.text for c in writer.grids[0].rows[1].cells] == ["A", "sel\nbawah", ""]
    assert writer.grids[0].inside[0].name == "tabel di dalam tabel 1, baris 2"
