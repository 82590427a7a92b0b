"""``find`` and ``count`` against the same questions asked of a plain list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.stores import URLS
from workflow.store import Above, Below, Contains, NoneOf, OneOf, Record, Store, open_store

FIELDS = ("region", "since", "cancelled", "rakor", "search")
TEXTS = st.text(st.sampled_from("aAbB%_\\' .é😀\u0378"), max_size=3)
NUMBERS = st.one_of(st.integers(-2, 2), st.sampled_from([2**63 - 1, -(2**63)]))
OF: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(FIELDS, TEXTS) | {
    "cancelled": st.booleans(), "rakor": NUMBERS,
}  # fmt: skip
VALUES = {field: st.one_of(st.none(), of) for field, of in OF.items()}
DOCS = st.lists(st.fixed_dictionaries({}, optional=VALUES), max_size=12)
WANTED = {
    field: st.one_of(
        VALUES[field],
        st.builds(OneOf, st.lists(VALUES[field], max_size=4)),
        st.builds(NoneOf, st.lists(VALUES[field], max_size=4)),
        *([] if field == "cancelled" else [st.builds(Below, of), st.builds(Above, of)]),
        *([st.builds(Contains, st.lists(TEXTS, max_size=3))] if of is TEXTS else []),
    )
    for field, of in OF.items()
}
WHERE = st.lists(st.sampled_from(FIELDS), unique=True, max_size=2).flatmap(
    lambda fields: st.fixed_dictionaries({field: WANTED[field] for field in fields})
)
ORDERS = st.sampled_from([sign + field for field in ("id", *FIELDS) for sign in ("", "-")])


@pytest.fixture(scope="module", params=URLS)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = open_store(URLS[request.param](request))
    yield opened
    opened.close()


def refilled(store: Store, docs: list[Record]) -> list[Record]:
    with store.transaction():
        for old in store.find("task"):
            store.delete("task", old["id"])
        return [store.insert("task", doc) for doc in docs]


def rank(value: Any) -> tuple[int, Any]:
    """Nothing comes first; false is before true, and texts are in the order of their bytes."""
    if value is None:
        return 0, 0
    return 1, value.encode() if isinstance(value, str) else value


def matches(value: Any, wanted: Any) -> bool:
    match wanted:
        case OneOf():
            return any(rank(value) == rank(one) for one in wanted.values)
        case NoneOf():
            return all(rank(value) != rank(one) for one in wanted.values)
        case Contains():
            return isinstance(value, str) and all(text.casefold() in value.casefold() for text in wanted.texts)
        case Below():
            return rank(value)[0] == rank(wanted.limit)[0] and value != "" and value < wanted.limit
        case Above():
            return rank(value)[0] == rank(wanted.limit)[0] and value > wanted.limit
    return rank(value) == rank(wanted)


def asked_plainly(records: list[Record], order: str, where: dict[str, Any]) -> list[Record]:
    found = [r for r in records if all(matches(r.get(field), wanted) for field, wanted in where.items())]
    return sorted(found, key=lambda r: (rank(r.get(order.removeprefix("-"))), r["id"]), reverse=order.startswith("-"))


@settings(max_examples=200)
@given(docs=DOCS, where=WHERE, order=ORDERS, limit=st.one_of(st.none(), st.integers(0, 5)))
def test_find_gives_what_a_plain_list_would(
    store: Store, docs: list[Record], where: dict[str, Any], order: str, limit: int | None
):
    records = refilled(store, docs)
    expected = asked_plainly(records, order, where)
    assert store.find("task", order=order, limit=limit, **where) == expected[:limit]
    for place, last in enumerate(asked_plainly(records, order, {})):
        behind = asked_plainly(records, order, {})[place + 1 :]
        assert store.find("task", order=order, after=last["id"], **where) == [r for r in behind if r in expected]


@settings(max_examples=100)
@given(docs=DOCS, where=WHERE, by=st.lists(st.sampled_from(FIELDS), unique=True, max_size=2))
def test_count_gives_what_a_plain_list_would(store: Store, docs: list[Record], where: dict[str, Any], by: list[str]):
    found = asked_plainly(refilled(store, docs), "id", where)
    expected = Counter(tuple(record.get(field) for field in by) for record in found)
    assert store.count("task", **where) == len(found)
    assert store.tally("task", by, **where) == (dict(expected) if by or found else {(): 0})


@settings(max_examples=60)
@given(docs=DOCS, where=WHERE, field=st.sampled_from(FIELDS), limit=st.one_of(st.none(), st.integers(0, 3)))
def test_values_are_those_of_a_plain_list(
    store: Store, docs: list[Record], where: dict[str, Any], field: str, limit: int | None
):
    found = asked_plainly(refilled(store, docs), f"-{field}", where)
    expected = list(dict.fromkeys(record[field] for record in found if record.get(field) is not None))
    assert store.values("task", field, limit=limit, **where) == expected[:limit]
