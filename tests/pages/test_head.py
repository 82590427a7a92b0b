"""The head of every page in a real browser: the menu of the account, signing out from it, and the keys."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.world.arranged import bring
from tests.world.browser import cookie_of, serving, window
from tests.world.instance import Clock


@pytest.fixture
def desk(app: Flask, chromium: Browser) -> Iterator[Page]:
    """A desk at which the chair of Bireuen is signed in; scripts may not complain."""
    complaints: list[str] = []
    with serving(app) as base, window(chromium, "desk", base_url=base, locale="id-ID") as opened:
        opened.add_cookies([cookie_of(app, "ketua.bireuen", base)])
        page = opened.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert complaints == []


def test_the_menu_of_the_account_closes_by_escape_and_by_a_tap_beside_it(desk: Page):
    desk.goto("/bantuan")
    head, menu = desk.locator(".acct summary"), desk.locator(".acct ul")
    head.click()
    expect(menu.get_by_role("link")).to_have_text(["Agenda nomor", "Mandat", "Akun", "Bantuan", "Pintasan papan tik ?"])
    desk.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(head).to_be_focused()
    head.click()
    desk.locator("h1").click()
    expect(menu).to_be_hidden()


def test_signing_out_from_the_menu_asks_about_drafts_as_the_page_of_the_account_does(desk: Page):
    desk.goto("/akun/mandat/baru")
    desk.locator("main input[type=date]").first.fill("2026-12-01")
    desk.wait_for_function("Object.keys(localStorage).length > 0")
    desk.goto("/bantuan")
    desk.locator(".acct summary").click()
    desk.get_by_role("button", name="Keluar", exact=True).click()
    expect(desk.get_by_text("1 draf belum terkirim.")).to_be_visible()
    desk.get_by_role("button", name="Buang, lalu keluar").click()
    desk.wait_for_url("**/masuk")
    assert desk.evaluate("Object.keys(localStorage)") == []


def test_keys_lead_to_what_is_on_the_page_unless_somebody_types_or_has_switched_them_off(desk: Page):
    desk.goto("/bantuan")
    desk.keyboard.press("/")
    box = desk.get_by_role("searchbox")
    expect(box).to_be_focused()
    desk.keyboard.type("a?/")
    expect(box).to_have_value("a?/")
    desk.locator("h1").click()
    desk.keyboard.press("Control+/")
    expect(box).not_to_be_focused()
    desk.keyboard.press("?")
    desk.wait_for_url("**/akun#pintasan")
    expect(desk.locator("#pintasan kbd")).to_have_text(["?", "/", "c"])
    desk.get_by_label("Pakai pintasan di perangkat ini").uncheck()
    desk.locator("h1").click()
    desk.keyboard.press("/")
    expect(box).not_to_be_focused()
    expect(box).not_to_have_attribute("aria-keyshortcuts", "/")


def test_a_key_presses_the_link_beside_which_it_stands(desk: Page, tuntas: SimpleNamespace, clock: Clock):
    task = bring(tuntas, "reported", clock())
    desk.goto(f"/tugas/{task['id']}")
    expect(desk.locator(".actionbar kbd")).to_have_text("c")
    desk.keyboard.press("c")
    desk.wait_for_url("**/kemajuan")
