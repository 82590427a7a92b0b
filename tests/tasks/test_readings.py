"""That a reviewer has read what waits for him: noted once, for the desk that holds it, told on the chair's card."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, do
from tests.world.instance import START, signed_in
from tests.world.pages_read import page, text
from workflow.clock import stamp
from workflow.roles import Actor, Role
from workflow.tasks import readings

LATER = START + timedelta(hours=2)
DEPUTY = Actor(177, "Bidang (a.n. Sekdis)", Role.SEKDIS, "11.11", SEKDIS.id, "Surat tugas")


def note(tuntas: SimpleNamespace, task, actor, at=START):
    now = tuntas.store.get("task", task["id"])
    readings.note(tuntas.store, actor, now, at=at)
    return readings.of_task(tuntas.store, now)


def test_the_first_reading_of_the_desk_that_holds_it_counts(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    assert note(tuntas, task, CHAIR) is note(tuntas, task, DINSOS) is None
    assert note(tuntas, task, SEKDIS)["at"] == note(tuntas, task, SEKDIS, LATER)["at"] == stamp(START)
    do(tuntas, task, "return_plan", SEKDIS, LATER)
    assert note(tuntas, task, SEKDIS) is None
    do(tuntas, task, "submit", CHAIR, LATER + timedelta(minutes=1))
    assert note(tuntas, task, CHAIR) is None, "the plan that came back has been read by nobody"


def test_a_deputy_has_not_read_it_for_the_person(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    assert readings.who(note(tuntas, task, DEPUTY)) == "pemegang mandat Sekdis"
    found = note(tuntas, task, SEKDIS, LATER)
    assert (readings.who(found), found["at"]) == ("Sekdis", stamp(LATER))
    assert readings.who(note(tuntas, task, DEPUTY, LATER)) == "Sekdis"
    assert tuntas.store.count("opened") == 1


def test_it_moves_nothing(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START)
    before, events = tuntas.store.get("task", task["id"]), tuntas.store.count("event")
    note(tuntas, task, DINSOS)
    assert (tuntas.store.get("task", task["id"]), tuntas.store.count("event")) == (before, events)


def test_the_chair_is_told_on_card_and_page(app, client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    chair = client_as("ketua.bireuen")
    for address in ("/komitmen", f"/tugas/{task['id']}"):
        assert "Dibaca" not in text(page(chair, address))
    clock.at += timedelta(hours=1)
    page(client_as("sekdis.bireuen"), f"/persetujuan/{task['id']}")
    clock.at += timedelta(days=1)
    page(signed_in(app, "sekdis.bireuen"), f"/tugas/{task['id']}")
    chair = signed_in(app, "ketua.bireuen")
    for address in ("/komitmen", f"/tugas/{task['id']}"):
        assert "Dibaca Sekdis kemarin, pukul 10.00" in text(page(chair, address))


def test_of_a_claim_the_chair_reads_that_dinsos_has_opened_it(client_as, tuntas, clock):
    task = bring(tuntas, "reported/dinsos", clock())
    page(client_as("dinsos.aceh"), f"/tugas/{task['id']}/periksa")
    assert "Dibaca Dinas Sosial Aceh hari ini, pukul 09.00" in text(page(client_as("ketua.bireuen"), "/komitmen"))
