"""What `script/bench scale` measures on is whole: chains, counts, numbers, and what is kept with each task."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from script.measure.scale_stock import DATABASE, code_of, fill
from workflow.audit import chain
from workflow.store import Store, open_store
from workflow.tasks import kept_days
from workflow.tasks.searching import search_text

MORE = 250  # tasks: two rakor and a half


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path) -> Path:
    folder = tmp_path_factory.mktemp("scale") / "many"
    shutil.copytree(demo_instance, folder)
    with closing(open_store(folder / DATABASE)) as store:
        size = store.count("task") + MORE
    fill(folder, size)
    return folder


@pytest.fixture
def filled(many: Path) -> Iterator[Store]:
    with closing(open_store(many / DATABASE)) as store:
        yield store


def test_every_event_stands_in_its_chain(filled: Store):
    found = chain.examine(filled, ())
    assert [one.sentences for one in found if one.sentences] == []
    assert sum(one.total for one in found) == filled.count("event")
    last: dict[str, str] = {}
    for event in filled.each("event"):
        assert event["at"] >= last.get(event["chain"], "")
        last[event["chain"]] = event["at"]


def test_the_counts_are_those_of_the_records(filled: Store):
    made = filled.find("task", order="-id", limit=MORE)
    assert len({task["rakor"] for task in made}) == 3
    for kind in ("task", "document", "entry", "event"):
        assert filled.count(kind) == sum(1 for _ in filled.each(kind))
    paper = filled.find("document", code=code_of(0))[0]
    assert filled.count("document_task", document=paper["id"], task=paper["task"]) == 1
    assert filled.find("entry", document=paper["id"])[0]["number"] == paper["number"]


def test_numbers_follow_those_of_their_offices(filled: Store):
    seen = [
        (entry["office"], entry["year"], entry["ordinal"])
        for entry in filled.each("entry")
        if entry["source"] == "series"
    ]
    assert len(set(seen)) == len(seen)
    numbers = {office["id"]: office for office in filled.find("office")}
    for office, year in {(office, year) for office, year, _ in seen}:
        highest = max(ordinal for one, when, ordinal in seen if (one, when) == (office, year))
        series = f"{numbers[office]['region']}/{numbers[office]['identity']}/{year}"
        assert filled.peek_number(series) == highest + 1


def test_what_is_kept_with_a_task_is_what_its_moves_say(filled: Store):
    """But for the reviewers' limits, which count holidays: these are not moved with the tasks."""
    for task in filled.find("task", order="-id", limit=MORE):
        assert search_text(filled, task) == task["search"]
    assert {one.field for one in kept_days.recompute(filled)} <= {"limit_until"}


def test_the_database_is_made_up_as_the_code_makes_it(filled: Store, many: Path, demo_instance: Path):
    """So that opening it makes no table of fields anew."""
    made_up = [_made_up(folder / DATABASE) for folder in (many, demo_instance)]
    assert made_up[0] == made_up[1] != []


def _made_up(database: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as opened:
        tables = "SELECT name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_stat*' ORDER BY name"
        return opened.execute(tables).fetchall()  # without the figures, which come with the records
