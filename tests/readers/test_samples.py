"""The office files that came with answer keys: each is read as its key says, through the command that prints it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from tests.world.places import SAMPLES
from tests.world.reader_keys import differences

FOLDER = SAMPLES / "import"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


def key_of(path: Path) -> dict:
    return json.loads((FOLDER / f"{path.name}.expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_as_its_key_says(app: Flask, path: Path):
    key = key_of(path)
    result = app.test_cli_runner().invoke(args=["intake", "read", str(path)])
    shown = json.loads(result.stdout)
    assert shown["file"] == path.name
    if key["expect"] == "refuse":
        assert result.exit_code == 1
        assert shown["expect"] == "refuse"
        assert shown["refusal"]["message"] == result.stderr.strip()
        return
    assert result.exit_code == 0
    assert differences({**key, "expect": "import", **key.get("if_imported", {})}, shown) == []


def test_a_refusal_says_what_the_file_is_and_what_to_do(app: Flask):
    said = {
        path.name: app.test_cli_runner().invoke(args=["intake", "read", str(path)]).stderr
        for path in SAMPLES
        if key_of(path)["expect"] == "refuse"
    }
    assert "dokumen PDF, bukan .docx" in said["08-sebenarnya-pdf.docx"]


def test_a_misspelt_kabupaten_is_proposed_and_asked(app: Flask):
    shown = json.loads(
        app.test_cli_runner().invoke(args=["intake", "read", str(FOLDER / "04-rekomendasi-pic.xlsx")]).stdout
    )
    assert "Kabupaten Bireuen" in shown["tasks"][6]["doubts"]["regions"]
    told = " ".join(f"{remark['place']}: {remark['text']}" for remark in shown["remarks"])
    assert "baris 10: baris tersembunyi" in told
    assert "kolom Instansi Terkait: kolom tersembunyi" in told
    assert "baris 16: baris jumlah" in told
    assert "lembar Referensi" in told
