"""An export opens in plain TinyDB, holds every record, and nothing that opens an account."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import tinydb
from click.testing import Result
from flask import Flask

from tests.world.instance import signed_in
from workflow.audit import check
from workflow.keeping.export import ACCOUNT, LEFT_OUT
from workflow.store import FIELDS


def export(app: Flask, path: Path) -> Result:
    return app.test_cli_runner().invoke(args=["export", str(path)])


@pytest.fixture
def path(demo_app: Flask, tmp_path: Path) -> Path:
    signed_in(demo_app, "ketua.bireuen")
    made = tmp_path / "keluar" / "tuntas.json"
    made.parent.mkdir()
    done = export(demo_app, made)
    assert done.exit_code == 0, done.output
    return made


def test_plain_tinydb_opens_it_with_every_record(demo_app: Flask, path: Path):
    store = demo_app.extensions["tuntas"].store
    with tinydb.TinyDB(path, access_mode="r") as plain:
        assert plain.tables() == {"_meta"} | set(FIELDS) - LEFT_OUT
        for kind in set(FIELDS) - LEFT_OUT:
            assert len(plain.table(kind)) == store.count(kind), kind
        task = plain.table("task").get(doc_id=1)
        stored = store.get("task", 1)
        assert task == {name: value for name, value in stored.items() if name not in ("kind", "id")}
        late = plain.table("task").search((tinydb.Query().region == "11.11") & (tinydb.Query().stage == "draft"))
        assert len(late) == store.count("task", region="11.11", stage="draft") > 0
        meta = plain.table("_meta").get(doc_id=1)
        assert meta["chains"]["11.11"]["seq"] == store.count("event", chain="11.11")


def test_nothing_in_it_opens_an_account(demo_app: Flask, path: Path):
    store = demo_app.extensions["tuntas"].store
    text = path.read_text()
    assert store.count("session") == 1
    assert "scrypt:" not in text
    for session in store.find("session"):
        assert session["token"] not in text
    for user in store.find("user"):
        for name in set(user) - {*ACCOUNT, "kind", "id"}:
            if isinstance(user[name], str) and len(user[name]) > 20:
                assert user[name] not in text, name
    written = json.loads(text)
    assert {name for user in written["user"].values() for name in user} <= set(ACCOUNT)
    assert written["_meta"]["1"]["left_out"]["kinds"] == sorted(LEFT_OUT)
    assert path.stat().st_mode & 0o077 == 0


def test_the_separate_checker_reads_it(path: Path):
    done = subprocess.run(
        [sys.executable, "-I", check.__file__, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Semua rantai riwayat utuh.")
    assert len(done.stdout.splitlines()) == 27  # the province, 23 regions, what was taken out, and two sentences


def test_an_earlier_export_is_not_overwritten_and_a_failed_one_leaves_nothing(demo_app: Flask, path: Path):
    before = path.read_bytes()
    done = export(demo_app, path)
    assert (done.exit_code, "sudah ada" in done.output) == (1, True)
    assert path.read_bytes() == before
    done = export(demo_app, path.parent / "tidak" / "ada.json")
    assert (done.exit_code, "tidak dapat ditulis" in done.output) == (1, True)
    assert [one.name for one in path.parent.iterdir()] == ["tuntas.json"]
