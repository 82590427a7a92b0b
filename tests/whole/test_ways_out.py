"""The ways out of a task, gone in a real browser by everybody concerned, with the papers that came of it read back."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.world.arranged import CHAIR, SEKDIS, bring, do, photo
from tests.world.browser import serving
from tests.world.instance import Clock
from tests.world.journeys import People, downloads, fill, press, says
from workflow.store import Record
from workflow.tasks import kept_days

SIZES = pytest.mark.parametrize(
    ("size", "script"), [("phone", False), ("desk", True)], ids=["phone-without-script", "desk"]
)
WHY = "Mitra usaha baru siap pertengahan tahun."


def opened(page: Page, people: People, task: Record, *parts: str) -> Page:
    page.goto("/".join([f"{people.base}/tugas/{task['id']}", *parts]))
    return page


def way(page: Page, words: str) -> None:
    """One of what is folded under "Minta perubahan …"."""
    page.locator("#minta summary").click()
    page.locator("#minta").get_by_role("link", name=re.compile(f"^{words}")).click()


def passed_on(people: People, task: Record) -> Page:
    """Sekdis passes the request on; Dinsos has it open."""
    press(opened(people.sekdis, people, task), "Teruskan ke Dinsos Aceh")
    people.dinsos.goto(f"{people.base}/beranda")
    expect(people.dinsos.locator("main")).to_contain_text(task["title"][1:])  # behind "Bireuen: "
    return opened(people.dinsos, people, task)


@SIZES
def test_a_claim_in_time_that_waits_three_weeks_is_late_nowhere(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser, tmp_path: Path, size: str, script: bool
):
    task = bring(tuntas, "reported", clock(), deadline="2026-11-19")
    clock.at += timedelta(days=9)
    do(tuntas, task, "progress", CHAIR, clock())
    with serving(app) as base, ExitStack() as windows:
        people = People(windows, chromium, base, size, script)
        press(opened(people.chair, people, task), "Ajukan selesai")
        clock.at += timedelta(days=20)
        people = People(windows, chromium, base, size, script)  # sessions do not last so long
        chair, dinsos = people.chair, people.dinsos
        for page, address in ((chair, "/komitmen"), (chair, f"/tugas/{task['id']}"), (people.sekdis, "/tugas")):
            page.goto(base + address)
            expect(page.locator("main")).to_contain_text(task["title"])
            expect(page.locator("main")).not_to_contain_text(re.compile("terlambat [1-9]|[0-9]+ hari terlambat", re.I))
        for page in (chair, people.sekdis, dinsos):
            page.goto(f"{base}/tugas?terlambat=1")
            expect(page.locator("main")).not_to_contain_text(task["title"])
        expect(opened(dinsos, people, task).locator("main")).to_contain_text("lewat batas periksa")
        dinsos.goto(f"{base}/tugas/{task['id']}/periksa")
        dinsos.locator("label", has_text=re.compile(r"^\s*Sesuai")).first.click()  # its key stands behind it
        press(dinsos, "Nyatakan dilaksanakan")
        paper = downloads(opened(chair, people, task), "Lembar hasil penelaahan", tmp_path)
        says(paper, "Lewat batas: 0 (nol) hari.", "lewat batas periksa")
    after = tuntas.store.get("task", task["id"])
    assert (after["late_days"], after["days"]["dinsos"], after["finished_on"]) == (0, 20, "2026-11-18")


@SIZES
def test_a_deadline_is_extended_with_its_adendum(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser, tmp_path: Path, size: str, script: bool
):
    task = bring(tuntas, "reported", clock())
    with serving(app) as base, ExitStack() as windows:
        people = People(windows, chromium, base, size, script)
        way(opened(people.chair, people, task), "Waktu")
        fill(people.chair, deadline="2026-11-01", reason=WHY)
        press(people.chair, "Kirim permintaan")
        expect(people.chair.locator("main")).to_contain_text("harus sesudah hari ini")
        assert people.chair.locator("[name=reason]").input_value() == WHY
        fill(people.chair, deadline="2027-01-31")
        press(people.chair, "Kirim permintaan")
        expect(people.chair.locator("main")).to_contain_text("31 Januari 2027")
        press(passed_on(people, task), "Setujui permintaan", "link")
        press(people.dinsos, "Setujui permintaan")
        expect(people.dinsos.locator("main")).to_contain_text("Adendum")
        paper = downloads(opened(people.chair, people, task), "Adendum", tmp_path)
        says(paper, "15 Desember 2026", "31 Januari 2027", WHY)
    after = tuntas.store.get("task", task["id"])
    assert (after["deadline"], after["deadline_first"], after["stage"]) == ("2027-01-31", "2026-12-15", "reported")


@SIZES
def test_a_task_that_cannot_be_followed_up_is_closed_with_its_paper(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser, tmp_path: Path, size: str, script: bool
):
    task = bring(tuntas, "reported", clock())
    letter = tmp_path / "surat.jpg"
    letter.write_bytes(photo())
    with serving(app) as base, ExitStack() as windows:
        people = People(windows, chromium, base, size, script)
        chair = opened(people.chair, people, task)
        way(chair, "Tidak dapat ditindaklanjuti")
        chair.get_by_label(re.compile("proses peradilan")).check()
        chair.locator("input[type=file]").first.set_input_files(letter)
        fill(chair, reason="Lahan menjadi objek perkara di pengadilan.")
        press(chair, "Kirim permintaan")
        expect(chair.locator("main")).to_contain_text("Isi nama surat atau foto")
        fill(
            chair, caption="Penetapan Pengadilan Negeri Bireuen", paper_number="12/Pdt.G/2026", paper_date="2026-11-02"
        )
        press(chair, "Kirim permintaan")
        expect(chair.get_by_role("region", name="Yang diminta")).to_contain_text("Tidak dapat ditindaklanjuti")
        press(passed_on(people, task), "Setujui permintaan")  # at once: it can be taken back
        expect(people.dinsos.locator("main")).to_contain_text("Tidak dapat ditindaklanjuti")
        paper = downloads(opened(chair, people, task), ".*[Kk]eterangan", tmp_path)
        says(paper, "Lahan menjadi objek perkara", "Penetapan Pengadilan Negeri Bireuen", "12/Pdt.G/2026")
    after = tuntas.store.get("task", task["id"])
    assert (after["closed"], after["open"], after["holder"]) == ("tidak_dapat", False, "")


@SIZES
def test_a_report_is_revoked_and_issued_again_with_a_second_number(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser, size: str, script: bool
):
    task = bring(tuntas, "reported", clock())
    with serving(app) as base, ExitStack() as windows:
        people = People(windows, chromium, base, size, script)
        sekdis = opened(people.sekdis, people, task)
        sekdis.get_by_role("link", name=re.compile("^Cabut laporan")).click()
        fill(sekdis, reason="Anggaran yang tertulis keliru.")
        press(sekdis, "Cabut laporan")
        expect(sekdis.locator("main")).to_contain_text("Dicabut: Anggaran yang tertulis keliru.")
        sekdis.goto(f"{base}/persetujuan")
        press(sekdis, "Setujui dan laporkan ke pimpinan")
        expect(opened(sekdis, people, task).locator("main")).to_contain_text("Berlaku")
    reports = tuntas.store.find("document", task=task["id"], type="laporan", order="id")
    assert [one["status"] for one in reports] == ["dicabut", "berlaku"]
    first, second = (one["number"] for one in reports)
    assert first
    assert second
    assert first != second
    slips = tuntas.store.find("document", task=task["id"], type="tanda_terima", order="id")
    assert slips[0]["status"] == "dicabut"


@SIZES
def test_a_task_of_the_province_stops_the_clock_of_a_kabupaten(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser, size: str, script: bool
):
    task = bring(tuntas, "reported", clock(), deadline="2026-11-20")
    with serving(app) as base, ExitStack() as windows:
        people = People(windows, chromium, base, size, script)
        chair = opened(people.chair, people, task)
        way(chair, "Minta bantuan provinsi")
        fill(chair, need="Dua narasumber bersertifikat.")
        press(chair, "Minta bantuan provinsi")
        dinsos = opened(people.dinsos, people, task)
        press(dinsos, "Jadikan tugas provinsi", "link")
        fill(dinsos, responsible="Bidang Pemberdayaan Sosial", deadline="2026-12-31")
        press(dinsos, "Jadikan tugas provinsi")
        clock.at += timedelta(days=40)
        people = People(windows, chromium, base, size, script)  # sessions do not last so long
        chair, dinsos = people.chair, people.dinsos
        expect(opened(chair, people, task).locator("main")).to_contain_text("Provinsi menyelesaikan tugasnya")
        expect(chair.locator("main")).not_to_contain_text("Terlambat")
        dinsos.goto(f"{base}/tugas?terlambat=1")
        expect(dinsos.locator("main")).not_to_contain_text(task["title"])
        counter = tuntas.store.get("task", task["id"])["help"]["task"]
        dinsos.goto(f"{base}/tugas/{counter}")
        press(dinsos, "Batalkan", "link")
        fill(dinsos, reason="Narasumber sudah datang.")
        press(dinsos, "Batalkan")
        expect(opened(chair, people, task).locator("main")).to_contain_text("Catat kemajuan")
    after = tuntas.store.get("task", task["id"])
    today = clock.at.date().isoformat()
    assert (after["waits_for"], after["days"]["provinsi"]) == ("", 40)
    assert kept_days.late_days(after, today) == 0


@SIZES
def test_what_was_done_a_moment_ago_is_taken_back(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser, size: str, script: bool
):
    task = bring(tuntas, "reported", clock())
    do(tuntas, task, "progress", CHAIR, clock())
    do(tuntas, task, "claim", CHAIR, clock())
    do(tuntas, task, "withdraw_claim", CHAIR, clock())
    do(tuntas, task, "record_direction", SEKDIS, clock())
    with serving(app) as base, ExitStack() as windows:
        people = People(windows, chromium, base, size, script)
        chair = opened(people.chair, people, task)
        press(chair, "Ajukan selesai")
        press(opened(chair, people, task), "Urungkan")
        expect(chair.locator("main")).to_contain_text("Diurungkan")
        assert tuntas.store.get("task", task["id"])["waits_for"] == ""
        press(opened(chair, people, task), "Ajukan selesai")
        expect(opened(chair, people, task).get_by_role("button", name="Urungkan")).to_have_count(0)
    assert tuntas.store.get("task", task["id"])["waits_for"] == "dinsos"
