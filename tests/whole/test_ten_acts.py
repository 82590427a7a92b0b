"""The ten checks of what using Tuntas is like, in a real browser on a real server: those that do something."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.world.arranged import REASON, bring, new_task
from tests.world.browser import cookie_of, serving, window
from tests.world.instance import START, Clock
from tests.world.waiting import PATIENCE
from workflow.demo import PASSWORD

TYPED = {"action": "Menyusun naskah bersama dua dayah", "indicator": "2 (dua) naskah", "responsible": "Ketua LKKS"}
CLICKS = """addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.setItem("klik", 1 + Number(sessionStorage.getItem("klik")));
}, true);"""


def kept(page: Page) -> None:
    for name, text in TYPED.items():
        expect(page.locator(f"[name={name}]").first).to_have_value(text)


def test_2_nothing_typed_is_lost_and_what_is_sent_twice_is_one(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser
):
    """A deadline that is none, no server, a session that ended, the same button twice."""
    task = new_task(tuntas, START)
    with serving(app) as base, window(chromium, "phone", base_url=base, locale="id-ID") as opened:
        opened.add_cookies([cookie_of(app, "ketua.bireuen", base)])
        app.config["WTF_CSRF_ENABLED"] = True
        phone = opened.new_page()
        phone.goto(f"/tugas/{task['id']}/rencana")
        for name, text in TYPED.items():
            phone.fill(f"[name={name}]", "" if name == "action" else text)
        send = phone.get_by_role("button", name="Ajukan ke Sekdis")
        send.click()
        expect(phone.locator("#galat")).to_be_visible()
        phone.fill("[name=action]", TYPED["action"])
        kept(phone)
        opened.set_offline(True)
        send.click()
        expect(phone.locator("[data-note]")).to_contain_text("Belum tersimpan")
        kept(phone)
        opened.set_offline(False)
        clock.at += timedelta(minutes=31)
        phone.get_by_role("button", name=re.compile("Kirim ulang|Ajukan ke Sekdis")).first.click()
        phone.fill("[name=masuk_sandi]", PASSWORD)
        phone.locator("main form button").first.dblclick()
        phone.wait_for_url(re.compile(rf"/tugas/{task['id']}$|/komitmen"))
    saved = tuntas.store.get("task", task["id"])
    assert {name: saved["plan"][name] for name in TYPED} == TYPED
    assert (saved["revision"], saved["waits_for"]) == (1, "sekdis")
    assert tuntas.store.count("document", task=task["id"]) == 1


def test_3_sekdis_approves_in_two_clicks_with_the_pages_in_sight_and_sends_back_with_a_reason(
    app: Flask, tuntas: SimpleNamespace, chromium: Browser
):
    first, second = (bring(tuntas, "draft/sekdis", START - timedelta(days=days))["id"] for days in (3, 1))
    with serving(app) as base, window(chromium, "desk", base_url=base, locale="id-ID") as opened:
        desk = opened.new_page()
        desk.goto("/masuk")
        desk.locator("button[value='sekdis.bireuen']").click()
        desk.wait_for_url("**/persetujuan")
        desk.evaluate(CLICKS)
        opened.add_init_script(CLICKS)
        expect(desk.locator(".sheet img").first).to_be_in_viewport(ratio=0.3)
        assert desk.evaluate("document.querySelector('.sheet img').naturalWidth") >= 600
        approve = desk.get_by_role("button", name="Setujui dan laporkan ke pimpinan").locator("visible=true").first
        approve.scroll_into_view_if_needed()
        expect(desk.locator(".sheet img").first).to_be_in_viewport(ratio=0.3)  # beside the button
        approve.click()
        expect(desk.get_by_role("status").first).to_contain_text("Disetujui dan dilaporkan ke pimpinan")
        assert desk.evaluate("Number(sessionStorage.getItem('klik'))") <= 2
        assert tuntas.store.get("task", first)["stage"] == "reported"
        desk.get_by_role("button", name="Kembalikan").first.click()
        expect(desk.locator("#reason-galat")).to_contain_text("Isi alasan.")
        assert tuntas.store.get("task", second)["waits_for"] == "sekdis"
        desk.fill("#reason", REASON["reason"])
        desk.get_by_role("button", name="Kembalikan").first.click()
        expect(desk.locator("main")).to_contain_text("Tidak ada yang menunggu Anda")
    assert tuntas.store.get("task", second)["returned"]["reason"] == REASON["reason"]


def fetched(page: Page, link: str, folder: Path) -> bytes:
    with page.expect_download() as arriving:
        page.get_by_role("link", name=re.compile(link)).first.click()
    path = folder / arriving.value.suggested_filename
    arriving.value.save_as(path)
    return path.read_bytes()


def test_6_both_files_are_there_with_the_page_of_a_move_and_a_zip_counts_what_it_has(
    demo_app: Flask, chromium: Browser, tmp_path: Path
):
    store = demo_app.extensions["tuntas"].store
    waiting = store.find("task", region="11.11", stage="draft", waits_for="sekdis", cancelled=False)[0]
    with serving(demo_app) as base, window(chromium, "desk", base_url=base, locale="id-ID") as opened:
        desk = opened.new_page()
        desk.goto("/masuk")
        desk.locator("button[value='sekdis.bireuen']").click()
        desk.goto(f"/persetujuan/{waiting['id']}")
        desk.get_by_role("button", name="Setujui dan laporkan ke pimpinan").locator("visible=true").first.click()
        told = desk.get_by_role("status").first
        expect(told).to_contain_text("Disetujui dan dilaporkan ke pimpinan")
        links = [str(one.get_attribute("href")) for one in told.get_by_role("link").all()]
        files = {url.rpartition(".")[2]: opened.request.get(url) for url in links if url.startswith("/dokumen/")}
        assert {kind: (file.status, file.body()[:4]) for kind, file in files.items()} == {
            "docx": (200, b"PK\x03\x04"), "pdf": (200, b"%PDF"),
        }  # fmt: skip
        desk.goto(f"/rakor/{waiting['rakor']}")
        desk.get_by_role("button", name="Unduh semua (ZIP)").click()
        numbers = desk.locator("[data-poll] b.num")
        assert numbers.first.inner_text() == "0"
        total = int(numbers.nth(1).inner_text())
        moving(demo_app, lambda: int(numbers.first.inner_text()), lambda: numbers.count() == 2, desk)
        names = zipfile.ZipFile(io.BytesIO(fetched(desk, "Unduh ZIP", tmp_path))).namelist()
    assert sum(name.endswith((".docx", ".pdf")) for name in names) == 2 * total


def moving(app: Flask, count: Callable[[], int], working: Callable[[], bool], page: Page) -> None:
    """The job is done while the page looks on; the page itself shows a number between none and all."""
    worker = threading.Thread(target=app.extensions["tuntas"].jobs.run_waiting)
    worker.start()
    seen = set[int]()
    while working():
        seen.add(count())
        page.wait_for_timeout(200)
    worker.join(PATIENCE)
    assert len(seen) > 1


def test_9_signing_in_and_an_act_by_the_keyboard_alone(app: Flask, tuntas: SimpleNamespace, chromium: Browser):
    task = bring(tuntas, "reported", START)
    with serving(app) as base, window(chromium, "desk", base_url=base, locale="id-ID") as opened:
        desk = opened.new_page()
        desk.goto("/masuk")
        tab_to(desk, "#username")
        desk.keyboard.type("ketua.bireuen")
        tab_to(desk, "#password")
        desk.keyboard.type(PASSWORD)
        desk.keyboard.press("Enter")
        desk.wait_for_url("**/komitmen")
        tab_to(desk, f"a[href='/tugas/{task['id']}/kemajuan']")
        desk.keyboard.press("Enter")
        desk.wait_for_url("**/kemajuan")
        tab_to(desk, "[name=text]")
        desk.keyboard.type("Naskah disepakati.")
        tab_to(desk, "main button:has-text('Kirim kemajuan')")
        desk.keyboard.press("Enter")
        desk.wait_for_url(f"**/tugas/{task['id']}")
    assert [note["text"] for note in tuntas.store.get("task", task["id"])["progress"]] == ["Naskah disepakati."]


def tab_to(page: Page, wanted: str) -> None:
    """By Tab alone, as often as needed; whatever has the focus on the way shows that it has it."""
    target = page.locator(wanted).first
    for _ in range(120):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
        page.wait_for_function("""() => {  // the frame of a field fades in
          const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== "none" || style.boxShadow !== "none";
        }""")
    raise AssertionError(f"no way to {wanted}")
