"""The pages of mandates: the giver's own and the admin's, and which regions lack somebody."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from tests.world.arranged import ADMIN, bring
from tests.world.browser import SIZES, serving, window
from tests.world.instance import START, Clock, signed_in
from tests.world.mandated import BASIS, PERIOD, THIRD, account, give, third
from workflow.people import mandates

ClientAs = Callable[[str], FlaskClient]


def typed(tuntas: SimpleNamespace, deputy: str, **more: str) -> dict[str, str]:
    return {**PERIOD, "deputy": str(account(tuntas.store, deputy)["id"]), **more}


def choices(page: str, name: str) -> list[str]:
    return [one.text_content() for one in lxml.html.fromstring(page).xpath(f"//select[@name='{name}']/option")]


def test_the_giver_records_it_on_a_page_of_his_own(client_as: ClientAs, tuntas: SimpleNamespace):
    third(tuntas.store)
    client = client_as("ketua.bireuen")
    page = client.get("/akun/mandat/baru").text
    assert "Ketua LKKS Kabupaten Bireuen" in page
    offered = choices(page, "deputy")
    assert [one for one in offered if "(admin)" in one or "(ketua.bireuen)" in one] == []
    assert "bireuen" in offered[1]  # those of the own region first
    answer = client.post("/akun/mandat/baru", data=typed(tuntas, THIRD), follow_redirects=True)
    assert "Mandat dicatat" in answer.text
    shown = client.get("/akun/mandat").text
    for said in ("Berlaku", "Kepala Bidang Rehabilitasi Sosial", "9 November 2026 sampai 20 November 2026", BASIS):
        assert said in shown
    held = signed_in(tuntas_app(client), THIRD).get("/akun/mandat").text
    assert "a.n. Ketua LKKS Kabupaten Bireuen" in held
    assert "Akhiri sekarang" not in held


def tuntas_app(client: FlaskClient) -> Flask:
    app = client.application
    assert isinstance(app, Flask)
    return app


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client_as: ClientAs, tuntas: SimpleNamespace):
    client = client_as("ketua.bireuen")
    answer = client.post("/akun/mandat/baru", data=typed(tuntas, "sekdis.bireuen"))
    assert (answer.status_code, "ada pada satu orang" in answer.text, BASIS in answer.text) == (422, True, True)
    assert tuntas.store.count("mandate") == 0


def test_the_giver_ends_it_early(client_as: ClientAs, tuntas: SimpleNamespace):
    mandate, client = give(tuntas.store, "ketua.bireuen", "dinsos.aceh"), client_as("ketua.bireuen")
    answer = client.post(f"/akun/mandat/{mandate['id']}/akhiri", follow_redirects=True)
    assert "diakhiri. Mulai sekarang" in answer.text
    assert "Diakhiri" in client.get("/akun/mandat").text
    assert client.post(f"/akun/mandat/{mandate['id']}/akhiri").status_code == 409


@pytest.mark.parametrize("who", ["dinsos.aceh", "sekdis.bireuen", "ketua.pidie"])
def test_one_of_somebody_else_is_as_unknown_as_none(client_as: ClientAs, tuntas: SimpleNamespace, who: str):
    mandate, client = give(tuntas.store, "ketua.bireuen", "dinsos.aceh"), client_as(who)
    assert client.post(f"/akun/mandat/{mandate['id']}/akhiri").status_code == 404
    assert client.post("/akun/mandat/999/akhiri").status_code == 404


def test_the_admin_records_one_for_an_office_without_account(client_as: ClientAs, tuntas: SimpleNamespace):
    client = client_as("admin")
    assert "Kab. Aceh Selatan" in lacking(client)
    data = typed(tuntas, "dinsos.aceh", giver="kosong:ketua:11.01")
    offered = choices(client.get("/pengaturan/mandat/baru").text, "giver")
    assert "Ketua LKKS Kabupaten Aceh Selatan (tanpa akun)" in offered
    assert client.post("/pengaturan/mandat/baru", data=data).status_code == 302
    assert "a.n. Ketua LKKS Kabupaten Aceh Selatan" in client.get("/pengaturan/mandat").text
    assert "Ketua LKKS, 20 kabupaten/kota" in lacking(client)
    events = client.get("/pengaturan/riwayat?jenis=akun").text
    assert "untuk dinsos.aceh dicatat: 2026-11-09 sampai 2026-11-20" in events


def lacking(client: FlaskClient) -> str:
    """What the admin's first page says of offices that nobody has."""
    found = lxml.html.fromstring(client.get("/pengaturan").text).xpath("//*[@id='kosong']")
    return " ".join(found[0].text_content().split()) if found else ""


