"""*Ingatkan yang terlambat*: the table, the letter that is read, the text for WhatsApp, and all letters in one act."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests.world import one_line_files
from tests.world.all_late import all_late
from tests.world.instance import START, Clock, signed_in
from tests.world.pages_read import page, text, texts
from workflow.rakor import reminding
from workflow.store import Record

LATE = START + timedelta(days=60)


@pytest.fixture
def rakor(tuntas: SimpleNamespace) -> int:
    return all_late(tuntas)


@pytest.fixture
def dinsos(app: Flask, clock: Clock, rakor: int) -> FlaskClient:
    clock.at = LATE
    return signed_in(app, "dinsos.aceh")


def filled(tree: html.HtmlElement) -> dict[str, list[str]]:
    """What the form of the page sends as it is."""
    found: dict[str, list[str]] = {}
    for name, value in tree.xpath("//form[@data-remind]")[0].form_values():
        found.setdefault(name, []).append(value)
    return found


def test_it_is_reached_from_beranda_and_from_the_rakor(dinsos: FlaskClient, rakor: int):
    assert "/ingatkan" in page(dinsos, "/beranda").xpath("//main//a/@href")
    assert f"/ingatkan?rakor={rakor}" in page(dinsos, f"/rakor/{rakor}").xpath("//main//a/@href")


def test_each_row_says_how_late_which_letter_and_its_number(dinsos: FlaskClient, rakor: int):
    tree = page(dinsos, "/ingatkan")
    assert "17 tugas di 16 kabupaten/kota" in text(tree.xpath("//main")[0])
    rows = [re.sub(r"Teks$", "", row).split() for row in texts(tree, "//tbody/tr")]
    assert " ".join(rows[0]).endswith("Aceh Selatan 2 tugas, 24 hari Pengingat I 0001 belum pernah")
    assert " ".join(rows[15]).split(" belum")[0].endswith("0016")
    assert text(tree.xpath("//button[@data-words]")[0]) == "Terbitkan 16 surat"
    assert "Nomor 0001–0016." in text(tree.xpath("//*[@class='note']")[0])
    assert texts(page(dinsos, f"/ingatkan?rakor={rakor}"), "//p[contains(., 'satu rakor')]")


def test_another_letter_is_read_and_what_is_ticked_stays(dinsos: FlaskClient):
    sent = filled(page(dinsos, "/ingatkan"))
    sent["rows"] = sent["rows"][:3]
    tree = html.fromstring(dinsos.post("/ingatkan", data={**sent, "lihat": sent["rows"][2]}).text)
    assert tree.xpath("//input[@name='rows'][@checked]/@value") == sent["rows"]
    assert text(tree.xpath("//button[@data-words]")[0]) == "Terbitkan 3 surat"
    place = text(tree.xpath("//*[@id='surat']//h2")[0])
    assert place in text(tree.xpath("//tr[contains(@class, 'me')]")[0])
    assert f"Yth. Kepala Dinas Sosial Kabupaten {place}." in tree.xpath("//textarea")[0].text


def test_every_row_has_its_own_text(dinsos: FlaskClient):
    found = page(dinsos, "/ingatkan").xpath("//@data-copy-text")
    assert len(set(found)) == 16
    assert all(
        len(one) <= 300 and "Surat Pengingat I menyusul. https://tuntas.example/kabupaten/11." in one for one in found
    )


def test_the_letter_is_shown_as_its_pages(dinsos: FlaskClient, rakor: int):
    (image,) = page(dinsos, "/ingatkan").xpath("//*[@id='surat']//img/@src")
    answer = dinsos.get(image)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert dinsos.get(f"/rakor/{rakor}/kabupaten/11.01/pengingat/9.png").status_code == 404
    assert dinsos.get(f"/rakor/{rakor}/kabupaten/11.71/pengingat/1.png").status_code == 404


def test_all_are_issued_in_one_act_and_come_as_a_zip(app: Flask, dinsos: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    sent = filled(page(dinsos, "/ingatkan"))
    answer = dinsos.post("/ingatkan", data=sent)
    assert answer.status_code == 303
    assert "0 dari 16 dokumen" in text(page(dinsos, answer.location).xpath("//main")[0])
    with monkeypatch.context() as patched:
        one_line_files.use(patched)
        app.extensions["tuntas"].jobs.run_waiting()
    done = page(dinsos, answer.location)
    assert "16 dokumen dalam Word dan PDF" in text(done.xpath("//main")[0])
    with dinsos.get(f"{answer.location}.zip") as taken, zipfile.ZipFile(io.BytesIO(taken.data)) as found:
        assert len([name for name in found.namelist() if name.endswith(".docx")]) == 16
        assert len([name for name in found.namelist() if name.endswith(".pdf")]) == 16
    after = page(dinsos, "/ingatkan")
    assert after.xpath("//input[@name='rows'][not(@disabled)]") == []
    assert "I mulai 22 Jan" in text(after.xpath("//tbody/tr")[0])
    assert "Nomor 400.9.12/0001/DINSOS/2027 sudah terbit." in after.xpath("//@data-copy-text")[0]


def test_the_same_sheet_twice_is_issued_once(tuntas: SimpleNamespace, dinsos: FlaskClient):
    sent = filled(page(dinsos, "/ingatkan"))
    assert dinsos.post("/ingatkan", data=sent).location == dinsos.post("/ingatkan", data=sent).location
    assert tuntas.store.count("document", type="pengingat") == 16


def test_what_changed_meanwhile_is_told_and_the_page_is_anew(tuntas: SimpleNamespace, dinsos: FlaskClient, rakor: int):
    sent = filled(page(dinsos, "/ingatkan"))
    dinsos.post(f"/rakor/{rakor}/kabupaten/11.11/pengingat")
    answer = dinsos.post("/ingatkan", data=sent)
    assert answer.status_code == 422
    tree = html.fromstring(answer.text)
    assert text(tree.xpath("//*[@id='galat']")[0]) == (
        "Belum ada surat yang terbit. Kabupaten Bireuen sudah mendapat surat pengingat."
    )
    assert tuntas.store.count("document", type="pengingat") == 1
    assert len(tree.xpath("//input[@name='rows'][@checked]")) == 15
    assert dinsos.post("/ingatkan", data={**filled(tree)}).status_code == 303


def test_a_number_that_went_meanwhile_is_told(tuntas: SimpleNamespace, dinsos: FlaskClient, rakor: int):
    sent = filled(page(dinsos, "/ingatkan"))
    dinsos.post(f"/rakor/{rakor}/kabupaten/11.11/berita_acara", data=agreed(tuntas, rakor))
    answer = dinsos.post("/ingatkan", data=sent)
    assert (answer.status_code, "baru saja dipakai naskah lain" in answer.text) == (422, True)
    assert reminding.coming_numbers(tuntas.store, LATE, 1)[0][0] == "0002"
    assert dinsos.post("/ingatkan", data=filled(html.fromstring(answer.text))).status_code == 303


def agreed(tuntas: SimpleNamespace, rakor: int) -> dict[str, str]:
    task: Record = tuntas.store.find("task", rakor=rakor, region="11.11")[0]
    return {"place": "Aula", "begins": "9.30", "ends": "12.00", f"result-{task['id']}": "Bukti diterima"}


def test_nothing_late_is_said(app: Flask):
    assert "Tidak ada yang terlambat" in signed_in(app, "dinsos.aceh").get("/ingatkan").text


@pytest.mark.parametrize("who", ["sekdis.bireuen", "ketua.bireuen", "admin"])
def test_nobody_else_opens_it(app: Flask, dinsos: FlaskClient, who: str):
    assert signed_in(app, who).get("/ingatkan").status_code == 403


def test_an_unknown_rakor(dinsos: FlaskClient):
    assert dinsos.get("/ingatkan?rakor=99").status_code == 404
