"""What a paper takes over from an office's own letterhead: what is to be seen, written anew, and nothing else."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from documents.word import letterhead
from documents.word import writer as word
from documents.word.elements import W
from documents.word.letterhead_in import BOMB, BROKEN, DOCTYPE, EMBEDDED, Refused
from tests.world import report_samples as samples
from tests.world.kops import KOPS, NAMES, OFFICE, PLACE, STREET, logo, saved, shape, sheet, zipped
from tests.world.office_suite import Converted
from tests.world.places import SAMPLES
from workflow.evidence.taking_in import made_anew

HEAD, RELATIONS = "word/header1.xml", "word/_rels/header1.xml.rels"
PAYLOAD = b"<script>MUATAN</script>"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def simple() -> bytes:
    document, head = sheet(210, 297)
    head.paragraphs[0].text = PLACE
    head.add_paragraph().add_run().add_picture(logo(), Mm(18))
    return saved(document)


def with_head(inside: str, **files: bytes) -> bytes:
    """The simple one with something at the end of its head; ``files`` are parts added, "/" as "__"."""
    found = parts(simple())
    text = found[HEAD].decode().replace("</w:hdr>", f"<w:p {NAMES}>{inside}</w:p></w:hdr>")
    return zipped({**found, HEAD: text.encode(), **{k.replace("__", "/"): v for k, v in files.items()}})


def hidden(content: bytes, name: str = "word/kepala.dat") -> bytes:
    """The head under a name that tells nothing."""
    found = parts(content)
    found[name] = found.pop(HEAD)
    if RELATIONS in found:
        found[f"word/_rels/{name.rpartition('/')[2]}.rels"] = found.pop(RELATIONS)
    for place, old, new in (
        ("word/_rels/document.xml.rels", b"header1.xml", name.removeprefix("word/").encode()),
        ("[Content_Types].xml", f"/{HEAD}".encode(), f"/{name}".encode()),
    ):
        assert old in found[place]
        found[place] = found[place].replace(old, new)
    return zipped(found)


def paper(kept: bytes) -> bytes:
    """A paper written on it."""
    report = dataclasses.replace(samples.berkas(), letterhead="kop")
    return word.write(report, lambda sha256: kept if sha256 == "kop" else samples.picture(sha256))


def heads(content: bytes) -> list[str]:
    return [text(data) for name, data in sorted(parts(content).items()) if re.match("word/(header|footer)", name)]


def text(part: bytes) -> str:
    return "".join(t.text or "" for t in etree.fromstring(part).iter(W + "t"))


def faults(content: bytes, folder: Path) -> list[str]:
    (folder / "naskah.docx").write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(folder / "naskah.docx").errors]


# What is taken over


@pytest.mark.parametrize("kind", KOPS)
def test_it_is_written_anew_valid_and_always_the_same(kind: str, tmp_path: Path):
    taken = letterhead.take(KOPS[kind](), made_anew)
    assert taken.kop
    assert letterhead.has_kop(taken.kept)
    assert letterhead.take(KOPS[kind](), made_anew).kept == taken.kept
    assert letterhead.reduced(taken.kept) == taken.kept
    assert any(PLACE in head and OFFICE in head for head in heads(paper(taken.kept)))
    assert faults(taken.kept, tmp_path) == faults(paper(taken.kept), tmp_path) == []
    assert b"Rahasia" not in b"".join(parts(taken.kept).values())


@pytest.mark.slow
@pytest.mark.parametrize("kind", KOPS)
def test_it_looks_as_it_did(kind: str, libreoffice: Converted, tmp_path: Path):
    """Each word of its first page stands where it stood; the mark above it takes a point."""
    (tmp_path / "kop.docx").write_bytes(KOPS[kind]())
    (tmp_path / "naskah.docx").write_bytes(paper(letterhead.reduced(KOPS[kind](), made_anew)))
    libreoffice("pdf", tmp_path, tmp_path / "kop.docx", tmp_path / "naskah.docx")
    theirs, ours = (places(tmp_path / f"{name}.pdf") for name in ("kop", "naskah"))
    words = {found for line in (PLACE, OFFICE) for found in line.split()}
    assert words <= theirs.keys()
    for found in words:
        assert abs(theirs[found][0] - ours[found][0]) < 2, found
        assert 0 <= ours[found][1] - theirs[found][1] < 3, found


def places(pdf: Path) -> dict[str, tuple[float, float]]:
    """Word -> where it stands first on page 1, in points from the left and from above."""
    command = ["pdftotext", "-bbox", "-l", "1", pdf, "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, tuple[float, float]] = {}
    for left, top, one in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<', told):
        found.setdefault(one, (float(left), float(top)))
    return found


def test_pages_are_counted_by_fields_of_ours():
    kept = letterhead.reduced(KOPS["drawn lines"](), made_anew)
    foot = next(data for name, data in parts(kept).items() if name.startswith("word/footer"))
    codes = [(one.text or "").strip() for one in etree.fromstring(foot).iter(W + "instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert "77" not in text(foot)
    assert "88" not in text(foot)


def test_other_pages_have_their_own_and_even_ones_are_told():
    taken = letterhead.take(KOPS["first and even"](), made_anew)
    assert taken.left_out == ("kepala untuk halaman genap", "kepala halaman berikutnya", "kaki halaman")
    written = heads(paper(taken.kept))
    assert sum(PLACE in head for head in written) == 2
    assert sum("Halaman lanjutan" in head for head in written) == 2
    assert not any("Halaman genap" in head for head in written)
    assert sum(STREET in head for head in written) == 2


def test_what_styles_say_is_said_at_the_line():
    document, head = sheet()
    style = document.styles.add_style("Kop Kami", 1)
    style.font.name, style.font.size, style.font.bold = "Garamond", docx.shared.Pt(17), True
    style.paragraph_format.space_after = docx.shared.Pt(7)
    child = document.styles.add_style("Kop Anak", 1)
    child.base_style, child.font.size = style, docx.shared.Pt(19)
    head.paragraphs[0].text, head.paragraphs[0].style = PLACE, child
    kept = parts(letterhead.reduced(saved(document)))
    assert b"Kop Kami" not in b"".join(kept.values())
    line = etree.fromstring(kept[HEAD]).find(f"{W}p")
    look = line.find(f"{W}r/{W}rPr")
    assert look.find(f"{W}rFonts").get(f"{W}ascii") == "Garamond"
    assert [look.find(W + name).get(f"{W}val") for name in ("sz", "b")] == ["38", "1"]
    assert line.find(f"{W}pPr/{W}spacing").get(f"{W}after") == "140"
    assert line.find(f"{W}pPr/{W}pStyle") is None


def test_nothing_in_it_hides_or_turns_what_is_read():
    document, head = sheet()
    head.paragraphs[0].text = "DINAS \u202eLAISOS\u202c\u200b \U000e0041\ufffdBIREUEN"
    assert any("DINAS LAISOS BIREUEN" in said for said in heads(paper(letterhead.reduced(saved(document)))))


@pytest.mark.parametrize("target", ["mailto:dinsos@contoh.go.id", "tel:+62644123", "https://dinsos.example/"])
def test_a_link_goes_and_its_text_stays(target: str):
    document, head = sheet()
    head.paragraphs[0].text = PLACE
    relation = head.part.relate_to(target, f"{NAMES.split('r=')[1].split(chr(34))[1]}/hyperlink", is_external=True)
    head.paragraphs[0]._p.append(
        etree.fromstring(f'<w:hyperlink {NAMES} r:id="{relation}"><w:r><w:t>pos-el</w:t></w:r></w:hyperlink>')
    )
    taken = letterhead.take(saved(document), made_anew)
    assert taken.left_out == ("tautan (teksnya tetap)",)
    assert target.encode() not in b"".join(parts(taken.kept).values())
    assert any("pos-el" in head for head in heads(paper(taken.kept)))


@pytest.mark.parametrize(("kind", "format"), [("GIF", "PNG"), ("TIFF", "PNG"), ("JPEG", "JPEG"), ("PNG", "PNG")])
def test_its_pictures_are_made_anew(kind: str, format: str):
    document, head = sheet()
    head.paragraphs[0].add_run().add_picture(io.BytesIO(logo(kind=kind).getvalue() + PAYLOAD), Mm(18))
    kept = parts(letterhead.reduced(saved(document), made_anew))
    (shown,) = [data for name, data in kept.items() if "/media/" in name]
    assert PAYLOAD not in shown
    with Image.open(io.BytesIO(shown)) as picture:
        assert (picture.format, picture.size) == (format, (90, 110))


# What is left out


def replaced(data: bytes) -> bytes:
    found = parts(simple())
    (name,) = [name for name in found if "/media/" in name]
    return zipped({**found, name: data})


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='MUATAN'/>"
VML = '<w:r><w:pict><v:shape style="width:9pt;height:9pt">{}</v:shape></w:pict></w:r>'
LEFT_OUT: dict[str, Callable[[], bytes]] = {
    "a program as a picture": lambda: replaced(b"MZ" + PAYLOAD * 9), "HTML as a picture": lambda: replaced(PAYLOAD),
    "an SVG as a picture": lambda: replaced(SVG), "an EMF": lambda: replaced(b"\x01\0\0\0l\0\0\0" + PAYLOAD),
    "an SVG elsewhere": lambda: with_head("", **{"word__gambar__a.svg": SVG}),
    "a part that nothing leads to": lambda: with_head("", **{"word__lain.dat": PAYLOAD}),
    "an object": lambda: hidden(with_head('<w:r><w:object><v:OLEObject ProgID="MUATAN"/></w:object></w:r>')),
    "another machine's picture": lambda: hidden(with_head(VML.format('<v:imagedata src="http://MUATAN/a.png"/>'))),
    "decorated letters": lambda: with_head(VML.format('<v:textpath string="MUATAN"/>')),
    "hidden letters": lambda: with_head("<w:r><w:rPr><w:vanish/></w:rPr><w:t>MUATAN</w:t></w:r>"),
    "deleted letters": lambda: with_head("<w:del><w:r><w:delText>MUATAN</w:delText></w:r></w:del>"),
    "an unknown element": lambda: with_head("<w:r><w:MUATAN/></w:r><w:MUATAN/>"),
    "an unknown shape": lambda: with_head(f"<w:r>{shape('<w:drawing><a:MUATAN/></w:drawing>')}</w:r>"),
    "a strange value": lambda: with_head('<w:pPr><w:jc w:val="MUATAN"/></w:pPr>'),
    "a strange face": lambda: with_head('<w:r><w:rPr><w:rFonts w:ascii="&lt;MUATAN&gt;"/></w:rPr><w:t>a</w:t></w:r>'),
    "today's date": lambda: with_head('<w:fldSimple w:instr=" DATE "><w:r><w:t>MUATAN</w:t></w:r></w:fldSimple>'),
}  # fmt: skip


@pytest.mark.parametrize("what", LEFT_OUT)
def test_it_gives_nothing_but_what_we_write(what: str, tmp_path: Path):
    taken = letterhead.take(LEFT_OUT[what](), made_anew)
    written = paper(taken.kept)
    for content in (taken.kept, written):
        assert not any(b"MUATAN" in data for data in parts(content).values())
        assert any(PLACE in head for head in heads(content))
    assert faults(written, tmp_path) == []


@pytest.mark.parametrize(
    ("what", "told"),
    [("an EMF", "gambar image1.png, yang bukan PNG atau JPEG"), ("today's date", "kolom DATE"),
     ("decorated letters", "tulisan hias (WordArt)"), ("an object", "objek tersemat"),
     ("an unknown shape", "bentuk gambar yang tidak dikenal")],
)  # fmt: skip
def test_what_is_left_out_is_told(what: str, told: str):
    assert letterhead.take(LEFT_OUT[what](), made_anew).left_out == (told,)


# What is refused


def field(code: str) -> str:
    begin, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "end"))
    return f"<w:r>{begin}<w:instrText>{code}</w:instrText>{end}</w:r>"


def many(count: int, inside: str) -> bytes:
    return with_head(f"</w:p>{inside * count}<w:p>")


def sized(width: Any, height: Any) -> bytes:
    found = parts(simple())
    changed = re.sub(
        rb"<w:pgSz [^>]*/>", f'<w:pgSz w:w="{width}" w:h="{height}"/>'.encode(), found["word/document.xml"]
    )
    return zipped({**found, "word/document.xml": changed})


def entity(content: bytes) -> bytes:
    found = parts(content)
    return zipped({**found, HEAD: found[HEAD].replace(PLACE.encode(), b"&x;")})


FETCHES = "Berkas ini berisi kolom (field)"
PAPER, MUCH = "Ukuran kertas berkas ini", "Kop atau kaki berkas ini terlalu panjang: terlalu banyak"
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "DDE in a part of another name": (lambda: hidden(with_head(field("DDEAUTO c:\\\\a"))), f"{FETCHES} DDEAUTO"),
    "a picture that is fetched": (lambda: hidden(with_head(field("INCLUDEPICTURE a"))), f"{FETCHES} INCLUDEPICTURE"),
    "a link to a file": (lambda: hidden(with_head(field('HYPERLINK "file:///a"'))), "Berkas ini menunjuk ke luar: file:///a."),
    "an HTA": (lambda: with_head("", **{"word__a.hta": PAYLOAD}), EMBEDDED),
    "an entity": (lambda: entity(simple()), BROKEN), "an entity elsewhere": (lambda: hidden(entity(simple())), BROKEN),
    "a head of millions": (lambda: hidden(many(200_000, "<w:p/>")), BOMB),
    "paragraphs": (lambda: many(400, "<w:p/>"), f"{MUCH} paragraf"),
    "runs": (lambda: with_head("<w:r/>" * 4000), f"{MUCH} potongan teks"),
    "letters": (lambda: with_head(f"<w:r><w:t>{'a' * 30_000}</w:t></w:r>"), f"{MUCH} huruf"),
    "empty letters": (lambda: with_head(f"<w:r>{'<w:tab/>' * 30_000}</w:r>"), BOMB),
    "cells": (lambda: many(1, f"<w:tbl><w:tr>{'<w:tc/>' * 500}</w:tr></w:tbl>"), f"{MUCH} sel"),
    "shapes": (lambda: with_head(VML.format("") * 90), f"{MUCH} gambar"),
    "a poster": (lambda: sized(31_680, 31_680), PAPER), "a stamp": (lambda: sized(500, 700), PAPER),
    "a strip": (lambda: sized(3000, 16_838), PAPER), "a lying sheet": (lambda: sized(16_838, 11_906), PAPER),
    "nothing": (lambda: sized(0, 0), PAPER), "no number": (lambda: sized("abc", 16_838), PAPER),
    "below nothing": (lambda: sized(-11_906, 16_838), PAPER),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_letterhead_is_refused(what: str):
    make, sentence = REFUSED[what]
    with pytest.raises(Refused) as refused:
        letterhead.take(make(), made_anew)
    assert refused.value.sentence.startswith(sentence)


def test_a_dtd_under_another_name_is_refused():
    found = parts(hidden(simple()))
    found["word/kepala.dat"] = b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + found["word/kepala.dat"].split(b"?>", 1)[1]
    with pytest.raises(Refused) as refused:
        letterhead.take(zipped(found), made_anew)
    assert refused.value.sentence == DOCTYPE


@pytest.mark.parametrize("size", [(11_906, 16_838), (12_189, 18_709), (12_240, 15_840), (12_240, 20_160)])
def test_sheets_of_offices_are_taken(size: tuple[int, int]):
    assert letterhead.take(sized(*size), made_anew).kop


# Those that an older Tuntas kept


def test_one_that_was_kept_before_is_still_written_on():
    old = (SAMPLES / "letterheads" / "tersimpan-dahulu.docx").read_bytes()
    assert letterhead.has_kop(old)
    written = paper(old)
    assert sum("PEMERINTAH KABUPATEN CONTOH" in head for head in heads(written)) == 2
    assert any("halaman lanjutan" in head for head in heads(written))
    assert b"Gaya Kantor" not in b"".join(parts(written).values())
    assert any("/media/" in name for name in parts(written))


def test_one_that_was_kept_before_and_would_be_refused_gives_way_to_ours():
    old = (SAMPLES / "letterheads" / "tersimpan-dahulu-dde.docx").read_bytes()
    assert b"DDEAUTO" in b"".join(parts(old).values())
    assert not letterhead.has_kop(old)
    written = parts(paper(old))
    assert b"DDEAUTO" not in b"".join(written.values())
    assert "DINAS SOSIAL" in text(written["word/document.xml"])
