"""A hidden address (a shelter) is read in its own kabupaten/kota and nowhere else, by Dinas Sosial Aceh neither."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from tests.world.arranged import CHAIR, DINSOS
from tests.world.homes import recorded
from tests.world.instance import START
from workflow.lks import importing, proposals
from workflow.lks.record import new_lks
from workflow.store import Record

As = Callable[[str], FlaskClient]
WHERE, VILLAGE = "Jalan Melati 7", "Gampong Tersembunyi"
PLACE = {"kecamatan": "Jeumpa", "gampong": VILLAGE, "address": WHERE}


@pytest.fixture
def shelter(tuntas: SimpleNamespace) -> Record:
    return recorded(tuntas.store, "11.11", START, name="Rumah Aman Contoh", hidden=True, **PLACE)


def told(client: FlaskClient, page: str) -> tuple[bool, str]:
    """Whether the page tells where it is, and the page."""
    answer = client.get(page)
    assert answer.status_code == 200, page
    return WHERE in answer.text or VILLAGE in answer.text, " ".join(answer.text.split())


def test_the_profile(client_as: As, shelter: Record):
    page = f"/lks/{shelter['id']}"
    there, html = told(client_as("sekdis.bireuen"), page)
    assert there
    assert "hanya tampak bagi kabupaten/kota ini" in html
    there, html = told(client_as("dinsos.aceh"), page)
    assert not there
    assert "alamat dirahasiakan, Jeumpa" in html


def test_two_side_by_side(client_as: As, tuntas: SimpleNamespace, shelter: Record):
    other = recorded(tuntas.store, "11.11", START, name="Rumah Aman Contoh Dua", kecamatan="Jeumpa")
    page = f"/lks/{other['id']}/ganda/{shelter['id']}"
    assert told(client_as("sekdis.bireuen"), page)[0]
    there, html = told(client_as("dinsos.aceh"), page)
    assert not there
    assert "alamat dirahasiakan" in html


@pytest.mark.parametrize("fields", [{"address": "Jalan Kenanga 9"}, {"hidden": False}, {"scope": "provinsi"}])
def test_a_proposal(client_as: As, tuntas: SimpleNamespace, shelter: Record, fields: dict[str, object]):
    change = proposals.propose(tuntas.store, CHAIR, shelter["id"], fields, at=START)
    page = f"/lks/usulan/{change['id']}"
    there, html = told(client_as("dinsos.aceh"), page)
    assert not there
    assert "Kenanga" not in html
    assert ("alamat dirahasiakan, yang baru" in html) == ("address" in fields)
    assert ("Kenanga" in told(client_as("sekdis.bireuen"), page)[1]) == ("address" in fields)


def test_what_a_list_of_the_province_changes(tuntas: SimpleNamespace, shelter: Record):
    row = {**new_lks(shelter["name"]), "region": "11.11", "address": "Jalan Kenanga 9", "rows": [1]}
    empty = {"columns": [], "skipped_rows": [], "dropped_columns": [], "remarks": [], "ask_mapping": False}
    source = {"name": "daftar.xlsx", "sha256": "0" * 64, "kind": "xlsx"}
    read = {**empty, "institutions": [row]}
    found = importing.open_list(tuntas.store, DINSOS, source, read, day="2026-11-09", at=START)
    (one,) = importing.plan(tuntas.store, found).rows
    assert WHERE not in repr([(change.old, change.new) for change in one.changes])
