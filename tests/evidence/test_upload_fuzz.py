"""Damaged files through every way in: an answer in words, never a fault of ours, and nothing half kept."""

from __future__ import annotations

import gc
import hashlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world.arranged import bring, photo
from tests.world.evidence_files import WHOLE
from tests.world.instance import START
from tests.world.places import SAMPLES
from tests.world.shared import one_app, unrendered
from tests.world.signing import signed
from tests.world.upload_ways import Way, kept, pdf, travel_forms, ways_in, word, zipped
from workflow.store import FIELDS

IMPORTS = SAMPLES / "import"
SHEETS = [path.read_bytes() for path in sorted(IMPORTS.glob("0[246]*")) if path.suffix != ".json"]
FILES = {
    "evidence": WHOLE, "emblem": WHOLE[:2], "letterhead": (word(),), "signed": (pdf(), signed(pdf())),
    "check": (pdf(), photo()), "intake": (*SHEETS, word()), "travel": (),
}  # fmt: skip
NAMES = ["a.jpg", "a.pdf", "kop.docx", "lembar.xlsx", "tanpa", "../x.png", "\u202egpj.exe", "CON", "a" * 300, "😀.png"]
PUT_IN = [b"\0" * 40, b"<script>", b"%%EOF\n", b"PK\x05\x06", b"\xff\xd9", zipped()]
TYPES = ["multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "\xff", ""]
COUNTED = sorted(set(FIELDS) - {"pressed", "throttle", "access", "event", "session"})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, bare_instance: Path) -> Iterator[Flask]:
    yield from one_app(tmp_path_factory.mktemp("fuzz") / "instance", bare_instance, START)


@pytest.fixture(scope="module")
def ways(app: Flask) -> dict[str, Way]:
    return ways_in(app, bring(unrendered(app), "reported", START)["id"])


@st.composite
def damaged(draw: Any, wholes: tuple[bytes, ...]) -> bytes:
    """One of the files with some bytes changed, something put in, cut off, or something else behind it."""
    content = bytearray(draw(st.sampled_from(wholes)))
    for place, value in draw(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6)):
        content[int(place * len(content))] = value
    if draw(st.booleans()):
        at = int(draw(st.floats(0, 1)) * len(content))
        content[at:at] = draw(st.sampled_from(PUT_IN))
    return bytes(content[: int(draw(st.one_of(st.just(1.0), st.floats(0, 1))) * len(content))])


def state(app: Flask) -> tuple[dict[str, int], set[Path]]:
    store = app.extensions["tuntas"].store
    return {kind: store.count(kind) for kind in COUNTED}, kept(app)


@pytest.mark.parametrize("way", FILES)
def test_a_damaged_file_gets_words(app: Flask, ways: dict[str, Way], way: str):
    wholes = FILES[way] or travel_forms(app)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(damaged(wholes), st.sampled_from(NAMES))
    def send(content: bytes, name: str) -> None:
        before = state(app)
        answer = ways[way](content, name)
        assert answer.status_code in (200, 302, 303, 413, 422, 429), (answer.status_code, name)
        if answer.status_code in (302, 303):
            for path in kept(app) - before[1]:
                assert path.name == hashlib.sha256(path.read_bytes()).hexdigest()
            return
        assert state(app) == before
        said = lxml.html.fromstring(answer.text).xpath("//main//*[@role='alert' or contains(@class, 't-late')]")
        assert answer.status_code != 422 or any(element.text_content().strip().endswith(".") for element in said)

    send()


def test_the_envelope_of_an_upload_may_be_anything(app: Flask, ways: dict[str, Way]):
    """What lies between a browser and us may cut or change what is round the file as well."""
    code = app.extensions["tuntas"].store.find("document", type="laporan", limit=1)[0]["code"]
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(damaged((head + b"isi\r\n--x--\r\n",)), st.sampled_from(TYPES))
    def send(body: bytes, kind: str) -> None:
        before = state(app)
        answer = app.test_client().post(f"/cek/{code}", data=body, content_type=kind)
        assert answer.status_code in (200, 400, 413, 415, 422, 429), answer.status_code
        assert state(app) == before

    with warnings.catch_warnings():
        # A form that breaks off leaves its file to the collector of garbage.
        warnings.simplefilter("ignore", ResourceWarning)
        send()
        gc.collect()
