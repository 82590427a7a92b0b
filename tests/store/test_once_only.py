"""What an earlier version's instance is given, it is given once, and as a whole or not at all."""

from __future__ import annotations

import pytest

from workflow.store import Store, once_per_instance


def test_it_is_done_once_and_not_at_all_where_it_fails(store: Store):
    done: list[int] = []

    def fails(store: Store) -> None:
        store.insert("greeting", {"schema": 1, "user": 1})
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        once_per_instance(store, "contoh/1", fails)
    assert store.count("greeting") == store.count("setting") == 0
    for _ in range(2):
        once_per_instance(store, "contoh/1", lambda store: done.append(store.count("setting")))
    assert (done, store.count("setting", name="contoh/1")) == ([0], 1)
    once_per_instance(store, "contoh/2", lambda store: done.append(store.count("setting")))
    assert done == [0, 1]
