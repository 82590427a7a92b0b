"""An office's own Word letterhead: what is refused before Word's reader sees it, and what a document keeps of it."""

from __future__ import annotations

import dataclasses
import functools
import html
import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from documents.report.blocks import Paragraph
from documents.word import writer as word
from documents.word.elements import W
from documents.word.letterhead import has_kop, reduced
from documents.word.letterhead_in import (
    BOMB,
    BROKEN,
    CHUNK,
    CUSTOM,
    DOCTYPE,
    EMBEDDED,
    MACRO,
    MAIL_MERGE,
    MOST_BYTES,
    OLD,
    TEMPLATE,
    Refused,
    look_through,
)
from tests.world import plain_lines
from tests.world import report_samples as samples
from tests.world.kops import KOPS, saved, zipped
from tests.world.office_suite import Converted
from workflow.evidence.taking_in import made_anew
from workflow.offices.offices import office_of
from workflow.pages.settings import letterhead as letterhead_page
from workflow.store import Record, Store

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KOP, LATER, FOOT = "PEMERINTAH KABUPATEN CONTOH", "Dinas Sosial, halaman lanjutan", "Jalan Contoh 1, Bireuen"


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 50), "green").save(out, "PNG")
    out.seek(0)
    return out


@functools.cache
def letterhead(*, first: bool = False) -> bytes:
    """A clean one, as an office makes it: kop with picture, address at the foot, own style, own margins."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(215), docx.shared.Mm(330)
    section.left_margin, section.top_margin = docx.shared.Mm(32), docx.shared.Mm(18)
    section.right_margin = section.bottom_margin = docx.shared.Mm(23)
    head = section.header
    if first:
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = LATER
        head = section.first_page_header
        section.first_page_footer.paragraphs[0].text = FOOT
    head.paragraphs[0].text = KOP
    head.add_paragraph().add_run().add_picture(picture(), docx.shared.Mm(18))
    section.footer.paragraphs[0].text = FOOT
    document.styles.add_style("Gaya Kantor", 1).font.name = "Cambria"
    document.core_properties.author = "Nama Pegawai"
    document.add_paragraph("Isi contoh yang harus hilang", "Gaya Kantor")
    return saved(document)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(**change: bytes | None) -> bytes:
    """A clean letterhead with parts added or replaced; names have "/" as "__"."""
    files = parts(letterhead()) | {name.replace("__", "/"): data for name, data in change.items() if data is not None}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def edited(name: str, old: str, new: str) -> bytes:
    text = parts(letterhead())[name].decode()
    assert old in text
    return changed(**{name.replace("/", "__"): text.replace(old, new).encode()})


def related(kind: str, target: str, mode: str = "External", part: str = "document") -> bytes:
    relation = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    name = f"word/_rels/{part}.xml.rels"
    return edited(name, "</Relationships>", f"{relation}</Relationships>")


def in_body(xml: str) -> bytes:
    return edited("word/document.xml", "<w:sectPr", f"{xml}<w:sectPr")


def in_head(xml: str) -> bytes:
    return edited("word/header1.xml", "</w:hdr>", f"{xml}</w:hdr>")


def field(code: str) -> str:
    """A field whose instruction is cut into pieces, as Word does."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (code[:2], code[2:]))
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def points_out(target: str) -> str:
    return f"Berkas ini menunjuk ke luar: {target}."


