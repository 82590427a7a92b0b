"""An institution closes or moves: with a day and a reason, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_CHAIR, OTHER_SEKDIS, SEKDIS
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.lks import ending, merging, proposals
from workflow.lks.counting import counts, of_facts, states
from workflow.lks.known import known
from workflow.lks.register import add
from workflow.lks.spans import UNSURE
from workflow.roles import Actor
from workflow.store import Record, Store

TODAY = "2026-11-09"
CLOSED = {"kind": "tutup", "date": "2026-11-01", "reason": "Pengurus bubar."}


@pytest.fixture
def lks(store: Store) -> Record:
    with store.transaction():
        return add(store, DINSOS, "lks_recorded", {"region": "11.11", "name": "LKSA Contoh"}, START)


@pytest.mark.parametrize("actor", [SEKDIS, DINSOS])
def test_from_its_day_on_it_counts_no_more(store: Store, lks: Record, actor: Actor):
    saved = ending.end(store, actor, lks["id"], CLOSED, version=lks["version"], at=START)
    assert saved["end"] == {**CLOSED, "into": ""}
    assert counts(store, TODAY) == {}
    assert counts(store, "2026-10-31") == {"11.11": {"P1": 1, UNSURE: 1}}
    (event,) = store.find("event", name="lks_ended")
    assert (event["chain"], event["fields"]["reason"], event["fields"]["facts"]["end"]["kind"]) == (
        "11.11", "Pengurus bubar.", "tutup",
    )  # fmt: skip


def test_it_is_taken_back_without_a_word_and_later_with_a_reason(store: Store, lks: Record):
    ended = ending.end(store, SEKDIS, lks["id"], CLOSED, version=1, at=START)
    assert ending.minutes_left(store, ended, START + timedelta(minutes=2)) == 3
    opened = ending.reopen(store, SEKDIS, lks["id"], "", version=2, at=START + timedelta(minutes=2))
    assert counts(store, TODAY) == {"11.11": {"P1": 1, UNSURE: 1}}
    assert known(store, TODAY)[lks["id"]]["end"] is None
    ending.end(store, SEKDIS, lks["id"], {**CLOSED, "kind": "pindah"}, version=opened["version"], at=START)
    late = START + timedelta(minutes=6)
    with pytest.raises(Invalid):
        ending.reopen(store, SEKDIS, lks["id"], "", version=4, at=late)
    assert ending.reopen(store, DINSOS, lks["id"], "Salah lembaga.", version=4, at=late)["ended"] is False


def test_who_and_what_is_refused(store: Store, lks: Record):
    for actor, wrong in ((CHAIR, NotAllowed), (ADMIN, NotFound), (OTHER_SEKDIS, NotFound)):
        with pytest.raises(wrong):
            ending.end(store, actor, lks["id"], CLOSED, version=1, at=START)
    with pytest.raises(Stale):
        ending.end(store, SEKDIS, lks["id"], CLOSED, version=9, at=START)
    for name, value in (("date", "2026-11-10"), ("date", ""), ("kind", "digabung"), ("reason", "")):
        with pytest.raises(Invalid) as refused:
            ending.end(store, SEKDIS, lks["id"], {**CLOSED, name: value}, version=1, at=START)
        assert set(refused.value.fields) == {name}
    ending.end(store, SEKDIS, lks["id"], CLOSED, version=1, at=START)
    with pytest.raises(WrongStage):
        ending.end(store, SEKDIS, lks["id"], CLOSED, version=2, at=START)


def test_nothing_is_proposed_or_confirmed_of_one_that_has_ended(store: Store, lks: Record):
    change = proposals.propose(store, CHAIR, lks["id"], {"name": "Lain"}, at=START)
    ending.end(store, SEKDIS, lks["id"], CLOSED, version=1, at=START)
    with pytest.raises(WrongStage):
        proposals.propose(store, CHAIR, lks["id"], {"name": "Lain"}, at=START)
    with pytest.raises(Invalid, match="sejak diusulkan"):
        proposals.confirm(store, SEKDIS, change["id"], version=1, at=START, paper_seen="Akta")


TO_PIDIE = {"kind": "pindah", "date": "2026-11-01", "reason": "Pindah alamat.", "to": "11.07"}


def test_one_that_moves_counts_on_each_day_where_it_was(store: Store, lks: Record):
    gone = ending.end(store, SEKDIS, lks["id"], TO_PIDIE, version=1, at=START)
    assert (gone["region"], gone["end"]["to"]) == ("11.11", "11.07")
    for day, region in (("2020-01-01", "11.11"), ("2026-10-31", "11.11"), ("2026-11-01", "11.07"), (TODAY, "11.07")):
        assert counts(store, day) == {region: {"P1": 1, UNSURE: 1}}, day
        assert of_facts(known(store, TODAY), day) == {region: {"P1": 1, UNSURE: 1}}, day
    assert set(states(store, "2026-10-31")) == {"11.11"}
    (there,) = store.find("lks", region="11.07")
    assert (there["name"], there["kecamatan"], there["check"]["reason"][:28]) == (
        lks["name"], "", "Pindah dari Kabupaten Bireue",
    )  # fmt: skip
    with pytest.raises(NotFound):
        ending.reopen(store, SEKDIS, there["id"], "", version=1, at=START)
    back = {**TO_PIDIE, "date": "2026-10-31", "to": "11.11"}
    with pytest.raises(Invalid, match="pindah ke sini"):
        ending.end(store, OTHER_SEKDIS, there["id"], back, version=1, at=START)


def test_a_move_is_taken_back_until_something_is_done_with_it(store: Store, lks: Record):
    ended = ending.end(store, SEKDIS, lks["id"], TO_PIDIE, version=1, at=START)
    opened = ending.reopen(store, SEKDIS, lks["id"], "", version=ended["version"], at=START)
    assert counts(store, TODAY) == {"11.11": {"P1": 1, UNSURE: 1}} == of_facts(known(store, TODAY), TODAY)
    ended = ending.end(store, SEKDIS, lks["id"], TO_PIDIE, version=opened["version"], at=START)
    (there,) = store.find("lks", region="11.07")
    proposals.propose(store, OTHER_CHAIR, there["id"], {"kecamatan": "Pidie"}, at=START)
    with pytest.raises(WrongStage, match="kabupaten/kota tujuan"):
        ending.reopen(store, SEKDIS, lks["id"], "", version=ended["version"], at=START)


def test_what_the_new_region_had_recorded_itself_counts_since_the_move_when_the_two_are_one(store: Store, lks: Record):
    with store.transaction():
        own = add(store, DINSOS, "lks_recorded", {"region": "11.07", "name": lks["name"]}, START)
    ending.end(store, SEKDIS, lks["id"], TO_PIDIE, version=1, at=START)
    _, came = store.find("lks", region="11.07")
    merging.merge(store, OTHER_SEKDIS, own["id"], came["id"], {}, seen=(1, 1), at=START)
    for day, region in (("2026-10-31", "11.11"), ("2026-11-01", "11.07")):
        assert counts(store, day) == {region: {"P1": 1, UNSURE: 1}}, day


@pytest.mark.parametrize("wrong", [{"to": "11.11"}, {"to": "11"}, {"kind": "tutup"}])
def test_where_it_cannot_have_moved_is_refused(store: Store, lks: Record, wrong: dict[str, str]):
    with pytest.raises(Invalid) as refused:
        ending.end(store, SEKDIS, lks["id"], {**TO_PIDIE, **wrong}, version=1, at=START)
    assert set(refused.value.fields) == {"to"}
