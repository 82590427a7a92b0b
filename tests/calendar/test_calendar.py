"""A calendar holds what is open and has a day, moves what moves, and is a file that strict programs read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from icalendar import Calendar

from tests.world import mandated
from tests.world.arranged import ADMIN, CHAIR, DINSOS, PATHS, REASON, SEKDIS, bring, do, new_task
from tests.world.instance import START
from tests.world.lks_world import make_lks
from workflow.calendar import entries, ics
from workflow.calendar.entries import Entry
from workflow.roles import Actor
from workflow.store import Record

BASE = "https://tuntas.example"


def found(tuntas: SimpleNamespace, reader: Actor, at: datetime = START) -> list[Entry]:
    return entries.of(tuntas.store, reader, at)


def of_kind(tuntas: SimpleNamespace, reader: Actor, kind: str, at: datetime = START) -> dict[str, date]:
    return {entry.uid: entry.last for entry in found(tuntas, reader, at) if entry.uid.startswith(f"{kind}-")}


def uid(task: Record) -> str:
    return f"batas-{task['outcome']}-{task['id']}@tuntas"


@pytest.mark.parametrize("reader", [CHAIR, SEKDIS])
def test_it_holds_exactly_the_open_deadlines_of_bireuen(tuntas: SimpleNamespace, reader: Actor):
    open_ = {uid(task) for path in PATHS if (task := bring(tuntas, path, START))["open"]}
    new_task(tuntas, START, "11.07")
    new_task(tuntas, START, deadline="")
    assert set(of_kind(tuntas, reader, "batas")) == open_
    assert len(open_) > 5


def test_an_entry_keeps_its_name_when_its_day_moves(tuntas: SimpleNamespace):
    task = bring(tuntas, "supported", START)
    (before,) = [entry for entry in found(tuntas, CHAIR) if entry.uid == uid(task)]
    granted = do(tuntas, task, "grant_change", DINSOS, START + timedelta(hours=2))
    (after,) = [entry for entry in found(tuntas, CHAIR) if entry.uid == uid(task)]
    assert (before.last.isoformat(), after.last.isoformat()) == ("2026-12-15", granted["deadline"])
    assert granted["deadline"] > "2026-12-15"
    assert after.version > before.version
    assert after.changed > before.changed


def test_a_deputys_has_both_desks_while_his_mandate_runs(tuntas: SimpleNamespace):
    own, other = new_task(tuntas, START), new_task(tuntas, START, "11.07")
    mandated.give(tuntas.store, "sekdis.pidie", "sekdis.bireuen", start="2026-11-10", until="2026-11-12")
    account = mandated.account(tuntas.store, "sekdis.bireuen")
    seen = {}
    for on in (9, 10, 12, 13):
        every = [entry.uid for entry in entries.of_person(tuntas.store, account, START.replace(day=on))]
        assert len(set(every)) == len(every)
        seen[on] = [task is other for task in (own, other) if uid(task) in every]
    assert seen == {9: [False], 10: [False, True], 12: [False, True], 13: [False]}


def test_what_is_done_leaves_it(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START)
    assert uid(task) in of_kind(tuntas, CHAIR, "batas")
    do(tuntas, task, "verify", DINSOS, START + timedelta(hours=1))
    assert uid(task) not in of_kind(tuntas, CHAIR, "batas")


def test_a_reviewer_has_his_limits_and_nobody_elses(tuntas: SimpleNamespace):
    plan, claim = bring(tuntas, "draft/sekdis", START), bring(tuntas, "reported/dinsos", START)
    assert list(of_kind(tuntas, SEKDIS, "periksa").values()) == [date.fromisoformat(plan["limit_until"])]
    assert list(of_kind(tuntas, DINSOS, "periksa").values()) == [date.fromisoformat(claim["limit_until"])]
    assert of_kind(tuntas, CHAIR, "periksa") == {}
    assert of_kind(tuntas, DINSOS, "batas") == {}


def test_rakor_stand_in_it_for_a_while(tuntas: SimpleNamespace):
    bring(tuntas, "draft", START)
    assert list(of_kind(tuntas, DINSOS, "rakor", START).values()) == [date(2026, 9, 19)]
    assert of_kind(tuntas, DINSOS, "rakor", START + timedelta(days=30)) == {}


def test_renewals_of_the_own_region(tuntas: SimpleNamespace):
    make_lks(tuntas.store)
    own = found(tuntas, CHAIR)
    assert all("contoh" in entry.title.casefold() or entry.path.startswith("/lks/") for entry in own)
    regions = {tuntas.store.get("lks", int(entry.path.rpartition("/")[2]))["region"] for entry in own}
    assert regions <= {"11.11"}


def test_the_admin_has_none(tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    assert found(tuntas, ADMIN) == []


def test_the_file_is_one_that_strict_programs_read(tuntas: SimpleNamespace):
    title = "Tanda tangani; kesepakatan, kemitraan \\ dan “lembaga” " + "sangat panjang " * 6
    task = new_task(tuntas, START, title=title.strip())
    content = ics.written(found(tuntas, CHAIR), "Tuntas: Kabupaten Bireuen", BASE)
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in lines)
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    (event,) = [one for one in calendar.walk("VEVENT") if one["UID"] == uid(task)]
    assert event.errors == []
    assert str(event["SUMMARY"]) == f"Batas waktu: {title.strip()}"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 12, 15), date(2026, 12, 16))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert str(event["URL"]) == f"{BASE}/tugas/{task['id']}"
    assert int(event["SEQUENCE"]) == task["version"]
    assert [one["UID"] for one in calendar.walk("VEVENT")] == [entry.uid for entry in found(tuntas, CHAIR)]


def test_the_same_gives_the_same_bytes(tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    first, later = found(tuntas, CHAIR), found(tuntas, CHAIR, START + timedelta(hours=9))
    assert ics.written(first, "T", BASE) == ics.written(later, "T", BASE)


def test_no_reason_and_nothing_personal_stands_in_it(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "return_plan", SEKDIS, START + timedelta(hours=1), **REASON)
    content = ics.written(found(tuntas, CHAIR), "T", BASE).decode()
    assert REASON["reason"] not in content.replace("\r\n ", "")
    assert "ATTENDEE" not in content
    assert "ORGANIZER" not in content
