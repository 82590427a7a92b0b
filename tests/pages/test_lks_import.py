"""The pages that take a list of LKS in: chosen, checked, answered, recorded, taken back."""

from __future__ import annotations

import io
from html import unescape

import pytest

from tests.world.instance import START
from tests.world.places import SAMPLES
from workflow.lks import register
from workflow.lks.record import new_lks
from workflow.roles import Actor, Role

LIST = SAMPLES / "lks" / "lks-3-daftar-dinas-kabupaten.xlsx"
DINSOS = Actor(3, "Dinas Sosial Aceh", Role.DINSOS)


@pytest.fixture
def sekdis(client_as):
    return client_as("sekdis.bireuen")


def send(client, content=None, name=LIST.name):
    return client.post("/lks/impor", data={"file": (io.BytesIO(content or LIST.read_bytes()), name)})


def csv(*rows: str, head: str = "Nama LKS;Kecamatan;No. STP;Berlaku s.d.") -> bytes:
    return "\n".join((head, *rows)).encode()


def checking(client, **more) -> str:
    answer = send(client, **more)
    assert answer.status_code == 303, answer.text
    return answer.location


def answered(client, address: str, version: int, *taken: str, do: str = "simpan", **more: str):
    rows = {f"{key}.{name}": "1" for key in taken for name in ("shown", "take")}
    typed = {name.replace("__", "."): value for name, value in more.items()}
    return client.post(address, data={"version": version, "do": do, **rows, **typed})


def page(client, address: str) -> str:
    return " ".join(unescape(client.get(address).text).split())


def recorded(store, name: str, region: str = "11.11", **facts):
    with store.transaction():
        return register.add(store, DINSOS, "lks_recorded", {**new_lks(name), "region": region, **facts}, START)


def test_a_list_is_read_checked_recorded_and_taken_back(sekdis, store):
    before = store.count("lks")
    address = checking(sekdis)
    html = page(sekdis, address)
    for told in ("LKSA Contoh Mns. Dayah", "Baru", "Kolom NIK Ketua tidak dibaca dan tidak disimpan", "Jumlah",
                 "Masukkan 3 baru, 0 perubahan", "STP 460/011/STP/2024 s.d. 6 Mei 2027"):  # fmt: skip
        assert told in html, told
    assert store.count("lks") == before, "nothing is recorded before it was checked"
    answer = answered(sekdis, address, 1, "r1", "r2", "r3", do="catat")
    assert answer.status_code == 303
    assert store.count("lks", region="11.11") == before + 3
    assert "3 LKS baru dan 0 perubahan berasal dari daftar ini." in page(sekdis, address)
    version = store.find("lks_list")[0]["version"]
    assert sekdis.post(f"{address}/batal", data={"version": version}).status_code == 303
    assert store.count("lks") == before
    assert "Sudah dibatalkan" in page(sekdis, address)


def test_old_stands_beside_new_and_what_stays_the_same_is_told(sekdis, store):
    recorded(store, "LKSA Beda Contoh", kecamatan="Juli")
    recorded(store, "LKSA Sama Contoh", kecamatan="Juli")
    content = csv("LKSA Beda Contoh;Kec. Juli;1/STP;6 Mei 2027", "LKSA Sama Contoh;Juli;;")
    address = checking(sekdis, content=content, name="a.csv")
    html = page(sekdis, address)
    assert "Masukkan 0 baru, 1 perubahan" in html
    assert '<span class="dim">Pendaftaran</span> <ins>STP 1/STP s.d. 6 Mei 2027</ins>' in html
    assert "Tetap sama (1)" in html


def test_a_registration_without_an_end_says_that_nobody_knows_it(sekdis):
    head = "Nama LKS;No. STP;Tgl STP;Berlaku s.d.;Status STP"
    content = csv(
        "LKSA Satu Contoh;1/STP;6 Mei 2024;;", "LKSA Dua Contoh;2/STP;;;", "LKSA Tiga Contoh;3/STP;;tanpa batas;",
        "LKSA Empat Contoh;;;;dalam proses", head=head,
    )  # fmt: skip
    html = page(sekdis, checking(sekdis, content=content, name="a.csv"))
    for words in (
        "STP 1/STP terbit 6 Mei 2024, masa berlaku tidak diketahui", "STP 2/STP, masa berlaku tidak diketahui",
        "STP 3/STP tanpa batas <", "STP dalam proses <",
    ):  # fmt: skip
        assert words in html, words


