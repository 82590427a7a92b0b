"""Letters of twice the size on a phone: nothing stands beside the page, so nobody has to push it sideways to read."""

from __future__ import annotations

import pytest

from tests.world.browser import cookie_of, serving, window

LARGE = "document.documentElement.style.fontSize = '200%'"
PAGES = {
    "ketua.bireuen": (
        "/komitmen", "/kabar", "/tugas", "/tugas/111", "/tugas/111/kemajuan", "/tugas/127/rencana",
        "/tugas/111/minta/waktu", "/bantuan", "/lks/baru", "/akun/mandat/baru", "/saringan", "/akun", "/cari?q=data",
    ),
    "dinsos.aceh": ("/beranda", "/ingatkan", "/rakor/baru"),
    "admin": ("/pengaturan", "/kabar", "/pengaturan/usulan"),
}  # fmt: skip


@pytest.mark.slow
def test_no_page_has_to_be_pushed_sideways(demo_app, chromium):
    wide = {}
    with serving(demo_app) as base:
        for name, addresses in PAGES.items():
            with window(chromium, "phone", base_url=base) as opened:
                opened.add_cookies([cookie_of(demo_app, name, base)])
                page = opened.new_page()
                for address in addresses:
                    answer = page.goto(address)
                    assert answer
                    assert answer.ok, address
                    page.evaluate(LARGE)
                    wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > 360} == {}
