"""Letters of twice the size, as somebody sets them in the browser: every page keeps to the window of a phone and of a
desk, so that nobody has to push it sideways to read, and no word is torn into letters that stand under each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.world.browser import FLAGS, SIZES, cookie_of, serving, window
from tests.world.every_page import pages, taken_in
from tests.world.places import ROOT

TWICE = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"  # the setting "very large" is 24 and 20
MORE = {"ketua.bireuen": ("/tugas/111/minta/waktu", "/cari?q=data")}
# A table of numbers may be wider within a frame of its own. What is hidden but heard is one pixel wide.
WRONG = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth, found = wide > 0 ? [`${wide} px too wide`] : [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim(), parent = walk.currentNode.parentElement;
    if (text.length < 8 || getComputedStyle(parent).writingMode !== "horizontal-tb") continue;
    range.selectNodeContents(walk.currentNode);
    const area = range.getBoundingClientRect(), letter = parseFloat(getComputedStyle(parent).fontSize);
    if (area.width > 2 && area.width < 2 * letter && area.height > 5 * letter) found.push(`torn: ${text.slice(0, 30)}`);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def large(chromium: Browser) -> Iterator[Browser]:
    """A browser of somebody who needs letters of twice the size."""
    opened = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, TWICE])
    yield opened
    opened.close()


def faults(page: Page) -> Iterator[str]:
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        yield from (f"{name}: {fault}" for fault in page.evaluate(WRONG))


def test_every_page_keeps_to_its_window(demo_app: Flask, large: Browser):
    taken_in(demo_app)
    wrong = []
    with serving(demo_app) as base:
        for account, addresses in pages(demo_app.extensions["tuntas"].store).items():
            with window(large, "phone", base_url=base) as opened:
                page = opened.new_page()
                if account:
                    opened.add_cookies([cookie_of(demo_app, account, base)])
                for address in (*addresses, *MORE.get(account, ())):
                    page.goto(address)
                    wrong += [f"{account} {address} {fault}" for fault in faults(page)]
                assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert wrong == []


def test_the_check_notices_what_is_wrong(large: Browser):
    page = large.new_page(viewport=SIZES["phone"])
    torn = "<p style='width: 1em; overflow-wrap: anywhere'>Kesejahteraan</p>"
    page.set_content(f"<main style='width: 500px'>{torn}</main>")
    noticed = list(faults(page))
    page.close()
    assert noticed == ["phone: 148 px too wide", "phone: torn: Kesejahteraan", "desk: torn: Kesejahteraan"]


def test_no_layout_of_ours_changes_at_a_width_in_pixels():
    style = (ROOT / "static" / "app.css").read_text()
    assert re.findall(r"@media[^{]*?\d(?=px\))", style) == []
    assert style.count("-width: 48em") > 9
