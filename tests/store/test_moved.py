"""From one store to another and back: the same records, ids, versions and counters; all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.world.cluster import Cluster
from workflow.errors import StoreDamaged, StoreUnavailable
from workflow.store import Contains, Store, open_store
from workflow.store.kept import figures
from workflow.store.moved import filled, kept

TEXTS = st.one_of(
    st.text(max_size=20), st.sampled_from(["😀" * 2500, "a\u2028b", "\\u0041\n\"'%_", "x" * 5000, "a\0b"])
)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from([2.0**70, 0.1, -0.0, 1e-300]), TEXTS)
NESTED = st.recursive(PLAIN, lambda of: st.lists(of, max_size=3) | st.dictionaries(TEXTS, of, max_size=3), max_leaves=8)
FIELDS = {"region": TEXTS, "rakor": st.integers(-(2**63), 2**63 - 1), "cancelled": st.booleans(), "search": TEXTS}
# What two makes of JSON are most likely to write otherwise, in every run.
ODD = {
    "besar": 2.0**70, "lebih besar": 2**70, "kecil": -0.0, "emoji": "😀" * 2500, "panjang": "x" * 5000, "nul": "a\0b",
    "garis": "a\u2028b", "dalam": {"😀": {"\\u0041\n\"'%_": [[], {}, None, True, 0.1, {"": {"": "x" * 5000}}]}},
}  # fmt: skip
DOCS = st.lists(st.tuples(st.fixed_dictionaries({}, optional=FIELDS), NESTED, st.integers(0, 2)), max_size=30)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "store.db")) as store:
        yield store


def written(store: Store, docs: list[tuple[dict[str, Any], Any, int]]) -> None:
    with store.transaction():
        for fields, nested, saves in docs:
            record = store.insert("task", {**fields, "plan": nested})
            for _ in range(saves):
                record = store.save(record)
            store.next_number("nota-2026" if saves else "surat-2026")
        store.delete("task", store.insert("task", {})["id"])  # whose id is not given again
        store.insert("event", {"chain": "11", "seq": 1, "hash": "e" * 64})


def same(one: Store, other: Store) -> None:
    assert figures(kept(one)) == figures(kept(other))
    assert one.find("task") == other.find("task")
    for order in ("region", "-rakor", "cancelled", "search"):
        assert [task["id"] for task in one.find("task", order=order)] == [
            task["id"] for task in other.find("task", order=order)
        ]
    assert one.count("task", search=Contains(["X"])) == other.count("task", search=Contains(["X"]))
    with one.transaction(), other.transaction():
        assert one.next_number("nota-2026") == other.next_number("nota-2026")
        assert one.insert("task", {})["id"] == other.insert("task", {})["id"]


@settings(max_examples=3)
@given(docs=DOCS)
@example(docs=[({"region": "a\0b", "rakor": -(2**63), "search": "x" * 5000}, ODD, 1), ({"region": "😀"}, [ODD], 0)])
def test_there_and_back_it_is_the_same(
    postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory, docs: list[tuple[dict[str, Any], Any, int]]
):
    folder, url = tmp_path_factory.mktemp("moved"), postgresql.make("moved")
    with closing(open_store(folder / "store.db")) as source:
        written(source, docs)
        with source.snapshot() as moment, filled(url, kept(moment)) as seen:
            assert figures(kept(seen)) == figures(kept(source))
        with closing(open_store(url)) as there:
            same(source, there)
            with filled(f"sqlite:///{folder / 'back.db'}", kept(there)):
                pass
            with closing(open_store(folder / "back.db")) as back:
                same(there, back)
    assert {path.name.removesuffix(".lock").removesuffix(".whole") for path in folder.iterdir()} == {
        "store.db",
        "back.db",
    }


class Unequal(Exception):
    pass


def test_what_is_refused_leaves_nothing_behind(source: Store, postgresql: Cluster, tmp_path: Path):
    written(source, [({"region": "11.11"}, None, 1)])
    url = postgresql.make("refused")
    for target in (url, f"sqlite:///{tmp_path / 'refused.db'}"):
        with pytest.raises(Unequal), filled(target, kept(source)):
            raise Unequal
    with closing(psycopg.connect(url)) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("refused")] == []


def test_only_an_empty_place_is_filled(source: Store, postgresql_database: str, tmp_path: Path):
    with pytest.raises(StoreUnavailable, match="sudah berisi"), filled(postgresql_database, kept(source)):
        pass
    with pytest.raises(StoreUnavailable, match="sudah ada"), filled(str(tmp_path / "store.db"), kept(source)):
        pass


def test_a_record_that_is_none_any_more_is_not_moved(source: Store, postgresql: Cluster, tmp_path: Path):
    written(source, [({"region": "11.11"}, None, 1)])
    with closing(sqlite3.connect(tmp_path / "store.db")) as database:
        database.execute("UPDATE task SET doc = '{\"region' WHERE id = 1")
        database.commit()
    with pytest.raises(StoreDamaged, match="task yang rusak"), filled(postgresql.make("damaged"), kept(source)):
        pass


def test_a_field_of_another_type_is_moved_with_its_record(source: Store, postgresql: Cluster, tmp_path: Path):
    written(source, [({"region": "11.11"}, None, 0)])
    with closing(sqlite3.connect(tmp_path / "store.db")) as database:
        database.execute("UPDATE task SET doc = json_set(doc, '$.rakor', 'satu') WHERE id = 1")
        database.commit()
    with filled(postgresql.make("typed"), kept(source)) as there:
        assert there.get("task", 1)["rakor"] == "satu"
        assert there.count("task", rakor=None) == source.count("task")
