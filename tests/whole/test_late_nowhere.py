"""A claim made in time that waits for its reviewer is late on no screen, in no list, count or file, in a browser."""

from __future__ import annotations

import io
from contextlib import ExitStack
from datetime import timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.world.arranged import bring
from tests.world.browser import serving, window
from tests.world.instance import Clock
from workflow.store import Record


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_claim_in_time_waits_twenty_days_and_is_late_nowhere(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chromium: Browser, size: str
):
    task = bring(tuntas, "reported/dinsos", clock(), deadline="2026-12-15")
    clock.at += timedelta(days=36 + 20)  # twenty days behind the deadline
    with serving(app) as base, ExitStack() as windows:
        chair, dinsos = (
            entered(windows.enter_context(window(chromium, size)).new_page(), base, name)
            for name in ("ketua.bireuen", "dinsos.aceh")
        )
        for page in (chair, dinsos):
            page.goto(f"{base}/tugas?terlambat=1")
            expect(page.locator("main")).not_to_contain_text(task["title"])
            page.goto(f"{base}/tugas/{task['id']}")
            expect(page.get_by_role("region", name="Keadaan sekarang")).to_contain_text("diajukan dalam batas waktu")
            not_late(page)
        chair.goto(f"{base}/komitmen")
        not_late(chair)
        seen_by_dinsos(dinsos, base, task)


def entered(page: Page, base: str, account: str) -> Page:
    page.goto(f"{base}/masuk")
    page.locator(f"button[value='{account}']").click()
    return page


def not_late(page: Page) -> None:
    expect(page.locator("main .t-late")).to_have_count(0)
    assert "Terlambat 2" not in page.locator("main").inner_text()


def seen_by_dinsos(page: Page, base: str, task: Record) -> None:
    page.goto(f"{base}/beranda?rakor={task['rakor']}")
    expect(page.locator("main")).to_contain_text("Tidak ada tugas yang terlambat.")
    page.goto(f"{base}/matriks?rakor={task['rakor']}")
    expect(page.locator("main a.cell")).not_to_have_count(0)
    expect(page.locator("main a.cell.over")).to_have_count(0)
    page.goto(f"{base}/tugas/{task['id']}/periksa")
    expect(page.locator("main .t-late").first).to_contain_text("lewat batas periksa")
    content = page.request.get(f"{base}/tugas/rekap.xlsx?rakor={task['rakor']}").body()
    head, row = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["Status"], told["Hari Terlambat"]) == ("Proses", None)
    assert (told["Hari Dinsos Aceh"], told["Jumlah Hari"]) == (56, 56)
