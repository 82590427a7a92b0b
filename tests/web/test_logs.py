"""The log: one JSON object a line, whatever a visitor sends; faults with their number, and nothing that was typed."""

from __future__ import annotations

import http.client
import io
import json
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask, Response

from tests.world.browser import serving
from tests.world.instance import signed_in
from tests.world.serving import Begin, start
from tests.world.waiting import PATIENCE
from workflow.errors import StoreAway
from workflow.web.guard import ACCESS, PUBLIC
from workflow.web.logs import JsonLine

NASTY = [
    "\r\n{}", '"}\n{"level":"error"', "\x1b[31m", "\u2028", "\u202e", "%0a%0d", "' OR 1=1 --", "a" * 5_000,
    "\x00", "🌴",
]  # fmt: skip


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the log would write, as it is written by the server."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLine())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


def read(lines: io.StringIO) -> list[dict[str, Any]]:
    """Each line of the log, which must be an object of its own."""
    return [json.loads(line) for line in lines.getvalue().split("\n") if line]


def requests(lines: io.StringIO) -> list[dict[str, Any]]:
    return [line for line in read(lines) if line["logger"] == "tuntas.access"]


@pytest.mark.parametrize("nasty", NASTY)
def test_a_visitor_writes_one_line_and_no_other(app: Flask, lines: io.StringIO, nasty: str):
    client = app.test_client()
    client.get(f"/tugas/{quote(nasty)}")
    client.get("/masuk", headers={"User-Agent": nasty.replace("\r", "").replace("\n", "").encode().decode("latin-1")})
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/masuk", data={"username": nasty, "password": nasty})
    client.post("/masuk?lanjut=" + quote(nasty), data={"username": "x", "password": nasty})
    found = requests(lines)
    assert [line["status"] for line in found] == [404, 200, 422, 422]
    assert lines.getvalue().isascii()
    assert [line["path"] for line in found[1:]] == ["/masuk"] * 3
    assert len(lines.getvalue()) < 5_000


def test_a_line_says_who_asked_for_what_and_how_long_it_took(app: Flask, lines: io.StringIO):
    signed_in(app, "ketua.bireuen").get("/komitmen?q=rahasia-sekali")
    (line,) = requests(lines)
    assert (line["method"], line["path"], line["endpoint"], line["status"]) == (
        "GET",
        "/komitmen",
        "home.commitments",
        200,
    )
    assert (line["account"], line["address"], line["level"]) == (1, "127.0.0.1", "info")
    assert line["ms"] >= 0
    assert line["time"].endswith("+00:00")
    assert "rahasia-sekali" not in lines.getvalue()
    assert "ketua.bireuen" not in lines.getvalue()


def test_what_stands_in_an_address_is_not_in_the_log(app: Flask, lines: io.StringIO):
    for path in ("/cek/1171012345678901", "/tidak-ada/rahasia-sekali", "/tugas/1171012345678901"):
        app.test_client().get(path)
    assert [line["path"] for line in requests(lines)] == ["/cek/<code>", None, "/tugas/<int:task_id>"]
    assert not any(secret in lines.getvalue() for secret in ("1171012345678901", "rahasia-sekali"))


def broken(app: Flask, path: str = "/rusak") -> None:
    def fail() -> str:
        raise RuntimeError("rusak\nsekali")

    app.add_url_rule(path, f"rusak{path}", fail)


@pytest.mark.parametrize("path", ["/rusak", "/rusak.png", "/rusak.json"])
def test_a_fault_has_one_number_on_the_page_and_in_the_log(app: Flask, lines: io.StringIO, path: str):
    app.testing = False
    broken(app, path)
    answer = _allowed(app, f"rusak{path}", path)
    (told,) = [line for line in read(lines) if line["message"] == "incident"]
    assert answer.status_code == 500
    assert told["incident"] in answer.text
    assert "RuntimeError" in told["trace"]
    assert not any(word in answer.text for word in ("RuntimeError", "Traceback", "rusak\nsekali"))
    assert "Kesalahan ada pada aplikasi, bukan pada Anda." in answer.text


