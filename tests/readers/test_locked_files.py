"""Files behind a password are asked about, opened by the right word, and read as what is behind it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
import weasyprint

from documents.commands.intake import as_key
from documents.package import Unfit
from documents.readers.files.locked import WRONG, unlocked
from documents.readers.files.unreadable import PASSWORD, Asked, Told, Unreadable
from documents.readers.reading import LIMITS, read_file
from tests.world.locking import WORD, locked, locked_pdf, other_lock
from tests.world.places import SAMPLES
from tests.world.reader_keys import differences

AES = "http://www.w3.org/2001/04/xmlenc"
BEHIND = {
    "01-matriks-sembilan-kolom.docx": locked((SAMPLES / "import" / "01-matriks-sembilan-kolom.docx").read_bytes()),
    "04-rekomendasi-pic.xlsx": locked((SAMPLES / "import" / "04-rekomendasi-pic.xlsx").read_bytes()),
    "04-rekomendasi-pic.xls": (SAMPLES / "locked" / "rekomendasi.xls").read_bytes(),
    "02-notula-poin-diketik.odt": (SAMPLES / "locked" / "notula.odt").read_bytes(),
    "04-rekomendasi-pic.ods": (SAMPLES / "locked" / "rekomendasi.ods").read_bytes(),
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


LOCKS = {
    "Blowfish": (f"{AES}#aes256-cbc", "Blowfish CFB", "tidak dikenal"),
    "another way to a key": ('name="PBKDF2"', 'name="argon2id"', "tidak dikenal"),
    "turns without end": ('count="100000"', 'count="99999999999999999999"', "rusak"),
    "no turns": ('count="100000"', 'count="-1"', "rusak"),
    "a salt that is none": ('salt="', 'salt="*', "rusak"),
    "a short beginning": ('vector="', 'vector="AAAA" x="', "rusak"),
    "nothing about the key": ("key-derivation ", "other ", "tidak dikenal"),
}


@pytest.mark.parametrize("case", LOCKS)
def test_a_lock_of_libreoffice_that_is_unknown_or_damaged_is_told(case: str):
    old, new, told = LOCKS[case]
    content = other_lock(BEHIND["02-notula-poin-diketik.odt"], old, new)
    with pytest.raises(Unreadable, match=told) as refused:
        read_file("notula.odt", content, told=Told(WORD))
    assert not isinstance(refused.value, Asked)


def test_a_file_that_libreoffice_locked_as_a_whole_is_not_asked_about():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("encrypted-package", b"x" * 99)
    for told in (Told(), Told(WORD)):
        with pytest.raises(Unreadable, match="hapus kata sandinya") as refused:
            read_file("notula.odt", out.getvalue(), told=told)
        assert not isinstance(refused.value, Asked)


def test_a_locked_part_unfolds_no_further_than_any_other():
    with pytest.raises(Unfit, match="bomb"):
        unlocked(BEHIND["02-notula-poin-diketik.odt"], WORD, replace(LIMITS, part=9_000))


def test_a_part_that_is_named_twice_is_opened_once():
    content = BEHIND["02-notula-poin-diketik.odt"]
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        manifest = file.read("META-INF/manifest.xml").decode()
    found = re.search('<manifest:file-entry[^>]*"content.xml".*?</manifest:file-entry>', manifest, re.DOTALL)
    assert found
    twice = other_lock(content, found[0], found[0] * 2)
    assert read_file("notula.odt", twice, told=Told(WORD)) == read_file("notula.odt", content, told=Told(WORD))


def test_an_old_word_file_is_asked_about_too():
    content = (SAMPLES / "locked" / "notula.doc").read_bytes()
    with pytest.raises(Asked, match="kata sandi"):
        read_file("notula.doc", content)
    assert unlocked(content, WORD, LIMITS) != content


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
