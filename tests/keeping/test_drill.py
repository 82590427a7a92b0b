"""The whole drill: a busy server, a backup in the middle of it, a kill, and the copy at work in another folder; where
there was a database, in another database."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from tests.world.arranged import PLAN, bring, new_task
from tests.world.cluster import Cluster
from tests.world.each_store import Home, on_each
from tests.world.instance import START
from tests.world.serving import ROOT, Begin, Served, environment, start
from tests.world.visiting import session
from tests.world.waiting import PATIENCE
from workflow.store import Store

WRITERS = 3


@pytest.fixture
def office(bare_home: Home) -> SimpleNamespace:
    """What an instance has: an issued report, and drafts to write in."""
    app = bare_home.app(NOW=lambda: START, SEED=False)
    parts = app.extensions["tuntas"]
    bring(parts, "reported", START)
    tasks = [new_task(parts, START)["id"] for _ in range(WRITERS)]
    document = parts.store.find("document", type="laporan")[0]["id"]
    parts.store.close()
    return SimpleNamespace(tasks=tasks, document=document)


def ask(port: int, method: str, path: str, cookie: str, body: dict[str, object] | None = None) -> tuple[int, bytes]:
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, urlencode(body or {}), headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


class Writer(threading.Thread):
    """Writes into the plan of one task until the server is gone; ``kept`` is what was answered as saved, in order."""

    def __init__(self, port: int, session: tuple[str, str], store: Store, task: int) -> None:
        super().__init__(daemon=True)
        self.port, self.store, self.task = port, store, task
        self.cookie, self.token = session
        self.kept: list[str] = []
        self.first = threading.Event()

    def run(self) -> None:
        for number in range(100_000):
            words = f"Tulisan ke-{number} pada tugas {self.task}"
            version = self.store.get("task", self.task)["version"]  # type: ignore[index]
            form = {**PLAN, "action": words, "version": version, "do": "edit_plan", "csrf_token": self.token}
            try:
                status, _ = ask(self.port, "POST", f"/tugas/{self.task}/rencana", self.cookie, form)
            except (OSError, http.client.HTTPException):
                return
            if status in (302, 303):
                self.kept.append(words)
                self.first.set()


def flask(bare_home: Home, *words: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *words],
        cwd=ROOT, env=environment(bare_home.folder, TUNTAS_DATABASE=bare_home.database),
        capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def served(begin: Begin, bare_home: Home) -> Served:
    return start(begin, bare_home.folder, TUNTAS_WORKERS="0", TUNTAS_MODE="contoh", TUNTAS_DATABASE=bare_home.database)


@pytest.fixture
def store(office: SimpleNamespace, bare_home: Home) -> Iterator[Store]:
    with closing(bare_home.store()) as opened:
        yield opened


@pytest.fixture
def restored(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> Home:
    """Where the copy goes: a new folder, and an empty database where there was one."""
    if engine == "sqlite":
        return Home(tmp_path / "baru")
    cluster: Cluster = request.getfixturevalue("postgresql")
    return Home(tmp_path / "baru", cluster.make("baru"))


@on_each
def test_backup_under_load_kill_restore_and_go_on(
    tmp_path: Path, bare_home: Home, office: SimpleNamespace, store: Store, restored: Home, begin: Begin
):
    chair = session(bare_home.folder, "ketua.bireuen", DATABASE=bare_home.database)
    server = served(begin, bare_home)
    status, paper = ask(server.port, "GET", f"/dokumen/{office.document}.pdf", chair[0])
    assert (status, paper[:5]) == (200, b"%PDF-")
    writers = [Writer(server.port, chair, store, task) for task in office.tasks]
    for writer in writers:
        writer.start()
    for writer in writers:
        assert writer.first.wait(PATIENCE)

    before = {writer.task: len(writer.kept) for writer in writers}
    flask(bare_home, "backup", str(tmp_path / "cadangan"))
    assert any(len(writer.kept) > before[writer.task] for writer in writers), "nobody wrote during the backup"
    server.process.kill()
    server.process.wait(PATIENCE)
    for writer in writers:
        writer.join(PATIENCE)

    file = Home(restored.folder)
    flask(file, "restore", str(tmp_path / "cadangan"))
    assert "TIDAK" not in flask(file, "audit", "verify")
    assert "ada dan utuh" in flask(file, "archive", "check")
    if restored.database:
        flask(file, "move-to", restored.database)
    with closing(restored.store()) as there:
        for writer in writers:
            kept = writer.kept[: before[writer.task]]
            told = [e["fields"]["plan"]["action"] for e in there.find("event", task=writer.task, name="edit_plan")]
            assert told[: len(kept)] == kept, "what was answered before the backup began is not in it"

    server = served(begin, restored)
    assert ask(server.port, "GET", "/komitmen", chair[0])[0] == 302, "a session lived through the restore"
    who = session(restored.folder, "ketua.bireuen", DATABASE=restored.database)
    assert ask(server.port, "GET", f"/dokumen/{office.document}.pdf", who[0]) == (200, paper)
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0
