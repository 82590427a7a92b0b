"""The settings as a workbook: out and back unchanged, what a change would do, one save, what is refused and why."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from tests.world.axe_faults import faults
from tests.world.browser import SIZES, serving, window
from tests.world.instance import START, signed_in
from tests.world.settings_book import add, bytes_of, checked, counted, fetched, kept, put, saved, send, words
from workflow.demo import PASSWORD
from workflow.offices.addressees import in_order
from workflow.people.accounts import find_user
from workflow.people.sign_in import prove_password
from workflow.store import Record, Store

OURS = "11.11/dinsos"
STREET = "Jalan Baru 7"


def office(store: Store, key: str = OURS) -> Record:
    region, _, identity = key.partition("/")
    (found,) = store.find("office", region=region, identity=identity)
    return dict(found)


def signers(store: Store) -> list[tuple[str, str, str]]:
    found = store.find("signatory", office=office(store)["id"], order="start")
    return [(one["name"], one["start"], one["end"]) for one in found]


def add_signer(client: FlaskClient, store: Store) -> None:
    first = {"name": "Dra. Contoh", "position": "Kepala Dinas", "start": "2026-01-01"}
    address = f"/pengaturan/kantor/{office(store)['id']}/penanda-tangan"
    assert client.post(address, data=first).status_code == 302


def edit_street(book) -> None:
    put(book, "Kantor", OURS, Alamat_di_kop=STREET)


def test_the_workbook_holds_what_is_kept_and_no_password(admin: FlaskClient, store: Store):
    add_signer(admin, store)
    book = fetched(admin)
    assert book.sheetnames == ["Kantor", "Penanda tangan", "Alamat tujuan", "Akun", "Cara mengisi"]
    assert book["Kantor"].max_row == 1 + store.count("office") == 48
    assert book["Akun"].max_row == 1 + store.count("user")
    (signer,) = list(book["Penanda tangan"].iter_rows(min_row=2, values_only=True))
    assert signer[:4] == (f"{OURS}/2026-01-01", OURS, "Dinas Sosial Kabupaten Bireuen", "Dra. Contoh")
    assert signer[-2].date() == date(2026, 1, 1)
    assert signer[-1] is None
    heads = " ".join(str(cell.value) for sheet in book for cell in sheet[1])
    assert "sandi" not in heads.lower()
    assert not any("scrypt" in str(cell) for sheet in book for row in sheet.values for cell in row)


def test_sent_back_as_it_is_it_changes_nothing(admin: FlaskClient, store: Store):
    add_signer(admin, store)
    content = bytes_of(fetched(admin))
    before = {kind: store.find(kind) for kind in ("office", "signatory", "user", "event")}
    answer = send(admin, content)
    offices = store.count("office")
    assert counted(answer) == {
        "Baru": 0, "Berubah": 0, "Tidak dapat disimpan": 0, "Tetap sama": 2 * offices + 1 + store.count("user"),
    }  # fmt: skip
    assert "Simpan " not in words(answer)
    assert {kind: store.find(kind) for kind in before} == before


def test_what_changes_is_shown_and_kept_once_it_is_saved(admin: FlaskClient, store: Store):
    def edit(book) -> None:
        edit_street(book)
        put(book, "Kantor", OURS, Laporan_keluar_atas_nama="LKKS")
        put(book, "Akun", "ketua.bireuen", Alamat_surel="Ketua@Bireuenkab.go.id")

    before = office(store)
    answer = checked(admin, edit)
    assert counted(answer)["Berubah"] == 2
    assert f"Alamat di kop {STREET}" in words(answer)
    assert office(store) == before
    assert saved(admin, answer).status_code == 303
    after = office(store)
    assert (after["address"], after["report_identity"]) == (STREET, "lkks")
    assert find_user(store, "ketua.bireuen")["email"] == "ketua@bireuenkab.go.id"
    (told,) = store.find("event", name="office_edited")
    assert told["fields"]["changed"] == ["address", "report_identity"]


def test_a_new_signer_follows_the_old_one_in_whatever_order_the_file_tells_it(admin: FlaskClient, store: Store):
    add_signer(admin, store)

    def edit(book) -> None:
        rows = book["Penanda tangan"]
        rows.insert_rows(2)
        rows.cell(2, 2).value, rows.cell(2, 4).value, rows.cell(2, 5).value = OURS, "Drs. Baru", "Kepala Dinas"
        rows.cell(2, rows.max_column - 1).value = "01/07/2026"
        put(book, "Penanda tangan", f"{OURS}/2026-01-01", Berakhir=date(2026, 6, 30))

    answer = checked(admin, edit)
    assert (counted(answer)["Baru"], counted(answer)["Berubah"]) == (1, 1)
    assert "Mulai 1 Juli 2026" in words(answer)
    assert signers(store) == [("Dra. Contoh", "2026-01-01", "")]
    saved(admin, answer)
    assert signers(store) == [("Dra. Contoh", "2026-01-01", "2026-06-30"), ("Drs. Baru", "2026-07-01", "")]


def test_the_rows_of_an_office_are_its_addressees(admin: FlaskClient, store: Store):
    before = in_order(office(store))

    def edit(book) -> None:
        sheet = book["Alamat tujuan"]
        rows = [row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == OURS]
        sheet.delete_rows(rows[1])
        sheet.cell(rows[0], 4).value = "Ibu"

    answer = checked(admin, edit)
    assert counted(answer)["Berubah"] == 1
    saved(admin, answer)
    after = in_order(office(store))
    assert [one.name for one in after] == [one.name for n, one in enumerate(before) if n != 1]
    assert after[0].form == "Ibu"


def test_a_new_account_gets_a_password_that_is_shown_once(app: Flask, admin: FlaskClient, store: Store):
    row = {"Nama_akun": "sekdis.sabang", "Peran": "Sekdis", "Wilayah": "Sabang", "Alamat_surel": "s@sabang.go.id"}
    answer = checked(admin, lambda book: add(book, "Akun", **row))
    assert counted(answer)["Baru"] == 1
    assert find_user(store, "sekdis.sabang") is None
    done = saved(admin, answer)
    (word,) = re.findall(r'<td class="typed">([^<]+)</td>', done.text)
    made = find_user(store, "sekdis.sabang")
    assert (made["role"], made["region"], made["email"]) == ("sekdis", "11.72", "s@sabang.go.id")
    assert (made["must_change"], made["demo"], made["active"]) == (True, False, True)
    assert made["name"] == "Sekretaris Dinas Sosial Kota Sabang"
    assert prove_password(store, "sekdis.sabang", word, "10.0.0.1", at=START)["id"] == made["id"]
    assert word not in str([store.find(kind) for kind in ("user", "event", "pressed")])
    again = saved(admin, answer)
    assert (again.status_code, word in again.text) == (409, False)


def test_what_is_refused_says_why_and_the_rest_is_saved(admin: FlaskClient, store: Store):
    def edit(book) -> None:
        edit_street(book)
        put(book, "Kantor", "11.11/lkks", Pola_nomor="{unit}")
        put(book, "Akun", "admin", Keadaan="Nonaktif")
        put(book, "Akun", "ketua.bireuen", Peran="Gubernur")
        add(book, "Akun", Nama_akun="Ketua Sabang", Peran="Ketua LKKS", Wilayah="Sabang")
        add(book, "Penanda tangan", Kunci_kantor="11.99/dinsos", Nama_dengan_gelar="X", Jabatan="Y", Mulai="2026-01-01")
        add(book, "Penanda tangan", Kunci_kantor=OURS, Nama_dengan_gelar="X", Jabatan="Y", NIP="1.98503152010011E+17")

    answer = checked(admin, edit)
    told = words(answer)
    assert (counted(answer)["Tidak dapat disimpan"], counted(answer)["Berubah"]) == (6, 1)
    for sentence in (
        "LKKS Kabupaten Bireuen Kantor, baris 23 Tidak disimpan Pola nomor harus memuat {urut}.",
        "Anda tidak dapat menonaktifkan", "Pilih peran dari daftar.",
        "Nama akun hanya huruf kecil", "kantor “11.99/dinsos” tidak ada", "NIP: Excel membulatkan angka ini.",
    ):  # fmt: skip
        assert sentence in told, sentence
    done = saved(admin, answer)
    assert (done.status_code, "Tidak disimpan" in words(done)) == (200, True)
    assert office(store)["address"] == STREET
    assert find_user(store, "admin")["active"]


def test_what_was_changed_meanwhile_is_shown_anew_before_it_is_saved(app: Flask, admin: FlaskClient, store: Store):
    answer = checked(admin, edit_street)
    other = office(store)
    store.save({**other, "address": "Jalan Lain 1"})
    late = saved(admin, answer)
    assert late.status_code == 409
    assert "belum ada yang disimpan" in words(late)
    assert f"Jalan Lain 1 {STREET}" in words(late)
    assert office(store)["address"] == "Jalan Lain 1"
    assert saved(admin, late).status_code == 303
    assert office(store)["address"] == STREET


def test_only_what_the_page_signed_for_this_account_is_saved(app: Flask, admin: FlaskClient, store: Store):
    answer = checked(admin, edit_street)
    forged = admin.post("/pengaturan/berkas/simpan", data={"kept": kept(answer)[:-2] + "xx"})
    assert (forged.status_code, "Kirim berkasnya sekali lagi" in forged.text) == (422, True)
    assert office(store)["address"] != STREET


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rusak", b"Nama;Alamat\nA;B\n", b"%PDF-1.4\n%%EOF"])
def test_a_file_that_is_no_workbook_of_ours_is_refused(admin: FlaskClient, content: bytes):
    answer = send(admin, content)
    assert answer.status_code == 422
    assert 'class="callout late"' in answer.text


def test_what_cannot_be_read_is_not_taken_for_emptied(admin: FlaskClient):
    def formula(book) -> None:
        put(book, "Kantor", OURS, Alamat_di_kop="=A1")  # no value is stored with it

    def hidden(book) -> None:
        book["Akun"].sheet_state = "hidden"

    for edit, sentence in ((formula, "rumus tanpa nilai tersimpan"), (hidden, "lembar Akun: lembar tersembunyi")):
        answer = checked(admin, edit)
        assert (answer.status_code, sentence in words(answer)) == (422, True), words(answer)


def test_a_workbook_without_our_sheets_says_which_it_needs(admin: FlaskClient):
    book = fetched(admin)
    for title in book.sheetnames[:-1]:
        del book[title]
    assert "lembar Kantor, Penanda tangan, Alamat tujuan dan Akun" in words(send(admin, bytes_of(book)))


def test_a_text_that_looks_like_a_formula_comes_back_as_it_was(admin: FlaskClient, store: Store):
    store.save({**office(store), "address": "=1+1"})
    book = fetched(admin)
    (cell,) = (row[4] for row in book["Kantor"].iter_rows(min_row=2) if row[0].value == OURS)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_in_a_browser(demo_app: Flask, chromium: Browser, tmp_path: Path, size: str):
    """With a row of each kind: nothing that axe finds, no sideways scroll; the password is asked before it is saved."""

    def edit(book) -> None:
        edit_street(book)
        put(book, "Kantor", "11.11/lkks", Pola_nomor="{unit}", Nama_kantor_di_kop="x" * 119)
        add(book, "Akun", Nama_akun="sekdis.sabang", Peran="Sekdis", Wilayah="Kota Sabang")

    book = fetched(signed_in(demo_app, "admin"))
    edit(book)
    path = tmp_path / "pengaturan.xlsx"
    path.write_bytes(bytes_of(book))
    with serving(demo_app) as base, window(chromium, size) as opened:
        page = opened.new_page()
        page.goto(f"{base}/masuk")
        page.locator("button[value='admin']").click()
        page.goto(f"{base}/pengaturan")
        page.get_by_role("link", name="Lewat Excel").click()
        page.locator("#file").set_input_files(path)
        page.get_by_role("button", name="Baca dan periksa").click()
        save = page.get_by_role("button", name="Simpan 1 baru, 1 perubahan")
        expect(save).to_be_visible()
        assert faults(page, Axe()) == []
        save.click()
        page.get_by_label("Kata sandi Anda").fill(PASSWORD)
        page.get_by_role("button", name="Simpan pengaturan").click()
        expect(page.get_by_role("heading", name="Kata sandi pertama")).to_be_visible()
        assert faults(page, Axe()) == []
