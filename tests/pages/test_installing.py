"""On the first screen of a phone: the manifest is taken, and the worker keeps nothing that is anybody's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.world.arranged import bring
from tests.world.browser import serving, window
from tests.world.headers import POLICY
from tests.world.instance import START, signed_in
from tests.world.shared import one_app, unrendered
from workflow.pages import installing

OURS = "Kabupaten Bireuen"
# What is in every cache of the browser: address -> text.
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) found[new URL(url).pathname] = await (await cache.match(url)).text();
  }
  return found;
}"""
WITHOUT = """async (old) => {
  while ((await caches.keys()).includes(old)) await new Promise((done) => setTimeout(done, 50));
}"""
CONTROLLED = "() => navigator.serviceWorker.controller?.state === 'activated'"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, bare_instance: Any) -> Iterator[Flask]:
    yield from one_app(tmp_path_factory.mktemp("shared") / "instance", bare_instance, START)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    with window(chromium, "phone", service_workers="allow", locale="id-ID") as opened:
        yield opened


def carry(app: Flask, phone: BrowserContext, base: str) -> None:
    """The chair of Bireuen is signed in there."""
    cookie = signed_in(app, "ketua.bireuen").get_cookie("tuntas")
    assert cookie is not None
    phone.add_cookies([{"name": "tuntas", "value": cookie.value, "url": base}])


def opened(phone: BrowserContext, address: str) -> Page:
    page = phone.new_page()
    page.goto(address)
    page.wait_for_function(CONTROLLED)
    return page


def test_chromium_takes_the_manifest(app: Flask, phone: BrowserContext):
    with serving(app) as base:
        page = opened(phone, f"{base}/masuk")
        talk = phone.new_cdp_session(page)
        found = talk.send("Page.getAppManifest")
        assert found["errors"] == []
        assert json.loads(found["data"])["display"] == "standalone"
        refused = {one["errorId"] for one in talk.send("Page.getInstallabilityErrors")["installabilityErrors"]}
        assert refused <= {"in-incognito"}  # as every window of these tests is


def test_every_icon_is_there_in_its_size(app: Flask):
    client = app.test_client()
    manifest = client.get("/manifest.webmanifest")
    assert manifest.mimetype == "application/manifest+json"
    assert {icon["purpose"] for icon in manifest.json["icons"]} == {"any", "maskable"}
    for icon in manifest.json["icons"]:
        answer = client.get(icon["src"])
        assert answer.data.startswith(b"\x89PNG")
        width = int.from_bytes(answer.data[16:20], "big")
        assert icon["sizes"] == f"{width}x{width}"
        answer.close()


def test_the_worker_is_the_same_for_everybody_and_not_kept_by_browsers(app: Flask):
    stranger = app.test_client().get("/pekerja.js")
    assert (stranger.mimetype, stranger.headers["Cache-Control"]) == ("text/javascript", "no-store")
    assert stranger.headers["Content-Security-Policy"] == POLICY
    assert "Set-Cookie" not in stranger.headers
    assert signed_in(app, "ketua.bireuen").get("/pekerja.js").data == stranger.data


def test_nothing_of_anybody_is_kept_and_without_a_connection_it_says_so(app: Flask, phone: BrowserContext):
    task = bring(unrendered(app), "reported", START)
    with serving(app) as base:
        carry(app, phone, base)
        page = opened(phone, f"{base}/komitmen")
        page.goto(f"{base}/tugas/{task['id']}")
        expect(page.locator("header")).to_contain_text(OURS)
        before = page.evaluate(KEPT)
        page.goto(f"{base}/akun")
        page.locator("main").get_by_role("button", name="Keluar", exact=True).click()
        expect(page.get_by_role("heading", name="Masuk ke Tuntas")).to_be_visible()
        after = page.evaluate(KEPT)
    assert before == after
    bootstrap = "/bootstrap/static/css/bootstrap.min.css"
    assert set(after) == {"/luring", bootstrap, "/static/app.css", "/static/app.js", "/static/drafts.js"}
    assert OURS not in "".join(after.values())
    assert "data-reader" not in after["/luring"]
    for path in ("/komitmen", f"/tugas/{task['id']}", "/masuk"):  # the server is gone
        page.goto(base + path)
        expect(page.get_by_role("heading", name="Tidak ada sambungan")).to_be_visible()
        assert OURS not in page.content()
        assert page.locator("header").evaluate("top => getComputedStyle(top).backgroundColor") == "rgb(7, 68, 58)"
        assert page.get_by_role("link", name="Coba lagi").evaluate("link => link.href") == base + path


def test_a_page_is_asked_for_as_without_the_worker(app: Flask, phone: BrowserContext, monkeypatch: pytest.MonkeyPatch):
    """By what a browser says of itself the guard knows whether somebody sits before it."""
    said = []
    view = app.view_functions["home.commitments"]
    monkeypatch.setitem(
        app.view_functions, "home.commitments", lambda: said.append(request.headers.get("Sec-Fetch-Dest")) or view()
    )
    with serving(app) as base:
        carry(app, phone, base)
        page = opened(phone, f"{base}/komitmen")
        page.goto(f"{base}/komitmen")
        page.reload()
    assert said == ["document"] * 3


def test_a_new_version_drops_what_the_old_one_kept(app: Flask, phone: BrowserContext, monkeypatch: pytest.MonkeyPatch):
    with serving(app) as base:
        page = opened(phone, f"{base}/masuk")
        [old] = page.evaluate("() => caches.keys()")
        monkeypatch.setattr(installing, "_version", lambda: "baru")
        page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
        page.evaluate(WITHOUT, old)
        assert page.evaluate("() => caches.keys()") == ["tuntas baru"]
