"""A form that comes twice is done once; what is typed anew is another form."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.arranged import PROGRESS, bring, photo
from tests.world.each_store import on_each
from tests.world.instance import START, Clock, signed_in
from workflow.errors import Invalid
from workflow.once import once
from workflow.store import Store

pytestmark = on_each
As = Callable[[str], FlaskClient]


def adding(store: Store) -> Callable[[], dict[str, Any]]:
    return lambda: {"id": store.insert("rakor", {"title": "x"})["id"]}


def test_the_second_time_gives_what_the_first_has_made(store: Store):
    first = once(store, "k", adding(store), at=START)
    assert once(store, "k", adding(store), at=START) == first
    assert once(store, "other", adding(store), at=START) != first
    assert store.count("rakor") == 2


def test_without_a_key_it_is_done_each_time(store: Store):
    assert once(store, "", adding(store), at=START) != once(store, "", adding(store), at=START)


def test_what_was_refused_can_be_sent_again(store: Store):
    def refuse() -> dict[str, Any]:
        raise Invalid({"x": "Tidak."})

    with pytest.raises(Invalid):
        once(store, "k", refuse, at=START)
    assert once(store, "k", adding(store), at=START) == {"id": 1}


def test_ten_at_once_make_one(store: Store):
    made: list[dict[str, Any]] = []
    threads = [
        threading.Thread(target=lambda: made.append(once(store, "k", adding(store), at=START))) for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [made[0]] * 10
    assert store.count("rakor") == 1


def test_a_sending_is_forgotten_after_a_day(store: Store):
    once(store, "old", adding(store), at=START)
    once(store, "new", adding(store), at=START + timedelta(days=1, seconds=1))
    assert [row["key"] for row in store.find("pressed")] == ["new"]


def test_going_back_and_typing_something_else_is_another_form(app: Flask, client_as: As):
    sekdis, store = client_as("sekdis.bireuen"), app.extensions["tuntas"].store
    mark = re.search(r'name="kiriman" value="([^"]+)"', sekdis.get("/agenda/sediakan").get_data(as_text=True))
    assert mark is not None
    for subject in ("Undangan", "Undangan", "Surat tugas", "Undangan"):
        sent = sekdis.post("/agenda/sediakan", data={"subject": subject, "kiriman": mark[1]})
        assert sent.status_code == 303
    assert [entry["subject"] for entry in store.find("entry")] == ["Undangan", "Surat tugas"]


def test_another_account_with_the_same_mark_is_another_form(app: Flask, client_as: As):
    for username in ("sekdis.bireuen", "sekdis.pidie"):
        client_as(username).post("/agenda/sediakan", data={"subject": "Undangan", "kiriman": "x"})
    assert app.extensions["tuntas"].store.count("entry") == 2


def test_a_form_that_was_refused_keeps_its_mark(client_as: As):
    page = client_as("sekdis.bireuen").post("/agenda/sediakan", data={"subject": "", "kiriman": '"><b>'})
    assert page.status_code == 422
    assert 'name="kiriman" value="&#34;&gt;&lt;b&gt;"' in page.get_data(as_text=True)


MARK = re.compile(r'name="kiriman" value="([^"]+)"')


def test_progress_sent_again_lands_where_it_led_and_is_recorded_once(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, client_as: As
):
    """The answer was lost on the way. The page is opened anew, so that it knows the newer version, and sent again."""
    task, chair = bring(tuntas, "reported", clock()), client_as("ketua.bireuen")
    address = f"/tugas/{task['id']}/kemajuan"
    mark = MARK.search(chair.get(address).text)
    assert mark is not None
    sent = []
    for _ in range(2):
        version = tuntas.store.get("task", task["id"])["version"]
        picture = (io.BytesIO(photo()), "rapat.jpg")
        data = {**PROGRESS, "version": version, "kiriman": mark[1], "photos": picture, "caption": "Rapat"}
        sent.append(chair.post(address, data=data))
    assert [answer.status_code for answer in sent] == [303, 303]
    assert sent[0].location == sent[1].location
    page = chair.get(sent[1].location).text
    assert "Sudah tercatat tadi, pukul 09.00. Kiriman yang sama tidak dicatat dua kali." in page
    assert f'data-sent="{mark[1]}"' in page
    assert len(tuntas.store.get("task", task["id"])["progress"]) == 1
    assert tuntas.store.count("evidence") == 1


def test_another_photo_with_the_same_words_is_another_form(tuntas: SimpleNamespace, clock: Clock, client_as: As):
    task, chair = bring(tuntas, "reported", clock()), client_as("ketua.bireuen")
    for colour in ("red", "blue"):
        version = tuntas.store.get("task", task["id"])["version"]
        picture = (io.BytesIO(photo(colour)), "rapat.jpg")
        data = {**PROGRESS, "version": version, "kiriman": "x", "photos": picture, "caption": "Rapat"}
        assert chair.post(f"/tugas/{task['id']}/kemajuan", data=data).status_code == 303
    assert len(tuntas.store.get("task", task["id"])["progress"]) == 2


def test_signing_out_is_done_each_time(app: Flask, client_as: As):
    for _ in range(2):
        chair = signed_in(app, "ketua.bireuen")
        chair.post("/keluar", data={"kiriman": "x"})
        assert chair.get("/komitmen").status_code == 302
