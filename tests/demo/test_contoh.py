"""Whatever paper comes out of a demo says on every page, in both files and where it is checked, that it is none."""

from __future__ import annotations

import io
import subprocess
import zipfile

import pikepdf
import pytest
from flask import Flask

from app import create_app
from tests.world import seeded
from tests.world.instance import START, signed_in
from workflow.demo import actor_of
from workflow.kinds import KINDS, Kind
from workflow.rakor.papers import issue_for_rakor
from workflow.roles import Role
from workflow.store import Record
from workflow.tasks.rehearsal import as_it_stands

NOTE = "CONTOH, isinya karangan."


def issued(app: Flask, kind: str) -> Record:
    """A paper of that kind out of the demo, with its files; lists, of which it has none, are issued now."""
    parts = app.extensions["tuntas"]
    if made := parts.store.first("document", type=kind):
        return parts.publisher.publish(made["id"])
    dinsos, rakor = actor_of(parts.store, Role.DINSOS, ""), seeded.last_years(parts.store)["id"]
    return issue_for_rakor(parts.store, parts.publisher, dinsos, kind, rakor, {}, at=START)


def file_of(app: Flask, document: Record, ext: str) -> bytes:
    return app.extensions["tuntas"].publisher.archive.read(document["files"][ext]["sha256"])


def heads(content: bytes) -> list[str]:
    """The XML of what runs above the pages of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header")]


def pages(content: bytes) -> list[str]:
    printed = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return printed.stdout.decode().split("\f")[:-1]


@pytest.mark.slow  # every kind of paper
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != Kind.BUKU_AGENDA])
def test_every_page_of_both_files_says_so(demo_app: Flask, kind: str):
    document = issued(demo_app, kind)
    word, printed = (file_of(demo_app, document, ext) for ext in ("docx", "pdf"))
    assert heads(word)
    assert [head for head in heads(word) if "CONTOH" not in head] == []
    assert [page for page in pages(printed) if NOTE not in " ".join(page.split())] == []
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert str(pdf.docinfo["/Keywords"]).endswith("; CONTOH")


def test_a_draft_keeps_its_own_mark_as_well(demo_app: Flask):
    (page, *_) = pages(file_of(demo_app, issued(demo_app, "rtl"), "pdf"))
    assert "DRAF" in page.split()
    assert f"{NOTE} Revisi 1" in " ".join(page.split())


def test_the_check_page_says_so_before_anything_else(demo_app: Flask):
    document = issued(demo_app, "laporan")
    said = demo_app.test_client().get(f"/cek/{document['code']}").text
    assert 0 < said.index("CONTOH, bukan naskah dinas") < said.index(">Berlaku<")


def test_one_that_a_demo_made_says_so_for_ever(demo_app: Flask):
    """Also when the folder is opened as that of an office: its demo accounts are gone, its papers are not."""
    parts = demo_app.extensions["tuntas"]
    document = issued(demo_app, "laporan")
    assert parts.store.get("document", document["id"])["facts"]["sample"] is True


def test_a_paper_of_an_office_says_nothing_of_it(demo_app: Flask, tmp_path, monkeypatch):
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)
    office = create_app(tmp_path / "kantor", MODE="produksi", NOW=lambda: START, BASE_URL="https://tuntas.example")
    parts, demo = office.extensions["tuntas"], demo_app.extensions["tuntas"]
    task = demo.store.first("task", stage="draft")
    order = as_it_stands(task, START, mark="DRAF")
    made, marked = (p.publisher.compose(demo.store, order) for p in (parts, demo))
    parts.store.close()
    assert (made.data["mark"], made.data["watermark"]) == ("DRAF", "")
    assert "CONTOH" not in made.data["mark_note"]
    assert "sample" not in made.facts
    assert (marked.data["mark"], marked.data["watermark"]) == ("DRAF", "CONTOH")


@pytest.mark.parametrize("ext", ["docx", "xlsx"])
def test_the_form_that_travels_says_so(demo_app: Flask, ext: str):
    rakor = demo_app.extensions["tuntas"].store.first("rakor", example=False)["id"]
    form = signed_in(demo_app, "ketua.bireuen").get(f"/rakor/{rakor}/formulir.{ext}")
    with zipfile.ZipFile(io.BytesIO(form.data)) as archive:
        texts = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert NOTE in texts