def test_what_the_store_refuses_is_a_line_and_a_fault_has_its_trace(lines: io.StringIO):
    log = logging.getLogger("percobaan")
    for fault in (StoreAway("Basis data tidak terhubung."), RuntimeError("rusak")):
        try:
            raise fault from OSError("connection refused\nIs the server running?")
        except type(fault):
            log.exception("jobs")
    away, broken = read(lines)
    assert away["message"] == "jobs: Basis data tidak terhubung. (connection refused)"
    assert "trace" not in away
    assert broken["message"] == "jobs"
    assert "RuntimeError: rusak" in broken["trace"]


def test_what_says_that_the_database_is_away_says_it_in_a_line(lines: io.StringIO):
    """psycopg's pool and procrastinate, whose loggers hang below these."""
    psycopg, away = pytest.importorskip("psycopg"), pytest.importorskip("procrastinate.exceptions").ConnectorException
    pytest.importorskip("workflow.store.postgres_connections")
    worker = logging.getLogger("procrastinate.worker.zip")
    for cause in (
        psycopg.OperationalError("terminating connection\nserver closed"),
        psycopg.ProgrammingError("no table"),
    ):
        failure = away("Database error.")
        failure.__cause__ = cause
        worker.error("Side task failed with exception: Database error.\n, stopping worker", exc_info=failure)
    for n in range(5):
        logging.getLogger("psycopg.pool").warning("discarding closed connection: <Asked at 0x7f%d>", n)
    gone, ours, once = read(lines)
    assert once["message"] == "discarding closed connection: <Asked at 0x7f0>"
    assert (
        gone["message"] == "Side task failed with exception: Database error.: OperationalError: terminating connection"
    )
    assert (gone["logger"], "trace" in gone) == ("procrastinate.worker.zip", False)
    assert "ProgrammingError: no table" in ours["trace"]


def _allowed(app: Flask, endpoint: str, path: str) -> Any:
    ACCESS[endpoint] = PUBLIC
    try:
        return app.test_client().get(path)
    finally:
        del ACCESS[endpoint]


@pytest.mark.parametrize("where", ["template", "before_request", "after_request", "context_processor"])
def test_a_fault_anywhere_still_gives_a_page_with_its_number(app: Flask, lines: io.StringIO, where: str):
    app.testing = False

    def fail(*_: Any) -> Any:
        raise RuntimeError("rusak")

    if where == "template":
        app.jinja_env.globals["url_for"] = fail  # the error page needs it, too
    elif where == "after_request":
        app.after_request_funcs.setdefault(None, []).append(fail)
    else:
        getattr(app, where)(fail)
    answer = app.test_client().get("/masuk")
    numbers = [line["incident"] for line in read(lines) if line["message"] == "incident"]
    assert answer.status_code == 500
    assert "RuntimeError" not in answer.text
    assert numbers[0] in answer.text
    assert "Traceback" not in answer.text


def test_a_fault_while_a_file_is_sent_is_in_the_log_and_shows_no_trace(app: Flask, lines: io.StringIO):
    def pieces() -> Iterator[bytes]:
        yield b"awal"
        raise RuntimeError("putus")

    app.add_url_rule("/alir", "alir", lambda: Response(pieces(), mimetype="text/plain"))
    ACCESS["alir"] = PUBLIC
    try:
        with serving(app) as base:
            connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=PATIENCE)
            connection.request("GET", "/alir")
            with pytest.raises(http.client.IncompleteRead) as cut:
                connection.getresponse().read()
            connection.close()
    finally:
        del ACCESS["alir"]
    assert b"Traceback" not in cut.value.partial
    assert any("RuntimeError" in line.get("trace", "") for line in read(lines))


def test_the_server_writes_its_address_for_people_and_its_log_for_programs(
    tmp_path: Path, bare_instance: Path, begin: Begin
):
    server = start(begin, shutil.copytree(bare_instance, tmp_path / "instance"), TUNTAS_WORKERS="0")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    for path in ("/masuk", "/%0d%0a%7b%22level%22:%22error%22%7d", "/cek"):
        connection.request("GET", path)
        connection.getresponse().read()
    connection.close()
    server.process.terminate()
    assert server.process.communicate(timeout=PATIENCE)[0] == ""  # but for the first line, which start() has read
    written = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert [line["status"] for line in written if line["logger"] == "tuntas.access"] == [200, 404, 200]
