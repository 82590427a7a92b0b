"""Two records that are one: chosen field by field, nothing lost, tasks follow, taken apart again; or two for good."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_CHAIR, SEKDIS, do, new_task
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.lks import known, merging, one_of_two, proposals
from workflow.lks.counting import counts, of_facts
from workflow.lks.record import new_accreditation, new_lks, new_registration
from workflow.lks.register import EMPTY, add, by_uid, save
from workflow.lks.undecided import undecided
from workflow.roles import Actor, Role
from workflow.store import Record, Store

DAY = "2026-11-28"
PIDIE = Actor(77, "Sekdis Pidie", Role.SEKDIS, "11.07")


def recorded(store: Store, name: str, region: str = "11.11", **facts: Any) -> Any:
    with store.transaction():
        return add(store, DINSOS, "lks_recorded", {**new_lks(name), "region": region, "uid": name, **facts}, START)


def stp(number: str, **facts: Any) -> dict[str, Any]:
    return {**new_registration("STP"), "number": number, **facts}


def merge(store: Store, a: Any, b: Any, actor: Actor = SEKDIS, **chosen: str) -> Any:
    seen = tuple((store.get("lks", one["id"]) or one)["version"] for one in (a, b))
    return merging.merge(store, actor, a["id"], b["id"], chosen, seen=seen, at=START)


def without_version(lks: Any) -> dict[str, Any]:
    return {name: value for name, value in lks.items() if name not in ("version", "ended_at")}


def two(store: Store) -> tuple[Any, Any]:
    a = recorded(store, "LKSA Contoh Mns. Dayah", registrations=[stp("1", valid_until="2027-05-06")])
    paper = stp("1", issued="2024-05-06")
    b = recorded(store, "LKSA CONTOH MEUNASAH DAYAH", kecamatan="Peusangan", registrations=[paper])
    return a, b


def test_they_are_one_afterwards_in_every_count_and_on_every_day(store: Store):
    a, b = two(store)
    assert len(undecided(store)) == 1
    merge(store, a, b)
    for day in ("2020-01-01", DAY):
        assert counts(store, day)["11.11"]["P1"] == 1
    assert counts(store, DAY)["11.11"]["P2"] == 1
    assert undecided(store) == []
    first, other = store.find("lks")
    assert first["registrations"] == [stp("1", issued="2024-05-06", valid_until="2027-05-06")]
    assert (first["name"], first["kecamatan"], first["other_names"]) == (a["name"], "Peusangan", [])
    assert (other["end"]["kind"], other["end"]["into"], other["ended"]) == ("digabung", a["uid"], True)
    assert other["registrations"] == b["registrations"]
    assert by_uid(store, b["uid"]) == first


def test_each_field_goes_by_its_own_choice(store: Store):
    a = recorded(store, "LKSA Satu", gampong="Cot", legal={**EMPTY["legal"], "sk": "AHU-1"})
    b = recorded(store, "LKSA Dua", gampong="Blang", legal={**EMPTY["legal"], "sk": "AHU-2", "npwp": "01"})
    shown = {one.name: (one.a, one.b, one.first) for one in one_of_two.fields(a, b)}
    assert shown["gampong"] == ("Cot", "Blang", "a")
    assert shown["legal.npwp"] == ("", "01", "b")
    merge(store, a, b, name="b", **{"legal.sk": "b"})
    (first, _) = store.find("lks")
    assert (first["name"], first["other_names"], first["gampong"]) == ("LKSA Dua", ["LKSA Satu"], "Cot")
    assert (first["legal"]["sk"], first["legal"]["npwp"]) == ("AHU-2", "01")


def test_a_paper_and_a_year_that_are_told_in_two_ways_are_chosen(store: Store):
    papers = [stp("1", valid_until="2024-01-01")], [stp("1", valid_until="2027-01-01"), stp("2")]
    served = {"2025": {"male": 1, "female": 2}}, {"2025": {"male": 5, "female": 2}}
    a = recorded(store, "LKSA Satu", registrations=papers[0], beneficiaries=served[0])
    b = recorded(store, "LKSA Dua", registrations=papers[1], beneficiaries=served[1])
    names = [one.name for one in one_of_two.fields(a, b) if not one.same]
    assert names == ["name", "registrations STP 1", "beneficiaries 2025"]
    merge(store, a, b, **{"registrations STP 1": "b"})
    (first, _) = store.find("lks")
    assert [(one["number"], one["valid_until"]) for one in first["registrations"]] == [("1", "2027-01-01"), ("2", "")]
    assert first["beneficiaries"] == served[0]


def naming(tuntas: SimpleNamespace, *some: Any) -> Record:
    """A task that names these records."""
    roles = {lks["uid"]: "mitra" for lks in some}
    return do(tuntas, new_task(tuntas, START), "edit_plan", CHAIR, START, lks=roles)


def rows(store: Store) -> list[tuple[int, int, str]]:
    return sorted((row["task"], row["lks"], row["role"]) for row in store.find("lks_role"))


def test_tasks_and_homes_follow_and_come_back(tuntas: SimpleNamespace):
    store = tuntas.store
    a, b = two(store)
    home = recorded(store, "LKSA Anaknya", parent=b["uid"])
    both, one = naming(tuntas, a, b)["id"], naming(tuntas, b)["id"]
    before = rows(store)
    assert before == [(both, a["id"], "mitra"), (both, b["id"], "mitra"), (one, b["id"], "mitra")]
    merge(store, a, b)
    assert rows(store) == [(both, a["id"], "mitra"), (one, a["id"], "mitra")]
    assert store.get("lks", home["id"])["parent"] == a["uid"]
    merging.unmerge(store, SEKDIS, a["id"], b["id"], at=START)
    assert rows(store) == before
    assert store.get("lks", home["id"])["parent"] == b["uid"]


def test_a_plan_that_was_changed_in_between_names_what_it_says(tuntas: SimpleNamespace):
    """When two are two again, a row of a task is what the task says now, not what it said before they were one."""
    a, b = two(tuntas.store)
    task = naming(tuntas, b)
    merge(tuntas.store, a, b)
    task = do(tuntas, tuntas.store.get("task", task["id"]), "edit_plan", CHAIR, START, lks={a["uid"]: "mitra"})
    merging.unmerge(tuntas.store, SEKDIS, a["id"], b["id"], at=START)
    assert [one["uid"] for one in task["lks"]] == [a["uid"]]
    assert rows(tuntas.store) == [(task["id"], a["id"], "mitra")]


def test_a_home_merged_into_its_foundation_is_not_its_own_parent(store: Store):
    a = recorded(store, "Yayasan Satu")
    b = recorded(store, "LKSA Satu", parent=a["uid"])
    assert merge(store, a, b)["parent"] == ""


def test_taken_back_both_are_as_before_and_each_day_tells_what_was_known(store: Store):
    a, b = two(store)
    merging.merge(store, SEKDIS, a["id"], b["id"], {}, seen=(1, 1), at=START + timedelta(days=2))
    merging.unmerge(store, SEKDIS, a["id"], b["id"], at=START + timedelta(days=4))
    assert [without_version(one) for one in store.find("lks")] == [without_version(one) for one in (a, b)]
    days = [(START + timedelta(days=n)).date().isoformat() for n in (1, 3, 5)]
    assert [of_facts(known.known(store, day), DAY)["11.11"]["P1"] for day in days] == [2, 1, 2]
    with pytest.raises(WrongStage):
        merging.unmerge(store, SEKDIS, a["id"], b["id"], at=START)
    merge(store, a, b)
    assert counts(store, DAY)["11.11"]["P1"] == 1, "they can be merged again"


def event(rakor: int = 0) -> dict[str, Any]:
    known = {"date": "2026-09-18", "kind": "rakor", "by": f"Rakor {rakor}", "paper": 0, "confirmed": True}
    return {**known, "rakor": rakor} if rakor else known


@pytest.mark.parametrize(
    ("mine", "others", "together"),
    [
        ([1], [1], [1]),
        ([1], [2], [1, 2]),
        ([1], [0], [0]),
        ([0], [1], [0]),
        ([1, 2], [2], [1, 2]),
    ],
)
def test_one_that_came_to_a_rakor_twice_was_there_once(
    store: Store, mine: list[int], others: list[int], together: list[int]
):
    a, b = (recorded(store, name, activity=list(map(event, some))) for name, some in (("A", mine), ("B", others)))
    saved = merge(store, a, b)
    assert [one.get("rakor", 0) for one in saved["activity"]] == together
    merging.unmerge(store, SEKDIS, a["id"], b["id"], at=START)
    for one, some in ((a, mine), (b, others)):
        assert (store.get("lks", one["id"]) or {})["activity"] == list(map(event, some))


def test_what_has_changed_since_stays_merged(store: Store):
    a, b = two(store)
    first = merge(store, a, b)
    with store.transaction():
        save(store, SEKDIS, "lks_changed", {**first, "gampong": "Cot"}, START)
    with pytest.raises(WrongStage, match="sudah berubah"):
        merging.unmerge(store, SEKDIS, a["id"], b["id"], at=START)


def test_an_older_page_an_ended_one_and_a_waiting_proposal_are_not_merged(store: Store):
    a, b = two(store)
    with pytest.raises(WrongStage):
        merging.merge(store, SEKDIS, a["id"], b["id"], {}, seen=(1, 9), at=START)
    proposals.propose(store, CHAIR, b["id"], {"gampong": "Cot"}, at=START)
    with pytest.raises(Invalid):
        merge(store, a, b)
    c = recorded(store, "LKSA Tutup", end={"kind": "tutup", "into": "", "date": DAY, "reason": ""})
    with pytest.raises(WrongStage):
        merge(store, a, c)
    assert store.count("lks_merge") == 0


def test_who_merges_what(store: Store):
    a, b = two(store)
    far = recorded(store, "LKSA Contoh", region="11.07")
    for stranger, error in ((CHAIR, NotAllowed), (ADMIN, NotAllowed), (OTHER_CHAIR, NotAllowed), (PIDIE, NotFound)):
        with pytest.raises(error):
            merging.both(store, stranger, a["id"], b["id"])
    with pytest.raises(NotFound):
        merging.both(store, SEKDIS, a["id"], far["id"])
    with pytest.raises(NotFound):
        merging.both(store, SEKDIS, a["id"], a["id"])
    first = merge(store, a, far, DINSOS)
    assert (first["region"], counts(store, DAY).keys()) == ("11.11", {"11.11"})
    assert {one["chain"] for one in store.find("event", name="lks_merged")} == {"11.07"}


def test_two_that_are_two_are_not_asked_about_until_somebody_takes_it_back(store: Store):
    a, b = two(store)
    with pytest.raises(Invalid):
        merging.keep_apart(store, SEKDIS, b["id"], a["id"], " ", at=START)
    merging.keep_apart(store, SEKDIS, b["id"], a["id"], "Dua panti dengan pengurus sendiri.", at=START)
    assert undecided(store) == []
    (event,) = store.find("event", name="lks_kept_apart")
    assert (event["fields"]["first"], event["fields"]["second"]) == (a["id"], b["id"])
    with pytest.raises(WrongStage):
        merging.keep_apart(store, SEKDIS, a["id"], b["id"], "Lagi.", at=START)
    merging.ask_again(store, SEKDIS, a["id"], b["id"], at=START)
    assert len(undecided(store)) == 1


PAPERS = st.lists(
    st.builds(lambda number, day: stp(number, valid_until=day), st.sampled_from("123"), st.sampled_from(("", DAY))),
    max_size=3,
)
GRADES = st.builds(
    lambda grade, year: {**new_accreditation(), "grade": grade, "year": year},
    st.sampled_from("ABC"), st.sampled_from((0, 2024)),
)  # fmt: skip
SERVICES = st.builds(
    lambda kind, graded: {"kind": kind, "accreditations": graded},
    st.sampled_from(("LK3", "NAPZA")), st.lists(GRADES, max_size=2),
)  # fmt: skip
EVENTS = st.builds(
    lambda day, sure: {"date": f"2026-01-0{day}", "kind": "laporan", "by": "", "paper": 0, "confirmed": sure},
    st.integers(1, 3), st.booleans(),
)  # fmt: skip
SIDES = st.fixed_dictionaries({
    "registrations": PAPERS, "services": st.lists(SERVICES, max_size=2), "activity": st.lists(EVENTS, max_size=3),
    "gampong": st.sampled_from(("", "Cot", "Blang")),
})  # fmt: skip


CHOICES = st.dictionaries(st.sampled_from(("gampong", "name", "registrations STP 1")), st.sampled_from("ab"))


@given(SIDES, SIDES, CHOICES)
def test_nothing_that_either_knows_is_lost(mine: Any, theirs: Any, chosen: dict[str, str]):
    a, b = ({**EMPTY, "name": name, "uid": name, **side} for name, side in (("a", mine), ("b", theirs)))
    one = one_of_two.merged(a, b, chosen)  # type: ignore[arg-type]
    for side in (a, b):
        assert {p["number"] for p in side["registrations"]} <= {p["number"] for p in one["registrations"]}
        assert {(e["date"], e["kind"]) for e in side["activity"]} <= {(e["date"], e["kind"]) for e in one["activity"]}
        graded = {(s["kind"], g["grade"]) for s in side["services"] for g in s["accreditations"]}
        assert graded <= {(s["kind"], g["grade"]) for s in one["services"] for g in s["accreditations"]}
    assert {one["name"], *one["other_names"]} == {"a", "b"}
    again = one_of_two.merged(one, b, {})  # type: ignore[arg-type]
    assert again["registrations"] == one["registrations"], "put together twice is put together once"
