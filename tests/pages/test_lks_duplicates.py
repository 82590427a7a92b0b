"""Pairs of LKS that may be one: the list, two side by side, merged by choice, kept as two, taken back."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.world.arranged import CHAIR, DINSOS
from tests.world.instance import START
from workflow.lks import proposals
from workflow.lks.record import new_lks, new_registration
from workflow.lks.register import add


@pytest.fixture
def sekdis(client_as):
    return client_as("sekdis.bireuen")


def recorded(store, name: str, region: str = "11.11", **facts):
    values = {**new_lks(name), "region": region, "uid": name, **facts}
    with store.transaction():
        return add(store, DINSOS, "lks_recorded", values, START)


def page(client, address: str) -> str:
    return " ".join(unescape(client.get(address).text).split())


@pytest.fixture
def two(store):
    paper = {**new_registration("STP"), "number": "1/STP"}
    a = recorded(store, "LKSA Contoh Mns. Dayah", registrations=[paper], gampong="Cot")
    b = recorded(store, "LKSA Contoh Meunasah Dayah", registrations=[paper], gampong="Blang", kecamatan="Juli")
    return a, b


def address(two) -> str:
    return f"/lks/{two[0]['id']}/ganda/{two[1]['id']}"


def test_the_list_tells_by_what_and_leads_to_the_pair(sekdis, two, store):
    recorded(store, "UPTD Panti Contoh")
    recorded(store, "LKSA Pidie Satu", "11.07", ministry_number="9")
    recorded(store, "LKSA Pidie Dua", "11.07", ministry_number="9")
    html = page(sekdis, "/lks/ganda")
    assert "LKS yang mungkin sama (1)" in html
    assert "Hampir pasti sama</span> sama: nomor STP" in html
    assert f'href="{address(two)}"' in html
    assert "milik pemerintah" in html
    assert "Pidie" not in html


def test_dinsos_sees_all_and_chooses_a_kabupaten(client_as, two, store):
    dinsos = client_as("dinsos.aceh")
    assert "(1)" in page(dinsos, "/lks/ganda")
    assert "(0)" in page(dinsos, "/lks/ganda?kabupaten=11.07")
    assert "(1)" in page(dinsos, "/lks/ganda?kabupaten=11.11")
    assert "tidak dikenal" in page(dinsos, "/lks/ganda?kabupaten=99.99")


def test_two_are_merged_by_choice_and_parted_again(sekdis, two, store):
    html = page(sekdis, address(two))
    for told in ("<b>A</b> Cot", "<b>B</b> Blang", "<i>kosong</i>", "Semuanya disimpan: STP 1/STP", "Sama: nomor STP."):
        assert told in html, told
    typed = {"version": "1", "other": "1", "pilih.gampong": "b", "pilih.kecamatan": "b"}
    answer = sekdis.post(address(two), data=typed)
    assert answer.status_code == 303
    first = store.get("lks", two[0]["id"])
    assert (first["gampong"], first["kecamatan"], first["name"]) == ("Blang", "Juli", two[0]["name"])
    assert "B sudah digabung ke A" in page(sekdis, address(two))
    assert "Terakhir digabung" in page(sekdis, "/lks/ganda")
    assert sekdis.post(f"{address(two)}/pisah").status_code == 303
    assert store.get("lks", two[0]["id"])["gampong"] == "Cot"
    assert "LKS yang mungkin sama (1)" in page(sekdis, "/lks/ganda")


def test_who_saw_an_older_version_chooses_again_and_loses_nothing(sekdis, two, store):
    answer = sekdis.post(address(two), data={"version": "1", "other": "7", "pilih.gampong": "b"})
    assert answer.status_code == 409
    assert "berubah sejak Anda membuka" in answer.text
    assert re.search(r'name="pilih.gampong" value="b"\s+checked', answer.text)
    assert store.get("lks", two[1]["id"])["end"] is None


def test_two_that_are_two_need_a_reason(sekdis, two, store):
    refused = sekdis.post(f"{address(two)}/bukan", data={"reason": " "})
    assert refused.status_code == 422
    assert 'id="reason-galat"' in refused.text
    assert sekdis.post(f"{address(two)}/bukan", data={"reason": "Dua panti."}).status_code == 303
    assert "LKS yang mungkin sama (0)" in page(sekdis, "/lks/ganda")
    assert "Dua panti." in page(sekdis, address(two))
    assert sekdis.post(f"{address(two)}/tanya").status_code == 303
    assert "LKS yang mungkin sama (1)" in page(sekdis, "/lks/ganda")


def test_another_region_is_unknown_and_dinsos_merges_across(sekdis, client_as, two, store):
    far = recorded(store, "LKSA Contoh Pidie", "11.07")
    across = f"/lks/{two[0]['id']}/ganda/{far['id']}"
    for status, who in ((404, "sekdis.bireuen"), (404, "sekdis.pidie"), (403, "ketua.bireuen"), (403, "admin")):
        assert client_as(who).get(across).status_code == status, who
    assert sekdis.get(f"/lks/{two[0]['id']}/ganda/99999").status_code == 404
    assert client_as("dinsos.aceh").post(across, data={"version": "1", "other": "1"}).status_code == 303
    assert store.get("lks", far["id"])["end"]["into"] == two[0]["uid"]


def test_few_of_those_whom_they_serve_are_told_in_their_own_region_only(client_as, sekdis, store):
    served = ({"male": 14, "female": 2}, {"male": 13, "female": None})
    two = [recorded(store, f"LKSA Contoh {n}", beneficiaries={"2026": one}) for n, one in enumerate(served)]
    assert "laki-laki 14, perempuan 2" in page(sekdis, address(two))
    html = page(client_as("dinsos.aceh"), address(two))
    assert "laki-laki 14, perempuan <5" in html
    assert "perempuan 2" not in html


def test_dinsos_alone_reads_of_numbers_that_two_regions_share(client_as, store):
    same = {"ministry_number": "1234"}
    for name, region in (("Yayasan Cahaya Hati", "11.11"), ("Yayasan Cahaya", "11.07")):
        recorded(store, name, region, **same)
    dinsos = client_as("dinsos.aceh")
    said = page(dinsos, "/lks/ganda")
    assert "Nomor yang sama di dua kabupaten/kota (1)" in said
    assert "Pidie, sama: nomor kementerian" in said
    (address,) = set(re.findall(r'href="(/lks/\d+/ganda/\d+)"', said))
    assert "nomor kementerian" in dinsos.get(address).text
    assert "Nomor yang sama" not in dinsos.get("/lks/ganda?kabupaten=11.01").text
    for account in ("sekdis.bireuen", "sekdis.pidie"):
        assert "Nomor yang sama" not in client_as(account).get("/lks/ganda").text
        assert client_as(account).get(address).status_code == 404
    assert "Yayasan Cahaya<" not in client_as("sekdis.bireuen").get("/lks/ganda").text


def test_a_proposal_that_waits_is_told_beforehand_and_leads_there(sekdis, client_as, two, store):
    for one in two:
        proposals.propose(store, CHAIR, one["id"], {"scope": "nasional"}, at=START)
    html = page(sekdis, address(two))
    waiting = [change["id"] for change in store.find("lks_change")]
    assert "Ada usulan yang belum diputuskan" in html
    assert all(f'href="/lks/usulan/{id}"' in html for id in waiting)
    answer = sekdis.post(address(two), data={"version": two[0]["version"], "other": two[1]["version"]})
    assert answer.status_code == 422
    assert all(f'href="/lks/usulan/{id}"' in answer.text for id in waiting)