DTD = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w/>'
TEMPLATE_TYPE = ("document.main+xml", "template.main+xml")
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a macro": (lambda: changed(word__vbaProject__bin=None, **{"word/vbaProject.bin": b"x"}), MACRO),
    "a macro by its type": (
        lambda: edited("[Content_Types].xml", "wordprocessingml.document.main+xml", "word.document.macroEnabled.main"),
        MACRO,
    ),
    "a macro by its relation": (lambda: related("vbaProject", "x.dat", "Internal"), MACRO),
    "a ribbon": (lambda: changed(**{"customUI/customUI.xml": b"<a/>"}), MACRO),
    "a template by its type": (lambda: edited("[Content_Types].xml", *TEMPLATE_TYPE), BROKEN),
    "an external picture": (lambda: related("image", "http://jahat.example/a.png"), points_out("http://jahat.example/a.png")),
    "a file link": (lambda: related("hyperlink", "file:///etc/passwd"), points_out("file:///etc/passwd")),
    "a share": (lambda: related("hyperlink", r"\\jahat\a", part="header1"), points_out(r"\\jahat\a")),
    "an external head": (lambda: related("header", "https://jahat.example/h.xml"), points_out("https://jahat.example/h.xml")),
    "another template": (lambda: related("attachedTemplate", "file:///n.dotm"), TEMPLATE),
    "an embedded sheet": (lambda: changed(**{"word/embeddings/a.xlsx": b"x"}), EMBEDDED),
    "an embedded object": (lambda: related("oleObject", "a.bin", "Internal"), EMBEDDED),
    "an object": (lambda: in_body("<w:p><w:r><w:object/></w:r></w:p>"), EMBEDDED),
    "ActiveX": (lambda: changed(**{"word/activeX/a.xml": b"<a/>"}), EMBEDDED),
    "any binary": (lambda: changed(**{"word/apa.bin": b"x"}), EMBEDDED),
    "another document": (lambda: in_body('<w:altChunk r:id="rId1"/>'), CHUNK),
    "a chunk": (lambda: related("aFChunk", "a.html", "Internal"), CHUNK),
    "a mail merge": (lambda: edited("word/settings.xml", "</w:settings>", "<w:mailMerge/></w:settings>"), MAIL_MERGE),
    "data of its own": (lambda: changed(**{"customXml/item2.xml": b"<rahasia>1</rahasia>"}), CUSTOM),
    "a DTD": (lambda: changed(**{"word/apa.xml": DTD.encode()}), DOCTYPE),
    "a DTD in UTF-16": (lambda: changed(**{"word/apa.xml": DTD.replace("?>", "?>", 1).encode("utf-16")}), DOCTYPE),
    "a DTD in the relations": (lambda: changed(**{"word/_rels/document.xml.rels": DTD.encode()}), DOCTYPE),
    "DDE": (lambda: in_body(field("DDEAUTO c:\\\\a cmd")), "Berkas ini berisi kolom (field) DDEAUTO yang mengambil"),
    "DDE in small letters": (lambda: in_head(field("dde excel a")), "Berkas ini berisi kolom (field) DDE yang"),
    "a simple field": (
        lambda: in_body('<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;a.docx&quot; "/></w:p>'),
        "Berkas ini berisi kolom (field) INCLUDETEXT yang mengambil",
    ),
    "DDE put together": (
        lambda: in_head(field("QUOTE 68 68 69 65")), "Kop atau kakinya berisi kolom (field) QUOTE."
    ),
    "a link in a field": (lambda: in_head(field('HYPERLINK "file:///a"')), points_out("file:///a")),
    "an address in a picture": (
        lambda: in_head('<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://a.example/"/></w:pict></w:r></w:p>'),
        points_out("http://a.example/"),
    ),
    "an SVG": (lambda: changed(**{"word/media/a.svg": b"<svg/>"}), "Gambar a.svg tidak dapat dipakai."),
    "no Word file": (lambda: zipped({"a.txt": b"a"}), BROKEN),
    "no zip": (lambda: b"PK\x03\x04 rusak", BROKEN),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OLD),
    "a picture": (lambda: picture().getvalue(), BROKEN),
    "nothing": (lambda: b"", BROKEN),
    "a broken part": (lambda: edited("word/document.xml", "</w:body>", ""), BROKEN),
    "too many members": (lambda: changed(**{f"word/a{n}.xml": b"<a/>" for n in range(200)}), BOMB),
    "a bomb": (lambda: changed(**{"word/a.xml": b"<a>" + bytes(60 * 1024 * 1024) + b"</a>"}), BOMB),
    "a steep member": (lambda: changed(**{"word/a.xml": b"<a>" + b" " * 2_000_000 + b"</a>"}), BOMB),
    "a climbing name": (lambda: changed(**{"../a.xml": b"<a/>"}), BROKEN),
    "too large a file": (lambda: bytes(MOST_BYTES + 1), "Berkas ini terlalu besar: paling besar 10 MB."),
}  # fmt: skip


def test_the_page_takes_what_the_reader_takes():
    assert letterhead_page.MOST_BYTES == MOST_BYTES


@pytest.mark.parametrize("name", HOSTILE)
def test_what_has_no_place_in_a_letterhead_is_refused_before_word_opens_it(name: str, monkeypatch: pytest.MonkeyPatch):
    make, sentence = HOSTILE[name]
    content = make()
    monkeypatch.setattr(docx, "Document", lambda *_: pytest.fail("opened"))
    with pytest.raises(Refused) as refused:
        reduced(content)
    assert refused.value.sentence.startswith(sentence)


def test_a_member_that_lies_about_its_size_is_not_unpacked_further():
    content = changed(**{"word/a.xml": b"<a>" + bytes(60 * 1024 * 1024) + b"</a>"})
    real = (60 * 1024 * 1024 + 7).to_bytes(4, "little")
    with pytest.raises(Refused) as refused:
        look_through(content.replace(real, (900).to_bytes(4, "little")))
    assert refused.value.sentence in (BOMB, BROKEN)


