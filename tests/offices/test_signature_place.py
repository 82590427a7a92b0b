"""Whether papers leave a place for an electronic signature: an office chooses it for all of its own; off until then."""

from __future__ import annotations

import html
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.report.frozen import from_data
from documents.report.sign_places import places
from tests.world.arranged import SEKDIS, bring, do
from tests.world.instance import START
from workflow.kinds import KINDS, certified
from workflow.offices.offices import ensure_offices, office_of
from workflow.offices.signature_place import NO_ANCHOR, SIGNS
from workflow.store import Record, Store


@pytest.fixture
def offices(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def bireuen(store: Store) -> Record:
    return office_of(store, "11.11", "dinsos")


def choose(client: FlaskClient, office: Record, **change: str):
    data = {"version": str(office["version"]), **change}
    return client.post(f"/pengaturan/kantor/{office['id']}/kertas", data=data)


def test_nobody_has_one_before_it_was_chosen(offices: Store):
    for office in offices.find("office"):
        assert (office["signed_by"], office["tte_anchor"]) == ("pen", "")
    old = bireuen(offices)
    offices.save({name: value for name, value in old.items() if name not in ("signed_by", "tte_anchor")})
    assert "signed_by" not in bireuen(offices)
    ensure_offices(offices)
    assert bireuen(offices)["signed_by"] == "pen"


def test_it_is_chosen_beside_the_paper_and_noted(admin: FlaskClient, offices: Store):
    assert choose(admin, bireuen(offices), signed_by="tte", tte_anchor="#").status_code == 302
    saved = bireuen(offices)
    assert (saved["signed_by"], saved["tte_anchor"], saved["font"]) == ("tte", "#", "Arial")
    changed = offices.find("event", name="office_edited", chain="11.11")[-1]["fields"]["changed"]
    assert changed == ["signed_by", "tte_anchor"]
    page = admin.get(f"/pengaturan/kantor/{saved['id']}/kertas").get_data(as_text=True)
    assert "Tempat tanda tangan" in page
    assert 'value="#"' in page


@pytest.mark.parametrize("anchor", ["a", "12", "ttd", "tanda #", "#é", ".", "-", "/", "@"])
def test_what_would_be_found_all_over_the_page_is_no_anchor(admin: FlaskClient, offices: Store, anchor: str):
    before = bireuen(offices)
    answer = choose(admin, before, signed_by="tte", tte_anchor=anchor)
    assert answer.status_code == 422
    text = html.unescape(answer.get_data(as_text=True))
    assert NO_ANCHOR in text
    assert f'value="{anchor}"' in text
    assert bireuen(offices) == before


@pytest.mark.parametrize("anchor", ["#", "^", "$ttd", "{TTD1}", *SIGNS])
def test_an_anchor(admin: FlaskClient, offices: Store, anchor: str):
    assert choose(admin, bireuen(offices), signed_by="tte", tte_anchor=anchor).status_code == 302
    assert bireuen(offices)["tte_anchor"] == anchor


def test_what_is_too_long_or_unknown_is_told(admin: FlaskClient, offices: Store):
    for change in ({"tte_anchor": "#" * 13}, {"signed_by": "cap jempol"}):
        assert choose(admin, bireuen(offices), **change).status_code == 422
    assert bireuen(offices)["signed_by"] == "pen"


def test_it_holds_from_the_next_paper_on(admin: FlaskClient, tuntas: SimpleNamespace, app: Flask):
    def issued(task: Record) -> list[tuple[str, str]]:
        (document,) = tuntas.store.find("document", task=task["id"], type="laporan")
        report = from_data(app.extensions["tuntas"].publisher.content(document["id"]))
        return [(place.name, place.anchor) for _, place in places(report)]

    before = bring(tuntas, "reported", START)
    choose(admin, bireuen(tuntas.store), signed_by="tte", tte_anchor="#")
    later = bring(tuntas, "draft/sekdis", START)
    do(tuntas, later, "report", SEKDIS, START)
    assert issued(before) == []
    assert issued(later) == [("TTD_1", "#"), ("TTD_2", "#")]  # the letter and the report


def test_which_papers_are_signed_so():
    signed = {kind for kind in KINDS if certified(kind)}
    assert signed >= {"laporan", "pelaksanaan", "penelaahan", "adendum", "keterangan", "undangan", "hasil", "pengingat"}
    assert not signed & {"notula", "berita_acara", "kabupaten", "daftar_hadir", "rtl", "rekap", "tanda_terima"}
