"""A place for a certified signature: an empty field where the hand would sign, in Word a cell; really signed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from documents.issue.file_text import text_of
from documents.issue.marked_copy import marked
from documents.issue.signatures import signatures
from documents.issue.text_compared import MARKED, compared
from documents.pdf import writer as pdf
from documents.report import measures, sign_places
from documents.report.blocks import Report, SignatureBlock
from documents.report.frozen import from_data, to_data
from documents.report.sign_field import WORD
from documents.word import writer as word
from documents.word.elements import W
from tests.world import conforming, papers
from tests.world import report_samples as samples
from tests.world.office_suite import Converted
from tests.world.same_text import folded, is_parted, pdf_text, spoken, word_text
from tests.world.tte import filled, sign_electronically
from workflow.kinds import certified

MM = 72 / 25.4
WHOLE = ("surat dan laporan", "laporan bersama", "pelaksanaan tanpa foto", "daftar lks")  # one, two signers; turned
STEPS = range(len(measures.STEPS))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[papers.Desk]:
    made = papers.desk(tmp_path_factory.mktemp("tte") / "i", papers.WORDS["plain"])
    sign_electronically(made.store, "#ttd")
    yield made
    made.store.close()


def names(report: Report) -> list[str]:
    return [place.name for _, place in sign_places.places(report)]


def fields(content: bytes) -> list[tuple[str, int, list[float]]]:
    """Of each field its name, page and edges in mm from the lower left corner."""
    with pikepdf.open(io.BytesIO(content)) as file:
        pages = [page.obj.objgen for page in file.pages]
        form = file.Root.get("/AcroForm")
        return [
            (str(field.T), pages.index(field.P.objgen), [float(edge) / MM for edge in field.Rect])
            for field in (form.Fields if form is not None else ())
        ]


def test_what_counts_has_a_place_for_each_who_signs_and_nothing_else_has(desk: papers.Desk):
    for kind in papers.PAPERS:
        report = papers.content(desk, kind)
        blocks = [b for s in report.sections for b in s.blocks if isinstance(b, SignatureBlock)]
        count = sum(len(block.signers) for block in blocks) if certified(report.kind) else 0
        assert names(report) == [f"TTD_{n}" for n in range(1, count + 1)], kind
        for block in blocks if count else ():
            anchors = [one.place.anchor for one in block.signers if one.place]
            assert anchors == [*[""] * (len(block.signers) - 1), "#ttd"], kind  # the office's own stands right


@pytest.mark.parametrize("kind", WHOLE)
def test_both_files_conform_and_say_the_same(desk: papers.Desk, kind: str, tmp_path: Path):
    paper = papers.made(desk, kind)
    conforming.check_pdf(paper.pdf, paper.report, tmp_path / "naskah.pdf")
    conforming.check_word(paper.docx, paper.report, tmp_path / "naskah.docx")
    wanted = spoken(paper.report)
    assert folded(word_text(paper.docx)).replace(folded(WORD), "") == wanted
    assert is_parted(paper.report) or folded(pdf_text(paper.pdf, paper.report, tmp_path)) == wanted
    assert "#ttd" in wanted
    for content in (paper.pdf, pdf.write(paper.report, desk.publisher.evidence.read)):
        assert content == paper.pdf
        assert [name for name, _, _ in fields(content)] == names(paper.report)
    told = " ".join(pypdfium2.PdfDocument(paper.pdf)[0].get_textpage().get_text_bounded().split())
    assert f"/cek/{paper.report.code}. Kode periksa ini bukan tanda tangan. Kode naskah" in told


def two() -> Report:
    """A paper of two signers, one with a.n. before his office."""
    return sign_places.put(replace(samples.pelaksanaan(), mark=""), "")


def edge_of(content: bytes, page: int, text: str) -> tuple[float, float, float, float]:
    """Left, lower, right and upper edge of the first letter, in mm."""
    page_text = pypdfium2.PdfDocument(content)[page].get_textpage()
    at, _ = page_text.search(text, match_case=True).get_next()
    return tuple(edge / MM for edge in page_text.get_charbox(at))  # type: ignore[return-value]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("report", [sign_places.put(samples.surat(), ""), two()], ids=["one", "two"])
def test_the_field_is_where_the_hand_would_sign(report: Report, step: int):
    content, box = pdf.write(replace(report, step=step), samples.picture), measures.STEPS[step].box
    assert box == ((66, 26), (63, 23), (63, 23), (60, 20), (60, 20), (60, 20))[step]
    gaps = []
    for (_, page, (left, lower, right, upper)), (signer, _) in zip(
        fields(content), sign_places.places(report), strict=True
    ):
        assert (right - left, upper - lower) == pytest.approx(box, abs=0.05)
        over = edge_of(content, page, signer.office[-1])
        assert over[0] - left == pytest.approx(0, abs=0.6)  # the letter's own side
        gaps.append(over[1] - upper)
        if signer.name:
            under = edge_of(content, page, signer.name)
            assert under[0] - left == pytest.approx(0, abs=0.6)
            assert 0.5 < lower - under[3] < 4.5
    assert 0.5 < min(gaps) < 4.5  # of two the boxes are at one height, whatever stands over each
    assert len({round(edges[1], 1) for _, _, edges in fields(content)}) == 1


def cells(docx: bytes) -> list[tuple[float, float, float, str, set[tuple[str, str, str]]]]:
    """Of each box in mm how far in, how wide and how high it is, how exactly, and its lines."""
    tree = conforming.word_parts(docx)["word/document.xml"]
    found = []
    for text in [t for t in tree.iter(W + "t") if t.text and t.text.endswith(WORD)]:
        cell = next(text.iterancestors(W + "tc"))
        row, table = next(cell.iterancestors(W + "tr")), next(cell.iterancestors(W + "tbl"))
        height = row.find(f"{W}trPr/{W}trHeight")
        lines = {
            tuple(line.get(W + name) for name in ("val", "sz", "color")) for line in cell.find(f"{W}tcPr/{W}tcBorders")
        }
        mm = [
            _twips(table.find(f"{W}tblPr/{W}tblInd"), "w"),
            _twips(cell.find(f"{W}tcPr/{W}tcW"), "w"),
            _twips(height, "val"),
        ]
        found.append((*mm, height.get(W + "hRule"), lines))
        assert text.getparent().find(f"{W}rPr/{W}sz").get(W + "val") == "13"  # halves of a point
    return found


def _twips(element: etree._Element, name: str) -> float:
    return round(int(element.get(W + name)) / 1440 * 25.4, 1)


@pytest.mark.parametrize("step", STEPS)
def test_word_has_a_cell_of_that_size_at_that_place(step: int):
    box, lines = measures.STEPS[step].box, {("dashed", "4", "808080")}
    for report, count in ((sign_places.put(samples.surat(), "#"), 1), (two(), 2)):
        found = cells(word.write(replace(report, step=step), samples.picture))
        assert found == [(measures.HANG, *box, "exact", lines)] * count  # of two one has a.n.


def test_libreoffice_draws_it_there_too(libreoffice: Converted, tmp_path: Path):
    """Under the line of the office as far as in the PDF, and as far from the left."""
    report = sign_places.put(samples.surat(), "")
    content = pdf.write(report, samples.picture)
    (tmp_path / "a.docx").write_bytes(word.write(report, samples.picture))
    libreoffice("pdf", tmp_path, tmp_path / "a.docx")
    again = (tmp_path / "a.pdf").read_bytes()
    ((_, page, (left, lower, _, _)),), ((signer, _),) = fields(content), sign_places.places(report)
    over, under = (
        [edge_of(one, page, text)[1] for one in (content, again)] for text in (signer.office[-1], signer.name)
    )
    assert over[0] - under[0] == pytest.approx(over[1] - under[1], abs=0.4)
    said = edge_of(again, page, WORD)
    assert said[0] - left == pytest.approx(1.5, abs=0.8)
    assert over[1] - said[1] == pytest.approx(over[0] - lower - 1.5, abs=0.8)


def test_between_wide_margins_two_boxes_do_not_touch():
    report = two()
    narrow = replace(report.sections[0], margins=(20, 45, 25, 45))
    content = pdf.write(replace(report, sections=(narrow,)), samples.picture)
    (_, _, (_, _, right, _)), (_, _, (left, _, _, _)) = fields(content)
    assert left - right >= measures.BESIDE - 0.1


def test_the_field_says_to_who_listens_what_it_is_for(desk: papers.Desk):
    content = papers.made(desk, "laporan bersama").pdf
    with pikepdf.open(io.BytesIO(content)) as file:
        first, second = file.Root.AcroForm.Fields
        assert int(file.Root.AcroForm.SigFlags) == 3
        assert "/V" not in first
        assert str(first.TU).startswith("Tempat tanda tangan elektronik KETUA LKKS KABUPATEN ")
        assert str(second.TU).startswith("Tempat tanda tangan elektronik a.n. KEPALA DINAS SOSIAL ")
        forms = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Form"]
        assert [str(one.Alt) for one in forms] == [str(first.TU), str(second.TU)]
        assert all(one.K.Type == "/OBJR" for one in forms)


def dashed(content: bytes, page: int, edges: list[float]) -> bool:
    """Whether the upper line of the box is seen."""
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        height = document[page].get_height()
        shown = document[page].render(scale=2, grayscale=True).to_pil()
    left, _, right, upper = (edge * MM for edge in edges)
    line = [shown.getpixel((x, round((height - upper) * 2))) for x in range(round(left * 2), round(right * 2))]
    return sum(point < 230 for point in line) > 100


def test_a_visible_signature_takes_the_place_of_the_box_and_both_are_found():
    content = pdf.write(two(), samples.picture)
    assert signatures(content, len(content)) == []  # an empty field is no signature
    once = filled(content, "Cut Contoh", "TTD_1")
    twice = filled(once, "Teuku Contoh", "TTD_2")
    found = signatures(twice, len(content))
    assert [(one.name, one.sound) for one in found] == [("Cut Contoh", True), ("Teuku Contoh", True)]
    (_, page, first), (_, _, second) = fields(content)
    assert dashed(content, page, first)
    assert not dashed(once, page, first)
    assert dashed(once, page, second)
    assert not dashed(twice, page, second)
    assert fields(twice) == fields(content)


def test_a_marked_copy_keeps_the_room_and_has_no_field(desk: papers.Desk, tmp_path: Path):
    paper = papers.made(desk, "surat dan laporan")
    record = {**paper.record, "status": "dicabut", "reason": "Contoh", "ended": "2026-11-10T02:00:00+00:00"}
    copy = from_data(marked(to_data(paper.report), record, None))
    content = pdf.write(copy, desk.publisher.evidence.read)
    assert fields(content) == []
    assert WORD not in word_text(word.write(copy, desk.publisher.evidence.read))
    assert len(pypdfium2.PdfDocument(content)) == len(pypdfium2.PdfDocument(paper.pdf))
    conforming.check_pdf(content, copy, tmp_path / "salinan.pdf")
    issued, sent = (text_of(one)["text"] for one in (paper.pdf, content))
    assert compared(paper.report, issued, sent, copy=copy).verdict == MARKED


def test_a_preview_shows_the_box_and_cannot_be_signed(desk: papers.Desk, tmp_path: Path):
    """Only what is issued has a field; the paper looks the same, and the box is told to who listens."""
    report = papers.PREVIEWS["laporan bersama"](desk)
    assert (report.mark, names(report)) == ("PRATINJAU", ["TTD_1", "TTD_2"])
    content = pdf.write(report, desk.publisher.evidence.read)
    assert fields(content) == []
    assert b"AcroForm" not in content
    step = pdf.settled(report, desk.publisher.evidence.read).step
    places = fields(pdf.write(replace(report, mark="", step=step), desk.publisher.evidence.read))
    assert [dashed(content, page, edges) for _, page, edges in places] == [True, True]  # no field, and yet a box
    conforming.check_pdf(content, report, tmp_path / "pratinjau.pdf")
    with pikepdf.open(io.BytesIO(content)) as file:
        parts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
        told = [str(one.Alt) for one in parts if one.get("/S") == "/Figure" and WORD in str(one.get("/Alt", ""))]
    assert len(told) == 2


def test_what_was_frozen_before_is_as_it_was(desk: papers.Desk):
    """Without a word of places in it; and an office that signs by pen has no box."""
    report = samples.surat()
    before = to_data(report)
    for section in before["sections"]:
        for block in section["blocks"]:
            for signer in block.get("signers", ()):
                assert signer.pop("place") is None
    assert from_data(before) == report
    content = pdf.write(report, samples.picture)
    assert fields(content) == []
    assert b"AcroForm" not in content
    assert (
        "Bukan tanda tangan elektronik tersertifikasi."
        in pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    )
