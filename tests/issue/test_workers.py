"""Documents are made in processes of their own: limited, renewed, replaced, quick for a person, gone with the app."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from contextlib import closing
from pathlib import Path
from socket import create_server
from typing import Any

import pytest

from documents.apart.workers import MB, Limits
from documents.issue.rendering import TRADE, Apart
from documents.pdf import writer as pdf
from documents.report.failures import Busy, NotMade, TooLarge, TooSlow
from documents.report.frozen import to_data
from documents.word import writer as word
from tests.world.serving import Begin, said
from tests.world.waiting import PATIENCE, until
from tests.world.worker_orders import LETTER, letter, matrix

pytestmark = pytest.mark.slow  # each pool starts processes that load both writers

LONGEST = 2.0  # seconds for a document that is to be stopped


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all pools of this file, so that the bold face is made once."""
    return tmp_path_factory.mktemp("workers")


@pytest.fixture(scope="module")
def one(instance: Path) -> Iterator[Apart]:
    """A pool of one process; whatever a test does to it, the next one finds it whole."""
    workers = Apart(instance, 1, Limits(seconds=PATIENCE, memory=300 * MB, patience=PATIENCE))
    yield workers
    workers.close()


@pytest.fixture
def pool(instance: Path) -> Iterator[Callable[..., Apart]]:
    opened = []

    def start(count: int = 1, **limits: Any) -> Apart:
        opened.append(Apart(instance, count, Limits(**{"seconds": PATIENCE, "patience": PATIENCE, **limits})))
        return opened[-1]

    yield start
    for workers in opened:
        workers.close()


def made(workers: Apart, data: dict[str, Any] = LETTER, ext: str = "docx") -> bytes:
    return workers.collect(workers.submit(data, ext, urgent=True), urgent=True)


def pids(workers: Apart) -> set[int]:
    return {process.process.pid for process in workers.workers.processes.values()}


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # gone, or going while its line is read
        return False
    return state != "Z"


def test_a_worker_makes_the_same_bytes_as_the_app_itself(one: Apart):
    assert made(one, LETTER, "docx") == word.write(letter(), None)  # type: ignore[arg-type]
    assert made(one, LETTER, "pdf") == pdf.write(letter(), None)  # type: ignore[arg-type]


def test_what_a_writer_raises_is_told_and_costs_nothing_else(one: Apart):
    made(one)
    before = pids(one)
    with pytest.raises(RuntimeError, match="KeyError"):
        made(one, {"_": "Report", "sections": [{"_": "Tidak ada"}]})
    assert made(one).startswith(b"PK")
    assert pids(one) == before


def test_a_document_that_takes_too_much_memory_is_stopped_with_a_sentence(one: Apart):
    with pytest.raises(TooLarge, match=TRADE.large):
        made(one, to_data(letter("isi " * 20_000_000)))
    assert made(one).startswith(b"PK")


@pytest.mark.parametrize("stopped", [False, True], ids=["it-takes-too-long", "its-process-stands-still"])
def test_a_document_over_its_time_is_given_up_with_a_sentence(pool: Callable[..., Apart], stopped: bool):
    workers = pool(seconds=LONGEST)
    made(workers)
    (late,) = pids(workers)
    if stopped:
        os.kill(late, signal.SIGSTOP)
    with pytest.raises(TooSlow, match=TRADE.slow):
        made(workers, to_data(letter("isi " * 500_000)), "docx" if stopped else "pdf")  # more than the pipe takes in
    until(lambda: not alive(late))
    assert made(workers).startswith(b"PK")


def test_an_order_survives_the_death_of_its_process(one: Apart):
    made(one)
    (first,) = pids(one)
    order = one.submit(LETTER, "pdf", urgent=True)
    os.kill(first, signal.SIGKILL)
    assert one.collect(order, urgent=True).startswith(b"%PDF")
    assert made(one).startswith(b"PK")
    assert pids(one) != {first}


