"""Who signs: periods do not overlap, the signer of a document's date is frozen into it, pages keep what was typed."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from documents.report.blocks import Signer
from documents.report.frozen import from_data
from documents.word import writer as word
from documents.word.elements import W
from tests.world import chains
from tests.world.desk import RICH_PLAN, Desk, at, rich_desk
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, Stale
from workflow.offices import nip, signatories
from workflow.offices.offices import ensure_offices, office_of, office_on
from workflow.roles import Actor, Role
from workflow.store import Record, Store, open_store

ADMIN = Actor(9, "Admin Tuntas", Role.ADMIN)
HEAD = {
    "name": "Dra. Contoh Nama, M.Si.", "position": "KEPALA DINAS SOSIAL", "rank": "Pembina Utama Muda (IV/c)",
    "nip": "196804111993031009", "mode": "", "principal": "", "through": "", "start": "2023-01-01", "end": "2023-06-30",
}  # fmt: skip
NEXT = {**HEAD, "name": "Drs. Penerus", "mode": "Plt.", "nip": "", "rank": "", "start": "2023-07-01", "end": ""}


@pytest.fixture
def offices(store: Store) -> Store:
    ensure_offices(store)
    return store


def dinsos(store: Store, region: str = "11.11") -> Record:
    return office_of(store, region, "dinsos")


def add(store: Store, data: dict[str, str], office: Record | None = None, actor: Actor = ADMIN) -> Record:
    return signatories.add(store, actor, (office or dinsos(store))["id"], data, at=START)


@pytest.mark.parametrize(
    ("on", "name"),
    [("2022-12-31", ""), ("2023-01-01", HEAD["name"]), ("2023-06-30", HEAD["name"]), ("2023-07-01", NEXT["name"]),
     ("2099-01-01", NEXT["name"])],
)  # fmt: skip
def test_the_signer_is_who_the_day_falls_to(offices: Store, on: str, name: str):
    add(offices, HEAD)
    add(offices, NEXT)
    assert office_on(offices, "11.11", "dinsos", on)["signer_name"] == name


def test_without_a_period_the_office_signs_as_its_settings_say(offices: Store):
    office = dinsos(offices)
    found = office_on(offices, "11.11", "dinsos", "2023-09-25")
    assert {name: found[name] for name in office} == office
    assert (found["signer_mode"], found["signer_position"]) == ("a.n.", "SEKRETARIS")


def test_a_period_replaces_every_field_of_the_default_signer(offices: Store):
    add(offices, HEAD)
    found = office_on(offices, "11.11", "dinsos", "2023-03-01")
    assert {name: found[f"signer_{name}"] for name in (*signatories.TEXTS, "mode")} == {
        name: HEAD[name] for name in (*signatories.TEXTS, "mode")
    }


def test_other_offices_keep_their_own(offices: Store):
    add(offices, HEAD)
    assert office_on(offices, "11.07", "dinsos", "2023-03-01")["signer_name"] == ""
    assert office_on(offices, "11.11", "lkks", "2023-03-01")["signer_name"] == ""


@pytest.mark.parametrize(
    ("start", "end"),
    [("2023-06-30", ""), ("2022-01-01", "2023-01-01"), ("2023-02-01", "2023-03-01"), ("2022-01-01", ""),
     ("2022-01-01", "2024-01-01")],
)  # fmt: skip
def test_overlapping_periods_are_refused_in_words(offices: Store, start: str, end: str):
    add(offices, HEAD)
    with pytest.raises(Invalid) as refused:
        add(offices, {**NEXT, "start": start, "end": end})
    assert refused.value.fields == {
        "start": "Masa ini bertumpang tindih dengan Dra. Contoh Nama, M.Si. (KEPALA DINAS SOSIAL), 1 Januari 2023 "
        "sampai 30 Juni 2023. Akhiri atau betulkan masa itu dahulu; satu kantor mempunyai satu penanda tangan pada "
        "satu hari."
    }
    assert offices.count("signatory") == 1


def test_the_same_period_may_stand_in_another_office(offices: Store):
    add(offices, HEAD)
    add(offices, HEAD, dinsos(offices, "11.07"))
    assert offices.count("signatory") == 2


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"name": " "}, "name", "Isi nama dengan gelar."),
        ({"position": ""}, "position", "Isi jabatan."),
        ({"start": ""}, "start", "Isi tanggal mulai."),
        ({"start": "31-12-2023"}, "start", "Tanggal mulai “31-12-2023” bukan tanggal yang benar. Contoh: 2023-09-30."),
        ({"end": "2022-12-31"}, "end", "Tanggal berakhir lebih awal daripada tanggal mulai."),
        ({"mode": "p.p."}, "mode", "Pilih salah satu dari daftar."),
        ({"mode": "a.n."}, "principal", "Isi jabatan pemberi mandat: a.n. selalu atas nama seorang pejabat."),
        ({"mode": "u.b.", "principal": "KEPALA"}, "through",
         "Isi jabatan di antaranya: u.b. dipakai sesudah a.n., dua tingkat di bawahnya."),
        ({"rank": "x" * 81}, "rank", "Pangkat, golongan ruang terlalu panjang: 81 huruf, paling banyak 80."),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_told(offices: Store, change: dict[str, str], field: str, sentence: str):
    with pytest.raises(Invalid) as refused:
        add(offices, {**HEAD, **change})
    assert refused.value.fields[field] == sentence
    assert offices.count("signatory") == 0
    assert offices.count("event") == 0


def test_the_chair_of_an_lkks_has_neither_rank_nor_nip(offices: Store):
    saved = add(offices, HEAD, office_of(offices, "11.11", "lkks"))
    assert (saved["rank"], saved["nip"], saved["name"]) == ("", "", HEAD["name"])


def test_only_the_admin_changes_who_signs(offices: Store):
    saved = add(offices, HEAD)
    for role in (Role.CHAIR, Role.SEKDIS, Role.DINSOS):
        actor = Actor(2, role.label, role, "11.11")
        with pytest.raises(NotAllowed):
            add(offices, NEXT, actor=actor)
        with pytest.raises(NotAllowed):
            signatories.edit(offices, actor, saved["id"], {"end": ""}, version=1, at=START)
        with pytest.raises(NotAllowed):
            signatories.remove(offices, actor, saved["id"], version=1, at=START)
    assert offices.find("signatory") == [saved]


def test_every_change_is_in_the_regions_history(offices: Store):
    saved = add(offices, {**HEAD, "end": ""})
    signatories.edit(offices, ADMIN, saved["id"], {"end": "2023-06-30"}, version=1, at=START)
    signatories.remove(offices, ADMIN, saved["id"], version=2, at=START)
    office, one = saved["office"], saved["id"]
    assert [(event["name"], event["fields"]) for event in offices.find("event", chain="11.11")] == [
        ("signatory_added", {"office": office, "signatory": one, "position": HEAD["position"], "start": "2023-01-01",
                             "end": ""}),
        ("signatory_edited", {"office": office, "signatory": one, "changed": ["end"]}),
        ("signatory_removed", {"office": office, "signatory": one, "position": HEAD["position"], "start": "2023-01-01",
                               "end": "2023-06-30"}),
    ]  # fmt: skip
    assert chains.verify(offices, "11.11") == []
    assert offices.count("signatory") == 0


def test_a_stale_version_and_what_is_gone_are_refused(offices: Store):
    saved = add(offices, HEAD)
    with pytest.raises(Stale):
        signatories.edit(offices, ADMIN, saved["id"], {"name": "Lain"}, version=2, at=START)
    with pytest.raises(Stale):
        signatories.remove(offices, ADMIN, saved["id"], version=0, at=START)
    signatories.remove(offices, ADMIN, saved["id"], version=1, at=START)
    with pytest.raises(NotFound):
        signatories.edit(offices, ADMIN, saved["id"], {"name": "Lain"}, version=1, at=START)
    with pytest.raises(NotFound):
        signatories.add(offices, ADMIN, 999, HEAD, at=START)


@pytest.mark.parametrize(
    ("number", "doubt"),
    [
        ("19680411 199303 1 009", ""), ("", ""), ("(contoh)", ""), ("(belum ada)", ""),
        ("contoh", "NIP biasanya 18 angka."), ("(123)", "NIP biasanya 18 angka."), ("123", "NIP biasanya 18 angka."),
        ("19681311 199303 1 009", "Delapan angka pertama NIP (19681311) bukan tanggal lahir."),
        ("19680411 199313 1 009", "Bulan pengangkatan dalam NIP (13) bukan 01 sampai 12; pada PPPK memang lain."),
        ("19680411 198303 1 009", "Menurut NIP, pengangkatannya (03-1983) kurang dari 15 tahun setelah lahir."),
        ("19680411 198304 1 009", ""),
        ("19680411 199303 3 009", "Angka jenis kelamin dalam NIP (3) bukan 1 atau 2."),
        ("00000411 199303 1 009", "Delapan angka pertama NIP (00000411) bukan tanggal lahir."),
    ],
)  # fmt: skip
def test_a_nip_is_doubted_but_never_refused(offices: Store, number: str, doubt: str):
    wanted = f"{doubt} Periksa lagi; tetap disimpan seperti yang diketik." if doubt else ""
    assert nip.doubt(number) == wanted
    assert add(offices, {**HEAD, "nip": number})["nip"] == number


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("196804111993031009", "19680411 199303 1 009"), ("19680411 199303 1 009", "19680411 199303 1 009"),
     ("130123456", "130123456"), ("tidak ada", "tidak ada"), ("", "")],
)  # fmt: skip
def test_a_nip_is_printed_in_its_groups(typed: str, printed: str):
    assert nip.grouped(typed) == printed


# The paper


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_store(tmp_path / "desk.db")
    yield rich_desk(opened)
    opened.close()


def laporan(desk: Desk) -> Record:
    """The content of the report that was issued."""
    report = desk.store.find("document", type="laporan")[-1]
    found = desk.store.first("content", document=report["id"])
    assert found is not None
    return found


def signed(desk: Desk) -> tuple[Signer, str]:
    """The signer on the cover that is issued on 25 September 2023, and the position for the check page."""
    desk.do("submit", at(9, 20), **RICH_PLAN)
    frozen = desk.do("report", at(9, 25), number="400/1", number_from="typed", addressee="Bupati Bireuen")
    assert frozen is not None
    cover = from_data(frozen.data).sections[0]
    return next(b for b in cover.blocks if type(b).__name__ == "SignatureBlock").signers[0], frozen.signer


@pytest.mark.parametrize(
    ("change", "mode", "lines", "position"),
    [
        ({}, "", ("KEPALA DINAS SOSIAL,",), "Kepala Dinas Sosial Kabupaten Bireuen"),
        ({"mode": "Plt."}, "Plt.", ("KEPALA DINAS SOSIAL,",), "Plt. Kepala Dinas Sosial Kabupaten Bireuen"),
        ({"mode": "a.n.", "principal": "KEPALA DINAS SOSIAL", "position": "SEKRETARIS"}, "a.n.",
         ("KEPALA DINAS SOSIAL", "SEKRETARIS,"), "Sekretaris a.n. Kepala Dinas Sosial Kabupaten Bireuen"),
        ({"mode": "u.b.", "principal": "KEPALA DINAS SOSIAL", "through": "SEKRETARIS", "position": "KEPALA BIDANG"},
         "a.n.", ("KEPALA DINAS SOSIAL", "SEKRETARIS", "u.b.", "KEPALA BIDANG,"),
         "Kepala Bidang u.b. Sekretaris a.n. Kepala Dinas Sosial Kabupaten Bireuen"),
    ],
)  # fmt: skip
def test_the_signer_of_its_date_is_on_the_paper(
    desk: Desk, change: dict[str, str], mode: str, lines: tuple[str, ...], position: str
):
    add(desk.store, {**HEAD, "end": "", **change})
    signer, told = signed(desk)
    assert (signer.mode, signer.office, signer.name, signer.rank) == (mode, lines, HEAD["name"], HEAD["rank"])
    assert signer.nip == "19680411 199303 1 009"
    assert told == position


def test_the_lines_of_a_signature_stand_in_one_row_that_no_page_parts(desk: Desk):
    add(desk.store, {**HEAD, "mode": "u.b.", "principal": "KEPALA", "through": "SEKRETARIS", "end": ""})
    signed(desk)
    report = from_data(laporan(desk)["data"])
    with zipfile.ZipFile(io.BytesIO(word.write(report, lambda _: b""))) as archive:
        rows = list(etree.fromstring(archive.read("word/document.xml")).iter(W + "tr"))
    found = [row for row in rows if HEAD["name"] in "".join(row.itertext())]
    assert ["".join(row.itertext()) for row in found[:1]] == [
        "a.n.KEPALASEKRETARISu.b.KEPALA DINAS SOSIAL,Dra. Contoh Nama, M.Si.Pembina Utama Muda (IV/c)"
        "NIP 19680411 199303 1 009"
    ]
    assert len(found) == 2
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in found)


def test_what_is_issued_keeps_its_signer(desk: Desk):
    saved = add(desk.store, {**HEAD, "end": ""})
    signed(desk)
    before = laporan(desk)
    signatories.edit(desk.store, ADMIN, saved["id"], {"name": "Orang Lain"}, version=1, at=START)
    signatories.remove(desk.store, ADMIN, saved["id"], version=2, at=START)
    assert laporan(desk) == before


# The pages


@pytest.fixture
def house(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def page_of(answer: Any) -> str:
    return html.unescape(answer.get_data(as_text=True))


def post_new(admin: FlaskClient, house: Store, **change: str) -> Any:
    return admin.post(f"/pengaturan/kantor/{dinsos(house)['id']}/penanda-tangan", data={**HEAD, **change})


def test_the_page_adds_lists_and_says_who_signs_today(admin: FlaskClient, house: Store):
    address = f"/pengaturan/kantor/{dinsos(house)['id']}/penanda-tangan"
    assert "Hari ini tidak tercakup oleh masa mana pun." in page_of(admin.get(address))
    assert post_new(admin, house, end="").location == address
    page = page_of(admin.get(address))
    assert "Dra. Contoh Nama, M.Si. menandatangani sejak 1 Januari 2023." in page
    assert "Menandatangani hari ini" in page
    assert "NIP 19680411 199303 1 009" in page
    assert "Hari ini tidak tercakup" not in page


def test_a_refused_period_keeps_what_was_typed(admin: FlaskClient, house: Store):
    post_new(admin, house, end="")
    answer = post_new(admin, house, name="Drs. Lain", start="2024-01-01", end="")
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.count("Masa ini bertumpang tindih dengan Dra. Contoh Nama, M.Si.") == 2
    assert 'value="Drs. Lain"' in page
    assert house.count("signatory") == 1


def test_a_period_is_ended_and_corrected(admin: FlaskClient, house: Store):
    post_new(admin, house, end="")
    one = house.find("signatory")[0]
    address = f"/pengaturan/penanda-tangan/{one['id']}"
    assert "Akhiri hari ini" in page_of(admin.get(address))
    assert admin.post(address, data={"version": "1", "end": "2026-11-09"}).status_code == 302
    ended = house.find("signatory")[0]
    assert ended == {**one, "end": "2026-11-09", "version": 2}
    assert "Akhiri hari ini" not in page_of(admin.get(address))
    admin.post(address, data={**HEAD, "version": "2", "nip": "123", "end": ""})
    assert "NIP biasanya 18 angka." in page_of(admin.get(f"/pengaturan/kantor/{one['office']}/penanda-tangan"))
    assert house.find("signatory")[0]["nip"] == "123"


def test_a_stale_correction_shows_both_texts(admin: FlaskClient, house: Store):
    post_new(admin, house)
    address = f"/pengaturan/penanda-tangan/{house.find('signatory')[0]['id']}"
    admin.post(address, data={**HEAD, "name": "Drs. Pertama", "version": "1"})
    answer = admin.post(address, data={**HEAD, "name": "Drs. Kedua", "version": "1"})
    assert answer.status_code == 409
    text = " ".join(re.sub(r"<[^>]+>", "", page_of(answer)).split())
    assert "Drs. Pertama" in text
    assert "Drs. Kedua" in text
    assert house.find("signatory")[0]["name"] == "Drs. Pertama"


def test_a_mistake_is_removed_only_as_it_was_seen(admin: FlaskClient, house: Store):
    post_new(admin, house)
    address = f"/pengaturan/penanda-tangan/{house.find('signatory')[0]['id']}"
    assert admin.post(address, data={"version": "7", "do": "remove"}).status_code == 409
    assert house.count("signatory") == 1
    assert admin.post(address, data={"version": "1", "do": "remove"}).status_code == 302
    assert house.count("signatory") == 0
    assert admin.get(address).status_code == 404
    assert admin.get("/pengaturan/kantor/999/penanda-tangan").status_code == 404


def test_a_signatory_fills_the_gaps_of_the_office(admin: FlaskClient, house: Store):
    office = dinsos(house)
    house.save({**office, "address": "Jalan Contoh 1"})
    listed = "/pengaturan/kantor?q=bireuen"
    assert "Kosong: nama penanda tangan, pangkat, NIP" in page_of(admin.get(listed))
    post_new(admin, house, end="")
    assert "Kosong: nama penanda tangan, pangkat, NIP" not in page_of(admin.get(listed))
    assert "<b>46</b> kantor dengan isian kosong" in page_of(admin.get("/pengaturan"))
