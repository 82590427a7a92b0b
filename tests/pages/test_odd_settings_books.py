"""Workbooks of settings as people really send them back: rows twice, titles typed anew, columns and heads gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.world.settings_book import Book, add, checked, columns, counted, put, saved, words
from workflow.offices.offices import office_of
from workflow.store import Store

OURS, STREET = "11.11/dinsos", "Jalan Baru 7"
NONE_LEFT = {"Baru": 0, "Berubah": 0, "Tidak dapat disimpan": 0}


def again(book: Book, sheet: str, key: str) -> None:
    """The row once more, at the end, as it is now."""
    (row,) = (row for row in book[sheet].iter_rows(min_row=2, values_only=True) if row[0] == key)
    book[sheet].append(row)


def test_a_record_in_two_rows_is_neither_of_them(admin: FlaskClient, store: Store):
    def edit(book: Book) -> None:
        again(book, "Kantor", OURS)
        put(book, "Kantor", OURS, Alamat_di_kop=STREET)
        put(book, "Kantor", "11.12/dinsos", Alamat_di_kop=STREET)
        again(book, "Kantor", "11.12/dinsos")
        for role in ("Ketua LKKS", "Sekdis"):
            add(book, "Akun", Nama_akun="baru.pidie", Peran=role, Wilayah="Pidie", Nama_jabatan=role)

    answer = checked(admin, edit)
    assert counted(answer) == {**NONE_LEFT, "Berubah": 1, "Tidak dapat disimpan": 2, "Tetap sama": 98}
    assert words(answer).count("Beberapa baris menyebut catatan ini dengan isi yang berbeda. Sisakan satu baris") == 2
    assert "Kantor, baris 22, 49" in words(answer)
    assert saved(admin, answer).status_code == 200
    assert office_of(store, "11.11", "dinsos")["address"] != STREET
    assert office_of(store, "11.12", "dinsos")["address"] == STREET
    assert not store.find("user", username="baru.pidie")


def test_titles_and_heads_are_ours_whatever_their_case(admin: FlaskClient):
    def edit(book: Book) -> None:
        put(book, "Kantor", OURS, Alamat_di_kop=STREET)
        book["Kantor"].cell(1, columns(book, "Kantor")["Alamat di kop"]).value = "ALAMAT  di kop "
        book["Kantor"].title = "KANTOR "

    answer = checked(admin, edit)
    assert counted(answer)["Berubah"] == 1
    assert "tidak dibaca" not in words(answer)


def test_what_was_not_read_is_not_called_saved(admin: FlaskClient):
    def edit(book: Book) -> None:
        book["Kantor"].title = "Kantor kami"

    told = words(checked(admin, edit))
    assert "Lembar Kantor kami tidak dikenal; tidak dibaca." in told
    assert "Yang dibaca dari berkas ini sudah tersimpan" in told
    assert "Semuanya sudah tersimpan" not in told


def no_key(book: Book) -> None:
    book["Kantor"].delete_cols(1)


def title_above(book: Book) -> None:
    book["Akun"].insert_rows(1)
    book["Akun"].cell(1, 1).value = "DAFTAR AKUN"


def one_of_five(book: Book) -> None:
    book["Alamat tujuan"].delete_cols(columns(book, "Alamat tujuan")["Melalui"])


def twins(book: Book) -> None:
    book["Kantor"].cell(1, columns(book, "Kantor")["Alamat di kop"]).value = "KUNCI"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (no_key, "Lembar Kantor: kolom Kunci tidak ada di baris pertamanya."),
        (title_above, "Lembar Akun: kolom Nama akun tidak ada di baris pertamanya."),
        (one_of_five, "Lembar Alamat tujuan: kolom Melalui tidak ada di baris pertamanya."),
        (twins, "lembar Kantor: lebih dari satu kolom berjudul “kunci”."),
    ],
)
def test_a_sheet_without_its_heads_is_one_sentence(admin: FlaskClient, edit: Callable[[Book], None], sentence: str):
    answer = checked(admin, edit)
    assert (answer.status_code, sentence in words(answer)) == (422, True), words(answer)


def test_a_place_that_nobody_knows_is_said(admin: FlaskClient):
    def edit(book: Book) -> None:
        for n, place in enumerate(("11.99", 11.1, "Medan")):  # 11.10, which Excel took for a number
            add(book, "Akun", Nama_akun=f"baru.{n}", Peran="Sekdis", Wilayah=place, Nama_jabatan="Sekdis")

    told = words(checked(admin, edit))
    for place in ("11.99", "11,1", "Medan"):
        assert f"Wilayah: “{place}” bukan nama atau kode kabupaten/kota" in told, told


@pytest.mark.parametrize("number", [196501011990031001, 1.96501011990031e17, "1,96501E+17", "1.96501E17"])
def test_a_rounded_number_is_none(admin: FlaskClient, number: object):
    signer = {"Nama_dengan_gelar": "X", "Jabatan": "Y", "Mulai": "2026-01-01", "NIP": number}

    def edit(book: Book) -> None:
        add(book, "Penanda tangan", Kunci_kantor=OURS, **signer)

    assert "NIP: Excel membulatkan angka ini." in words(checked(admin, edit))


def test_of_several_rows_it_says_which_is_meant(admin: FlaskClient):
    def edit(book: Book) -> None:
        add(book, "Alamat tujuan", Kunci_kantor=OURS, Tujuan="Bupati", Sapaan="Tuan")

    told = words(checked(admin, edit))
    assert "Baris 188, Sapaan: Pilih salah satu dari daftar." in told, told