def test_who_waits_comes_first(one: Apart):
    made(one)
    done: list[str] = []
    orders = [one.submit(matrix(40), "pdf", urgent=False) for _ in range(3)]
    until(orders[0].running)
    orders.append(one.submit(LETTER, "docx", urgent=True))
    for name, order in zip(("first", "second", "third", "urgent"), orders, strict=True):
        order.add_done_callback(lambda _, name=name: done.append(name))
    wait(orders, PATIENCE)
    assert done == ["first", "urgent", "second", "third"]


def test_patience_ends_with_a_sentence_and_the_order_is_dropped(one: Apart, monkeypatch: pytest.MonkeyPatch):
    made(one)
    monkeypatch.setattr(one.workers, "limits", Limits(patience=0.05))
    long = one.submit(matrix(60), "pdf", urgent=True)
    dropped = one.submit(LETTER, "docx", urgent=True)
    with pytest.raises(Busy, match=TRADE.busy):
        one.collect(dropped, urgent=True)
    assert dropped.cancelled()
    assert long.result(PATIENCE).startswith(b"%PDF")


@pytest.mark.parametrize("limit", [{"renew_after": 2}, {"renew_above": 1}])
def test_a_process_is_renewed_after_some_documents_or_when_it_has_grown(
    pool: Callable[..., Apart], limit: dict[str, int]
):
    workers = pool(**limit)
    made(workers)
    before = pids(workers)
    if "renew_after" in limit:
        assert made(workers).startswith(b"PK")
    until(lambda: pids(workers) != before)
    assert not any(map(alive, before))


def test_a_batch_leaves_one_process_to_people_and_closing_tells_who_waits(pool: Callable[..., Apart]):
    workers = pool(2)
    batch = [workers.submit(matrix(1_500), "pdf", urgent=False) for _ in range(2)]
    until(batch[0].running)
    assert made(workers).startswith(b"PK")
    assert (batch[0].running(), batch[1].running()) == (True, False)
    processes = pids(workers)
    workers.close()
    assert not any(map(alive, processes))
    assert isinstance(batch[0].exception(PATIENCE), NotMade)
    assert isinstance(batch[1].exception(PATIENCE), Busy)
    assert isinstance(workers.submit(LETTER, "docx", urgent=True).exception(PATIENCE), Busy)


PARENT = """
import sys, time
from pathlib import Path
from socket import create_server
from documents.issue.rendering import Apart
from tests.world.worker_orders import LETTER, matrix
workers = Apart(Path(sys.argv[1]), 1)
workers.submit(LETTER, "docx", urgent=True).result(60)
busy = workers.submit(matrix(1500), "pdf", urgent=True)
while not busy.running():
    time.sleep(0.01)
print(*[p.process.pid for p in workers.workers.processes.values()], flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_the_app_also_in_the_middle_of_a_document(instance: Path, begin: Begin, number: int):
    parent = begin([sys.executable, "-c", PARENT, instance], stdout=subprocess.PIPE)
    children = [int(pid) for pid in said(parent).split()]
    assert len(children) == 1
    assert alive(children[0])
    parent.send_signal(number)
    parent.wait(PATIENCE)
    until(lambda: not any(map(alive, children)))


def test_a_worker_holds_its_pipe_and_the_log_and_nothing_else(pool: Callable[..., Apart], tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "tuntas.db")) as database, create_server(("127.0.0.1", 0)):
        database.execute("CREATE TABLE x (y)")
        workers = pool()
        until(lambda: pids(workers))
        (pid,) = pids(workers)
        until(lambda: its_own(held(pid)))  # what it reads while it starts is closed again


def its_own(files: list[str]) -> bool:
    """Nothing to read or to write to by default, the log, and the pipe to who orders."""
    return len(files) == 4 and files[:2] == ["/dev/null", "/dev/null"] and files[3].startswith("socket:")


def held(pid: int) -> list[str]:
    """What a process has open."""
    found = []
    for name in sorted(os.listdir(f"/proc/{pid}/fd"), key=int):
        try:
            found.append(os.readlink(f"/proc/{pid}/fd/{name}"))
        except FileNotFoundError:
            found.append("closed meanwhile")
    return found
