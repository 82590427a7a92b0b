"""A change of an institution is proposed by one and confirmed by another; until then the record is as it was."""

from __future__ import annotations

import pytest

from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_SEKDIS, SEKDIS
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.lks import proposals
from workflow.lks.register import add, save
from workflow.roles import Actor, Role
from workflow.store import Record, Store

NEW = {"name": "LKSA Baru", "kecamatan": "Jeumpa"}


@pytest.fixture
def lks(store: Store) -> Record:
    with store.transaction():
        return add(store, DINSOS, "lks_recorded", {"region": "11.11", "name": "LKSA Contoh"}, START)


def decide(store: Store, actor: Actor, change: Record) -> Record:
    return proposals.confirm(store, actor, change["id"], version=change["version"], at=START)


def test_what_a_chair_proposes_counts_when_sekdis_has_confirmed_it(store: Store, lks: Record):
    change = proposals.propose(store, CHAIR, lks["id"], NEW, at=START)
    assert store.get("lks", lks["id"]) == lks
    assert [one["id"] for one in proposals.waiting(store, SEKDIS)] == [change["id"]]
    saved = decide(store, SEKDIS, change)
    assert (saved["name"], saved["kecamatan"]) == ("LKSA Baru", "Jeumpa")
    kept = store.get("lks_change", change["id"])
    assert (kept["state"], kept["before"], kept["decided"]["by"]) == (
        "disahkan", {"name": "LKSA Contoh", "kecamatan": ""}, SEKDIS.name,
    )  # fmt: skip
    assert [event["name"] for event in store.find("event")] == ["lks_recorded", "lks_proposed", "lks_changed"]
    assert proposals.waiting(store, DINSOS) == []


def test_a_new_one_is_recorded_when_it_is_confirmed(store: Store):
    change = proposals.propose(store, SEKDIS, 0, NEW, at=START)
    assert store.count("lks") == 0
    saved = decide(store, DINSOS, change)
    assert (saved["region"], saved["owner"], store.get("lks_change", change["id"])["lks"]) == (
        "11.11", "masyarakat", saved["id"],
    )  # fmt: skip


def test_nobody_confirms_what_he_proposed_in_person_or_for_somebody(store: Store, lks: Record):
    deputy = Actor(DINSOS.id, DINSOS.name, Role.CHAIR, "11.11", CHAIR.id, "Surat tugas")
    for proposer, decider in ((SEKDIS, SEKDIS), (deputy, DINSOS)):
        change = proposals.propose(store, proposer, lks["id"], NEW, at=START)
        with pytest.raises(NotAllowed, match="tidak boleh mengesahkannya sendiri"):
            decide(store, decider, change)
        proposals.withdraw(store, proposer, change["id"], version=change["version"], at=START)


def test_who_may_not(store: Store, lks: Record):
    for stranger in (DINSOS, ADMIN):
        with pytest.raises(NotAllowed):
            proposals.propose(store, stranger, lks["id"], NEW, at=START)
    change = proposals.propose(store, CHAIR, lks["id"], NEW, at=START)
    with pytest.raises(NotFound):
        proposals.propose(store, OTHER_SEKDIS, lks["id"], NEW, at=START)
    with pytest.raises(NotFound):
        decide(store, OTHER_SEKDIS, change)
    with pytest.raises(NotAllowed):
        decide(store, CHAIR, change)
    with pytest.raises(NotAllowed):
        proposals.withdraw(store, SEKDIS, change["id"], version=change["version"], at=START)


def test_what_changed_meanwhile_is_not_written_over(store: Store, lks: Record):
    change = proposals.propose(store, CHAIR, lks["id"], NEW, at=START)
    with store.transaction():
        save(store, DINSOS, "lks_changed", {**lks, "name": "LKSA Lain"}, START)
    with pytest.raises(Invalid) as refused:
        decide(store, SEKDIS, change)
    assert set(refused.value.fields) == {"name"}
    assert store.get("lks_change", change["id"]) == change


def test_a_refusal_keeps_why_and_is_final(store: Store, lks: Record):
    change = proposals.propose(store, CHAIR, lks["id"], NEW, at=START)
    refused = proposals.refuse(store, SEKDIS, change["id"], "Nama pada STP lain.", version=change["version"], at=START)
    assert (refused["state"], refused["reason"]) == ("ditolak", "Nama pada STP lain.")
    with pytest.raises(WrongStage, match="sudah ditolak"):
        decide(store, SEKDIS, change)


def test_what_the_record_says_already_is_no_proposal(store: Store, lks: Record):
    with pytest.raises(Invalid, match="Tidak ada yang berubah"):
        proposals.propose(store, CHAIR, lks["id"], {"name": "LKSA Contoh"}, at=START)
