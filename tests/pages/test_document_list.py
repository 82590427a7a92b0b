"""The register: what the reader may see, filtered by the address, with a count that equals the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.issue.names import file_name
from documents.pages.document_list import ON_A_PAGE, SORTED
from tests.world.arranged import DINSOS, OTHER_CHAIR, bring, do, new_task
from tests.world.instance import START
from workflow.clock import WIB
from workflow.kinds import KINDS
from workflow.machine.permissions import papers
from workflow.roles import Actor, Role
from workflow.store import Record


@pytest.fixture
def implemented(tuntas: SimpleNamespace) -> Record:
    """A Bireuen task with its papers."""
    return bring(tuntas, "implemented", START)


@pytest.fixture
def pidie(tuntas: SimpleNamespace) -> Record:
    """A Pidie sheet of the year before."""
    task = new_task(tuntas, datetime(2025, 12, 31, 9, tzinfo=WIB), region="11.07", title="Perbarui data LKS 100%")
    return do(tuntas, task, "submit", OTHER_CHAIR, datetime(2025, 12, 31, 10, tzinfo=WIB))


def listed(client: FlaskClient, address: str = "/dokumen") -> tuple[int, list[int]]:
    """The count that is told and the ids that are shown."""
    page = lxml.html.fromstring(client.get(address).text)
    told = re.search(r"\((\d+)\)", page.find(".//h1").text_content())
    assert told
    return int(told[1]), [
        int(href.split("/")[2].split(".")[0]) for href in page.xpath("//a/@href[contains(., '.docx')]")
    ]


@pytest.mark.usefixtures("implemented", "pidie")
@pytest.mark.parametrize(
    ("username", "kinds"),
    [
        ("dinsos.aceh", ["rtl", "penelaahan", "pelaksanaan", "disposisi", "tanda_terima", "laporan", "rtl"]),
        ("sekdis.bireuen", ["penelaahan", "pelaksanaan", "disposisi", "tanda_terima", "laporan", "rtl"]),
        ("ketua.pidie", ["rtl"]),
        ("sekdis.pidie", ["rtl"]),
    ],
)
def test_everybody_sees_their_own(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, username: str, kinds: list[str]
):
    count, ids = listed(client_as(username))
    assert [tuntas.store.get("document", number)["type"] for number in ids] == kinds
    assert count == len(kinds)


def test_the_admin_sees_none(client_as: Callable[[str], FlaskClient]):
    assert client_as("admin").get("/dokumen").status_code == 403


@pytest.mark.usefixtures("implemented", "pidie")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("jenis=rtl", 2),
        ("jenis=laporan", 1),
        ("status=berlaku", 5),
        ("status=draf", 2),
        ("status=disiapkan", 7),
        ("status=dicabut", 0),
        ("wilayah=11.07", 1),
        ("wilayah=11.01", 0),
        ("tahun=2025", 1),
        ("tahun=2026", 6),
        ("q=0001/dinsos", 2),
        ("q=DATA+lks", 1),
        ("q=100%25", 1),
        ("q=_", 0),
        ("jenis=rtl&wilayah=11.11&tahun=2026&q=kemitraan", 1),
        ("jenis=surat-cinta&status=x&wilayah=99&tahun=1900", 7),
        ("tahun=dua&setelah=tiga", 7),
    ],
)
def test_filters_of_the_address(client_as: Callable[[str], FlaskClient], query: str, found: int):
    count, ids = listed(client_as("dinsos.aceh"), f"/dokumen?{query}")
    assert (count, len(ids)) == (found, found)


@pytest.mark.parametrize("kind", ["rtl", "laporan", "pelaksanaan", "notula", "hasil", "rekap", "matriks"])
def test_every_kind_of_paper_can_be_picked_and_has_a_file_name(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, implemented: Record, kind: str
):
    sheet = tuntas.store.find("document", task=implemented["id"])[0]
    copy = {k: v for k, v in sheet.items() if k not in ("id", "version", "kind")}
    made = tuntas.store.insert("document", {**copy, "type": kind, "year": 2024})
    client = client_as("dinsos.aceh")
    page = lxml.html.fromstring(client.get(f"/dokumen?jenis={kind}&tahun=2024").text)
    assert page.xpath("//select[@name='jenis']/option[@selected]/@value") == [kind]
    assert listed(client, f"/dokumen?jenis={kind}&tahun=2024") == (1, [made["id"]])
    assert file_name(made).startswith(KINDS[kind].file)


@pytest.mark.usefixtures("implemented", "pidie")
def test_a_region_filter_opens_nothing_to_others(client_as: Callable[[str], FlaskClient]):
    assert listed(client_as("sekdis.bireuen"), "/dokumen?wilayah=11.07")[0] == 6


def test_pages_follow_each_other_without_gap(client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    sheet = tuntas.store.find("document", task=task["id"])[0]
    for _ in range(2 * ON_A_PAGE):
        tuntas.store.insert("document", {k: v for k, v in sheet.items() if k not in ("id", "version", "kind")})
    client, address, seen, counts = client_as("dinsos.aceh"), "/dokumen?jenis=rtl", [], set()
    while address:
        count, ids = listed(client, address)
        seen += ids
        counts.add(count)
        links = lxml.html.fromstring(client.get(address).text).xpath("//a[@rel='next']/@href")
        address = links[0] if links else ""
    assert seen == sorted((d["id"] for d in tuntas.store.find("document")), reverse=True)
    assert counts == {2 * ON_A_PAGE + 1}


def test_a_withdrawn_report_says_when_and_why(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, implemented: Record
):
    do(tuntas, implemented, "reopen", DINSOS, START + timedelta(days=1), reason="Bukti ternyata milik butir lain.")
    text = " ".join(lxml.html.fromstring(client_as("ketua.bireuen").get("/dokumen").text).text_content().split())
    assert "Dicabut 10 November 2026: Bukti ternyata milik butir lain." in text


def test_an_empty_register_says_what_will_come(client_as: Callable[[str], FlaskClient]):
    assert "Belum ada dokumen" in client_as("dinsos.aceh").get("/dokumen").text
    assert "Tidak ada dokumen yang cocok" in client_as("dinsos.aceh").get("/dokumen?q=x").text


def test_each_head_sorts_all_pages_and_the_file(demo_as: Callable[[str], FlaskClient], demo_app: Flask):
    client, store = demo_as("sekdis.bireuen"), demo_app.extensions["tuntas"].store
    for name, field in SORTED.items():
        address, seen = f"/dokumen?urut=-{name}&tahun=2026", []
        while address:
            seen += listed(client, address)[1]
            address = next(iter(lxml.html.fromstring(client.get(address).text).xpath("//a[@rel='next']/@href")), "")
        own = store.find("document", order=f"-{field}", year=2026, **papers(Actor(1, "", Role.SEKDIS, "11.11")))
        assert list(dict.fromkeys(seen)) == [one["id"] for one in own], name
    numbers = [row.split(";")[1] for row in client.get("/dokumen.csv?urut=-nomor&tahun=2026").text.splitlines()[1:3]]
    assert numbers[0] > numbers[1]


def test_chips_count_what_they_list_and_kept_ones_stand_behind(demo_as: Callable[[str], FlaskClient]):
    client = demo_as("sekdis.bireuen")
    client.post("/saringan/baru?daftar=dokumen&jenis=laporan&tahun=2026", data={"name": "Laporan"})
    chips = lxml.html.fromstring(client.get("/dokumen").text).xpath("//ul[contains(@class, 'pills')]//a")
    assert [chip.get("href") for chip in chips][:2] == ["/dokumen", "/dokumen?status=berlaku"]
    assert chips[-1].get("href") == "/dokumen?jenis=laporan&tahun=2026"
    for chip in chips[1:]:
        assert listed(client, chip.get("href"))[0] == int(chip.findtext("b"))
