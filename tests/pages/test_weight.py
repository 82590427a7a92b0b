"""What a phone has to fetch: at most 60 KB for the first page with its styles, at most 10 KB for the next."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import signed_in
from tests.world.places import ROOT

NOTE = r"(?m)^\s*//.*$"  # on a line of its own
PACKED = ("br", "gzip")  # what every browser takes over https; what it takes where an office has none


def fetched(client: FlaskClient, path: str, how: str) -> tuple[int, str]:
    """(bytes on the wire, text) of a page or a style sheet."""
    packed = client.get(path, headers={"Accept-Encoding": how})
    assert packed.headers["Content-Encoding"] == how, path
    content = packed.data
    packed.close()
    plain = client.get(path)
    text = plain.text
    plain.close()
    if path.startswith("/static"):
        assert {"br": brotli.decompress, "gzip": gzip.decompress}[how](content).decode() == text
    return len(content), text


@pytest.mark.parametrize("how", PACKED)
@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"])
def test_the_first_load_and_the_next_page(demo_app: Flask, username: str, how: str):
    client = signed_in(demo_app, username)
    first = client.get("/").headers["Location"]
    size, text = fetched(client, first, how)
    assert size <= 10_000, f"{first}: {size} bytes"
    parts = re.findall(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"', text)
    assert len(parts) == 4
    assert size + sum(fetched(client, part, how)[0] for part in parts) <= 60_000


def test_who_knows_no_brotli_has_it_packed_otherwise(demo_app: Flask):
    client = signed_in(demo_app, "ketua.bireuen")
    for told, how in (("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)):
        answer = client.get("/static/app.css", headers={"Accept-Encoding": told})
        assert answer.headers.get("Content-Encoding") == how, told
        assert "Accept-Encoding" in answer.headers["Vary"]
        answer.close()


def test_files_are_not_packed_again(demo_app: Flask):
    client = signed_in(demo_app, "ketua.bireuen")
    store = demo_app.extensions["tuntas"].store
    task = store.find("task", region="11.11", stage="reported", limit=1)[0]["id"]
    answer = client.get(f"/tugas/{task}/rtl.docx", headers={"Accept-Encoding": ", ".join(PACKED)})
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
