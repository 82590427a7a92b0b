"""app.js on a phone: small photos, a draft that outlives the page, nothing lost with the signal."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.world.arranged import bring, new_task
from tests.world.browser import serving, window
from tests.world.evidence_files import phone_photo
from tests.world.instance import START, signed_in
from tests.world.shared import one_app, unrendered
from workflow.evidence.counted import current_evidence


@pytest.fixture(scope="module")
def app(tmp_path_factory, bare_instance):
    yield from one_app(tmp_path_factory.mktemp("shared") / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture(scope="module")
def base(app):
    with serving(app) as address:
        yield address


@pytest.fixture
def phone(app, chromium, base):
    """A phone on which the chair of Bireuen is signed in; scripts may not complain."""
    cookie = signed_in(app, "ketua.bireuen").get_cookie("tuntas")
    assert cookie is not None
    complaints: list[str] = []
    with window(chromium, "phone", base_url=base, locale="id-ID") as opened:
        opened.add_cookies([{"name": "tuntas", "value": cookie.value, "url": base}])
        page = opened.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert complaints == []


@pytest.fixture
def task(tuntas) -> dict:
    return bring(tuntas, "reported", START)


def pick(page: Page, *files: tuple[str, bytes]) -> None:
    before = page.locator(".shot").count()
    page.set_input_files("#photos", [{"name": n, "mimeType": "image/jpeg", "buffer": c} for n, c in files])
    expect(page.locator(".shot")).to_have_count(before + len(files))
    page.wait_for_function("n => document.getElementById('photos').files.length === n", arg=before + len(files))


def note(page: Page):
    return page.locator("[data-note]")


def test_photos_become_small_before_they_are_sent(phone, tuntas, task):
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    large = phone_photo(6, (2400, 1800))
    pick(phone, ("besar.jpg", large))
    pick(phone, ("kedua.jpg", phone_photo(1, (80, 60))), ("ketiga.jpg", phone_photo(1, (90, 60))))
    assert re.search(r"\d+ KB menjadi \d+ KB", phone.locator(".shot").first.inner_text())
    size = phone.evaluate(
        "createImageBitmap(document.getElementById('photos').files[0]).then(p => [p.width, p.height])"
    )
    assert size == [1600, 1200]
    phone.get_by_label("Keterangan berkas 1").fill("Yang besar")
    phone.get_by_label("Keterangan berkas 3").fill("Yang ketiga")
    phone.locator(".shot").nth(1).get_by_role("button", name="Hapus foto").click()
    expect(phone.get_by_label("Keterangan berkas 2")).to_have_value("Yang ketiga")
    phone.get_by_text("75%").click()
    phone.get_by_label("Apa yang sudah dikerjakan?").fill("Naskah disepakati.")
    phone.get_by_role("button", name="Kirim kemajuan").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    records = current_evidence(tuntas.store, task["id"])
    assert [r["caption"] for r in records] == ["Yang besar", "Yang ketiga"]
    with Image.open(io.BytesIO(tuntas.evidence.read(records[0]["sha256"]))) as picture:
        assert (picture.size, picture.getpixel((20, 20))[2] < 80) == ((1600, 1200), True)  # upright: yellow corner
    assert tuntas.store.get("task", task["id"])["percent"] == 75


def test_half_a_photo_is_left_for_the_server_to_refuse(phone, tuntas, task):
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    whole = phone_photo(1, (2400, 1800))
    pick(phone, ("baik.jpg", phone_photo(1, (80, 60))), ("potong.jpg", whole[: len(whole) // 2]))
    phone.get_by_label("Keterangan berkas 1").fill("Yang baik")
    phone.get_by_text("100%").click()
    phone.get_by_label("Apa yang sudah dikerjakan?").fill("Selesai.")
    phone.get_by_role("button", name="Kirim kemajuan").click()
    expect(phone.locator("#galat")).to_be_focused()
    expect(phone.locator("#galat")).to_contain_text("Foto potong.jpg rusak atau tidak lengkap.")
    expect(phone.get_by_label("Keterangan baik.jpg")).to_have_value("Yang baik")
    expect(phone.get_by_label("Apa yang sudah dikerjakan?")).to_have_value("Selesai.")
    phone.get_by_role("button", name="Kirim kemajuan").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    assert [r["name"] for r in current_evidence(tuntas.store, task["id"])] == ["baik.jpg"]


def test_draft_outlives_the_page_and_goes_when_it_is_sent(phone, task):
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    phone.get_by_label("Apa yang sudah dikerjakan?").fill("Baru setengah kalimat")
    phone.get_by_text("50%").click()
    expect(note(phone)).to_have_text(re.compile(r"Draf tersimpan di HP ini \d\d\.\d\d"))
    phone.goto("/beranda")
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    expect(phone.get_by_label("Apa yang sudah dikerjakan?")).to_have_value("Baru setengah kalimat")
    expect(phone.locator("input[name=percent][value='50']")).to_be_checked()
    expect(note(phone)).to_contain_text("Buang draf")
    phone.get_by_role("button", name="Kirim kemajuan").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    assert phone.evaluate("Object.keys(localStorage)") == []
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    expect(phone.get_by_label("Apa yang sudah dikerjakan?")).to_have_value("")


def test_draft_can_be_thrown_away(phone, task):
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    phone.get_by_label("Apa yang sudah dikerjakan?").fill("Salah tugas")
    phone.reload()
    phone.get_by_role("button", name="Buang draf").click()
    expect(phone.get_by_label("Apa yang sudah dikerjakan?")).to_have_value("")


def test_without_signal_nothing_is_lost(phone, tuntas, task):
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    pick(phone, ("rapat.jpg", phone_photo(1, (80, 60))))
    phone.get_by_label("Apa yang sudah dikerjakan?").fill("Ditulis di gampong")
    phone.get_by_text("25%").click()
    phone.context.set_offline(True)
    expect(note(phone)).to_contain_text("Tidak ada sinyal.")
    phone.get_by_role("button", name="Kirim kemajuan").click()
    expect(note(phone)).to_contain_text("Belum tersimpan.")
    expect(phone.get_by_label("Apa yang sudah dikerjakan?")).to_have_value("Ditulis di gampong")
    assert tuntas.store.get("task", task["id"])["progress"] == []
    phone.context.set_offline(False)
    expect(note(phone)).not_to_contain_text("Tidak ada sinyal")
    phone.get_by_role("button", name="Kirim ulang").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    assert [r["name"] for r in current_evidence(tuntas.store, task["id"])] == ["rapat.jpg"]


def test_old_draft_of_a_plan_meets_a_newer_plan_as_a_conflict(phone, tuntas, clock):
    task = new_task(tuntas, START)
    phone.goto(f"/tugas/{task['id']}/rencana")
    phone.get_by_label("Target").fill("Dari HP lama")
    phone.goto("/beranda")
    other = phone.context.new_page()
    other.add_init_script("Storage.prototype.getItem = () => null; Storage.prototype.setItem = () => {}")
    other.goto(f"/tugas/{task['id']}/rencana")
    other.get_by_label("Target").fill("Dari komputer kantor")
    other.get_by_role("button", name="Simpan rencana").click()
    other.wait_for_url(f"**/tugas/{task['id']}")
    phone.goto(f"/tugas/{task['id']}/rencana")
    expect(phone.get_by_label("Target")).to_have_value("Dari HP lama")
    phone.get_by_role("button", name="Simpan rencana").click()
    expect(phone.get_by_role("heading", name="Yang tersimpan")).to_be_visible()
    expect(phone.get_by_text("Dari komputer kantor")).to_be_visible()
    assert tuntas.store.get("task", task["id"])["plan"]["target"] == "Dari komputer kantor"


def test_date_is_written_out_while_it_is_chosen(phone, task):
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    phone.get_by_label("Tanggal kegiatan").fill("2026-11-08")
    expect(phone.locator("#date-tulis")).to_have_text("Minggu, 8 November 2026")
