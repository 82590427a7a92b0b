"""``flask --app app audit verify`` on the live history: whole chains, and every way in which somebody may change it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.world.arranged import bring
from tests.world.instance import START
from workflow.audit import chain as audit
from workflow.audit import heads
from workflow.audit.chain import seal


@pytest.fixture
def history(app: Flask, tuntas: SimpleNamespace) -> Flask:
    """A task that was reported; its heads are noted and in a daily copy."""
    bring(tuntas, "reported", START)
    app.extensions["tuntas"].copies.look()
    return app


def verify(app: Flask, *words: str) -> tuple[int, str]:
    ran = app.test_cli_runner().invoke(args=["audit", "verify", *words])
    return ran.exit_code, ran.output


def change(app: Flask, statement: str, *values: object) -> None:
    """Past the app: on the database itself."""
    with sqlite3.connect(Path(app.instance_path) / "tuntas.db") as database:
        assert database.execute(statement, values).rowcount
    database.close()


def events(app: Flask, chain: str = "11.11") -> list[dict]:
    return app.extensions["tuntas"].store.find("event", chain=chain, order="seq")


def write(app: Flask, event: dict) -> None:
    doc = {name: value for name, value in event.items() if name not in ("kind", "id", "version")}
    with sqlite3.connect(Path(app.instance_path) / "tuntas.db") as database:
        (stored,) = database.execute("SELECT doc FROM event WHERE id = ?", (event["id"],)).fetchone()
        whole = {**json.loads(stored), **doc}
        database.execute("UPDATE event SET doc = ? WHERE id = ?", (json.dumps(whole), event["id"]))
    database.close()


def test_an_untouched_history_is_whole(history: Flask):
    code, said = verify(history)
    assert code == 0, said
    assert "11.11 Kabupaten Bireuen" in said
    assert "TIDAK" not in said


def test_an_edited_event_is_found(history: Flask):
    event = events(history)[1]
    write(history, {**event, "fields": {**event["fields"], "revision": 7}})
    code, said = verify(history)
    assert code == 1
    assert "11.11: peristiwa 2" in said


def test_a_deleted_event_is_found(history: Flask):
    change(history, "DELETE FROM event WHERE id = ?", events(history)[1]["id"])
    code, said = verify(history)
    assert code == 1
    assert "11.11" in said


def test_two_events_in_each_others_place_are_found(history: Flask):
    second, third = events(history)[1:3]
    write(history, {**second, "seq": 3})
    write(history, {**third, "seq": 2})
    assert verify(history)[0] == 1


def test_a_cut_tail_is_found(history: Flask):
    change(history, "DELETE FROM event WHERE id = ?", events(history)[-1]["id"])
    code, said = verify(history)
    assert code == 1
    assert "peristiwa itu hilang" in said


def rewrite(app: Flask) -> None:
    """The whole chain anew with another word in it, every hash right."""
    before = ""
    for event in events(app):
        fields = {**event["fields"], **({"text": "Lain sama sekali."} if "text" in event["fields"] else {})}
        made = {**event, "fields": fields, "prev": before}
        before = seal(made)
        write(app, {**made, "hash": before})


def test_a_history_written_anew_is_found_by_what_was_noted(history: Flask):
    rewrite(history)
    code, said = verify(history)
    assert code == 1
    assert "ditulis ulang" in said


def test_a_daily_copy_alone_still_knows(history: Flask):
    (Path(history.instance_path) / heads.FILE).unlink()
    rewrite(history)
    code, said = verify(history)
    assert code == 1
    assert "manifest.json" in said


def test_a_printed_head_alone_still_knows(history: Flask):
    newest = audit.head(history.extensions["tuntas"].store, "11.11")
    assert newest is not None
    (Path(history.instance_path) / heads.FILE).unlink()
    shutil.rmtree(history.extensions["tuntas"].copies.folder)
    rewrite(history)
    assert verify(history)[0] == 0  # in itself it fits
    code, said = verify(history, "--head", f"11.11:{newest['seq']}:{newest['hash'][:16]}")
    assert code == 1
    assert "ditulis ulang" in said


@pytest.mark.parametrize("typed", ["11.11", "11.11:x:abc", "11.11:3:", "11.11:3:xyz"])
def test_a_head_that_is_none_is_told(history: Flask, typed: str):
    code, said = verify(history, "--head", typed)
    assert code == 1
    assert "Traceback" not in said


def forge(app: Flask, line: str) -> None:
    (Path(app.instance_path) / heads.FILE).write_text(line + "\n")


def test_a_restore_that_never_was_hides_nothing(history: Flask):
    """Whoever rewrites the history can also write that it was restored; no backup's manifest bears it out."""
    rewrite(history)
    forge(history, json.dumps({"at": "2099-01-01T00:00:00Z", "restored": "2020-01-01T00:00:00Z", "chains": {}}))
    code, said = verify(history)
    assert code == 1
    assert "ditulis ulang" in said
    assert "manifest cadangan itu tidak ada di sini" in said


@pytest.mark.parametrize("line", ['{"at": "2026', "bukan json", '{"at": "x"}', "[]"])
def test_damaged_notes_are_told_and_stop_no_copy(history: Flask, clock, line: str):
    forge(history, line)
    code, said = verify(history)
    assert code == 1
    assert "Traceback" not in said
    assert "catatan sidik yang utuh" in said
    copies = history.extensions["tuntas"].copies
    clock.at = START + timedelta(days=1)
    copies.look()
    assert [path.name for path in copies.copies()] == ["2026-11-10", "2026-11-09"]
    assert "sidik riwayat tidak dapat dicatat" in copies.failure.sentence


@pytest.mark.parametrize("left", ["", "\n", '{"at": "2026'])
def test_notes_that_are_gone_are_told(history: Flask, left: str):
    (Path(history.instance_path) / heads.FILE).write_text(left)
    code, said = verify(history)
    assert code == 0  # the daily copies bear the history out
    assert "heads.jsonl tidak ada atau kosong" in said


def test_an_event_taken_from_another_chain_is_found(history: Flask):
    change(history, "DELETE FROM event WHERE id = ?", events(history, "11")[0]["id"])
    assert verify(history)[0] == 1
