"""How often a request asks the database, each time there and back: where that is another machine, most of its time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from workflow.store import Store
from workflow.store.postgres_opened import Asked

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
DIRECTION = {"giver": "Bupati Bireuen", "date": "2026-11-02", "text": "Lanjutkan."}
MOST = 26


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """A connection for each time that it was waited for here; meanwhile the pool may set up another one."""
    waited: list[Asked] = []
    wait, here = Asked.wait, threading.get_ident()

    def counted(self: Asked, *arguments: Any, **named: Any) -> Any:
        if threading.get_ident() == here:
            waited.append(self)
        return wait(self, *arguments, **named)

    monkeypatch.setattr(Asked, "wait", counted)
    return waited


def test_a_move_of_a_task_with_many_lks_and_papers_asks_no_oftener(
    demo_app: Flask, demo_as: Callable[[str], FlaskClient], trips: list[Asked]
):
    store: Store = demo_app.extensions["tuntas"].store
    chair = demo_as("ketua.bireuen")
    tasks = store.find("task", region="11.11", stage="reported", waits_for="", closed="")
    listed = next(task for task in tasks if len(task.get("lks_list", ())) > 10)
    assert store.count("document_task", task=listed["id"]) > 3
    for task in (listed, next(task for task in tasks if not task.get("lks_list"))):
        trips.clear()
        data = {**DIRECTION, "version": task["version"]}
        answer = chair.post(f"/tugas/{task['id']}/aksi/record_direction", data=data)
        assert answer.status_code == 303
        assert len(trips) <= MOST
