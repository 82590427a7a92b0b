"""What is tried is read as if it were stored, is nowhere afterwards, and makes nobody wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.stores import URLS
from tests.world.waiting import PATIENCE
from workflow.errors import NotFound, Stale, Taken
from workflow.store import Above, Below, Between, Contains, NoneOf, OneOf, Record, Store, open_store


class Boom(Exception):
    pass


@pytest.fixture(scope="module", params=URLS)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = open_store(URLS[request.param](request))
    yield opened
    opened.close()


def refilled(store: Store, docs: list[dict[str, Any]]) -> list[Record]:
    with store.transaction():
        for old in store.find("task"):
            store.delete("task", old["id"])
        return [store.insert("task", doc) for doc in docs]


def test_what_is_tried_is_read_there_and_is_gone(store: Store):
    first, second = refilled(store, [{"region": "11.01"}, {"region": "11.02"}])
    before = store.peek_number("a/2026")
    with store.trial() as tried:
        saved = tried.save({**first, "region": "11.03"})
        tried.delete("task", second["id"])
        new = tried.insert("task", {"region": "11.03"})
        with tried.transaction():
            assert [tried.next_number("a/2026"), tried.next_number("a/2026")] == [before, before + 1]
        assert tried.find("task", region="11.03") == [saved, new]
        assert tried.get("task", second["id"]) is None
        assert (tried.count("task"), tried.tally("task", ("region",))) == (2, {("11.03",): 2})
    assert store.find("task") == [first, second]
    assert store.peek_number("a/2026") == before
    assert store.insert("task", {})["id"] >= new["id"] > second["id"]


def test_what_a_store_refuses_a_trial_refuses(store: Store):
    (first,) = refilled(store, [{"region": "11.01"}])
    with store.trial() as tried:
        saved = tried.save({**first, "region": "11.02"})
        with pytest.raises(Stale) as stale:
            tried.save(first)
        assert stale.value.current == saved
        with pytest.raises(NotFound):
            tried.save({**first, "id": 10**6})
        with pytest.raises(ValueError, match="JSON"):
            tried.insert("task", {"percent": float("nan")})
        with pytest.raises(TypeError, match="rakor"):
            tried.insert("task", {"rakor": "1"})
        setting = tried.insert("setting", {"name": "a"})
        tried.save({**setting, "last": 1})
        with pytest.raises(Taken) as taken:
            tried.insert("setting", {"name": "a"})
        assert (taken.value.kind, taken.value.fields) == ("setting", ("name",))
        with pytest.raises(ValueError, match="no kind"):
            tried.insert("tugas", {})
        for ask in (tried.find, tried.count):
            with pytest.raises(ValueError, match="no searchable field"):
                ask("task", plan="x")
        with pytest.raises(RuntimeError), tried.snapshot():
            pass
    with store.transaction(), pytest.raises(RuntimeError), store.trial():
        pass


def test_nobody_waits_for_a_trial_and_it_waits_for_nobody(store: Store):
    (first,) = refilled(store, [{"region": "11.01"}])
    begun, tried_it = threading.Event(), threading.Event()

    def write() -> None:
        with store.transaction():
            store.insert("task", {"region": "11.02"})
            begun.set()
            tried_it.wait(PATIENCE)

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(PATIENCE)
    with store.trial() as tried:  # while somebody writes
        tried.save({**first, "region": "11.03"})
        assert tried.count("task") == 1
        tried_it.set()
        writer.join(PATIENCE)  # and who writes comes to an end while it is tried
        assert not writer.is_alive()
        assert [task["region"] for task in tried.find("task")] == ["11.03"]  # of one moment
    assert [task["region"] for task in store.find("task")] == ["11.01", "11.02"]


SOME: dict[str, tuple[Any, ...]] = {
    "region": (None, "", "a", "A", "b", "é", "É", "😀", "a%"),
    "rakor": (None, -1, 0, 1),
    "cancelled": (None, False, True),
}


def ways(field: str) -> Iterator[Any]:
    """Everything that can be asked of a field, with each of its values."""
    for value in SOME[field]:
        yield from (value, OneOf([value]), NoneOf([value]))
        if field == "region":
            yield Contains([value or ""])
        if value is not None and field != "cancelled":
            yield from (Below(value), Above(value), Between(value, value), Between(SOME[field][1], value))
    yield from (OneOf([]), NoneOf([]), Contains([]))


def test_all_that_can_be_asked_means_the_same_of_what_is_tried(store: Store):
    docs = [{field: value} for field, values in SOME.items() for value in values]
    kept = [record["id"] for record in refilled(store, docs)]
    with store.trial() as tried:
        for id in kept:
            tried.delete("task", id)
        new = [tried.insert("task", doc)["id"] for doc in docs]
        for field in SOME:
            for wanted in ways(field):
                asked = {"order": f"-{field}", field: wanted}
                expected = [kept.index(record["id"]) for record in store.find("task", **asked)]
                assert [new.index(record["id"]) for record in tried.find("task", **asked)] == expected, asked


TEXTS = st.text(st.sampled_from("aAbB%_\\' .éÉ😀"), max_size=3)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "region": st.none() | TEXTS, "search": st.none() | TEXTS, "rakor": st.none() | st.integers(-2, 2),
    "cancelled": st.none() | st.booleans(),
}  # fmt: skip
DOC = st.fixed_dictionaries({}, optional=VALUES)
PLACE = st.integers(0, 5)  # the how manieth of the records that are there
ACT = st.one_of(
    st.tuples(st.just("insert"), DOC),
    st.tuples(st.just("save"), PLACE, DOC),
    st.tuples(st.just("delete"), PLACE),
    st.tuples(st.just("number")),
)
BROKEN = st.sampled_from([False, False, False, True])
ACTS = st.lists(st.tuples(BROKEN, st.lists(ACT, min_size=1, max_size=3)), min_size=1, max_size=4)


def wanted(field: str) -> st.SearchStrategy[Any]:
    some = VALUES[field]
    limits = st.integers(-2, 2) if field == "rakor" else TEXTS
    ways = [some, st.builds(OneOf, st.lists(some, max_size=3)), st.builds(NoneOf, st.lists(some, max_size=3))]
    if field != "cancelled":
        ways += [st.builds(Below, limits), st.builds(Above, limits), st.builds(Between, limits, limits)]
    if field == "search":
        ways.append(st.builds(Contains, st.lists(TEXTS, max_size=2)))
    return st.one_of(ways)


WHERE = st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=1).flatmap(
    lambda fields: st.fixed_dictionaries({field: wanted(field) for field in fields})
)
ORDERS = st.sampled_from([sign + field for field in ("id", *VALUES) for sign in ("", "-")])


def done(store: Store, acts: list[Any]) -> Iterator[Any]:
    """Does them part by part, some of which are broken off, and tells what came of each act."""
    for broken, part in acts:
        try:
            with store.transaction():
                for act in part:
                    yield _act(store, *act)
                if broken:
                    raise Boom
        except Boom:
            yield nameless(store.find("task"))


def nameless(records: list[Record]) -> list[Record]:
    """Which ids are next is for a store to say."""
    return [{key: value for key, value in record.items() if key != "id"} for record in records]


def _act(store: Store, name: str, *told: Any) -> Any:
    if name == "insert":
        return nameless([store.insert("task", told[0])])
    if name == "number":
        return store.next_number("a/2026")
    there = store.find("task")
    if not there:
        return None
    one = there[told[0] % len(there)]
    if name == "save":
        return nameless([store.save({**told[1], "kind": "task", "id": one["id"], "version": one["version"]})])
    return store.delete("task", one["id"])


def answers(store: Store, ids: list[int], questions: list[Any]) -> Iterator[Any]:
    """What find, count and tally say: whole lists, and pages behind records that are there, changed or gone. A record
    is told by its place among all that are or were there."""
    ids = sorted({*ids, *(record["id"] for record in store.find("task"))})
    for where, order in questions:
        field = order.removeprefix("-")
        yield store.tally("task", [] if field == "id" else [field], **where)
        for limit in (None, 1, 2):
            yield store.count("task", most=limit, **where)
            for after in (None, *ids):
                found = store.find("task", order=order, after=after, limit=limit, **where)
                yield [(ids.index(record["id"]), record["version"]) for record in found]
    yield store.peek_number("a/2026"), [nameless([found]) if (found := store.get("task", id)) else None for id in ids]


@settings(max_examples=25)
@given(
    docs=st.lists(DOC, min_size=1, max_size=6),
    acts=ACTS,
    questions=st.lists(st.tuples(WHERE, ORDERS), min_size=2, max_size=4),
)
def test_a_trial_is_what_a_transaction_would_be_that_is_rolled_back(
    store: Store, docs: list[dict[str, Any]], acts: list[Any], questions: list[Any]
):
    ids = [record["id"] for record in refilled(store, docs)]
    before = store.find("task")

    def told(there: Store) -> list[Any]:
        return [*done(there, acts), *answers(there, ids, questions)]

    with store.trial() as tried:
        expected = told(tried)
    assert store.find("task") == before
    with pytest.raises(Boom), store.transaction():  # noqa: PT012 - all of it is the statement
        assert told(store) == expected
        raise Boom


def test_what_is_asked_twice_is_each_time_the_askers_own(store: Store):
    (first,) = refilled(store, [{"region": "11.01", "steps": ["satu"]}])
    with store.trial() as tried:
        for ask in (lambda: tried.get("task", first["id"]), lambda: tried.find("task", region="11.01")[0]):
            ask()["steps"].append("dua")
            assert ask() == first
    changed = store.save({**first, "steps": []})
    with store.trial() as tried:
        assert tried.get("task", first["id"]) == changed
