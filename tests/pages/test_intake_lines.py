"""The lines of the check page: what is asked in them, filters, one row with all its fields; nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from lxml import html
from playwright.sync_api import Browser, expect

from tests.world.axe_faults import faults
from tests.world.browser import SIZES, serving, window
from tests.world.instance import signed_in
from tests.world.office_matrix import HEAD, NEW, checking, matrix, page, typed

ROWS = [
    ["1", "LKKS menyusun rencana.", "Menyusun rencana kerja", "Kab. Bireuen", "Ketua", "30 Desember 2026", ""],
    ["2", "Dinas mendata LKS.", "Mendata LKS", "Bireun", "Kabid", "30 Desember 2026", ""],
    ["3", "Forum dibentuk.", "Forum dibentuk", "Seluruh kabupaten/kota", "Kabid", "triwulan I 2027", ""],
]  # fmt: skip


@pytest.fixture
def dinsos(client_as):
    return client_as("dinsos.aceh")


def rows(client, address) -> dict[str, str]:
    """The words of each line by the key of its row."""
    found = html.fromstring(client.get(address).text).xpath("//table//tr[@id]")
    return {row.get("id"): " ".join(row.text_content().split()) for row in found}


def sheet(tuntas):
    return tuntas.store.find("intake")[0]["sheet"]


def test_an_outcome_and_its_task_in_the_same_words_are_one_line_with_one_tick(dinsos, tuntas):
    address = checking(dinsos, content=matrix(ROWS))
    found = rows(dinsos, address)
    assert list(found) == ["o1", "t1", "o2", "t2", "o3"]
    assert "Semua (23)" in found["o3"]
    assert "31 Mar 2027" in found["o3"]
    typed(dinsos, address, do="simpan", **{"o3.take": None})
    kept = sheet(tuntas)
    assert (kept["outcomes"][2]["take"], kept["tasks"][2]["take"], kept["tasks"][0]["take"]) == (False, False, True)


def test_what_one_row_asks_stands_in_its_line_and_what_is_proposed_is_one_button(dinsos, tuntas):
    address = checking(dinsos, content=matrix(ROWS))
    assert "Ke butir 2" in page(dinsos, address)
    assert "“Bireun” = Kabupaten Bireuen?" in rows(dinsos, address)["t2"]
    typed(dinsos, address, usul="t2")
    assert sheet(tuntas)["tasks"][1]["regions"] == ["11.11"]


def test_filters_keep_what_was_typed(dinsos, tuntas):
    address = checking(dinsos, content=matrix(ROWS))
    answer = typed(dinsos, address, saring="ditanyakan", **{"t1.action": "Menyusun rencana 2027"})
    assert (answer.status_code, answer.location) == (303, f"{address}?saring=ditanyakan")
    assert sheet(tuntas)["tasks"][0]["action"] == "Menyusun rencana 2027"
    assert list(rows(dinsos, answer.location)) == ["o2", "t2"]
    assert "saring “lain”" in page(dinsos, f"{address}?saring=lain")


def test_whether_a_row_is_several_is_asked_and_counted_and_stops_nothing(dinsos, tuntas):
    three = "Melatih LKS: a. manajemen; b. pencatatan; c. rujukan"
    texts = "LKKS menyusun rencana.", three, f"{three} (lanjutan)"
    address = checking(dinsos, content=matrix([[str(n), text, text, "Kab. Pidie", "", "", ""] for n, text in
                                               enumerate(texts, 1)]))  # fmt: skip
    asked = f"{address}?saring=ditanyakan"
    assert "perlu Anda jawab, 2 boleh dibiarkan" in page(dinsos, asked)
    assert list(rows(dinsos, asked)) == ["o2", "o3"]
    answer = typed(dinsos, asked, do="satu:o2", **{"t2.responsible": "Kabid"})
    assert (answer.location, list(rows(dinsos, asked))) == (asked, ["o3"])
    assert sheet(tuntas)["tasks"][1]["responsible"] == "Kabid"
    assert typed(dinsos, address, do="catat", **NEW).status_code == 303
    assert tuntas.store.count("task") == 3


def test_all_lines_of_a_filter_are_taken_or_left_out(dinsos, tuntas):
    address = checking(dinsos, content=matrix(ROWS))
    dinsos.post(f"{address}?saring=ditanyakan", data={"version": "1", "do": "kosong"})
    assert [row["take"] for row in sheet(tuntas)["tasks"]] == [True, False, True]
    dinsos.post(address, data={"version": "2", "do": "kosong"})
    assert "Belum ada butir hasil yang diambil." in page(dinsos, address)
    dinsos.post(address, data={"version": "3", "do": "semua"})
    assert all(row["take"] for kind in ("outcomes", "tasks") for row in sheet(tuntas)[kind])


def test_a_row_opens_with_all_its_fields_and_what_was_typed_elsewhere_is_kept(dinsos, tuntas):
    address = checking(dinsos, content=matrix(ROWS))
    answer = typed(dinsos, address, ubah="o3", **{"t2.regions_written": "Kab. Pidie"})
    assert answer.location == f"{address}?ubah=o3#o3"
    opened = answer.location.partition("#")[0]
    assert "triwulan I 2027" in dinsos.get(opened).text
    answer = typed(dinsos, opened, selesai="o3", **{"t3.responsible": "Sekretaris", "o3.title": "Forum"})
    assert answer.location == f"{address}#o3"
    kept = sheet(tuntas)
    assert (kept["tasks"][2]["responsible"], kept["outcomes"][2]["title"]) == ("Sekretaris", "Forum")
    assert kept["tasks"][1]["regions"] == ["11.07"]


def test_words_instead_of_a_date_stay_when_their_field_is_not_on_the_page(dinsos, tuntas):
    address = checking(dinsos, content=matrix([["1", "Butir.", "Melaksanakan", "Kab. Pidie", "", "tahap 2", ""]]))
    typed(dinsos, address, do="simpan", **{"t1.as_words": "1"})
    typed(dinsos, address, do="simpan", **{"o1.title": "Judul"})
    assert sheet(tuntas)["tasks"][0]["as_words"] is True


def test_an_answer_for_several_rows_that_was_typed_is_not_lost_by_another_button(dinsos, tuntas):
    same = [[str(n), f"Butir {n}.", f"Melaksanakan {n}", "", "", "", ""] for n in (1, 2)]
    address = checking(dinsos, content=matrix(same))
    assert "ditanyakan di atas" in rows(dinsos, address)["t1"]
    typed(dinsos, address, do="simpan")
    assert [task["regions"] for task in sheet(tuntas)["tasks"]] == [[], []]
    typed(dinsos, address, do="simpan", **{"answer.0": "Kab. Pidie"})
    assert [task["regions"] for task in sheet(tuntas)["tasks"]] == [["11.07"], ["11.07"]]


def test_columns_that_were_chosen_and_not_used_stop_the_recording_and_stay_chosen(dinsos, tuntas):
    address = checking(dinsos, content=matrix([row for row in ROWS if row[0] != "2"]))
    places = [n for n, column in enumerate(sheet(tuntas)["columns"]) if column["head"] == "Ket."]
    changes = {f"kolom.{places[0]}": "indicator", "t1.responsible": "Bendahara"}
    answer = typed(dinsos, address, do="catat", **NEW, **changes)
    assert (answer.status_code, "Kolom yang Anda pilih belum dipakai." in answer.text) == (422, True)
    chosen = html.fromstring(answer.text).xpath(f"//select[@id='kolom-{places[0]}']/option[@selected]/@value")
    assert chosen == ["indicator"]
    assert (sheet(tuntas)["tasks"][0]["responsible"], tuntas.store.count("task")) == ("Bendahara", 0)


def test_columns_sent_from_a_page_of_before_show_what_was_typed(dinsos, tuntas):
    address = checking(dinsos, content=matrix(ROWS))
    typed(dinsos, address, do="simpan", **{"t1.action": "Tulisan rekan"})
    data = {"version": "1", "t1.shown": "1", "t1.take": "1", "t1.action": "Tulisan saya"}
    answer = dinsos.post(f"{address}/kolom", data=data)
    assert answer.status_code == 409
    assert "Tulisan saya" in answer.text
    assert "Tulisan rekan" in answer.text


def test_what_the_rakor_has_already_is_a_filter(dinsos, tuntas):
    address = checking(dinsos, content=matrix([ROWS[2]]))
    assert typed(dinsos, address, do="catat", **NEW).status_code == 303
    (rakor,) = tuntas.store.find("rakor")
    again = checking(dinsos, content=matrix(ROWS), rakor=str(rakor["id"]))
    assert "sudah ada" in rows(dinsos, again)["o3"]
    assert list(rows(dinsos, f"{again}?saring=ada")) == ["o3"]


LONG = (
    "Dinas sosial kabupaten/kota menyelenggarakan rapat koordinasi LKS sekurang-kurangnya satu kali dalam tiga bulan",
    "Menyediakan rumah singgah bersama bagi orang telantar", "Menyusun peta sebaran LKS dan jenis layanannya",
    "Mendaftar ulang LKS yang masa berlakunya berakhir",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_sixty_rows_are_four_screens_and_the_questions_one_jump_away(app: Flask, chromium: Browser, size: str):
    asked = {4: "Bireun", 30: "Aceh Tengah/Tenggara"}
    lines = [[str(n), f"{LONG[n % 4]} {n}", asked.get(n, "Kab. Pidie"), "30 Desember 2026"] for n in range(1, 61)]
    lines[43][1] = "Melatih pengurus LKS; mencatat kasus orang telantar"
    block = "\n".join("\t".join(line) for line in [["No", "Tindak Lanjut", "Kab/Kota", "Batas Waktu"], *lines])
    answer = signed_in(app, "dinsos.aceh").post("/impor", data={"pasted": block})
    head = {"version": "1", **NEW}
    assert signed_in(app, "dinsos.aceh").post(answer.location, data=head).status_code == 303
    with serving(app) as base, window(chromium, size) as opened:
        seen = opened.new_page()
        seen.goto(f"{base}/masuk")
        seen.locator("button[value='dinsos.aceh']").click()
        seen.wait_for_url("**/beranda")
        seen.goto(base + answer.location)
        assert seen.locator("tbody tr").count() == 60
        high = seen.evaluate("document.documentElement.scrollHeight")
        assert high <= (4 * 800 if size == "desk" else 12 * 740)
        seen.get_by_role("link", name="Ke butir 4").click()
        expect(seen.locator("#t4-regions_written-isi")).to_be_focused()
        seen.get_by_role("link", name="Ke butir 30").click()
        expect(seen.locator("#t30-regions_written-isi")).to_be_focused()
        seen.get_by_role("link", name="Ke butir 44").click()
        expect(seen.get_by_role("button", name="Pecah menjadi 2, butir 44")).to_be_focused()
        assert faults(seen, Axe()) == []
        seen.locator("button[name=ubah][value=t4], button[name=ubah][value=p4]").first.click()
        seen.wait_for_url(re.compile("ubah=p4#p4$"))  # a link clicked on the page of before would end the way there
        seen.get_by_role("link", name="Ke butir 4").click()
        expect(seen).to_have_url(re.compile("ubah=p4#p4$"))


def test_the_name_of_the_chosen_file_stands_at_the_button_and_without_a_script_the_browser_shows_it(
    app: Flask, chromium: Browser
):
    with serving(app) as base:
        for script in (True, False):
            with window(chromium, "phone", java_script_enabled=script) as opened:
                seen = opened.new_page()
                seen.goto(f"{base}/masuk")
                seen.locator("button[value='dinsos.aceh']").click()
                seen.wait_for_url("**/beranda")
                seen.goto(f"{base}/impor")
                chosen = {"name": "matriks rakor.docx", "mimeType": "application/zip", "buffer": matrix([HEAD])}
                seen.locator("#file").set_input_files(chosen)
                assert seen.locator(".face").is_visible() is script
                if script:
                    expect(seen.locator(".face")).to_contain_text("matriks rakor.docx")
                else:
                    assert seen.locator("#file").evaluate("one => getComputedStyle(one).opacity") == "1"
