"""Every page in every role, at phone and desk size: no axe violation, no sideways scroll, Indonesian, a title."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser

from tests.world.axe_faults import faults
from tests.world.browser import SIZES, serving, window
from tests.world.every_page import pages, taken_in


@pytest.mark.parametrize("size", SIZES)
def test_every_page(demo_app: Flask, chromium: Browser, size: str):
    axe, wrong = Axe(), []
    taken_in(demo_app)
    with serving(demo_app) as base:
        for account, addresses in pages(demo_app.extensions["tuntas"].store).items():
            with window(chromium, size) as opened:
                page = opened.new_page()
                if account:
                    page.goto(f"{base}/masuk")
                    page.locator(f"button[value='{account}']").click()
                for address in addresses:
                    page.goto(base + address)
                    wrong += [f"{account or 'nobody'} {address}: {fault}" for fault in faults(page, axe)]
    assert wrong == []


def test_the_check_notices_what_is_wrong(chromium: Browser):
    page = chromium.new_page(viewport=SIZES["phone"])
    page.set_content("<title>x</title><main style='width:500px'><h1>x</h1><img src='data:,'><a href='#'></a></main>")
    noticed = " ".join(faults(page, Axe()))
    page.close()
    assert all(word in noticed for word in ("scrolls 148 px", "lang ''", "image-alt", "link-name")), noticed
