"""The Word writer: valid files, the same bytes for the same content, and what an office looks for in them."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import io
import re
import zipfile
from pathlib import Path

from lxml import etree

from documents.report.blocks import (
    BLOCKS,
    Column,
    Letterhead,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Signer,
    Table,
)
from documents.report.measures import TEMPLATES
from documents.report.photographs import Photo, Photos
from documents.report.whole import JOINER, PLACE
from documents.word import writer as word
from documents.word.blocks import BLOCKS as WRITTEN
from documents.word.elements import NS, W
from tests.world import report_samples as samples
from tests.world.places import ROOT


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(content: bytes) -> etree._Element:
    return etree.fromstring(parts(content)["word/document.xml"])


def test_every_kind_of_block_is_written() -> None:
    assert set(WRITTEN) == set(BLOCKS)


def test_the_base_is_what_its_script_makes(tmp_path: Path) -> None:
    path = str(ROOT / "script" / "base-docx")
    loader = importlib.machinery.SourceFileLoader("base_docx", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("base_docx", loader))  # type: ignore[arg-type]
    loader.exec_module(module)
    module.write(tmp_path / "base.docx")
    assert parts((tmp_path / "base.docx").read_bytes()) == parts((TEMPLATES / "base.docx").read_bytes())


def test_heads_repeat_and_no_row_is_split() -> None:
    rows = list(body(word.write(samples.rtl(), samples.picture)).iter(W + "tr"))
    assert sum(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows) == 3
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_closing_of_two_lines_and_a_signature_are_never_alone_on_a_page() -> None:
    closing = Paragraph("Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan. " * 2, "closing")
    blocks = (NumberedList(("satu;", "dua; dan", "tiga.")), closing, SignatureBlock((Signer(office=("KETUA,",)),)))
    written = body(word.write(Report("uji", "Uji", (Section(blocks),), samples.CREATED), samples.picture))
    found = [
        "".join(one.itertext())
        for one in written[0].iterchildren(W + "p")
        if one.find(f"{W}pPr/{W}keepNext") is not None
    ]
    assert found[:2] == ["tiga.", closing.text]


def test_no_row_goes_along_with_a_paragraph_that_is_enough() -> None:
    table = Table(
        (Column("Berkas", 100),), (Row(("Anggaran dasar",)), Row(("Susunan pengurus",))), "Kelengkapan berkas"
    )
    blocks = (table, Paragraph("Rekomendasi ini berlaku."), Paragraph("Demikian.", "closing"))
    signed = Section((*blocks, SignatureBlock((Signer(office=("KETUA,",)),))))
    written = body(word.write(Report("uji", "Uji", (signed,), samples.CREATED), samples.picture))
    *_, last = next(written.iter(W + "tbl")).iter(W + "tr")
    assert last.find(f".//{W}keepNext") is None


def test_sections_keep_their_own_paper() -> None:
    pages = body(word.write(samples.laporan(), samples.picture)).iter(W + "pgSz")
    sizes = [(p.get(W + "w"), p.get(W + "h"), p.get(W + "orient", "portrait")) for p in pages]
    assert sizes == [("11906", "16838", "portrait"), ("16838", "11906", "landscape")]


def test_the_closing_sentence_stays_with_the_signature_to_its_last_line() -> None:
    texts = list(body(word.write(samples.surat(), samples.picture)).iter(W + "p"))
    start = next(n for n, p in enumerate(texts) if "Demikian" in "".join(p.itertext()))
    chain = texts[start:-1]
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None or _style(p) == "Penutup" for p in chain)


def _style(paragraph: etree._Element) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val"))


def test_a_draft_is_marked_on_every_page_and_has_no_code() -> None:
    files = parts(word.write(samples.rtl(), samples.picture))
    heads = [data.decode() for name, data in files.items() if name.startswith("word/header")]
    assert len(heads) == 2
    assert all("DRAF" in head and "behindDoc" in head for head in heads)
    assert not any(b"Periksa keaslian" in data for data in files.values())


def test_an_issued_document_shows_its_code_on_page_one_and_a_line_after() -> None:
    files = parts(word.write(samples.laporan(), samples.picture))
    feet = [re.sub("<[^>]+>", "", data.decode()) for name, data in files.items() if name.startswith("word/footer")]
    assert sum("Bukan tanda tangan elektronik tersertifikasi." in foot for foot in feet) == 1
    assert sum("Periksa keaslian naskah: tuntas.example.go.id/cek/" in foot for foot in feet) == 3


def test_each_paper_in_a_file_counts_its_own_pages() -> None:
    sections = list(body(word.write(samples.berkas(), samples.picture)).iter(W + "sectPr"))
    opened = [s.find(W + "pgNumType") is not None and s.find(W + "titlePg") is not None for s in sections]
    assert opened == [True, True, False]


def test_without_an_emblem_the_kop_has_no_picture_and_a_missing_name_is_dotted() -> None:
    blocks = (Letterhead("dinas", ("DINAS SOSIAL",)), SignatureBlock((Signer(("KETUA,",), nip_line=True),)))
    content = word.write(Report("uji", "Uji", (Section(blocks),), samples.CREATED), samples.picture)
    assert not list(body(content).iter(f"{{{NS['wp']}}}inline"))
    assert "NIP ....." in "".join(body(content).itertext())


def test_five_hundred_rows_are_all_there() -> None:
    content = word.write(samples.rtl(500), samples.picture)
    assert len(list(body(content).iter(f"{{{NS['w']}}}tr"))) > 500


def test_the_end_of_a_recap_is_kept_with_its_signature() -> None:
    texts = list(body(word.write(samples.rekap(40), samples.picture)).iter(W + "p"))
    start = next(n for n, p in enumerate(texts) if "11.14 Kabupaten" in "".join(p.itertext()))
    sign = next(n for n, p in enumerate(texts) if "Banda Aceh, 30" in "".join(p.itertext()))
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in texts[start:sign])
    assert texts[start - 1].find(f"{W}pPr/{W}keepNext") is None  # and no more than that


def test_a_head_that_is_read_from_below_is_turned() -> None:
    cells = body(word.write(samples.matriks(2), samples.picture)).iter(W + "tc")
    turned = [c for c in cells if c.find(f"{W}tcPr/{W}textDirection") is not None]
    assert len(turned) == 20
    assert {c.find(f"{W}tcPr/{W}textDirection").get(W + "val") for c in turned} == {"btLr"}


HYPHEN = W + "noBreakHyphen"


def test_no_line_ends_after_a_hyphen_inside_of_a_word() -> None:
    texts = ("LKSA Al-Muhajirin - terdaftar", "Panti Nurul-Iman-2;")
    content = word.write(
        Report("uji", "Uji", (Section((Paragraph(texts[0]), NumberedList(texts[1:]))),), samples.CREATED),
        samples.picture,
    )
    told = [
        [(one.tag.removeprefix(W), one.text) for one in run if one.tag != W + "rPr"]
        for run in body(content).iter(W + "r")
    ]
    assert told == [
        [("t", "LKSA Al"), ("noBreakHyphen", None), ("t", "Muhajirin - terdaftar")],
        [("t", "Panti Nurul"), ("noBreakHyphen", None), ("t", "Iman"), ("noBreakHyphen", None), ("t", "2;")],
    ]


def test_jawi_stands_at_the_right_of_a_cell_and_a_caption_in_its_place() -> None:
    """In a text that runs from the right, Word's "right" is the left side. The caption of a photo is one, too."""
    told = "چاچه دڠن (LKS)"
    table = Table((Column("A", 50), Column("B", 50, "right"), Column("C", 40, "center")), (Row((told,) * 3),), "")
    photos = Photos((Photo(next(iter(samples.PICTURES)), "Foto 1.", told, "Rapat"),))
    section = Section((Paragraph(told, "caption"), table, photos))
    content = word.write(Report("uji", "Uji", (section,), samples.CREATED), samples.picture)
    found = [
        (p.find(f"{W}pPr/{W}pStyle").get(W + "val"), p.find(f"{W}pPr/{W}bidi") is not None, p.find(f"{W}pPr/{W}jc"))
        for p in body(content).iter(W + "p")
        if "چاچه" in "".join(p.itertext())
    ]
    assert [(style, bidi, "" if jc is None else jc.get(W + "val")) for style, bidi, jc in found] == [
        ("Keterangan", True, "right"),
        ("Sel", True, ""),
        ("Sel", True, ""),
        ("Sel", True, "center"),
        ("Keterangan", False, ""),
    ]


