"""However many records there are, a list reads no more of them than it shows, and a first screen no more than it tells.

SQLite chooses an index by what it knows of the number and spread of the records. So it is told here what it would know
of a million tasks, and asked how it would answer each question of a page.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from documents.pages.document_list import STATES
from tests.world.arranged import CHAIR, DINSOS, SEKDIS
from tests.world.instance import START
from workflow.agenda import listing, states
from workflow.audit import listing as audit_listing
from workflow.audit.events import GROUPS
from workflow.indicator.promises import promises
from workflow.machine.permissions import papers
from workflow.many import MANY
from workflow.rakor.reminding import newest_late
from workflow.regions import owners
from workflow.roles import Actor
from workflow.store import fields_table, open_store
from workflow.store.tiny import TinyStore
from workflow.tasks import commitments, desks, filters, unread

TODAY = "2026-11-09"
TASKS = 1_000_000
# How many different values a field has among so many; any other has one for each record.
SPREAD = {
    "region": 23, "cancelled": 2, "stage": 3, "closed": 2, "open": 2, "waits_for": 4, "desk": 4, "desk_kind": 8,
    "rakor": 4000, "commission": 4, "since": 2500, "deadline": 1000, "late_after": 200, "late_days": 100,
    "finished_on": 2000, "limit_until": 500, "type": 20, "status": 4, "year": 8, "office": 24, "date": 2500,
    "pending": 2, "about": 24, "name": 100, "chain": 24,
}  # fmt: skip
LARGE = {"task", "event", "document", "entry"}
Question = tuple[str, Sequence[Any]]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyStore]:
    """A store that takes itself for one of a million tasks."""
    path: Path = tmp_path_factory.mktemp("large") / "store.db"
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("ANALYZE")
        database.execute("DELETE FROM sqlite_stat1")
        for kind in LARGE:
            for names in fields_table.indexed(kind):
                figures = (kind + ".fields", f"{kind}.{'_'.join(names)}", _figures(names))
                database.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", figures)
    with closing(TinyStore(path)) as store:
        yield store


def _figures(names: Sequence[str]) -> str:
    """Of an index: all records, and how many have the same first field, the same first two …"""
    spread = accumulate((SPREAD.get(name, TASKS) for name in names), lambda before, own: before * own)
    return " ".join(map(str, (TASKS, *(max(1, TASKS // one) for one in spread))))


@contextmanager
def questions(store: TinyStore) -> Iterator[list[Question]]:
    """What the store asks SQLite meanwhile."""
    asked: list[Question] = []
    run = store._storage.run

    def seen(sql: str, values: Sequence[Any] = ()) -> list[Any]:
        asked.append((sql, values))
        return run(sql, values)

    store._storage.run = seen  # type: ignore[method-assign] - what is asked is the thing to look at
    try:
        yield asked
    finally:
        store._storage.run = run  # type: ignore[method-assign]


def dear(store: TinyStore, asked: Sequence[Question]) -> list[str]:
    """Those that go through all records, or put more in order than is shown."""
    return [
        f"{one} {plan}"
        for sql, values in asked
        for one in _parts(sql)
        if _is_dear(one, plan := _plan(store, one, values))
    ]


def _parts(sql: str) -> list[str]:
    """The questions to the narrow rows: whole documents are read of what these find, several are put together."""
    narrow = re.fullmatch(r"SELECT id, doc FROM \((.*)\) CROSS JOIN .*", sql)
    return re.findall(r"SELECT \* FROM \((.*?LIMIT \?)\)", sql) or [narrow[1] if narrow else sql]


def _plan(store: TinyStore, sql: str, values: Sequence[Any]) -> list[str]:
    told = store._storage.run(f"EXPLAIN QUERY PLAN {sql}", values[: sql.count("?")])
    return [row[3] for row in told]


def _is_dear(sql: str, plan: Sequence[str]) -> bool:
    if "json_each" in sql:  # of the few that have the words
        return False
    few = " WHERE " not in sql or "IS NOT TRUE" in sql  # that are left out, so that a page is soon full
    scans = any(re.match(rf"SCAN ({'|'.join(LARGE)})\.fields(?! USING)", line) for line in plan)
    undated = any("deadline=?" in line for line in plan)  # of one region, on one desk, without a deadline: few
    return (scans and not few) or ("USE TEMP B-TREE FOR ORDER BY" in plan and not undated)


def asked_of(store: TinyStore, do: Callable[[], object]) -> list[str]:
    with questions(store) as asked:
        do()
    return dear(store, asked)


OF_TASKS: list[dict[str, str]] = [
    {}, *({"tahap": stage} for stage in filters.STAGES), *({"menunggu": one} for one in filters.WAITING),
    *({"meja": one} for one in filters.DESKS), {"meja": "dinsos", "jenis": "pemeriksaan"}, {"rakor": "3"},
    {"selain": "3"}, {"butir": "abc"}, {"komisi": "Komisi B"}, {"dari": "2026-01-01"},
    {"dari": "2026-01-01", "sampai": "2026-03-31"}, {"terlambat": "1"}, {"tempo": "7"}, {"dibatalkan": "1"},
    *({"janji": one} for one in filters.PROMISES), {"wilayah": "11.11"}, {"wilayah": "11.11,11.07"},
    {"q": "dayah"}, {"rakor": "3", "terlambat": "1"}, {"wilayah": "11.11", "menunggu": "ketua"},
]  # fmt: skip
FEW = ({"rakor": "3"}, {"butir": "abc"}, {"rakor": "3", "terlambat": "1"})  # put in order, whatever their number


def test_every_filter_of_the_tasks_is_tried_here():
    assert {name for one in OF_TASKS for name in one} | {filters.ORDER} == set(filters.KNOWN)


@pytest.mark.parametrize("actor", [CHAIR, DINSOS])
@pytest.mark.parametrize("asked", [one for one in OF_TASKS if one not in FEW], ids=str)
def test_tasks(large: TinyStore, asked: dict[str, str], actor: Actor):
    assert asked_of(large, lambda: filters.tasks(large, actor, asked, TODAY, limit=51)) == []
    assert asked_of(large, lambda: filters.count(large, actor, asked, TODAY, most=MANY)) == []


@pytest.mark.parametrize("kind", ["document", "entry"])
@pytest.mark.parametrize("actor", [SEKDIS, DINSOS])
def test_papers_and_their_numbers(large: TinyStore, kind: str, actor: Actor):
    def look() -> None:
        for more in ({}, {"year": 2026}, {"status": "berlaku"}, {"type": "laporan"}, {"pending": True}):
            where = {**more, **papers(actor)}
            large.find("document", order="-id", limit=26, **where)
            large.count("document", most=MANY, **where)
        large.values("document", "year", **papers(actor))

    def agenda() -> None:
        office = large.get("office", 1) if actor is DINSOS else None
        for found in (listing.Filters(office, *more) for more in ((), (2026,), (0, "dipakai"), (2026, "dipakai"))):
            listing.page(large, found, after=None, limit=26)
            listing.count(large, found, most=MANY)
        listing.years(large, office)

    assert asked_of(large, look if kind == "document" else agenda) == []
    assert STATES
    assert states.STATES


@pytest.mark.parametrize("group", ["", *GROUPS])
def test_the_history_of_everything(large: TinyStore, group: str):
    asked = audit_listing.Asked(group)
    assert asked_of(large, lambda: audit_listing.page(large, asked, after=None)) == []


@pytest.mark.parametrize("actor", [CHAIR, SEKDIS, DINSOS])
def test_first_screens(large: TinyStore, actor: Actor):
    def look() -> None:
        desks.desk(large, actor, TODAY, always=desks.BOXES, rows=20)
        commitments.sections(large, actor, at=START)
        commitments.rakors(large, actor, 10)
        unread.unread(large, actor)
        promises(large, TODAY)
        if actor is DINSOS:
            newest_late(large, actor, TODAY)

    assert asked_of(large, look) == []


def test_promises_of_a_year_are_counted_by_an_index_that_has_those_of_a_place_in_a_row(large: TinyStore):
    with questions(large) as asked:
        promises(large, TODAY)
    for sql, values in asked[:2]:
        places = [line for line in _plan(large, sql, values) if line.startswith("SEARCH")]
        assert len(places) == len(owners())
        assert all("COVERING" in line for line in places)
        row = "(region=? AND cancelled=? AND closed=? AND stage=? AND deadline>? AND deadline<?)"
        assert all(row in line for line in places)
        assert "GROUP BY" not in sql


def test_kept_promises_of_all_places_are_found_by_what_they_have_in_common(large: TinyStore):
    with questions(large) as asked:
        filters.tasks(large, DINSOS, {"janji": "ditepati"}, TODAY, limit=51)
    row = "(cancelled=? AND stage=? AND closed=? AND late_days=? AND deadline>? AND deadline<?)"
    assert row in str(_plan(large, *asked[0]))


def test_numbers_of_an_office_are_counted_by_indexes_alone(large: TinyStore):
    office = large.get("office", 1)
    for more in ((2026,), (0, "dipakai")):
        with questions(large) as asked:
            listing.count(large, listing.Filters(office, *more, own_only=True), most=MANY)
        assert "COVERING INDEX" in str(_plan(large, *asked[0]))


def test_a_word_that_many_have_fills_a_page_without_the_index_of_letters(large: TinyStore):
    with large.transaction():
        for number in range(40):
            words = f"pendataan lansia {number}"
            place = {"region": "11.11", "cancelled": False, "late_after": "2026-12-01", "since": "2026-10-01"}
            large.insert("task", {**place, "search": words})
    for actor in (CHAIR, DINSOS):
        with questions(large) as asked:
            assert len(filters.tasks(large, actor, {"q": "lansia"}, TODAY, limit=20)) == 20
        assert not any("trigrams" in sql for sql, _ in asked)
        with questions(large) as asked:
            assert filters.count(large, actor, {"q": "lansia"}, TODAY, most=10) == 11
        assert sum("trigrams" in sql for sql, _ in asked) == 1
    for left in large.find("task"):
        large.delete("task", left["id"])
