"""The lists of LKS that came with an answer key: each is read as its key says, through the command that prints it."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from documents.readers.lks.lks_file import read_lks
from tests.world.places import SAMPLES
from workflow.lks.duplicates import pairs

FOLDER = SAMPLES / "lks"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())
KEYS = {name: key for name, key in EXPECTED.items() if "file" in key}


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key["file"])
def test_a_list_is_read_as_its_key_says(app: Flask, key: dict):
    done = app.test_cli_runner().invoke(args=["lks", "read", str(FOLDER / key["file"]), "--at", key["at"]])
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    assert {name: shown[name] for name in key} == key


def test_what_is_one_across_the_lists_is_found():
    records = [
        one
        for key in KEYS.values()
        for one in read_lks(key["file"], (FOLDER / key["file"]).read_bytes(), key["at"])["institutions"]
    ]
    found = [
        (pair.certain, {"names": [records[at]["name"] for at in (pair.first, pair.second)], "same": list(pair.same)})
        for pair in pairs(records)
    ]
    across = EXPECTED["across"]
    assert [pair for certain, pair in found if certain] == across["certain"]
    assert all(pair in [pair for certain, pair in found if not certain] for pair in across["probable"])
