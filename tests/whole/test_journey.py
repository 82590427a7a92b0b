"""One outcome from the rakor to "dilaksanakan", in a real browser, with both files at every stage read back."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.world.arranged import photo
from tests.world.browser import serving
from tests.world.journeys import People, downloads, fill, press, says

TITLE = "Rapat Koordinasi LKS & Mitra"
OUTCOME = "LKKS menjalin kemitraan dengan dayah <Ule Gle> dan dunia usaha."
SHORT = "Jalin kemitraan LKS"
FIRST = "Menyiapkan kesepakatan"
PLAN = {
    "Tindak lanjut": "Menyiapkan dan menandatangani kesepakatan dengan 2 (dua) dayah",
    "Indikator": "2 (dua) naskah kesepakatan ditandatangani",
    "Penanggung jawab": "Ketua LKKS Kabupaten Bireuen",
}
DIRECTION = "Setuju, dahulukan dayah di Peusangan."
DONE = "Naskah dengan kedua dayah sudah ditandatangani."
CAPTION = "Penandatanganan kesepakatan"
PLACE = "Gampong Meunasah Dayah"
BACK_PLAN = "Indikator belum menyebut jumlah naskah."
BACK_CLAIM = "Foto baru memuat satu dayah. Lengkapi."


@pytest.mark.parametrize(("size", "script"), [("phone", False), ("desk", True)], ids=["phone-without-script", "desk"])
def test_from_the_rakor_to_implemented(app: Flask, chromium: Browser, tmp_path: Path, size: str, script: bool):
    with serving(app) as base, ExitStack() as windows:
        people = People(windows, chromium, base, size, script)
        record_rakor(people.dinsos)
        plan_is_sent_back_once(people, tmp_path)
        report_is_approved(people, tmp_path)
        claim_is_sent_back_once(people)
        implementation_is_verified(people, tmp_path)


def record_rakor(page: Page) -> None:
    page.goto(re.sub(r"/beranda.*", "/rakor", page.url))
    press(page, "Catat rakor", "link")
    fill(page, title=TITLE, start="2026-11-02", end="2026-11-03", venue="Aula Dinas Sosial", city="Banda Aceh")
    fill(page, basis_number="005/123", basis_date="2026-10-20")
    page.get_by_text("Tempel susunan acara", exact=True).click()
    fill(page, agenda="2026-11-02 09.00 Pembukaan\nPembahasan")
    press(page, "Masukkan ke susunan acara")
    expect(page.locator("[name='items-1-title']")).to_have_value("Pembahasan")
    press(page, "Simpan rakor")
    fill(page, text=OUTCOME, title=SHORT, commission="Komisi A", deadline="2026-12-15")
    press(page, "Simpan butir")
    page.get_by_role("link", name=re.compile("Bagikan")).locator("visible=true").first.click()
    page.get_by_label(re.compile("Bireuen")).check()
    page.get_by_role("button", name=re.compile("^Bagikan")).locator("visible=true").first.click()
    expect(page.locator("main")).to_contain_text("Bireuen")


def plan_is_sent_back_once(people: People, folder: Path) -> None:
    chair, sekdis = people.chair, people.sekdis
    open_task(chair, "/komitmen")
    task = chair.url
    chair.goto(f"{task}/rencana")
    fill(chair, action=FIRST, indicator="Naskah", responsible=PLAN["Penanggung jawab"])
    press(chair, "Ajukan ke Sekdis")
    chair.goto(task)
    says(downloads(chair, "Rencana tindak lanjut, revisi 1", folder), FIRST, OUTCOME, "15 Desember 2026")

    sekdis.goto(f"{people.base}/persetujuan")
    expect(sekdis.locator("main")).to_contain_text(SHORT)
    fill(sekdis, reason="pendek")
    press(sekdis, "Kembalikan")
    expect(sekdis.locator("main")).to_contain_text("Alasan paling sedikit 10 huruf")
    assert sekdis.locator("[name=reason]").input_value() == "pendek"
    fill(sekdis, reason=BACK_PLAN)
    press(sekdis, "Kembalikan")

    chair.goto(f"{people.base}/komitmen")
    expect(chair.locator("main")).to_contain_text(BACK_PLAN)
    chair.goto(f"{task}/rencana")
    fill(chair, action=PLAN["Tindak lanjut"], indicator=PLAN["Indikator"])
    press(chair, "Ajukan ke Sekdis")
    chair.goto(task)
    revised = downloads(chair, "Rencana tindak lanjut, revisi 2", folder)
    says(revised, *PLAN.values(), BACK_PLAN)


def report_is_approved(people: People, folder: Path) -> None:
    sekdis = people.sekdis
    sekdis.goto(f"{people.base}/persetujuan")
    expect(sekdis.locator("main")).to_contain_text("Berubah sejak revisi 1")
    page_image = sekdis.locator("img[alt^='Halaman 1 dari']").first
    expect(page_image).to_be_visible()
    sekdis.get_by_role("button", name="Setujui dan laporkan ke pimpinan").locator("visible=true").first.click()
    open_task(sekdis, "/tugas")
    issued = downloads(sekdis, ".*laporan", folder)
    says(issued, TITLE, OUTCOME, *PLAN.values(), "400.9.12/0001/DINSOS/2026", "Bupati Bireuen", "005/123")
    for text in issued:
        assert "PRATINJAU" not in text
        assert "DRAF" not in text.replace("DRAFT", "")

    sekdis.goto(f"{sekdis.url}/aksi/record_direction")
    fill(sekdis, text=DIRECTION, giver="Bupati Bireuen", date="2026-11-09")
    press(sekdis, "Catat arahan pimpinan")
    expect(sekdis.locator("main")).to_contain_text(DIRECTION)


def claim_is_sent_back_once(people: People) -> None:
    chair, dinsos = people.chair, people.dinsos
    open_task(chair, "/komitmen")
    task = chair.url
    report_progress(chair, task, DONE)
    chair.goto(task)
    press(chair, "Ajukan selesai")
    expect(chair.locator("main")).to_contain_text("Diajukan selesai")

    dinsos.goto(f"{task}/periksa")
    dinsos.locator("input[value=belum]").first.check(force=True)
    press(dinsos, "Kembalikan")
    expect(dinsos.locator("main")).to_contain_text("Tulis apa yang belum sesuai")
    dinsos.locator("[name^='remark-']").first.fill(BACK_CLAIM)
    press(dinsos, "Kembalikan")
    chair.goto(task)
    expect(chair.locator("main")).to_contain_text(BACK_CLAIM)
    chair.get_by_role("link", name=re.compile("Hapus bukti")).first.click()
    fill(chair, reason="Diganti dengan foto yang lengkap.")
    press(chair, "Hapus bukti")
    report_progress(chair, task, "Foto dayah kedua ditambahkan.")
    chair.goto(task)
    press(chair, "Ajukan selesai")
    expect(chair.locator("main")).to_contain_text("Diajukan selesai")


def implementation_is_verified(people: People, folder: Path) -> None:
    dinsos = people.dinsos
    task = people.chair.url
    dinsos.goto(f"{task}/periksa")
    press(dinsos, "Nyatakan dilaksanakan")
    expect(dinsos.locator("main")).to_contain_text("Belum dinilai")
    for good in dinsos.locator("input[value=sesuai]").all():
        good.check(force=True)
    press(dinsos, "Nyatakan dilaksanakan")
    dinsos.goto(task)
    expect(dinsos.locator(".stages [aria-current=step]")).to_contain_text("Dilaksanakan")
    issued = downloads(dinsos, "Laporan pelaksanaan", folder)
    says(issued, OUTCOME, PLAN["Indikator"], DONE, CAPTION, PLACE, DIRECTION, "8 November 2026")
    for text in issued:
        assert "PRATINJAU" not in text


def report_progress(chair: Page, task: str, text: str) -> None:
    chair.goto(f"{task}/kemajuan")
    picture = {"name": "IMG 1.jpg", "mimeType": "image/jpeg", "buffer": photo(f"#{abs(hash(text)) % 0xFFFFFF:06x}")}
    chair.locator("input[type=file]").first.set_input_files([picture])
    chair.locator("[name=caption]").first.fill(CAPTION)
    chair.locator("input[name=percent][value='100']").check(force=True)
    fill(chair, text=text, place=PLACE, date="2026-11-08")
    press(chair, "Kirim kemajuan")
    expect(chair.locator("main")).to_contain_text(text)


def open_task(page: Page, path: str) -> None:
    base = re.match(r"https?://[^/]+", page.url)
    assert base is not None
    page.goto(base.group() + path)
    page.get_by_role("link", name=re.compile(SHORT)).first.click()
