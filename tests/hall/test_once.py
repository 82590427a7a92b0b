"""A form that comes twice is done once; what is typed anew is another form."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import START
from workflow.errors import Invalid
from workflow.once import once
from workflow.store import Store

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
