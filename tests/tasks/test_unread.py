"""What of the news is new to an account: counted for its bell, until it is marked as read."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, do
from tests.world.instance import START
from workflow.roles import Actor, Role
from workflow.tasks.unread import MOST, look, unread

LAST = 10**9
PIDIE = Actor(103, "Ketua LKKS Kabupaten Pidie", Role.CHAIR, "11.07")


def test_what_others_did_is_new_until_one_looks(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    assert (unread(tuntas.store, CHAIR), unread(tuntas.store, PIDIE)) == (2, 0), "handed over, approved; not one's own"
    look(tuntas.store, CHAIR, LAST)
    assert unread(tuntas.store, CHAIR) == 0
    do(tuntas, task, "progress", CHAIR, START)
    assert unread(tuntas.store, CHAIR) == 0
    do(tuntas, task, "record_direction", SEKDIS, START)
    assert unread(tuntas.store, CHAIR) == 1


def test_whoever_sees_all_places_has_a_mark_for_all(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    look(tuntas.store, DINSOS, LAST)
    bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "progress", CHAIR, START)
    assert unread(tuntas.store, DINSOS) == 0, "a plan that was submitted, a note, the new rakor of its own"
    do(tuntas, task, "claim", CHAIR, START, percent="100")
    bring(tuntas, "reported", START)
    assert unread(tuntas.store, DINSOS) == 2, "the claim, and another plan that was reported"


def test_at_the_desk_of_another_place_there_is_another_mark(tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    deputy = Actor(PIDIE.id, PIDIE.name, Role.CHAIR, "11.11", CHAIR.id)
    look(tuntas.store, PIDIE, LAST)
    assert unread(tuntas.store, deputy) == 2
    look(tuntas.store, deputy, LAST)
    assert unread(tuntas.store, deputy) == 0
    sekdis = Actor(PIDIE.id, PIDIE.name, Role.SEKDIS, "11.11", 0, "Surat tugas")
    assert unread(tuntas.store, sekdis) == 2, "the plan and the task, for the other desk of the same place"


def test_many_are_not_counted_to_the_end(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    for _ in range(MOST + 5):
        do(tuntas, task, "record_direction", SEKDIS, START)
    assert unread(tuntas.store, CHAIR) == MOST + 1
    for _ in range(60):  # what one did oneself after it hides nothing
        do(tuntas, task, "progress", CHAIR, START, percent="60", evidence=[])
    assert unread(tuntas.store, CHAIR) == MOST + 1


@pytest.mark.parametrize("user", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"])
def test_the_bell_counts_until_the_button_was_pressed(
    tuntas: SimpleNamespace, client_as: Callable[[str], FlaskClient], user: str
):
    bring(tuntas, "reported", START)
    reader = client_as(user)
    count = bell(reader)
    assert count
    page = one_line(reader.get("/kabar").text)
    assert page.count(">Baru</span>") == int(count)
    assert bell(reader) == count, "opening it marks nothing"
    upto = re.search(r'name="sampai" value="(\d+)"', page)
    assert upto
    assert reader.post("/kabar/dibaca", data={"sampai": upto[1]}).status_code == 303
    assert ">Baru</span>" not in one_line(reader.get("/kabar").text)
    assert bell(reader) == ""


def bell(reader: FlaskClient) -> str:
    shown = one_line(reader.get("/tugas").text)
    count = re.search(r'<span class="n">(\d+)</span><span class="visually-hidden">belum dibaca</span>', shown)
    return count[1] if count else ""


def one_line(text: str) -> str:
    return " ".join(text.split())
