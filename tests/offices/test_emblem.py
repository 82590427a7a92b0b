"""An office's emblem: bounded, made anew from its pixels, and on both files of the document."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image, PngImagePlugin

from documents.pdf import writer as pdf
from documents.report.blocks import Letterhead, Report
from documents.report.frozen import from_data
from documents.word import writer as word
from documents.word.elements import EMU, NS
from tests.world.desk import RICH_PLAN, Desk, at, rich_desk
from tests.world.stored import folder_of
from workflow.evidence.photos import EMBLEM_SIDE
from workflow.evidence.refusal import Refused
from workflow.evidence.taking_in import EMBLEM_BYTES, EvidenceFolder
from workflow.offices.offices import office_of
from workflow.store import Record, Store, open_store


def drawn(mode: str = "RGBA", size: tuple[int, int] = (360, 440), kind: str = "PNG", **more: Any) -> bytes:
    """A green shield on nothing."""
    picture = Image.new(mode, size)
    picture.paste("green", (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4))
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence")


def opened(folder: EvidenceFolder, sha256: str) -> Image.Image:
    return Image.open(io.BytesIO(folder.read(sha256)))


def test_a_transparent_png_stays_transparent(folder: EvidenceFolder):
    taken = folder.take_emblem(drawn(), "lambang.png")
    picture = opened(folder, taken.sha256)
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (360, 440))
    assert picture.getpixel((0, 0)) == (0, 0, 0, 0)
    assert picture.getpixel((180, 220)) == (0, 128, 0, 255)
    assert (taken.media, taken.name, taken.width, taken.height) == ("image/png", "lambang.png", 360, 440)


def test_an_opaque_one_stays_opaque_and_a_jpeg_a_jpeg(folder: EvidenceFolder):
    assert opened(folder, folder.take_emblem(drawn("RGB"), "a.png").sha256).mode == "RGB"
    assert opened(folder, folder.take_emblem(drawn("RGB", kind="JPEG"), "a.jpg").sha256).format == "JPEG"
    assert opened(folder, folder.take_emblem(drawn("CMYK", kind="JPEG"), "a.jpg").sha256).mode == "RGB"


def test_a_palette_with_a_clear_colour_stays_clear(folder: EvidenceFolder):
    out = io.BytesIO()
    Image.new("P", (40, 40)).save(out, "PNG", transparency=0)
    assert opened(folder, folder.take_emblem(out.getvalue(), "a.png").sha256).getpixel((0, 0))[3] == 0


def test_it_is_made_small_and_carries_nothing_but_its_pixels(folder: EvidenceFolder):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "rahasia")
    content = drawn(size=(3000, 2400), pnginfo=notes) + b"ekor yang disembunyikan"
    taken = folder.take_emblem(content, "a.png")
    assert max(taken.width, taken.height) == EMBLEM_SIDE
    stored = folder.read(taken.sha256)
    assert b"rahasia" not in stored
    assert b"ekor" not in stored
    assert folder.take_emblem(content, "b.png").sha256 == taken.sha256


def test_evidence_is_still_put_on_white(folder: EvidenceFolder):
    picture = opened(folder, folder.take(drawn(), "foto.png").sha256)
    assert picture.mode == "RGB"
    assert picture.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Berkas x.png kosong."),
        (b"%PDF-1.7\n%%EOF", "Berkas x.png tidak dikenal. Yang diterima: gambar JPEG, PNG, WebP, atau HEIC."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Berkas x.png tidak dikenal. Yang diterima: gambar JPEG, PNG"),
        (drawn()[:200], "Foto x.png rusak atau tidak lengkap."),
        (bytes(EMBLEM_BYTES + 1), "Berkas x.png terlalu besar: paling besar 5 MB."),
        (drawn("L", (7000, 7000)), "Foto x.png terlalu besar: paling banyak 40 juta piksel."),
    ],
)
def test_what_is_no_emblem_is_refused_and_not_kept(folder: EvidenceFolder, content: bytes, sentence: str):
    with pytest.raises(Refused) as refused:
        folder.take_emblem(content, "x.png")
    assert refused.value.sentence.startswith(sentence)
    assert not folder_of(folder).exists()


# On paper


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path / "desk.db")
    yield rich_desk(store)
    store.close()


def issued(desk: Desk, folder: EvidenceFolder) -> tuple[Report, str]:
    sha256 = folder.take_emblem(drawn(), "lambang.png").sha256
    desk.set_office("dinsos", emblem=sha256)
    desk.do("submit", at(9, 20), **RICH_PLAN)
    frozen = desk.do("report", at(9, 25), number="400/1", number_from="typed", addressee="Bupati Bireuen")
    assert frozen is not None
    return from_data(frozen.data), sha256


def test_both_files_show_it_in_its_size(desk: Desk, folder: EvidenceFolder):
    report, sha256 = issued(desk, folder)
    kops = [b for s in report.sections for b in s.blocks if isinstance(b, Letterhead)]
    assert [kop.emblem for kop in kops] == [sha256, sha256]
    with zipfile.ZipFile(io.BytesIO(word.write(report, folder.read))) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
        assert folder.read(sha256) in [archive.read(name) for name in archive.namelist() if "media/" in name]
    extents = [(int(e.get("cx")) / EMU, int(e.get("cy")) / EMU) for e in tree.iter(f"{{{NS['wp']}}}extent")]
    assert [(round(across, 1), round(down, 1)) for across, down in extents] == [(18.0, 22.0), (18.0, 22.0)]
    assert [e.get("descr") for e in tree.iter(f"{{{NS['wp']}}}docPr")] == ["Lambang DINAS SOSIAL"] * 2
    with pikepdf.open(io.BytesIO(pdf.write(report, folder.read))) as file:
        shown = [thing for page in file.pages[:2] for thing in page.Resources.XObject.values()]
        pictures = [thing for thing in shown if thing.Subtype == "/Image"]
        assert all("/SMask" in image for image in pictures)
        assert len(pictures) == 2


def test_what_is_issued_keeps_the_emblem_it_has(desk: Desk, folder: EvidenceFolder):
    report, sha256 = issued(desk, folder)
    before = pdf.write(report, folder.read)
    desk.set_office("dinsos", emblem=folder.take_emblem(drawn("RGB"), "lain.png").sha256)
    assert (
        pdf.write(
            from_data(
                desk.store.first("content", document=desk.store.find("document", type="laporan")[-1]["id"])["data"]
            ),
            folder.read,
        )
        == before
    )


# The settings page


@pytest.fixture
def house(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def bireuen(store: Store) -> Record:
    return office_of(store, "11.11", "dinsos")


def send(admin: FlaskClient, office: Record, content: bytes) -> Any:
    data = {"version": str(office["version"]), "do": "emblem", "emblem": (io.BytesIO(content), "lambang.png")}
    return admin.post(f"/pengaturan/kantor/{office['id']}/kop", data=data)


def test_the_admin_puts_it_on_sees_it_and_takes_it_off(admin: FlaskClient, house: Store):
    office = bireuen(house)
    image = f"/pengaturan/kantor/{office['id']}/lambang"
    assert admin.get(image).status_code == 404
    assert send(admin, office, drawn()).status_code == 302
    shown = admin.get(image)
    assert (shown.status_code, shown.mimetype, shown.headers["Cache-Control"]) == (
        200,
        "image/png",
        "private, no-cache",
    )
    assert shown.data[:4] == b"\x89PNG"
    page = admin.get(f"/pengaturan/kantor/{office['id']}/kop").get_data(as_text=True)
    assert 'alt="Lambang Dinas Sosial Kabupaten Bireuen yang terpasang"' in page
    admin.post(f"/pengaturan/kantor/{office['id']}/kop", data={"version": "2", "do": "drop_emblem"})
    assert bireuen(house)["emblem"] == ""
    edits = house.find("event", name="office_edited", chain="11.11")
    assert [event["fields"]["changed"] for event in edits] == [["emblem"], ["emblem"]]


def test_a_refusal_is_told_beside_the_field(admin: FlaskClient, house: Store):
    office = bireuen(house)
    answer = send(admin, office, b"bukan gambar")
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert page.count("Berkas lambang.png tidak dikenal.") == 2
    assert bireuen(house) == office


def test_somebody_quicker_is_told_and_nothing_is_put_on(admin: FlaskClient, house: Store):
    office = bireuen(house)
    send(admin, office, drawn())
    answer = send(admin, office, drawn("RGB"))
    assert answer.status_code == 409
    assert "Kantor ini sudah diubah oleh Admin Tuntas" in answer.get_data(as_text=True)
    assert bireuen(house)["version"] == 2


def test_the_line_under_the_kop_is_chosen(admin: FlaskClient, house: Store):
    office = bireuen(house)
    address = f"/pengaturan/kantor/{office['id']}/kop"
    assert admin.post(address, data={"version": "1", "do": "rule", "kop_rule": "tiga"}).status_code == 422
    admin.post(address, data={"version": "1", "do": "rule", "kop_rule": "ganda"})
    assert bireuen(house)["kop_rule"] == "ganda"


@pytest.mark.parametrize("who", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"])
def test_only_the_admin_sees_these_pages(client_as: Callable[[str], FlaskClient], house: Store, who: str):
    office = bireuen(house)
    assert client_as(who).get(f"/pengaturan/kantor/{office['id']}/lambang").status_code == 403
    assert send(client_as(who), office, drawn()).status_code == 403
    assert bireuen(house) == office
