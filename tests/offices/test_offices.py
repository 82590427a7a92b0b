"""The offices' settings: every one can be changed, refusals name their field, and a stale page loses nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.report import measures
from documents.report.blocks import Section
from workflow.offices.addressees import addressees
from workflow.offices.nip import doubt
from workflow.offices.offices import LISTS, TEXTS, ensure_offices, issuer_of, office_of, office_on
from workflow.store import Record, Store

CHANGED = {
    "head": "PEMERINTAH KABUPATEN BIREUEN,", "name": "DINAS SOSIAL, P3A", "address": "Jalan Contoh 1, Bireuen",
    "contact": "Pos-el dinsos@contoh.example", "place": "Peusangan", "unit_code": "DS", "archive_code": "400.9.1",
    "number_pattern": "{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}", "addressee": "Bupati Bireuen melalui Sekda",
    "copies": "Sekda Bireuen\nInspektur", "forwards": "Sekretaris Daerah\nKepala Bappeda",
    "wishes": "tanggapan dan saran", "urgency": "Biasa", "signer_principal": "KEPALA DINAS",
    "signer_through": "SEKRETARIS", "signer_position": "SEKRETARIS DINAS", "signer_name": "Dra. Contoh Nama, M.Si.",
    "signer_rank": "Pembina (IV/a)", "signer_nip": "19680411 199303 1 009", "number_digits": "3", "cover": "surat",
    "security_code": "T",
    "signer_mode": "Plt.",
}  # fmt: skip


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
    assert offices.count("office") == 47
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
    for name in set(CHANGED) - {*LISTS, "number_digits", "cover", "signer_mode", "security_code"}:
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


def test_a_dinas_chooses_in_whose_name_the_report_goes_out(admin: FlaskClient, offices: Store):
    dinsos, lkks, province = bireuen(offices), bireuen(offices, "lkks"), office_of(offices, "11", "dinsos")
    page = admin.get(f"/pengaturan/kantor/{dinsos['id']}").get_data(as_text=True)
    assert "Laporan ke pimpinan keluar atas nama" in page
    assert '<option selected value="dinsos">Dinas Sosial</option><option value="lkks">LKKS</option>' in page
    assert '<option value="bersama">Dinas Sosial dan LKKS bersama</option>' in page
    for other in (lkks, province):
        assert "report_identity" not in admin.get(f"/pengaturan/kantor/{other['id']}").get_data(as_text=True)
    assert issuer_of(offices, "11.11", "laporan")["id"] == dinsos["id"]
    post(admin, dinsos, report_identity="lkks")
    assert bireuen(offices)["report_identity"] == "lkks"
    assert [issuer_of(offices, "11.11", t)["id"] for t in ("rtl", "laporan", "pelaksanaan")] == [lkks["id"]] * 3
    assert issuer_of(offices, "11.07", "laporan")["identity"] == "dinsos"
    assert post(admin, bireuen(offices), report_identity="camat").status_code == 422


def test_an_lkks_has_addressees_but_no_choice_of_cover(admin: FlaskClient, offices: Store):
    lkks = bireuen(offices, "lkks")
    page = admin.get(f"/pengaturan/kantor/{lkks['id']}").get_data(as_text=True)
    assert f'href="/pengaturan/kantor/{lkks["id"]}/tujuan"' in page
    assert 'name="cover"' not in page
    page = admin.get(f"/pengaturan/kantor/{lkks['id']}/tujuan").get_data(as_text=True)
    assert "name_0" in page
    assert "cover_0" not in page
    post_to(admin, lkks, form_0="Bapak")
    assert bireuen(offices, "lkks")["addressees"][0] == {
        "name": "Bupati Bireuen", "form": "Bapak", "cover": "", "seat": "Bireuen", "through": "",
    }  # fmt: skip
    assert office_on(offices, "11.11", "lkks", "2026-11-09")["cover"] == "surat"


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
    again = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', page.split("<main", 1)[1], re.DOTALL)
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


# Paper, margins, face


SHEETS = {
    "font": "Bookman Old Style", "cover_paper": "F4-210", "cover_top": "18", "cover_right": "21", "cover_bottom": "24",
    "cover_left": "33", "laporan_paper": "F4", "laporan_top": "22", "laporan_right": "23", "laporan_bottom": "26",
    "laporan_left": "35",
}  # fmt: skip


def post_sheets(client: FlaskClient, office: Record, **change: str):
    data = {"version": str(office["version"]), **change}
    return client.post(f"/pengaturan/kantor/{office['id']}/kertas", data=data)


def test_paper_margins_and_face_are_saved_for_each_kind(admin: FlaskClient, offices: Store):
    office = bireuen(offices)
    assert post_sheets(admin, office, **SHEETS).status_code == 302
    saved = bireuen(offices)
    assert (saved["font"], saved["cover_paper"], saved["laporan_paper"]) == ("Bookman Old Style", "F4-210", "F4")
    assert (saved["cover_margins"], saved["laporan_margins"]) == ([18, 21, 24, 33], [22, 23, 26, 35])
    page = admin.get(f"/pengaturan/kantor/{office['id']}/kertas").get_data(as_text=True)
    assert 'id="laporan_left" maxlength="3" name="laporan_left" type="text" value="35"' in page
    assert "Lembar RTL" not in page
    changed = offices.find("event", name="office_edited", chain="11.11")[-1]["fields"]["changed"]
    assert changed == ["cover_margins", "cover_paper", "font", "laporan_margins", "laporan_paper"]


def test_an_lkks_has_the_papers_that_come_from_it(admin: FlaskClient, offices: Store):
    office = bireuen(offices, "lkks")
    page = admin.get(f"/pengaturan/kantor/{office['id']}/kertas").get_data(as_text=True)
    assert "Lembar RTL (mendatar)" in page
    assert "Laporan pelaksanaan dan lampirannya" in page
    assert "Laporan dan lampirannya" in page  # when the report to the leader is its own


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"laporan_top": "14"}, "Jarak atas adalah bilangan bulat dari 15 sampai 50 mm."),
        ({"laporan_bottom": "19"}, "Jarak bawah adalah bilangan bulat dari 20 sampai 50 mm."),
        ({"cover_left": "2,5"}, "Jarak kiri adalah bilangan bulat dari 15 sampai 50 mm."),
        ({"cover_right": "٢٠"}, "Jarak kanan adalah bilangan bulat dari 15 sampai 50 mm."),
        ({"cover_right": ""}, "Isi jarak kanan."),
        ({"laporan_left": "50", "laporan_right": "41"},
         "Lebar teks tinggal 119 mm, paling sedikit 120 mm. Kecilkan jarak kiri atau kanan."),
        ({"laporan_paper": "A3"}, "Pilih salah satu dari daftar."),
        ({"font": "Comic Sans"}, "Pilih salah satu dari daftar."),
    ],
)  # fmt: skip
def test_a_paper_that_will_not_do_is_told(admin: FlaskClient, offices: Store, change: dict[str, str], sentence: str):
    before = bireuen(offices)
    answer = post_sheets(admin, before, **change)
    assert answer.status_code == 422
    assert html.unescape(answer.get_data(as_text=True)).count(sentence) == 2
    assert bireuen(offices) == before


def test_a_stale_paper_shows_both(admin: FlaskClient, offices: Store):
    seen = bireuen(offices)
    post_sheets(admin, seen, laporan_left="31")
    answer = post_sheets(admin, seen, laporan_left="32")
    text = re.sub(r"<[^>]+>", "", answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "Laporan dan lampirannya: kiri (mm)" in text
    assert bireuen(offices)["laporan_margins"] == [20, 20, 25, 31]


def test_narrow_text_makes_photos_and_signatures_narrower():
    wide, narrow = Section((), margins=(20, 20, 25, 30)), Section((), margins=(20, 45, 25, 45))
    assert (measures.photo_frame(wide), measures.photo_frame(narrow)) == ((77, 57.75), (57.0, 42.75))
    assert (measures.signature_columns(wide, 1), measures.signature_columns(narrow, 1)) == ([86, 74], [50, 70])


# To whom


def test_the_list_of_addressees_begins_with_the_regions_leaders(offices: Store):
    assert [(one.name, one.form, one.cover) for one in addressees(bireuen(offices))] == [
        ("Bupati Bireuen", "Bapak/Ibu", ""),
        ("Sekretaris Daerah Kabupaten Bireuen", "Bapak/Ibu", ""),
        ("Kepala Dinas Sosial Kabupaten Bireuen", "Bapak/Ibu", ""),
        ("Kepala Dinas Sosial Aceh", "Bapak/Ibu", "surat"),
    ]
    assert addressees(office_of(offices, "11.72", "dinsos"))[0].name == "Wali Kota Sabang"
    assert [one.name for one in addressees(office_of(offices, "11", "dinsos"))] == [
        "Gubernur Aceh", "Sekretaris Daerah Aceh",
    ]  # fmt: skip


def post_to(client: FlaskClient, office: Record, **change: str):
    return client.post(f"/pengaturan/kantor/{office['id']}/tujuan", data={"version": str(office["version"]), **change})


def test_the_usual_addressee_comes_first_also_when_it_is_not_listed(admin: FlaskClient, offices: Store):
    post(admin, bireuen(offices), addressee="Sekretaris Daerah Kabupaten Bireuen")
    assert addressees(bireuen(offices))[0].name == "Sekretaris Daerah Kabupaten Bireuen"
    post(admin, bireuen(offices), addressee="Inspektur")
    assert [one.name for one in addressees(bireuen(offices))][:2] == ["Inspektur", "Bupati Bireuen"]
    assert len(addressees(bireuen(offices))) == 5


def test_an_addressee_has_its_form_and_its_cover(admin: FlaskClient, offices: Store):
    post_to(admin, bireuen(offices), form_0="Ibu", name_4="Inspektur Aceh", form_4="Bapak", cover_4="surat")
    office = bireuen(offices)
    secretary = "Sekretaris Daerah Kabupaten Bireuen"
    assert office["addressees"][0] == {
        "name": "Bupati Bireuen", "form": "Ibu", "cover": "", "seat": "Bireuen", "through": secretary,
    }  # fmt: skip
    assert office["addressees"][4] == {
        "name": "Inspektur Aceh", "form": "Bapak", "cover": "surat", "seat": "", "through": "",
    }  # fmt: skip
    found = {to: office_on(offices, "11.11", "dinsos", "2026-11-09", to) for to in ("", "inspektur aceh", "Camat")}
    assert [(o["form"], o["cover"]) for o in found.values()] == [
        ("Ibu", "nota_dinas"), ("Bapak", "surat"), ("Bapak/Ibu", "nota_dinas"),
    ]  # fmt: skip


def test_where_an_addressee_is_and_through_whom_is_recorded_and_never_guessed(admin: FlaskClient, offices: Store):
    def found(to: str) -> tuple[str, str]:
        office = office_on(offices, "11.11", "dinsos", "2026-11-09", to)
        return office["seat"], office["through"]

    secretary = "Sekretaris Daerah Kabupaten Bireuen"
    assert (found(""), found(secretary), found("Camat Bireuen")) == (("Bireuen", secretary), ("Bireuen", ""), ("", ""))
    post_to(admin, bireuen(offices), seat_0="", through_0="Asisten I", through_1=secretary)
    assert (found(""), found(secretary)) == (("", "Asisten I"), ("Bireuen", ""))  # nobody's letter passes himself
    before = bireuen(offices)
    assert post_to(admin, before, seat_0="x" * 61).status_code == 422
    nameless = post_to(admin, before, seat_6="Bireuen", through_6="Asisten II").get_data(as_text=True)
    assert [words in nameless for words in ("Isi tujuannya, atau kosongkan juga", 'value="Asisten II"')] == [True, True]
    assert bireuen(offices) == before


def test_a_list_of_before_there_were_places_keeps_what_had_been_proposed(offices: Store):
    old = [{"name": name, "form": "Bapak", "cover": ""} for name in ("Bupati Bireuen", "Camat Bireuen")]
    offices.save({**bireuen(offices), "addressees": old})
    assert [(one.seat, one.through) for one in addressees(bireuen(offices))] == [("Bireuen", ""), ("", "")]


def test_an_emptied_row_leaves_the_list_and_doubles_are_refused(admin: FlaskClient, offices: Store):
    post_to(admin, bireuen(offices), name_1="")
    assert [one["name"] for one in bireuen(offices)["addressees"]] == [
        "Bupati Bireuen", "Kepala Dinas Sosial Kabupaten Bireuen", "Kepala Dinas Sosial Aceh",
    ]  # fmt: skip
    before = bireuen(offices)
    answer = post_to(admin, before, name_3="BUPATI BIREUEN")
    assert answer.status_code == 422
    assert answer.get_data(as_text=True).count("BUPATI BIREUEN sudah ada dalam daftar.") == 2
    nobody = {f"name_{row}": " " for row in range(8)}
    assert "Isi paling sedikit satu tujuan." in post_to(admin, before, **nobody).get_data(as_text=True)
    assert bireuen(offices) == before


def test_a_stale_list_shows_both(admin: FlaskClient, offices: Store):
    seen = bireuen(offices)
    post_to(admin, seen, name_4="Camat Jeumpa")
    answer = post_to(admin, seen, name_4="Camat Juli")
    text = re.sub(r"<[^>]+>", "", answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "Camat J" in text
    assert bireuen(offices)["addressees"][4]["name"] == "Camat Jeumpa"


def test_the_desk_of_a_sekdis_offers_the_list(demo_as: Callable[[str], FlaskClient]):
    page = demo_as("sekdis.bireuen").get("/persetujuan").get_data(as_text=True)
    listed = re.search(r'<datalist id="tujuan">(.*?)</datalist>', page, re.DOTALL)
    assert listed
    assert re.findall(r'value="([^"]+)"', listed[1]) == [
        "Bupati Bireuen", "Sekretaris Daerah Kabupaten Bireuen", "Kepala Dinas Sosial Kabupaten Bireuen",
        "Kepala Dinas Sosial Aceh",
    ]  # fmt: skip


def test_the_settings_page_offers_what_is_known(admin: FlaskClient, offices: Store):
    page = admin.get(f"/pengaturan/kantor/{bireuen(offices)['id']}").get_data(as_text=True)
    assert '<option value="Sekretaris Daerah Kabupaten Bireuen">' in page
    assert '<option value="Sangat Segera">' in page


def test_an_instance_of_earlier_code_gets_the_newer_settings_once(offices: Store):
    office = bireuen(offices)
    newer = {"addressees", "emblem", "letterhead", "font", "kop_rule", "signer_through", "laporan_paper", "rtl_margins",
             "report_identity"}  # fmt: skip
    old = {name: value for name, value in office.items() if name not in newer}
    offices.save({**old, "schema": 1, "cover_paper": "A4", "addressee": "Sekda"})
    ensure_offices(offices)
    upgraded = bireuen(offices)
    assert {name: upgraded[name] for name in newer} == {name: office[name] for name in newer}
    assert (upgraded["cover_paper"], upgraded["addressee"], upgraded["schema"]) == ("A4", "Sekda", office["schema"])
    ensure_offices(offices)
    assert bireuen(offices) == upgraded


def test_default_signers_for_another_name_who_gave_the_mandate(admin: FlaskClient, offices: Store):
    before = bireuen(offices)
    answer = post(admin, before, signer_mode="u.b.", signer_principal="", signer_through="")
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert page.count("Isi jabatan pemberi mandat: u.b. selalu atas nama seorang pejabat.") == 2
    assert page.count("Isi jabatan di antaranya: u.b. dipakai sesudah a.n., dua tingkat di bawahnya.") == 2
    assert bireuen(offices) == before
