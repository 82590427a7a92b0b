"""One LKS: its profile, what is proposed of it and decided, by whom, and what of it reaches whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient

from tests.world.arranged import CHAIR, DINSOS, OTHER_CHAIR, do, new_task
from tests.world.instance import START, Clock
from tests.world.institutions import recorded
from tests.world.lks_world import make_lks
from tests.world.marks import unmarked
from workflow.lks import merging
from workflow.lks.counting import counts
from workflow.lks.record import new_registration
from workflow.store import Record

As = Callable[[str], FlaskClient]


@pytest.fixture
def some(tuntas: SimpleNamespace) -> dict[str, list[Record]]:
    return make_lks(tuntas.store)


@pytest.fixture
def home(some: dict[str, list[Record]]) -> Record:
    return some["11.11"][0]


def form(client: FlaskClient, page: str, action: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in lxml.html.fromstring(client.get(page).text).forms:
        if one.method == "POST" and one.get("action") == (action or page):
            for name, value in one.form_values():
                found.setdefault(name, []).append(value)
    assert found, page
    return found


def text(answer: Any) -> str:
    return " ".join(lxml.html.fromstring(answer.text).xpath("string(//main)").split())


def test_the_profile_says_what_it_is_worth(client_as: As, home: Record):
    page = text(client_as("ketua.bireuen").get(f"/lks/{home['id']}"))
    for words in (
        "Aktif laporan 12 Okt 2026", "Terdaftar s.d. 6 Mei 2027", "B s.d. 1 Jan 2028", "SK Kemenkumham AHU-1",
        "Pengurus 5 · tenaga tidak diketahui", "14 laki-laki, 3 perempuan", "Pimpinan Contoh", "0644-000001", "Dicatat",
    ):  # fmt: skip
        assert words in page, words


def test_few_beneficiaries_are_not_told_outside_of_the_region(client_as: As, home: Record):
    page = text(client_as("dinsos.aceh").get(f"/lks/{home['id']}"))
    assert "14 laki-laki, <5 perempuan" in page


def test_still_active_in_two_taps_counts_when_somebody_else_has_confirmed_it(
    client_as: As, tuntas: SimpleNamespace, some: dict[str, list[Record]]
):
    unsure = some["11.11"][1]
    page, act = f"/lks/{unsure['id']}", f"/lks/{unsure['id']}/aktif"
    chair, sekdis = client_as("ketua.bireuen"), client_as("sekdis.bireuen")
    data = form(chair, page, act) | {"known_by": "laporan"}
    assert chair.post(act, data=data).status_code == 303
    again = chair.post(act, data=data)
    assert again.status_code == 303
    told = text(chair.get(page))
    assert "dinyatakan aktif 9 Nov 2026, belum disahkan" in told
    assert counts(tuntas.store, "2026-11-09")["11.11"].get("P3") == 1
    waiting = tuntas.store.find("lks_change", lks=unsure["id"])
    assert len(waiting) == 2, "that of the fixture and one, though it was sent twice"
    own = f"/lks/usulan/{waiting[-1]['id']}"
    assert chair.post(own, data=form(chair, own) | {"do": "sahkan", "paper_seen": "Foto"}).status_code == 403
    answer = sekdis.post(own, data=form(sekdis, own) | {"do": "sahkan", "paper_seen": ""})
    assert (answer.status_code, "Isi naskah yang dilihat" in answer.text) == (422, True)
    assert sekdis.post(own, data=form(sekdis, own) | {"do": "sahkan", "paper_seen": "Laporan"}).status_code == 303
    assert counts(tuntas.store, "2026-11-09")["11.11"]["P3"] == 2
    assert "Aktif laporan 9 Nov 2026" in text(chair.get(page))
    assert "Dilihat: Laporan" in text(chair.get(page))


def test_not_active_needs_a_reason(client_as: As, home: Record):
    chair, act = client_as("ketua.bireuen"), f"/lks/{home['id']}/aktif"
    data = form(chair, act) | {"said": "tidak", "known_by": "kunjungan", "note": "", "date": "2026-11-10"}
    answer = chair.post(act, data=data)
    assert answer.status_code == 422
    assert "Isi keterangan" in answer.text
    assert "Tanggal itu belum tiba" in answer.text
    assert chair.post(act, data=data | {"note": "Pintunya terkunci.", "date": ""}).status_code == 303
    assert "Dinyatakan tidak aktif sejak" in text(chair.get(f"/lks/{home['id']}"))


def test_a_change_is_proposed_field_by_field_and_confirmed(client_as: As, tuntas: SimpleNamespace, home: Record):
    chair, page = client_as("ketua.bireuen"), f"/lks/{home['id']}/ubah"
    data = form(chair, page)
    assert chair.post(page, data=data).status_code == 422  # nothing is other than it was
    data |= {"name": ["LKSA Contoh Baru"], "reg_1_kind": ["STPU"], "reg_1_number": ["460/012"], "reg_1_forever": ["y"]}
    assert chair.post(page, data=data).status_code == 303
    change = tuntas.store.find("lks_change", lks=home["id"])[-1]
    assert set(change["fields"]) == {"name", "registrations"}
    shown = text(client_as("sekdis.bireuen").get(f"/lks/usulan/{change['id']}"))
    assert "Nama semula LKSA Contoh Jeumpa menjadi LKSA Contoh Baru" in shown
    assert "Pendaftaran 2: nomor semula tidak diketahui menjadi 460/012" in shown
    assert "LKSA Contoh Jeumpa" in text(chair.get(f"/lks/{home['id']}")), "until then it is as it was"
    sekdis, address = client_as("sekdis.bireuen"), f"/lks/usulan/{change['id']}"
    assert sekdis.post(address, data=form(sekdis, address) | {"do": "sahkan", "paper_seen": "STPU"}).status_code == 303
    saved = tuntas.store.get("lks", home["id"])
    assert (saved["name"], saved["registrations"][1]["valid_until"]) == ("LKSA Contoh Baru", "tanpa batas")
    assert sekdis.post(address, data={"do": "tolak", "version": "1", "reason": "x"}).status_code == 409


def test_nothing_typed_is_lost(client_as: As, home: Record):
    chair, page = client_as("ketua.bireuen"), f"/lks/{home['id']}/ubah"
    data = form(chair, page) | {"name": [""], "managers": ["banyak"], "reg_1_number": ["460/99"], "services": ["NAPZA"]}
    answer = chair.post(page, data=data)
    assert answer.status_code == 422
    for kept in ("banyak", "460/99", "Isi nama.", "Pengurus adalah bilangan bulat"):
        assert kept in answer.text, kept
    more = chair.post(page, data=data | {"do": "tambah-pendaftaran"})
    assert (more.status_code, "460/99" in more.text, "reg_2_number" in more.text) == (200, True, True)
    assert re.search(r'value="NAPZA"\s+checked', more.text)


def test_who_was_slower_sees_both_texts(client_as: As, tuntas: SimpleNamespace, home: Record):
    chair, page = client_as("ketua.bireuen"), f"/lks/{home['id']}/ubah"
    data = form(chair, page) | {"address": ["Jalan Saya 1"]}
    dinsos = client_as("dinsos.aceh")
    asked = form(dinsos, f"/lks/{home['id']}", f"/lks/{home['id']}/minta-periksa") | {"reason": "Alamatnya?"}
    assert dinsos.post(f"/lks/{home['id']}/minta-periksa", data=asked).status_code == 303
    answer = chair.post(page, data=data)
    assert answer.status_code == 409
    assert "Jalan Saya 1" in answer.text
    assert "<mark>Contoh 7</mark>" in answer.text
    assert "Pendaftaran 2: jenis" not in answer.text, "of a row that nobody has filled in nothing differs"
    fresh = form(chair, page) | {"address": ["Jalan Saya 1"]}
    assert chair.post(page, data=fresh).status_code == 303
    assert "Alamatnya?" in text(chair.get(f"/lks/{home['id']}"))


def test_who_decides_or_closes_second_keeps_the_words(
    client_as: As, tuntas: SimpleNamespace, some: dict[str, list[Record]]
):
    sekdis, waiting = client_as("sekdis.bireuen"), tuntas.store.find("lks_change", region="11.11")[0]["id"]
    page = f"/lks/usulan/{waiting}"
    first, second = (form(sekdis, page) | {"do": "sahkan", "paper_seen": "Laporan bermeterai"} for _ in range(2))
    assert sekdis.post(page, data=first).status_code == 303
    answer = sekdis.post(page, data=second)
    assert (answer.status_code, "Naskah yang dilihat Laporan bermeterai" in text(answer)) == (409, True)
    page = f"/lks/{some['11.11'][0]['id']}/tutup"
    ended = {"kind": "tutup", "date": "2026-11-02", "reason": "Bubar."}
    first, second = (form(sekdis, page) | ended for _ in range(2))
    assert sekdis.post(page, data=first).status_code == 303
    answer = sekdis.post(page, data=second)
    assert (answer.status_code, "Tanggal 2 November 2026 Alasan Bubar." in text(answer)) == (409, True)
    assert "Isian lain" not in answer.text


def test_sekdis_is_told_on_the_first_screen_that_proposals_wait(client_as: As, some: dict[str, list[Record]]):
    page = client_as("sekdis.bireuen").get("/persetujuan")
    assert re.search(r"[1-9] usulan LKS belum disahkan", text(page)), text(page)
    assert "usulan LKS" not in client_as("ketua.bireuen").get("/komitmen").text


def test_a_new_one_is_there_when_it_is_confirmed(client_as: As, tuntas: SimpleNamespace):
    sekdis, dinsos = client_as("sekdis.bireuen"), client_as("dinsos.aceh")
    data = form(sekdis, "/lks/baru") | {"name": ["LK3 Contoh"], "kecamatan": ["Juli"], "services": ["LK3"]}
    assert sekdis.post("/lks/baru", data=data).status_code == 303
    (change,) = tuntas.store.find("lks_change")
    address = f"/lks/usulan/{change['id']}"
    own = form(sekdis, address)
    assert sekdis.post(address, data=own | {"do": "sahkan", "paper_seen": "Akta"}).status_code == 403
    assert "LK3 Contoh" in text(dinsos.get("/lks/usulan"))
    done = dinsos.post(address, data=form(dinsos, address) | {"do": "sahkan", "paper_seen": "Akta"})
    assert done.status_code == 303
    (saved,) = tuntas.store.find("lks")
    assert (saved["region"], saved["name"], saved["services"][0]["kind"]) == ("11.11", "LK3 Contoh", "LK3")


def test_it_is_closed_and_taken_back(client_as: As, tuntas: SimpleNamespace, home: Record, clock: Clock):
    sekdis, page = client_as("sekdis.bireuen"), f"/lks/{home['id']}/tutup"
    data = form(sekdis, page) | {"kind": "pindah", "date": "2026-11-02", "reason": "Ke Pidie."}
    assert sekdis.post(page, data=data | {"reason": ""}).status_code == 422
    assert sekdis.post(page, data=data).status_code == 303
    assert "Pindah 2 Nov 2026" in text(sekdis.get(f"/lks/{home['id']}"))
    assert counts(tuntas.store, "2026-11-09")["11.11"].get("P3") is None
    back = form(sekdis, f"/lks/{home['id']}", f"/lks/{home['id']}/buka")
    clock.at += timedelta(minutes=10)
    assert sekdis.post(f"/lks/{home['id']}/buka", data=back).status_code == 422
    assert sekdis.post(f"/lks/{home['id']}/buka", data=back | {"reason": "Salah"}).status_code == 303
    assert counts(tuntas.store, "2026-11-09")["11.11"]["P3"] == 1


def test_one_that_moves_is_found_in_the_new_region_and_read_there_alone(
    client_as: As, tuntas: SimpleNamespace, home: Record
):
    old, new, page = client_as("sekdis.bireuen"), client_as("sekdis.pidie"), f"/lks/{home['id']}/tutup"
    data = form(old, page) | {"kind": "pindah", "to": "11.07", "date": "2026-11-02", "reason": "Pindah alamat."}
    assert "Pilih salah satu" in old.post(page, data=data | {"to": "11.11"}).text
    assert old.post(page, data=data).status_code == 303
    there = tuntas.store.find("lks", region="11.07")[-1]
    assert "Pindah ke Kabupaten Pidie 2 Nov 2026" in text(old.get(f"/lks/{home['id']}"))
    assert (old.get(f"/lks/{there['id']}").status_code, new.get(f"/lks/{home['id']}").status_code) == (404, 404)
    told = text(new.get(f"/lks/{there['id']}"))
    assert "Pindah dari Kabupaten Bireuen pada 2 November 2026. Isi alamatnya" in told
    assert "Jalan Contoh 7" not in told
    links = {user: f'href="/lks/{there["id"]}"' in client_as(user).get(f"/lks/{home['id']}").text
             for user in ("sekdis.bireuen", "dinsos.aceh")}  # fmt: skip
    assert links == {"sekdis.bireuen": False, "dinsos.aceh": True}


def test_another_region_finds_nothing_and_the_admin_neither(client_as: As, some: dict[str, list[Record]]):
    theirs = some["11.07"][0]["id"]
    for path in ("", "/ubah", "/aktif", "/tutup", "/buka"):
        given, unknown = (client_as("sekdis.bireuen").get(f"/lks/{id_}{path}") for id_ in (theirs, 99_999))
        assert (given.status_code, unmarked(given.text)) == (404, unmarked(unknown.text))
        assert client_as("admin").get(f"/lks/{theirs}{path}").status_code == 403


def test_a_foundation_elsewhere_is_not_named(client_as: As, tuntas: SimpleNamespace, some: dict[str, list[Record]]):
    home, theirs = some["11.11"][1], some["11.07"][0]
    store = tuntas.store
    store.save({**store.get("lks", theirs["id"]), "name": "Yayasan Tetangga"})
    store.save({**store.get("lks", home["id"]), "parent": theirs["uid"]})
    assert "Yayasan Tetangga" not in client_as("ketua.bireuen").get(f"/lks/{home['id']}").text
    assert "Yayasan Tetangga" in client_as("dinsos.aceh").get(f"/lks/{home['id']}").text
    assert "LKSA Contoh Peudada" not in client_as("ketua.pidie").get(f"/lks/{theirs['id']}").text


def test_a_task_is_told_once_and_that_of_another_region_not_at_all(client_as: As, tuntas: SimpleNamespace):
    """Three that became one: two of one task, and one of a task of elsewhere."""
    own = [recorded(tuntas.store, START, f"LKSA Contoh {word}") for word in ("Satu", "Dua")]
    there = recorded(tuntas.store, START, "LKSA Contoh Tiga", "11.07")
    named = dict(zip((one["uid"] for one in own), ("mitra", "pelaksana"), strict=True))
    do(tuntas, new_task(tuntas, START, title="Tugas di Bireuen"), "edit_plan", CHAIR, START, lks=named)
    elsewhere = new_task(tuntas, START, "11.07", title="Tugas di Pidie")
    do(tuntas, elsewhere, "edit_plan", OTHER_CHAIR, START, lks={there["uid"]: "mitra"})
    first = own[0]["id"]
    for version, other in ((1, own[1]), (2, there)):
        merging.merge(tuntas.store, DINSOS, first, other["id"], {}, seen=(version, 1), at=START)
    chair = client_as("ketua.bireuen")
    assert "Tugas: 1" in text(chair.get("/lks"))
    profile = text(chair.get(f"/lks/{first}"))
    assert "0 dari 1 selesai" in profile
    assert "mitra, pelaksana" in profile
    for shown in (profile, text(chair.get(f"/lks/{first}/naskah/profil_lks"))):
        assert ("Tugas di Bireuen" in shown, "Tugas di Pidie" in shown) == (True, False)


def test_who_changes_something_else_leaves_the_foundation(client_as: As, tuntas: SimpleNamespace):
    """Of two that bear one name it stays the one, and one of another region stays untold."""
    twins = [recorded(tuntas.store, START, "Yayasan Contoh Kembar") for _ in range(2)]
    far = recorded(tuntas.store, START, "Yayasan Contoh Jauh", "11.07")
    chair = client_as("ketua.bireuen")
    for parent in (twins[1], far):
        lks = recorded(tuntas.store, START, "LKSA Contoh", parent=parent["uid"])
        page = f"/lks/{lks['id']}/ubah"
        assert "Jauh" not in chair.get(page).text
        assert chair.post(page, data=form(chair, page) | {"gampong": ["Cot"]}).status_code == 303
        assert set(tuntas.store.find("lks_change")[-1]["fields"]) == {"gampong"}
        assert "Jauh" not in chair.get(f"/lks/{lks['id']}/naskah/profil_lks").text


def test_a_form_has_all_rows_behind_those_of_which_nothing_is_told(client_as: As, tuntas: SimpleNamespace):
    papers = [*[new_registration("STP")] * 3, {**new_registration("STP"), "number": "460/4"}]
    lks = recorded(tuntas.store, START, "LKSA Contoh", registrations=papers)
    chair, page = client_as("ketua.bireuen"), f"/lks/{lks['id']}/ubah"
    assert chair.post(page, data=form(chair, page) | {"gampong": ["Cot"]}).status_code == 303
    assert set(tuntas.store.find("lks_change")[-1]["fields"]) == {"gampong"}
