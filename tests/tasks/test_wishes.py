"""What a direction, a plan or the province's help leaves to be asked for: offered while it can be, and only then."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, do, new_task
from tests.world.instance import START
from workflow.errors import Invalid
from workflow.store import Record
from workflow.tasks.ask import LONGEST_REASON
from workflow.tasks.wishes import wish_of, wishes

TODAY, DEADLINE, LATER = "2026-11-09", "2026-12-15", "2026-12-31"
FROM_WISH = {"kind": "waktu", "deadline": LATER, "wish": "arahan-1"}


@pytest.fixture
def directed(tuntas: SimpleNamespace) -> Record:
    """A reported task whose leader named another date and another plan."""
    task = bring(tuntas, "reported", START)
    return direct(tuntas, task, text="Tunda sampai akhir tahun.", deadline=LATER, plan="Adakan dua pelatihan.")


def direct(tuntas: SimpleNamespace, task: Record, **data: Any) -> Record:
    return do(tuntas, task, "record_direction", SEKDIS, START, **data)


def names(task: Record, today: str = TODAY) -> list[str]:
    return [f"{one.name} {one.kind} {one.proposed}" for one in wishes(task, today)]


def test_what_the_leader_named_moves_nothing_and_is_kept(directed: Record):
    (said,) = directed["directions"]
    assert (said["deadline"], said["plan"], said["scan"]) == (LATER, "Adakan dua pelatihan.", None)
    assert (directed["deadline"], directed["deadline_proposed"]) == (DEADLINE, "")
    assert "dua pelatihan" not in str(directed["plan"])
    assert names(directed) == [f"arahan-1 waktu {LATER}", "arahan-1 rencana Adakan dua pelatihan."]


def test_a_direction_names_the_report_that_it_answers(tuntas: SimpleNamespace, directed: Record):
    report = tuntas.store.first("document", task=directed["id"], type="laporan")
    assert directed["directions"][0]["document"] == report["id"]
    (event,) = tuntas.store.find("event", name="record_direction")
    assert event["fields"] == {
        "text": "Tunda sampai akhir tahun.", "date": TODAY, "giver": "Bupati Bireuen", "deadline": LATER,
        "plan": "Adakan dua pelatihan.", "document": report["id"],
    }  # fmt: skip


def test_the_reason_is_the_direction_as_far_as_it_fits(tuntas: SimpleNamespace, directed: Record):
    found = wish_of(directed, "waktu", "arahan-1", TODAY)
    assert found
    assert found.reason == "Arahan Bupati Bireuen tanggal 9 November 2026: Tunda sampai akhir tahun."
    longer = direct(tuntas, directed, text="Kata. " * 330, giver="", deadline="2027-01-15")
    found = wish_of(longer, "waktu", "arahan-2", TODAY)
    assert found
    assert found.reason.startswith("Arahan pimpinan tanggal 9 November 2026: Kata.")
    assert (len(found.reason) <= LONGEST_REASON, found.reason[-1]) == (True, "…")


@pytest.mark.parametrize("named", [DEADLINE, "2026-12-01", ""])
def test_a_date_that_no_request_can_ask_for_is_not_offered(tuntas: SimpleNamespace, named: str):
    task = direct(tuntas, bring(tuntas, "reported", START), deadline=named)
    assert names(task) == []


def test_nor_one_that_has_passed_nor_the_plan_in_force(tuntas: SimpleNamespace, directed: Record):
    assert names(directed, LATER) == ["arahan-1 rencana Adakan dua pelatihan."]
    action = directed["plan"]["action"].upper()
    assert names(direct(tuntas, directed, plan=f" {action}. ")) == [f"arahan-1 waktu {LATER}"]


def test_of_several_directions_the_newest_counts(tuntas: SimpleNamespace, directed: Record):
    task = direct(tuntas, directed, deadline="2027-01-31")
    assert names(task) == ["arahan-2 waktu 2027-01-31", "arahan-1 rencana Adakan dua pelatihan."]


@pytest.mark.parametrize(("moves", "left"), [
    (("withdraw_change",), 1), (("refuse_change",), 0), (("support_change", "refuse_change"), 0),
    (("support_change", "grant_change"), 0),
])  # fmt: skip
def test_what_was_decided_is_not_offered_again_and_what_was_withdrawn_is(
    tuntas: SimpleNamespace, directed: Record, moves: tuple[str, ...], left: int
):
    task = do(tuntas, directed, "ask_change", CHAIR, START, **FROM_WISH)
    assert task["request"]["wish"] == "arahan-1"
    for name in moves:
        who = {"withdraw_change": CHAIR, "support_change": SEKDIS, "grant_change": DINSOS}.get(
            name, DINSOS if task["waits_for"] == "dinsos" else SEKDIS
        )
        task = do(tuntas, task, name, who, START)
    assert len([one for one in wishes(task, TODAY) if one.kind == "waktu"]) == left


def test_granted_with_a_nearer_day_it_is_decided_as_well(tuntas: SimpleNamespace, directed: Record):
    task = do(tuntas, directed, "ask_change", CHAIR, START, **FROM_WISH)
    task = do(tuntas, task, "support_change", SEKDIS, START)
    task = do(tuntas, task, "grant_change", DINSOS, START, deadline="2026-12-20")
    assert task["deadline"] == "2026-12-20"
    assert [one.kind for one in wishes(task, TODAY)] == ["rencana"]


def test_the_same_day_refused_before_the_leader_named_it_is_offered(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    task = do(tuntas, task, "ask_change", CHAIR, START, deadline=LATER)
    task = do(tuntas, task, "refuse_change", SEKDIS, START)
    task = do(tuntas, task, "record_direction", SEKDIS, START + timedelta(minutes=1), deadline=LATER)
    assert names(task) == [f"arahan-1 waktu {LATER}"]


def test_after_two_refusals_of_the_province_nothing_is_offered(tuntas: SimpleNamespace, directed: Record):
    task = directed
    for _ in range(2):
        task = do(tuntas, task, "ask_change", CHAIR, START, deadline="2027-02-01")
        task = do(tuntas, task, "support_change", SEKDIS, START)
        task = do(tuntas, task, "refuse_change", DINSOS, START)
    assert wishes(task, TODAY) == []


def test_a_later_day_of_the_plan_is_one_of_them_until_it_is_decided(tuntas: SimpleNamespace):
    task = new_task(tuntas, START)
    task = do(tuntas, task, "submit", CHAIR, START, deadline=LATER)
    task = do(tuntas, task, "report", SEKDIS, START)
    assert names(task) == [f"rencana waktu {LATER}"]
    task = do(tuntas, task, "ask_change", CHAIR, START, deadline=LATER)
    assert wishes(do(tuntas, task, "refuse_change", SEKDIS, START), TODAY) == []


def test_the_days_for_which_the_province_was_waited_for_are_one_of_them(tuntas: SimpleNamespace):
    task = bring(tuntas, "help", START)
    task = do(tuntas, task, "take_help", DINSOS, START)
    ours = tuntas.store.get("task", task["help"]["task"])
    do(tuntas, ours, "cancel", DINSOS, START + timedelta(days=12))
    task = tuntas.store.get("task", task["id"])
    (found,) = wishes(task, "2026-11-21")
    assert (found.name, found.kind, found.proposed) == ("bantuan-1", "waktu", "2026-12-27")
    assert found.reason == (
        "Waktu 12 hari, dari 9 November 2026 sampai 21 November 2026, habis menunggu bantuan provinsi: "
        "Dua narasumber bersertifikat."
    )


def test_a_direction_of_before_has_only_its_words(tuntas: SimpleNamespace, directed: Record):
    old = [{name: said[name] for name in ("text", "date", "giver", "by", "at")} for said in directed["directions"]]
    task = tuntas.store.save({**directed, "directions": old})
    assert wishes(task, TODAY) == []
    assert len(direct(tuntas, task, deadline=LATER)["directions"]) == 2


def test_a_name_that_nobody_wished_for_is_dropped(tuntas: SimpleNamespace, directed: Record):
    for wish in ("arahan-9", "apa saja", "bantuan-1"):
        task = do(tuntas, directed, "ask_change", CHAIR, START, kind="waktu", deadline=LATER, wish=wish)
        assert task["request"]["wish"] == ""
        do(tuntas, task, "withdraw_change", CHAIR, START)


@pytest.mark.parametrize(("data", "field"), [
    ({"deadline": "2026-11-08"}, "deadline"), ({"deadline": "akhir tahun"}, "deadline"),
    ({"plan": "x" * 501}, "plan"), ({"date": ""}, "date"),
])  # fmt: skip
def test_a_date_before_the_direction_is_none(tuntas: SimpleNamespace, data: dict[str, str], field: str):
    task = bring(tuntas, "reported", START)
    with pytest.raises(Invalid) as refused:
        direct(tuntas, task, **data)
    assert set(refused.value.fields) == {field}
    assert tuntas.store.get("task", task["id"]) == task
