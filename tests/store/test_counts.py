"""A count may stop where nobody reads on."""

from __future__ import annotations

import pytest

from workflow.many import MANY, briefly, many
from workflow.store import Below, Store


@pytest.fixture(autouse=True)
def tasks(store: Store):
    for number in range(7):
        store.insert("task", {"rakor": number, "region": "11.11"})


@pytest.mark.parametrize(("most", "counted"), [(None, 7), (0, 1), (5, 6), (6, 7), (7, 7), (100, 7)])
def test_it_goes_one_beyond_the_most(store: Store, most: int | None, counted: int):
    assert store.count("task", most=most, region="11.11") == counted
    with store.snapshot() as moment:
        assert moment.count("task", most=most) == counted


def test_what_does_not_match_is_not_counted(store: Store):
    assert store.count("task", most=5, rakor=Below(3)) == 3
    assert store.count("task", most=5, region="11.12") == 0


def test_many_are_told_in_words():
    assert (many(0), many(MANY), many(MANY + 1)) == ("0", "1.000", "lebih dari 1.000")
    assert (briefly(7), briefly(MANY), briefly(MANY + 1)) == ("7", "1.000", "1.000+")
