"""The page that mends one row of a list of LKS: any value, before it is recorded, and what that makes of the row."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import lxml.html
import pytest

from tests.world.arranged import DINSOS
from tests.world.instance import START
from workflow.lks import register
from workflow.lks.record import new_lks
from workflow.nik import SENTENCE

HEAD = "Nama LKS;Kecamatan;No. STP;Berlaku s.d.;Akreditasi;Jumlah Pengurus;Tgl Akta;Jenis Layanan;Kunjungan"
ROW = "LKSA Salah Contoh;Juli;9/STP;6 Mei 2027;B;4;2 Maret 1987;NAPZA;3 Mei 2023"


@pytest.fixture
def sekdis(client_as):
    return client_as("sekdis.bireuen")


def taken_in(client, *rows: str, head: str = HEAD) -> str:
    content = "\n".join((head, *(rows or (ROW,)))).encode()
    answer = client.post("/lks/impor", data={"file": (io.BytesIO(content), "a.csv")})
    assert answer.status_code == 303, answer.text
    return answer.location


def typed(client, address: str) -> dict[str, Any]:
    """What the form of the page would send as it stands there."""
    there = lxml.html.fromstring(client.get(address).text)
    (form,) = [one for one in there.forms if one.get("action", "").partition("?")[0] == address]
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


def mended(client, list_, key: str = "r1", **fields: Any):
    there = f"{list_}/baris/{key}"
    return client.post(there, data={**typed(client, there), "do": "simpan", **fields})


def page(client, address: str) -> str:
    return " ".join(unescape(client.get(address).text).split())


def record(client, address: str, *keys: str):
    rows = {f"{key}.{name}": "1" for key in keys for name in ("shown", "take")}
    return client.post(address, data={**typed(client, address), "do": "catat", **rows})


def there_is(store, name: str, **facts: Any):
    with store.transaction():
        return register.add(store, DINSOS, "lks_recorded", {**new_lks(name), "region": "11.11", **facts}, START)


def test_every_value_of_a_row_is_mended_recorded_and_taken_back(sekdis, store):
    address = taken_in(sekdis)
    answer = mended(
        sekdis, address, name="LKSA Benar Contoh", kecamatan="Jeumpa", address="Jl. Contoh 5", reg_0_number="10/STP",
        reg_0_valid_until="2028-05-06", acc_0_grade="A", managers="7", deed_date="1986-03-02", event_0="2023-05-04",
        inactive="y",
    )  # fmt: skip
    assert (answer.status_code, answer.location) == (303, f"{address}?hal=1#r1")
    html = page(sekdis, address)
    for words in ("LKSA Benar Contoh", "baris 1 · Jeumpa · dibetulkan", "STP 10/STP s.d. 6 Mei 2028", "akreditasi A"):
        assert words in html, words
    assert store.find("lks") == [], "nothing is recorded before the whole list is"
    assert record(sekdis, address, "r1").status_code == 303
    (lks,) = store.find("lks")
    assert (lks["name"], lks["kecamatan"], lks["address"]) == ("LKSA Benar Contoh", "Jeumpa", "Jl. Contoh 5")
    assert lks["legal"]["deed"]["date"] == "1986-03-02"
    assert lks["support"]["2026"]["managers"] == 7
    assert [one["date"] for one in lks["activity"]] == ["2023-05-04"]
    assert lks["said_inactive"]
    version = store.find("lks_list")[0]["version"]
    assert sekdis.post(f"{address}/batal", data={"version": version}).status_code == 303
    assert store.find("lks") == []


def test_a_form_that_is_sent_as_it_stands_mends_nothing(sekdis, store):
    address = taken_in(sekdis)
    before = store.find("lks_list")[0]
    assert mended(sekdis, address).status_code == 303
    assert store.find("lks_list")[0] == before


def test_going_to_a_row_keeps_what_was_answered_on_the_page(sekdis, store):
    address = taken_in(sekdis)
    data = {**typed(sekdis, address), "baris": "r1"}
    del data["r1.take"]
    answer = sekdis.post(address, data=data)
    assert (answer.status_code, answer.location) == (303, f"{address}/baris/r1")
    assert store.find("lks_list")[0]["sheet"]["rows"][0]["take"] is False


def test_a_mended_name_is_looked_for_again(sekdis, store):
    there_is(store, "LKSA Contoh Peudada", kecamatan="Juli")
    there_is(store, "LKSA Mirip Contoh Peudada")
    address = taken_in(sekdis, "LKSA Entah;Juli;;;;;;;")
    assert "Masukkan 1 baru, 0 perubahan" in page(sekdis, address)
    mended(sekdis, address, name="LKSA Contoh Peudada", reg_0_number="5/STP")
    html = page(sekdis, address)
    assert "Masukkan 0 baru, 1 perubahan" in html
    assert "<ins>STP 5/STP, masa berlaku tidak diketahui</ins>" in html
    mended(sekdis, address, name="LKSA Mirip Contoh Peudada Mns Baroh", kecamatan="")
    assert "Lembaga yang sama dengan salah satu ini" in page(sekdis, address)
    asked = {**typed(sekdis, address), "do": "simpan", "r1.which": "baru"}
    assert sekdis.post(address, data=asked).status_code == 303
    assert "Masukkan 1 baru" in page(sekdis, address)
    mended(sekdis, address, gampong="Mns. Baroh")
    assert "Masukkan 1 baru" in page(sekdis, address), "an answer holds while the row looks like the same ones"
    mended(sekdis, address, name="LKSA Contoh Peudada Mns Dayah")
    assert store.find("lks_list")[0]["sheet"]["rows"][0]["which"] == "", "and is asked again when it does not"


def test_what_the_file_says_is_put_back(sekdis, store):
    address = taken_in(sekdis)
    there = f"{address}/baris/r1"
    assert "Kembalikan seperti di berkas" not in page(sekdis, there)
    before = store.find("lks_list")[0]["sheet"]["rows"][0]["told"]
    mended(sekdis, address, name="LKSA Lain", event_0="", ended="y", ended_on="2023-02-03")
    row = store.find("lks_list")[0]["sheet"]["rows"][0]
    assert (row["told"]["activity"], row["told"]["end"]["date"]) == ([], "2023-02-03")
    assert "Kembalikan seperti di berkas" in page(sekdis, there)
    assert mended(sekdis, address, do="semula", name="LKSA yang tidak dipakai").status_code == 303
    row = store.find("lks_list")[0]["sheet"]["rows"][0]
    assert (row["told"], row["written"]) == (before, {})


def test_what_was_mended_stays_when_the_columns_are_read_again(sekdis, store):
    address = taken_in(sekdis, "LKSA Salah Contoh;Juli;9/STP", head="Nama LKS;Kecamatan;Lain")
    mended(sekdis, address, name="LKSA Benar Contoh")
    fields = {f"kolom.{n}": field for n, field in enumerate(("name", "kecamatan", "stp_number"))}
    version = store.find("lks_list")[0]["version"]
    assert sekdis.post(f"{address}/kolom", data={"version": version, **fields}).status_code == 303
    told = store.find("lks_list")[0]["sheet"]["rows"][0]["told"]
    assert (told["name"], told["kecamatan"]) == ("LKSA Benar Contoh", "Juli")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Isi nama."),
        ({"address": "Jl. 5, NIK 1111014502880001"}, SENTENCE),
        ({"leader": "Ali 1111 0145 0288 0001"}, SENTENCE),
        ({"reg_0_issued": "2090-01-01"}, "belum tiba"),
        ({"reg_0_valid_until": "30 Februari"}, "bukan tanggal yang benar"),
        ({"acc_0_grade": "Z"}, "Pilih salah satu dari daftar."),
        ({"managers": "empat"}, "bilangan bulat"),
        ({"event_0": "kemarin"}, "bukan tanggal yang benar"),
        ({"ended_on": "2090-01-01"}, "belum tiba"),
        ({"name": "x" * 5000}, "terlalu panjang"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_typed_is_lost(sekdis, store, fields, sentence):
    address = taken_in(sekdis)
    before = store.find("lks_list")[0]
    answer = mended(sekdis, address, **{"gampong": "Cot Diketik", **fields})
    assert answer.status_code == 422
    html = unescape(answer.text)
    assert sentence in html
    assert 'value="Cot Diketik"' in html
    assert store.find("lks_list")[0] == before


def test_the_region_is_mended_by_whoever_takes_in_every_region(client_as, sekdis, store):
    dinsos = client_as("dinsos.aceh")
    address = taken_in(dinsos)
    assert mended(dinsos, address, region="99.99").status_code == 422
    assert mended(dinsos, address, region="11.07").status_code == 303
    assert record(dinsos, address, "r1").status_code == 303
    assert [one["region"] for one in store.find("lks")] == ["11.07"]
    ours = taken_in(sekdis)
    assert mended(sekdis, ours, region="11.07", gampong="Cot").status_code == 303
    assert record(sekdis, ours, "r1").status_code == 303
    assert [one["region"] for one in store.find("lks")] == ["11.07", "11.11"]


def test_a_colleague_was_quicker(sekdis, store):
    address = taken_in(sekdis)
    there = f"{address}/baris/r1"
    old = typed(sekdis, there)
    mended(sekdis, address, gampong="Cot Satu")
    late = sekdis.post(there, data={**old, "do": "simpan", "gampong": "Cot Dua"})
    assert late.status_code == 409
    assert "Rekan Anda mengubah daftar ini" in late.text
    assert 'value="Cot Dua"' in late.text
    again = lxml.html.fromstring(late.text).xpath("//input[@name='version']/@value")[0]
    assert sekdis.post(there, data={**old, "do": "simpan", "gampong": "Cot Dua", "version": again}).status_code == 303
    assert store.find("lks_list")[0]["sheet"]["rows"][0]["told"]["gampong"] == "Cot Dua"


def test_more_rows_keep_what_was_typed(sekdis):
    def rows(text: str) -> int:
        return max(int(number) for number in re.findall(r"Pendaftaran (\d+)", " ".join(text.split())))

    there = f"{taken_in(sekdis)}/baris/r1"
    before = rows(sekdis.get(there).text)
    answer = sekdis.post(there, data={**typed(sekdis, there), "do": "tambah-pendaftaran", "gampong": "Cot Diketik"})
    assert answer.status_code == 200
    assert 'value="Cot Diketik"' in answer.text
    assert rows(answer.text) == before + 1


def test_only_a_row_that_waits_in_the_own_office_is_mended(sekdis, client_as, store):
    address = taken_in(sekdis)
    there = f"{address}/baris/r1"
    for stranger, status in (("sekdis.pidie", 404), ("dinsos.aceh", 404), ("ketua.bireuen", 403), ("admin", 403)):
        assert client_as(stranger).get(there).status_code == status, stranger
    assert sekdis.get(f"{address}/baris/r99").status_code == 404
    old = typed(sekdis, there)
    assert record(sekdis, address, "r1").status_code == 303
    assert sekdis.get(there).status_code == 409
    answer = sekdis.post(there, data={**old, "gampong": "Cot Diketik"})
    assert answer.status_code == 409
    assert "Cot Diketik" in answer.text, "what was typed is shown on the page that says so"
