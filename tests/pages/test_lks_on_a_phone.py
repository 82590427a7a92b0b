"""Pages of LKS and indicator on a phone: numbers and names stay whole, choices can be read, large lists have heads."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.world.axe_faults import faults
from tests.world.browser import serving, window
from tests.world.instance import signed_in

# the words of which a part stands on the next line; a soft hyphen is a place where a name may break
BROKEN = """
selector => [...document.querySelectorAll(selector)].flatMap(box => {
  const found = [], texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    for (const word of texts.currentNode.data.matchAll(/[^\\s\\u00ad/-]+/g)) {
      const range = document.createRange();
      const after = texts.currentNode.data[word.index - 1] === '\u00ad';  // the hyphen belongs to this letter
      range.setStart(texts.currentNode, word.index + (after ? 1 : 0));
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) found.push(word[0]);
    }
  return found;
})
"""
# the chosen words of a select that are wider than its room
CUT = """
() => [...document.querySelectorAll('main select')].filter(box => {
  const style = getComputedStyle(box), pen = document.createElement('canvas').getContext('2d');
  pen.font = style.font;
  const room = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return pen.measureText(box.selectedOptions[0].text).width > room + 1;
}).map(box => box.name)
"""


@pytest.fixture
def base(demo_app: Flask) -> Iterator[str]:
    with serving(demo_app) as address:
        yield address


def opened(app: Flask, browser_window: BrowserContext, base: str, who: str) -> Page:
    cookie = signed_in(app, who).get_cookie("tuntas")
    assert cookie is not None
    browser_window.add_cookies([{"name": "tuntas", "value": cookie.value, "url": base}])
    return browser_window.new_page()


def test_a_chair_reads_whole_numbers(demo_app: Flask, chromium: Browser, base: str):
    with window(chromium, "phone") as phone:
        page = opened(demo_app, phone, base, "ketua.bireuen")
        page.goto(f"{base}/indikator")
        assert page.evaluate(BROKEN, ".numbers :is(th, td)") == []


def test_what_is_chosen_can_be_read_whole(demo_app: Flask, chromium: Browser, base: str):
    store = demo_app.extensions["tuntas"].store
    with window(chromium, "phone") as phone:
        page = opened(demo_app, phone, base, "ketua.bireuen")
        for lks in store.find("lks", region="11.11", ended=False, limit=2):
            page.goto(f"{base}/lks/{lks['id']}/ubah")
            assert page.evaluate(CUT) == []


def test_a_large_list_that_is_taken_in_has_a_head_over_every_column(demo_app: Flask, chromium: Browser, base: str):
    rows = "Nama LKS;Kecamatan;Nomor STP\n" + "".join(f"LKSA Contoh {n};Juli;46{n}/STP\n" for n in range(5))
    answer = signed_in(demo_app, "sekdis.bireuen").post(
        "/lks/impor", data={"file": (io.BytesIO(rows.encode()), "daftar.csv")}
    )
    assert answer.status_code == 303, answer.text
    with window(chromium, "desk") as desk:
        page = opened(demo_app, desk, base, "sekdis.bireuen")
        page.goto(base + answer.location)
        assert faults(page, Axe()) == []
