"""What is open in the register holds the report back, is found anew when a record changes, and not while none does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.world.arranged import DINSOS
from tests.world.instance import START
from workflow.lks.merging import ask_again, keep_apart
from workflow.lks.record import new_lks, new_registration
from workflow.lks.register import add, by_uid, by_uids, save
from workflow.lks.undecided import undecided
from workflow.records import SCHEMA
from workflow.store import Record, Store


def recorded(store: Store, name: str, **facts: Any) -> Any:
    with store.transaction():
        return add(store, DINSOS, "lks_recorded", {**new_lks(name), "region": "11.11", "uid": name, **facts}, START)


def stp(number: str) -> dict[str, Any]:
    return {**new_registration("STP"), "number": number}


def open_in(store: Store, *regions: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.what, one.names) for one in undecided(store, regions or None)]


def test_two_that_may_be_one_are_open_until_they_are_said_to_be_two(store: Store):
    first = recorded(store, "LKSA Contoh Meunasah Dayah", registrations=[stp("1/STP")])
    second = recorded(store, "LKSA Contoh Mns. Dayah", registrations=[stp("1/STP")])
    (one,) = undecided(store)
    assert (one.what, one.lks, one.same, one.certain) == ("ganda", (first["id"], second["id"]), ("nomor STP",), True)
    assert first["name"] in one.sentence
    assert "nomor STP" in one.sentence
    assert undecided(store, ["11.01"]) == []
    keep_apart(store, DINSOS, first["id"], second["id"], "Dua panti", at=START)
    assert undecided(store) == []
    ask_again(store, DINSOS, first["id"], second["id"], at=START)
    assert len(undecided(store)) == 1


def test_of_many_pairs_some_are_told_and_the_others_follow(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workflow.lks.undecided.MOST_PAIRS", 2)
    ids = [recorded(store, f"LKSA Kembar {n}", registrations=[stp("1/STP")])["id"] for n in range(3)]
    assert [one.lks for one in undecided(store)] == [(ids[0], ids[1]), (ids[0], ids[2])]
    keep_apart(store, DINSOS, ids[0], ids[1], "Dua panti", at=START)
    assert [one.lks for one in undecided(store)] == [(ids[0], ids[2]), (ids[1], ids[2])]


def test_homes_of_the_government_and_what_is_no_lks_are_told(store: Store):
    recorded(store, "UPTD Contoh Rumoh Lansia")
    recorded(store, "UPTD Contoh Panti", owner="dinas kabupaten/kota")
    recorded(store, "Karang Taruna Contoh")
    assert open_in(store) == [
        ("pemerintah", ("UPTD Contoh Rumoh Lansia",)), ("bukan LKS", ("Karang Taruna Contoh",)),
    ]  # fmt: skip


def test_one_without_a_region_is_told(store: Store):
    recorded(store, "LKSA Contoh", region="")
    assert open_in(store) == [("wilayah", ("LKSA Contoh",))]


@pytest.mark.parametrize(
    ("papers", "is_open"),
    [([], True), ([{**stp(""), "status": "dalam proses"}], True), ([stp("1")], True), ([stp("2")], False)],
)
def test_a_home_counts_only_with_a_paper_of_its_own(store: Store, papers: list[Any], is_open: bool):
    recorded(store, "Yayasan Contoh Ummi", registrations=[stp("1")])
    recorded(store, "LKSA Bungong Jeumpa", parent="Yayasan Contoh Ummi", registrations=papers)
    assert bool([one for one in undecided(store) if one.what == "panti"]) == is_open


def test_more_kecamatan_than_there_are(store: Store):
    for name, place in (("Satu", "Jeumpa"), ("Dua", "Kec. Jeumpa"), ("Tiga", "Juli")):
        recorded(store, f"LKSA {name}", kecamatan=place)
    typed = {"schema": SCHEMA["kecamatan"], "region": "11.11", "start": "2026-01-01", "source": "", "by": "", "at": ""}
    row = store.insert("kecamatan", {**typed, "number": 2})
    assert undecided(store) == []
    store.save({**row, "number": 1})
    assert [one.what for one in undecided(store)] == ["kecamatan"]


def test_it_is_found_once_and_again_when_a_record_has_changed(store: Store):
    first = recorded(store, "LKSA Contoh Meunasah Dayah")
    second = recorded(store, "LKSA Contoh Mns. Dayah")
    assert len(undecided(store)) == 1
    kept = store.find("lks_doubts")
    assert len(undecided(store)) == 1
    assert store.find("lks_doubts") == kept
    with store.transaction():
        second = save(store, DINSOS, "lks_changed", {**second, "region": "11.01"}, START + timedelta(days=1))
    assert undecided(store) == []
    with store.transaction():
        save(store, DINSOS, "lks_changed", {**second, "region": "11.11"}, START + timedelta(days=2))
    assert [one.lks for one in undecided(store)] == [(first["id"], second["id"])]


def test_a_uid_means_the_record_that_goes_on(store: Store):
    def into(uid: str) -> Record:
        return {"end": {"kind": "digabung", "into": uid, "date": "2026-11-28", "reason": ""}}

    last = recorded(store, "c")
    recorded(store, "b", **into("c"))
    recorded(store, "a", **into("b"))
    recorded(store, "x", **into("y"))
    recorded(store, "y", **into("x"))
    assert [by_uid(store, uid) for uid in "abc"] == [last] * 3
    assert by_uids(store, ["a", "c", "", "nobody"]) == {"a": last, "c": last}
    assert by_uid(store, "nobody") is None
    assert by_uid(store, "x") is not None, "a circle ends"
