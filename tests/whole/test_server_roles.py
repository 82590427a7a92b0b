"""Two servers on one folder, one for the pages and one for the background: each does its part, once."""

from __future__ import annotations

import shutil
import signal
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import create_app
from documents.issue.jobs import DONE
from tests.world.arranged import DINSOS
from tests.world.serving import COMMAND, ROOT, Begin, Program, environment, said, start
from tests.world.waiting import PATIENCE, until
from workflow.store import open_store
from workflow.web.server_role import chosen


@pytest.fixture
def folder(tmp_path: Path, bare_instance: Path) -> Path:
    return Path(shutil.copytree(bare_instance, tmp_path / "instance"))


def background(begin: Begin, folder: Path) -> Program:
    env = environment(folder, TUNTAS_WORKERS="0", TUNTAS_ROLE="latar")
    with folder.with_name("latar.log").open("a") as lines:
        process = begin(COMMAND, env=env, stdout=subprocess.PIPE, stderr=lines)
    assert said(process) == "Tuntas: pekerjaan latar", folder.with_name("latar.log").read_text()
    return process


def refusal(folder: Path, role: str) -> str:
    env = environment(folder, TUNTAS_WORKERS="0", TUNTAS_ROLE=role)
    ran = subprocess.run(COMMAND, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE)
    assert (ran.returncode, ran.stdout, "Traceback" in ran.stderr) == (1, "", False), ran.stderr
    return ran.stderr.splitlines()[0]


def ordered(folder: Path) -> int:
    """A ZIP of an empty rakor, as a page orders it."""
    app = create_app(folder, SEED=False, NOW=lambda: datetime.now(UTC))
    with closing(app.extensions["tuntas"].store):
        job: int = app.extensions["tuntas"].jobs.order(DINSOS, "Rakor", {"rakor": 1}, [])["id"]
    return job


def test_pages_and_background_share_a_folder_and_each_is_there_once(folder: Path, begin: Begin):
    pages = start(begin, folder, TUNTAS_WORKERS="0", TUNTAS_ROLE="halaman")
    job = ordered(folder)
    behind = background(begin, folder)
    refused = "Tuntas tidak dijalankan: sudah ada server yang {} folder ini (proses {})."
    assert refusal(folder, "halaman") == refused.format("melayani halaman dari", pages.process.pid)
    assert refusal(folder, "latar") == refused.format("mengerjakan pekerjaan latar dari", behind.pid)
    assert refusal(folder, "semua") == refused.format("memakai", pages.process.pid)
    with closing(open_store(folder / "tuntas.db")) as store:
        until(lambda: (store.get("job", job) or {})["state"] == DONE)
        assert f"/{behind.pid}/" in store.get("job", job)["runner"]

    behind.send_signal(signal.SIGKILL)
    behind.wait(PATIENCE)
    again = background(begin, folder)  # nothing of the killed one is in the way
    for process in (again, pages.process):
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_one_that_answers_pages_leaves_the_background_alone(folder: Path, begin: Begin):
    job = ordered(folder)
    pages = start(begin, folder, TUNTAS_WORKERS="0", TUNTAS_ROLE="halaman")
    pages.process.terminate()
    assert pages.process.wait(PATIENCE) == 0
    assert not (folder / "backup").exists()
    with closing(open_store(folder / "tuntas.db")) as store:
        assert store.get("job", job)["state"] == "menunggu"


def test_an_unknown_role_is_refused_in_words():
    assert chosen("") == "semua"
    with pytest.raises(SystemExit, match="TUNTAS_ROLE=latr tidak dikenal; pilih semua, halaman atau latar."):
        chosen("latr")
