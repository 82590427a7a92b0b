"""The acts on the check page of an office's file: each a button of its one form, kept with what was typed, undone."""

from __future__ import annotations

import re
from html import unescape

import pytest

HEAD = ["No", "Hasil Rakor", "Rencana Tindak Lanjut", "Kab/Kota", "Bireun", "Batas Waktu"]
THREE = "Melatih LKS: a. manajemen; b. pencatatan; c. rujukan"
ROWS = [
    ["1", "LKKS menyusun rencana.", "Menyusun rencana", "Kab. Bireuen", "", "30 November 2026"],
    ["2", "Pelatihan diadakan.", THREE, "Kab. Pidie", "", "Desember 2026"],
    ["3", "LKKS menyusun RENCANA", "Menyusun rencana", "Kab. Pidie", "v", "30 November 2026"],
    ["Jumlah", "", "", "", "", "3"],
]
NEW = {
    "rakor.title": "Rakor LKS", "rakor.organiser": "Dinas Sosial Aceh", "rakor.start": "2026-09-18",
    "rakor.end": "2026-09-19", "rakor.venue": "Hotel", "rakor.city": "Banda Aceh",
}  # fmt: skip


@pytest.fixture
def dinsos(client_as):
    return client_as("dinsos.aceh")


@pytest.fixture
def address(dinsos) -> str:
    answer = dinsos.post("/impor", data={"pasted": "\n".join("\t".join(row) for row in [HEAD, *ROWS])})
    assert answer.status_code == 303, answer.text
    return answer.location


def intake(tuntas):
    return tuntas.store.find("intake")[0]


def sheet(tuntas):
    return intake(tuntas)["sheet"]


def press(client, tuntas, address, do, **typed):
    """Presses a button of the page and follows it; what the page then says."""
    data = {"version": intake(tuntas)["version"], "do": do, **typed}
    return " ".join(unescape(client.post(address, data=data, follow_redirects=True).text).split())


def buttons(text: str) -> dict[str, str]:
    """What each button sends -> its words."""
    found = re.findall(r'<button[^>]*name="do" value="([^"]+)"[^>]*>(.*?)</button>', text, re.S)
    return {
        value: " ".join(re.sub(r"<span.*?</span>|<[^>]*>", "", words, flags=re.S).split()) for value, words in found
    }


def page(client, address) -> str:
    return " ".join(unescape(client.get(address).text).split())


def test_the_page_offers_what_can_be_done(dinsos, address):
    text = page(dinsos, address)
    assert "Ada tiga hal dalam satu butir: a., b., dan c." in text
    assert "Berbunyi sama dengan" in text
    offered = buttons(text)
    assert (offered["pecah:t2"], offered["satu:t2"]) == ("Pecah menjadi 3", "Biarkan satu")
    assert offered["gabung:o3"] == "Gabungkan dengan butir 1"
    assert offered["tambah:"] == "Tambah butir hasil"
    assert [words for value, words in offered.items() if value.startswith("ambil:")] == ["Ambil juga bagian ini"]
    assert "(1 butir)" in text
    assert ">Pilih isi kolom ini</a>" in text
    assert ">2 bagian tidak diambil</a>" in text


def test_what_was_used_is_not_told_as_left_out(dinsos):
    """The title of a group holds for the rows under it: a remark, of which nothing is left to take."""
    rows = [HEAD, ["KABUPATEN BIREUEN", "", "", "", "", ""], ["1", "Rencana disusun.", "Menyusun", "", "", "2026"]]
    answer = dinsos.post("/impor", data={"pasted": "\n".join("\t".join(row) for row in rows)})
    text = page(dinsos, answer.location)
    assert "judul kelompok “KABUPATEN BIREUEN”" in text
    assert "bagian tidak diambil" not in text
    assert re.search(r">\d catatan</a>", text)


def test_a_cell_is_split_with_what_was_typed_on_the_page(dinsos, tuntas, address):
    typed = {"t1.shown": "1", "t1.take": "1", "t1.action": "Diketik sendiri"}
    text = press(dinsos, tuntas, address, "pecah:t2", **typed)
    assert "dipecah menjadi 3" in text
    assert [task["action"] for task in sheet(tuntas)["tasks"]][:2] == ["Diketik sendiri", "Melatih LKS: manajemen"]
    assert buttons(text)["alih:1"] == "Batalkan"
    undone = press(dinsos, tuntas, address, "alih:1")
    assert buttons(undone)["alih:1"] == "Lakukan lagi"
    assert [task["action"] for task in sheet(tuntas)["tasks"]][:2] == ["Diketik sendiri", THREE]


