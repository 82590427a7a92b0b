"""Lists begin above the fold: twelve rows whole on a desk, the first row above y = 260 on a phone; and axe on them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from app import create_app
from tests.world.axe_faults import faults
from tests.world.browser import serving, window
from tests.world.instance import START, signed_in

HIGHEST, WHOLE = 260, 12  # pixels from the top, rows
LISTS = [
    ("dinsos.aceh", "/tugas"), ("sekdis.bireuen", "/tugas"), ("ketua.bireuen", "/tugas"),
    ("dinsos.aceh", "/dokumen"), ("dinsos.aceh", "/lks"), ("sekdis.bireuen", "/lks"), ("sekdis.bireuen", "/agenda"),
    ("dinsos.aceh", "/agenda"), ("dinsos.aceh", "/rakor"), ("sekdis.bireuen", "/rakor"), ("admin", "/pengaturan/akun"),
    ("admin", "/pengaturan/riwayat"), ("admin", "/pengaturan/kantor"),
]  # fmt: skip
ROWS = """() => {
  const rows = [...document.querySelectorAll("main tbody tr")].map(row => row.getBoundingClientRect());
  return [rows[0].top, rows.filter(row => row.bottom <= innerHeight).length, rows.length];
}"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory, demo_instance) -> Iterator:
    """Read only."""
    folder = tmp_path_factory.mktemp("measures") / "instance"
    shutil.copytree(demo_instance, folder)
    made = create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example")
    with serving(made) as base:
        yield made, base
    made.extensions["tuntas"].store.close()


def open_faults(page: Page) -> list[str]:
    """With a menu open; what lies half under it counts as covered, and is no small target."""
    return [fault for fault in faults(page, Axe()) if not fault.startswith("target-size")]


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_rows_begin_high_and_many_are_whole(demo, chromium, who, path):
    app, base = demo
    cookie = signed_in(app, who).get_cookie("tuntas")
    for size in ("desk", "phone"):
        with window(chromium, size, base_url=base, locale="id-ID") as opened:
            opened.add_cookies([{"name": "tuntas", "value": cookie.value, "url": base}])
            page = opened.new_page()
            page.goto(path)
            assert page.locator(".sample").is_visible()
            top, whole, rows = page.evaluate(ROWS)
            assert whole >= min(WHOLE, rows) if size == "desk" else top < HIGHEST, (size, top, whole, rows)
            assert faults(page, Axe()) == [], size
            for menu in page.locator("main .bar .drop > summary").all():
                menu.click()
                assert open_faults(page) == [], size
                menu.click()
