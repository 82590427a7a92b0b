"""Which part of the store a move is in: its own region, and the province where that decides. That none writes more is
held by every test that moves a task, since their stores watch over it (``workflow/store/strict.py``)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, new_task
from tests.world.instance import START
from workflow.machine.actions import ACTIONS
from workflow.regions import PROVINCE
from workflow.roles import Actor
from workflow.tasks import move_scopes

OWN, PROVINCES = "region:11.11", "region:11"


@pytest.mark.parametrize(
    ("name", "actor", "scopes"),
    [
        ("submit", CHAIR, [OWN]), ("report", SEKDIS, [OWN]), ("progress", CHAIR, [OWN]),
        ("verify", DINSOS, [PROVINCES, OWN]), ("grant_change", DINSOS, [PROVINCES, OWN]),
        ("grant_transfer", DINSOS, []),
    ],
)  # fmt: skip
def test_it_is_the_region_and_the_province_where_that_decides(
    tuntas: SimpleNamespace, name: str, actor: Actor, scopes: list[str]
):
    task = new_task(tuntas, START)
    assert move_scopes.of_move(tuntas.store, actor, ACTIONS[name], [task["id"]]) == scopes


def test_what_is_not_there_is_asked_for_alone(tuntas: SimpleNamespace):
    assert move_scopes.of_move(tuntas.store, CHAIR, ACTIONS["submit"], [99]) == []


def test_a_task_of_the_province_takes_along_the_one_that_it_helps(tuntas: SimpleNamespace):
    task = new_task(tuntas, START)
    store = tuntas.store
    helping = store.save({**new_task(tuntas, START), "region": PROVINCE, "helps_task": task["id"]})
    assert move_scopes.of_move(store, DINSOS, ACTIONS["cancel"], [helping["id"]]) == [PROVINCES, OWN]
