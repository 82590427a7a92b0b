"""What every store does, whatever it is made of. Another one only adds its address to ``tests/world/stores.py``."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.world.places import ROOT
from tests.world.serving import Begin
from tests.world.waiting import PATIENCE
from workflow.errors import NotFound, Stale
from workflow.store import Above, Below, Between, Contains, OneOf, Store, open_store


def ids(records: list[dict]) -> list[int]:
    return [record["id"] for record in records]


class Boom(Exception):
    pass


@contextmanager
def broken_off(store: Store) -> Iterator[None]:
    """A transaction that ends with an exception; goes on behind it when the exception has come through."""
    with pytest.raises(Boom), store.transaction():  # noqa: PT012 - the caller's block is the statement
        yield
        raise Boom


def test_an_inserted_record_comes_back_with_kind_id_and_version(store: Store):
    doc = {"schema": 1, "region": "11.01", "plan": {"steps": ["satu", "dua"]}, "percent": 0, "note": None}
    record = store.insert("task", doc)
    assert record == {**doc, "kind": "task", "id": 1, "version": 1}
    assert store.get("task", 1) == record
    assert store.insert("task", {})["id"] == 2
    assert store.insert("event", {})["id"] == 1


def test_a_copied_record_is_a_new_one(store: Store):
    first = store.save(store.insert("task", {"region": "11.01"}))
    assert store.insert("task", first) == {"region": "11.01", "kind": "task", "id": 2, "version": 1}


def test_what_is_stored_is_not_the_callers_dict(store: Store):
    doc = {"steps": ["satu"]}
    record = store.insert("task", doc)
    doc["steps"].append("dua")
    record["steps"].append("tiga")
    assert store.get("task", 1)["steps"] == ["satu"]


def test_there_is_no_record_with_an_id_never_given(store: Store):
    assert [store.get("task", id) for id in (0, -1, 1, 10**30)] == [None] * 4


def test_saving_replaces_the_record_and_counts_its_version(store: Store):
    record = store.insert("task", {"region": "11.01", "note": "lama"})
    saved = store.save({"kind": "task", "id": record["id"], "version": 1, "region": "11.02"})
    assert saved == {"kind": "task", "id": 1, "version": 2, "region": "11.02"}
    assert store.get("task", 1) == saved
    assert ids(store.find("task", region="11.02")) == [1]
    assert store.find("task", region="11.01") == []


def test_saving_an_old_version_is_refused_with_the_stored_record(store: Store):
    old = store.insert("task", {"region": "11.01"})
    current = store.save({**old, "region": "11.02"})
    with pytest.raises(Stale) as refused:
        store.save({**old, "region": "11.03"})
    assert refused.value.current == current
    assert store.get("task", 1) == current


def test_saving_what_is_not_there_is_not_found(store: Store):
    with pytest.raises(NotFound):
        store.save({"kind": "task", "id": 7, "version": 1})


def test_the_id_of_a_deleted_record_is_never_used_again(store: Store):
    for _ in range(3):
        store.insert("task", {})
    store.delete("task", 3)
    store.delete("task", 99)
    assert ids(store.find("task")) == [1, 2]
    assert store.insert("task", {})["id"] == 4


def test_what_json_cannot_hold_is_refused(store: Store):
    with pytest.raises(ValueError, match="JSON"):
        store.insert("task", {"percent": float("nan")})
    with pytest.raises(TypeError):
        store.insert("task", {"at": object()})
    assert store.count("task") == 0


@pytest.mark.parametrize("ask", ["find", "count"])
def test_only_declared_fields_can_be_asked_for(store: Store, ask: str):
    for where in ({"plan": "x"}, {"id": 1}, {'region" OR 1 --': "x"}):
        with pytest.raises(ValueError, match="no searchable field"):
            getattr(store, ask)("task", **where)


def test_only_declared_fields_order_and_group(store: Store):
    with pytest.raises(ValueError, match="no searchable field"):
        store.find("task", order="plan")
    with pytest.raises(ValueError, match="no searchable field"):
        store.tally("task", by=("plan",))


def test_there_are_only_the_declared_kinds(store: Store):
    for act in (
        store.find,
        store.count,
        store.first,
        lambda kind: store.get(kind, 1),
        lambda kind: store.insert(kind, {}),
    ):
        with pytest.raises(ValueError, match="no kind 'tasks'"):
            act("tasks")


def test_finding_by_value(store: Store):
    values = ["11.01", "", None]
    for value in values:
        store.insert("task", {"region": value})
    store.insert("task", {})
    assert [ids(store.find("task", region=value)) for value in values] == [[1], [2], [3, 4]]
    assert ids(store.find("task", region=OneOf(["11.01", None]))) == [1, 3, 4]
    assert store.find("task", region=OneOf([])) == []
    for cancelled, rakor in ((True, 1), (False, 0), (None, 2**63 - 1)):
        store.insert("task", {"cancelled": cancelled, "rakor": rakor})
    assert [ids(store.find("task", cancelled=value)) for value in (True, False)] == [[5], [6]]
    assert [ids(store.find("task", rakor=value)) for value in (1, 0, 2**63 - 1)] == [[5], [6], [7]]


@pytest.mark.parametrize(
    "doc",
    [
        {"region": 11}, {"region": True}, {"region": ["11.01"]}, {"rakor": "1"}, {"rakor": True}, {"rakor": 1.0},
        {"rakor": 2**63}, {"cancelled": 1}, {"cancelled": ""},
    ],
)  # fmt: skip
def test_what_is_declared_holds_only_its_type_or_nothing(store: Store, doc: dict):
    first = store.insert("task", {"region": "11.01", "rakor": None, "cancelled": False})
    with pytest.raises(TypeError, match=f"task.{next(iter(doc))}"):
        store.insert("task", doc)
    with pytest.raises(TypeError, match=f"task.{next(iter(doc))}"):
        store.save({**first, **doc})
    assert store.find("task") == [first]


def test_what_is_not_declared_holds_anything(store: Store):
    doc = {"plan": 1, "percent": 2.0**70, "note": {"a": [None, True, "\u2028", "😀" * 5_000]}, "steps": 2**80}
    assert store.get("task", store.insert("task", doc)["id"]) == {**doc, "kind": "task", "id": 1, "version": 1}


def test_below_leaves_out_what_is_empty_and_what_cannot_be_compared(store: Store):
    for deadline, number in [("2026-11-24", 3), ("2026-11-25", -1), ("", 0), (None, None)]:
        store.insert("task", {"deadline": deadline, "rakor": number})
    assert ids(store.find("task", deadline=Below("2026-11-25"))) == [1]
    assert ids(store.find("task", deadline=Above("2026-11-24"))) == [2]
    assert ids(store.find("task", deadline=Above(""))) == [1, 2]
    assert ids(store.find("task", rakor=Below(1))) == [2, 3]
    assert ids(store.find("task", rakor=Above(-1))) == [1, 3]


def test_between_includes_both_ends_and_nothing_empty(store: Store):
    for number, deadline in enumerate(["2026-11-24", "2026-11-25", "2026-11-26", "", None]):
        store.insert("task", {"deadline": deadline, "rakor": number})
    assert ids(store.find("task", deadline=Between("2026-11-24", "2026-11-25"))) == [1, 2]
    assert ids(store.find("task", deadline=Between("", "2026-11-24"))) == [1]
    assert ids(store.find("task", rakor=Between(3, 4))) == [4, 5]
    assert store.count("task", deadline=Between("2026-11-25", "2026-11-24")) == 0


def test_contains_takes_every_sign_for_itself(store: Store):
    for text in [
        "capaian 50% di aceh",
        "capaian 500 di aceh",
        "data_terpadu",
        "dataxterpadu",
        r"a\b",
        "straße".casefold(),
    ]:
        store.insert("task", {"search": text})
    store.insert("task", {"search": None})
    found = {
        text: ids(store.find("task", search=Contains([text]))) for text in ["50%", "ACEH", "a_t", "\\", "STRASSE", "'"]
    }
    assert found == {"50%": [1], "ACEH": [1, 2], "a_t": [3], "\\": [5], "STRASSE": [6], "'": []}
    assert store.find("task", search=Contains(["x" * 100_000])) == []
    assert ids(store.find("task", search=Contains(["%", "50"]))) == [1]
    assert ids(store.find("task", search=Contains(["eh", "AC"]))) == [1, 2]
    assert store.find("task", search=Contains(["aceh", "strasse"])) == []
    assert len(store.find("task", search=Contains([]))) == store.count("task") - 1, (
        "every text, and nothing that is none"
    )


def test_order_and_its_ties(store: Store):
    for since in ["b", "a", None, "b", "a"]:
        store.insert("task", {"since": since})
    orders = ["id", "-id", "since", "-since"]
    found = [ids(store.find("task", order=order)) for order in orders]
    assert found == [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [3, 2, 5, 1, 4], [4, 1, 5, 2, 3]]


@pytest.mark.parametrize("order", ["id", "-id", "since", "-since"])
def test_page_by_page_shows_all_once(store: Store, order: str):
    for since in ["b", "a", None, "b", "a", None, "c"]:
        store.insert("task", {"since": since})
    seen: list[int] = []
    while page := store.find("task", order=order, after=seen[-1] if seen else None, limit=2):
        seen += ids(page)
    assert seen == ids(store.find("task", order=order))


def test_the_next_page_follows_a_record_that_no_longer_matches(store: Store):
    tasks = [store.insert("task", {"since": since, "region": "11.01"}) for since in "abcd"]
    store.save({**tasks[1], "region": "11.02"})
    assert ids(store.find("task", order="since", after=2, region="11.01")) == [3, 4]


def test_counting(store: Store):
    for region, cancelled in [("11.01", False), ("11.01", True), ("11.02", False), ("11.01", False)]:
        store.insert("task", {"region": region, "cancelled": cancelled})
    assert store.count("task") == 4
    assert store.count("task", region="11.03") == 0
    assert store.tally("task", by=("region",), cancelled=False) == {("11.01",): 2, ("11.02",): 1}
    by_both = store.tally("task", by=("cancelled", "region"))
    assert by_both == {(False, "11.01"): 2, (True, "11.01"): 1, (False, "11.02"): 1}
    assert all(isinstance(cancelled, bool) for cancelled, _ in by_both)


def test_the_values_of_a_field(store: Store):
    for region, year in [("11.01", 2024), ("11.01", 2026), ("11.02", 2025), ("11.01", 2024), ("11.01", None)]:
        store.insert("document", {"region": region, "year": year})
    assert store.values("document", "year") == [2026, 2025, 2024]
    assert store.values("document", "year", region="11.01") == [2026, 2024]
    assert store.values("document", "year", region=OneOf(["11.01", "11.02"]), year=Below(2026)) == [2025, 2024]
    assert store.values("document", "year", limit=1) == [2026]
    assert store.values("document", "region", year=2024) == ["11.01"]
    assert store.values("document", "year", region="11.03") == []
    with pytest.raises(ValueError, match="plan"):
        store.values("document", "plan")


def test_the_first_of_an_order(store: Store):
    for region in ("11.01", "11.02", "11.01"):
        store.insert("task", {"region": region})
    assert store.first("task", region="11.01") == store.get("task", 1)
    assert store.first("task", region="11.01", order="-id") == store.get("task", 3)
    assert store.first("task", region="11.03") is None


def test_each_reads_all_of_them_piece_by_piece(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workflow.store.protocol.AT_ONCE", 2)
    for since in ("3", "1", "2", "2", "1"):
        store.insert("task", {"since": since, "region": "11.01"})
    store.insert("task", {"since": "0", "region": "11.02"})
    assert ids(store.each("task", order="since", region="11.01")) == [2, 5, 3, 4, 1]
    assert ids(store.each("task", order="-id")) == [6, 5, 4, 3, 2, 1]
    assert list(store.each("event")) == []


def test_numbers_have_no_gap_and_only_exist_inside_a_transaction(store: Store):
    with pytest.raises(RuntimeError, match="transaction"):
        store.next_number("nota-2026")
    with store.transaction():
        assert [store.next_number("nota-2026") for _ in range(3)] == [1, 2, 3]
        assert store.next_number("nota-2027") == 1
    with broken_off(store):
        assert store.next_number("nota-2026") == 4
    assert store.peek_number("nota-2026") == 4
    assert store.peek_number("lain") == 1
    with store.transaction():
        assert store.next_number("nota-2026") == 4


def test_an_exception_undoes_all_of_the_transaction(store: Store):
    record = store.insert("task", {"region": "11.01"})
    with broken_off(store):
        store.save({**record, "region": "11.02"})
        with store.transaction():
            store.insert("event", {"name": "moved"})
        assert store.count("event") == 1
        store.delete("task", record["id"])
    assert store.find("task") == [record]
    assert store.count("event") == 0


def test_an_exception_goes_through_nested_transactions_and_undoes_them_all(store: Store):
    def move() -> None:
        with store.transaction():
            store.insert("task", {})
            with store.transaction():
                store.insert("task", {})
                raise Boom

    with pytest.raises(Boom):
        move()
    assert store.count("task") == 0


def test_a_nested_one_that_failed_and_was_caught_leaves_nothing_behind(store: Store):
    with store.transaction():
        store.insert("task", {"region": "kept"})
        with broken_off(store):
            store.insert("task", {"region": "undone"})
        store.insert("task", {"region": "kept too"})
    assert [task["region"] for task in store.find("task")] == ["kept", "kept too"]


def test_nobody_else_sees_a_transaction_before_it_is_finished(store: Store):
    with ThreadPoolExecutor(1) as other:
        with store.transaction():
            store.insert("task", {})
            assert other.submit(store.count, "task").result() == 0
        assert other.submit(store.count, "task").result() == 1


def test_eight_threads_share_numbers_without_gap_or_double(store: Store):
    taken: list[int] = []

    def take() -> None:
        for _ in range(25):
            with store.transaction():
                number = store.next_number("nota-2026")
                store.insert("task", {"rakor": number})
                store.insert("event", {"rakor": number})
            taken.append(number)

    torn, done = [], threading.Event()

    def watch() -> None:
        while not done.is_set():
            tasks = store.count("task")
            events = store.count("event")  # asked later, so never fewer
            newest = store.find("task", order="-rakor", limit=1)
            if events < tasks or (newest and not store.find("event", rakor=newest[0]["rakor"])):
                torn.append((tasks, events))

    with ThreadPoolExecutor(9) as threads:
        watching = threads.submit(watch)
        for writer in [threads.submit(take) for _ in range(8)]:
            writer.result()
        done.set()
        watching.result()
    assert (sorted(taken), torn) == (list(range(1, 201)), [])
    assert store.tally("task", by=("rakor",)) == {(number,): 1 for number in range(1, 201)}


def test_two_processes_and_this_one_share_a_store(store: Store, url: str, begin: Begin):
    command = [sys.executable, str(ROOT / "tests" / "world" / "pair_writer.py"), url, "40"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    writers = [begin(command, env=env, stdout=subprocess.PIPE) for _ in range(2)]
    own = []
    for _ in range(40):
        with store.transaction():
            own.append(store.next_number("pair"))
            store.insert("event", {"rakor": own[-1]})
    told = [[int(line) for line in writer.communicate(timeout=PATIENCE)[0].splitlines()] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert sorted([*own, *told[0], *told[1]]) == list(range(1, 121))
    assert store.tally("task", by=("rakor",)) == {(number,): 2 for number in told[0] + told[1]}


def test_what_was_kept_is_there_after_opening_again(store: Store, url: str):
    record = store.insert("task", {"region": "11.01"})
    store.close()
    again = open_store(url)
    assert again.find("task", region="11.01") == [record]
    again.close()


def test_a_closed_store_is_not_used_any_more(store: Store):
    store.close()
    with pytest.raises(ValueError, match="closed"):
        store.find("task")


def test_several_are_read_at_once_by_their_ids(store: Store):
    one, gone, other = (store.insert("task", {"region": place}) for place in ("11.01", "11.02", "11.03"))
    store.delete("task", gone["id"])
    asked = [other["id"], one["id"], gone["id"], one["id"], 0, -1, 10**30]
    assert list(store.several("task", asked).items()) == [(other["id"], other), (one["id"], one)]
    assert store.several("task", []) == {}
    with store.transaction():
        changed = store.save({**one, "region": "11.04"})
        assert store.several("task", [one["id"]]) == {one["id"]: changed}
    with store.trial() as tried:
        saved = tried.save({**changed, "region": "11.05"})
        assert tried.several("task", [other["id"], one["id"]]) == {other["id"]: other, one["id"]: saved}


def test_a_tally_by_a_field_of_which_values_are_named(store: Store):
    for place, stage in (
        ("11.01", "draft"),
        ("11.02", "draft"),
        ("11.02", "reported"),
        ("11.03", "draft"),
        (None, "draft"),
    ):
        store.insert("task", {"region": place, "stage": stage})
    some = OneOf(["11.02", "11.01", "11.02", "11.09"])
    assert store.tally("task", ("region",), region=some, stage="draft") == {("11.01",): 1, ("11.02",): 1}
    assert store.tally("task", ("region",), region=OneOf(["11.02", None])) == {("11.02",): 2, (None,): 1}
    assert store.tally("task", ("region", "stage"), region=some) == {
        ("11.01", "draft"): 1, ("11.02", "draft"): 1, ("11.02", "reported"): 1,
    }  # fmt: skip
    assert store.tally("task", ("region",), region=OneOf([])) == {}
