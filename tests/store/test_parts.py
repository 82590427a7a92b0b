"""Lists in parts: those with a value first, and whatever the page's size, everything once in one order."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow.store import Part, filled_first, find_in_parts

STAGES = ("draft", "reported", "implemented")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    days=st.lists(st.sampled_from(["", "2026-11-01", "2026-11-09", "2026-12-31"]), max_size=9), size=st.integers(1, 4)
)
def test_pages_of_any_size_are_the_whole_list(store, days, size):
    for old in store.find("task"):
        store.delete("task", old["id"])
    for n, day in enumerate(days):
        store.insert("task", {"deadline": day, "since": f"{n % 3}", "region": "11.11"})
    for order in ("deadline", "-deadline"):
        parts = filled_first("deadline", order, "-since")
        whole = find_in_parts(store, "task", parts, {}, after=None, limit=None)
        assert sorted(task["id"] for task in whole) == sorted(task["id"] for task in store.find("task"))
        filled = [task["deadline"] for task in whole if task["deadline"]]
        assert [task["deadline"] for task in whole] == filled + [""] * (len(whole) - len(filled))
        assert filled == sorted(filled, reverse=order.startswith("-"))
        assert paged(store, parts, size) == [task["id"] for task in whole]


def paged(store, parts, size: int) -> list[int]:
    found: list[int] = []
    while page := find_in_parts(store, "task", parts, {}, after=found[-1] if found else None, limit=size):
        assert len(page) <= size
        found += [task["id"] for task in page]
    return found


@pytest.mark.parametrize("stages", [STAGES, STAGES[::-1]])
def test_parts_follow_each_other_as_they_are_named(store, stages):
    for stage in ("implemented", "draft", "reported", "draft"):
        store.insert("task", {"stage": stage, "since": "1", "region": "11.11"})
    parts = [Part("stage", stage, "-since") for stage in stages]
    found = find_in_parts(store, "task", parts, {}, after=None, limit=None)
    assert [task["stage"] for task in found] == sorted((task["stage"] for task in found), key=stages.index)
    only = find_in_parts(store, "task", parts, {"stage": "draft"}, after=None, limit=None)
    assert [task["stage"] for task in only] == ["draft", "draft"]
    assert find_in_parts(store, "task", parts, {"region": "11.07"}, after=None, limit=None) == []
