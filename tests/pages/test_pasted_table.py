"""A table that was copied from a page comes in as a table, with its merged cells; what was changed by hand is words."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.world.browser import SIZES, serving, window
from tests.world.instance import START, signed_in
from tests.world.shared import one_app, unrendered

COPIED = """<!doctype html><meta charset="utf-8"><table border="1"><thead><tr><th>No</th><th>Rekomendasi</th>
<th>Rencana Tindak Lanjut</th><th>Kab/Kota</th><th>Batas Waktu</th></tr></thead><tbody>
<tr><td rowspan="2">1</td><td rowspan="2">LKKS menyusun program kerja</td><td>Rapat pengurus<br>lengkap</td>
<td>Bireuen</td><td>30 September 2026</td></tr>
<tr><td>Menyampaikan laporan</td><td>Pidie</td><td>30 Oktober 2026</td></tr></tbody></table>"""


@pytest.fixture(scope="module")
def app(tmp_path_factory, bare_instance):
    yield from one_app(tmp_path_factory.mktemp("shared") / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture(params=SIZES)
def page(request, app, chromium):
    """Dinas Sosial on the page that takes an office's file; scripts may not complain."""
    cookie = signed_in(app, "dinsos.aceh").get_cookie("tuntas")
    assert cookie is not None
    complaints: list[str] = []
    with serving(app) as base, window(chromium, request.param, base_url=base, locale="id-ID") as opened:
        opened.add_cookies([{"name": "tuntas", "value": cookie.value, "url": base}])
        opened.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
        page = opened.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert complaints == []


def paste(page: Page) -> None:
    """Copies the table out of a page as people do, and pastes it into the field."""
    page.goto("/impor")
    page.set_content(COPIED)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.goto("/impor")
    page.locator("summary", has_text="Atau tempel").click()
    page.locator("#pasted").focus()
    page.keyboard.press("Control+v")
    expect(page.locator("#pasted")).to_have_value(re.compile("Rapat pengurus"))


def tasks(tuntas: SimpleNamespace) -> list[tuple[str, str, str]]:
    sheet = tuntas.store.find("intake", order="-id")[0]["sheet"]
    return [(task["outcome"], task["action"], task["deadline"]) for task in sheet["tasks"]]


def test_a_copied_table_keeps_its_merged_cells(page, tuntas):
    paste(page)
    expect(page.locator("#shape-told")).to_be_visible()
    page.get_by_role("button", name="Baca dan periksa").click()
    page.wait_for_url("**/impor/*")
    assert tasks(tuntas) == [
        ("o1", "Rapat pengurus\nlengkap", "2026-09-30"),
        ("o1", "Menyampaikan laporan", "2026-10-30"),
    ]
    assert tuntas.store.find("intake", order="-id")[0]["source"]["kind"] == "html"


def test_what_was_changed_in_the_field_is_read_as_it_stands_there(page, tuntas):
    paste(page)
    page.locator("#pasted").press("Control+End")
    page.keyboard.type(" ")
    expect(page.locator("#shape-told")).to_be_hidden()
    page.locator("#pasted").fill("Hasil rapat:\n1. LKKS menyusun program kerja")
    page.get_by_role("button", name="Baca dan periksa").click()
    page.wait_for_url("**/impor/*")
    assert tuntas.store.find("intake", order="-id")[0]["source"]["kind"] == "pasted"


def test_columns_of_a_pasted_table_are_assigned_by_hand_too(app, tuntas):
    dinsos = signed_in(app, "dinsos.aceh")
    html = "<table><tr><td>LKKS menyusun rencana<td>Bireuen<tr><td>LKS didata<td>Pidie</table>"
    answer = dinsos.post("/impor", data={"pasted": "LKKS menyusun rencana\tBireuen", "shape": html})
    assert answer.status_code == 303, answer.text
    found = tuntas.store.find("intake", order="-id")[0]
    chosen = {"version": found["version"], "kolom.0": "action", "kolom.1": "regions", "tanpa_judul.0": "1"}
    assert dinsos.post(f"{answer.location}/kolom", data=chosen).status_code == 303
    sheet = tuntas.store.find("intake", order="-id")[0]["sheet"]
    assert [task["regions"] for task in sheet["tasks"]] == [["11.11"], ["11.07"]]


def test_a_table_of_which_nothing_is_understood_leaves_its_words(app, tuntas):
    dinsos = signed_in(app, "dinsos.aceh")
    words = "Hasil rapat:\n1. LKKS menyusun program kerja"
    answer = dinsos.post("/impor", data={"pasted": words, "shape": "<table></table>"})
    assert answer.status_code == 303, answer.text
    assert tuntas.store.find("intake", order="-id")[0]["source"]["kind"] == "pasted"
    refused = dinsos.post("/impor", data={"pasted": words, "shape": "<table><b>isi</b></table>", "rakor": "999"})
    assert refused.status_code == 422
    assert "&lt;table&gt;&lt;b&gt;isi" in refused.text