@pytest.mark.parametrize(
    "content",
    [letterhead(), letterhead(first=True), related("hyperlink", "https://dinsos.example/"), in_head(field("PAGE")),
     related("hyperlink", "mailto:a@b.example"), related("hyperlink", "tel:+62644123", part="header1"),
     in_head(field('HYPERLINK "https://dinsos.example/"'))],
)  # fmt: skip
def test_what_offices_have_in_their_letterheads_is_taken(content: bytes):
    assert has_kop(reduced(content))


@pytest.fixture(scope="module")
def kept() -> bytes:
    return reduced(letterhead())


def test_only_what_a_letterhead_is_made_of_is_kept(kept: bytes, tmp_path: Path):
    files = parts(kept)
    assert not any(name.startswith(("customXml", "docProps")) for name in files)
    assert b"Isi contoh" not in b"".join(files.values())
    assert b"Nama Pegawai" not in b"".join(files.values())
    assert b"Gaya Kantor" not in b"".join(files.values())
    assert kept == reduced(letterhead()) == reduced(kept)
    assert errors(kept, tmp_path) == []


def errors(content: bytes, folder: Path) -> list[str]:
    target = folder / "naskah.docx"
    target.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(target).errors]


def written(kept: bytes, make: Callable[[], Any] = samples.berkas, **change: Any) -> bytes:
    report = dataclasses.replace(make(), letterhead="kop", **change)
    return word.write(report, lambda sha256: kept if sha256 == "kop" else samples.picture(sha256))


@pytest.mark.parametrize("name", ["berkas", "pelaksanaan"])
def test_a_document_on_it_is_valid_and_always_the_same(kept: bytes, name: str, tmp_path: Path):
    content = written(kept, samples.ALL[name])
    assert errors(content, tmp_path) == []
    assert content == written(kept, samples.ALL[name])


def test_headers_footers_and_section_are_the_offices(kept: bytes):
    files = parts(written(kept))
    heads = [text(data) for name, data in files.items() if name.startswith("word/header")]
    feet = [text(data) for name, data in files.items() if name.startswith("word/footer")]
    assert sum(KOP in head for head in heads) == 2  # page 1 of the cover and of the report
    assert sum("- 2 -" in head for head in heads) == 3
    assert sum(FOOT in foot for foot in feet) == 4  # page 1 and the later ones of both
    assert sum("Periksa keaslian naskah" in foot for foot in feet) == 5
    tree = etree.fromstring(files["word/document.xml"])
    sheets = [(s.find(W + "pgSz"), s.find(W + "pgMar")) for s in tree.iter(W + "sectPr")]
    own = etree.fromstring(parts(kept)["word/document.xml"]).find(f".//{W}sectPr")
    for size, margins in sheets[:2]:
        assert dict(size.attrib) == dict(own.find(W + "pgSz").attrib)
        assert dict(margins.attrib) == dict(own.find(W + "pgMar").attrib)
    assert [size.get(W + "orient", "portrait") for size, _ in sheets] == ["portrait", "portrait", "landscape"]
    assert [size.get(W + "w") for size, _ in sheets] == ["12189", "12189", "18709"]


def text(part: bytes) -> str:
    return "".join(t.text or "" for t in etree.fromstring(part).iter(W + "t"))


def test_the_body_is_ours_without_our_kop(kept: bytes):
    report = samples.berkas()
    body = text(parts(written(kept))["word/document.xml"])
    opening = [section.blocks[0] for section in report.sections if section.opens]
    assert not any(line in body for kop in opening for line in plain_lines.BLOCKS["Letterhead"](kop) if len(line) > 15)
    said = [block.text for section in report.sections for block in section.blocks if isinstance(block, Paragraph)]
    assert said
    assert all(one in body for one in said)


def test_other_pages_show_what_the_office_has_for_them():
    files = parts(written(reduced(letterhead(first=True))))
    heads = [text(data) for name, data in files.items() if name.startswith("word/header")]
    assert sum(KOP in head for head in heads) == 2
    assert sum(LATER in head and "- 2 -" in head for head in heads) == 2


def test_a_letterhead_without_a_head_leaves_ours_in_place():
    document = docx.Document()
    document.add_paragraph("Kop yang diketik di badan")
    bare = reduced(saved(document))
    assert not has_kop(bare)
    body = text(parts(written(bare))["word/document.xml"])
    assert "DINAS SOSIAL" in body


