"""Files behind a password are asked about, opened by the right word, and read as what is behind it."""

from __future__ import annotations

import json

import pytest
import weasyprint

from documents.commands.intake import as_key
from documents.readers.files.locked import WRONG, unlocked
from documents.readers.files.unreadable import PASSWORD, Asked, Told, Unreadable
from documents.readers.reading import read_file
from tests.world.locking import WORD, locked, locked_pdf
from tests.world.places import SAMPLES
from tests.world.reader_keys import differences

BEHIND = {
    "01-matriks-sembilan-kolom.docx": locked((SAMPLES / "import" / "01-matriks-sembilan-kolom.docx").read_bytes()),
    "04-rekomendasi-pic.xlsx": locked((SAMPLES / "import" / "04-rekomendasi-pic.xlsx").read_bytes()),
    "04-rekomendasi-pic.xls": (SAMPLES / "locked" / "rekomendasi.xls").read_bytes(),
}


@pytest.mark.parametrize("name", BEHIND)
def test_the_word_is_asked_for_and_opens_it(name: str):
    with pytest.raises(Asked, match="kata sandi") as asked:
        read_file(name, BEHIND[name])
    assert asked.value.what == PASSWORD
    with pytest.raises(Asked, match=WRONG):
        read_file(name, BEHIND[name], told=Told("rahasia"))
    key = json.loads((SAMPLES / "import" / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert differences(key, as_key(name, read_file(name, BEHIND[name], told=Told(WORD)))) == []


def test_an_old_word_file_is_asked_about_too():
    content = (SAMPLES / "locked" / "notula.doc").read_bytes()
    with pytest.raises(Asked, match="kata sandi"):
        read_file("notula.doc", content)
    assert unlocked(content, WORD) != content


def test_a_pdf_is_opened_by_its_word_too():
    page = weasyprint.HTML(string="<p>Rapat menyepakati:</p><p>1. LKKS menyusun program kerja</p>").write_pdf()
    content = locked_pdf(page)
    with pytest.raises(Asked, match="kata sandi") as asked:
        read_file("notula.pdf", content)
    assert asked.value.what == PASSWORD
    with pytest.raises(Asked, match=WRONG):
        read_file("notula.pdf", content, told=Told("rahasia"))
    found = read_file("notula.pdf", content, told=Told(WORD))
    assert [outcome.text for outcome in found.outcomes] == ["LKKS menyusun program kerja"]
    with pytest.raises(Unreadable, match="rusak"):
        read_file("notula.pdf", b"%PDF-1.7 " + b"x" * 500, told=Told(WORD))


def test_a_file_without_a_lock_needs_no_word():
    name = "01-matriks-sembilan-kolom.docx"
    content = (SAMPLES / "import" / name).read_bytes()
    assert read_file(name, content, told=Told("apa saja")).outcomes == read_file(name, content).outcomes


def test_a_word_is_never_shown():
    assert WORD not in repr(Told(WORD))


def test_what_describes_a_lock_has_no_entities():
    name = "01-matriks-sembilan-kolom.docx"
    content = BEHIND[name]
    at = content.index(b"<encryption")
    with pytest.raises(Unreadable, match="rusak"):
        read_file(name, content[:at] + b"<!DOCTYPE " + content[at + 10 :], told=Told(WORD))
