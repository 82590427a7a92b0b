"""The head of a desk stays one line in narrow and wide faces; on *Ingatkan* no text or control covers another."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta

import fontpkg_arimo
import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.world.all_late import all_late
from tests.world.browser import WAIT, cookie_of, serving
from tests.world.instance import START

LINE = 56  # pixels: the height of a head of one line, with its border
# Arial and Liberation Sans have Arimo's widths; DejaVu Sans is the widest face that a Linux desk falls back to.
ARIMO = base64.b64encode((fontpkg_arimo.ROOT / "files" / "Arimo[wght].ttf").read_bytes()).decode()
FACES = {
    "Arial": f"@font-face {{ font-family: Asked; font-weight: 400 700; src: url(data:font/ttf;base64,{ARIMO}) }}",
    "DejaVu Sans": "@font-face { font-family: Asked; src: local('DejaVu Sans') }"
    "@font-face { font-family: Asked; font-weight: 700; src: local('DejaVu Sans Bold') }",
}
SET = "body { font-family: Asked, sans-serif !important }"
# Every text and control of each row, and the letter beside them: the two of which one covers the other.
COVERED = """() => {
  const found = [], letter = document.querySelector("#surat");
  const texts = row => {
    const walk = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), nodes = [];
    while (walk.nextNode()) if (walk.currentNode.data.trim()) nodes.push(walk.currentNode);
    return nodes.filter(node => !node.parentElement.closest(".visually-hidden"));
  };
  const area = node => {
    if (node.nodeType !== Node.TEXT_NODE) return node.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const shown = node => area(node).width > 1 && area(node).right > 0;
  for (const row of document.querySelectorAll(".tbl.lead tbody tr")) {
    const parts = [...row.querySelectorAll("input, button"), ...texts(row)].filter(shown);
    for (const one of parts) for (const other of [...parts, letter]) {
      if (one.contains(other) || other.contains(one)) continue;
      const [a, b] = [area(one), area(other)];
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        found.push([one, other].map(node => node.textContent.trim().slice(0, 30)));
    }
  }
  return found;
}"""


@pytest.fixture
def late(app: Flask, clock, tuntas, chromium: Browser) -> Iterator[BrowserContext]:
    all_late(tuntas)
    clock.at = START + timedelta(days=60)
    yield from signed_in_at(app, chromium, "dinsos.aceh")


def signed_in_at(app: Flask, chromium: Browser, who: str) -> Iterator[BrowserContext]:
    with serving(app) as base:
        opened = chromium.new_context(base_url=base, locale="id-ID", service_workers="block", bypass_csp=True)
        opened.set_default_timeout(WAIT)
        opened.add_cookies([cookie_of(app, who, base)])
        yield opened
        opened.close()


def in_face(opened: BrowserContext, path: str, face: str) -> Page:
    page = opened.new_page()
    page.goto(path)
    page.add_style_tag(content=FACES[face] + SET)
    page.evaluate(
        "async () => { await document.fonts.load('14px Asked'); await document.fonts.load('700 14px Asked'); }"
    )
    return page


@pytest.mark.parametrize("face", FACES)
def test_no_text_or_control_of_a_row_covers_another(late: BrowserContext, face: str):
    page = in_face(late, "/ingatkan", face)
    for width in (360, 640, 768, 991, 1040, 1200, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(COVERED) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("who", ["dinsos.aceh", "sekdis.bireuen", "ketua.bireuen", "admin"])
def test_the_head_of_a_desk_is_one_line(app: Flask, chromium: Browser, who: str):
    for opened in signed_in_at(app, chromium, who):
        for face in FACES:
            page = in_face(opened, "/akun", face)
            for width in (1000, 1040, 1200, 1240, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.locator("header.top").evaluate("head => head.offsetHeight") <= LINE, (face, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (face, width)
