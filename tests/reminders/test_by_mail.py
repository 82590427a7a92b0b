"""The mail of a digest: once a person and day, at his hour, to those who want one and have an address."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask

from tests.world import mandated
from tests.world.arranged import bring, new_task
from tests.world.instance import START, Clock
from tests.world.mail_sink import sink
from tests.world.reminded import begun, morning
from workflow.mail import outbox, smtp_server
from workflow.mail.postman import Postman
from workflow.people.accounts import SYSTEM, edit_user, find_user
from workflow.people.addresses import set_address
from workflow.records import Mail
from workflow.reminders import by_mail, digests, notices
from workflow.reminders.daily_round import Reminders
from workflow.roles import Actor
from workflow.store import Store

BASE, SENDER = "https://tuntas.example", "tuntas@kantor.example"


def addressed(store: Store, username: str) -> Actor:
    actor = Actor.of(find_user(store, username))
    set_address(store, SYSTEM, actor.id, f"{username}@contoh.example", at=START)
    return actor


def test_a_digest_leaves_at_the_persons_hour_and_once(tuntas: SimpleNamespace):
    store = tuntas.store
    begun(store)
    addressed(store, "ketua.bireuen")
    sekdis = addressed(store, "sekdis.bireuen")
    notices.choose(store, sekdis, {"mail": "y", "hour": "16.00", "before": []})
    task = new_task(tuntas, START, title="Tanda tangani <kesepakatan>", deadline="2026-11-10")
    new_task(tuntas, START, title="Dekat", deadline="2026-11-12")
    for _ in range(2):
        digests.run(store, morning(11), by_mail.sender(store, BASE))
    chair, other = store.find(Mail)
    assert (chair["to"], chair["due"]) == ("ketua.bireuen@contoh.example", "2026-11-11T00:30:00Z")
    assert (other["to"], other["due"]) == ("sekdis.bireuen@contoh.example", "2026-11-11T09:00:00Z")
    assert chair["subject"] == "Pengingat Tuntas 11 November 2026: 1 terlambat dan 1 mendekati batas waktu"
    assert f"Lewat 1 hari: Tanda tangani <kesepakatan>\n  {BASE}/tugas/{task['id']}\n" in chair["text"]
    assert "Batas waktu besok: Dekat" in chair["text"]
    assert "Tanda tangani &lt;kesepakatan&gt;</a>" in chair["html"]
    assert "Dekat" not in other["text"]


def test_who_wants_none_or_has_no_address_gets_none(tuntas: SimpleNamespace):
    store = tuntas.store
    begun(store)
    chair = addressed(store, "ketua.bireuen")
    notices.choose(store, chair, {"hour": "07.30", "before": ["before1"]})
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    assert len(digests.run(store, morning(11), by_mail.sender(store, BASE))) == 2
    assert store.count("mail") == 0


def told_this_morning(tuntas: SimpleNamespace) -> Actor:
    """The chair of Bireuen, for whom a digest waits to leave at half past seven; beside it a mail about the account."""
    begun(tuntas.store)
    chair = addressed(tuntas.store, "ketua.bireuen")
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    digests.run(tuntas.store, morning(11), by_mail.sender(tuntas.store, BASE))
    outbox.put(tuntas.store, "sandi/1/1", tuntas.store.get("user", chair.id), "S", "t", "h", morning(11))
    assert len(waiting(tuntas.store)) == 2
    return chair


def waiting(store: Store) -> list[tuple[str, str]]:
    """(what, to) of each mail."""
    return sorted((mail["key"].partition("/")[0], mail["to"].partition("@")[0]) for mail in store.find(Mail))


def test_news_that_wait_go_to_the_address_of_now(tuntas: SimpleNamespace):
    store, chair = tuntas.store, told_this_morning(tuntas)
    set_address(store, SYSTEM, chair.id, "benar@contoh.example", at=morning(11, hour=6))
    assert waiting(store) == [("pengingat", "benar"), ("sandi", "ketua.bireuen")]
    set_address(store, chair, chair.id, "belum.pasti@contoh.example", at=morning(11, hour=6))
    assert waiting(store) == [("sandi", "ketua.bireuen")]


def test_news_that_wait_do_not_leave_once_they_are_stopped(tuntas: SimpleNamespace):
    store, chair = tuntas.store, told_this_morning(tuntas)
    notices.choose(store, chair, {"mail": "y", "hour": "16.00", "before": []})
    assert len(waiting(store)) == 2
    notices.choose(store, chair, {"hour": "07.30", "before": []})
    assert waiting(store) == [("sandi", "ketua.bireuen")]


def test_news_that_wait_do_not_follow_to_another_desk(tuntas: SimpleNamespace):
    store, chair = tuntas.store, told_this_morning(tuntas)
    user = store.get("user", chair.id)
    moved = {"role": "ketua", "region": "11.07", "name": user["name"]}
    edit_user(store, SYSTEM, chair.id, moved, active=True, version=user["version"], at=morning(11, hour=6))
    assert waiting(store) == [("sandi", "ketua.bireuen")]


def test_what_is_of_another_region_says_so_and_many_are_counted(tuntas: SimpleNamespace):
    store = tuntas.store
    dinsos = addressed(store, "dinsos.aceh")
    begun(store)
    mandated.give(store, "ketua.bireuen", "dinsos.aceh", until="2026-11-30", start="2026-11-24")
    for number in range(by_mail.MOST + 2):
        bring(tuntas, "draft", START, title=f"Tugas {number}", deadline="2026-11-25")
    digests.run(store, morning(24), by_mail.sender(store, BASE))
    mail = store.first(Mail, user=dinsos.id)
    assert mail["subject"].endswith(": 22 mendekati batas waktu dan mandat")
    assert "Batas waktu besok: Tugas 0 (Kabupaten Bireuen)" in mail["text"]
    assert "dan 2 lagi" in mail["text"]
    assert f"{BASE}/akun/mandat" in mail["text"]


def test_eight_days_with_three_without_a_server_reach_the_mail_server_once_each(tuntas: SimpleNamespace, clock: Clock):
    """Each day a server starts anew: its round tells, its postman takes out what is due. On three days none runs."""
    store = tuntas.store
    addressed(store, "ketua.bireuen"), addressed(store, "sekdis.bireuen")
    begun(store)
    for title, deadline in (("Satu", "2026-11-17"), ("Dua", "2026-11-13"), ("Tiga", "2026-11-10")):
        new_task(tuntas, START, title=title, deadline=deadline)
    with sink() as server:
        for day in (10, 11, 12, 16, 17):
            for hour in (5, 8, 9):
                clock.at = morning(day, hour=hour)
                Reminders(store, clock, by_mail.sender(store, BASE)).look()
                Postman(store, smtp_server.read(f"smtp://localhost:{server.port}", SENDER), BASE, clock).look()
        told = [(str(mail["To"]).partition("@")[0], str(mail["Subject"]).strip()[17:]) for mail in server.mails]
    assert told == [
        ("ketua.bireuen", "10 November 2026: 1 mendekati batas waktu"),
        ("ketua.bireuen", "11 November 2026: 1 terlambat"),
        ("sekdis.bireuen", "11 November 2026: 1 terlambat"),
        ("ketua.bireuen", "12 November 2026: 1 mendekati batas waktu"),
        ("ketua.bireuen", "16 November 2026: 1 terlambat dan 1 mendekati batas waktu"),
        ("sekdis.bireuen", "16 November 2026: 1 terlambat"),
    ]
    assert set(server.counted().values()) == {1}
    assert store.count("digest") == len(told)


def test_its_addresses_are_those_of_the_app(app: Flask):
    places = [by_mail.KABAR, by_mail.CHOICE, *(place.format(1) for place in by_mail.PLACES.values())]
    urls = app.url_map.bind("localhost")
    assert [place for place in places if not urls.match(place)[0]] == []
