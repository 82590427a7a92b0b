"""The lists of LKS that came with an answer key: each is read as its key says, through the command that prints it."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from tests.world.places import SAMPLES

FOLDER = SAMPLES / "lks"
KEYS = {name: key for name, key in json.loads((FOLDER / "expected.json").read_text()).items() if "file" in key}


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key["file"])
def test_a_list_is_read_as_its_key_says(app: Flask, key: dict):
    done = app.test_cli_runner().invoke(args=["lks", "read", str(FOLDER / key["file"]), "--at", key["at"]])
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    assert {name: shown[name] for name in key} == key
