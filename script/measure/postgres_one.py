"""One store under measurement, in a process of its own: ``postgres_one.py pages|moves FOLDER``.

Which store, ``TUNTAS_DATABASE`` says, as it does for a server. Each answers a line of JSON with a line of JSON, so
that both stores are asked in turn. ``pages``: ``[account, address]`` with the seconds of processor time and on the
clock that the page took. ``moves``: ``[seconds, region …]`` with how many moves writers made in that time, one writer a
region.
"""

from __future__ import annotations

import itertools
import json
import logging
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from app import create_app
from documents.issue.publisher import ReportPublisher
from script.measure.scale_one import see
from script.measure.scale_stock import NOW
from script.measure.tasks import DIRECTION, client_of
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.tasks.operations import move

TASKS = 100  # that a writer moves in turn


def main(what: str, folder: Path) -> None:
    logging.disable(logging.CRITICAL)
    app = create_app(folder, NOW=lambda: NOW, WTF_CSRF_ENABLED=False, SEED=False)
    parts = app.extensions["tuntas"]
    if what == "moves":
        _answer(lambda seconds, *regions: _moves(parts.store, parts.publisher, seconds, regions))
    else:
        clients: dict[str, FlaskClient] = {}
        _answer(lambda account, path: _page(clients.setdefault(account, client_of(app, account)), path))


def _answer(to: Callable[..., Any]) -> None:
    for line in sys.stdin:
        print(json.dumps(to(*json.loads(line))), flush=True)


def _page(client: FlaskClient, path: str) -> tuple[float, float]:
    used, begun = time.process_time(), time.perf_counter()
    see(client, path)
    return time.process_time() - used, time.perf_counter() - begun


def _moves(store: Store, publisher: ReportPublisher, seconds: float, regions: Sequence[str]) -> tuple[int, float]:
    used, made = time.process_time(), [0] * len(regions)
    ending = time.monotonic() + seconds

    def write(place: int, region: str) -> None:
        found = store.find("task", region=region, stage="reported", waits_for="", closed="", limit=TASKS)
        chair = Actor(1, f"Ketua {region}", Role.CHAIR, region)
        for task in itertools.cycle(task["id"] for task in found):
            if time.monotonic() > ending:
                return
            version = store.get("task", task)["version"]
            move(store, publisher, chair, task, "record_direction", DIRECTION, version=version, at=NOW)
            made[place] += 1

    writers = [threading.Thread(target=write, args=one) for one in enumerate(regions)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    return sum(made), time.process_time() - used


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
