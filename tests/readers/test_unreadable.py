"""What no reader takes is refused by its content, in one sentence, before anything of it is unpacked."""

from __future__ import annotations

import io
import re
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.readers.files.unreadable import MOST_BYTES, Unreadable
from documents.readers.reading import read_file
from tests.world.places import SAMPLES
from tests.world.sheet_maker import changed, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
GOOD = workbook([["No", "Rekomendasi", "Rencana Aksi", "PIC"], [1, "Mendata ulang LKS", "Mendata", "Kadis"]])
ODT, ODS = ((SAMPLES / "import" / n).read_bytes() for n in ("09-berita-acara.odt", "04-rekomendasi-pic.ods"))
DOCX = (SAMPLES / "import" / "05-lkks-libreoffice.docx").read_bytes()


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 512


def lying(content: bytes, part: str) -> bytes:
    """The package with a directory that says the part is small."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        true = archive.getinfo(part).file_size
    return content.replace(struct.pack("<L", true), struct.pack("<L", 900))


BOMB = packed({**parts_of(GOOD), "xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 50_000_000 + b"</worksheet>"})
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_dtd(data: bytes) -> bytes:
    return DTD + data[data.index(b"?>") + 2 :] if data.startswith(b"<?xml") else DTD + data


def repeated(data: bytes) -> bytes:
    """The first row of a sheet, with a long text, as often as a sheet has rows."""
    row = b'<table:table-row table:style-name="ro1"'
    data = data.replace(row, row + b' table:number-rows-repeated="1048576"', 1)
    return data.replace(b"DINAS SOSIAL", b"x" * 700, 1)


REFUSED = {
    "an old Word file cut off": ("a.doc", ole("WordDocument"), "rusak"),
    "an old Word file with macros": ("a.doc", ole("WordDocument") + ole("_VBA_PROJECT"), "makro"),
    "an old Word file called docx": ("a.docx", ole("WordDocument"), "menjadi .doc"),
    "an old Excel file cut off": ("a.xls", ole("Workbook"), "rusak"),
    "an old Excel file with macros": ("a.xls", ole("Workbook") + ole("_VBA_PROJECT_CUR"), "makro"),
    "an old Excel file called xlsx": ("a.xlsx", ole("Workbook"), "menjadi .xls"),
    "a file behind a password": ("a.docx", ole("EncryptedPackage"), "kata sandi"),
    "a PDF called docx": ("a.docx", b"%PDF-1.7\n" + b"x" * 200, "menjadi .pdf"),
    "a PDF called CSV": ("a.csv", b"%PDF-1.7\n" + b"x" * 200, "menjadi .pdf"),
    "a PDF of nothing": ("a.pdf", b"%PDF-1.7\n" + b"x" * 200, "rusak"),
    "RTF called doc": ("a.doc", b"{\\rtf1\\ansi hello}", "RTF"),
    "HTML called xls": ("a.xls", b"\r\n<html><table><tr><td>1</td></tr></table></html>", "HTML"),
    "a picture": ("a.docx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 64, "gambar"),
    "nothing": ("a.docx", b"", "kosong"),
    "only blanks": ("a.csv", b"\xef\xbb\xbf  \r\n\r\n", "kosong"),
    "text called docx": ("a.docx", b"hanya teks", "Word (.docx)"),
    "bytes of nothing": ("a.csv", bytes(range(256)) * 20, "bukan CSV"),
    "LibreOffice text called docx": ("a.docx", ODT, "menjadi .odt"),
    "a LibreOffice sheet called odt": ("a.odt", ODS, "menjadi .ods"),
    "text called ods": ("a.ods", b"hanya teks", "LibreOffice (.ods)"),
    "half a LibreOffice sheet": ("a.ods", ODS[: len(ODS) // 2], "rusak"),
    "LibreOffice text without its text": ("a.odt", packed({"mimetype": parts_of(ODT)["mimetype"]}), "rusak"),
    "a sheet that is a text": ("a.ods", changed(ODS, "content.xml", lambda _: parts_of(ODT)["content.xml"]), "rusak"),
    "a drawing": ("a.odg", packed({"mimetype": b"application/vnd.oasis.opendocument.graphics"}), "bukan dokumen"),
    "a DTD in LibreOffice text": ("a.odt", changed(ODT, "content.xml", with_dtd), "DTD"),
    "a DTD in the styles": ("a.ods", changed(ODS, "styles.xml", with_dtd), "DTD"),
    "macros of LibreOffice": ("a.odt", packed({**parts_of(ODT), "Basic/Standard/Module1.xml": b"<m/>"}), "makro"),
    "a password of LibreOffice": ("a.ods", packed({**parts_of(ODS), "encrypted-package": b"x" * 99}), "kata sandi"),
    "an older password of LibreOffice": (
        "a.odt", changed(ODT, "META-INF/manifest.xml", lambda _: b"<m><encryption-data/></m>"), "kata sandi",
    ),
    "a LibreOffice bomb": (
        "a.ods", packed({**parts_of(ODS), "content.xml": b"<a>" + b" " * 15_000_000 + b"</a>"}), "mengembang",
    ),
    "a long row of LibreOffice repeated": (
        "a.ods", changed(ODS, "content.xml", repeated), "luar biasa berat",
    ),
    "any zip": ("a.xlsx", packed({"foto.jpg": b"x" * 100}), "bukan dokumen Word"),
    "macros": ("a.xlsx", packed({**parts_of(GOOD), "xl/vbaProject.bin": b"x"}), "makro"),
    "macros in Word": ("a.docx", packed({**parts_of(DOCX), "word/vbaProject.bin": b"x"}), "makro"),
    "a type with macros": (
        "a.docx",
        changed(DOCX, "[Content_Types].xml", lambda d: d.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml")),
        "makro",
    ),
    "half a zip": ("a.xlsx", GOOD[: len(GOOD) // 2], "rusak"),
    "half a Word file": ("a.docx", DOCX[: len(DOCX) // 2], "rusak"),
    "a bomb": ("a.xlsx", BOMB, "mengembang"),
    "a bomb that lies": ("a.xlsx", lying(BOMB, "xl/worksheets/sheet1.xml"), "rusak"),
    "one part too long": ("a.docx", packed({
        **parts_of(DOCX), "word/document.xml": b"".join(b"<w:t>%d</w:t>" % i for i in range(1_500_000)),
    }), "mengembang"),
    "too many parts": ("a.docx", packed({f"word/{i}.xml": b"" for i in range(1600)}), "mengembang"),
    "a DTD in Excel": ("a.xlsx", changed(GOOD, "xl/worksheets/sheet1.xml", with_dtd), "DTD"),
    "a DTD in Word": ("a.docx", changed(DOCX, "word/document.xml", with_dtd), "DTD"),
    "a DTD in the types": ("a.docx", changed(DOCX, "[Content_Types].xml", with_dtd), "DTD"),
    "no XML where XML belongs": ("a.xlsx", changed(GOOD, "xl/workbook.xml", lambda d: d[:50]), "rusak"),
    "a sheet cut off": ("a.xlsx", changed(GOOD, "xl/worksheets/sheet1.xml", lambda d: d[:-40]), "rusak"),
    "too much": ("a.csv", b"a;b;c\n" * (MOST_BYTES // 6 + 1), "terlalu besar"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_one_sentence(name: str, content: bytes, said: str):
    with pytest.raises(Unreadable) as refused:
        read_file(name, content)
    assert said in refused.value.sentence
    assert "\n" not in refused.value.sentence


def test_a_bomb_costs_no_memory():
    assert 40_000 < len(BOMB) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            read_file("a.xlsx", BOMB)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", GOOD, "lembar Excel, bukan .docx seperti namanya. Ganti akhir namanya menjadi .xlsx"),
        ("a.csv", GOOD, "menjadi .xlsx"),
        ("a.doc", GOOD, "menjadi .xlsx"),
        ("a.pdf", GOOD, "menjadi .xlsx"),
        ("a.xlsx", DOCX, "dokumen Word, bukan .xlsx seperti namanya. Ganti akhir namanya menjadi .docx"),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "MHTML"),
    ],
)
def test_a_name_that_promises_something_else_is_refused(name: str, content: bytes, said: str):
    with pytest.raises(Unreadable, match=re.escape(said)):
        read_file(name, content)


def test_a_file_without_an_ending_is_what_it_holds():
    assert read_file("surat", GOOD).tasks[0].action == "Mendata"


def read_or_refused(name: str, content: bytes) -> str:
    """The sentence of a refusal; anything else that goes wrong is a fault."""
    try:
        return read_file(name, content).kind
    except Unreadable as refused:
        return refused.sentence


@settings(max_examples=150)
@given(st.sampled_from((GOOD, DOCX)), st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(content: bytes, at: int, other: bytes):
    at %= len(content)
    assert read_or_refused("a.xlsx", content[:at] + other + content[at + len(other) :])


@settings(max_examples=100)
@given(st.sampled_from(("", "PK", "PK\x03\x04", "{\\rtf", "sep=;\n")), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(start: str, rest: bytes):
    assert read_or_refused("a.csv", start.encode() + rest)
