"""How an office's own kop is read: what would be missing keeps it out of both files, all else stands in its place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from documents.report.own_kop import texts
from documents.word import letterhead
from tests.world.kops import NAMES, OFFICE, PLACE, anchored, line, logo, picture, put, ruled, saved, sheet, zipped
from workflow.evidence.taking_in import made_anew

PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CANVAS = '<mc:AlternateContent><mc:Choice Requires="wpc"/></mc:AlternateContent>'
FIELD = '<w:fldChar w:fldCharType="{}"/>'
ART = (
    '<w:pict><v:shape id="x" type="#_x0000_t136" style="width:300pt;height:30pt" stroked="f">'
    '<v:textpath string="DINAS SOSIAL"/></v:shape></w:pict>'
)


def kop(*inside: str, sized: int = 14) -> bytes:
    """One line of text, and below it a paragraph with that in it."""
    document, head = sheet(210, 297)
    line(head.paragraphs[0], PLACE, sized, face="Arial")
    below = line(head.add_paragraph(), "Jalan Contoh 5", 10, face="Arial")
    for piece in inside:
        put(below, piece)
    return saved(document)


def with_head(content: bytes, change: Callable[[str], str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/header1.xml"] = change(files["word/header1.xml"].decode()).encode()
    return zipped(files)


def without_its_picture() -> bytes:
    document, head = sheet(210, 297)
    line(head.paragraphs[0], PLACE, 14, face="Arial").add_run().add_picture(logo(), Mm(18))
    with zipfile.ZipFile(io.BytesIO(saved(document))) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist() if "/media/" not in name})


def numbered() -> bytes:
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return with_head(kop(), lambda head: head.replace("<w:pPr>", number, 1))


def in_style(name: str) -> bytes:
    document, head = sheet(210, 297)
    line(head.paragraphs[0], PLACE, 14, face="Arial").style = document.styles[name]
    return saved(document)


def formula() -> bytes:
    said = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>E</m:t></m:r></m:oMath></w:p>'
    return with_head(kop(), lambda head: said.join(head.rsplit("</w:p>", 1)))


def without_widths() -> bytes:
    document, head = sheet(210, 297)
    line(head.add_table(1, 2, Mm(160)).cell(0, 1).paragraphs[0], PLACE, 14, face="Arial")
    return with_head(saved(document), lambda head: re.sub(r'<w:gridCol w:w="\d+"/>', "<w:gridCol/>", head))


def in_face(text: str, *, bidi: bool = False, align: Any = WD_ALIGN_PARAGRAPH.CENTER) -> bytes:
    document, head = sheet(210, 297)
    made = line(head.paragraphs[0], text, 10, face="Arial")
    made.alignment = align
    if bidi:
        made._p.get_or_add_pPr().insert(0, parse_xml(f"<w:bidi {NAMES}/>"))
    return saved(document)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (without_its_picture(), "gambar yang bukan PNG atau JPEG"),
        (kop(ART), "tulisan hias (WordArt)"),
        (
            kop(FIELD.format("begin"), "<w:instrText>DATE</w:instrText>", FIELD.format("end")),
            "kolom DATE",
        ),
        (numbered(), "nomor atau tanda butir otomatis"),
        (in_style("List Number"), "nomor atau tanda butir otomatis"),
        (kop("<w:ruby><w:rubyBase><w:r><w:t>DINAS</w:t></w:r></w:rubyBase></w:ruby>"), "tulisan kecil di atas baris"),
        (formula(), "rumus"),
        (kop(CANVAS), "bentuk gambar yang tidak dikenal"),
        (in_face("☎ 0644-123"), "tanda ☎, yang tidak ada dalam hurufnya"),
        (in_face("W" * 90), "kata yang lebih panjang daripada tempatnya"),
        (without_widths(), "tabel tanpa lebar kolom"),
        (in_face("DISEBAR RATA", align=WD_ALIGN_PARAGRAPH.DISTRIBUTE), "tulisan yang disebar selebar baris"),
        (in_face("دينس سوسيال 2026", bidi=True), "baris kanan ke kiri yang bercampur huruf Latin atau angka"),
        (in_face("دينس\tسوسيال", align=WD_ALIGN_PARAGRAPH.LEFT), "huruf Jawi di baris yang bertab atau bergambar"),
    ],
    ids=["lost picture", "WordArt", "date", "number", "style", "ruby", "formula", "canvas", "sign", "long word",
         "widths", "spread", "mixed", "stops"],
)  # fmt: skip
def test_what_would_be_missing_or_elsewhere_keeps_it_out_of_both_files(content: bytes, why: str):
    taken = letterhead.take(content, made_anew)
    assert (taken.drawn, taken.why) == (None, why)
    assert taken.kop


def test_what_is_missing_below_or_on_later_pages_keeps_nothing_out():
    document, head = sheet(210, 297)
    line(head.paragraphs[0], PLACE, 14, face="Arial")
    put(document.sections[0].footer.paragraphs[0], ART)
    taken = letterhead.take(saved(document), made_anew)
    assert taken.drawn is not None
    assert "tulisan hias (WordArt)" in taken.left_out


def placed(across: str, down: str) -> tuple[float, float]:
    document, head = sheet(210, 297)
    relation, _ = head.part.get_or_add_image(logo())
    drawing = anchored(picture(relation, 720_000, 720_000), PICTURES, 0, 0, 720_000, 720_000)
    drawing = drawing.replace('relativeFrom="column"', f'relativeFrom="{across}"')
    put(line(head.paragraphs[0], PLACE, 14, face="Arial"), drawing.replace('="paragraph"', f'="{down}"'))
    drawn = letterhead.take(saved(document), made_anew).drawn
    assert drawn is not None
    return round(drawn.pictures[0].left), round(drawn.pictures[0].top + drawn.top)


@pytest.mark.parametrize(
    ("across", "down", "at"),
    [("column", "paragraph", (25, 13)), ("page", "page", (0, 0)), ("margin", "margin", (25, 15)),
     ("leftMargin", "topMargin", (0, 0)), ("rightMargin", "paragraph", (190, 13)), ("outsideMargin", "page", (190, 0)),
     ("insideMargin", "insideMargin", (0, 0))],
)  # fmt: skip
def test_a_picture_stands_where_its_file_measures_it_from(across: str, down: str, at: tuple[int, int]):
    assert placed(across, down) == at


def test_jawi_has_the_size_that_word_gives_it_and_begins_at_the_right():
    content = with_head(
        in_face("دينس سوسيال اچيه", bidi=True, align=WD_ALIGN_PARAGRAPH.LEFT),
        lambda head: head.replace('<w:sz w:val="20"/>', '<w:sz w:val="20"/><w:szCs w:val="36"/>'),
    )
    drawn = letterhead.take(content, made_anew).drawn
    assert drawn is not None
    assert [(one.align, one.texts[0].size) for one in drawn.lines] == [("right", 18)]


def spaced(*, adds: bool) -> list[float]:
    document, head = sheet(210, 297)
    for made in (
        line(head.paragraphs[0], PLACE, 14, face="Arial"),
        line(head.add_paragraph(), OFFICE, 14, face="Arial"),
    ):
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(12), Pt(8)
    if adds:
        compat = parse_xml(f"<w:compat {NAMES}><w:doNotUseHTMLParagraphAutoSpacing/></w:compat>")
        document.settings.element.append(compat)
    drawn = letterhead.take(saved(document), made_anew).drawn
    assert drawn is not None
    return [one.top for one in drawn.lines]


def test_between_two_lines_stands_the_larger_room_unless_the_file_adds_them():
    (_, larger), (_, added) = spaced(adds=False), spaced(adds=True)
    assert round((added - larger) * 72 / 25.4, 1) == 8


def test_edges_are_told_of_what_is_drawn_and_only_where_it_is():
    document, head = sheet(210, 297)
    document.sections[0].header_distance = Mm(5)
    wide = line(head.paragraphs[0], PLACE, 14, face="Arial")
    wide.paragraph_format.left_indent = wide.paragraph_format.right_indent = Mm(-17)
    ruled(wide, "single", 12)
    (asked,) = letterhead.take(saved(document), made_anew).asked
    assert asked.startswith("Jarak tepi berkas ini kiri 8 mm, kanan 3 mm, atas 5 mm. Banyak pencetak")
    assert letterhead.take(kop(ART), made_anew).asked == ()


def test_the_text_of_a_line_is_that_of_its_file():
    drawn = letterhead.take(kop("<w:noBreakHyphen/><w:t>Contoh</w:t>"), made_anew).drawn
    assert drawn is not None
    assert texts(drawn) == (PLACE, "Jalan Contoh 5-Contoh")
