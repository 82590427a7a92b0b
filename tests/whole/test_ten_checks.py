"""The ten checks of what using Tuntas is like, in a real browser on a real server: those that only look.

1 is `tests/pages/test_three_taps.py`. Without JavaScript (8) a task goes its whole way in
`tests/whole/test_journey.py`, and every page is held against axe (9) in `tests/pages/test_accessibility.py`.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app import create_app
from tests.world import seeded
from tests.world.arranged import PATHS, bring
from tests.world.browser import cookie_of, serving, window
from tests.world.instance import START, signed_in
from tests.world.shared import one_app, unrendered

HIGH = 376  # of 740 pixels: what a thumb does not cover
BOTTOMS = """() => Object.fromEntries([...document.querySelectorAll("[aria-label='Keadaan sekarang'] dl > div")].map(
  one => [one.querySelector("dt").innerText, one.querySelector("dd").getBoundingClientRect().bottom]))"""
PLACE = """() => [document.documentElement.scrollWidth,
  ...["left", "top", "right", "bottom"].map(side => document.querySelector(".matrix").getBoundingClientRect()[side])]"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_instance: Any) -> Iterator[Flask]:
    """Read only."""
    folder = tmp_path_factory.mktemp("checks") / "demo"
    shutil.copytree(demo_instance, folder)
    made = create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example")
    yield made
    made.extensions["tuntas"].store.close()


@pytest.fixture(scope="module")
def base(demo: Flask) -> Iterator[str]:
    with serving(demo) as address:
        yield address


def test_4_stage_holder_day_and_next_step_are_high_on_a_phone_wherever_a_task_stands(
    tmp_path_factory: pytest.TempPathFactory, bare_instance: Any, chromium: Browser
):
    for app in one_app(tmp_path_factory.mktemp("bare") / "instance", bare_instance, START):
        tuntas = unrendered(app)
        tasks = {path: bring(tuntas, path, START)["id"] for path in PATHS}
        with serving(app) as base, window(chromium, "phone", base_url=base, locale="id-ID") as opened:
            opened.add_cookies([cookie_of(app, "ketua.bireuen", base)])
            phone = opened.new_page()
            low = {path: found for path, id in tasks.items() if (found := _low(phone, id))}
        assert low == {}


def _low(phone: Page, task: int) -> dict[str, float]:
    phone.goto(f"/tugas/{task}")
    bottoms = phone.evaluate(BOTTOMS)
    assert list(bottoms) == ["Tahap", "Dipegang oleh", "Tenggat", "Langkah berikut", "Kemajuan"]
    return {fact: bottom for fact, bottom in bottoms.items() if fact != "Kemajuan" and bottom >= HIGH}


def test_5_the_matrix_of_23_is_in_one_window_and_counts_what_its_lists_and_its_file_hold(
    demo: Flask, base: str, chromium: Browser
):
    rakor = seeded.under_way(demo.extensions["tuntas"].store)["id"]
    with window(chromium, "desk", base_url=base, locale="id-ID") as opened:
        opened.add_cookies([cookie_of(demo, "dinsos.aceh", base)])
        desk = opened.new_page()
        desk.goto(f"/matriks?rakor={rakor}")
        wide, left, top, right, bottom = desk.evaluate(PLACE)
        assert wide <= 1280, "no scrolling sideways"
        assert min(left, top) >= 0
        assert (right <= 1280, bottom <= 800) == (True, True), (right, bottom)
        assert desk.locator(".matrix thead a").count() == 23
        cells = desk.locator(".matrix tbody a.cell").count()
        boxes = desk.locator(".key-link").all()
        counts = {str(one.get_attribute("href")): int(one.locator("b").inner_text()) for one in boxes}
        for address, number in counts.items():
            desk.goto(address)
            expect(desk.locator("main [role=status] b").first).to_have_text(str(number))
    assert counts
    client = signed_in(demo, "dinsos.aceh")
    assert {url: len(_rows(client.get(url.replace("/tugas", "/tugas.xlsx", 1)).data)) for url in counts} == counts
    *states, late = counts.values()  # what is late is counted over all states
    assert cells == sum(states)
    rows = _rows(client.get(f"/matriks.xlsx?rakor={rakor}").data)
    assert [sum(row[at] for row in rows) for at in (-2, -3)] == [cells, late]


def _rows(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.values)[1:]


@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh", "admin"])
def test_8_the_first_page_weighs_60_kb_at_most_and_the_next_10(
    demo: Flask, base: str, chromium: Browser, username: str
):
    """As they arrive in the browser, heads of the answers included; pictures of papers and help do not count."""
    with window(chromium, "phone", base_url=base, locale="id-ID") as opened:
        opened.add_cookies([cookie_of(demo, username, base)])
        phone, arrived = opened.new_page(), _Arrived()
        wire = opened.new_cdp_session(phone)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", arrived.begun)
        wire.on("Network.loadingFinished", arrived.ended)
        for path, most in (("/", 60_000), ("/bantuan", 10_000), ("/akun", 10_000)):
            arrived.sizes.clear()
            phone.goto(path)
            phone.wait_for_load_state("networkidle")
            assert 1_000 < sum(arrived.sizes.values()) <= most, (path, arrived.sizes)


class _Arrived:
    """Address -> bytes on the wire of what is no picture."""

    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}
        self._addresses: dict[str, str] = {}

    def begun(self, told: dict[str, Any]) -> None:
        if told["type"] != "Image":
            self._addresses[told["requestId"]] = told["response"]["url"]

    def ended(self, told: dict[str, Any]) -> None:
        if told["requestId"] in self._addresses:
            self.sizes[self._addresses[told["requestId"]]] = told["encodedDataLength"]
