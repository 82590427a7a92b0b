"""What of the news is new to an account: counted for its bell, marked on the page, and seen once it was opened."""

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

PIDIE = Actor(103, "Ketua LKKS Kabupaten Pidie", Role.CHAIR, "11.07")


def test_what_others_did_is_new_until_one_looks(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    assert (unread(tuntas.store, CHAIR), unread(tuntas.store, PIDIE)) == (2, 0), "handed over, approved; not one's own"
    look(tuntas.store, CHAIR)
    assert unread(tuntas.store, CHAIR) == 0
    do(tuntas, task, "progress", CHAIR, START)
    assert unread(tuntas.store, CHAIR) == 0
    do(tuntas, task, "record_direction", SEKDIS, START)
    assert unread(tuntas.store, CHAIR) == 1


def test_whoever_sees_all_places_has_a_mark_for_all(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    look(tuntas.store, DINSOS)
    bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "progress", CHAIR, START)
    assert unread(tuntas.store, DINSOS) == 2, (
        "the plan that was submitted and the progress; not the new rakor of its own"
    )


def test_at_the_desk_of_another_place_there_is_another_mark(tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    deputy = Actor(PIDIE.id, PIDIE.name, Role.CHAIR, "11.11", CHAIR.id)
    look(tuntas.store, PIDIE)
    assert unread(tuntas.store, deputy) == 3
    look(tuntas.store, deputy)
    assert unread(tuntas.store, deputy) == 0


def test_many_are_not_counted_to_the_end(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    for _ in range(MOST + 5):
        do(tuntas, task, "record_direction", SEKDIS, START)
    assert unread(tuntas.store, CHAIR) == MOST + 1
    for _ in range(60):  # what one did oneself after it hides nothing
        do(tuntas, task, "progress", CHAIR, START, percent="60", evidence=[])
    assert unread(tuntas.store, CHAIR) == MOST + 1


@pytest.mark.parametrize("user", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"])
def test_the_bell_counts_and_the_page_marks_once(
    tuntas: SimpleNamespace, client_as: Callable[[str], FlaskClient], user: str
):
    bring(tuntas, "reported", START)
    reader = client_as(user)
    shown = one_line(reader.get("/tugas").text)
    count = re.search(r'<span class="n">(\d+)</span><span class="visually-hidden">belum dibaca</span>', shown)
    assert count
    page = one_line(reader.get("/kabar").text)
    assert page.count(">baru</span>") == int(count[1])
    assert 'class="n"' not in page
    again = one_line(reader.get("/kabar").text)
    assert ">baru</span>" not in again
    assert 'class="n"' not in one_line(reader.get("/tugas").text)


def one_line(text: str) -> str:
    return " ".join(text.split())
