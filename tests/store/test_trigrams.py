"""Words are found through an index of their letters, and nothing else is found with it than without."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow.store import Contains, Store, open_store, trigrams

PLACES = ("11.11", "11.71", "")


def plainly(records: list[dict[str, Any]], texts: list[str], **where: Any) -> list[int]:
    """As ``Contains`` says, by going through all of them."""
    return [
        one["id"] for one in records
        if isinstance(one.get("search"), str) and all(text.casefold() in ascii_lower(one["search"]) for text in texts)
        and all(one.get(field) == value for field, value in where.items())
    ]  # fmt: skip


def ascii_lower(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


TEXTS = st.text(alphabet="abcAB%_\"'* é€ı😀1.-\x1f", max_size=9)
ROWS = st.tuples(st.one_of(TEXTS, st.none()), st.sampled_from(PLACES))
CHANGES = st.tuples(st.integers(0, 11), TEXTS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(ROWS, max_size=12), changed=st.lists(CHANGES, max_size=4), texts=st.lists(TEXTS, max_size=3)
)  # fmt: skip
def test_it_finds_what_is_found_by_going_through_all(
    store: Store, rows: list[tuple[Any, str]], changed: list[tuple[int, str]], texts: list[str]
):
    with store.transaction():
        for left in store.find("task"):
            store.delete("task", left["id"])
        kept = [store.insert("task", {"search": text, "region": place}) for text, place in rows]
        for number, text in changed:
            if number < len(kept):
                kept[number] = store.save({**kept[number], "search": text})
        if kept:
            store.delete("task", kept.pop()["id"])
        for where in ({}, {"region": "11.11"}, {"region": ""}):
            wanted = plainly(kept, texts, **where)
            assert [one["id"] for one in store.find("task", search=Contains(texts), **where)] == wanted
            assert store.count("task", search=Contains(texts), **where) == len(wanted)
            assert sum(store.tally("task", ("region",), search=Contains(texts), **where).values()) == len(wanted)


def test_many_that_have_the_words_are_all_counted_and_found_in_their_order(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(trigrams, "FEW", 5)
    with store.transaction():
        for number in range(12):
            store.insert(
                "task", {"search": f"pendataan lansia {number}", "region": PLACES[number % 2], "title": str(number)}
            )
    assert store.count("task", search=Contains(["lansia"])) == 12
    assert store.count("task", search=Contains(["lansia"]), region="11.71") == 6
    for most in (0, 3, 5, 6, 11, 12, 20):  # with and without those that are looked at first being enough
        assert store.count("task", most=most, search=Contains(["lansia"])) == min(12, most + 1)
        assert store.count("task", most=most, search=Contains(["lansia"]), region="11.71") == min(6, most + 1)
        assert store.count("task", most=most, search=Contains(["lansia"]), title="11") == 1
    found = store.find("task", search=Contains(["lansia"]), order="-title", limit=3)
    assert [one["title"] for one in found] == ["9", "8", "7"]
    assert [one["id"] for one in store.find("task", search=Contains(["lansia 11"]))] == [12]


def test_a_rolled_back_change_is_not_found(store: Store):
    first = store.insert("task", {"search": "lansia"})

    def change_and_fail() -> None:
        with store.transaction():
            store.save({**first, "search": "yatim piatu"})
            store.insert("task", {"search": "yatim piatu"})
            assert store.count("task", search=Contains(["yatim"])) == 2
            raise KeyError

    with pytest.raises(KeyError):
        change_and_fail()
    assert (store.count("task", search=Contains(["yatim"])), store.count("task", search=Contains(["lansia"]))) == (0, 1)


def test_an_instance_of_yesterday_gets_its_index_at_the_opening(tmp_path: Path):
    path = tmp_path / "store.db"
    with closing(open_store(path)) as store:
        store.insert("task", {"search": "pendataan lansia"})
    with closing(sqlite3.connect(path)) as database:
        for (trigger,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'task.*'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute('DROP TABLE "task.trigrams"')
        database.commit()
    with closing(open_store(path)) as store:
        assert store.count("task", search=Contains(["lansia"])) == 1
