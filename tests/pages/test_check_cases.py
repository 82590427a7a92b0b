"""The check page tells six cases apart, of real files, and says nothing of what a paper holds."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pikepdf
import pytest
from flask import Flask
from PIL import Image

from documents.incoming.reader import reader_of
from tests.world.arranged import bring
from tests.world.evidence_files import phone_photo
from tests.world.instance import START
from tests.world.office_suite import Converted
from tests.world.really_signed import really_signed
from tests.world.word_typed import with_text
from workflow.store import Record

Said = Callable[[Record, bytes], str]


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "implemented", START)


@pytest.fixture
def papers(app: Flask, tuntas: SimpleNamespace, task: Record) -> list[Record]:
    """The report and the implementation report, their files made."""
    publish = app.extensions["tuntas"].publisher.publish
    kinds = ("laporan", "pelaksanaan")
    return [publish(tuntas.store.find("document", task=task["id"], type=kind)[0]["id"]) for kind in kinds]


@pytest.fixture
def archived(app: Flask) -> Callable[[Record, str], bytes]:
    return app.extensions["tuntas"].publisher.archived


@pytest.fixture
def said(app: Flask) -> Said:
    """What is said of a file on the page of a paper."""
    app.config["WTF_CSRF_ENABLED"] = False

    def ask(paper: Record, content: bytes) -> str:
        answer = app.test_client().post(f"/cek/{paper['code']}", data={"file": (io.BytesIO(content), "a.pdf")})
        found = lxml.html.fromstring(answer.text).get_element_by_id("hasil")
        return " ".join(found.text_content().split())

    return ask


def linearised(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, linearize=True)
    return out.getvalue()


def test_the_same_and_another_paper(papers: list[Record], archived: Any, said: Said):
    letter, done = papers
    assert said(letter, archived(letter, "pdf")).startswith("Berkas sama persis")
    for ext in ("pdf", "docx"):
        words = said(letter, archived(done, ext))
        assert words.startswith("Berkas dari naskah lain Berkas Anda bukan naskah ini, melainkan naskah lain")
        assert f"{done['title']}, tanggal 9 November 2026." in words
        assert f"Periksa di kode {done['code']}" in words
    numbers = f"{letter['number']}; laporan {letter['number_report']}"
    assert f"{letter['title']}, nomor {numbers}, tanggal 9" in said(done, archived(letter, "pdf"))
    words = said(letter, linearised(archived(done, "pdf")))
    assert "berkasnya belum tentu sama dengan yang diterbitkan" in words
    assert f"Periksa di kode {done['code']}" in words


def test_saved_anew(papers: list[Record], archived: Any, said: Said):
    words = said(papers[0], linearised(archived(papers[0], "pdf")))
    assert words.startswith("Berkas disimpan ulang, teksnya sama Teks yang terbaca sama dengan PDF yang diterbitkan")


def test_a_service_that_saves_anew_and_signs_is_told_with_its_signature(
    papers: list[Record], archived: Any, said: Said
):
    words = said(papers[0], really_signed(linearised(archived(papers[0], "pdf")), "Contoh Kepala Dinas"))
    assert words.startswith("Berkas disimpan ulang, teksnya sama")
    assert "utuh, tetapi tidak mencakup seluruh PDF yang diterbitkan." in words
    assert "Contoh Kepala Dinas" not in words  # a name that the paper itself does not print


def test_saved_anew_and_printed_by_another_program(
    papers: list[Record], archived: Any, said: Said, libreoffice: Converted, tmp_path: Path
):
    for paper in papers:
        (tmp_path / f"{paper['id']}.docx").write_bytes(archived(paper, "docx"))
        changed = with_text(archived(paper, "docx"), "2026", "2027")
        (tmp_path / f"lain-{paper['id']}.docx").write_bytes(changed)
    files = sorted(tmp_path.glob("*.docx"))
    for kind in ("docx", "pdf"):
        libreoffice(kind, tmp_path / "baru", *files)
        for paper in papers:
            again, changed = ((tmp_path / "baru" / f"{n}{paper['id']}.{kind}").read_bytes() for n in ("", "lain-"))
            assert said(paper, again).startswith("Berkas disimpan ulang, teksnya sama")
            assert said(paper, changed).startswith("Berkas berbeda")


def test_a_changed_number_is_told_by_its_place(papers: list[Record], archived: Any, said: Said):
    letter = papers[0]
    words = said(letter, with_text(archived(letter, "docx"), letter["number"], "400.9.12/9999/DINSOS/2026"))
    assert "Isi berkas Anda tidak sama dengan Word yang diterbitkan." in words
    assert "Yang berbeda: “Nomor”" in words
    assert "9999" not in words


def test_what_was_written_into_it_is_told_without_saying_what(papers: list[Record], archived: Any, said: Said):
    docx = archived(papers[1], "docx")
    words = said(papers[1], with_text(docx, "</w:body>", "<w:p><w:r><w:t>Rahasia kita</w:t></w:r></w:p></w:body>"))
    assert words.endswith("Yang berbeda: ada teks yang tidak terdapat pada naskah yang diterbitkan")
    assert "Rahasia" not in words


def test_a_file_with_little_of_the_paper_learns_nothing(papers: list[Record], archived: Any, said: Said):
    """Who has no more than the code must not find out by trying what a paper says where."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archived(papers[1], "docx"))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                head, body = content.split(b"<w:body>", 1)
                content = head + b"<w:body><w:p><w:r><w:t>LAPORAN PELAKSANAAN</w:t></w:r></w:p></w:body></w:document>"
            new.writestr(entry, content)
    assert said(papers[1], out.getvalue()).startswith("Berkas ini bukan naskahnya")


