"""The offices' settings: every one can be changed, refusals name their field, and a stale page loses nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from workflow.nip import doubt
from workflow.offices import TEXTS, office_of
from workflow.store import Record, Store

CHANGED = {
    "head": "PEMERINTAH KABUPATEN BIREUEN,", "name": "DINAS SOSIAL, P3A", "address": "Jalan Contoh 1, Bireuen",
    "contact": "Pos-el dinsos@contoh.example", "place": "Peusangan", "unit_code": "DS", "archive_code": "400.9.1",
    "number_pattern": "{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}", "addressee": "Bupati Bireuen melalui Sekda",
    "copies": "Sekda Bireuen\nInspektur", "urgency": "Biasa", "signer_principal": "KEPALA DINAS",
    "signer_through": "SEKRETARIS", "signer_position": "SEKRETARIS DINAS", "signer_name": "Dra. Contoh Nama, M.Si.",
    "signer_rank": "Pembina (IV/a)", "signer_nip": "19680411 199303 1 009", "number_digits": "3", "cover": "surat",
    "security_code": "T",
    "signer_mode": "Plt.",
}  # fmt: skip


@pytest.fixture
def admin(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("admin")


@pytest.fixture
def offices(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def bireuen(store: Store, identity: str = "dinsos") -> Record:
    return office_of(store, "11.11", identity)


def form(office: Record, **change: str) -> dict[str, str]:
    values = {name: str(office[name]) for name in CHANGED}
    return {**values, "version": str(office["version"]), **change}


def post(client: FlaskClient, office: Record, **change: str):
    return client.post(f"/pengaturan/kantor/{office['id']}", data=form(office, **change))


def test_there_are_47_offices(admin: FlaskClient, offices: Store):
    assert offices.count("office")[()] == 47
    assert "47 kantor di 24 wilayah." in admin.get("/pengaturan/kantor").get_data(as_text=True)


@pytest.mark.parametrize(
    ("query", "shown"),
    [("?q=bireuen", "2 kantor di 1 wilayah."), ("?q=KOTA", "10 kantor di 5 wilayah."), ("?q=11.07", "2 kantor di 1"),
     ("?q=%20aceh%20jaya%20", "2 kantor di 1 wilayah."), ("?kurang=1", "47 kantor di 24 wilayah."),
     ("?q=zzz", "Tidak ada kantor dengan saringan itu."), ("?q=%25", "Tidak ada kantor dengan saringan itu.")],
)  # fmt: skip
def test_offices_are_found_by_region(admin: FlaskClient, query: str, shown: str):
    assert shown in admin.get(f"/pengaturan/kantor{query}").get_data(as_text=True)


def test_a_filled_office_leaves_the_list_of_gaps(admin: FlaskClient, offices: Store):
    for identity in ("dinsos", "lkks"):
        post(admin, bireuen(offices, identity), **CHANGED)
    assert "45 kantor di 23 wilayah." in admin.get("/pengaturan/kantor?kurang=1").get_data(as_text=True)
    assert "<b>45</b> kantor dengan isian kosong" in admin.get("/pengaturan").get_data(as_text=True)


def test_every_setting_can_be_changed(admin: FlaskClient, offices: Store):
    before = bireuen(offices)
    answer = post(admin, before, **CHANGED)
    assert answer.location == f"/pengaturan/kantor/{before['id']}"
    saved = bireuen(offices)
    assert {name: saved[name] for name in CHANGED} == {**CHANGED, "number_digits": 3}
    assert set(TEXTS) <= set(CHANGED)
    event = offices.find("event", name="office_edited", chain="11.11")[-1]
    assert event["fields"] == {"office": before["id"], "changed": sorted(CHANGED)}


def test_the_page_shows_what_is_stored(admin: FlaskClient, offices: Store):
    post(admin, bireuen(offices), **CHANGED)
    page = html.unescape(admin.get(f"/pengaturan/kantor/{bireuen(offices)['id']}").get_data(as_text=True))
    for name in set(CHANGED) - {"copies", "number_digits", "cover", "signer_mode", "security_code"}:
        assert f'value="{CHANGED[name]}"' in page, name
    assert "Sekda Bireuen\nInspektur" in page


def test_the_next_number_is_shown_as_the_pattern_writes_it(admin: FlaskClient, offices: Store):
    office = bireuen(offices)
    page = admin.get(f"/pengaturan/kantor/{office['id']}").get_data(as_text=True)
    assert '<b class="num">400.9.12/0001/DINSOS/2026</b>' in page


def test_a_pattern_can_be_tried_without_saving(admin: FlaskClient, offices: Store):
    office = bireuen(offices)
    answer = post(admin, office, number_pattern="{urut}/DS/{bulan_romawi}/{tahun}", number_digits="3", lihat="1")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '<b class="num">001/DS/XI/2026</b>' in page
    assert "Contoh, belum disimpan" in page
    assert bireuen(offices) == office


def test_only_an_lkks_chooses_how_its_own_reports_are_numbered(admin: FlaskClient, offices: Store):
    dinsos, lkks = bireuen(offices), bireuen(offices, "lkks")
    assert "number_pelaksanaan" not in admin.get(f"/pengaturan/kantor/{dinsos['id']}").get_data(as_text=True)
    assert lkks["number_pelaksanaan"] == "blank"
    post(admin, lkks, number_pelaksanaan="series")
    assert bireuen(offices, "lkks")["number_pelaksanaan"] == "series"


def test_trying_shows_what_is_wrong_with_the_pattern(admin: FlaskClient, offices: Store):
    answer = post(admin, bireuen(offices), number_pattern="{kode}/{tahun}", lihat="1")
    assert answer.status_code == 422
    assert "Pola nomor harus memuat {urut}." in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "  "}, "Isi nama kantor di kop."),
        ({"place": ""}, "Isi tempat pada tanggal surat."),
        ({"signer_position": ""}, "Isi jabatan penanda tangan."),
        ({"addressee": ""}, "Isi tujuan laporan."),
        ({"number_pattern": "{kode}"}, "Pola nomor harus memuat {urut}."),
        ({"number_pattern": "{urut}/{nomor}"}, "Pola nomor memuat {nomor}, yang tidak dikenal."),
        ({"security_code": "X"}, "Pilih salah satu dari daftar."),
        ({"number_digits": "9"}, "Banyaknya angka nomor urut adalah 1 sampai 6."),
        ({"number_digits": "-1"}, "Banyaknya angka nomor urut adalah 1 sampai 6."),
        ({"cover": "telegram"}, "Pilih salah satu dari daftar."),
        ({"signer_mode": "p.p."}, "Pilih salah satu dari daftar."),
        ({"address": "x" * 301}, "Alamat di kop terlalu panjang: 301 huruf, paling banyak 300."),
    ],
)
def test_what_will_not_do_is_told_and_the_rest_is_kept(
    admin: FlaskClient, offices: Store, change: dict[str, str], sentence: str
):
    before = bireuen(offices)
    answer = post(admin, before, urgency="Sangat segera", **change)
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert page.count(sentence) == 2  # in the summary and beside the field
    assert 'value="Sangat segera"' in page
    assert bireuen(offices) == before


def test_a_form_with_fields_missing_keeps_what_is_stored(admin: FlaskClient, offices: Store):
    before = bireuen(offices)
    admin.post(f"/pengaturan/kantor/{before['id']}", data={"version": "1", "urgency": "Biasa"})
    assert bireuen(offices) == {**before, "urgency": "Biasa", "version": 2}


def test_a_doubtful_nip_warns_and_is_saved(admin: FlaskClient, offices: Store):
    office = bireuen(offices)
    answer = admin.post(
        f"/pengaturan/kantor/{office['id']}", data=form(office, signer_nip="123"), follow_redirects=True
    )
    page = answer.get_data(as_text=True)
    assert page.count("NIP biasanya 18 angka.") == 2  # after saving, and with the signer from then on
    assert bireuen(offices)["signer_nip"] == "123"


@pytest.mark.parametrize(
    ("nip", "doubted"),
    [("", False), ("19680411 199303 1 009", False), ("196804111993031009", False), ("19680411 199303 1 00", True),
     ("19680411 199303 1 00X", True), ("١٩٦٨٠٤١١١٩٩٣٠٣١٠٠٩", True), ("   ", False)],
)  # fmt: skip
def test_a_nip_is_doubted_unless_it_has_18_digits(nip: str, doubted: bool):
    assert bool(doubt(nip)) is doubted


def test_an_lkks_is_not_asked_for_rank_and_nip(admin: FlaskClient, offices: Store):
    page = admin.get(f"/pengaturan/kantor/{bireuen(offices, 'lkks')['id']}").get_data(as_text=True)
    assert 'name="signer_name"' in page
    assert 'name="signer_nip"' not in page
    assert 'name="signer_rank"' not in page


def test_a_stale_page_shows_both_texts_and_can_still_save(admin: FlaskClient, offices: Store):
    seen = bireuen(offices)
    post(admin, seen, addressee="Sekda Kabupaten Bireuen")
    answer = post(admin, seen, addressee="Bupati melalui Sekda")
    page = html.unescape(answer.get_data(as_text=True))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert answer.status_code == 409
    assert "Sekda Kabupaten Bireuen" in text
    assert "Bupati melalui Sekda" in text
    assert bireuen(offices)["addressee"] == "Sekda Kabupaten Bireuen"
    again = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', page, re.DOTALL)
    assert again
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', again[2]))
    assert admin.post(again[1], data=fields).status_code == 302
    saved = bireuen(offices)
    assert saved["addressee"] == "Bupati melalui Sekda"
    assert {n: saved[n] for n in CHANGED if n != "addressee"} == {n: seen[n] for n in CHANGED if n != "addressee"}


def test_an_unknown_office_is_not_found(admin: FlaskClient):
    assert admin.get("/pengaturan/kantor/999").status_code == 404


def test_the_first_page_names_commands_that_exist(admin: FlaskClient, app: Flask):
    page = admin.get("/pengaturan").get_data(as_text=True)
    for command in re.findall(r"flask --app app ([a-z]+)", page):
        assert command in app.cli.commands
    assert "backup" in app.cli.commands
