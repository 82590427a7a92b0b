"""An unknown value of a filter is said above every list, and no file is made of what was not asked for."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.ladder import Case
from tests.world.pages_read import page, texts

As = Callable[[str], FlaskClient]
SAID = "Saringan pada alamat ini tidak dikenal, jadi tidak dipakai: {}."
REFUSED = "Saringan pada alamat ini tidak dikenal, jadi berkasnya tidak dibuat: {}."
# page -> who reads it, its filters that know their values, the files of the same list
LISTS = {
    "/tugas": (
        "dinsos.aceh", "tahap menunggu wilayah rakor butir komisi dari sampai terlambat dibatalkan",
        ("/tugas.csv", "/tugas.xlsx", "/tugas/rekap.xlsx"),
    ),
    "/dokumen": ("dinsos.aceh", "jenis status wilayah tahun", ("/dokumen.csv",)),
    "/agenda": ("dinsos.aceh", "kantor tahun status urut", ("/agenda.csv", "/agenda.docx")),
    "/agenda/cetak": ("dinsos.aceh", "kantor tahun status", ()),
    "/matriks": ("dinsos.aceh", "rakor komisi keadaan", ()),
    "/beranda": ("dinsos.aceh", "rakor", ()),
    "/pengaturan/riwayat": ("admin", "jenis akun dari sampai urut", ("/pengaturan/riwayat.csv",)),
    "/pengaturan/akun": ("admin", "peran wilayah keadaan", ("/pengaturan/akun.csv",)),
    "/rakor": ("dinsos.aceh", "urut", ("/rakor.csv",)),
    "/pengaturan/kantor": ("admin", "kurang urut", ("/pengaturan/kantor.csv",)),
}  # fmt: skip
CASES = [(address, name) for address, (_, names, _) in LISTS.items() for name in names.split()]


@pytest.mark.parametrize(("address", "name"), CASES)
def test_it_is_said_on_the_page_and_refused_as_a_file(demo_as: As, address: str, name: str):
    who, _, files = LISTS[address]
    client, value = demo_as(who), "besok “x”"
    query = f"{name}={quote(value)}"
    plain, asked = page(client, address), page(client, f"{address}?{query}")
    assert SAID.format(f"{name} “{value}”") in texts(asked, "//div[@role='status']")
    assert not texts(plain, "//div[@class='callout wait'][@role='status']"), "said only when there is one"
    for file in files:
        refused = client.get(f"{file}?{query}")
        assert refused.status_code == 422
        assert REFUSED.format(f"{name} “{value}”") in refused.text
        assert client.get(file).status_code == 200


def test_a_batch_and_a_matrix_of_what_nobody_knows_are_not_made(demo_app: Flask, demo_as: As):
    dinsos, rakor = demo_as("dinsos.aceh"), Case(demo_app).rakor()["id"]
    for address in ("/pekerjaan?status=hilang", "/pekerjaan?rakor=semua"):
        refused = dinsos.post(address)
        assert (refused.status_code, "tidak dikenal" in refused.text) == (422, True)
    assert dinsos.get(f"/matriks.csv?rakor={rakor}&komisi=Z").status_code == 422
    assert dinsos.get(f"/matriks.csv?rakor={rakor}").status_code == 200
    assert demo_app.extensions["tuntas"].store.count("job") == 0


def test_what_is_known_is_not_said(demo_app: Flask, demo_as: As):
    store, dinsos = demo_app.extensions["tuntas"].store, demo_as("dinsos.aceh")
    own = store.find("office", region="11", identity="dinsos")[0]["id"]
    for address in (
        "/tugas?tahap=draft&menunggu=sekdis&wilayah=11.11,11.07&q=besok", "/dokumen?jenis=laporan&status=berlaku&q=x",
        f"/agenda?kantor={own}&status=batal", "/agenda?kantor=semua", "/matriks?keadaan=terlambat",
    ):  # fmt: skip
        assert "tidak dikenal" not in dinsos.get(address).text, address


def test_a_chooser_of_rakor_says_that_there_is_no_such(demo_as: As):
    said = "Rakor pada alamat ini tidak ada. Pilih dari daftar."
    assert said in demo_as("dinsos.aceh").get("/impor?rakor=99999").text
    assert demo_as("dinsos.aceh").get("/matriks?rakor=99999").status_code == 404


@pytest.mark.parametrize(("name", "value"), [("rakor", "99999"), ("butir", "zzz"), ("komisi", "Z")])
def test_what_could_be_and_is_not_there_is_said_too(demo_as: As, name: str, value: str):
    client, query = demo_as("dinsos.aceh"), f"{name}={value}"
    assert SAID.format(f"{name} “{value}”") in texts(page(client, f"/tugas?{query}"), "//div[@role='status']")
    assert client.get(f"/tugas.csv?{query}").status_code == 422
