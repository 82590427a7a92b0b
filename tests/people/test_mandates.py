"""Who may act for whom: what is recorded, what is refused, when it begins and ends, and that two people stay two."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import ADMIN, bring, do, new_task
from tests.world.instance import START
from tests.world.mandated import BASIS, PERIOD, THIRD, account, acting, give, third
from workflow.clock import day
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.people import mandates
from workflow.people.accounts import SYSTEM, edit_user
from workflow.people.own_data import own_data
from workflow.roles import Actor, Role
from workflow.store import Store

TODAY = day(START).isoformat()


@pytest.fixture
def store(tuntas: SimpleNamespace) -> Store:
    found: Store = tuntas.store
    third(found)
    return found


def refused(store: Store, giver: str, deputy: str, /, **more: str) -> dict[str, str]:
    """What is said beside the fields."""
    before = store.count("mandate"), store.count("event")
    with pytest.raises(Invalid) as refusal:
        give(store, giver, deputy, **more)
    assert (store.count("mandate"), store.count("event")) == before
    return dict(refusal.value.fields)


@pytest.mark.parametrize("giver", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"])
@pytest.mark.parametrize("by", [None, ADMIN])
def test_it_is_recorded_by_the_person_or_by_the_admin(store: Store, giver: str, by: Actor | None):
    mandate, own = give(store, giver, THIRD, by=by), account(store, giver)
    assert (mandate["role"], mandate["region"], mandate["giver"]) == (own["role"], own["region"], own["id"])
    assert mandate["by"] == (by or Actor.of(own)).name
    event = store.find("event", name="mandate_recorded")[-1]
    assert event["fields"] == {
        "mandate": mandate["id"], "username": giver, "deputy": THIRD, "role": own["role"], "region": own["region"],
        **PERIOD,
    }  # fmt: skip


def test_nobody_gives_what_is_somebody_elses(store: Store):
    sekdis = Actor.of(account(store, "sekdis.bireuen"))
    mandate = give(store, "ketua.bireuen", THIRD, by=sekdis)  # what they say of the giver counts for the admin only
    assert mandate["giver"] == sekdis.id


def test_a_deputy_gives_nothing_on(store: Store):
    deputy = acting(store, give(store, "dinsos.aceh", THIRD))
    with pytest.raises(NotAllowed):
        give(store, "dinsos.aceh", "ketua.pidie", by=deputy)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("start", "2026-11-08", "tidak dapat dimulai sebelum hari dicatat"),
        ("start", "", "Isi hari pertama"),
        ("until", "", "Isi hari terakhir"),
        ("until", "2026-11-08", "lebih awal daripada hari pertama"),
        ("basis", " ", "Isi dasar mandat"),
        ("basis", "x" * 201, "paling banyak 200"),
        ("deputy", "x", "Pilih salah satu dari daftar"),
        ("deputy", "999", "Pilih salah satu dari daftar"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(store: Store, field: str, value: str, said: str):
    assert said in refused(store, "ketua.bireuen", THIRD, **{field: value})[field]


def test_the_admin_is_no_deputy_and_has_none(store: Store):
    assert "deputy" in refused(store, "ketua.bireuen", "admin")
    admin = account(store, "admin")
    with pytest.raises(Invalid):
        mandates.record(store, ADMIN, {**PERIOD, "giver": str(admin["id"]), "deputy": "1"}, at=START)


def test_nobody_is_their_own_deputy(store: Store):
    assert "Pilih orang lain" in refused(store, "ketua.bireuen", "ketua.bireuen")["deputy"]


def test_a_deputy_has_no_deputy(store: Store):
    give(store, "ketua.bireuen", THIRD)
    assert "pengganti tidak punya pengganti" in refused(store, THIRD, "dinsos.aceh")["deputy"]
    assert "sendiri diwakili" in refused(store, "dinsos.aceh", "ketua.bireuen")["deputy"]
    later = {"start": "2026-11-21", "until": "2026-11-30"}
    assert give(store, THIRD, "dinsos.aceh", **later)["deputy"] == account(store, "dinsos.aceh")["id"]


def test_one_desk_has_one_deputy_at_a_time(store: Store):
    first = give(store, "ketua.bireuen", THIRD)
    assert "Akhiri mandat itu dahulu" in refused(store, "ketua.bireuen", "dinsos.aceh")["start"]
    mandates.end(store, ADMIN, first["id"], at=START)
    assert give(store, "ketua.bireuen", "dinsos.aceh")


@pytest.mark.parametrize("pair", [("ketua.bireuen", "sekdis.bireuen"), ("sekdis.bireuen", "ketua.bireuen")])
def test_a_region_keeps_two_people_for_chair_and_sekdis(tuntas: SimpleNamespace, pair: tuple[str, str]):
    """Without a third person the two cannot stand in for each other; a stranger can, but only for one of them."""
    said = refused(tuntas.store, *pair)["deputy"]
    assert "Mulai 9 November 2026 Ketua LKKS dan Sekdis Kabupaten Bireuen ada pada satu orang" in said
    giver, other = pair
    give(tuntas.store, giver, "dinsos.aceh", start="2026-11-15")
    said = refused(tuntas.store, other, "dinsos.aceh")["deputy"]
    assert "Mulai 15 November 2026" in said  # only from the day on which both would be with the same person


def test_a_second_sekdis_may_stand_in_for_the_chair(store: Store):
    assert give(store, "ketua.bireuen", THIRD)


def test_the_only_sekdis_does_not_get_the_role_of_a_chair_that_nobody_has(tuntas: SimpleNamespace):
    store = tuntas.store
    chair = account(store, "ketua.bireuen")
    edit_user(store, SYSTEM, chair["id"], chair, active=False, version=chair["version"], at=START)
    data = {**PERIOD, "giver": "kosong:ketua:11.11"}
    with pytest.raises(Invalid) as refusal:
        mandates.record(store, ADMIN, {**data, "deputy": str(account(store, "sekdis.bireuen")["id"])}, at=START)
    assert "harus dua orang" in refusal.value.fields["deputy"]
    mandate = mandates.record(store, ADMIN, {**data, "deputy": str(third(store)["id"])}, at=START)
    assert (mandate["giver"], mandate["office"]) == (0, "Ketua LKKS Kabupaten Bireuen")
    assert acting(store, mandate).deputy
    assert acting(store, mandate).persons == {mandate["deputy"]}


def test_it_runs_from_its_first_to_its_last_day(store: Store):
    mandate = give(store, "ketua.bireuen", THIRD, start="2026-11-10", until="2026-11-12")
    running = [f"2026-11-{on:02}" for on in range(8, 15) if mandates.runs(store, mandate, f"2026-11-{on:02}")]
    assert running == ["2026-11-10", "2026-11-11", "2026-11-12"]


@pytest.mark.parametrize("who", ["admin", "ketua.bireuen"])
def test_it_is_ended_early_by_the_admin_or_the_giver(store: Store, who: str):
    mandate = give(store, "ketua.bireuen", THIRD)
    ended = mandates.end(store, Actor.of(account(store, who)), mandate["id"], at=START)
    assert not mandates.runs(store, ended, TODAY)
    assert store.find("event", name="mandate_ended")[0]["fields"]["mandate"] == mandate["id"]
    with pytest.raises(WrongStage):
        mandates.end(store, ADMIN, mandate["id"], at=START)


@pytest.mark.parametrize("who", [THIRD, "sekdis.bireuen", "ketua.pidie", "dinsos.aceh"])
def test_nobody_else_ends_it_or_learns_of_it(store: Store, who: str):
    mandate = give(store, "ketua.bireuen", THIRD)
    with pytest.raises(NotFound):
        mandates.end(store, Actor.of(account(store, who)), mandate["id"], at=START)
    with pytest.raises(NotFound):
        mandates.end(store, acting(store, mandate), mandate["id"], at=START)


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("ketua.bireuen", {"active": False}), ("ketua.bireuen", {"role": "dinsos"}),
        ("ketua.bireuen", {"region": "11.07"}), (THIRD, {"active": False}), (THIRD, {"role": "admin"}),
    ],
)  # fmt: skip
def test_it_stops_when_its_accounts_are_no_longer_what_they_were(store: Store, who: str, change: dict[str, object]):
    mandate, user = give(store, "ketua.bireuen", THIRD), account(store, who)
    assert mandates.held_by(store, mandate["deputy"], TODAY) == [mandate]
    data = {**user, **change}
    edit_user(store, SYSTEM, user["id"], data, active=bool(data["active"]), version=user["version"], at=START)
    assert mandates.held_by(store, mandate["deputy"], TODAY) == []


def test_which_regions_lack_somebody(store: Store):
    lacking = mandates.without(store, TODAY)
    assert len(lacking[Role.CHAIR]) == len(lacking[Role.SEKDIS]) == 21
    data = {**PERIOD, "giver": "kosong:ketua:11.01", "deputy": str(account(store, "dinsos.aceh")["id"])}
    mandates.record(store, ADMIN, data, at=START)
    assert "11.01" not in mandates.without(store, TODAY)[Role.CHAIR]
    assert "11.01" in mandates.without(store, "2026-11-21")[Role.CHAIR]


def test_author_and_approver_stay_two_people(tuntas: SimpleNamespace, store: Store):
    """What a deputy wrote is not approved by the one for whom he wrote it, nor by himself."""
    deputy = acting(store, give(store, "ketua.bireuen", THIRD))
    task = do(tuntas, new_task(tuntas, START), "submit", deputy, START)
    same = Actor.of(account(store, THIRD))
    with pytest.raises(NotAllowed):
        do(tuntas, task, "report", same, START)
    moved = account(store, "ketua.bireuen")  # whoever was acted for, were he Sekdis now
    with pytest.raises(NotAllowed):
        do(tuntas, task, "report", Actor(moved["id"], "Sekdis", Role.SEKDIS, "11.11"), START)
    assert do(tuntas, task, "report", Actor.of(account(store, "sekdis.bireuen")), START)["stage"] == "reported"


def test_a_deputy_of_sekdis_does_not_approve_what_he_or_the_sekdis_wrote(tuntas: SimpleNamespace, store: Store):
    deputy = acting(store, give(store, "sekdis.bireuen", THIRD))
    task = do(tuntas, new_task(tuntas, START), "submit", Actor(deputy.acting_for, "x", Role.CHAIR, "11.11"), START)
    with pytest.raises(NotAllowed):
        do(tuntas, task, "report", deputy, START)


def test_the_event_names_both(tuntas: SimpleNamespace, store: Store):
    deputy = acting(store, give(store, "sekdis.bireuen", THIRD))
    task = do(tuntas, bring(tuntas, "draft/sekdis", START), "report", deputy, START)
    event = store.find("event", task=task["id"], name="report")[0]
    assert event["actor"] == {
        "id": deputy.id, "role": "sekdis", "for_": account(store, "sekdis.bireuen")["id"],
        "name": "Kepala Bidang Rehabilitasi Sosial Kabupaten Bireuen (a.n. Sekretaris Dinas Sosial Kabupaten Bireuen)",
    }  # fmt: skip
    assert "for_" not in store.find("event", task=task["id"], name="submit")[0]["actor"]


def test_both_find_it_in_their_own_data(tuntas: SimpleNamespace, store: Store):
    """Also the deputy who belongs to another kabupaten/kota than where he acted."""
    deputy = acting(store, give(store, "sekdis.bireuen", "sekdis.pidie"))
    task = do(tuntas, bring(tuntas, "draft/sekdis", START), "report", deputy, START)
    for username in ("sekdis.bireuen", "sekdis.pidie"):
        found = own_data(store, account(store, username), at=START)
        assert [row["basis"] for row in found["mandat"]] == [BASIS]
        assert {(one["name"], one["task"]) for one in found["riwayat"]} >= {
            ("report", task["id"]), ("mandate_recorded", 0),
        }  # fmt: skip


def test_a_deputy_of_another_region_gets_no_more_than_the_role(tuntas: SimpleNamespace, store: Store):
    deputy = acting(store, give(store, "sekdis.bireuen", "sekdis.pidie"))
    assert deputy.region == "11.11"
    theirs = new_task(tuntas, START, region="11.07")
    with pytest.raises(NotFound):
        do(tuntas, theirs, "return_plan", deputy, START)
    with pytest.raises(NotAllowed):
        do(tuntas, new_task(tuntas, START), "submit", deputy, START)


def test_what_has_passed_says_so(store: Store):
    mandate = give(store, "ketua.bireuen", THIRD)
    later = day(START + timedelta(days=30)).isoformat()
    assert "berlaku sampai 20 November 2026" in mandates.over(mandate, later)
    ended = mandates.end(store, ADMIN, mandate["id"], at=START)
    assert "sudah diakhiri" in mandates.over(ended, TODAY)
