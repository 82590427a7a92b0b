"""The list behind a filter: its number, its pages and what counts are the same institutions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.world.arranged import CHAIR, DINSOS, OTHER_CHAIR
from tests.world.instance import START
from workflow.lks import chosen, proposals
from workflow.lks.counting import counted
from workflow.lks.record import new_accreditation, new_registration, new_support
from workflow.lks.register import add, save
from workflow.roles import Actor
from workflow.store import Record, Store

TODAY = "2026-11-09"
VISIT = {"date": "2026-03-01", "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}
KINDS: list[dict[str, Any]] = [
    {"registrations": [{**new_registration("STP"), "number": "460/1", "valid_until": "2026-12-31"}],
     "activity": [VISIT]},
    {"registrations": [{**new_registration("STP"), "valid_until": "2026-11-08"}], "kecamatan": "Jeumpa"},
    {"services": [{"kind": "NAPZA", "accreditations": [{**new_accreditation(), "grade": "B",
                                                         "valid_until": "2028-01-01"}]}],
     "activity": [VISIT], "support": {"2026": {**new_support(), "social_workers": 0}}},
    {"owner": "Kemensos"},
    {"said_inactive": "2026-10-01", "name": "Yay. Lama"},
    {"end": {"kind": "tutup", "into": "", "date": "2026-11-09", "reason": "Bubar"}},
]  # fmt: skip


@pytest.fixture
def some(store: Store) -> list[Record]:
    """Twelve of Bireuen and twelve of Pidie, two of each kind."""
    with store.transaction():
        return [
            add(store, DINSOS, "lks_recorded", {"name": f"LKS {9 - n} Contoh", "region": region, **known}, START)
            for n, known in enumerate(KINDS * 2)
            for region in ("11.11", "11.07")
        ]


def names(store: Store, actor: Actor, **filters: str) -> list[str]:
    return [lks["name"] for lks in chosen.listed(store, actor, filters, TODAY, limit=None)]


@pytest.mark.parametrize("measure", chosen.MEASURES)
@pytest.mark.parametrize(("actor", "place"), [(CHAIR, "11.11"), (DINSOS, "")])
def test_a_number_its_list_and_its_pages_are_one(
    store: Store, some: list[Record], measure: str, actor: Actor, place: str
):
    filters, where = {"ukuran": measure}, {"region": place} if place else {}
    ids = [lks["id"] for lks in chosen.listed(store, actor, filters, TODAY, limit=None)]
    assert ids == sorted(chosen.ids(store, measure, TODAY, **where))
    assert chosen.number(store, actor, filters, TODAY) == len(ids)
    if not measure.endswith("?") or measure[:2] in ("P2", "P5"):
        assert measure == "I8" or ids == counted(store, measure, TODAY, **where)
    pages, after = [], 0
    while page := chosen.listed(store, actor, filters, TODAY, after=after, limit=3):
        pages += [lks["id"] for lks in page]
        after = page[-1]["id"]
    assert pages == ids


def test_those_to_be_made_sure_of_stand_first_then_by_name(store: Store, some: list[Record]):
    assert names(store, CHAIR) == [
        *["LKS 0 Contoh", "LKS 2 Contoh", "LKS 6 Contoh", "LKS 8 Contoh"],
        *["LKS 1 Contoh", "LKS 3 Contoh", "LKS 7 Contoh", "LKS 9 Contoh"], "Yay. Lama", "Yay. Lama",
    ]  # fmt: skip
    pages, after = [], 0
    while page := chosen.listed(store, CHAIR, {}, TODAY, after=after, limit=3):
        pages += [lks["name"] for lks in page]
        after = page[-1]["id"]
    assert pages == names(store, CHAIR)
    assert chosen.number(store, CHAIR, {}, TODAY) == 10
    assert chosen.number(store, DINSOS, {}, TODAY) == 20
    assert chosen.number(store, DINSOS, {"kabupaten": "11.07"}, TODAY) == 10


def test_a_state_holds_on_its_day(store: Store, some: list[Record]):
    assert names(store, CHAIR, keadaan="kedaluwarsa") == ["LKS 2 Contoh", "LKS 8 Contoh"]
    assert names(store, CHAIR, keadaan="kedaluwarsa", pada="2026-11-08") == []
    assert names(store, CHAIR, keadaan="akan-berakhir") == ["LKS 3 Contoh", "LKS 9 Contoh"]
    assert len(names(store, CHAIR, keadaan="berakhir")) == len(names(store, CHAIR, keadaan="terakreditasi")) == 2
    assert names(store, CHAIR, keadaan="aktif", ukuran="P5") == ["LKS 7 Contoh", "LKS 1 Contoh"]
    for state in chosen.STATES:
        assert chosen.number(store, CHAIR, {"keadaan": state}, TODAY) == len(names(store, CHAIR, keadaan=state))


def test_a_search_is_folded(store: Store, some: list[Record]):
    assert names(store, CHAIR, cari="yayasan lama") == ["Yay. Lama", "Yay. Lama"]
    assert names(store, CHAIR, cari="Kec. Jeumpa") == names(store, CHAIR, cari="jeumpa")
    assert names(store, CHAIR, cari="460/1") == ["LKS 3 Contoh", "LKS 9 Contoh"]
    assert names(store, CHAIR, cari="8", ukuran="P1") == ["LKS 8 Contoh"]


def test_nobody_gets_more_than_the_own_region(store: Store, some: list[Record]):
    assert chosen.accepted({"kabupaten": "11.07", "keadaan": "x", "pada": "2026-1-1"}, CHAIR) == {}
    assert chosen.accepted({"kabupaten": "11.07", "cari": " a  b "}, DINSOS) == {"kabupaten": "11.07", "cari": "a b"}
    ours = {lks["id"] for lks in chosen.listed(store, CHAIR, {"kabupaten": "11.07"}, TODAY, limit=None)}
    assert ours.isdisjoint(lks["id"] for lks in some if lks["region"] == "11.07")
    other = max(lks["id"] for lks in some)
    assert chosen.listed(store, CHAIR, {}, TODAY, after=other) == chosen.listed(store, CHAIR, {}, TODAY)


def test_what_a_chair_said_stands_beside_what_counts(store: Store, some: list[Record]):
    unsure = chosen.listed(store, CHAIR, {"keadaan": "perlu-dipastikan"}, TODAY)[1]
    said = {"activity": [{**VISIT, "date": TODAY, "confirmed": False}]}
    proposals.propose(store, CHAIR, unsure["id"], said, at=START)
    assert chosen.ids(store, "P3?", TODAY) == {unsure["id"]}
    assert chosen.ids(store, "P3?", TODAY, region="11.07") == set()


def test_what_is_saved_again_moves_in_every_list(store: Store, some: list[Record]):
    rows = {row["id"] for row in store.find("lks_state", lks=some[0]["id"])}
    with store.transaction():
        saved = save(store, DINSOS, "lks_changed", {**some[0], "address": "Jalan Baru"}, START)
    assert {row["id"] for row in store.find("lks_state", lks=some[0]["id"])} == rows, "nothing of them has changed"
    with store.transaction():
        save(store, DINSOS, "lks_changed", {**saved, "name": "Aaa"}, START + timedelta(1))
    assert names(store, CHAIR)[4] == "Aaa"
    assert names(store, OTHER_CHAIR) == names(store, DINSOS, kabupaten="11.07")
    assert names(store, CHAIR, cari="aaa") == ["Aaa"]
