"""What stands above the news, and whether a digest is new."""

from __future__ import annotations

from types import SimpleNamespace

from tests.world import mandated
from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_CHAIR, SEKDIS, bring, do, new_task
from tests.world.instance import START
from tests.world.reminded import begun, morning
from workflow.people.accounts import find_user
from workflow.records import Digest
from workflow.reminders import digests, looked_at, now_due
from workflow.roles import Actor
from workflow.store import Store


def lines(store: Store, actor: Actor, today: str = "2026-11-20") -> list[str]:
    """ "Lewat 4 hari · Satu · menunggu Sekdis" """
    return [" · ".join(filter(None, (one.words, one.title, one.note))) for one in now_due.of(store, actor, today)]


def account(store: Store, username: str) -> Actor:
    return Actor.of(find_user(store, username))


def test_late_first_then_near(tuntas: SimpleNamespace):
    new_task(tuntas, START, title="Dekat", deadline="2026-12-01")
    new_task(tuntas, START, title="Jauh", deadline="2026-12-05")
    do(tuntas, new_task(tuntas, START, title="Lewat", deadline="2026-11-16"), "submit", CHAIR, START)
    assert lines(tuntas.store, CHAIR) == ["Lewat 4 hari · Lewat · menunggu Sekdis", "11 hari lagi · Dekat"]
    assert lines(tuntas.store, SEKDIS) == ["Lewat batas periksa 4 hari kerja · Lewat", "11 hari lagi · Dekat"]
    assert lines(tuntas.store, DINSOS) == ["1 tugas terlambat di kabupaten/kota"]
    assert lines(tuntas.store, OTHER_CHAIR) == lines(tuntas.store, ADMIN) == []


def test_what_is_done_since_the_digest_is_not_asked_for_again(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START, title="Satu", deadline="2026-11-10")
    do(tuntas, task, "undo_claim", CHAIR, START)
    assert lines(tuntas.store, CHAIR) == ["Lewat 10 hari · Satu"]
    do(tuntas, task, "claim", CHAIR, START)
    assert lines(tuntas.store, CHAIR) == []


def test_many_are_told_in_one_line(tuntas: SimpleNamespace):
    for number in range(5):
        new_task(tuntas, START, title=f"Tugas {number}", deadline="2026-11-10")
    found = now_due.of(tuntas.store, CHAIR, "2026-11-20")
    assert [line.title for line in found] == ["Tugas 0", "Tugas 1", "Tugas 2", "5 tugas terlambat"]
    assert found[-1].filters == {"terlambat": "1"}


def test_dinsos_reads_of_its_own_limit_with_the_region(tuntas: SimpleNamespace):
    bring(tuntas, "reported/dinsos", START, title="Klaim", deadline="2026-12-15")
    assert lines(tuntas.store, DINSOS, "2026-11-24") == ["Lewat batas periksa 1 hari kerja · Klaim · Kabupaten Bireuen"]


def test_a_mandate_that_began_is_told_for_a_week_at_the_own_desk(tuntas: SimpleNamespace):
    store = tuntas.store
    held = mandated.give(store, "ketua.bireuen", "dinsos.aceh", until="2026-11-30")
    said = "Anda bertindak a.n. Ketua LKKS Kabupaten Bireuen sampai 30 November 2026"
    assert lines(store, account(store, "dinsos.aceh"), "2026-11-16") == [said]
    assert lines(store, account(store, "dinsos.aceh"), "2026-11-17") == []
    assert lines(store, mandated.acting(store, held), "2026-11-16") == []


def test_a_digest_is_new_until_one_looks(tuntas: SimpleNamespace):
    store = tuntas.store
    chair, sekdis = account(store, "ketua.bireuen"), account(store, "sekdis.bireuen")
    begun(store)
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    assert looked_at.unread(store, chair) == 0
    digests.run(store, morning(11))
    digests.run(store, morning(18))
    assert looked_at.unread(store, chair) == looked_at.unread(store, sekdis) == 1, "two days are one piece of news"
    looked_at.look(store, chair)
    assert (looked_at.unread(store, chair), looked_at.unread(store, sekdis)) == (0, 1)
    assert {one["fresh"] for one in store.find(Digest, user=chair.id)} == {False}


def test_at_each_desk_it_is_new_apart(tuntas: SimpleNamespace):
    store = tuntas.store
    begun(store)
    held = mandated.give(store, "ketua.bireuen", "dinsos.aceh")
    new_task(tuntas, START, title="Satu", deadline="2026-11-11")
    digests.run(store, morning(10))
    own, deputy = account(store, "dinsos.aceh"), mandated.acting(store, held)
    looked_at.look(store, own)
    assert (looked_at.unread(store, own), looked_at.unread(store, deputy)) == (0, 1)
    looked_at.look(store, deputy)
    assert looked_at.unread(store, deputy) == 0