def test_a_question_is_answered_on_the_page(sekdis, store):
    there = recorded(store, "LKSA Tanya Contoh Peudada")
    address = checking(sekdis, content=csv("LKSA Tanya Contoh Peudada Mns Baroh;;;"), name="a.csv")
    assert "Ditanyakan" in page(sekdis, address)
    refused = answered(sekdis, address, 1, "r1", do="catat")
    assert refused.status_code == 422
    assert "Jawab yang ditanyakan" in refused.text
    assert answered(sekdis, address, 2, "r1", r1__which=str(there["id"])).status_code == 303
    assert f'value="{there["id"]}" checked' in page(sekdis, address)
    assert answered(sekdis, address, 3, "r1", do="catat", r1__which=str(there["id"])).status_code == 303
    assert store.get("lks", there["id"])["other_names"] == ["LKSA Tanya Contoh Peudada Mns Baroh"]


def test_columns_are_assigned_anew(sekdis, store):
    content = csv("LKSA Kolom Contoh;Juli;9/STP;", head="Nama LKS;Entah;Lain;Kosong")
    address = checking(sekdis, content=content, name="a.csv")
    assert "9/STP" not in page(sekdis, address)
    fields = {f"kolom.{n}": field for n, field in enumerate(("name", "kecamatan", "stp_number", ""))}
    assert sekdis.post(f"{address}/kolom", data={"version": "1", **fields}).status_code == 303
    html = page(sekdis, address)
    assert "STP 9/STP" in html
    assert "Juli" in html


def test_another_offices_list_is_unknown(sekdis, client_as, store):
    recorded(store, "LKSA Rahasia Pidie", region="11.07")
    content = csv("LKSA Rahasia Pidie;Pidie", "LKSA Bireuen Contoh;Bireuen", head="Nama LKS;Kabupaten")
    address = checking(sekdis, content=content, name="a.csv")
    html = page(sekdis, address)
    assert "bukan LKS Kabupaten Bireuen, tidak diambil" in html
    assert "sudah ada" not in html
    for stranger, status in (("sekdis.pidie", 404), ("dinsos.aceh", 404), ("ketua.bireuen", 403), ("admin", 403)):
        assert client_as(stranger).get(address).status_code == status, stranger


def test_what_a_colleague_has_answered_is_not_overwritten(sekdis, store):
    address = checking(sekdis, content=csv("LKSA Rekan Contoh;Juli;;"), name="a.csv")
    assert answered(sekdis, address, 1, "r1").status_code == 303
    late = answered(sekdis, address, 1, do="catat", r1__shown="1")
    assert late.status_code == 409
    assert "Rekan Anda menyimpan jawaban lain" in late.text
    assert 'name="r1.take" value="1" >' in " ".join(late.text.split()), "the missing tick is still missing"
    assert store.find("lks") == []


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.7"), ("a.xlsx", b"PK"), ("a.csv", b"Nama;Umur\nBudi;7\n")]
)
def test_what_is_no_list_is_refused_in_a_sentence(sekdis, name: str, content: bytes):
    answer = send(sekdis, content, name)
    assert answer.status_code == 422
    assert 'id="file-galat"' in answer.text
    assert sekdis.post("/lks/impor", data={}).status_code == 422


def test_a_list_that_was_dropped_leaves_no_file(sekdis, app):
    address = checking(sekdis)
    folder = app.extensions["tuntas"].folder / "intake"
    assert any(path.is_file() for path in folder.rglob("*"))
    assert sekdis.post(f"{address}/buang", data={"version": "1"}).status_code == 303
    assert not any(path.is_file() for path in folder.rglob("*"))
