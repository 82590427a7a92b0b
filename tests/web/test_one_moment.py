"""A list as a file is of one moment, whatever is saved while it is read."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from documents.lists import task_list
from tests.world.instance import START, signed_in
from workflow.store import Store


def test_what_is_saved_while_a_list_is_read_is_not_in_it(
    tmp_path: Path, demo_instance: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(demo_instance, tmp_path / "instance")
    app = create_app(tmp_path / "instance", NOW=lambda: START, TESTING=True)
    store: Store = app.extensions["tuntas"].store
    client = signed_in(app, "ketua.bireuen")
    before, counted, asked = client.get("/tugas.csv").get_data(), task_list.evidence_counts, []

    def save() -> None:
        for task in store.find("task", region="11.11"):
            store.save({**task, "title": f"{len(asked)} {task['title']}", "search": "lain"})

    def counts(of: Store, tasks: list[int]) -> Mapping[int, int]:
        asked.append(tasks)
        saving = threading.Thread(target=save)
        saving.start()
        saving.join()
        return counted(of, tasks)

    monkeypatch.setattr(task_list, "AT_ONCE", 2)
    monkeypatch.setattr(task_list, "evidence_counts", counts)
    told: Any = client.get("/tugas.csv").get_data()
    assert len(asked) > 2
    assert told == before
    monkeypatch.undo()
    assert client.get("/tugas.csv").get_data() != before
    store.close()
