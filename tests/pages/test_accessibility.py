"""Every page in every role, at phone and desk size: no axe violation, no sideways scroll, Indonesian, a title."""

from __future__ import annotations

import io
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.world.browser import SIZES, serving, window
from tests.world.instance import signed_in
from tests.world.ladder_world import make_travels
from workflow.rakor.file import as_data
from workflow.roles import Actor, Role
from workflow.store import Store

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


LOOKED_AT: list[str] = []  # pages of rakor from another Tuntas: one that is here, and a new one


def task_of(store: Store, region: str, **where: object) -> int:
    return store.find("task", region=region, cancelled=False, order="-id", limit=1, **where)[0]["id"]


def pages(store: Store) -> dict[str, list[str]]:
    """Account -> the addresses that it can open, one of each kind of page; "" is nobody."""
    rakor = store.find("rakor", order="-id", limit=1)[0]
    outcome = rakor["outcomes"][1]["uid"]
    bireuen = {
        key: task_of(store, "11.11", stage=stage, waits_for=waits)
        for key, (stage, waits) in {
            "draft": ("draft", ""), "sekdis": ("draft", "sekdis"), "reported": ("reported", ""),
            "done": ("implemented", ""),
        }.items()
    }  # fmt: skip
    claimed = store.find("task", stage="reported", waits_for="dinsos", limit=1)[0]["id"]
    code = store.find("document", type="laporan", limit=1)[0]["code"]
    draft, waiting, reported, done = bireuen.values()
    letter = store.find("document", type="laporan", region="11.11", status="berlaku", limit=1)[0]["id"]
    blank = store.find("entry", region="11.11", status="ditunggu", limit=1)[0]["id"]
    return {
        "": ["/masuk", "/privasi", "/cek", f"/cek/{code}", "/cek/TIDAK-ADA-KODE"],
        "ketua.bireuen": [
            "/agenda", f"/agenda/{blank}/isi", "/agenda/lanjutkan", "/akun/data",
            "/komitmen", "/kabar", "/bantuan", "/akun", "/sandi", "/tugas", "/tugas?q=tidak-ada", "/rakor",
            f"/rakor/{rakor['id']}", f"/tugas/{draft}", f"/tugas/{draft}/rencana", f"/tugas/{waiting}",
            f"/tugas/{waiting}/aksi/withdraw", f"/tugas/{reported}", f"/tugas/{reported}/kemajuan",
            f"/tugas/{reported}/aksi/record_direction", f"/tugas/{reported}/aksi/drop_evidence", f"/tugas/{done}",
            "/tugas/999999", "/tidak-ada", "/matriks", "/formulir",
            *(f"/formulir/{one['id']}" for one in store.find("travel")),
        ],
        "sekdis.bireuen": [
            "/agenda", "/agenda/cetak", "/agenda/sediakan", "/agenda/kertas", "/agenda?q=tidak-ada",
            "/akun/langkah-kedua", "/persetujuan", f"/persetujuan/{waiting}", "/tugas", "/dokumen", f"/tugas/{waiting}",
            f"/tugas/{waiting}/pratinjau/teks", f"/dokumen/{letter}/ber-tte",
        ],
        "dinsos.aceh": [
            *(f"/rakor/{rakor['id']}/dokumen/{kind}" for kind in ("notula", "hasil", "rekap", "matriks")),
            "/beranda", "/matriks", "/matriks?komisi=X", "/tugas?terlambat=1", "/dokumen", "/rakor", "/rakor/baru",
            f"/rakor/{rakor['id']}", f"/rakor/{rakor['id']}/ubah", f"/rakor/{rakor['id']}/butir/baru",
            f"/rakor/{rakor['id']}/butir/{outcome}", f"/rakor/{rakor['id']}/butir/{outcome}/bagikan",
            f"/tugas/{claimed}", f"/tugas/{claimed}/periksa", f"/tugas/{done}/aksi/reopen",
            f"/tugas/{draft}/aksi/cancel", "/pekerjaan", *(f"/pekerjaan/{job}" for job in jobs(store)),
            "/impor", "/rakor/impor", *LOOKED_AT, *(f"/impor/{one['id']}" for one in store.find("intake")),
        ],
        "admin": [
            "/pengaturan", "/pengaturan/riwayat", "/pengaturan/riwayat?jenis=ditolak&dari=2020-01-01",
            "/pengaturan/kantor", "/pengaturan/kantor/2", "/pengaturan/akun", "/pengaturan/akun/baru",
            "/pengaturan/masa-simpan", "/pengaturan/akun/1", "/pengaturan/kantor/2/penanda-tangan",
            "/pengaturan/kantor/2/tujuan", "/pengaturan/kantor/2/kop", "/pengaturan/kantor/2/kertas",
        ],
    }  # fmt: skip


