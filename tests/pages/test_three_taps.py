"""Progress with a photo in three taps after signing in, on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.world.arranged import CHAIR, PROGRESS, bring, do
from tests.world.browser import serving, window
from tests.world.evidence_files import phone_photo
from tests.world.instance import START
from tests.world.shared import one_app, unrendered
from workflow.demo import PASSWORD
from workflow.evidence.counted import current_evidence

# Every tap of a finger, from page to page; what the keyboard does is none.
COUNTED = """addEventListener("pointerdown", () => {
  sessionStorage.setItem("ketukan", 1 + Number(sessionStorage.getItem("ketukan")));
}, true);"""
TAPS = "() => Number(sessionStorage.getItem('ketukan'))"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, bare_instance: Any) -> Iterator[Flask]:
    yield from one_app(tmp_path_factory.mktemp("shared") / "instance", bare_instance, START)


def test_progress_with_a_photo(app: Flask, chromium: Browser):
    tuntas = unrendered(app)
    task = bring(tuntas, "reported", START)
    do(tuntas, task, "progress", CHAIR, START, **{**PROGRESS, "percent": "60"})
    with serving(app) as base, window(chromium, "phone", base_url=base, locale="id-ID", has_touch=True) as opened:
        phone = opened.new_page()
        phone.goto("/masuk")
        phone.fill("#username", "ketua.bireuen")
        phone.fill("#password", PASSWORD)
        phone.get_by_role("button", name="Masuk", exact=True).tap()
        phone.wait_for_url("**/komitmen")
        phone.evaluate(COUNTED)
        opened.add_init_script(COUNTED)
        phone.get_by_role("link", name="Catat kemajuan").first.tap()
        button = phone.locator("#photos")  # lies over its words
        expect(button).to_be_in_viewport()  # without scrolling
        with phone.expect_file_chooser() as chooser:
            button.tap()
        chooser.value.set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": phone_photo(6, (2400, 1800))})
        expect(phone.locator("#text")).to_be_focused()
        phone.keyboard.type("Naskah disepakati.")
        phone.get_by_role("button", name="Kirim kemajuan").tap()
        phone.wait_for_url(f"**/tugas/{task['id']}")
        assert phone.evaluate(TAPS) == 3
    saved = tuntas.store.get("task", task["id"])
    note = saved["progress"][-1]
    assert (note["percent"], note["text"], note["date"]) == (60, "Naskah disepakati.", START.date().isoformat())
    assert [piece["name"] for piece in current_evidence(tuntas.store, task["id"])][-1] == "a.jpg"