def test_what_shall_stay_one_is_not_asked_again(dinsos, tuntas, address):
    assert "Ada tiga hal" not in press(dinsos, tuntas, address, "satu:t2")


def test_rows_are_joined_added_and_recorded(dinsos, tuntas, address):
    press(dinsos, tuntas, address, "gabung:o3")
    text = press(dinsos, tuntas, address, "tambah:")
    assert 'name="n2.text"' in text
    press(dinsos, tuntas, address, "tambah:n2", **{"n2.shown": "1", "n2.take": "1", "n2.text": "Butir yang diketik."})
    more = {"n3.shown": "1", "n3.take": "1", "n3.action": "Melapor", "n3.regions_written": "Kab. Pidie"}
    press(dinsos, tuntas, address, "pecah:t2", **more)
    assert "tersimpan dari" in press(dinsos, tuntas, address, "catat", **NEW)
    [rakor] = tuntas.store.find("rakor")
    found = [(task["region"], task["plan"]["action"]) for task in tuntas.store.find("task", order="id")]
    assert [outcome["text"] for outcome in rakor["outcomes"]] == [
        "LKKS menyusun rencana.", "Pelatihan diadakan.", "Butir yang diketik.",
    ]  # fmt: skip
    assert sorted(found) == sorted(
        [("11.07", "Menyusun rencana"), ("11.11", "Menyusun rencana"), ("11.07", "Melapor"),
         *(("11.07", f"Melatih LKS: {piece}") for piece in ("manajemen", "pencatatan", "rujukan"))]
    )  # fmt: skip
    kept = sheet(tuntas)
    assert ("acts" in kept, [remark for remark in kept["remarks"] if "offer" in remark]) == (False, [])
    dinsos.post(f"{address}/batal", data={"version": intake(tuntas)["version"]})
    assert tuntas.store.count("rakor") == tuntas.store.count("task") == 0


def test_no_nik_is_kept_in_what_was_left_out(dinsos, tuntas):
    rows = [HEAD, ROWS[0], ["Jumlah", "", "", "", "", "1111025005900001"]]
    dinsos.post("/impor", data={"pasted": "\n".join("\t".join(row) for row in rows)})
    [offer] = [
        remark["offer"] for remark in sheet(tuntas)["remarks"] if "offer" in remark and remark["offer"]["outcomes"]
    ]
    assert offer["outcomes"][0]["text"] == "Jumlah [NIK dihapus]"


def test_what_was_left_out_is_taken_in_and_marked(dinsos, tuntas, address):
    [value] = [value for value in buttons(page(dinsos, address)) if value.startswith("ambil:")]
    text = press(dinsos, tuntas, address, value)
    assert "sudah diambil" in text
    assert sheet(tuntas)["outcomes"][-1]["note"] == "Semula tidak diambil dari berkas."
    assert value in buttons(press(dinsos, tuntas, address, "alih:1"))


def test_other_columns_keep_what_was_done(dinsos, tuntas, address):
    press(dinsos, tuntas, address, "pecah:t2")
    columns = [column["head"] for column in sheet(tuntas)["columns"]]
    data = {"version": intake(tuntas)["version"], f"kolom.{columns.index('Bireun')}": "regions"}
    assert dinsos.post(f"{address}/kolom", data=data).status_code == 303
    found = sheet(tuntas)
    assert (found["acts"][0]["off"], len(found["tasks"])) == (False, 5)
    assert found["tasks"][-1]["asks"]["regions"] == "Apakah yang dimaksud: “Bireun” = Kabupaten Bireuen?"


def test_what_cannot_be_done_is_told_and_loses_nothing(dinsos, tuntas, address):
    typed = {"t1.shown": "1", "t1.take": "1", "t1.action": "Diketik sendiri"}
    assert "hanya memuat satu hal" in press(dinsos, tuntas, address, "pecah:t1", **typed)
    assert sheet(tuntas)["tasks"][0]["action"] == "Diketik sendiri"
    for strange in ("pecah:", "gabung:o1", "ambil:x", "alih:9", "tanpa:apa", "satu:o99", "tambah:o99"):
        press(dinsos, tuntas, address, strange)
    assert "acts" not in sheet(tuntas)


def test_an_act_on_a_page_from_before_is_not_done(dinsos, tuntas, address):
    seen = intake(tuntas)["version"]
    press(dinsos, tuntas, address, "tambah:")
    answer = dinsos.post(
        address, data={"version": seen, "do": "pecah:t2", "t1.shown": "1", "t1.action": "Tulisan saya"}
    )
    assert (answer.status_code, "Tulisan saya" in answer.text) == (409, True)
    assert [act["do"] for act in sheet(tuntas)["acts"]] == ["tambah"]