@pytest.mark.parametrize(
    "content",
    [phone_photo(1), b"", b"%PDF-1.7 halo", b"PK\x03\x04", b"bukan apa-apa" * 99],
    ids=["photo", "empty", "torn pdf", "torn zip", "text"],
)
def test_what_is_no_paper(papers: list[Record], said: Said, content: bytes):
    assert said(papers[0], content).startswith("Berkas ini bukan naskahnya")


def test_a_picture_of_the_paper_is_no_text(papers: list[Record], said: Said):
    out = io.BytesIO()
    Image.new("L", (800, 1200), 255).save(out, "PDF")
    assert said(papers[0], out.getvalue()).startswith("Berkas ini bukan naskahnya")


def test_strangers_wait_behind_each_other_and_not_in_front_of_offices(app: Flask, papers: list[Record], said: Said):
    reader = app.extensions["tuntas"].reader
    with reader._strangers:
        assert said(papers[0], b"%PDF-1.7 halo").startswith("Berkas belum dapat dibandingkan")
    assert said(papers[0], b"%PDF-1.7 halo").startswith("Berkas ini bukan naskahnya")


def test_it_is_read_in_the_process_beside_the_app(
    app: Flask, papers: list[Record], archived: Any, said: Said, tmp_path: Path
):
    reader = reader_of(tmp_path, 1)
    app.extensions["tuntas"] = replace(app.extensions["tuntas"], reader=reader)
    try:
        assert said(papers[0], linearised(archived(papers[0], "pdf"))).startswith("Berkas disimpan ulang")
    finally:
        reader.close()


def with_part(docx: bytes, part: str, before: str, after: str) -> bytes:
    """A Word file whose parts of that name say something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).decode("latin-1")
            new.writestr(
                entry, (re.sub(before, after, content) if part in entry.filename else content).encode("latin-1")
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("word/footer", "Periksa", "Sah menurut undang-undang, periksa"),
        ("word/header", "</w:hdr>", "<w:p><w:r><w:t>KANTOR LAIN</w:t></w:r></w:p></w:hdr>"),
    ],
    ids=["a foot says more", "a head says more"],
)
def test_what_stands_above_and_below_the_pages_of_word_is_compared(
    papers: list[Record], archived: Any, said: Said, part: str, before: str, after: str
):
    changed = with_part(archived(papers[0], "docx"), part, before, after)
    words = said(papers[0], changed)
    assert words.startswith("Berkas berbeda")
    assert words.endswith("Yang berbeda: kepala atau kaki halaman")


def test_hidden_letters_are_none(papers: list[Record], archived: Any, said: Said):
    number, look = re.escape(papers[0]["number"]), r"(<w:rPr>)?"
    hidden = rf"<w:r>{look}((?:(?!<w:r>).)*{number})"
    docx = with_part(archived(papers[0], "docx"), "word/document", r"<w:r>(?!<w:rPr>)", "<w:r><w:rPr></w:rPr>")
    words = said(papers[0], with_part(docx, "word/document", hidden, r"<w:r><w:rPr><w:vanish/>\2"))
    assert words.startswith("Berkas berbeda")
    assert "“Nomor”" in words
