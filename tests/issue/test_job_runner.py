"""Of several servers one makes a job; another takes it over only when nothing is heard of that one."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from documents.issue.job_runner import RUNNING, SILENT, InOtherHands, JobRunner
from documents.issue.jobs import DONE, Jobs
from tests.world import one_line_files
from tests.world.arranged import DINSOS, bring
from tests.world.instance import START, Clock
from tests.world.serving import Begin, Program, environment, said
from tests.world.waiting import PATIENCE
from workflow.store import Record


@pytest.fixture
def jobs(app: Flask, tuntas: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Jobs:
    one_line_files.use(monkeypatch)
    bring(tuntas, "implemented", START)
    return app.extensions["tuntas"].jobs


@pytest.fixture
def job(jobs: Jobs, tuntas: SimpleNamespace) -> Record:
    return jobs.order(DINSOS, "Semua", {}, [document["id"] for document in tuntas.store.find("document")])


def another(jobs: Jobs) -> Jobs:
    """As another server has it."""
    return Jobs(jobs.store, jobs.publisher, jobs.zips, jobs.now)


def test_it_is_taken_over_after_a_minute_of_silence_and_no_sooner(jobs: Jobs, job: Record, clock: Clock):
    first, second = JobRunner(jobs.store, clock), JobRunner(jobs.store, clock)
    assert first.take(job["id"])["runner"] == first.name
    clock.at += SILENT
    assert second.take(job["id"]) is None
    first.note(job["id"], done=3)
    clock.at += SILENT
    assert second.take(job["id"]) is None
    clock.at += timedelta(seconds=1)
    taken = second.take(job["id"])
    assert (taken["runner"], taken["done"], taken["state"]) == (second.name, 0, RUNNING)
    with pytest.raises(InOtherHands):
        first.note(job["id"], state=DONE)
    second.note(job["id"], state=DONE)
    assert first.take(job["id"]) is None
    assert jobs.store.get("job", job["id"])["state"] == DONE


def test_who_wakes_up_too_late_leaves_the_job_to_the_other(jobs: Jobs, job: Record, clock: Clock):
    asleep = another(jobs)
    held = asleep._runner.take(job["id"])
    clock.at += 2 * SILENT
    jobs.run_waiting()
    done = jobs.store.get("job", job["id"])
    assert done["state"] == DONE
    asleep._run(held)
    assert jobs.store.get("job", job["id"]) == done
    assert [path.name for path in jobs.zips.folder.iterdir()] == [f"{done['sha256']}.zip"]


def test_two_at_once_make_one(jobs: Jobs, job: Record, tuntas: SimpleNamespace):
    servers = [jobs, another(jobs)]
    threads = [threading.Thread(target=server.run_waiting) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    done = tuntas.store.get("job", job["id"])
    assert (done["state"], done["done"], done["failures"]) == (DONE, job["total"], [])


SERVER = """
import sys
from app import create_app
from documents.issue.batch import Batch
def add(batch, document):
    print("adding", flush=True)
    sys.stdin.readline()
Batch.add = add
create_app(sys.argv[1], SEED=False).extensions["tuntas"].jobs.run_waiting()
print("looked", flush=True)
"""


def test_of_two_processes_one_makes_it_and_what_a_killed_one_left_is_made(
    app: Flask, jobs: Jobs, job: Record, begin: Begin, clock: Clock
):
    folder = Path(app.instance_path)

    def server() -> Program:
        command = [sys.executable, "-c", SERVER, folder]
        return begin(command, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    first = server()
    assert said(first) == "adding"
    assert said(server()) == "looked"
    first.kill()
    first.wait(PATIENCE)
    clock.at = datetime.now(UTC)
    jobs.run_waiting()
    assert jobs.store.get("job", job["id"])["state"] == RUNNING
    clock.at += SILENT + timedelta(seconds=1)
    jobs.run_waiting()
    assert jobs.store.get("job", job["id"])["state"] == DONE