def test_a_mark_stands_over_the_kop(kept: bytes, tmp_path: Path):
    content = written(kept, mark="PRATINJAU", mark_note="Pratinjau.", code="", check_url="")
    heads = [text(data) for name, data in parts(content).items() if name.startswith("word/header")]
    assert all("PRATINJAU" in head for head in heads)
    assert any(head.index("PRATINJAU") < head.index(KOP) for head in heads if KOP in head)
    assert errors(content, tmp_path) == []


def test_our_text_takes_nothing_from_the_offices_styles(kept: bytes):
    plain = dataclasses.replace(samples.berkas(), letterhead="")
    ours = parts(word.write(plain, samples.picture))["word/styles.xml"]
    assert parts(written(kept))["word/styles.xml"] == ours


def test_libreoffice_opens_it(kept: bytes, libreoffice: Converted, tmp_path: Path):
    (tmp_path / "naskah.docx").write_bytes(written(kept))
    libreoffice("pdf", tmp_path, tmp_path / "naskah.docx")
    found = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "naskah.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert found.count(KOP) == 2
    assert "MATRIKS RENCANA TINDAK LANJUT" in found


# The settings page


@pytest.fixture
def house(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def bireuen(store: Store) -> Record:
    return office_of(store, "11.11", "dinsos")


def send(admin: FlaskClient, office: Record, content: bytes, name: str = "kop.docx", **change: str) -> Any:
    data = {"version": str(office["version"]), "do": "letterhead", "letterhead": (io.BytesIO(content), name)}
    return admin.post(f"/pengaturan/kantor/{office['id']}/kop", data={**data, **change})


def test_the_admin_puts_it_on_and_takes_it_off(admin: FlaskClient, house: Store, app: Flask):
    office = bireuen(house)
    assert send(admin, office, letterhead()).status_code == 302
    saved_office = bireuen(house)
    put_on = saved_office["letterhead"]
    assert (put_on["kop"], put_on["name"], put_on["why"]) == (True, "kop.docx", "")
    assert set(put_on) == {"sha256", "kop", "name", "why", "drawn"}
    kept = app.extensions["tuntas"].evidence.read(saved_office["letterhead"]["sha256"])
    assert kept == reduced(letterhead(), made_anew)
    page = admin.get(f"/pengaturan/kantor/{office['id']}/kop").get_data(as_text=True)
    assert "Terpasang: <b>kop.docx</b>" in page
    assert "Word dan PDF memakai kop ini." in page
    admin.post(f"/pengaturan/kantor/{office['id']}/kop", data={"version": "2", "do": "drop_letterhead"})
    assert bireuen(house)["letterhead"] == {}
    edits = house.find("event", name="office_edited", chain="11.11")
    assert [event["fields"]["changed"] for event in edits] == [["letterhead"], ["letterhead"]]


def test_what_is_left_out_is_told_where_the_upload_is_answered(admin: FlaskClient, house: Store):
    office = bireuen(house)
    assert send(admin, office, KOPS["first and even"]()).status_code == 302
    page = admin.get(f"/pengaturan/kantor/{office['id']}/kop").get_data(as_text=True)
    assert "Kop Word dipasang." in page
    assert "Tidak ikut: kepala untuk halaman genap; kepala halaman berikutnya; kaki halaman." in page


def test_a_refusal_is_told_beside_the_field(admin: FlaskClient, house: Store):
    office = bireuen(house)
    answer = send(admin, office, HOSTILE["a macro"][0]())
    assert answer.status_code == 422
    assert html.unescape(answer.get_data(as_text=True)).count(MACRO) == 2
    empty = admin.post(f"/pengaturan/kantor/{office['id']}/kop", data={"version": "1", "do": "letterhead"})
    assert empty.get_data(as_text=True).count("Pilih berkas kop Word dahulu.") == 2
    assert bireuen(house) == office


def test_what_is_no_word_file_is_not_said_to_be_one_under_a_wrong_name(admin: FlaskClient, house: Store):
    office = bireuen(house)
    said = html.unescape(send(admin, office, b"bukan gambar", "kop.txt").get_data(as_text=True))
    assert "tidak sesuai isinya" not in said
    assert "bukan" in said.partition('id="galat"')[2]
    assert "tidak sesuai isinya" in html.unescape(send(admin, office, letterhead(), "kop.txt").get_data(as_text=True))
    assert bireuen(house) == office


def test_a_stale_page_asks_for_the_file_again(admin: FlaskClient, house: Store):
    office = bireuen(house)
    send(admin, office, letterhead())
    answer = send(admin, office, letterhead(first=True))
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "Kantor ini sudah diubah oleh Admin Tuntas" in page
    assert 'name="version" value="2"' in page
    assert bireuen(house)["version"] == 2
