"""What a phone has to fetch: at most 60 KB for the first page with its styles, at most 10 KB for the next."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import signed_in
from tests.world.places import ROOT

NOTE = r"(?m)^\s*//.*$"  # on a line of its own
PACKED = {"Accept-Encoding": "gzip"}


def fetched(client: FlaskClient, path: str) -> tuple[int, str]:
    """(bytes on the wire, text) of a page or a style sheet."""
    packed = client.get(path, headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip", path
    size = len(packed.data)
    packed.close()
    plain = client.get(path)
    text = plain.text
    plain.close()
    return size, text


@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"])
def test_the_first_load_and_the_next_page(demo_app: Flask, username: str):
    client = signed_in(demo_app, username)
    first = client.get("/").headers["Location"]
    size, text = fetched(client, first)
    assert size <= 10_000, f"{first}: {size} bytes"
    parts = re.findall(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"', text)
    assert len(parts) == 4
    assert size + sum(fetched(client, part)[0] for part in parts) <= 60_000


def test_files_are_not_packed_again(demo_app: Flask):
    client = signed_in(demo_app, "ketua.bireuen")
    store = demo_app.extensions["tuntas"].store
    task = store.find("task", region="11.11", stage="reported", limit=1)[0]["id"]
    answer = client.get(f"/tugas/{task}/rtl.docx", headers=PACKED)
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"PK")


@pytest.mark.parametrize(("name", "noted"), [("app.css", r"(?s)/\*.*?\*/"), ("app.js", NOTE), ("drafts.js", NOTE)])
def test_what_only_readers_of_the_source_need_does_not_travel(app: Flask, name: str, noted: str):
    with app.test_client().get(f"/static/{name}") as answer:
        sent = answer.text
    source = (ROOT / "static" / name).read_text()
    assert re.search(noted, source)
    assert not re.search(noted, sent)
    assert [sent.count(sign) for sign in "{}();"] == [re.sub(noted, "", source).count(sign) for sign in "{}();"]
    assert all(row.count("`") % 2 == 0 for row in source.splitlines())  # a text of several lines would lose its indents
