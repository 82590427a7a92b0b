"""``flask --app app audit verify`` on the live history: whole chains, and every way in which somebody may change it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from app import create_app
from tests.world.arranged import bring
from tests.world.instance import START, Clock, signed_in
from tests.world.strange_files import circle, folder, nowhere, pipe
from workflow.audit import heads, newest
from workflow.audit.chain import seal
from workflow.clock import stamp


@pytest.fixture
def history(app: Flask, tuntas: SimpleNamespace) -> Flask:
    """A task that was reported; its heads are noted and in a daily copy."""
    bring(tuntas, "reported", START)
    app.extensions["tuntas"].copies.look()
    return app


def verify(app: Flask, *words: str) -> tuple[int, str]:
    ran = app.test_cli_runner().invoke(args=["audit", "verify", *words])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exc_info
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
    for event, seq in ((second, 99), (third, 2), (second, 3)):  # by way of a free one: no two have the same
        write(history, {**event, "seq": seq})
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
    kept = "UPDATE chain SET doc = json_set(doc, '$.hash', ?) WHERE json_extract(doc, '$.name') = '11.11'"
    change(app, kept, before)


def test_a_history_that_does_not_end_as_is_kept_beside_it_is_found_alone(history: Flask):
    shutil.rmtree(history.extensions["tuntas"].copies.folder)
    (Path(history.instance_path) / heads.FILE).unlink()
    change(history, "DELETE FROM event WHERE id = ?", events(history)[-1]["id"])
    code, said = verify(history)
    assert code == 1
    assert "11.11: catatan ujung rantai mencatat" in said


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
    last = newest.head(history.extensions["tuntas"].store, "11.11")
    assert last is not None
    (Path(history.instance_path) / heads.FILE).unlink()
    shutil.rmtree(history.extensions["tuntas"].copies.folder)
    rewrite(history)
    assert verify(history)[0] == 3  # in itself it fits, and nothing is left to compare it with
    code, said = verify(history, "--head", f"11.11:{last['seq']}:{last['hash'][:16]}")
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


HEAD = "0" * 64
DAMAGED = [
    b'{"at": "2026', b"bukan json", b'{"at": "x"}', b"[]", b"1", b"null", b'"teks"', b"[" * 200_000, b"\xff\xfe\x00",
    b"9" * 5_000, b'{"chains": []}', b'{"chains": {"11.11": 1}}', b'{"chains": {"11.11": {"seq": 1}}}',
    b'{"chains": {"11.11": {"seq": 1e999, "hash": "%s"}}}', b'{"chains": {"11.11": {"seq": true, "hash": "%s"}}}',
    b'{"chains": {"11.11": {"seq": -1, "hash": "%s"}}}', b'{"chains": {"11.11": {"seq": 1, "hash": ""}}}',
    b'{"chains": {"11.11": {"seq": 1, "hash": ["%s"]}}}', b'{"chains": {"\\ud800": {"seq": 1, "hash": "%s"}}}',
    b'{"chains": {"\\u001b[31m": {"seq": 1, "hash": "%s"}}}', b'{"chains": {"11.11": {"seq": NaN, "hash": "%s"}}}',
]  # fmt: skip
damaged_lines = pytest.mark.parametrize("line", [line.replace(b"%s", HEAD.encode()) for line in DAMAGED])


@damaged_lines
def test_damaged_notes_are_told_and_stop_neither_noting_nor_copies(history: Flask, clock: Clock, line: bytes):
    path = Path(history.instance_path) / heads.FILE
    whole = path.read_bytes()
    path.write_bytes(line + b"\n" + whole)
    code, said = verify(history)
    assert code == 3, said
    assert "heads.jsonl rusak, baris 1;" in said
    copies = history.extensions["tuntas"].copies
    clock.at = START + timedelta(days=1)
    bring(SimpleNamespace(**vars(history.extensions["tuntas"])), "draft", clock.at)
    copies.look()
    assert [path.name for path in copies.copies()] == ["2026-11-10", "2026-11-09"]
    assert "Catatan sidik riwayat (heads.jsonl) rusak, baris 1" in copies.failure.sentence
    assert "rusak, baris 1" in signed_in(history, "admin").get("/pengaturan").text
    after = path.read_bytes()
    assert after.startswith(line + b"\n" + whole)
    assert json.loads(after.splitlines()[-1])["at"] == stamp(clock.at)
    rewrite(history)
    assert verify(history)[0] == 1  # what is left still knows


@pytest.mark.parametrize("left", [None, "", "\n", '{"at":"2026'])
def test_notes_that_are_gone_are_told(history: Flask, left: str | None):
    path = Path(history.instance_path) / heads.FILE
    path.unlink() if left is None else path.write_text(left)
    code, said = verify(history)
    assert code == 3
    assert "heads.jsonl tidak ada atau kosong" in said
    assert "mungkin tidak terlihat" in said
    history.extensions["tuntas"].copies.look()
    assert verify(history)[0] == 0


def test_an_instance_without_a_history_lacks_nothing(tmp_path: Path):
    empty = create_app(tmp_path / "kosong", SEED=False, NOW=lambda: START)
    assert verify(empty)[0] == 0
    empty.extensions["tuntas"].store.close()


@pytest.mark.parametrize("make", [pipe, folder, circle])
def test_notes_that_are_no_file_are_told_and_hold_nothing_up(history: Flask, make: Callable[[Path], None]):
    path = Path(history.instance_path) / heads.FILE
    path.unlink()
    make(path)
    code, said = verify(history)
    assert (code, "heads.jsonl" in said) == (3, True)
    copies = history.extensions["tuntas"].copies
    copies.look()
    assert "Sidik riwayat tidak dapat dicatat" in copies.failure.sentence
    assert signed_in(history, "admin").get("/pengaturan").status_code == 200


@damaged_lines
def test_a_damaged_manifest_is_told(history: Flask, line: bytes):
    copies = history.extensions["tuntas"].copies
    (copies.folder / "2026-11-09" / heads.MANIFEST).write_bytes(line)
    code, said = verify(history)
    assert (code, "manifest.json rusak" in said) == (3, True)
    assert signed_in(history, "admin").get("/pengaturan").status_code == 200


@pytest.mark.parametrize("make", [pipe, folder, circle, nowhere])
def test_links_and_pipes_among_the_copies_hold_nothing_up(history: Flask, clock: Clock, make: Callable[[Path], None]):
    copies = history.extensions["tuntas"].copies
    strange = copies.folder / "2026-11-08"
    strange.mkdir()
    for path in (strange / heads.MANIFEST, copies.folder / ".bagian-lama", copies.folder / "2026-11-07"):
        make(path)
    (copies.folder / "2026-11-09" / "evidence").rename(copies.folder / "evidence")
    make(copies.folder / "2026-11-09" / "evidence")
    code, said = verify(history)
    assert code in (0, 3), said
    clock.at = START + timedelta(days=1)
    copies.look()
    assert copies.failure is None
    assert [path.name for path in copies.copies()] == ["2026-11-10", "2026-11-09"]
    assert not (copies.folder / ".bagian-lama").is_symlink()


def test_an_event_taken_from_another_chain_is_found(history: Flask):
    change(history, "DELETE FROM event WHERE id = ?", events(history, "11")[0]["id"])
    assert verify(history)[0] == 1
