"""Pairs of two kabupaten/kota: by a number that only one can have, until somebody decides; none is lost or stale."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.world.arranged import CHAIR, DINSOS, SEKDIS
from tests.world.instance import START
from tests.world.institutions import ended, recorded
from workflow.errors import NotAllowed, NotFound
from workflow.lks import merging, register
from workflow.lks.across import pairs
from workflow.lks.duplicates import MOST_ALIKE
from workflow.lks.undecided import undecided
from workflow.store import Store

NPWP = "01.234.567.8-101.000"


def legal(npwp: str = "", sk: str = "") -> dict[str, Any]:
    return {"legal": {"form": "yayasan", "deed": {"number": "", "date": "", "notary": ""}, "sk": sk, "npwp": npwp}}


def phone(number: str) -> dict[str, Any]:
    return {"contact": {"phone": number, "email": "", "leader": "", "leader_phone": ""}}


def two(store: Store, **values: Any) -> list[int]:
    names = (("Yayasan Cahaya Hati", "11.11"), ("Yay. Cahaya Hati", "11.07"))
    return [recorded(store, START, name, region, **values)["id"] for name, region in names]


@pytest.mark.parametrize(
    ("values", "same"),
    [
        (legal(npwp=NPWP), "NPWP"), (legal(sk="AHU-7.AH.01"), "SK"), ({"ministry_number": "1234"}, "nomor kementerian"),
        (phone("0644-000001"), "telepon"),
    ],
)  # fmt: skip
def test_a_number_of_two_regions_makes_a_pair_that_holds_nothing_back(store: Store, values: dict[str, Any], same: str):
    ids = two(store, **values)
    assert [(one.lks, one.same) for one in pairs(store)] == [(tuple(ids), (same,))]
    assert undecided(store) == []
    assert len(pairs(store, "11.07")) == len(pairs(store, "11.11")) == 1
    assert pairs(store, "11.01") == []


def test_a_name_alone_a_number_of_an_office_and_homes_of_one_foundation_make_none(store: Store):
    two(store, registrations=[])
    for region, name in (("11.11", "Panti Putra"), ("11.07", "Panti Putri")):
        recorded(store, START, name, region, parent="abc", **legal(npwp=NPWP), **phone("0644000002"))
    assert pairs(store) == []


def test_it_is_gone_when_it_is_merged_apart_ended_mended_or_taken_back(store: Store):
    first, other = two(store, **legal(npwp=NPWP))
    merging.keep_apart(store, DINSOS, first, other, "Dua lembaga.", at=START)
    assert pairs(store) == []
    merging.ask_again(store, DINSOS, first, other, at=START)
    assert len(pairs(store)) == 1
    merging.merge(store, DINSOS, first, other, {}, seen=(1, 1), at=START)
    assert pairs(store) == []
    merging.unmerge(store, DINSOS, first, other, at=START)
    assert len(pairs(store)) == 1
    mended = store.get("lks", other)
    with store.transaction():
        register.save(store, DINSOS, "lks_changed", {**mended, **legal(npwp="99.999")}, START)
    assert pairs(store) == []
    third = recorded(store, START, "Yayasan Cahaya Hati", "11.01", **legal(npwp=NPWP))
    assert [one.lks for one in pairs(store)] == [(first, third["id"])]
    ended(store, START, third, "2026-11-01")
    assert pairs(store) == []


def test_a_number_of_very_many_is_nobodys_and_the_list_has_an_end(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workflow.lks.across.MOST_PAIRS", 2)
    for number in range(MOST_ALIKE + 1):
        recorded(store, START, "Yayasan Sama", ("11.11", "11.07")[number % 2], **legal(npwp="000"))
    assert pairs(store) == []
    for number in range(3):
        two(store, **legal(npwp=f"5{number:04}"))
    assert len(pairs(store)) == 2


def test_it_is_what_a_recount_finds_after_many_changes(store: Store):
    by_chance = random.Random(3)  # noqa: S311 - invented records
    for _ in range(60):
        known = store.find("lks", ended=False)
        changed = {"region": by_chance.choice(("11.11", "11.07", "11.01")), **legal(npwp=by_chance.choice("1234567"))}
        if not known or by_chance.random() < 0.4:
            recorded(store, START, "Yayasan Sama", **changed)
        elif by_chance.random() < 0.2:
            ended(store, START, by_chance.choice(known), "2026-11-01")
        else:
            with store.transaction():
                register.save(store, DINSOS, "lks_changed", {**by_chance.choice(known), **changed}, START)
    living = store.find("lks", ended=False)
    wanted = {
        (one["id"], other["id"]) for one in living for other in living if one["id"] < other["id"]
        and one["region"] != other["region"] and one["legal"]["npwp"] == other["legal"]["npwp"]
    }  # fmt: skip
    assert {one.lks for one in pairs(store)} == wanted
    assert wanted


def test_nobody_of_a_region_may_put_them_together(store: Store):
    ids = two(store, **legal(npwp=NPWP))
    for actor in (SEKDIS, CHAIR):
        with pytest.raises((NotFound, NotAllowed)):
            merging.both(store, actor, *ids)
