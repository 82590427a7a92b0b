"""One outcome from the rakor to "dilaksanakan", in a real browser, with both files at every stage read back."""

from __future__ import annotations

import io
import re
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest
from docx import Document
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.world.arranged import photo
from tests.world.browser import serving, window

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


class People:
    """The three roles, each in a browser window of their own, at one size, with or without JavaScript."""

    def __init__(self, windows: ExitStack, browser: Browser, base: str, size: str, script: bool) -> None:
        self.base = base
        self.dinsos, self.chair, self.sekdis = (
            self._enter(name, windows.enter_context(window(browser, size, java_script_enabled=script)).new_page())
            for name in ("dinsos.aceh", "ketua.bireuen", "sekdis.bireuen")
        )

    def _enter(self, account: str, page: Page) -> Page:
        page.goto(f"{self.base}/masuk")
        page.locator(f"button[value='{account}']").click()
        return page


def press(page: Page, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name, exact=True).locator("visible=true").first.click()


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"[name='{name}']").locator("visible=true").first.fill(text)


def downloads(page: Page, row: str, folder: Path) -> tuple[str, str]:
    """(text of the Word file, text of the PDF) of the document in the row that says ``row``."""
    texts = []
    for kind in ("Word", "PDF"):
        link = page.get_by_role("link", name=re.compile(f"Unduh {kind}: {row}")).first
        with page.expect_download() as arriving:
            link.click()
        path = folder / arriving.value.suggested_filename
        arriving.value.save_as(path)
        texts.append(folded(word_text(path) if kind == "Word" else pdf_text(path)))
    return texts[0], texts[1]


def word_text(path: Path) -> str:
    body = Document(io.BytesIO(path.read_bytes())).element.body
    return " ".join(node.text or " " for node in body.iter() if node.tag.endswith(("}t", "}br", "}p", "}tab")))


def pdf_text(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout


def folded(text: str) -> str:
    """Only letters and digits count: lines break elsewhere in the two files."""
    return re.sub(r"\W", "", text)


def says(texts: tuple[str, str], *wanted: str) -> None:
    for text in texts:
        for words in wanted:
            assert folded(words) in text, words


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
    fill(page, basis_number="005/123", basis_date="2026-10-20", agenda="Pembukaan\nPembahasan")
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
    fill(dinsos, reason=BACK_CLAIM)
    press(dinsos, "Kembalikan")
    chair.goto(task)
    expect(chair.locator("main")).to_contain_text(BACK_CLAIM)
    report_progress(chair, task, "Foto dayah kedua ditambahkan.")
    chair.goto(task)
    press(chair, "Ajukan selesai")
    expect(chair.locator("main")).to_contain_text("Diajukan selesai")


def implementation_is_verified(people: People, folder: Path) -> None:
    dinsos = people.dinsos
    task = people.chair.url
    dinsos.goto(f"{task}/periksa")
    press(dinsos, "Nyatakan dilaksanakan")
    expect(dinsos.locator("main")).to_contain_text("Belum dicentang")
    for tick in dinsos.locator("input[name=ticks]").all():
        tick.check()
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
