"""A change of an institution is proposed by one and confirmed by another; until then the record is as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_SEKDIS, SEKDIS
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.lks import proposals
from workflow.lks.record import new_accreditation, new_registration
from workflow.lks.register import add, save
from workflow.roles import Actor, Role
from workflow.store import Record, Store

NEW = {"name": "LKSA Baru", "kecamatan": "Jeumpa"}


@pytest.fixture
def lks(store: Store) -> Record:
    with store.transaction():
        return add(store, DINSOS, "lks_recorded", {"region": "11.11", "name": "LKSA Contoh"}, START)


def decide(store: Store, actor: Actor, change: Record) -> Record:
    return proposals.confirm(store, actor, change["id"], version=change["version"], at=START, paper_seen="STP asli")


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
    assert [event["name"] for event in store.find("event")] == [
        "lks_recorded", "lks_proposed", "lks_changed", "lks_confirmed",
    ]  # fmt: skip
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


def test_a_confirmation_says_which_paper_was_seen(store: Store, lks: Record):
    change = proposals.propose(store, CHAIR, lks["id"], NEW, at=START, note="Dari STP yang baru.")
    with pytest.raises(Invalid) as refused:
        proposals.confirm(store, SEKDIS, change["id"], version=change["version"], at=START, paper_seen=" ")
    assert set(refused.value.fields) == {"paper_seen"}
    decide(store, SEKDIS, change)
    kept = store.get("lks_change", change["id"])
    assert (kept["paper_seen"], kept["note"]) == ("STP asli", "Dari STP yang baru.")
    assert store.find("event", name="lks_changed")[0]["fields"]["paper_seen"] == "STP asli"


def paper(issuer: str) -> dict[str, list[Record]]:
    return {"registrations": [{**new_registration("STP"), "issuer": issuer, "number": "460/7"}]}


def test_who_has_seen_the_paper_of_a_registration_is_kept_with_it(store: Store, lks: Record):
    saved = decide(store, SEKDIS, proposals.propose(store, CHAIR, lks["id"], paper("Dinas Sosial Bireuen"), at=START))
    assert saved["registrations"][0]["seen_by"] == SEKDIS.name


GRADED = {"services": [{"kind": "NAPZA", "accreditations": [{**new_accreditation(), "grade": "A"}]}]}


@pytest.mark.parametrize(
    ("fields", "of_province"),
    [
        (paper("Dinas Sosial Aceh"), True),
        (paper("DPMPTSP Provinsi"), True),
        (paper("Dinas Sosial Kab. Aceh Utara"), False),
        (paper("DPMPTSP Banda Aceh"), False),
        (paper(""), False),
        (GRADED, True),
        ({"services": [{"kind": "NAPZA", "accreditations": []}]}, False),
    ],
)
def test_accreditations_and_papers_of_the_province_are_confirmed_there(
    store: Store, lks: Record, fields: dict[str, Any], of_province: bool
):
    change = proposals.propose(store, CHAIR, lks["id"], fields, at=START)
    if of_province:
        with pytest.raises(NotAllowed, match="Dinas Sosial Aceh"):
            decide(store, SEKDIS, change)
    saved = decide(store, DINSOS if of_province else SEKDIS, change)
    taken_away = proposals.propose(store, CHAIR, lks["id"], {name: [] for name in fields}, at=START)
    assert proposals.bar_to_confirm(store, SEKDIS, taken_away) == "" or of_province
    assert saved["version"] == lks["version"] + 1


def test_a_word_that_it_is_active_is_put_to_what_is_known(store: Store, lks: Record):
    event = {"date": "2026-11-09", "kind": "kunjungan", "by": CHAIR.name, "paper": 0, "confirmed": False}
    first = proposals.propose(store, CHAIR, lks["id"], {"activity": [event]}, at=START)
    second = proposals.propose(store, CHAIR, lks["id"], {"activity": [{**event, "kind": "laporan"}]}, at=START)
    proposals.ask_check(store, DINSOS, lks["id"], "Apakah masih berjalan?", at=START)
    assert store.count("lks_span", measure="P3") == 0
    decide(store, SEKDIS, first)
    saved = decide(store, SEKDIS, second)
    assert [(one["kind"], one["confirmed"]) for one in saved["activity"]] == [("kunjungan", True), ("laporan", True)]
    assert store.count("lks_span", measure="P3") == 1
    assert saved["check"] is None


def test_a_page_from_before_a_change_proposes_nothing(store: Store, lks: Record):
    with store.transaction():
        save(store, DINSOS, "lks_changed", {**lks, "address": "Jalan Baru"}, START)
    with pytest.raises(Stale):
        proposals.propose(store, CHAIR, lks["id"], NEW, at=START, version=lks["version"])
    assert store.count("lks_change") == 0


def test_only_dinsos_asks_for_a_check(store: Store, lks: Record):
    with pytest.raises(NotAllowed):
        proposals.ask_check(store, SEKDIS, lks["id"], "Periksa.", at=START)
    asked = proposals.ask_check(store, DINSOS, lks["id"], "Periksa.", at=START)
    assert asked["check"]["reason"] == "Periksa."
    assert store.find("event", name="lks_check_asked")[0]["chain"] == "11.11"


def test_what_the_record_says_already_is_no_proposal(store: Store, lks: Record):
    with pytest.raises(Invalid, match="Tidak ada yang berubah"):
        proposals.propose(store, CHAIR, lks["id"], {"name": "LKSA Contoh"}, at=START)
