"""Every way in for a file, and what must not come through it: the answer is a sentence, and nothing is kept but
pictures made anew, whole PDFs and letterheads without text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from flask import Flask
from lxml import html
from PIL import Image
from werkzeug.http import parse_options_header
from werkzeug.test import TestResponse

from tests.world.arranged import bring, photo
from tests.world.evidence_files import encoded, heic, png_that_says
from tests.world.instance import START, signed_in
from tests.world.pages_read import texts
from tests.world.shared import one_app, unrendered
from tests.world.upload_ways import PAYLOAD, Way, kept, pdf, ways_in, word, zipped
from workflow.evidence.file_names import clean_name, ending, misfit, with_ending


def picture(kind: str) -> bytes:
    return encoded(Image.new("RGB", (40, 30), "green"), kind)


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + PAYLOAD + b"</svg>"
HTML = b"<!doctype html><html>" + PAYLOAD + b"</html>"
DTD = (b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'MUATAN'>]><w:document")
MACRO_TYPE = (b"wordprocessingml.document.main+xml", b"x")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + PAYLOAD
# what it is -> (content, name, words of the refusal)
NO_PICTURE = {
    "svg": (SVG, "logo.svg", "tidak dikenal"), "svg named jpg": (SVG, "logo.jpg", "tidak dikenal"),
    "html": (HTML, "surat.html", "tidak dikenal"), "html named png": (HTML, "a.png", "tidak dikenal"),
    "zip": (zipped(), "a.jpg", "tidak dikenal"), "word": (word(), "a.docx", "tidak dikenal"),
    "exe": (b"MZ" + PAYLOAD * 9, "a.jpg", "tidak dikenal"), "empty": (b"", "a.jpg", "kosong"),
    "gif": (picture("GIF"), "a.gif", "tidak dikenal"), "bmp": (picture("BMP"), "a.bmp", "tidak dikenal"),
    "tiff": (picture("TIFF"), "a.tif", "tidak dikenal"), "avif": (picture("AVIF"), "a.avif", "tidak dikenal"),
    "cut webp": (picture("WEBP")[:40], "a.webp", "rusak"), "webp named exe": (picture("WEBP"), "a.exe", "tidak sesuai"),
    "heic": (HEIC, "a.heic", "HEIC"), "gif with script": (b"GIF89a/*" + PAYLOAD, "a.jpg", "tidak dikenal"),
    "cut": (photo()[:300], "a.jpg", "rusak"), "cut png": (picture("PNG")[:60], "a.png", "rusak"),
    "many pixels": (png_that_says(8000, 5001), "a.png", "40 juta piksel"),
    "huge": (png_that_says(2**31 - 1, 2**31 - 1), "a.png", "40 juta piksel"),
    "jpeg named exe": (photo(), "foto.exe", "tidak sesuai isinya"),
    "jpeg named html": (photo(), "foto.html", "tidak sesuai isinya"),
    "jpeg named docx": (photo(), "foto.docx", "tidak sesuai isinya"),
    "jpeg named pdf": (photo(), "foto.pdf", "tidak sesuai isinya"),
    "jpeg named jpg.scr": (photo(), "foto.jpg.scr", "tidak sesuai isinya"),
}  # fmt: skip
NO_PDF = {
    "zip behind": (pdf() + zipped(), "a.pdf", "di belakang akhirnya"),
    "html behind": (pdf() + HTML, "a.pdf", "di belakang akhirnya"),
    "zip that ends as a PDF": (pdf() + zipped() + b"%%EOF\n", "a.pdf", "di belakang akhirnya"),
    "named jpg": (pdf(), "a.jpg", "tidak sesuai isinya"), "named exe": (pdf(), "a.pdf.exe", "tidak sesuai isinya"),
    "behind html": (HTML + pdf(), "a.pdf", "tidak dikenal"), "cut": (pdf()[:200], "a.pdf", "PDF a.pdf"),
}  # fmt: skip
NO_LETTERHEAD = {
    "macro": (word({"word/vbaProject.bin": PAYLOAD}), "kop.docx", "makro"),
    "docm": (word(types=(b"document.main+xml", b"document.macroEnabled.main+xml")), "kop.docx", "makro"),
    "dtd": (word(main=DTD), "kop.docx", "DTD"), "bomb": (word({"word/a.xml": b"<a/>" + b" " * 60_000_000}), "kop.docx",
    "mengembang"), "named docm": (word(), "kop.docm", "tidak sesuai isinya"),
    "named exe": (word(), "kop.exe", "tidak sesuai isinya"), "jpeg": (photo(), "kop.docx", "rusak atau bukan"),
    "html": (HTML, "kop.docx", "rusak atau bukan"), "empty": (b"", "kop.docx", "rusak atau bukan"),
    "cut": (word()[:2000], "kop.docx", "rusak atau bukan"), "no word": (word(types=MACRO_TYPE), "kop.docx", "rusak"),
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, bare_instance: Path) -> Iterator[Flask]:
    yield from one_app(tmp_path_factory.mktemp("hostile") / "instance", bare_instance, START)


@pytest.fixture(scope="module")
def task(app: Flask) -> int:
    return bring(unrendered(app), "reported", START)["id"]


@pytest.fixture(scope="module")
def ways(app: Flask, task: int) -> dict[str, Way]:
    return ways_in(app, task)


REFUSED = (
    *(("evidence", what, *case) for what, case in (NO_PICTURE | NO_PDF).items() if what != "cut"),
    *(("emblem", what, *case) for what, case in NO_PICTURE.items()),
    ("emblem", "pdf", pdf(), "a.pdf", "tidak dikenal"),
    *(("letterhead", what, *case) for what, case in NO_LETTERHEAD.items()),
)


@pytest.mark.parametrize(
    ("way", "content", "name", "words"),
    [(way, *case) for way, _, *case in REFUSED],
    ids=[f"{case[0]} {case[1]}" for case in REFUSED],
)
def test_refused_in_words(app: Flask, ways: dict[str, Way], way: str, content: bytes, name: str, words: str):
    store, before = app.extensions["tuntas"].store, kept(app)
    counts = {kind: store.count(kind) for kind in ("evidence", "event")}
    answer = ways[way](content, name)
    assert answer.status_code == 422
    assert words in " ".join(texts(page_of(answer), "//*[@role='alert']")), answer.text
    assert kept(app) == before
    assert {kind: store.count(kind) for kind in ("evidence", "event")} == counts


def page_of(answer: TestResponse) -> Any:
    return html.fromstring(answer.text)


EXIF = Image.Exif()
EXIF[0x010E] = "MUATAN"
CARRIERS = {
    "jpeg and zip": (photo() + zipped(), "a.jpg"),
    "jpeg and html": (photo()[:2] + b"\xff\xfe\x00\x2f" + PAYLOAD.ljust(45) + photo()[2:], "a.jpg"),
    "png and more": (picture("PNG") + PAYLOAD, "a.png"),
    "webp and more": (picture("WEBP") + PAYLOAD, "a.webp"),
    "webp called jpg": (picture("WEBP") + PAYLOAD, "IMG-WA1.jpg"),
    "heic": (heic(photo()) + PAYLOAD, "a.heic"),
    "exif": (encoded(Image.new("RGB", (40, 30)), "JPEG", exif=EXIF, comment=PAYLOAD), "a.jpg"),
    "a JPEG that a phone called png": (photo() + PAYLOAD, "IMG_1.png"),
    "a PNG called heic": (picture("PNG") + PAYLOAD, "IMG_2.HEIC"),
    "no ending": (photo() + PAYLOAD, "foto rapat 2.10.2026"),
}


@pytest.mark.parametrize("way", ["evidence", "emblem"])
@pytest.mark.parametrize("what", CARRIERS)
def test_a_picture_is_taken_and_what_it_carried_is_not(app: Flask, ways: dict[str, Way], way: str, what: str):
    content, name = CARRIERS[what]
    assert PAYLOAD in content or b"MUATAN" in content or b"PK" in content
    assert ways[way](content, name).status_code in (302, 303)
    for path in kept(app):
        stored = path.read_bytes()
        assert b"MUATAN" not in stored
        assert not zipfile.is_zipfile(io.BytesIO(stored)), path


def test_a_picture_in_a_letterhead_is_made_anew(app: Flask, ways: dict[str, Way]):
    document, out = docx.Document(), io.BytesIO()
    carrier = io.BytesIO(picture("PNG") + PAYLOAD)
    document.sections[0].header.paragraphs[0].add_run().add_picture(carrier, docx.shared.Mm(18))
    document.save(out)
    before = kept(app)
    assert ways["letterhead"](out.getvalue(), "kop.docx").status_code == 302
    (stored,) = kept(app) - before
    with zipfile.ZipFile(stored) as package:
        pictures = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert len(pictures) == 1
    assert PAYLOAD not in pictures[0]
    with Image.open(io.BytesIO(pictures[0])) as shown:
        assert (shown.format, shown.size) == ("PNG", (40, 30))


NAMES = {
    "../../../etc/passwd.jpg": "passwd.jpg", "C:\\Windows\\foto.jpg": "foto.jpg", "a/b\\..\\c.JPG": "c.jpg",
    "CON": "_CON.jpg", "aux.jpg": "_aux.jpg", "NUL .png": "_NUL.jpg", "com1.tar.jpg": "_com1.tar.jpg",
    "console.jpg": "console.jpg", ".htaccess": "htaccess.jpg", "...jpg": "jpg.jpg", "foto.jpg. . .": "foto.jpg",
    "rapat\u202egpj.jpg": "rapatgpj.jpg", "a\x00b\x07.jpg": "ab.jpg", "a\u200bb.jpg": "ab.jpg",
    "📷 rapat.jpg": "📷 rapat.jpg", "بنتوان.jpg": "بنتوان.jpg", "x" * 300 + ".jpg": "x" * 116 + ".jpg",
    'a"; filename=b.exe; c.jpg': "a__ filename=b.exe_ c.jpg", "foto 2.10.2026": "foto 2.10.2026.jpg",
    "😀" * 150 + ".jpg": "😀" * 116 + ".jpg",
}  # fmt: skip


@pytest.mark.parametrize(("sent", "shown"), NAMES.items(), ids=range(len(NAMES)))
def test_a_name_is_cleaned_and_leaves_as_it_is_shown(sent: str, shown: str):
    cleaned = clean_name(sent)
    assert with_ending(cleaned, ".jpg") == shown
    assert clean_name(shown) == shown
    assert len(cleaned) <= 120


def test_the_name_in_the_header_is_the_name_on_the_page(app: Flask, ways: dict[str, Way]):
    store, chair = app.extensions["tuntas"].store, signed_in(app, "ketua.bireuen")
    for sent in ("📷 بنتوان é.jpg", "C:\\a\\aux.jpg", "a'b%22c.jpg", "a=b&c.jpg"):
        assert ways["evidence"](photo(), sent).status_code == 303
        record = store.find("evidence", order="-id", limit=1)[0]
        answer = chair.get(f"/bukti/{record['id']}")
        kind, options = parse_options_header(answer.headers["Content-Disposition"])
        assert (kind, options["filename"]) == ("attachment", record["name"])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
        assert answer.mimetype == "image/jpeg"


def test_what_an_ending_is():
    assert [ending(name) for name in ("a.JPG", "a", "rapat 2.10.2026", "a.tar.gz", "x.7z", "Kec. Jeumpa")] == [
        "jpg", "", "", "gz", "7z", "",
    ]  # fmt: skip
    assert misfit("a.gif", "image/png") == ""
    assert misfit("a.gif", "application/pdf") != ""


def test_the_check_page_compares_and_keeps_nothing(app: Flask, task: int):
    store, before = app.extensions["tuntas"].store, kept(app)
    code = store.find("document", task=task, type="laporan")[0]["code"]
    for content, name, *_ in (*NO_PICTURE.values(), *CARRIERS.values()):
        answer = app.test_client().post(f"/cek/{code}", data={"file": (io.BytesIO(content), name[:3])})
        assert answer.status_code in (200, 422, 429)
        assert b"MUATAN" not in answer.data
    assert kept(app) == before
