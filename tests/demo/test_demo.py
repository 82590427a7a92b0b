"""The demo shows every situation, invents no persons, and is as whole as real data."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app import create_app
from tests.world import chains
from tests.world.instance import START, signed_in
from workflow.audit import chain as audit
from workflow.clock import day
from workflow.demo import story
from workflow.people.accounts import SYSTEM, add_user
from workflow.regions import regions
from workflow.stages import overdue
from workflow.store import Store


@pytest.fixture
def demo(demo_app: Flask) -> Store:
    return demo_app.extensions["tuntas"].store


def test_the_history_holds_the_public_facts_and_is_nearly_done(demo: Store):
    history, live = demo.find("rakor")
    assert history["title"] == "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)"
    assert (history["start"], history["end"], history["venue"]) == (
        "2023-09-18",
        "2023-09-19",
        "Hotel Oasis Banda Aceh",
    )
    assert [len(rakor["outcomes"]) for rakor in (history, live)] == [8, 8]
    tasks = demo.find("task", rakor=history["id"])
    still_open = [task for task in tasks if task["open"]]
    assert (len(tasks), len(still_open)) == (103, 6)
    assert [task["no"] for task in still_open if overdue(task, day(START).isoformat())] == [2, 3, 5, 5, 8]


def test_the_live_rakor_is_marked_and_carries_every_situation(demo: Store):
    (live,) = demo.find("rakor", example=True)
    assert live["title"].endswith("(contoh)")
    tasks = demo.find("task", rakor=live["id"])
    situations = {(task["stage"], task["waits_for"]) for task in tasks}
    assert situations == {
        ("draft", ""), ("draft", "sekdis"), ("reported", ""), ("reported", "dinsos"), ("implemented", ""),
    }  # fmt: skip
    assert any(task["returned"] for task in tasks)
    assert any(overdue(task, day(START).isoformat()) for task in tasks)
    assert demo.count("document", status="dicabut") == 1


def test_every_number_stands_in_an_agenda_and_one_agenda_shows_every_status(demo: Store):
    numbered = {document["id"] for document in demo.find("document") if document["code"]}
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


def test_one_report_of_the_history_is_about_three_outcomes(demo: Store):
    (report,) = [d for d in demo.find("document", type="laporan") if len(d["tasks"]) > 1]
    assert (report["region"], report["facts"]["outcomes"], report["status"]) == ("11.11", [2, 5, 7], "berlaku")
    tasks = [demo.get("task", task) for task in report["tasks"]]
    assert [(task["no"], task["stage"], task["reported_on"]) for task in tasks if task] == [
        (no, "implemented", report["date"]) for no in (2, 5, 7)
    ]


def test_every_word_of_the_story_names_a_region_or_none():
    for table in (story.LIVE, story.HISTORY):
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
    for chain in audit.chains(store):
        times = [event["at"] for event in store.find("event", chain=chain, order="seq")]
        assert times == sorted(times)
    recorded = [event["at"][:4] for event in store.find("event", name="rakor_recorded")]
    assert recorded == ["2023", "2026"]
