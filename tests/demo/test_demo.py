"""The demo shows every situation, invents no persons, and is as whole as real data."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app import create_app
from tests.world import chains, seeded
from tests.world.instance import START, signed_in
from workflow.audit import newest
from workflow.clock import day, stamp
from workflow.demo import story
from workflow.kinds import KINDS
from workflow.people.accounts import SYSTEM, add_user
from workflow.regions import regions
from workflow.store import Store
from workflow.tasks.kept_days import late_now


@pytest.fixture
def demo(demo_app: Flask) -> Store:
    return demo_app.extensions["tuntas"].store


def test_of_the_real_rakor_it_holds_what_was_reported_and_no_more(demo: Store):
    (real,) = demo.find("rakor", example=False)
    assert real["title"] == "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)"
    assert (real["start"], real["end"], real["venue"], real["city"]) == (
        "2023-09-18", "2023-09-19", "Hotel Oasis Banda Aceh", "Banda Aceh",
    )  # fmt: skip
    assert real["participants_text"] == "30 (tiga puluh) orang dari kabupaten/kota dan LKS"
    nothing = ("basis", "basis_number", "basis_date", "chair", "note_taker", "participants")
    assert [real[key] for key in nothing] == ["", "", "", "", "", []]
    (promise,) = real["outcomes"]
    assert promise["text"] == (
        "LKKS Kabupaten Bireuen bersama Sekretaris Dinas Sosial Kabupaten Bireuen akan melaporkan rencana kerja dan "
        "koordinasi LKS kepada pimpinan daerah."
    )
    assert promise["title"] == "Laporkan rencana kerja dan koordinasi LKS"
    assert (promise["deadline"], promise["commission"], promise["dimension"]) == ("", "", "")
    assert {name: text for name, text in promise["suggested"].items() if text} == {
        "responsible": "LKKS Kabupaten Bireuen", "related": "Sekretaris Dinas Sosial Kabupaten Bireuen",
    }  # fmt: skip


def test_its_promise_is_a_draft_of_bireuen_without_day_or_paper(demo: Store):
    (real,) = demo.find("rakor", example=False)
    (task,) = demo.find("task", rakor=real["id"])
    assert (task["region"], task["stage"], task["waits_for"], task["deadline"]) == ("11.11", "draft", "", "")
    assert not late_now(task, day(START).isoformat())
    assert demo.count("document", rakor=real["id"]) == 0
    happened = [(event["name"], event["at"]) for event in demo.find("event", rakor=real["id"], order="at")]
    assert {at for _, at in happened} == {stamp(START)}
    assert {name for name, _ in happened} == {"rakor_recorded", "outcome_edited", "hand_over"}


def test_what_is_invented_is_marked_and_of_other_days(demo: Store):
    invented = demo.find("rakor", example=True)
    assert [rakor["title"][-13:] for rakor in invented] == ["2025 (contoh)", *["2026 (contoh)"] * 3]
    assert [rakor["start"] for rakor in invented] == ["2025-09-15", "2026-07-13", "2026-09-18", "2026-11-30"]
    assert [len(rakor["outcomes"]) for rakor in invented] == [8, 6, 8, 0]
    assert {rakor["venue"] for rakor in invented} == {"Aula Dinas Sosial Aceh"}
    before = {event["name"] for event in demo.find("event") if event["at"] < "2025-08"}
    assert before == {"user_added", "office_edited", "lks_recorded", "lks_changed", "snapshot_frozen"}, (
        "lists of LKS of earlier years and their figures, and no more"
    )


def test_last_years_is_nearly_done(demo: Store):
    last_year = seeded.last_years(demo)
    tasks = demo.find("task", rakor=last_year["id"])
    still_open = [task for task in tasks if task["open"]]
    assert (len(tasks), len(still_open)) == (103, 6)
    assert [task["no"] for task in still_open if late_now(task, day(START).isoformat())] == [2, 3, 5, 5, 8]


def test_the_one_under_way_carries_every_situation(demo: Store):
    tasks = demo.find("task", rakor=seeded.under_way(demo)["id"])
    situations = {(task["stage"], task["waits_for"]) for task in tasks}
    assert situations == {
        ("draft", ""), ("draft", "sekdis"), ("reported", ""), ("reported", "dinsos"), ("implemented", ""),
    }  # fmt: skip
    assert any(task["returned"] for task in tasks)
    assert any(late_now(task, day(START).isoformat()) for task in tasks)
    withdrawn = [one for one in demo.find("document", status="dicabut") if one["rakor"] == tasks[0]["rakor"]]
    assert {one["type"] for one in withdrawn} == {"pelaksanaan", "penelaahan"}


def test_every_number_stands_in_an_agenda_and_one_agenda_shows_every_status(demo: Store):
    numbered = {document["id"] for document in demo.find("document") if KINDS[document["type"]].numbered}
    assert {entry["document"] for entry in demo.find("entry")} - {0} == numbered
    bireuen = demo.tally("entry", by=("status",), region="11.11")
    assert {status for (status,) in bireuen} == {"dipakai", "disediakan", "ditunggu", "batal"}


@pytest.mark.parametrize("region", ["11.11", "11.07"])
def test_no_first_screen_is_empty(demo: Store, region: str):
    mine = demo.find("task", region=region, waits_for="", open=True)
    assert mine
    assert demo.count("task", region=region, waits_for="sekdis") > 0
    assert demo.count("task", waits_for="dinsos") > 0


def test_nothing_happens_in_the_future_and_chains_are_in_order(demo: Store):
    for chain in ("11", *regions()):
        events = demo.find("event", chain=chain, order="seq")
        assert chains.breaks(events) == []
        times = [event["at"] for event in events if event["rakor"]]
        assert times == sorted(times)
        assert all(time <= "2026-11-09T02:00:00Z" for time in times)


def test_only_offices_act(demo: Store):
    names = {event["actor"]["name"] for event in demo.find("event")}
    office = re.compile(
        r"(Ketua LKKS|Sekretaris Dinas Sosial) (Kabupaten|Kota) [A-Z][a-z ]+|Dinas Sosial Aceh|Tuntas", re.I
    )
    assert [name for name in names if not office.fullmatch(name)] == []


def test_every_numbered_document_has_a_number_of_its_own(demo: Store):
    numbers = [(d["office"], d["number"]) for d in demo.find("document", type="laporan")]
    assert len(numbers) == len(set(numbers)) > 150
    assert all(number for _, number in numbers)


def test_one_report_of_last_year_is_about_three_outcomes(demo: Store):
    of_last_year = demo.find("document", type="laporan", rakor=seeded.last_years(demo)["id"])
    (report,) = [d for d in of_last_year if len(d["tasks"]) > 1]
    assert (report["region"], report["facts"]["outcomes"], report["status"]) == ("11.11", [2, 5, 7], "berlaku")
    tasks = [demo.get("task", task) for task in report["tasks"]]
    assert [(task["no"], task["stage"], task["reported_on"]) for task in tasks if task] == [
        (no, "implemented", report["date"]) for no in (2, 5, 7)
    ]


def test_every_word_of_the_story_names_a_region_or_none():
    for table in (story.UNDER_WAY, story.LAST_YEAR):
        assert {len(row.split()) for row in table.values()} == {23}


def test_an_account_added_for_another_region_finds_its_desk(demo_app: Flask):
    store = demo_app.extensions["tuntas"].store
    places = {task["region"] for task in store.find("task", waits_for="sekdis")} - {"11.11", "11.07"}
    for code in sorted(places)[:1]:
        account = {"username": f"sekdis.{code}", "role": "sekdis", "region": code, "password": "demo-tuntas"}
        add_user(store, SYSTEM, account, at=START, demo=True)
        desk = signed_in(demo_app, f"sekdis.{code}").get("/persetujuan")
        assert desk.status_code == 200, desk.text


def test_a_second_start_seeds_nothing(demo_app: Flask):
    before = demo_app.extensions["tuntas"].store.count("event")
    again = create_app(demo_app.instance_path, NOW=lambda: START)
    assert again.extensions["tuntas"].store.count("event") == before
    again.extensions["tuntas"].store.close()


def test_its_history_runs_forward_and_has_the_times_of_its_acts(demo_app: Flask):
    store = demo_app.extensions["tuntas"].store
    for chain in newest.chains(store):
        times = [event["at"] for event in store.find("event", chain=chain, order="seq")]
        assert times == sorted(times)
    recorded = [event["at"][:4] for event in store.find("event", name="rakor_recorded")]
    assert recorded == ["2025", *["2026"] * 4]
