"""An office's own kop in both files of a paper: the same lines at the same places, or in neither."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import html
import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx.shared import Mm
from flask import Flask
from flask.testing import FlaskClient

from documents.compose.parts.paper import dressed
from documents.pdf import writer as pdf
from documents.report.blocks import Letterhead, Report
from documents.report.frozen import from_data, to_data
from documents.word import letterhead
from documents.word import writer as word
from tests.world import report_samples as samples
from tests.world.kops import KOPS, OFFICE, PLACE, STREET, line, logo, ruled, saved, sheet
from tests.world.office_suite import Converted
from workflow.evidence.taking_in import made_anew
from workflow.keeping.leftovers import sweep
from workflow.offices import kop_files
from workflow.offices.offices import defaults, office_of
from workflow.regions import regions
from workflow.store import Store


def simple(width: int = 210, height: int = 297, left: int = 25) -> bytes:
    document, head = sheet(width, height)
    document.sections[0].left_margin = Mm(left)
    line(head.paragraphs[0], PLACE, 14, face="Arial")
    line(head.add_paragraph(), OFFICE, 20, bold=True, face="Arial")
    ruled(line(head.add_paragraph(), STREET, 10, face="Arial"), "double", 6)
    head.add_paragraph().add_run().add_picture(logo(), Mm(10))
    return saved(document)


def office(drawn: dict[str, Any]) -> dict[str, Any]:
    found = next(one for one in defaults(regions()["11.11"]) if one["identity"] == "dinsos")
    return {**found, "letterhead": {"drawn": drawn}}


def on_kop(taken: letterhead.Taken, **change: Any) -> Report:
    """A frozen paper of an office with that kop."""
    assert taken.drawn is not None
    report = dataclasses.replace(samples.berkas(), kind="laporan", **change)
    made: Report = from_data(to_data(dressed(report, office(to_data(taken.drawn)))))
    return made


def files(taken: letterhead.Taken, folder: Path, libreoffice: Converted, **change: Any) -> tuple[Path, Path]:
    """The PDF, and the Word file as LibreOffice prints it."""
    report, pictures = on_kop(taken, **change), {**samples.PICTURES, **taken.pictures}.__getitem__
    (folder / "pdf.pdf").write_bytes(pdf.write(report, pictures))
    (folder / "word.docx").write_bytes(word.write(report, pictures))
    libreoffice("pdf", folder, folder / "word.docx")
    return folder / "pdf.pdf", folder / "word.pdf"


def places(file: Path) -> dict[str, tuple[float, float]]:
    """Word -> where its middle stands on page 1, in mm."""
    told = subprocess.run(["pdftotext", "-bbox", "-l", "1", file, "-"], capture_output=True, text=True, check=True)
    found: dict[str, tuple[float, float]] = {}
    box = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<'
    for left, top, right, bottom, one in re.findall(box, told.stdout):
        middle = (float(left) + float(right)) / 2, (float(top) + float(bottom)) / 2
        found.setdefault(one, (middle[0] * 25.4 / 72, middle[1] * 25.4 / 72))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["", "DRAF"])
def test_both_files_have_it_at_the_same_places(mark: Any, libreoffice: Converted, tmp_path: Path):
    taken = letterhead.take(simple(), made_anew)
    ours, theirs = (places(file) for file in files(taken, tmp_path, libreoffice, mark=mark, mark_note="Draf."))
    for one in (*PLACE.split(), "SOSIAL", "24251", "NOTA"):
        assert abs(ours[one][0] - theirs[one][0]) < 1, one
        assert abs(ours[one][1] - theirs[one][1]) < 1, one


def test_it_is_what_the_paper_says_on_its_own_sheet():
    taken = letterhead.take(simple(215, 330), made_anew)
    report = on_kop(taken)
    head = report.sections[0].blocks[0]
    assert isinstance(head, Letterhead)
    assert head.lines == (PLACE, OFFICE, STREET)
    assert (head.address, report.letterhead) == ((), "")
    assert report.sections[0].margins == (20, 20, 25, 30)
    assert hashlib.sha256(*taken.pictures.values()).hexdigest() == head.own.pictures[0].sha256  # type: ignore[union-attr]


def test_the_same_content_gives_the_same_bytes():
    taken = letterhead.take(simple(), made_anew)
    pictures = {**samples.PICTURES, **taken.pictures}
    for write in (pdf.write, word.write):
        assert write(on_kop(taken), pictures.__getitem__) == write(on_kop(taken), pictures.__getitem__)


@pytest.mark.parametrize(
    ("kind", "why"),
    [("text box", "kotak teks"), ("old shapes", "kotak teks"), ("drawn lines", "tab dengan titik-titik")],
)
def test_what_the_pdf_cannot_draw_is_in_neither_file(kind: str, why: str):
    taken = letterhead.take(KOPS[kind](), made_anew)
    assert (taken.drawn, taken.pictures) == (None, {})
    assert taken.why.startswith(why)
    head = dressed(dataclasses.replace(samples.berkas(), kind="laporan"), office({})).sections[0].blocks[0]
    assert isinstance(head, Letterhead)
    assert head.own is None


def test_another_face_is_named():
    document, head = sheet()
    line(head.paragraphs[0], PLACE, 14, face="Tahoma")
    assert letterhead.take(saved(document), made_anew).why.startswith("huruf Tahoma")


# The settings page


@pytest.fixture
def house(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def send(admin: FlaskClient, house: Store, **data: Any) -> tuple[int, str]:
    found = office_of(house, "11.11", "dinsos")
    address = f"/pengaturan/kantor/{found['id']}/kop"
    answer = admin.post(address, data={"version": str(found["version"]), **data})
    return answer.status_code, html.unescape((answer if answer.status_code != 302 else admin.get(answer.location)).text)


def upload(content: bytes) -> dict[str, Any]:
    return {"do": "letterhead", "letterhead": (io.BytesIO(content), "kop.docx")}


def test_a_letter_sheet_and_near_edges_are_pointed_out_before_it_is_put_on(admin: FlaskClient, house: Store):
    status, page = send(admin, house, **upload(simple(216, 279, left=8)))
    assert status == 302
    assert "Kertas berkas ini Letter (216 x 279 mm)" in page
    assert "Jarak tepi berkas ini kiri 8 mm" in page
    assert office_of(house, "11.11", "dinsos")["letterhead"] == {}
    (sha256,) = re.findall(r'name="sha256" value="([0-9a-f]{64})"', page)
    status, page = send(admin, house, do="letterhead_looked_at", sha256=sha256, name="kop.docx")
    assert status == 302
    assert "Terpasang: <b>kop.docx</b>" in page
    assert office_of(house, "11.11", "dinsos")["letterhead"]["sha256"] == sha256


@pytest.mark.parametrize("sha256", ["", "a" * 64, "../../etc/passwd"])
def test_a_file_that_is_not_there_is_asked_for_again(admin: FlaskClient, house: Store, sha256: str):
    status, page = send(admin, house, do="letterhead_looked_at", sha256=sha256, name="kop.docx")
    assert status == 422
    assert "Berkas itu sudah tidak tersimpan." in page


def test_why_it_is_not_used_is_told(admin: FlaskClient, house: Store):
    _, page = send(admin, house, **upload(KOPS["text box"]()))
    assert "Kop ini memakai kotak teks atau bentuk gambar." in page
    assert "Berkas kop disimpan, tetapi naskah belum memakainya." in page
    assert "Kop Word dipasang." not in page


def test_one_of_before_is_not_used_until_it_is_sent_again(admin: FlaskClient, house: Store):
    found = office_of(house, "11.11", "dinsos")
    house.save({**found, "letterhead": {"sha256": "a" * 64, "kop": True, "name": "lama.docx"}})
    page = admin.get(f"/pengaturan/kantor/{found['id']}/kop").text
    assert "Unggah lagi supaya Word dan PDF" in page


def test_its_pictures_are_kept_as_long_as_it_is(admin: FlaskClient, house: Store, app: Flask):
    send(admin, house, **upload(simple()))
    found = office_of(house, "11.11", "dinsos")
    evidence = app.extensions["tuntas"].evidence
    named = kop_files.named(found)
    assert len(named) == 2 + bool(found["emblem"])
    assert all(evidence.read(sha256) for sha256 in named)
    assert named.isdisjoint(sweep(house, evidence, datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)))
