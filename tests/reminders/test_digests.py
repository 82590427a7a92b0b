"""What is told to whom on which morning: exactly once each, caught up after days without a server, and never of what is
not in the reader's hands any more."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from tests.world import mandated
from tests.world.arranged import CHAIR, DINSOS, bring, do, new_task
from tests.world.instance import START
from tests.world.reminded import as_told, begun, every_day, morning, run
from tests.world.shapes import faults
from workflow.people.accounts import find_user
from workflow.rakor import closing
from workflow.records import Digest
from workflow.reminders import digests, notices
from workflow.roles import Actor

BOTH = ("ketua.bireuen", "sekdis.bireuen")


def to_both(told: dict[str, str]) -> dict[str, dict[str, str]]:
    return dict.fromkeys(BOTH, told)


def test_the_first_run_begins_and_tells_nothing_of_before(tuntas: SimpleNamespace):
    new_task(tuntas, START, title="Sudah lama lewat", deadline="2026-11-01")
    assert digests.told_until(tuntas.store) is None
    begun(tuntas.store)
    assert digests.told_until(tuntas.store) == date(2026, 11, 9)
    assert run(tuntas.store, morning(9, hour=23)) == {}
    found = every_day(tuntas.store, date(2026, 11, 10), date(2026, 11, 16))
    assert found == {"2026-11-16": to_both({"Sudah lama lewat": "late_again"})}


def test_days_begin_at_five(tuntas: SimpleNamespace):
    begun(tuntas.store)
    new_task(tuntas, START, title="Dekat", deadline="2026-11-11")
    assert run(tuntas.store, morning(10, hour=4)) == {}
    assert run(tuntas.store, morning(10)) == {"ketua.bireuen": {"Dekat": "before1"}}
    assert run(tuntas.store, morning(10, hour=6)) == {}, "once a day"


def test_eight_days_with_three_of_them_without_a_server(tuntas: SimpleNamespace):
    """Every holder has each due rule exactly once; what fell on the three days comes in one digest."""
    begun(tuntas.store)
    new_task(tuntas, START, title="Satu", deadline="2026-11-17")
    new_task(tuntas, START, title="Dua", deadline="2026-11-13")
    new_task(tuntas, START, title="Tiga", deadline="2026-11-10")
    do(tuntas, new_task(tuntas, START, title="Rencana", deadline="2026-12-30"), "submit", CHAIR, START)
    found = every_day(tuntas.store, date(2026, 11, 10), date(2026, 11, 12))
    assert found == {
        "2026-11-10": {"ketua.bireuen": {"Satu": "before7"}},
        "2026-11-11": to_both({"Tiga": "late"}),
        "2026-11-12": {"ketua.bireuen": {"Dua": "before1"}},
    }
    # On the 13th, 14th and 15th nothing runs: "Dua" was late on the 14th.
    assert run(tuntas.store, morning(16, hour=9)) == {
        "ketua.bireuen": {"Satu": "before1", "Dua": "late"}, "sekdis.bireuen": {"Dua": "late"},
    }  # fmt: skip
    assert run(tuntas.store, morning(17)) == {"sekdis.bireuen": {"Rencana": "limit"}}
    whole = [item for one in tuntas.store.find(Digest) for item in one["items"]]
    assert len(whole) == 8
    assert len({(one["user"], one["day"]) for one in tuntas.store.find(Digest)}) == tuntas.store.count("digest") == 7
    assert [faults(one) for one in tuntas.store.find(Digest)] == [[]] * 7


def test_a_rule_missed_for_weeks_is_told_once_and_as_of_today(tuntas: SimpleNamespace):
    begun(tuntas.store)
    new_task(tuntas, START, title="Satu", deadline="2026-11-20")
    (first, _) = digests.run(tuntas.store, morning(12, 12))
    (item,) = first["items"]
    assert item["rules"] == ["before7", "before1", "late", "late_again"]
    assert (item["group"], item["sentence"]) == ("late", "Lewat 22 hari")


def test_it_comes_again_every_week(tuntas: SimpleNamespace):
    begun(tuntas.store)
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    found = every_day(tuntas.store, date(2026, 11, 10), date(2026, 12, 3))
    assert list(found) == ["2026-11-11", "2026-11-18", "2026-11-25", "2026-12-02"]
    assert [told["sekdis.bireuen"]["Satu"] for told in found.values()] == ["late", *["late_again"] * 3]


def test_whoever_holds_it_is_told_before_the_day(tuntas: SimpleNamespace):
    begun(tuntas.store)
    do(tuntas, new_task(tuntas, START, title="Rencana", deadline="2026-11-11"), "submit", CHAIR, START)
    assert run(tuntas.store, morning(10)) == to_both({"Rencana": "before1"})


def test_a_deadline_that_moved_rules_alone(tuntas: SimpleNamespace):
    task = bring(tuntas, "supported", START, title="Satu", deadline="2026-11-17")
    begun(tuntas.store)
    do(tuntas, task, "grant_change", DINSOS, START, deadline="2026-11-24")
    found = every_day(tuntas.store, date(2026, 11, 10), date(2026, 11, 25))
    assert found == {
        "2026-11-17": {"ketua.bireuen": {"Satu": "before7"}},
        "2026-11-23": {"ketua.bireuen": {"Satu": "before1"}},
        "2026-11-25": to_both({"Satu": "late"}),
    }


def test_nobody_in_the_kabupaten_is_told_while_the_province_holds_it(tuntas: SimpleNamespace):
    task = bring(tuntas, "help", START, title="Satu", deadline="2026-11-16")
    begun(tuntas.store)
    held = every_day(tuntas.store, date(2026, 11, 10), date(2026, 11, 24))
    assert held == {"2026-11-24": {"dinsos.aceh": {"Satu": "limit"}}}, "the province has its own limit"
    do(tuntas, task, "answer_help", DINSOS, morning(24, hour=9))
    again = every_day(tuntas.store, date(2026, 11, 25), date(2026, 12, 8))
    assert again == {"2026-12-01": to_both({"Satu": "late_again"}), "2026-12-08": to_both({"Satu": "late_again"})}


def test_what_dinsos_checks_makes_nobody_late_and_has_its_limit(tuntas: SimpleNamespace):
    bring(tuntas, "reported/dinsos", START, title="Klaim", deadline="2026-11-12")
    begun(tuntas.store)
    found = every_day(tuntas.store, date(2026, 11, 10), date(2026, 12, 1))
    assert found == {
        "2026-11-24": {"dinsos.aceh": {"Klaim": "limit"}}, "2026-12-01": {"dinsos.aceh": {"Klaim": "limit_again"}},
    }  # fmt: skip


def test_what_was_taken_back_never_was(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START, title="Klaim", deadline="2026-11-10")
    begun(tuntas.store)
    do(tuntas, task, "undo_claim", CHAIR, START)
    assert run(tuntas.store, morning(11)) == to_both({"Klaim": "late"})


def test_what_is_done_cancelled_or_of_a_closed_rakor_is_over(tuntas: SimpleNamespace):
    for situation in ("implemented", "cancelled"):
        bring(tuntas, situation, START, title=situation, deadline="2026-11-10")
    resting = new_task(tuntas, START, title="Ditutup", deadline="2026-11-10")
    begun(tuntas.store)
    rakor = tuntas.store.get("rakor", resting["rakor"])
    closing.close(
        tuntas.store, DINSOS, rakor["id"], {"reason": "Rakor ini sudah selesai."}, version=rakor["version"], at=START
    )
    assert every_day(tuntas.store, date(2026, 11, 10), date(2026, 11, 12)) == {}


def test_a_deputy_is_told_beside_whom_he_acts_for(tuntas: SimpleNamespace):
    store = tuntas.store
    begun(store)
    mandated.give(store, "ketua.bireuen", "dinsos.aceh", until="2026-11-14")
    new_task(tuntas, START, title="Satu", deadline="2026-11-11")
    new_task(tuntas, START, title="Dua", deadline="2026-11-16")
    office = "Ketua LKKS Kabupaten Bireuen"
    assert run(store, morning(10)) == {
        "ketua.bireuen": {"Satu": "before1"}, "dinsos.aceh": {"Satu": "before1", office: "mandate"},
    }  # fmt: skip
    (digest,) = store.find(Digest, user=find_user(store, "dinsos.aceh")["id"])
    assert [item["desks"] for item in digest["items"]] == [["ketua:11.11"], ["dinsos:"]]
    assert digest["items"][1]["sentence"].endswith("sejak 9 November 2026 sampai 14 November 2026")
    assert run(store, morning(15)) == {
        "ketua.bireuen": {"Satu": "late", "Dua": "before1"}, "sekdis.bireuen": {"Satu": "late"},
    }, "his mandate is over"  # fmt: skip


def test_a_mandate_is_told_on_its_first_day(tuntas: SimpleNamespace):
    begun(tuntas.store)
    mandated.give(tuntas.store, "ketua.bireuen", "dinsos.aceh", start="2026-11-12")
    found = every_day(tuntas.store, date(2026, 11, 10), date(2026, 11, 13))
    assert found == {"2026-11-12": {"dinsos.aceh": {"Ketua LKKS Kabupaten Bireuen": "mandate"}}}


def test_each_person_chooses_how_long_before(tuntas: SimpleNamespace):
    begun(tuntas.store)
    chair = Actor.of(find_user(tuntas.store, "ketua.bireuen"))
    notices.choose(tuntas.store, chair, {"mail": "y", "hour": "06.30", "before": ["before3"]})
    new_task(tuntas, START, title="Satu", deadline="2026-11-18")
    found = every_day(tuntas.store, date(2026, 11, 10), date(2026, 11, 18))
    assert found == {"2026-11-15": {"ketua.bireuen": {"Satu": "before3"}}}


def test_an_account_that_may_not_sign_in_gets_none(tuntas: SimpleNamespace):
    begun(tuntas.store)
    user = find_user(tuntas.store, "sekdis.bireuen")
    tuntas.store.save({**user, "active": False})
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    assert run(tuntas.store, morning(11)) == {"ketua.bireuen": {"Satu": "late"}}


def test_old_digests_go(tuntas: SimpleNamespace):
    begun(tuntas.store)
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    digests.run(tuntas.store, morning(11))
    new_task(tuntas, START, title="Jauh", deadline="2027-02-08")
    digests.run(tuntas.store, START.replace(year=2027, month=2, day=8))
    assert {one["day"] for one in tuntas.store.find(Digest)} == {"2026-11-11", "2027-02-08"}
    digests.run(tuntas.store, START.replace(year=2027, month=2, day=10))
    assert "2026-11-11" not in {one["day"] for one in tuntas.store.find(Digest)}


def test_another_reviewer_hears_nothing(tuntas: SimpleNamespace):
    """The walls between regions hold for digests, too."""
    begun(tuntas.store)
    new_task(tuntas, START, title="Pidie", region="11.07", deadline="2026-11-10")
    new_task(tuntas, START, title="Bireuen", deadline="2026-11-10")
    told = as_told(tuntas.store, digests.run(tuntas.store, morning(11)))
    assert {name: set(items) for name, items in told.items()} == {
        "ketua.bireuen": {"Bireuen"}, "sekdis.bireuen": {"Bireuen"}, "ketua.pidie": {"Pidie"},
        "sekdis.pidie": {"Pidie"},
    }  # fmt: skip
