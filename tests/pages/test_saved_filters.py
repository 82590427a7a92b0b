"""Filters that somebody keeps: a chip with its count, renamed, moved, removed; nobody else's, and told when unknown."""

from __future__ import annotations

import pytest

from tests.world.pages_read import address, listed, page, text, texts
from workflow.errors import Invalid
from workflow.people import saved_filters
from workflow.people.accounts import find_user

DRAFTS = "/saringan/baru?daftar=tugas&tahap=draft&wilayah=&sesudah=3"


def stars(client, path: str = "/tugas") -> dict[str, str]:
    """Words of each chip that the reader has kept -> its address."""
    chips = page(client, path).xpath("//ul[contains(@class, 'pills')]//a[.//*[contains(., 'Saringan saya')]]")
    return {text(chip).removeprefix("Saringan saya: ").removeprefix("Saringan saya:").strip(): address(chip)
            for chip in chips}  # fmt: skip


def kept(client, path: str, name: str):
    return client.post(path, data={"name": name})


def test_a_filter_becomes_a_chip_with_the_number_of_its_list(demo_as):
    client = demo_as("dinsos.aceh")
    tree = page(client, "/tugas?tahap=draft")
    (button,) = tree.xpath("//button[@name='daftar']")
    assert (button.get("formaction"), button.get("value")) == ("/saringan/baru", "tugas")
    assert texts(page(client, DRAFTS), "//h1") == ["Simpan saringan"]
    answer = kept(client, DRAFTS, "Semua draf")
    assert (answer.status_code, answer.location) == (303, "/tugas?tahap=draft")
    number = listed(client, "/tugas?tahap=draft")[0]
    assert stars(client) == {f"Semua draf {number}": "/tugas?tahap=draft"}
    current = page(client, "/tugas?tahap=draft&urut=judul").xpath("//a[@aria-current='true']")
    assert [text(one) for one in current if "Semua draf" in text(one)]
    assert stars(demo_as("sekdis.bireuen")) == {}


def test_what_somebody_kept_is_there_on_a_phone_too(demo_as):
    client = demo_as("ketua.bireuen")
    kept(client, "/saringan/baru?daftar=tugas&q=rapat", "Soal rapat 🙏")
    (row,) = page(client, "/tugas").xpath("//ul[contains(@class, 'pills')]/li[contains(., 'Soal rapat 🙏')]")
    assert "d-none" not in row.get("class", "")


def test_what_is_looked_for_in_texts_is_not_counted_on_every_page(demo_as):
    client = demo_as("dinsos.aceh")
    kept(client, "/saringan/baru?daftar=tugas&q=kemitraan", "Kemitraan")
    assert stars(client) == {"Kemitraan": "/tugas?q=kemitraan"}


def test_a_value_that_nobody_knows_any_more_is_said(demo_as):
    client = demo_as("dinsos.aceh")
    kept(client, "/saringan/baru?daftar=tugas&rakor=999&tahap=draft", "Rakor lama")
    ((words, url),) = stars(client).items()
    assert words == "Rakor lama (tidak dikenal lagi)"
    assert "rakor “999”" in texts(page(client, url), "//div[@class='callout wait']")[0]


@pytest.mark.parametrize(("path", "name", "said"), [
    (DRAFTS, "", "Isi nama saringan"), (DRAFTS, "x" * 41, "paling banyak 40"),
    ("/saringan/baru?daftar=tugas", "Semua", "belum disaring"),
    ("/saringan/baru?daftar=tugas&q=1111016010800001", "Orang", "NIK"),
    (f"/saringan/baru?daftar=tugas&q={'x' * 151}", "Panjang", "belum disaring"),
])  # fmt: skip
def test_what_cannot_be_kept_is_said_and_the_name_is_still_there(demo_as, path, name, said):
    answer = kept(demo_as("dinsos.aceh"), path, name)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{name}"' in answer.text


def test_names_of_an_address_are_words_and_nothing_else(demo_as):
    client = demo_as("dinsos.aceh")
    answer = kept(client, "/saringan/baru?daftar=tugas&_scheme=javascript&endpoint=x&tahap=draft", "Aneh")
    assert answer.location == "/tugas?_scheme=javascript&endpoint=x&tahap=draft"
    assert list(stars(client)) == ["Aneh (tidak dikenal lagi)"]


def test_a_name_and_a_filter_are_kept_once_and_ten_of_a_list(demo_as):
    client = demo_as("dinsos.aceh")
    assert kept(client, DRAFTS, "Draf").status_code == 303
    assert "sudah tersimpan dengan nama “Draf”" in kept(client, DRAFTS, "Lain").text
    assert "Nama “DRAF” sudah dipakai" in kept(client, "/saringan/baru?daftar=tugas&terlambat=1", "DRAF").text
    for n in range(saved_filters.MOST - 1):
        assert kept(client, f"/saringan/baru?daftar=tugas&rakor={n + 1}", f"Rakor {n}").status_code == 303
    assert "Sudah ada 10 saringan" in kept(client, "/saringan/baru?daftar=tugas&terlambat=1", "Kesebelas").text
    assert client.get("/saringan/baru?daftar=lain").status_code == 404


def test_renamed_moved_and_removed(demo_as, demo_app):
    client, store = demo_as("dinsos.aceh"), demo_app.extensions["tuntas"].store
    for n, name in enumerate(("Satu", "Dua", "Tiga"), 1):
        kept(client, f"/saringan/baru?daftar=tugas&rakor={n}", name)
    ids = {one["name"]: one["id"] for one in store.find("saved_filter")}

    def names() -> list[str]:
        return [text(one) for one in page(client, "/saringan").xpath("//main//h2")]

    for name in ("Tiga", "Tiga", "Tiga", "Dua"):
        assert client.post(f"/saringan/{ids[name]}", data={"apa": "naik"}).status_code == 303
    assert names() == ["Tiga", "Dua", "Satu"]
    assert "sudah dipakai" in client.post(f"/saringan/{ids['Satu']}", data={"apa": "nama", "name": "dua"}).text
    client.post(f"/saringan/{ids['Satu']}", data={"apa": "nama", "name": "Pertama"})
    client.post(f"/saringan/{ids['Dua']}", data={"apa": "hapus"})
    assert names() == ["Tiga", "Pertama"]
    assert [words.rsplit(" ", 1)[0] for words in stars(client)] == ["Tiga", "Pertama"]
    other = demo_as("sekdis.bireuen")
    assert other.get(f"/saringan/{ids['Satu']}").status_code == 404
    assert other.post(f"/saringan/{ids['Satu']}", data={"apa": "hapus"}).status_code == 404
    assert page(other, "/saringan").xpath("//h2") != []
    assert client.post(f"/saringan/{ids['Dua']}", data={"apa": "naik"}).status_code == 404


def test_the_own_data_tell_of_it(demo_as, demo_app):
    client, store = demo_as("dinsos.aceh"), demo_app.extensions["tuntas"].store
    kept(client, DRAFTS, "Draf")
    assert client.get("/akun/data.json").json["saringan"] == [
        {"list": "tugas", "name": "Draf", "query": {"tahap": "draft"}}
    ]
    user = find_user(store, "dinsos.aceh")
    with pytest.raises(Invalid):
        saved_filters.keep(store, user["id"], "tugas", {}, {"name": "Kosong"})
