"""The list of LKS: states in words, those to be made sure of first, counts that are lists, nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import lxml.html
import pytest
from flask.testing import FlaskClient

from tests.world.arranged import DINSOS
from tests.world.instance import START
from tests.world.lks_world import make_lks
from workflow.lks.register import add
from workflow.store import Record

As = Callable[[str], FlaskClient]


@pytest.fixture
def some(tuntas: SimpleNamespace) -> dict[str, list[Record]]:
    return make_lks(tuntas.store)


def rows(page: str) -> list[str]:
    return [" ".join(row.text_content().split()) for row in lxml.html.fromstring(page).xpath("//table//tbody/tr")]


def test_those_to_be_made_sure_of_stand_first(client_as: As, some: dict[str, list[Record]]):
    page = client_as("sekdis.bireuen").get("/lks").text
    first, second = rows(page)
    assert "LKS Kabupaten Bireuen (2)" in page
    assert first.startswith("LKSA Contoh Peudada")
    assert "Belum terdaftar" in first
    assert "Perlu dipastikan · belum pernah" in first
    assert "LKSA Contoh Jeumpa Jeumpa · anak dalam panti Terdaftar s.d. 6 Mei 2027" in second
    assert "B s.d. 1 Jan 2028" in second
    assert "Aktif · laporan 12 Okt 2026" in second
    assert "Usulan belum disahkan <b>2</b>" in page


def test_every_count_is_its_list(client_as: As, some: dict[str, list[Record]]):
    for name in ("ketua.bireuen", "dinsos.aceh"):
        client = client_as(name)
        chips = lxml.html.fromstring(client.get("/lks").text).xpath("//ul[@class='pills mb-2']//a")
        assert len(chips) >= 4
        states = lxml.html.fromstring(client.get("/lks").text).xpath("//select[@name='keadaan']/option[@value != '']")
        for option in states:
            told = int(re.sub(r".*\((\d+)\).*", r"\1", option.text, flags=re.S))
            assert len(rows(client.get(f"/lks?keadaan={option.get('value')}").text)) == told
        for chip in (chip for chip in chips if chip.get("href").startswith("/lks?")):
            count = int(re.sub(r"\D", "", chip.xpath("b")[0].text))
            assert len(rows(client.get(chip.get("href")).text)) == count


def test_a_measure_is_named_with_its_day(client_as: As, some: dict[str, list[Record]]):
    page = client_as("ketua.bireuen").get("/lks?ukuran=P2&pada=2026-11-08").text
    assert "LKS terdaftar per 8 November 2026" in page
    assert len(rows(page)) == 1
    assert rows(client_as("ketua.bireuen").get("/lks?ukuran=P2&pada=2027-05-07").text) == []


def test_pages_follow_each_other(client_as: As, tuntas: SimpleNamespace):
    with tuntas.store.transaction():
        for n in range(120):
            add(tuntas.store, DINSOS, "lks_recorded", {"name": f"LKS {n:03}", "region": "11.11"}, START)
    client, address, seen = client_as("sekdis.bireuen"), "/lks", []
    while address:
        page = client.get(address).text
        seen += [row.split(" Belum")[0] for row in rows(page)]
        links = lxml.html.fromstring(page).xpath("//a[normalize-space()='Berikutnya']/@href")
        address = links[0] if links else ""
    assert seen == [f"LKS {n:03}" for n in range(120)]


def test_by_name_whatever_the_state_and_back(client_as: As, some: dict[str, list[Record]]):
    client = client_as("dinsos.aceh")
    up, down = (rows(client.get(f"/lks?urut={sign}nama").text) for sign in ("", "-"))
    assert up == down[::-1] == sorted(rows(client.get("/lks").text))
    heads = {
        one.text_content().strip(): one for one in lxml.html.fromstring(client.get("/lks").text).xpath("//thead//th")
    }
    assert heads["Keaktifan"].get("aria-sort") == "ascending"
    assert heads["Lembaga"].find("a").get("href") == "/lks?urut=nama"
    assert down[0].split(" Kab.")[0] in client.get("/lks.csv?urut=-nama").text.splitlines()[1]


@pytest.mark.parametrize("column", ["pendaftaran", "akreditasi", "tugas", "keaktifan"])
def test_each_head_sorts_the_list_and_its_file(client_as: As, some: dict[str, list[Record]], column: str):
    client, seen = client_as("dinsos.aceh"), []
    address = "/lks"
    for _ in range(2):
        head = lxml.html.fromstring(client.get(address).text).xpath(
            f"//thead//th[normalize-space()='{column.title()}']"
        )
        address = head[0].find("a").get("href")
        page = client.get(address).text
        sorted_by = lxml.html.fromstring(page).xpath(f"//thead//th[normalize-space()='{column.title()}']/@aria-sort")
        seen += [(address, *sorted_by)]
        first = rows(page)[0].split(" Kab.")[0]
        file = client.get(address.replace("/lks", "/lks.csv", 1)).text
        assert first in file.splitlines()[1]
    expected = {
        "tugas": [("/lks?urut=-tugas", "descending"), ("/lks?urut=tugas", "ascending")],
        "keaktifan": [("/lks?urut=-keaktifan", "descending"), ("/lks", "ascending")],
    }
    usual = [(f"/lks?urut={column}", "ascending"), (f"/lks?urut=-{column}", "descending")]
    assert seen == expected.get(column, usual)
    assert not lxml.html.fromstring(client.get("/lks?ukuran=P1").text).xpath("//thead//th/a")


def test_dinsos_picks_a_kabupaten_and_nobody_else_does(client_as: As, some: dict[str, list[Record]]):
    dinsos = client_as("dinsos.aceh")
    assert len(rows(dinsos.get("/lks").text)) == 4
    assert "Kab. Pidie" in " ".join(rows(dinsos.get("/lks?kabupaten=11.07").text))
    theirs = client_as("ketua.bireuen").get("/lks?kabupaten=11.07").text
    assert "Pidie" not in "".join(rows(theirs))
    assert client_as("admin").get("/lks").status_code == 403
    for page in ("/lks", "/indikator"):
        assert 'href="/lks/ganda"' in dinsos.get(page).text, "what may be one is found without choosing a kabupaten"


def test_what_nobody_knows_is_said(client_as: As, some: dict[str, list[Record]]):
    assert "keadaan “gembira”" in client_as("ketua.bireuen").get("/lks?keadaan=gembira").text
    assert "Tidak ada LKS yang cocok" in client_as("ketua.bireuen").get("/lks?cari=zzz").text
