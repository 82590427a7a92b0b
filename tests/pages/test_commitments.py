"""The chair's first screen, the news, and where each role begins."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest

from tests.world.arranged import CHAIR, PROGRESS, bring, do, new_task
from tests.world.pages_read import boxes, links, listed, page, text, texts
from workflow.clock import moment
from workflow.tasks import commitments


@pytest.mark.parametrize("username", ["ketua.bireuen", "ketua.pidie"])
def test_every_box_counts_the_list_behind_it(demo_as, username):
    client = demo_as(username)
    found = boxes(page(client, "/komitmen"))
    assert list(found)[0] == "Perlu Anda kerjakan"
    assert {"Menunggu Sekdis", "Terlambat", "Dilaksanakan"} <= set(found)
    for words, (number, address) in found.items():
        told, rows = listed(client, address)
        assert (words, told, len(rows)) == (words, number, number)


def test_the_boxes_of_the_demo_are_not_empty(demo_as):
    found = boxes(page(demo_as("ketua.bireuen"), "/komitmen"))
    assert all(number > 0 for number, _ in found.values())
    assert "Menunggu Dinsos Aceh" not in found  # a box that would stay at zero is left out


def test_what_waits_for_dinsos_gets_a_box_too(client_as, tuntas, clock):
    bring(tuntas, "reported/dinsos", clock())
    assert boxes(page(client_as("ketua.bireuen"), "/komitmen"))["Menunggu Dinsos Aceh"] == (1, "/tugas?menunggu=dinsos")


def row(client, section: str = "") -> tuple[str, dict[str, str]]:
    """(section, buttons) of the only task on the screen."""
    tree = page(client, "/komitmen")
    (item,) = tree.xpath("//ul[@class='rows']/li")
    return text(item.xpath("ancestor::section/h2")[0]), links(
        item, ".//div[contains(@class, 'act')]//*[self::a or self::button]"
    )


def test_a_new_task_asks_for_its_plan(client_as, tuntas, clock):
    task = new_task(tuntas, clock())
    assert row(client_as("ketua.bireuen")) == ("Perlu Anda kerjakan", {"Susun rencana": f"/tugas/{task['id']}/rencana"})


def test_a_plan_sent_back_says_why_where_it_is_repaired(client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    do(tuntas, task, "return_plan", client_actor(tuntas, "sekdis.bireuen"), clock())
    client = client_as("ketua.bireuen")
    assert row(client) == ("Perlu Anda kerjakan", {"Perbaiki rencana": f"/tugas/{task['id']}/rencana"})
    said = texts(page(client, "/komitmen"), "//div[@class='callout late mb-0']")
    assert said[0] == "Dikembalikan Sekdis: “Target belum menyebut jumlah mitra.”"


def client_actor(tuntas, username):
    from workflow.people.accounts import find_user
    from workflow.roles import Actor

    return Actor.of(find_user(tuntas.store, username))


def test_what_waits_for_sekdis_can_be_taken_back_at_first_and_reminded_of_later(client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    back = {"Tarik kembali": f"/tugas/{task['id']}/aksi/withdraw"}
    assert row(client_as("ketua.bireuen")) == ("Menunggu Sekdis", back)
    clock.at += timedelta(days=3)
    section, buttons = row(client_as("ketua.bireuen"))
    assert section == "Menunggu Sekdis"
    address = unquote(buttons["Ingatkan Sekdis"])
    assert address == (
        "https://wa.me/?text=Yth. Sekretaris Dinas Sosial Kabupaten Bireuen. Rencana menunggu keputusan sejak "
        "9 November 2026: “Tanda tangani kesepakatan kemitraan”. Batas waktu 15 Desember 2026. "
        f"https://tuntas.example/tugas/{task['id']}"
    )


def test_a_reported_task_asks_for_progress_until_it_is_finished_and_proven(client_as, tuntas, clock):
    task = bring(tuntas, "reported", clock())
    record = {"Catat kemajuan": f"/tugas/{task['id']}/kemajuan"}
    assert row(client_as("ketua.bireuen")) == ("Perlu Anda kerjakan", record)
    do(tuntas, task, "progress", CHAIR, clock(), **PROGRESS | {"percent": "100", "evidence": []})
    assert row(client_as("ketua.bireuen"))[1] == record
    do(tuntas, task, "progress", CHAIR, clock())
    assert row(client_as("ketua.bireuen"))[1] == {"Ajukan selesai": f"/tugas/{task['id']}/aksi/claim"}


def test_what_waits_for_dinsos_has_a_section_without_a_button(client_as, tuntas, clock):
    bring(tuntas, "reported/dinsos", clock())
    assert row(client_as("ketua.bireuen")) == ("Menunggu Dinsos Aceh", {})


def test_a_task_that_is_done_leads_to_its_report(client_as, tuntas, clock):
    task = bring(tuntas, "implemented", clock())
    (report,) = tuntas.store.find("document", task=task["id"], type="pelaksanaan")
    section, buttons = row(client_as("ketua.bireuen"))
    assert (section, list(buttons)) == ("Sudah dilaksanakan", [] if report["pending"] else ["Laporan pelaksanaan"])
    if not report["pending"]:
        assert buttons["Laporan pelaksanaan"] == f"/dokumen/{report['id']}.pdf"


def test_cancelled_tasks_and_those_of_other_regions_stay_away(client_as, tuntas, clock):
    bring(tuntas, "cancelled", clock())
    new_task(tuntas, clock(), "11.07")
    tree = page(client_as("ketua.bireuen"), "/komitmen")
    assert texts(tree, "//h2") == ["Belum ada komitmen"]
    assert not boxes(tree)


def test_the_most_urgent_come_first_and_a_long_section_leads_to_the_rest(client_as, tuntas, clock):
    deadlines = ["", "2027-02-01", *[f"2026-12-{day:02}" for day in range(1, 21)]]
    tasks = [new_task(tuntas, clock(), deadline=deadline) for deadline in deadlines]
    tree = page(client_as("ketua.bireuen"), "/komitmen")
    shown = [int(href.rsplit("/", 1)[1]) for href in tree.xpath("//ul[@class='rows']//h3/a/@href")]
    assert shown == [task["id"] for task in tasks[2:]]
    assert links(tree)["Lihat semua 22"] == "/tugas?menunggu=ketua"


def test_what_was_sent_back_stands_first_with_its_reason(client_as, tuntas, clock):
    urgent = new_task(tuntas, clock(), deadline="2026-11-10")
    back = bring(tuntas, "draft/sekdis", clock(), deadline="2026-12-15")
    do(tuntas, back, "return_plan", client_actor(tuntas, "sekdis.bireuen"), clock())
    items = page(client_as("ketua.bireuen"), "/komitmen").xpath("//ul[@class='rows']/li")
    assert [item.xpath(".//h3/a/@href")[0] for item in items] == [f"/tugas/{task['id']}" for task in (back, urgent)]
    assert "“Target belum menyebut jumlah mitra.”" in text(items[0])


def test_what_was_sent_back_stands_first_even_where_all_are_not_shown(client_as, tuntas, clock):
    for _ in range(21):
        new_task(tuntas, clock(), deadline="2026-11-10")
    back = bring(tuntas, "draft/sekdis", clock())
    do(tuntas, back, "return_plan", client_actor(tuntas, "sekdis.bireuen"), clock())
    rows = page(client_as("ketua.bireuen"), "/komitmen").xpath("//ul[@class='rows']/li//h3/a/@href")
    assert (rows[0], len(rows)) == (f"/tugas/{back['id']}", 20)


def test_the_rakor_is_named_where_there_are_several(client_as, tuntas, clock):
    new_task(tuntas, clock())
    client = client_as("ketua.bireuen")
    named = "//ul[@class='rows']/li//p[@class='xs dim mb-1']"
    assert texts(page(client, "/komitmen"), named) == []
    new_task(tuntas, clock())
    assert texts(page(client, "/komitmen"), named) == ["LKS 2026, 18 Sep", "LKS 2026, 18 Sep (2)"]


def test_how_long_ago_something_was_done_is_told(client_as, tuntas, clock):
    task, client = bring(tuntas, "reported", clock()), client_as("ketua.bireuen")
    told = "//ul[@class='rows']/li//p[@class='xs dim mb-0']"
    assert texts(page(client, "/komitmen"), told) == ["Belum ada kemajuan"]
    do(tuntas, task, "progress", CHAIR, clock())
    for days, words in ((0, "hari ini"), (1, "kemarin"), (3, "3 hari lalu"), (400, "9 Nov 2026")):
        clock.at = task_time(tuntas, task) + timedelta(days=days)
        client = client_as("ketua.bireuen")
        assert texts(page(client, "/komitmen"), told) == [f"Kemajuan terakhir {words}"]


def task_time(tuntas, task):
    return moment(tuntas.store.get("task", task["id"])["progress"][-1]["at"])


def test_what_waits_for_the_province_is_a_section_of_its_own(client_as, tuntas, clock):
    assert commitments.SECTIONS[3][2] == {"menunggu": "provinsi"}
    bring(tuntas, "reported", clock())
    assert "Menunggu provinsi" not in boxes(page(client_as("ketua.bireuen"), "/komitmen"))


@pytest.mark.parametrize(
    ("username", "doors", "in_bar"),
    [
        (
            "ketua.bireuen", ["Komitmen saya", "Tugas", "LKS", "Indikator", "Rakor", "Dokumen"],
            ["Komitmen saya", "Tugas", "LKS", "Kabar"],
        ),
        (
            "sekdis.bireuen", ["Menunggu persetujuan (0)", "Tugas", "LKS", "Dokumen", "Indikator", "Agenda"],
            ["Persetujuan (0)", "Tugas", "LKS", "Dokumen"],
        ),
        (
            "dinsos.aceh",
            ["Beranda", "Pemeriksaan (0)", "Tugas", "Matriks", "Rakor", "LKS", "Indikator", "Dokumen"],
            ["Beranda", "Periksa (0)", "Tugas", "Matriks"],
        ),
    ],
)  # fmt: skip
def test_each_role_has_its_doors_and_a_phone_reaches_all_of_them(client_as, username, doors, in_bar):
    tree = page(client_as(username), "/bantuan")
    assert list(links(tree, "//nav[@aria-label='Menu utama']/a")) == doors
    assert list(links(tree, "//nav[@aria-label='Menu bawah']/a")) == in_bar
    assert links(tree, "//header/div/a[contains(@class, 'bell')]") == {"Kabar": "/kabar"}
    rest = list(links(tree, "//details[@class='acct']//a"))
    everywhere = {word.split(" (")[0].replace("Pemeriksaan", "Periksa") for word in doors}
    assert {word.split(" (")[0] for word in in_bar + rest} >= everywhere - {"Menunggu persetujuan"}
    assert rest[-3:] == ["Akun", "Bantuan", "Pintasan papan tik"]


@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh", "admin"])
def test_every_role_has_its_bell(client_as, username):
    (bell,) = page(client_as(username), "/bantuan").xpath("//a[contains(@class, 'bell')]")
    assert bell.get("href") == "/kabar"


@pytest.mark.parametrize(
    ("username", "screen"),
    [
        ("ketua.bireuen", "/komitmen"),
        ("sekdis.bireuen", "/persetujuan"),
        ("dinsos.aceh", "/beranda"),
        ("admin", "/pengaturan"),
    ],
)
def test_each_role_begins_at_its_own_screen(client_as, username, screen):
    answer = client_as(username).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, screen)


@pytest.mark.parametrize("username", ["sekdis.bireuen", "dinsos.aceh", "admin"])
def test_the_commitments_are_the_chairs(client_as, username):
    assert client_as(username).get("/komitmen").status_code == 403
