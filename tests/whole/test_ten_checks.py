"""The ten checks of what using Tuntas is like, in a real browser on a real server: those that only look.

1 is `tests/pages/test_three_taps.py`; 2, 3, 6 and the keyboard of 9 are in `tests/whole/test_ten_acts.py`. Without
JavaScript (8) a task goes its whole way in `tests/whole/test_journey.py`, and every page is held against axe (9) in
`tests/pages/test_accessibility.py`. That two commands are enough on a bare Debian 12 and 13 (10) is tried there, by
hand; what a test can know of it is below.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import metadata
from typing import Any

import openpyxl
import pytest
from flask import Flask
from packaging.specifiers import SpecifierSet
from playwright.sync_api import Browser, Page, Request, expect

from app import create_app
from tests.world import seeded
from tests.world.arranged import PATHS, bring
from tests.world.browser import cookie_of, serving, window
from tests.world.every_page import pages, taken_in
from tests.world.instance import START, signed_in
from tests.world.mails import REFUSED
from tests.world.places import ROOT
from tests.world.shared import one_app, unrendered
from workflow.keeping.sbom import pins

# Common words of English interfaces that are no Indonesian ones ("total", "status", "menu", "server" are both).
ENGLISH = re.compile(
    r"(?<![\w.@-])(?:"
    r"the|and|of|to|is|you|that|for|are|with|this|from|not|but|what|all|when|your|can|which|how|if|will|up|about|"
    r"out|then|would|into|time|look|more|see|could|than|been|find|come|part|file|error|save|cancel|delete|edit|"
    r"search|login|logout|password|username|list|page|next|previous|send|submit|download|upload|approve|reject|"
    r"loading|please|wrong|invalid|required|missing|found|new|yes|close|open|help|settings|account|date|today|"
    r"yesterday|days|ago|week|month|year|view|show|hide|copy|print|share|sort|update|add|remove|select|choose|"
    r"click|here|done|warning|success|failed|unknown|empty|none|null|undefined|true|false|home|back|forward"
    r")(?![\w@])",
    re.IGNORECASE,
)
ANSWERED = REFUSED.rpartition(": ")[2]  # by a mail server, and shown as it came
WORDS = """() => [document.title, document.body.innerText,
  ...[...document.querySelectorAll("[aria-label], [placeholder]")].flatMap(one => [one.ariaLabel, one.placeholder]),
].join(" ")"""
SHARED = """() => [
  ...[...document.querySelectorAll("textarea[aria-label^='Teks untuk WhatsApp']")].map(one => one.value),
  ...[...document.querySelectorAll("a[href^='https://wa.me']")].map(one => new URL(one.href).searchParams.get("text")),
]"""
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


def test_7_8_9_every_page_is_indonesian_our_own_fits_at_twice_the_size_and_shares_short_texts(
    demo_app: Flask, chromium: Browser
):
    """640 pixels are the window of a desk whose letters are twice as large."""
    taken_in(demo_app)
    wrong: list[str] = []
    shared = 0

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{base}/", "data:", "blob:")):
            wrong.append(request.url)

    with serving(demo_app) as base:
        for account, addresses in pages(demo_app.extensions["tuntas"].store).items():
            with window(chromium, "desk", base_url=base, locale="id-ID") as opened:
                opened.on("request", asked)
                page = opened.new_page()
                page.set_viewport_size({"width": 640, "height": 400})
                if account:
                    opened.add_cookies([cookie_of(demo_app, account, base)])
                for address in addresses:
                    page.goto(address)
                    texts = page.evaluate(SHARED)
                    shared += len(texts)
                    wrong += [f"{account} {address}: {fault}" for fault in _faults(page, texts)]
    assert wrong == []
    assert shared > 9


def _faults(page: Page, texts: list[str]) -> Iterator[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 640:
        yield f"{wide} px wide"
    yield from (f"{len(text)} letters for WhatsApp" for text in texts if len(text) > 300)
    said = page.evaluate(WORDS).replace(ANSWERED, "")
    yield from (said[max(0, found.start() - 20) : found.end() + 20] for found in ENGLISH.finditer(said))


def test_10_the_two_commands_are_there_and_ask_for_what_both_releases_have():
    readme = (ROOT / "README.md").read_text()
    block = re.search(r"## Two commands.*?```sh\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    assert [line.split()[0] for line in block[1].splitlines()] == ["script/server", "script/test"]
    assert "Debian 12 or 13" in readme
    for name in ("server", "test", "bootstrap"):
        subprocess.run(["bash", "-n", ROOT / "script" / name], check=True)
    for name in ("server", "test"):
        assert (ROOT / "script" / name).stat().st_mode & 0o111
        asked = re.findall(r"^debian (.+)", (ROOT / "script" / name).read_text(), re.MULTILINE)
        assert all("t64" not in packages for packages in asked), "a name that only Debian 13 knows"


def test_10_every_package_runs_on_the_python_of_both_releases():
    for package in [
        *pins((ROOT / "requirements.txt").read_text()),
        *pins((ROOT / "tests/requirements.txt").read_text()),
    ]:
        wanted = SpecifierSet(metadata(package).get("Requires-Python") or "")
        assert all(python in wanted for python in ("3.11.2", "3.13.5")), package


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
