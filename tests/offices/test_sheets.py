"""The paper of what is about a whole rakor or many tasks: an office's choice like that of its other papers."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from documents.compose.parts.paper import turned_margins
from documents.report import measures
from documents.report.blocks import Report, Table
from tests.world.damage import put, stored
from tests.world.instance import Clock
from tests.world.rakor_desk import paper, rich
from workflow.offices.offices import ensure_offices, office_of
from workflow.offices.sheets import SHEETS, sheets_of
from workflow.regions import PROVINCE
from workflow.store import Record, Store, open_store


@pytest.fixture
def rakor(store: Store) -> Record:
    return rich(store)


def choose(store: Store, **sheets: object) -> None:
    store.save({**office_of(store, PROVINCE, "dinsos"), **sheets})


def laid(report: Report) -> list[tuple[str, bool, tuple[int, ...]]]:
    return [(section.paper, section.landscape, section.margins) for section in report.sections]


@pytest.mark.parametrize(
    ("kind", "sheets"),
    [
        ("notula", [("F4", False, (20, 20, 25, 30))] * 2),
        ("hasil", [("A4", False, (20, 20, 25, 30)), ("A4", True, (22.5, 25, 15, 20))]),
        ("rekap", [("F4", True, (20, 20, 25, 30))]),
        ("matriks", [("F4", True, (20, 20, 25, 30))]),
    ],
)
def test_each_has_its_paper_before_anybody_chose(store: Store, rakor: Record, kind: str, sheets: list) -> None:
    assert laid(paper(store, kind, rakor["id"])) == sheets


@pytest.mark.parametrize(
    ("kind", "sheets"),
    [
        ("notula", [("A4", False, (18, 21, 24, 33))] * 2),
        ("hasil", [("A4", False, (18, 21, 24, 33)), ("A4", True, (24.75, 24, 15.75, 18))]),
        ("rekap", [("A4", True, (18, 21, 24, 33))]),
        ("matriks", [("A4", True, (18, 21, 24, 33))]),
    ],
)
def test_each_lies_on_the_paper_that_the_office_chose(store: Store, rakor: Record, kind: str, sheets: list) -> None:
    choose(store, **{f"{kind}_paper": "A4", f"{kind}_margins": [18, 21, 24, 33]})
    report = paper(store, kind, rakor["id"])
    assert laid(report) == sheets
    for section in report.sections:
        for table in (block for block in section.blocks if isinstance(block, Table)):
            width = sum(column.width for column in table.columns) + measures.INDENTS[table.level]
            assert width == pytest.approx(measures.text_width(section), abs=0.2)


@pytest.mark.parametrize(
    ("upright", "turned"),
    [
        ((20, 20, 25, 30), (22.5, 25, 15, 20)),
        ((15, 15, 20, 15), (15, 20, 15, 15)),
        ((50, 50, 50, 50), (37.5, 50, 37.5, 50)),
    ],
)
def test_a_sheet_that_turns_keeps_fifteen_millimetres_on_every_side(
    upright: tuple[int, ...], turned: tuple[float, ...]
) -> None:
    assert turned_margins(upright) == turned


def test_a_recap_of_a_region_lies_on_the_paper_of_the_region(store: Store, rakor: Record) -> None:
    store.save({**office_of(store, "11.11", "lkks"), "rekap_paper": "F4-210"})
    params = {"filters": {}, "region": "11.11", "identity": "lkks"}
    assert laid(paper(store, "rekap", 0, params=params))[0][0] == "F4-210"
    assert laid(paper(store, "rekap", rakor["id"]))[0][0] == "F4"


def test_an_office_is_asked_for_the_papers_that_come_from_it(store: Store) -> None:
    ensure_offices(store)
    asked = {
        (region, identity): list(sheets_of(office_of(store, region, identity)))
        for region, identity in ((PROVINCE, "dinsos"), ("11.11", "dinsos"), ("11.11", "lkks"))
    }
    decisions = ["penelaahan", "adendum", "keterangan"]
    of_lks = ["profil_lks", "daftar_lks"]
    of_region = ["indikator", "kabupaten"]
    of_rakor = ["undangan", "daftar_hadir", "notula", "hasil", "rekap", "matriks"]
    letters = ["berita_acara", "pengingat"]
    assert asked == {
        (PROVINCE, "dinsos"): [
            "cover", "laporan", "disposisi", *decisions, *of_rakor, *of_lks, *of_region, "buku_agenda", *letters,
        ],
        ("11.11", "dinsos"): ["cover", "laporan", "disposisi", "rekap", *of_lks, "kabupaten", "buku_agenda"],
        ("11.11", "lkks"): ["cover", "laporan", "rtl", "disposisi", "pelaksanaan", "rekap", "profil_lks",
                            "rekomendasi", "daftar_lks", "kabupaten", "buku_agenda"],
    }  # fmt: skip


def test_the_admin_sets_them_where_they_come_from(client_as: Callable[[str], FlaskClient], app: Flask) -> None:
    store, admin = app.extensions["tuntas"].store, client_as("admin")
    office = office_of(store, PROVINCE, "dinsos")
    address = f"/pengaturan/kantor/{office['id']}/kertas"
    page = admin.get(address).text
    assert [name in page for name in ("Notula", "Laporan hasil rakor", "Rekap pemantauan", "Matriks tindak")] == [
        True
    ] * 4
    saved = admin.post(address, data={"version": office["version"], "notula_paper": "A4", "matriks_left": "25"})
    assert saved.status_code == 302
    office = office_of(store, PROVINCE, "dinsos")
    assert (office["notula_paper"], office["matriks_margins"]) == ("A4", [20, 20, 25, 25])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"rekap_paper": "A4"}, "Lebar teks tinggal 247 mm, paling sedikit 252 mm."),
        ({"matriks_paper": "A4", "matriks_left": "40"}, "Lebar teks tinggal 237 mm, paling sedikit 240 mm."),
    ],
)
def test_a_paper_on_which_its_columns_would_be_cramped_is_told(
    client_as: Callable[[str], FlaskClient], app: Flask, typed: dict[str, str], sentence: str
) -> None:
    before = office_of(app.extensions["tuntas"].store, PROVINCE, "dinsos")
    address = f"/pengaturan/kantor/{before['id']}/kertas"
    answer = client_as("admin").post(address, data={"version": before["version"], **typed})
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert office_of(app.extensions["tuntas"].store, PROVINCE, "dinsos") == before


def test_an_office_of_earlier_code_gets_them_and_keeps_its_own(tmp_path: Path) -> None:
    store = open_store(tmp_path / "x.db")
    ensure_offices(store)
    office = office_of(store, PROVINCE, "dinsos")
    newer = [name for name in office if name.split("_")[0] in ("notula", "hasil", "rekap", "matriks")]
    old = {name: value for name, value in office.items() if name not in newer}
    store.save({**old, "schema": 4, "laporan_paper": "F4"})
    ensure_offices(store)
    upgraded = office_of(store, PROVINCE, "dinsos")
    assert {name: upgraded[name] for name in newer} == {name: office[name] for name in newer}
    assert len(newer) == 8
    assert upgraded["laporan_paper"] == "F4"
    store.close()


def test_an_office_gets_the_sheet_of_a_kind_that_is_newer_than_itself(app: Flask, clock: Clock):
    """A paper that a later version brings damages no office: it opens, with the sheet as nobody has changed it."""
    store = app.extensions["tuntas"].store
    ids = [office["id"] for office in store.find("office")]
    for id in ids:
        told = json.loads(stored(app, "office", id))
        put(app, "office", id, json.dumps({key: one for key, one in told.items() if not key.startswith("kabupaten_")}))
    store.close()
    with closing(create_app(app.instance_path, NOW=clock, SEED=False).extensions["tuntas"].store) as again:
        offices = [again.get("office", id) for id in ids]
        assert [office for office in offices if "damaged" in office] == []
        assert {office["kabupaten_paper"] for office in offices} == {SHEETS["kabupaten"].size}
        half = {key: one for key, one in offices[0].items() if key not in ("kind", "id", "kabupaten_paper")}
        put(app, "office", ids[0], json.dumps(half))
        assert "damaged" in again.get("office", ids[0]), "half a sheet is no newer kind"