def test_a_cell_keeps_whole_what_stands_in_it_and_no_more() -> None:
    """An invisible letter holds a range together only where the text is of several lines."""
    told = "LKS-A Al-Muhajirin\nmasa 2027–2031, nomor 400.9.12/0214/DINSOS/2026"
    block = Table(
        (Column("No.", 16), Column("Isi", 40), Column("Sempit", 12)), (Row(("1–7", told, "Al-Muhajirin")),), ""
    )
    cells = _told_cells(block)
    held = told.replace("-", "~").replace("–", f"–{JOINER}").replace("\n", "")
    assert cells == ["1–7", held.replace("0214/", f"0214/{PLACE}"), "Al-Muhajirin"]


def _told_cells(block: Table) -> list[str]:
    content = word.write(Report("uji", "Uji", (Section((block,)),), samples.CREATED), samples.picture)
    return [
        "".join(
            {"noBreakHyphen": "~"}.get(one.tag.removeprefix(W), one.text or "") for one in cell.iter(W + "t", HYPHEN)
        )
        for cell in list(body(content).iter(W + "tc"))[len(block.columns) :]
    ]


def test_in_a_narrow_cell_a_code_says_where_its_lines_end() -> None:
    code = "AHU-0012345.AH.01.04.Tahun"
    block = Table((Column("Sempit", 26), Column("Isi", 90)), (Row((f"{code} 2014", f"{code} 2014")),), "", "small")
    narrow, wide = _told_cells(block)
    assert narrow.split(PLACE) == ["AHU-", "0012345.AH.", "01.04.Tahun 2014"]
    assert wide == f"{code} 2014".replace("-", "~")