def test_the_admin_ends_it_and_reads_what_was_done_for_whom(client_as: ClientAs, tuntas: SimpleNamespace, clock: Clock):
    mandate, client = give(tuntas.store, "sekdis.bireuen", "dinsos.aceh"), client_as("admin")
    deputy = client_as("dinsos.aceh")
    deputy.post("/akun/meja", data={"mandat": str(mandate["id"])})
    deputy.post("/agenda/sediakan", data={"subject": "Undangan rapat"})
    assert client.post(f"/pengaturan/mandat/{mandate['id']}/akhiri").status_code == 302
    for username in ("dinsos.aceh", "sekdis.bireuen"):
        page = client.get(f"/pengaturan/riwayat?jenis=nomor&akun={account(tuntas.store, username)['id']}").text
        assert "Dinas Sosial Aceh (a.n. Sekretaris Dinas Sosial Kabupaten Bireuen)" in page
    assert deputy.get("/agenda").status_code == 403


def test_the_list_goes_on_behind_fifty(client_as: ClientAs, tuntas: SimpleNamespace):
    for _ in range(51):
        mandates.end(tuntas.store, ADMIN, give(tuntas.store, "ketua.bireuen", "dinsos.aceh")["id"], at=START)
    client = client_as("admin")
    first = lxml.html.fromstring(client.get("/pengaturan/mandat").text)
    following = first.xpath("//a[contains(., 'lebih lama')]/@href")[0]
    assert len(first.xpath("//ul[@class='rows']/li")) == 50
    assert client.get(following).text.count("<h3") == 1


@pytest.mark.parametrize("size", SIZES)
def test_a_deputy_approves_on_the_last_day_and_is_refused_the_day_after(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser, size: str
):
    """Without JavaScript, over midnight in Aceh."""
    give(tuntas.store, "sekdis.bireuen", "dinsos.aceh")
    task, other = (bring(tuntas, "draft/sekdis", START, title=title) for title in ("Pertama", "Kedua"))
    clock.at = START.replace(day=20, hour=23, minute=50)
    with serving(app) as base, window(chromium, size, java_script_enabled=False) as opened:
        page = opened.new_page()
        page.goto(f"{base}/masuk")
        page.locator("button[value='dinsos.aceh']").click()
        page.get_by_role("button", name="Ke meja Sekretaris Dinas Sosial Kabupaten Bireuen").click()
        page.wait_for_url("**/persetujuan")
        assert "Anda bekerja a.n. Sekretaris" in page.locator("aside[aria-label='Meja kerja']").inner_text()
        page.goto(f"{base}/persetujuan/{task['id']}")
        page.get_by_role("button", name="Setujui").first.click()
        expect(page.get_by_role("status").first).to_be_visible()
        page.goto(f"{base}/tugas/{task['id']}")
        assert tuntas.store.get("task", task["id"])["stage"] == "reported"
        assert "Dinas Sosial Aceh (a.n. Sekretaris Dinas Sosial Kabupaten Bireuen)" in page.content()
        page.goto(f"{base}/persetujuan/{other['id']}")
        clock.at = START.replace(day=21, hour=0, minute=5)
        page.get_by_role("button", name="Setujui").first.click()
        expect(page.locator("main")).to_contain_text("berlaku sampai 20 November 2026")
        assert tuntas.store.get("task", other["id"])["stage"] == "draft"
        page.goto(f"{base}/")
        assert page.url.endswith("/beranda")
        assert page.locator("aside[aria-label='Meja kerja']").count() == 0
