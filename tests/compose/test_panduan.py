"""The Panduan of a role says what Bantuan answers, in both files alike, and is no naskah."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx import Document

from documents.compose.panduan import ON_A_PAGE, panduan
from documents.issue.kept_files import KEPT, KeptFiles
from documents.pdf import writer as pdf
from documents.report.blocks import Report
from documents.report.failures import NotMade
from documents.report.frozen import from_data, to_data
from documents.report.guide_pictures import named, with_ours
from documents.word import writer as word
from tests.world import conforming, same_text
from tests.world.instance import START
from tests.world.office_suite import Converted
from tests.world.plain_lines import BLOCKS
from workflow.guide import ANSWERS
from workflow.roles import Role

ACCOUNTS = {"ketua.bireuen": "Ketua LKKS", "sekdis.bireuen": "Sekdis", "admin": "Admin"}


def unknown(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)


PICTURES = with_ours(unknown)


def of(role: Role) -> Report:
    return panduan(role, START, "1.2.3")


@pytest.mark.parametrize("role", Role)
def test_it_says_each_question_and_step(role: Role):
    blocks = [block for section in of(role).sections for block in section.blocks]
    said = "\n".join(line for block in blocks for line in BLOCKS[type(block).__name__](block))
    for one in ANSWERS[role]:
        assert said.count(one.question) == 2  # in the contents, and over its steps
        assert all(step in said for step in one.steps)
    assert "disusun 9 November 2026" in said
    assert "Tuntas 1.2.3" in said


def test_it_is_no_naskah():
    report = of(Role.CHAIR)
    assert (report.code, report.check_url, report.mark, report.told.number) == ("", "", "", "")
    assert from_data(to_data(report)) == report


@pytest.mark.parametrize("role", Role)
def test_both_files_say_the_same_and_conform(role: Role, tmp_path: Path):
    report = of(role)
    same_text.agree(report, tmp_path, PICTURES)
    made = pdf.write(report, PICTURES)
    conforming.check_pdf(made, report, tmp_path / "panduan.pdf")
    conforming.check_word(word.write(report, PICTURES), report, tmp_path / "panduan.docx")


def test_each_picture_is_told_in_words():
    with pikepdf.open(io.BytesIO(pdf.write(of(Role.SEKDIS), PICTURES))) as file:
        figures = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert {str(one.Alt) for one in figures} == {one.alt for one in ANSWERS[Role.SEKDIS]}


def test_word_has_as_many_pages(libreoffice: Converted, tmp_path: Path):
    for role in Role:
        (tmp_path / f"{role}.docx").write_bytes(word.write(of(role), PICTURES))
    libreoffice("pdf", tmp_path, *(tmp_path / f"{role}.docx" for role in Role))
    for role in Role:
        counts = [len(pypdfium2.PdfDocument(content)) for content in (
            (tmp_path / f"{role}.pdf").read_bytes(), pdf.write(of(role), PICTURES),
        )]  # fmt: skip
        assert counts == [-(-len(ANSWERS[role]) // ON_A_PAGE)] * 2


@pytest.mark.parametrize("username", ACCOUNTS)
def test_a_reader_gets_the_one_of_the_own_role(client_as, username: str):
    client = client_as(username)
    answer = client.get("/bantuan/panduan.docx")
    assert answer.status_code == 200
    texts = [paragraph.text for paragraph in Document(io.BytesIO(answer.data)).paragraphs]
    (role,) = (role for role in Role if role.label == ACCOUNTS[username])
    assert [text for text in texts if text.startswith("Bagaimana")][: len(ANSWERS[role])] == [
        one.question for one in ANSWERS[role]
    ]
    assert client.get("/bantuan/panduan.docx").data == answer.data
    assert client.get("/bantuan/panduan.pdf").data.startswith(b"%PDF-1.7")


def test_it_is_the_same_all_day():
    evening = START + timedelta(hours=10)
    assert panduan(Role.ADMIN, evening, "1") == panduan(Role.ADMIN, START, "1")
    assert panduan(Role.ADMIN, START + timedelta(days=1), "1") != panduan(Role.ADMIN, START, "1")


def test_only_our_own_pictures_are_read():
    assert with_ours(lambda sha256: b"theirs")("0" * 64) == b"theirs"
    assert PICTURES(named()["rencana"]).startswith(b"\x89PNG")


def test_a_file_is_made_once_and_the_oldest_goes():
    made: list[str] = []

    def render(data: dict[str, str], ext: str) -> bytes:
        made.append(data["n"])
        return f"{data['n']}.{ext}".encode()

    kept = KeptFiles(render)
    for n in ("0", "0", *map(str, range(1, KEPT)), "0", "new", "0", "1"):
        assert kept.file({"n": n}, "pdf") == f"{n}.pdf".encode()
    assert made == [*map(str, range(KEPT)), "new", "1"]


def test_what_could_not_be_made_is_tried_again():
    tries = []

    def render(data: dict[str, str], ext: str) -> bytes:
        tries.append(ext)
        if len(tries) == 1:
            raise NotMade("Coba lagi.")
        return b"made"

    kept = KeptFiles(render)
    with pytest.raises(NotMade):
        kept.file({}, "pdf")
    assert kept.file({}, "pdf") == b"made"
