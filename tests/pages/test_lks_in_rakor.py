"""Picking the institution of a participant from the register of LKS, by buttons of the form and without a script."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from tests.world.instance import START
from tests.world.institutions import recorded, several
from tests.world.rakor_forms import HEAD
from tests.world.shared import one_app, unrendered
from workflow.tasks.named_lks import SHOWN


@pytest.fixture
def app(tmp_path, bare_instance):
    yield from one_app(tmp_path / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture
def dinsos(client_as):
    return client_as("dinsos.aceh")


def offered(page: str, n: int = 0) -> list[tuple[str, bool]]:
    """The radios of a row: the uid of each and whether it is chosen."""
    tags = re.findall(rf'<input[^>]* type="radio" name="participants-{n}-lks" value="(\w*)"([^>]*)>', page)
    return [(uid, "checked" in rest) for uid, rest in tags]


def test_it_is_looked_for_in_the_region_and_picked(dinsos, tuntas):
    several(tuntas.store, START, SHOWN)
    lks = recorded(tuntas.store, START, "Yayasan Harapan")
    recorded(tuntas.store, START, "Yayasan Harapan Tetangga", "11.07")
    typed = {**HEAD, "participants-0-institution": "yay. harapan"}
    page = dinsos.post("/rakor/baru", data={**typed, "baris": "lks-0"}).text
    assert offered(page) == [(lks["uid"], False), ("", True)]
    assert (offered(page, 1), tuntas.store.count("rakor")) == ([], 0)
    assert 'value="yay. harapan"' in page
    answer = dinsos.post("/rakor/baru", data={**typed, "participants-0-lks": lks["uid"]})
    assert answer.status_code == 303
    (rakor,) = tuntas.store.find("rakor")
    assert (rakor["participants"][0]["institution"], rakor["participants"][0]["lks"]) == ("Yayasan Harapan", lks["uid"])
    page = dinsos.get(f"/rakor/{rakor['id']}/ubah").text
    assert f'type="checkbox" name="participants-0-lks" value="{lks["uid"]}"' in page
    assert "LKS dalam daftar: Yayasan Harapan" in page
    assert "Yayasan Harapan" in dinsos.get(f"/rakor/{rakor['id']}").text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"participants-0-region": ""}, "Pilih kabupaten/kotanya dahulu, lalu cari."),
        ({"participants-0-institution": ""}, "Tulis sebagian namanya sebagai lembaga, lalu cari."),
        ({"participants-0-institution": "entah apa"}, "Tidak ada LKS yang cocok di kabupaten/kota itu."),
        ({"participants-0-region": "99.99"}, "Pilih kabupaten/kotanya dahulu, lalu cari."),
    ],
)
def test_a_search_that_finds_nothing_says_why(dinsos, tuntas, more: dict[str, str], said: str):
    several(tuntas.store, START, SHOWN + 1)
    page = dinsos.post("/rakor/baru", data={**HEAD, **more, "baris": "lks-0"}).text
    assert (offered(page), said in page) == ([], True)


def test_a_pick_is_taken_back_and_correcting_the_attendance_too(dinsos, tuntas):
    lks = recorded(tuntas.store, START, "LKSA Contoh")
    dinsos.post("/rakor/baru", data={**HEAD, "participants-0-lks": lks["uid"]})
    assert len(tuntas.store.get("lks", lks["id"])["activity"]) == 1
    (rakor,) = tuntas.store.find("rakor")
    data = {**HEAD, "version": rakor["version"], "participants-0-institution": "LKSA Contoh"}
    assert dinsos.post(f"/rakor/{rakor['id']}/ubah", data=data).status_code == 303
    assert "lks" not in tuntas.store.get("rakor", rakor["id"])["participants"][0]
    assert tuntas.store.get("lks", lks["id"])["activity"] == []


def test_a_pick_that_is_not_there_is_refused_with_everything_typed(dinsos, tuntas):
    answer = dinsos.post("/rakor/baru", data={**HEAD, "participants-0-lks": "0123456789abcdef"})
    assert answer.status_code == 422
    assert "LKS yang dipilih untuk seorang peserta tidak ada dalam daftar." in answer.text
    assert 'value="Peserta A"' in answer.text


def test_a_chair_sees_the_name_and_no_uid(dinsos, client_as, tuntas):
    lks = recorded(tuntas.store, START, "LKSA Tetangga", "11.07", gampong="Rahasia", hidden=True)
    data = {**HEAD, "participants-0-region": "11.07", "participants-0-lks": lks["uid"]}
    dinsos.post("/rakor/baru", data=data)
    page = client_as("ketua.bireuen").get("/rakor/1").text
    assert ("LKSA Tetangga" in page, lks["uid"] in page, "Rahasia" in page) == (True, False, False)
