"""The pages by which a Sekdis suggests what the own office has, and those on which the admin decides it."""

from __future__ import annotations

import html
import re

from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import signed_in
from tests.world.suggested import SIGNER
from workflow.offices.offices import office_of
from workflow.store import Store


def store_of(app: Flask) -> Store:
    found: Store = app.extensions["tuntas"].store
    return found


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def field(client: FlaskClient, address: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', client.get(address).text)
    assert found
    return html.unescape(found[1])


def kop(client: FlaskClient) -> dict[str, str]:
    return {name: field(client, "/kantor-saya/kop", name) for name in ("head", "name", "address", "contact", "place")}


def test_a_street_goes_from_the_sekdis_to_the_admin_onto_the_kop(app: Flask):
    sekdis, admin = signed_in(app, "sekdis.bireuen"), signed_in(app, "admin")
    assert "Kantor saya" in text(sekdis, "/akun")
    answer = sekdis.post("/kantor-saya/kop", data={**kop(sekdis), "address": "Jalan Baru Nomor 9, Bireuen"})
    assert answer.status_code == 303
    assert "Kop naskah: menunggu Admin" in text(sekdis, "/kantor-saya")
    assert "1 usulan kantor" in text(admin, "/pengaturan")
    assert "Dinas Sosial Kabupaten Bireuen: Kop naskah" in text(admin, "/pengaturan/usulan")
    (one,) = store_of(app).find("suggestion")
    page = f"/pengaturan/usulan/{one['id']}"
    assert "menjadi Jalan Baru Nomor 9, Bireuen" in text(admin, page)
    seen = {name: field(admin, page, name) for name in ("version", "kantor")}
    assert admin.post(page, data={**seen, "do": "setujui"}).status_code == 303
    assert office_of(store_of(app), "11.11", "dinsos")["address"] == "Jalan Baru Nomor 9, Bireuen"
    assert "disetujui oleh Admin" in text(sekdis, "/kantor-saya")
    assert "Tidak ada yang menunggu" in text(admin, "/pengaturan/usulan")


def test_what_is_wrong_stays_typed_and_is_told_beside_its_field(app: Flask):
    sekdis = signed_in(app, "sekdis.bireuen")
    typed = {**SIGNER, "mode": "u.b.", "position": "SEKRETARIS YANG DIKETIK"}
    answer = sekdis.post("/kantor-saya/penanda-tangan", data=typed)
    assert answer.status_code == 422
    assert "Isi jabatan pemberi mandat" in answer.text
    assert "SEKRETARIS YANG DIKETIK" in answer.text
    assert store_of(app).count("suggestion") == 0


def test_the_same_form_twice_suggests_once(app: Flask):
    sekdis = signed_in(app, "sekdis.bireuen")
    data = {**kop(sekdis), "address": "Jalan Sekali 1", "kiriman": "satu-tanda"}
    assert [sekdis.post("/kantor-saya/kop", data=data).status_code for _ in range(2)] == [303, 303]
    assert store_of(app).count("suggestion") == 1


def test_a_refusal_is_read_by_the_sekdis_with_its_reason(app: Flask):
    sekdis, admin = signed_in(app, "sekdis.bireuen"), signed_in(app, "admin")
    sekdis.post("/kantor-saya/tujuan", data={"name_0": "Bupati Bireuen", "form_0": "Bapak", "seat_0": "Bireuen"})
    (one,) = store_of(app).find("suggestion")
    page = f"/pengaturan/usulan/{one['id']}"
    seen = {name: field(admin, page, name) for name in ("version", "kantor")}
    assert admin.post(page, data={**seen, "do": "tolak", "reason": ""}).status_code == 422
    assert admin.post(page, data={**seen, "do": "tolak", "reason": "Sekda juga tujuan."}).status_code == 303
    shown = text(sekdis, "/kantor-saya")
    assert "ditolak oleh Admin" in shown
    assert "“Sekda juga tujuan.”" in shown


def test_an_office_that_changed_meanwhile_is_shown_anew_with_what_was_typed(app: Flask):
    sekdis, admin = signed_in(app, "sekdis.bireuen"), signed_in(app, "admin")
    sekdis.post("/kantor-saya/kop", data={**kop(sekdis), "address": "Jalan Usulan 3"})
    store = store_of(app)
    (one,) = store.find("suggestion")
    page = f"/pengaturan/usulan/{one['id']}"
    seen = {name: field(admin, page, name) for name in ("version", "kantor")}
    store.save({**office_of(store, "11.11", "dinsos"), "contact": "(0644) 99"})
    answer = admin.post(page, data={**seen, "do": "setujui", "reason": "sedang diketik"})
    assert answer.status_code == 409
    assert "Pengaturan kantor itu baru saja diubah" in answer.text
    assert "sedang diketik" in answer.text
    assert office_of(store, "11.11", "dinsos")["address"] != "Jalan Usulan 3"
    again = {name: found[1] for name in seen if (found := re.search(rf'name="{name}"[^>]*value="(\d+)"', answer.text))}
    assert field(sekdis, "/kantor-saya/kop", "contact") == "(0644) 99"
    assert admin.post(page, data={**again, "do": "setujui"}).status_code == 303
    now = office_of(store, "11.11", "dinsos")
    assert (now["address"], now["contact"]) == ("Jalan Usulan 3", "(0644) 99")


def test_a_signer_is_shown_beside_who_signs_without_a_period(app: Flask):
    store, sekdis, admin = store_of(app), signed_in(app, "sekdis.bireuen"), signed_in(app, "admin")
    store.save({**office_of(store, "11.11", "dinsos"), "signer_name": "Drs. Tetap", "signer_nip": "19650101"})
    sekdis.post("/kantor-saya/penanda-tangan", data=SIGNER)
    (one,) = store.find("suggestion")
    for client, page in ((sekdis, "/kantor-saya"), (admin, f"/pengaturan/usulan/{one['id']}")):
        assert re.search(r"Drs\. Tetap\W+(menjadi )?Dra\. Usulan", text(client, page)), text(client, page)


def test_the_form_begins_with_what_waits_already(app: Flask):
    sekdis = signed_in(app, "sekdis.bireuen")
    sekdis.post("/kantor-saya/kop", data={**kop(sekdis), "address": "Jalan Usulan 4"})
    assert field(sekdis, "/kantor-saya/kop", "address") == "Jalan Usulan 4"


def test_a_part_that_is_none_is_not_found(app: Flask):
    assert signed_in(app, "sekdis.bireuen").get("/kantor-saya/kata-sandi").status_code == 404


def test_both_hear_of_it_in_kabar_and_nobody_else(app: Flask):
    sekdis, admin, chair = (signed_in(app, name) for name in ("sekdis.bireuen", "admin", "ketua.bireuen"))
    sekdis.post("/kantor-saya/kop", data={**kop(sekdis), "address": "Jalan Kabar 5"})
    (one,) = store_of(app).find("suggestion")
    page = f"/pengaturan/usulan/{one['id']}"
    told = text(admin, "/kabar")
    assert "1 usulan kantor menunggu keputusan" in told
    assert "Baru (1)" in told
    assert f'href="{page}"' in admin.get("/kabar").text
    seen = {name: field(admin, page, name) for name in ("version", "kantor")}
    admin.post(page, data={**seen, "do": "tolak", "reason": "Masih gedung lama."})
    told = text(sekdis, "/kabar")
    assert "Usulan kantor ditolak: Kabupaten Bireuen" in told
    assert "“Masih gedung lama.”" in told
    upto = re.search(r'name="sampai" value="(\d+)"', sekdis.get("/kabar").text)
    assert upto
    sekdis.post("/kabar/dibaca", data={"sampai": upto[1]})
    assert "Baru (" not in text(sekdis, "/kabar")
    assert "Usulan kantor" not in text(chair, "/kabar")
