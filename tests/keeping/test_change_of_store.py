"""An instance on PostgreSQL: it goes there and comes back with all that it has, starts there, and its copies are the
same portable files."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask

from app import create_app
from tests.world.cluster import Cluster
from tests.world.instance import START, Clock, signed_in
from tests.world.serving import Begin, start
from tests.world.waiting import PATIENCE, until
from workflow.audit import newest
from workflow.audit.heads import FILE
from workflow.keeping.backup import tally
from workflow.keeping.change_of_store import MoveRefused, move
from workflow.keeping.daily import DailyCopies
from workflow.keeping.opening import connections_of
from workflow.store import Contains, open_store
from workflow.store.kept import figures
from workflow.store.moved import filled, kept
from workflow.web.server_role import MOVING, claim


@contextmanager
def opened(folder: Path, database: str = "", **more: Any) -> Iterator[Flask]:
    made = create_app(folder, NOW=Clock(), TESTING=True, BASE_URL="https://tuntas.example", DATABASE=database, **more)
    try:
        yield made
    finally:
        made.extensions["tuntas"].store.close()


@pytest.fixture
def folder(tmp_path: Path, demo_instance: Path) -> Path:
    return Path(shutil.copytree(demo_instance, tmp_path / "instance"))


@pytest.fixture
def database(postgresql: Cluster) -> str:
    return postgresql.make("office")


def moved(folder: Path, target: str, database: str = "") -> str:
    with opened(folder, database) as app:
        run = app.test_cli_runner().invoke(args=["move-to", target])
    assert run.exit_code == 0, run.output
    return run.output


def test_it_goes_to_postgresql_and_comes_back_with_everything(folder: Path, database: str):
    with closing(open_store(folder / "tuntas.db")) as store:
        before, heads = figures(kept(store)), newest.heads(store)
    said = moved(folder, database)
    assert before.sha256 in said
    assert all(head["hash"] in said for head in heads.values())
    assert f"task: {before.counts['task']} catatan, id terakhir {before.last['task']}" in said
    assert not (folder / "tuntas.db").exists()
    note = json.loads((folder / FILE).read_text().splitlines()[-1])
    assert note["chains"] == heads
    assert (note["moved"]["sha256"], note["moved"]["series"]) == (before.sha256, before.series)
    assert "PostgreSQL" in note["moved"]["to"]
    with opened(folder, database) as app:
        page = signed_in(app, "dinsos.aceh").get("/beranda")
        assert page.status_code == 200
        verified = app.test_cli_runner().invoke(args=["audit", "verify"])
        assert verified.exit_code == 0, verified.output
    with closing(open_store(database)) as store:
        before = figures(kept(store))  # signing in was recorded
    moved(folder, f"sqlite:///{folder / 'tuntas.db'}", database)
    with closing(open_store(folder / "tuntas.db")) as store:
        assert figures(kept(store)) == before
    with opened(folder) as app:
        assert signed_in(app, "dinsos.aceh").get("/beranda").status_code == 200
    with pytest.raises(SystemExit, match="sudah dipindahkan ke SQLite") as refused, opened(folder, database):
        pass
    assert "Periksa TUNTAS_DATABASE." in str(refused.value)
    assert "PostgreSQL berjalan" not in str(refused.value)


def test_a_folder_that_was_left_is_not_started_on(folder: Path, database: str):
    moved(folder, database)
    with (
        pytest.raises(SystemExit, match="catatan folder ini ada di basis data PostgreSQL(.|\n)*Atur TUNTAS_DATABASE"),
        opened(folder),
    ):
        pass


def test_an_empty_database_beside_work_is_a_wrong_one(folder: Path, database: str):
    with pytest.raises(SystemExit, match="masih kosong, padahal folder ini berisi tuntas.db(.|\n)*move-to"):  # noqa: SIM117
        with opened(folder, database):
            pass


def unreachable(cluster: Cluster) -> str:
    return cluster.url("nowhere")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (unreachable, "Basis data tidak terhubung(.|\n)*does not exist(.|\n)*TUNTAS_DATABASE"),
        (lambda cluster: "postgresql://a b/c?d", "Alamat basis data tidak dapat dibaca"),
        (lambda cluster: "mysql://localhost/tuntas", "bukan alamat PostgreSQL"),
    ],
)
def test_a_wrong_address_is_told_in_sentences(
    tmp_path: Path, postgresql: Cluster, address: Callable[[Cluster], str], said: str
):
    with pytest.raises(SystemExit, match=said), opened(tmp_path / "new", address(postgresql)):
        pass


def test_only_a_known_and_empty_place_is_moved_to(folder: Path, postgresql: Cluster, postgresql_database: str):
    with opened(folder) as app:
        store = app.extensions["tuntas"].store
        before = figures(kept(store))
        for target, said in (
            ("mysql://localhost/x", "Alamat mysql tidak dikenal"),
            (postgresql_database, "sudah berisi tabel"),
            (unreachable(postgresql), "does not exist"),
            (f"sqlite:///{folder / 'tuntas.db'}", "sudah ada"),
            ("sqlite:///lain.db", "dimulai dari /"),
        ):
            run = app.test_cli_runner().invoke(args=["move-to", target])
            assert (run.exit_code, said in run.output) == (1, True), run.output
        assert figures(kept(store)) == before
    with opened(folder) as app:
        assert app.extensions["tuntas"].store.count("task")


def test_a_database_that_others_have_open_is_not_moved(folder: Path, database: str, tmp_path: Path):
    moved(folder, database)
    with opened(folder, database) as app:
        store = app.extensions["tuntas"].store
        assert store.others() == []
        with (
            closing(psycopg.connect(database, application_name="tuntas lain 1")),
            pytest.raises(MoveRefused, match="masih dipakai: tuntas lain 1"),
        ):
            move(store, folder, f"sqlite:///{tmp_path / 'back.db'}", at=START)
        until(lambda: store.others() == [])  # PostgreSQL notices the end of a connection when it comes to it
        with app.extensions["tuntas"].fellows.present():
            assert store.others() == []
            here = app.extensions["tuntas"].fellows.me
            far = replace(here, name="jauh", host="satelit", pid=77)  # as behind a pool of connections
            store.together().enter(far)
            with pytest.raises(MoveRefused, match="masih dipakai: tuntas satelit 77"):
                move(store, folder, f"sqlite:///{tmp_path / 'back.db'}", at=START)


def test_its_copies_are_portable_and_become_an_instance_again(folder: Path, database: str, tmp_path: Path):
    moved(folder, database)
    with opened(folder, database) as app:
        store = app.extensions["tuntas"].store
        copies = DailyCopies(store, folder, tmp_path / "copies", lambda: START, database=database)
        manifest = copies.make()
        assert manifest["damage"] == []
        contents = tally(store)
        (copy,) = copies.copies()
        assert app.test_cli_runner().invoke(args=["export", str(tmp_path / "all.json")]).exit_code == 0
    with closing(open_store(shutil.copy(copy / "tuntas.db", tmp_path))) as store:
        assert tally(store) == contents
        word = store.get("task", 1)["title"].split()[0]
        assert store.get("task", 1) in store.find("task", search=Contains([word]))
    restored = app.test_cli_runner().invoke(args=["restore", str(copy), str(tmp_path / "new")])
    assert restored.exit_code == 0, restored.output
    with opened(tmp_path / "new") as again:
        assert signed_in(again, "ketua.bireuen").get("/komitmen").status_code == 200


def test_a_new_instance_begins_on_it(tmp_path: Path, database: str):
    with opened(tmp_path / "new", database, SEED=False) as app:
        assert app.test_client().get("/masuk").status_code == 200
        assert app.extensions["tuntas"].store.count("office") == 47
        assert app.extensions["tuntas"].store.facts().engine.startswith("PostgreSQL")
    assert sorted(name for name in os.listdir(tmp_path / "new") if name.startswith("tuntas.db")) == []


def test_a_server_on_it_ends_in_order(tmp_path: Path, database: str, begin: Begin):
    mode = {"TUNTAS_MODE": "produksi", "TUNTAS_SECRET_KEY": "k" * 40, "TUNTAS_WORKERS": "0"}
    served = start(begin, tmp_path / "new", TUNTAS_DATABASE=database, **mode)
    served.process.terminate()
    assert served.process.wait(PATIENCE) == 0
    assert "ended beside" not in served.log.read_text(), "nobody was left, so the store was closed"


@pytest.mark.parametrize(("chosen", "most"), [("", 12), ("2", 2), ("40", 40)])
def test_how_many_connections_there_are_at_most(chosen: str, most: int):
    assert connections_of(chosen) == most


@pytest.mark.parametrize("chosen", ["1", "-3", "banyak", "1001", "٣"])
def test_a_wrong_number_of_connections_is_told(chosen: str):
    with pytest.raises(SystemExit, match="TUNTAS_POOL"):
        connections_of(chosen)


def closed(folder: Path, database: str = "") -> str:
    """What a start says that is refused."""
    with pytest.raises(SystemExit) as refused, opened(folder, database):
        pass
    return str(refused.value)


def test_while_a_move_runs_nobody_else_moves_there_or_starts_there(
    bare_instance: Path, tmp_path: Path, postgresql: Cluster
):
    database = postgresql.make("filling")
    first, second = (Path(shutil.copytree(bare_instance, tmp_path / name)) for name in ("satu", "dua"))
    under_way = f"sedang dipindahkan (move-to) oleh tuntas {platform.node()[:40]} {os.getpid()}. Tunggu sampai selesai"
    store = open_store(first / "tuntas.db")
    with closing(store), store.snapshot() as still, filled(database, kept(still)):
        with opened(second) as app:
            run = app.test_cli_runner().invoke(args=["move-to", database])
        assert (run.exit_code, under_way in run.output) == (1, True), run.output
        said = closed(tmp_path / "baru", database)
        assert under_way.partition(". ")[0] in said
        assert "Tunggu sampai selesai, lalu jalankan lagi." in said
    with opened(tmp_path / "baru", database) as app:
        assert app.extensions["tuntas"].store.count("user")
    with opened(second) as app:
        assert app.extensions["tuntas"].store.count("user"), "it was not moved"


def test_while_records_leave_a_database_no_server_enters_it_and_none_afterwards(
    bare_instance: Path, tmp_path: Path, postgresql: Cluster
):
    database = postgresql.make("leaving")
    folder = Path(shutil.copytree(bare_instance, tmp_path / "instance"))
    moved(folder, database)
    with opened(folder, database, SEED=False) as late:  # opened behind a pool, where nobody sees it
        fellows, store = late.extensions["tuntas"].fellows, late.extensions["tuntas"].store
        with store.alone("move-to") as ours:
            assert ours is not None
            assert "sedang dipindahkan (move-to)" in closed(folder, database)
            with pytest.raises(SystemExit, match=r"Tuntas tidak dijalankan: .*sedang dipindahkan"), fellows.present():
                pass
            with pytest.raises(MoveRefused, match="masih dipakai: perintah lain"):
                move(store, folder, f"sqlite:///{tmp_path / 'back.db'}", at=START)
        with fellows.present():
            assert len(fellows.there()) == 1
        store.leave("SQLite")
        with pytest.raises(SystemExit, match="sudah dipindahkan ke SQLite"), fellows.present():
            pass


def test_who_starts_in_a_folder_whose_records_are_moved_is_told_so(tmp_path: Path):
    with claim(tmp_path, known_as=MOVING), pytest.raises(SystemExit) as refused:
        claim(tmp_path)
    assert f"sedang dipindahkan (move-to, proses {os.getpid()})" in str(refused.value)
    with claim(tmp_path), pytest.raises(SystemExit, match=rf"sudah ada server .*\(proses {os.getpid()}\)"):
        claim(tmp_path, known_as=MOVING)


def test_after_restoring_what_is_said_leads_to_a_server_with_a_database_too(
    bare_instance: Path, tmp_path: Path, postgresql: Cluster
):
    folder, copy, new = Path(shutil.copytree(bare_instance, tmp_path / "instance")), tmp_path / "copy", tmp_path / "new"
    with opened(folder, SEED=False) as app:
        run = app.test_cli_runner()
        assert run.invoke(args=["backup", str(copy)]).exit_code == 0
        alone = run.invoke(args=["restore", str(copy), str(tmp_path / "alone")]).output
        told = run.invoke(args=["restore", str(copy), str(new)], env={"TUNTAS_DATABASE": "postgresql://x/y"}).output
    assert "move-to" not in alone
    assert f"  1. Jalankan server dengan TUNTAS_INSTANCE={tmp_path / 'alone'}\n  2." in alone
    assert f"     TUNTAS_DATABASE= TUNTAS_INSTANCE={new} .venv/bin/flask --app app move-to ALAMAT\n  2." in told
    assert f"  2. Jalankan server dengan TUNTAS_INSTANCE={new} dan TUNTAS_DATABASE=ALAMAT\n  3." in told
    moved(new, database := postgresql.make("restored"))
    with opened(new, database, SEED=False) as app:
        assert app.extensions["tuntas"].store.count("user")
