"""The address of an account's calendar: read without signing in, by its token alone, and dead when it is renewed."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from icalendar import Calendar

from tests.world.arranged import bring
from tests.world.instance import START, Clock, signed_in
from tests.world.pages_read import page, text
from workflow import pacing
from workflow.people.accounts import find_user


def renewed(app: Flask, who: str = "ketua.bireuen") -> str:
    """The path of a new address."""
    client = signed_in(app, who)
    assert client.post("/akun/kalender").status_code == 303
    answer = client.get("/akun/kalender")
    assert client.get("/akun/kalender").location == "/kabar#kalender"  # shown once
    (found,) = re.findall(r"https://tuntas\.example(/kalender/[\w-]+\.ics)<", answer.text)
    return found


def test_a_program_reads_it_without_signing_in(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    task = bring(tuntas, "reported", clock())
    answer = app.test_client().get(renewed(app))
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, max-age=900"
    assert "Set-Cookie" not in answer.headers
    calendar = Calendar.from_ical(answer.data)
    assert str(calendar["X-WR-CALNAME"]) == "Tuntas: Kabupaten Bireuen"
    assert f"batas-{task['outcome']}-{task['id']}@tuntas" in [one["UID"] for one in calendar.walk("VEVENT")]


def test_nothing_new_has_no_body(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    bring(tuntas, "reported", clock())
    path, client = renewed(app), app.test_client()
    tag = client.get(path).headers["ETag"]
    clock.at += timedelta(hours=6)
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    bring(tuntas, "reported", clock())
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_new_address_ends_the_one_before(app: Flask, tuntas: SimpleNamespace):
    old, new = renewed(app), renewed(app)
    client = app.test_client()
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert len(tuntas.store.find("event", name="calendar_renewed")) == 2
    token = new.removeprefix("/kalender/").removesuffix(".ics")
    assert token not in str([*tuntas.store.find("calendar_link"), *tuntas.store.find("event")])


def test_it_ends_with_the_account(app: Flask, tuntas: SimpleNamespace):
    path = renewed(app)
    user = find_user(tuntas.store, "ketua.bireuen")
    tuntas.store.save({**user, "active": False})
    assert app.test_client().get(path).status_code == 404


def test_the_card_says_when_it_was_read_last(app: Flask, clock: Clock):
    client = signed_in(app, "ketua.bireuen")
    card = "//form[@aria-labelledby='kalender']"
    assert "Buat tautan" in text(page(client, "/kabar").xpath(card)[0])
    path = renewed(app)
    assert "Belum pernah dibaca kalender." in text(page(client, "/kabar").xpath(card)[0])
    app.test_client().get(path)
    shown = text(page(client, "/kabar").xpath(card)[0])
    assert f"Terakhir dibaca kalender tadi, {START:%H.%M}." in shown
    assert path not in shown


def test_who_guesses_is_braked(app: Flask):
    client = app.test_client()
    answers = {client.get(f"/kalender/{n}.ics").status_code for n in range(pacing.ALLOWANCE // pacing.UNKNOWN + 2)}
    assert answers == {404, 429}


def test_one_task_as_a_file(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    task = bring(tuntas, "reported", clock())
    client = signed_in(app, "ketua.bireuen")
    path = f"/tugas/{task['id']}/kalender.ics"
    assert path in page(client, f"/tugas/{task['id']}").xpath("//a/@href")
    answer = client.get(path)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=Batas-waktu-butir-")
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"Batas waktu: {task['title']}"
    assert signed_in(app, "admin").get(path).status_code == 403


@pytest.mark.parametrize("who", ["admin"])
def test_the_admin_has_no_calendar(app: Flask, who: str):
    assert signed_in(app, who).post("/akun/kalender").status_code == 403
