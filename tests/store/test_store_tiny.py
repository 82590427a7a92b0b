"""What only the TinyDB store on SQLite has: its file, its indexes, its backup, and a disk that refuses."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query

from documents.pages import document_list
from tests.world.waiting import PATIENCE
from workflow.agenda import listing
from workflow.errors import StoreDamaged, StoreUnavailable
from workflow.pages.rakor import rakors
from workflow.store import FIELDS, SCHEMA, Facts, fields_table, only_read, sqlite
from workflow.store.table import SqliteDB
from workflow.store.tiny import TinyStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyStore]:
    opened = TinyStore(tmp_path / "store.db")
    yield opened
    opened.close()


def test_the_file_is_a_tinydb_with_a_table_per_kind(store: TinyStore, tmp_path: Path):
    store.insert("task", {"region": "11.01", "plan": {"steps": 2}})
    with SqliteDB(tmp_path / "store.db") as db:
        assert db.tables() == {*FIELDS, "number"}
        assert db.table("task").search(Query().plan.steps == 2)[0].doc_id == 1


def test_what_tinydb_writes_is_found(store: TinyStore, tmp_path: Path):
    with SqliteDB(tmp_path / "store.db") as db:
        db.table("task").insert({"region": "11.01", "version": 1})
        db.table("task").upsert({"region": "11.02"}, Query().region == "11.01")
    assert store.tally("task", by=("region",)) == {("11.02",): 1}


def test_documents_with_and_without_an_id_go_in_together(tmp_path: Path):
    """Plain TinyDB 4.9.0 loses one of these."""
    with SqliteDB(tmp_path / "other.db") as db:
        table = db.table("notes")
        kept = table.insert_multiple([{"n": 1}, table.document_class({"n": 2}, 2), {"n": 3}])
        assert (kept, [note["n"] for note in table]) == ([1, 2, 3], [1, 2, 3])


def test_a_table_made_in_a_broken_off_transaction_is_made_again(tmp_path: Path):
    with SqliteDB(tmp_path / "other.db") as db:
        with pytest.raises(ZeroDivisionError), db.storage.transaction():
            db.table("notes").insert({"n": 1 / (db.table("notes").insert({}) - 1)})
        assert db.tables() == set()
        assert db.table("notes").insert({"n": 2}) == 1


def test_fields_declared_later_are_found_in_older_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    older = TinyStore(tmp_path / "store.db")
    record = older.insert("office", {"region": "11.01", "kind_of_office": "dinas"})
    older.close()
    monkeypatch.setitem(FIELDS, "office", (*FIELDS["office"], "kind_of_office"))
    newer = TinyStore(tmp_path / "store.db")
    assert newer.find("office", kind_of_office="dinas") == [record]
    newer.save({**record, "kind_of_office": "lkks"})
    assert newer.tally("office", by=("kind_of_office",)) == {("lkks",): 1}
    newer.close()


def test_opening_again_makes_nothing_anew(store: TinyStore, tmp_path: Path):
    def changes() -> int:
        with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
            return connection.execute("PRAGMA schema_version").fetchone()[0]

    before = changes()
    TinyStore(tmp_path / "store.db").close()
    assert changes() == before


@pytest.mark.parametrize(
    ("where", "index"),
    [
        ("cancelled = 0 AND open = 1 ORDER BY deadline, id", "task.cancelled_open_deadline"),
        ("region = 1 AND cancelled = 0 ORDER BY since DESC, id DESC", "task.region_cancelled_since"),
        ("cancelled = 0 ORDER BY since DESC, id DESC", "task.cancelled_since"),
        ("waits_for = 1 AND cancelled = 0 ORDER BY since, id", "task.cancelled_waits_for_since"),
        ("rakor = 1 AND cancelled = 0", "task.cancelled_rakor"),
        ("cancelled = 0 ORDER BY rakor, id", "task.cancelled_rakor"),
        ("cancelled = 0 ORDER BY title DESC, id DESC", "task.cancelled_title"),
        ("cancelled = 0 ORDER BY region, id", "task.cancelled_region"),
        ("cancelled = 0 AND stage = 1 ORDER BY since DESC, id DESC", "task.cancelled_stage_since"),
        ("region = 1 AND cancelled = 0 ORDER BY title, id", "task.region_cancelled_title"),
        ("outcome = 1", "task.outcome"),
        ("desk = 1 AND cancelled = 0 ORDER BY limit_until, id", "task.desk_cancelled_limit_until"),
        (
            "region = 1 AND cancelled = 0 AND desk = 1 ORDER BY limit_until, id",
            "task.region_cancelled_desk_limit_until",
        ),
        ("cancelled = 0 AND late_after = '' ORDER BY since DESC, id DESC", "task.cancelled_late_after_since"),
    ],
)
def test_the_pages_questions_are_answered_by_an_index_without_sorting(
    store: TinyStore, tmp_path: Path, where: str, index: str
):
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        sql = f"EXPLAIN QUERY PLAN SELECT id FROM {fields_table.fields_table('task')} WHERE {where}"  # noqa: S608 - our own names only
        plan = [row[3] for row in connection.execute(sql)]
    assert len(plan) == 1
    assert index in plan[0]


OF_A_PLACE = {"document": {"region": "11.11"}, "entry": {"office": 1}, "rakor": {}}
SORTED = {"document": document_list.SORTED, "entry": listing.SORTED, "rakor": rakors.SORTED}


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, some in SORTED.items() for field in some.values()])
def test_each_column_by_which_a_list_is_sorted_has_its_index(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch, kind: str, field: str, sign: str
):
    asked: list[tuple[str, Sequence[Any]]] = []
    run = store._storage.run

    def seen(sql: str, values: Sequence[Any] = ()) -> list[Any]:
        asked.append((sql, values))
        return run(sql, values)

    monkeypatch.setattr(store._storage, "run", seen)
    for where in ({}, OF_A_PLACE[kind]):
        store.find(kind, order=f"{sign}{field}", limit=26, **where)
        narrow = asked[-1][0].split("(", 1)[1].rsplit(") CROSS JOIN", 1)[0]
        plan = [row[3] for row in run(f"EXPLAIN QUERY PLAN {narrow}", asked[-1][1])]
        assert len(plan) == 1, "what is shown is sorted by the index"
        assert "USING" in plan[0]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "store.db"
    path.write_bytes(b"Ini bukan basis data. " * 100)
    with pytest.raises(StoreUnavailable, match="rusak atau bukan berkas data Tuntas"):
        TinyStore(path)
    assert path.read_bytes() == b"Ini bukan basis data. " * 100


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(StoreUnavailable, match="tidak dapat ditulis"):
        TinyStore(tmp_path / "nowhere" / "store.db")


def test_a_full_disk_changes_nothing_and_says_so(store: TinyStore):
    def fill() -> None:
        with store.transaction():
            store.next_number("nota-2026")
            for _ in range(100):
                store.insert("task", {"region": "11.02", "text": "x" * 10_000})

    record = store.insert("task", {"region": "11.01"})
    pages = store._storage.run("PRAGMA page_count")[0][0]
    store._storage.run(f"PRAGMA max_page_count = {pages + 20}")  # SQLite's own way to a full disk
    with pytest.raises(StoreUnavailable, match="Ruang penyimpanan penuh"):
        fill()
    assert store.find("task") == [record]
    assert store.peek_number("nota-2026") == 1
    assert store.insert("task", {"region": "11.03"})["id"] == 2


def test_a_transaction_that_the_disk_ended_does_not_go_on(store: TinyStore):
    def go_on() -> None:
        with store.transaction():
            store.insert("task", {"region": "11.01"})
            store._storage.run("ROLLBACK")  # as SQLite does by itself when the disk is full
            store.insert("task", {"region": "11.02"})

    with pytest.raises(StoreUnavailable, match="Tidak ada yang berubah"):
        go_on()
    assert store.count("task") == 0


def test_what_may_not_be_written_is_still_read(store: TinyStore):
    record = store.insert("task", {"region": "11.01"})
    store._storage.run("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailable, match="tidak dapat ditulis"):
        store.insert("task", {})
    assert store.find("task") == [record]


def test_a_backup_is_one_complete_file_while_others_write(store: TinyStore, tmp_path: Path):
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with store.transaction():
                number = store.next_number("pair")
                store.insert("task", {"rakor": number})
                store.insert("event", {"rakor": number})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while store.count("task") < 20:
            stop.wait(0.01)
        store.backup(tmp_path / "backup.db")
    finally:
        stop.set()
        writer.join()
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.db"]
    (tmp_path / "elsewhere").mkdir()
    copy = TinyStore(Path(shutil.copy(tmp_path / "backup.db", tmp_path / "elsewhere")))
    tasks = copy.count("task")
    assert tasks >= 20
    assert (copy.count("event"), copy.peek_number("pair")) == (tasks, tasks + 1)
    copy.close()


def test_a_backup_that_cannot_be_written_says_so(store: TinyStore, tmp_path: Path):
    with pytest.raises(StoreUnavailable, match="tidak dapat ditulis"):
        store.backup(tmp_path / "nowhere" / "backup.db")


def test_writers_wait_in_a_queue_and_not_by_trying_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sqlite, "WAIT", 0)  # SQLite itself now gives up at once when another one writes
    store = TinyStore(tmp_path / "store.db")

    def write() -> None:
        for _ in range(20):
            with store.transaction():
                store.insert("task", {"rakor": store.next_number("pair")})

    with ThreadPoolExecutor(4) as threads:
        for writer in [threads.submit(write) for _ in range(4)]:
            writer.result()
    assert store.count("task") == 80
    store.close()


def test_connections_of_threads_that_ended_are_closed(store: TinyStore):
    for _ in range(5):
        thread = threading.Thread(target=store.count, args=("task",))
        thread.start()
        thread.join()
    assert len(store._storage._sessions) <= 2


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_opens_its_own_connection(store: TinyStore):
    store.insert("task", {"region": "parent"})
    parents = store._storage._session().connection

    def write() -> None:
        store.insert("task", {"region": "child"})
        assert store._storage._session().connection is not parents

    child = multiprocessing.get_context("fork").Process(target=write)
    child.start()
    child.join(PATIENCE)
    assert child.exitcode == 0
    assert [task["region"] for task in store.find("task")] == ["parent", "child"]
    assert store.insert("task", {"region": "parent"})["id"] == 3


def test_its_facts_are_those_of_the_file(store: TinyStore, tmp_path: Path):
    store.insert("task", {"rakor": 1})
    sizes = sum(path.stat().st_size for path in tmp_path.glob("store.db*"))
    assert store.facts() == Facts(f"SQLite {sqlite3.sqlite_version}", SCHEMA, sizes)


def test_a_file_that_is_only_read_stays_as_it_is(tmp_path: Path):
    with closing(TinyStore(tmp_path / "store.db")) as store:
        made = store.insert("task", {"region": "11.01"})
        (tmp_path / "copy").mkdir()
        copy = tmp_path / "copy" / "copy.db"
        store.backup(copy)
    before = copy.read_bytes()
    with only_read(copy) as read:
        assert read.find("task", region="11.01") == [made]
        assert read.count("task") == 1
        with pytest.raises(RuntimeError):
            read.insert("task", {})
        assert list(copy.parent.iterdir()) == [copy]
    assert copy.read_bytes() == before


def test_what_is_no_store_is_not_read_either(tmp_path: Path):
    strange = tmp_path / "other.db"
    strange.write_bytes(b"halo" * 100)
    with pytest.raises(StoreDamaged), only_read(strange):
        pass
