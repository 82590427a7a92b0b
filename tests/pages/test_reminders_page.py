"""Reminders on *Kabar*: the lines above the news, the bell, and the card by which each person chooses."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import create_app
from tests.world.arranged import bring, new_task
from tests.world.instance import START, Clock, signed_in
from tests.world.pages_read import page, text, texts
from tests.world.reminded import begun, morning
from workflow.people.accounts import SYSTEM, find_user
from workflow.people.addresses import set_address
from workflow.records import Notice
from workflow.reminders import digests

LINES = "//ul[@aria-labelledby='pengingat']/li"
CHOSEN = {"mail": "y", "hour": "16.00", "before": ["before3", "before1"]}


def test_lines_stand_above_the_news_and_lead_to_what_they_tell(client_as, tuntas: SimpleNamespace, clock: Clock):
    late = new_task(tuntas, START, title="Lewat", deadline="2026-11-16")
    bring(tuntas, "draft/sekdis", START, title="Dekat", deadline="2026-11-21")
    clock.at = morning(20, hour=9)
    tree = page(client_as("ketua.bireuen"), "/kabar")
    assert texts(tree, LINES) == ["Lewat 4 hari · Lewat", "Besok · Dekat menunggu Sekdis"]
    assert tree.xpath(f"{LINES}[1]//a/@href") == [f"/tugas/{late['id']}"]
    dinsos = page(client_as("dinsos.aceh"), "/kabar")
    assert texts(dinsos, LINES) == ["1 tugas terlambat di kabupaten/kota"]
    assert dinsos.xpath(f"{LINES}//a/@href") == ["/tugas?terlambat=1"]
    assert texts(page(client_as("ketua.pidie"), "/kabar"), LINES) == []


def test_a_digest_rings_the_bell_until_it_is_marked(client_as, tuntas: SimpleNamespace, clock: Clock):
    begun(tuntas.store)
    new_task(tuntas, START, title="Lewat", deadline="2026-11-10")
    assert bell(client_as("ketua.bireuen")) == "1", "the task that was handed over"
    clock.at = morning(11, hour=9)
    chair = client_as("ketua.bireuen")
    digests.run(tuntas.store, clock())
    assert bell(chair) == "2"
    tree = page(chair, "/kabar")
    assert texts(tree, "//h2[@id='pengingat']") == ["Pengingat Baru"]
    assert chair.post("/kabar/dibaca", data={"sampai": "9999"}).status_code == 303
    assert bell(chair) == ""
    assert texts(page(chair, "/kabar"), "//h2[@id='pengingat']") == ["Pengingat"]


def bell(client) -> str:
    return "".join(page(client, "/tugas").xpath("//a[contains(@class, 'bell')]/span[@class='n']/text()"))


def test_each_person_chooses_and_finds_it_chosen(client_as, tuntas: SimpleNamespace):
    chair, store = client_as("ketua.bireuen"), tuntas.store
    tree = page(chair, "/kabar")
    assert tree.xpath("//form//input[@name='before'][@checked]/@value") == ["before7", "before1"]
    assert tree.xpath("//form//select/option[@selected]/@value") == ["07.30"]
    assert "Pengiriman surel belum dipasang" in text(tree)
    assert chair.post("/kabar/pemberitahuan", data=CHOSEN).status_code == 303
    tree = page(chair, "/kabar/pemberitahuan")
    assert tree.xpath("//form//input[@checked]/@value") == ["y", "before3", "before1"]
    assert tree.xpath("//form//select/option[@selected]/@value") == ["16.00"]
    assert chair.post("/kabar/pemberitahuan", data={"hour": "16.00"}).status_code == 303
    (kept,) = store.find(Notice)
    assert (kept["mail"], kept["before"]) == (False, [])


@pytest.mark.parametrize(("wrong", "said"), [({"hour": "03.00"}, "Pilih salah satu"), ({"before": "x"}, "Pilih dari")])
def test_what_is_not_offered_is_refused_beside_its_field(client_as, tuntas: SimpleNamespace, wrong, said):
    answer = client_as("ketua.bireuen").post("/kabar/pemberitahuan", data={**CHOSEN, **wrong})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert tuntas.store.count("notice") == 0


def test_the_admin_has_none(client_as):
    assert client_as("admin").get("/kabar/pemberitahuan").status_code == 403


def test_the_card_says_where_mail_goes(tmp_path: Path, bare_instance: Path):
    """To nobody but whose address it is."""
    folder = Path(shutil.copytree(bare_instance, tmp_path / "instance"))
    sending = {"SMTP": "smtp://localhost", "SMTP_FROM": "tuntas@kantor.example"}
    app = create_app(folder, NOW=lambda: START, SEED=False, TESTING=True, **sending)
    store = app.extensions["tuntas"].store
    chair, user = signed_in(app, "ketua.bireuen"), find_user(store, "ketua.bireuen")
    assert user
    assert "Akun Anda belum punya alamat surel" in text(page(chair, "/kabar"))
    set_address(store, SYSTEM, user["id"], "lkks@contoh.example", at=START)
    assert "Surel: lkks@contoh.example." in text(page(chair, "/kabar"))
    assert "lkks@contoh.example" not in text(page(signed_in(app, "sekdis.bireuen"), "/kabar"))
    store.close()
