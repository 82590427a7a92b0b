"""Kabar: what is new for whoever reads, what was before, the mark that only its button sets, and all events."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, DINSOS, OUTCOME, REASON, SEKDIS, bring, do, new_task
from tests.world.pages_read import links, page, text, texts
from tests.world.saying_yes import done
from workflow.audit.events import EVENTS
from workflow.lks import proposals
from workflow.lks.register import add
from workflow.rakor.recording import save_outcome
from workflow.roles import Role
from workflow.tasks.concerns import NEWS
from workflow.tasks.timeline import OF_LKS, TOLD

TITLE = "Tanda tangani kesepakatan kemitraan"


def headings(client, address: str = "/kabar", of: str = "") -> list[str]:
    """What the rows say, through all pages; ``of`` is "new" for those that nobody has read yet."""
    found: list[str] = []
    while address:
        tree = page(client, address)
        found += texts(tree, f"//ul[contains(@class, 'news')]/li[contains(@class, '{of}')]/h3")
        address = links(tree).get("Berikutnya", "")
    return found


def test_a_chair_reads_what_became_of_the_own_tasks_and_not_what_he_did(client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    clock.at += timedelta(days=1)
    do(tuntas, task, "return_plan", SEKDIS, clock())
    new_task(tuntas, clock(), "11.07")
    tree = page(client_as("ketua.bireuen"), "/kabar")
    assert texts(tree, "//div[@class='col-lg-8']//h2[@id]") == ["Baru (2)"]
    assert headings(client_as("ketua.bireuen")) == [f"Dikembalikan: {TITLE}", f"Tugas dibagikan: {TITLE}"]
    row = text(tree.xpath("//ul[contains(@class, 'news')]/li")[0])
    assert row.partition(" Teks untuk WhatsApp")[0] == (
        f"Baru Hari ini, pukul 09.00 Dikembalikan: {TITLE} Sekretaris Dinas Sosial Kabupaten Bireuen · LKS 2026"
        f" “{REASON['reason']}”"
    )


def test_each_desk_is_told_what_comes_to_it(client_as, tuntas, clock):
    bring(tuntas, "reported/dinsos", clock())
    assert headings(client_as("sekdis.bireuen")) == [
        f"Diajukan ke Sekdis, revisi 1: {TITLE}", f"Tugas dibagikan: {TITLE}",
    ]  # fmt: skip
    assert headings(client_as("dinsos.aceh")) == [
        f"Diajukan selesai: {TITLE}", f"Disetujui dan dilaporkan ke pimpinan: {TITLE}",
    ]  # fmt: skip
    assert headings(client_as("ketua.pidie")) == []


def test_what_was_done_to_several_at_once_is_one_row(demo_as, demo_app):
    store, chair = demo_app.extensions["tuntas"].store, demo_as("ketua.bireuen")
    rows = page(chair, "/kabar").xpath("//ul[contains(@class, 'news')]/li[ul]")
    assert rows
    for row in rows:
        named = row.xpath("./ul/li/a")
        assert text(row.xpath("./h3")[0]).endswith(f": {len(named)} tugas")
        ids = [int(link.get("href").rpartition("/")[2]) for link in named]
        assert len({store.get("task", id)["region"] for id in ids}) == 1


def test_who_was_told_of_a_move_is_told_that_it_was_taken_back(client_as, tuntas, clock):
    task = bring(tuntas, "reported", clock())
    do(tuntas, task, "undo_report", SEKDIS, clock())
    assert headings(client_as("ketua.bireuen"))[0].startswith("Diurungkan: disetujui")


def test_opening_marks_nothing_and_the_button_marks_what_was_shown(client_as, tuntas, clock):
    task = bring(tuntas, "reported", clock())
    chair = client_as("ketua.bireuen")
    tree = page(chair, "/kabar")
    assert texts(page(chair, "/kabar"), "//div[@class='col-lg-8']//h2[@id]") == ["Baru (2)"]
    upto = tree.xpath("//form[@action='/kabar/dibaca']//input[@name='sampai']/@value")[0]
    do(tuntas, task, "record_direction", SEKDIS, clock())
    assert chair.post("/kabar/dibaca", data={"sampai": upto}).status_code == 303
    assert headings(chair, of="new") == [f"Arahan pimpinan dicatat: {TITLE}"]
    assert texts(page(chair, "/kabar"), "//div[@class='col-lg-8']//h2[@id]") == ["Baru (1)", "Sebelumnya"]
    assert headings(client_as("sekdis.bireuen"), of="new"), "another account has a mark of its own"


@pytest.mark.parametrize("typed", ["", "x", "-1", "1e3", "9" * 40, "٣"])
def test_a_mark_that_is_no_number_marks_nothing(client_as, tuntas, clock, typed):
    bring(tuntas, "reported", clock())
    chair = client_as("ketua.bireuen")
    assert chair.post("/kabar/dibaca", data={"sampai": typed}).status_code == 303
    assert len(headings(chair, of="new")) == 2


def test_what_has_not_happened_yet_is_never_marked(client_as, tuntas, clock):
    bring(tuntas, "reported", clock())
    chair = client_as("ketua.bireuen")
    chair.post("/kabar/dibaca", data={"sampai": "999999"})
    assert headings(chair, of="new") == []
    new_task(tuntas, clock())
    assert len(headings(chair, of="new")) == 1


def test_with_nothing_new_there_is_no_button(client_as):
    tree = page(client_as("ketua.bireuen"), "/kabar")
    assert (texts(tree, "//div[@class='col-lg-8']//h2"), tree.xpath("//form[@action='/kabar/dibaca']")) == (
        ["Belum ada kabar"],
        [],
    )


@pytest.mark.parametrize("after", ["x", "-1", "999999", "99999999999999999999", ""])
def test_a_strange_place_is_the_beginning(client_as, tuntas, clock, after):
    do(tuntas, new_task(tuntas, clock()), "cancel", DINSOS, clock())
    assert len(headings(client_as("ketua.bireuen"), f"/kabar?sesudah={after}")) == 2
    tree = page(client_as("ketua.bireuen"), f"/kabar/semua?sesudah={after}")
    assert len(texts(tree, "//ol[@class='line']/li")) == 2


def test_the_table_names_events_that_are_told_and_leaves_no_role_out():
    assert NEWS.keys() <= TOLD
    assert set(Role) == set().union(*NEWS.values())


def all_events(client) -> list[str]:
    found, address = [], "/kabar/semua"
    while address:
        tree = page(client, address)
        found += texts(tree, "//ol[@class='line']/li")
        address = links(tree).get("Berikutnya")
    return found


def test_all_events_are_told_newest_first_whoever_made_them(client_as, tuntas, clock):
    bring(tuntas, "draft/sekdis", clock())
    clock.at += timedelta(days=1)
    new_task(tuntas, clock(), "11.07")
    assert links(page(client_as("ketua.bireuen"), "/kabar"))["Semua peristiwa"] == "/kabar/semua"
    assert all_events(client_as("ketua.bireuen")) == [
        f"Kemarin, pukul 09.00 {TITLE} Diajukan ke Sekdis, revisi 1 · Ketua LKKS Kabupaten Bireuen",
        f"Kemarin, pukul 09.00 {TITLE} Tugas dibagikan · Dinas Sosial Aceh",
    ]


def test_all_events_hold_every_one_of_rakor_and_tasks_once(demo_as, demo_app):
    store = demo_app.extensions["tuntas"].store
    untold = {"user_added", "user_edited", "password_set", "office_edited"}
    # these stand in the agenda
    untold |= {"number_reserved", "number_on_paper", "number_filled", "number_voided", "numbers_outside"}
    untold |= {"rakor_document"}  # which stands among the documents
    # and these in the history of an institution, and with the figures
    untold |= {name for name, event in EVENTS.items() if "lks" in event.groups.split()} - OF_LKS
    told = [event for event in store.find("event") if event["name"] not in untold]
    assert len(told) > 100
    assert len(all_events(demo_as("dinsos.aceh"))) == len(told)
    own = [event for event in told if event["chain"] == "11.11"]
    assert len(all_events(demo_as("sekdis.bireuen"))) == len(own)


def test_a_mark_of_before_stands_for_every_desk_of_the_place(client_as, tuntas: SimpleNamespace, clock):
    bring(tuntas, "reported", clock())
    chair, store = client_as("ketua.bireuen"), tuntas.store
    user = store.first("user", username="ketua.bireuen")
    newest = store.first("event", chain="11.11", order="-seq")["seq"]
    with store.transaction():
        store.insert("looked", {"schema": 1, "user": user["id"], "region": "11.11", "event": newest})
    assert headings(chair, of="new") == []


def test_the_words_of_an_outcome_are_told_old_and_new(client_as, tuntas, clock):
    task = new_task(tuntas, clock())
    rakor = tuntas.store.get("rakor", task["rakor"])
    text_now = OUTCOME["text"].replace("tertulis", "bermeterai")
    done(
        lambda more: save_outcome(
            tuntas.store, DINSOS, rakor["id"], task["outcome"], {**OUTCOME, "text": text_now, **more},
            version=rakor["version"], at=clock(),
        )
    )  # fmt: skip
    for reader in ("ketua.bireuen", "sekdis.bireuen"):
        row = page(client_as(reader), "/kabar").xpath("//ul[contains(@class, 'news')]/li")[0]
        assert text(row.xpath("./h3")[0]) == f"Butir hasil diubah: {TITLE}"
        assert (texts(row, ".//del"), texts(row, ".//ins")) == (["tertulis"], ["bermeterai"])
    assert headings(client_as("ketua.pidie")) == headings(client_as("dinsos.aceh")) == []
    history = page(client_as("ketua.bireuen"), f"/tugas/{task['id']}").xpath("//section[@aria-labelledby='riwayat']")
    assert "Butir hasil diubah" in text(history[0])


def test_what_is_proposed_of_an_institution_and_what_became_of_it(client_as, tuntas, clock):
    store = tuntas.store
    with store.transaction():
        home = add(store, DINSOS, "lks_recorded", {"region": "11.11", "name": "LKSA Contoh"}, clock())
    changes = [
        proposals.propose(store, who, of, fields, at=clock())
        for who, of, fields in (
            (CHAIR, home["id"], {"kecamatan": "Jeumpa"}), (CHAIR, 0, {"name": "LKSA Baru"}),
            (SEKDIS, 0, {"name": "LKSLU Baru"}),
        )
    ]  # fmt: skip
    proposed = ["Perubahan LKS diusulkan: LKSA Baru", "Perubahan LKS diusulkan: LKSA Contoh"]
    assert headings(client_as("sekdis.bireuen"), of="new") == ["Perubahan LKS diusulkan: LKSLU Baru", *proposed]
    assert headings(client_as("dinsos.aceh"), of="new") == ["Perubahan LKS diusulkan: LKSLU Baru"]
    assert headings(client_as("ketua.bireuen"), of="new") == []
    for change in (changes[0], changes[2]):
        proposals.confirm(store, DINSOS, change["id"], version=1, at=clock(), paper_seen="STP")
    proposals.refuse(store, DINSOS, changes[1]["id"], REASON["reason"], version=1, at=clock())
    proposals.ask_check(store, DINSOS, home["id"], "Alamatnya lama.", at=clock())
    chair = client_as("ketua.bireuen")
    assert headings(chair, of="new") == [
        "LKS diminta dipastikan: LKSA Contoh", "Usulan LKS ditolak: LKSA Baru", "Usulan LKS disahkan: LKSLU Baru",
        "Usulan LKS disahkan: LKSA Contoh",
    ]  # fmt: skip
    rows = page(chair, "/kabar").xpath("//ul[contains(@class, 'news')]/li")
    assert [row.xpath(".//h3/a/@href")[0] for row in rows] == [
        f"/lks/{home['id']}", f"/lks/usulan/{changes[1]['id']}", f"/lks/{home['id'] + 1}", f"/lks/{home['id']}",
    ]  # fmt: skip
    assert REASON["reason"] in text(rows[1])
    for row in rows:
        assert chair.get(row.xpath(".//h3/a/@href")[0]).status_code == 200
    assert headings(client_as("ketua.pidie")) == headings(client_as("sekdis.pidie")) == []
    events = page(client_as("sekdis.bireuen"), "/kabar/semua").xpath("//ol[@class='line']/li")
    assert [text(one).partition(" Usulan LKS disahkan")[0] for one in events][2:4] == [
        "Hari ini, pukul 09.00 Buka LKS"
    ] * 2


def test_what_a_register_says_of_its_records_is_not_even_read_for_news():
    assert {"lks_recorded", "lks_changed"}.isdisjoint(TOLD)
