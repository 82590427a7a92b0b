"""The second step and the password again as people meet them: in a browser, by phone and at a desk, for everyone."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.world.axe_faults import faults
from tests.world.browser import SIZES, serving, window
from tests.world.instance import Clock
from workflow.demo import PASSWORD


@pytest.mark.parametrize("size", SIZES)
def test_from_setting_it_up_to_approving(demo_app: Flask, chromium: Browser, clock: Clock, size: str):
    """By phone without JavaScript; at the desk with it, and there every page is examined in both sizes."""
    axe, wrong = Axe(), []
    store = demo_app.extensions["tuntas"].store
    task = store.find("task", waits_for="sekdis", region="11.11", order="since", limit=1)[0]

    def look(page: Page, what: str) -> None:
        expect(page.locator("h1")).to_have_text(what)
        for name in SIZES if size == "desk" else ():
            page.set_viewport_size(SIZES[name])
            wrong.extend(f"{what}, {name}: {fault}" for fault in faults(page, axe))

    with serving(demo_app) as base, window(chromium, size, java_script_enabled=size == "desk") as opened:
        page = opened.new_page()
        page.goto(f"{base}/masuk")
        page.locator("button[value='sekdis.bireuen']").click()
        page.goto(f"{base}/akun")
        page.get_by_role("link", name="Pasang langkah kedua").click()
        look(page, "Pasang langkah kedua")
        phone = pyotp.TOTP(shown_secret(page))
        page.get_by_label("Kode dari ponsel").fill(phone.at(clock.at))
        page.get_by_role("button", name="Pasang langkah kedua").click()
        look(page, "Kata sandi sekali lagi")
        page.get_by_label("Kata sandi Anda").fill(PASSWORD)
        page.get_by_role("button", name="Pasang langkah kedua").click()
        look(page, "Langkah kedua sudah dipasang")
        page.goto(f"{base}/akun/langkah-kedua")
        look(page, "Langkah kedua")
        opened.clear_cookies()
        clock.at += timedelta(minutes=1)
        page.goto(f"{base}/persetujuan/{task['id']}")
        page.get_by_label("Nama akun").fill("sekdis.bireuen")
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk", exact=True).click()
        look(page, "Kode dari ponsel")
        page.get_by_label("Kode", exact=True).fill("000000")
        page.get_by_role("button", name="Masuk", exact=True).click()
        look(page, "Kode dari ponsel")
        page.get_by_label("Kode", exact=True).fill(phone.at(clock.at))
        page.get_by_role("button", name="Masuk", exact=True).click()
        expect(page).to_have_url(f"{base}/persetujuan/{task['id']}")
        clock.at += timedelta(minutes=20)
        page.get_by_role("button", name=re.compile("^Setujui dan laporkan")).locator("visible=true").click()
        look(page, "Kata sandi sekali lagi")
        page.get_by_label("Kata sandi Anda").fill(PASSWORD)
        page.get_by_label("Kode dari ponsel Anda").fill(phone.at(clock.at))
        page.get_by_role("button", name="Setujui dan laporkan ke pimpinan").click()
        expect(page.locator(".callout.done")).to_contain_text("Disetujui dan dilaporkan ke pimpinan")
    assert wrong == []


def shown_secret(page: Page) -> str:
    return (page.locator("p.num.text-break").text_content() or "").replace(" ", "")