def taken_in(app: Flask) -> None:
    """A matrix that asks questions, for a rakor that is there, and one for a rakor of its own that was recorded."""
    dinsos = signed_in(app, "dinsos.aceh")
    row = "Hasil Rakor\tTindak Lanjut\tKab/Kota\tBatas Waktu\nButir.\tMelaksanakan\tBireun\t31 September 2026"
    store = app.extensions["tuntas"].store
    rakor = store.find("rakor", limit=1)[0]["id"]
    for target in ("", str(rakor)):
        assert dinsos.post("/impor", data={"pasted": row, "rakor": target}).status_code == 303
    other = json.dumps({**as_data(store, Actor(0, "", Role.DINSOS), store.find("rakor", limit=1)[0]), "uid": "lain"})
    for content in (other, other.replace('"title": "Rapat', '"title": "Temu')):
        looked = dinsos.post("/rakor/impor", data={"file": (io.BytesIO(content.encode()), "rakor.json")})
        assert looked.status_code == 303
        LOOKED_AT.append(looked.location)
    make_travels(app, ["ketua.bireuen"])
    block = "Hasil Rakor\tTindak Lanjut\tKab/Kota\nButir.\tMelaksanakan\tKab. Pidie"
    answer = dinsos.post("/impor", data={"pasted": block, "rakor": str(rakor)})
    assert dinsos.post(answer.location, data={"version": "1", "do": "catat"}).status_code == 303


def jobs(store: Store) -> list[int]:
    """One job of Dinas Sosial in each state."""
    user = store.find("user", username="dinsos.aceh")[0]
    job = {
        "title": "Dokumen rakor", "query": {"rakor": 1}, "documents": [1], "user": user["id"], "by": user["name"],
        "region": "", "at": "2026-11-09T01:00:00Z", "ended": "2026-11-09T01:59:00Z", "done": 1, "total": 4,
        "failures": ["Laporan tanpa nomor: Berkas PDF belum dapat dibuat."], "reason": "Tempat penyimpanan penuh.",
        "sha256": "", "size": 12_345_678,
    }  # fmt: skip
    states = ("menunggu", "dikerjakan", "selesai", "gagal", "dihapus")
    return [store.insert("job", {**job, "state": state})["id"] for state in states]


@pytest.mark.parametrize("size", SIZES)
def test_every_page(demo_app: Flask, chromium: Browser, size: str):
    axe, wrong = Axe(), []
    taken_in(demo_app)
    with serving(demo_app) as base:
        for account, addresses in pages(demo_app.extensions["tuntas"].store).items():
            with window(chromium, size) as opened:
                page = opened.new_page()
                if account:
                    page.goto(f"{base}/masuk")
                    page.locator(f"button[value='{account}']").click()
                for address in addresses:
                    page.goto(base + address)
                    wrong += [f"{account or 'nobody'} {address}: {fault}" for fault in faults(page, axe)]
    assert wrong == []


def test_the_check_notices_what_is_wrong(chromium: Browser):
    page = chromium.new_page(viewport=SIZES["phone"])
    page.set_content("<title>x</title><main style='width:500px'><h1>x</h1><img src='data:,'><a href='#'></a></main>")
    noticed = " ".join(faults(page, Axe()))
    page.close()
    assert all(word in noticed for word in ("scrolls 148 px", "lang ''", "image-alt", "link-name")), noticed


def faults(page: Page, axe: Axe) -> list[str]:
    """The window is made as tall as the page first: axe would measure what lies under the phone's bar as covered."""
    wide, tall, lang = page.evaluate(
        "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight,"
        " document.documentElement.lang]"
    )
    found = [f"scrolls {wide} px sideways"] if wide > 0 else []
    if lang != "id" or not page.title().removesuffix(" · Tuntas"):
        found.append(f"lang {lang!r}, title {page.title()!r}")
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": size["width"], "height": min(tall, 12_000)})
    for violation in axe.run(page, options=RULES).response["violations"]:
        found.append(f"{violation['id']} {violation['nodes'][0]['target']}: {violation['help']}")
    page.set_viewport_size(size)
    return found
