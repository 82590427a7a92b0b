"""What somebody sees who starts the server at a terminal: its steps, its address, then a line of words a request."""

from __future__ import annotations

import http.client
import io
import logging
import os
import pty
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.world.instance import signed_in
from tests.world.serving import COMMAND, Begin, environment
from tests.world.waiting import PATIENCE
from workflow.web.logs import TerminalLine, no_own_files


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What a terminal would show."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(TerminalLine())
    handler.addFilter(no_own_files)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_request_is_a_line_that_names_no_person_and_nothing_typed(app: Flask, lines: io.StringIO):
    client = signed_in(app, "ketua.bireuen")
    lines.truncate(0)
    client.get("/komitmen?q=rahasia-sekali")
    client.get("/tidak-ada/rahasia-sekali")
    client.get("/static/app.css")
    client.get("/static/tidak-ada.css")
    found = [re.sub(r"\d\d\.\d\d\.\d\d  ", "", line) for line in lines.getvalue().strip("\0\n").splitlines()]
    assert [re.sub(r"[\d.]+ ms", "… ms", line) for line in found] == [
        "GET /komitmen 200, … ms, akun 1",
        "GET (alamat tidak dikenal) 404, … ms, akun 1",
        "GET /static/<path:filename> 404, … ms, akun 1",
    ]


def test_nothing_of_a_visitor_begins_a_line_or_moves_the_cursor(lines: io.StringIO):
    log = logging.getLogger("percobaan")
    log.warning("%s", "satu\r\n10.00.00  GET /palsu 200\x1b[31m\u202e\u2028")
    try:
        raise RuntimeError("rusak\n10.00.00  GET /palsu 200\x1b[2J")
    except RuntimeError:
        log.exception("galat", extra={"facts": {"incident": "a1\n"}})
    shown = lines.getvalue()
    assert not any(letter in shown for letter in "\r\x1b\u202e\u2028")
    assert [line for line in shown.splitlines() if re.match(r"\d\d\.\d\d\.\d\d  ", line)] == [
        line for line in shown.splitlines() if not line.startswith("    ")
    ]
    assert "PERINGATAN satu\\r\\n10.00.00  GET /palsu 200\\x1b[31m\\u202e\\u2028" in shown
    assert "GALAT galat incident=a1\\n" in shown


def test_the_first_start_says_how_far_the_demo_is(tmp_path: Path, lines: io.StringIO):
    create_app(tmp_path)
    said = [re.sub(r"\d{4,}", "TAHUN", line[10:]) for line in lines.getvalue().splitlines()]
    assert said[0].startswith("Membuat data contoh (sekali saja")
    steps = [line for line in said if re.fullmatch(r"Data contoh: rakor TAHUN, langkah \d+ dari \d+", line)]
    assert len(steps) >= 8
    assert said[-1].startswith("Data contoh: keadaan LKS hari ini")


def test_at_a_terminal_the_server_speaks_in_words(tmp_path: Path, bare_instance: Path, begin: Begin):
    ours, theirs = pty.openpty()
    folder = shutil.copytree(bare_instance, tmp_path / "instance")
    process = begin(COMMAND, env=environment(folder, TUNTAS_WORKERS="0"), stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while not (found := re.search(rb"Tuntas: http://127\.0\.0\.1:(\d+)\r", shown)):
        shown += os.read(ours, 1000)
    connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=PATIENCE)
    connection.request("GET", "/masuk")
    assert connection.getresponse().read()
    connection.close()
    process.terminate()
    with suppress(OSError):  # the other end of a terminal is gone
        while more := os.read(ours, 1000):
            shown += more
    os.close(ours)
    process.wait(PATIENCE)
    told = shown.decode().splitlines()
    assert any(re.fullmatch(r"\d\d\.\d\d\.\d\d  GET /masuk 200, [\d.]+ ms", line) for line in told)
    assert not any(line.startswith("{") for line in told)
