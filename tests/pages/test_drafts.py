"""Drafts in a real browser: of every form, photos and all, for the account that typed, until the server has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.world.arranged import bring, new_task
from tests.world.browser import cookie_of, serving, window
from tests.world.evidence_files import phone_photo
from tests.world.instance import Clock
from workflow.demo import PASSWORD
from workflow.evidence.counted import current_evidence
from workflow.store import Record


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture
def phone(app: Flask, chromium: Browser, base: str) -> Iterator[Page]:
    """A phone on which the chair of Bireuen is signed in; scripts may not complain."""
    complaints: list[str] = []
    with window(chromium, "phone", base_url=base, locale="id-ID") as opened:
        opened.add_cookies([cookie_of(app, "ketua.bireuen", base)])
        page = opened.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert complaints == []


@pytest.fixture
def task(tuntas: SimpleNamespace, clock: Clock) -> Record:
    return bring(tuntas, "reported", clock())


def write(page: Page, task: Record, text: str = "Ditulis di jalan") -> None:
    """Percent, words and a photo with its caption; it is kept on the device when this returns."""
    page.goto(f"/tugas/{task['id']}/kemajuan")
    page.set_input_files(
        "#photos", [{"name": "rapat.jpg", "mimeType": "image/jpeg", "buffer": phone_photo(1, (90, 60))}]
    )
    page.get_by_label("Keterangan berkas 1").fill("Rapat pengurus")
    page.get_by_text("50%").click()
    page.get_by_label("Apa yang sudah dikerjakan?").fill(text)
    page.get_by_label("Kendala", exact=False).first.click()  # the caption was left: it is kept, too
    kept(page, "Rapat pengurus")


def kept(page: Page, text: str) -> None:
    """Waits until the device has it as what was typed of a photo."""
    page.wait_for_function(
        """async (text) => {
          const open = indexedDB.open("tuntas");
          const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
          const all = base.transaction("berkas").objectStore("berkas").getAll();
          const kept = await new Promise((done) => { all.onsuccess = () => done(all.result); });
          base.close();
          return kept.some((list) => list.some((one) => one.typed.includes(text)));
        }""",
        arg=text,
    )


def recorded(tuntas: SimpleNamespace, task: Record) -> list[tuple[str, list[str]]]:
    """The notes of the task, with the captions of their photos."""
    pieces = {piece["id"]: piece["caption"] for piece in current_evidence(tuntas.store, task["id"])}
    notes = tuntas.store.get("task", task["id"])["progress"]
    return [(note["text"], [pieces[id] for id in note["evidence"]]) for note in notes]


def test_a_draft_waits_on_the_first_screen_and_is_sent_from_there(phone: Page, tuntas: SimpleNamespace, task: Record):
    write(phone, task)
    phone.goto("/komitmen")
    tray = phone.locator("section.tray")
    expect(tray).to_contain_text("1 draf belum terkirim")
    expect(tray).to_contain_text(
        re.compile(r"Catat kemajuan Tanda tangani kesepakatan kemitraan, ditulis \d\d\.\d\d\.")
    )
    expect(tray).to_contain_text("Tulisan dan 1 foto tersimpan di HP ini.")
    phone.goto(f"/tugas/{task['id']}")
    expect(tray).to_be_visible()
    tray.get_by_role("link", name="Kirim sekarang").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    expect(phone.locator(".callout.done")).to_contain_text("Kemajuan dicatat")
    expect(tray).to_have_count(0)
    assert recorded(tuntas, task) == [("Ditulis di jalan", ["Rapat pengurus"])]
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_what_is_typed_of_a_paper_is_kept_with_its_photo(phone: Page, tuntas: SimpleNamespace, task: Record):
    write(phone, task)
    phone.get_by_text("Jenis bukti, nomor, tanggal").click()
    phone.locator("[name=paper_kind]").select_option("SK")
    phone.get_by_label("Nomor pada naskah").fill("460/12/2026")
    phone.get_by_label("Tanggal pada naskah").fill("2026-11-05")
    phone.get_by_label("Keterangan berkas 1").click()
    kept(phone, "2026-11-05")
    phone.goto("/komitmen")
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    expect(phone.get_by_label("Keterangan berkas 1")).to_have_value("Rapat pengurus")
    expect(phone.get_by_label("Nomor pada naskah")).to_have_value("460/12/2026")
    expect(phone.get_by_label("Nomor pada naskah")).to_be_visible()
    phone.get_by_role("button", name="Kirim kemajuan").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    (piece,) = current_evidence(tuntas.store, task["id"])
    assert (piece["paper_kind"], piece["paper_number"], piece["paper_date"]) == ("sk", "460/12/2026", "2026-11-05")


def test_photos_of_a_draft_of_an_earlier_version_come_back(phone: Page, task: Record):
    """It kept the caption of a photo by its name."""
    write(phone, task)
    phone.evaluate("""async () => {
      const open = indexedDB.open("tuntas");
      const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
      const act = base.transaction("berkas", "readwrite"), store = act.objectStore("berkas");
      const keys = store.getAllKeys(), lists = store.getAll();
      await new Promise((done) => { lists.onsuccess = done; });
      const old = lists.result[0].map(({ file, was, typed }) => ({ file, was, caption: typed[0] }));
      store.put(old, keys.result[0]);
      await new Promise((done) => { act.oncomplete = done; });
      base.close();
    }""")
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    expect(phone.get_by_label("Keterangan berkas 1")).to_have_value("Rapat pengurus")


def test_a_decision_is_opened_from_the_tray_and_never_made_there(
    app: Flask, phone: Page, base: str, tuntas: SimpleNamespace, clock: Clock
):
    """A reason for sending back was typed; the button that approves is the first one of the form."""
    task = bring(tuntas, "draft/sekdis", clock())
    phone.context.add_cookies([cookie_of(app, "sekdis.bireuen", base)])
    phone.goto("/persetujuan")
    phone.get_by_label("Alasan bila dikembalikan").fill("Target belum menyebut jumlah mitra")
    phone.reload()
    tray = phone.locator("section.tray")
    expect(tray).to_contain_text("1 draf belum terkirim")
    expect(tray.get_by_role("link")).to_have_text(["Buka"])
    tray.get_by_role("link", name="Buka").click()
    expect(phone.get_by_label("Alasan bila dikembalikan")).to_be_focused()
    expect(phone.get_by_label("Alasan bila dikembalikan")).to_have_value("Target belum menyebut jumlah mitra")
    for address in ("/persetujuan#kirim", f"/persetujuan/{task['id']}#kirim"):  # as older pages wrote it
        phone.goto("/bantuan")
        phone.goto(address)
        expect(phone.get_by_label("Alasan bila dikembalikan")).to_have_value("Target belum menyebut jumlah mitra")
    phone.reload()
    expect(phone.locator("h1")).to_contain_text("Menunggu persetujuan Anda")
    assert tuntas.store.get("task", task["id"])["stage"] == "draft"


def test_what_a_preview_answers_to_is_no_draft_that_waits(
    app: Flask, phone: Page, base: str, tuntas: SimpleNamespace, clock: Clock
):
    """It stands in the form of the page; when the page is left, it waits again."""
    bring(tuntas, "draft/sekdis", clock())
    phone.context.add_cookies([cookie_of(app, "sekdis.bireuen", base)])
    phone.goto("/persetujuan")
    phone.get_by_text("Ubah kata-kata naskah").click()
    phone.locator("[name=word_free]").fill("Kalimat bebas dari kantor.")
    phone.get_by_role("button", name="Perbarui pratinjau").last.click()
    expect(phone.locator("[name=word_free]")).to_have_value("Kalimat bebas dari kantor.")
    expect(phone.locator("body[data-answer]")).to_have_count(1)
    expect(phone.locator("section.tray")).to_have_count(0)
    phone.goto("/persetujuan")
    expect(phone.locator("section.tray")).to_contain_text("1 draf belum terkirim")


def test_a_half_written_plan_is_not_submitted_from_the_tray(phone: Page, tuntas: SimpleNamespace, clock: Clock):
    task = new_task(tuntas, clock())
    phone.goto(f"/tugas/{task['id']}/rencana")
    phone.get_by_label("Target").fill("Setengah")
    phone.goto(f"/tugas/{task['id']}")
    tray = phone.locator("section.tray")
    expect(tray.get_by_role("link")).to_have_text(["Buka"])
    tray.get_by_role("link", name="Buka").click()
    expect(phone.get_by_label("Target")).to_be_focused()
    expect(phone.get_by_label("Target")).to_have_value("Setengah")


def test_what_could_not_be_sent_from_the_tray_is_not_sent_by_a_reload(
    phone: Page, tuntas: SimpleNamespace, task: Record
):
    write(phone, task)
    phone.goto("/komitmen")
    phone.route("**/kemajuan", lambda route, request: route.abort() if request.method == "POST" else route.continue_())
    phone.locator("section.tray").get_by_role("link", name="Kirim sekarang").click()
    expect(phone.get_by_role("button", name="Kirim ulang")).to_be_visible()
    phone.unroute("**/kemajuan")
    phone.reload()
    expect(phone.get_by_label("Keterangan berkas 1")).to_have_value("Rapat pengurus")
    phone.wait_for_load_state("networkidle")
    assert recorded(tuntas, task) == []


def test_a_lost_answer_is_sent_again_and_recorded_once(phone: Page, tuntas: SimpleNamespace, task: Record):
    """The server has recorded it, and the phone never heard of it: the page is opened anew the next day."""
    write(phone, task)
    before = phone.context.cookies()

    def swallow(route, request):
        if request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.route("**/kemajuan", swallow)
    phone.get_by_role("button", name="Kirim kemajuan").click()
    expect(phone.get_by_role("button", name="Kirim ulang")).to_be_visible()
    assert len(recorded(tuntas, task)) == 1
    phone.unroute("**/kemajuan")
    phone.context.clear_cookies()
    phone.context.add_cookies(before)  # those of the answer were lost with it
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    expect(phone.get_by_label("Keterangan berkas 1")).to_have_value("Rapat pengurus")
    phone.get_by_role("button", name="Kirim kemajuan").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    expect(phone.locator(".callout.done")).to_contain_text("Sudah tercatat")
    assert recorded(tuntas, task) == [("Ditulis di jalan", ["Rapat pengurus"])]
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_sending_says_how_far_it_is_and_not_to_close_the_page(phone: Page, task: Record):
    write(phone, task)
    phone.route("**/kemajuan", lambda route, request: None if request.method == "POST" else route.continue_())
    phone.get_by_role("button", name="Kirim kemajuan").click()
    expect(phone.locator(".actionbar")).to_contain_text("Jangan tutup halaman ini.")
    expect(phone.locator("progress.sending")).to_be_visible()
    phone.get_by_role("button", name="Hentikan").click()
    expect(phone.get_by_role("button", name="Kirim ulang")).to_be_enabled()
    expect(phone.get_by_label("Apa yang sudah dikerjakan?")).to_have_value("Ditulis di jalan")


def test_a_session_that_ended_asks_over_the_same_page(phone: Page, tuntas: SimpleNamespace, clock: Clock, task: Record):
    write(phone, task)
    clock.at += timedelta(minutes=31)
    phone.get_by_role("button", name="Kirim kemajuan").click()
    expect(phone.locator("h1")).to_have_text("Masuk lagi untuk mengirim")
    expect(phone.get_by_text("rapat.jpg", exact=False)).to_be_visible()
    expect(phone.get_by_label("Nama akun")).to_have_value("ketua.bireuen")
    phone.get_by_label("Kata sandi").fill(PASSWORD)
    phone.get_by_role("button", name="Masuk dan kirim").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    assert recorded(tuntas, task) == [("Ditulis di jalan", ["Rapat pengurus"])]
    expect(phone.locator("section.tray")).to_have_count(0)
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_photos_that_did_not_arrive_stay_on_the_device(phone: Page, tuntas: SimpleNamespace, task: Record):
    """In another tab one signs out and keeps the draft; nobody knows any more whose photos these are."""
    write(phone, task)
    other = phone.context.new_page()
    other.goto("/akun")
    other.get_by_role("button", name="Keluar", exact=True).click()
    other.get_by_role("button", name="Simpan di HP ini, lalu keluar").click()
    other.wait_for_url("**/masuk")
    phone.get_by_role("button", name="Kirim kemajuan").click()
    phone.get_by_label("Nama akun").fill("ketua.bireuen")
    phone.get_by_label("Kata sandi").fill(PASSWORD)
    phone.get_by_role("button", name="Masuk dan kirim").click()
    expect(phone.locator("main")).to_contain_text("1 foto tidak ikut dari halaman ini; tetap tersimpan di HP ini.")
    expect(phone.get_by_label("Pilih lagi rapat.jpg")).to_be_visible()
    phone.get_by_role("button", name="Kirim tanpa berkas yang belum dipilih").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    assert recorded(tuntas, task) == [("Ditulis di jalan", [])]
    tray = phone.locator("section.tray")
    expect(tray).to_contain_text("fotonya tidak ikut terkirim: 1 foto masih tersimpan di HP ini.")
    tray.get_by_role("link", name="Buka").click()
    expect(phone.get_by_label("Keterangan berkas 1")).to_have_value("Rapat pengurus")
    phone.get_by_role("button", name="Kirim kemajuan").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    expect(phone.locator(".callout.done")).to_be_visible()
    assert recorded(tuntas, task)[-1] == ("Ditulis di jalan", ["Rapat pengurus"])
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_another_account_on_the_same_device_sees_nothing_of_it(app: Flask, phone: Page, base: str, task: Record):
    write(phone, task)
    phone.context.add_cookies([cookie_of(app, "sekdis.bireuen", base)])
    phone.goto("/persetujuan")
    expect(phone.locator("section.tray")).to_have_count(0)
    phone.context.add_cookies([cookie_of(app, "ketua.bireuen", base)])
    phone.goto("/komitmen")
    expect(phone.locator("section.tray")).to_have_count(1)


@pytest.mark.parametrize(("choice", "left"), [("Simpan di HP ini, lalu keluar", 1), ("Buang, lalu keluar", 0)])
def test_signing_out_asks_what_becomes_of_it(phone: Page, task: Record, choice: str, left: int):
    write(phone, task)
    phone.goto("/akun")
    phone.get_by_role("button", name="Keluar", exact=True).click()
    expect(phone.get_by_text("1 draf belum terkirim.")).to_be_visible()
    expect(phone.get_by_role("link", name="Buka untuk dikirim")).to_be_visible()
    phone.get_by_role("button", name=choice).click()
    phone.wait_for_url("**/masuk")
    assert len(phone.evaluate("Object.keys(localStorage)")) == left


@pytest.mark.parametrize(
    ("username", "path", "label"),
    [
        ("dinsos.aceh", "/rakor/baru", "Judul"),
        ("dinsos.aceh", "/impor", "Tempel"),
        ("sekdis.bireuen", "/agenda/sediakan", "Untuk keperluan"),
        ("admin", "/pengaturan/kantor/2", "Nama kantor di kop"),
    ],
)
def test_every_form_keeps_a_draft(app: Flask, phone: Page, base: str, username: str, path: str, label: str):
    phone.context.add_cookies([cookie_of(app, username, base)])
    phone.goto(path)
    phone.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    phone.get_by_label(label, exact=False).first.fill("Baru setengah")
    phone.goto("/bantuan")
    phone.goto(path)
    phone.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    expect(phone.get_by_label(label, exact=False).first).to_have_value("Baru setengah")


@pytest.fixture
def desk(app: Flask, phone: Page, base: str) -> Page:
    """The form of a new rakor with six rows of participants, typed into the first and the last."""
    phone.context.add_cookies([cookie_of(app, "dinsos.aceh", base)])
    phone.goto("/rakor/baru")
    phone.get_by_label("Judul").fill("Rakor yang panjang")
    phone.locator('[name="participants-0-name"]').fill("Yang pertama")
    phone.get_by_role("button", name="Tambah baris").click()
    expect(phone.locator("ol[data-rows='participants'] > li")).to_have_count(6)
    phone.locator('[name="participants-5-name"]').fill("Yang keenam")
    phone.locator('[name="participants-5-attended"]').uncheck()
    return phone


def test_rows_that_were_added_come_back_with_the_draft(desk: Page):
    desk.goto("/bantuan")
    desk.goto("/rakor/baru")
    expect(desk.locator('[name="participants-5-name"]')).to_have_value("Yang keenam")
    expect(desk.locator('[name="participants-5-attended"]')).not_to_be_checked()
    expect(desk.locator('[name="participants-0-name"]')).to_have_value("Yang pertama")
    desk.get_by_label("Judul").fill("Rakor yang panjang sekali")
    desk.reload()
    expect(desk.locator('[name="participants-5-name"]')).to_have_value("Yang keenam")
    desk.get_by_role("button", name="Hapus baris 5").click()
    expect(desk.locator("ol[data-rows='participants'] > li")).to_have_count(5)
    expect(desk.locator('[name="participants-4-name"]')).to_have_value("Yang keenam")


def test_rows_that_were_taken_away_or_pasted_are_not_undone_by_the_draft(desk: Page):
    desk.get_by_role("button", name="Hapus baris 1", exact=True).click()
    expect(desk.locator("ol[data-rows='participants'] > li")).to_have_count(5)
    expect(desk.locator('[name="participants-0-name"]')).to_have_value("")
    expect(desk.locator('[name="participants-4-name"]')).to_have_value("Yang keenam")
    desk.get_by_text("Tempel daftar peserta", exact=True).first.click()
    desk.locator("[name=block]").fill("Yang ditempel; Ketua; LKKS")
    desk.get_by_role("button", name="Masukkan ke daftar").click()
    expect(desk.locator('[name="participants-1-name"]')).to_have_value("Yang ditempel")
    desk.goto("/rakor/baru")
    expect(desk.locator('[name="participants-0-name"]')).to_have_value("Yang keenam")
    expect(desk.locator('[name="participants-1-name"]')).to_have_value("Yang ditempel")
    expect(desk.locator("[name=block]")).to_have_value("")


def test_what_finds_no_field_stays_in_the_draft_and_is_named(phone: Page, task: Record):
    address = f"/tugas/{task['id']}/kemajuan"
    phone.goto(address)
    phone.get_by_label("Tempat kegiatan").fill("Meunasah")
    phone.route(f"**{address}", lambda route: route.fulfill(
        response=(answer := route.fetch()), body=answer.text().replace('name="place"', 'name="elsewhere"')
    ))  # fmt: skip
    phone.reload()
    expect(phone.locator(".actionbar")).to_contain_text("Tidak ada tempatnya di halaman ini, tetap di draf: “Meunasah”")
    phone.get_by_label("Apa yang sudah dikerjakan?").fill("Lebih banyak")
    phone.unroute(f"**{address}")
    phone.reload()
    expect(phone.get_by_label("Tempat kegiatan")).to_have_value("Meunasah")
    expect(phone.get_by_label("Apa yang sudah dikerjakan?")).to_have_value("Lebih banyak")


def test_typing_keeps_the_session(phone: Page, tuntas: SimpleNamespace, clock: Clock, task: Record):
    phone.clock.install()
    phone.goto(f"/tugas/{task['id']}/kemajuan")
    for minute in range(5):
        clock.at += timedelta(minutes=10)
        phone.get_by_label("Apa yang sudah dikerjakan?").fill(f"Kalimat {minute}")
        with phone.expect_response("**/hadir") as told:
            phone.clock.fast_forward(5 * 60 * 1000)
        assert told.value.status == 204
    phone.get_by_text("50%").click()
    phone.get_by_role("button", name="Kirim kemajuan").click()
    phone.wait_for_url(f"**/tugas/{task['id']}")
    assert recorded(tuntas, task) == [("Kalimat 4", [])]
