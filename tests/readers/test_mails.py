"""A mail is read as what is attached to it, and one that brings nothing as the letter that it is."""

from __future__ import annotations

import json
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart

import pytest

from documents.commands.intake import as_key
from documents.readers.files.mail import GONE, MOST_PARTS, SEVERAL, mail_kind, read_eml
from documents.readers.files.unreadable import PART, PASSWORD, Asked, Told, Unreadable
from documents.readers.reading import read_file
from tests.world.locking import WORD, locked
from tests.world.places import SAMPLES
from tests.world.reader_keys import differences

MAILS = SAMPLES / "mail"
MATRIX = SAMPLES / "import" / "03-matriks-judul-bertingkat.docx"
NOTES = SAMPLES / "import" / "05-lkks-libreoffice.docx"
AGREED = (
    "Yth. Bapak/Ibu,\n\nRapat LKKS tanggal 5 Oktober 2026 menyepakati:\n1. LKKS menyusun program kerja\n"
    "2. Dinsos mendata LKS"
)
ASKED = "Yth. Bapak/Ibu,\n\nMohon dikirim:\n1. Data pengurus LKKS\n2. Data LKS per kecamatan\n\nTerima kasih."


def mail(text: str = "Terlampir.", html: str = "", **files: bytes) -> bytes:
    """``files``: contents by name, "__" for the point in it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "lkks@contoh.example", "dinsos@contoh.example", "Rapat – LKKS"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in files.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name.replace("__", "."))
    return made.as_bytes()


@pytest.mark.parametrize("file", ["satu-lampiran.eml", "satu-lampiran.msg"])
def test_the_one_file_that_a_mail_brings_is_read_as_it_is(file: str):
    key = json.loads(MATRIX.with_name(f"{MATRIX.name}.expected.json").read_text(encoding="utf-8"))
    found = read_file(file, (MAILS / file).read_bytes())
    assert differences(key, as_key(file, found)) == []
    assert found.kind == "docx"
    assert found.remarks[0].text.startswith("dibaca lampirannya, ")


def test_of_several_one_is_asked_for():
    content = mail(matriks__docx=MATRIX.read_bytes(), notula__docx=NOTES.read_bytes(), logo__png=b"\x89PNG")
    with pytest.raises(Asked, match=SEVERAL) as asked:
        read_file("surel.eml", content)
    assert (asked.value.what, asked.value.choices) == (PART, ["matriks.docx", "notula.docx"])
    for part, file in (("1", MATRIX), ("2", NOTES)):
        found = read_file("surel.eml", content, told=Told(part=part))
        assert found.outcomes == read_file("a.docx", file.read_bytes()).outcomes
    with pytest.raises(Asked, match=GONE):
        read_file("surel.eml", content, told=Told(part="3"))
    assert read_file("surel.eml", content, told=Told(part="0")).outcomes == []


def test_a_locked_attachment_asks_for_its_word():
    content = mail(matriks__docx=locked(MATRIX.read_bytes()))
    with pytest.raises(Asked) as asked:
        read_file("surel.eml", content)
    assert asked.value.what == PASSWORD
    assert len(read_file("surel.eml", content, told=Told(WORD)).tasks) == 8


def test_what_a_mail_tells_counts_where_it_was_agreed():
    assert [o.text for o in read_file("a.eml", mail(AGREED)).outcomes] == [
        "LKKS menyusun program kerja", "Dinsos mendata LKS"
    ]  # fmt: skip
    assert read_file("a.eml", mail(ASKED)).outcomes == []
    assert [o.text for o in read_file("isi.msg", (MAILS / "isi-html.msg").read_bytes()).outcomes] == [
        "LKKS menyusun program kerja", "Dinsos memutakhirkan data LKS"
    ]  # fmt: skip


def test_the_list_of_a_mail_that_is_a_page_is_read_with_its_form():
    page = "<p>Rapat menyepakati:</p><ol><li>LKKS menyusun program kerja<li>Dinsos mendata LKS</ol>"
    assert len(read_file("a.eml", mail("Rapat menyepakati", page)).outcomes) == 2


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"From: a@b.c\nTo: d@e.f\nSubject: x\n\nisi", "eml"),
        (b"From - Mon Oct 05\nReceived: by x\n\tid 1\nDate: Mon\n\nisi", "eml"),
        (b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n\nisi", ""),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nisi", ""),
        (b"Hari: Senin\nTempat: Aula\nPeserta: LKKS\n", ""),
        (b"No;Hasil Rapat;Tindak Lanjut\n1;a;b\n", ""),
    ],
)
def test_a_mail_is_known_by_its_head(head: bytes, kind: str):
    assert mail_kind(head) == kind


def test_a_mail_under_another_name_is_told_as_one():
    with pytest.raises(Unreadable, match="surel, bukan .docx"):
        read_file("matriks.docx", mail(AGREED))


def test_names_and_texts_come_in_whatever_way_they_are_written():
    made = mail("x").replace(b"\n\nx", b"\nContent-Disposition: attachment; filename*=utf-8''%E2%82%AC.txt\n\nx")
    assert [one.name for one in read_eml(made).attached] == ["€.txt"]
    wild = b"From: a\nSubject: =?utf-99?B?eA==?= \x00\nContent-Type: text/plain; charset=tidak-ada\n\nbutir \xe9"
    assert (read_eml(wild).subject[:4], read_eml(wild).text) == ("=?ut", "butir é")


def test_a_mail_of_mails_of_mails_is_refused():
    deep = MIMEMultipart()
    for _ in range(MOST_PARTS + 5):
        outer = MIMEMultipart()
        outer.attach(deep)
        deep = outer
    deep["From"], deep["Subject"] = "a@b.c", "dalam"
    with pytest.raises(Unreadable, match="luar biasa berat"):
        read_file("dalam.eml", deep.as_bytes())
