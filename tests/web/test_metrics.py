"""A server tells how it does behind a port of this machine, once told to: counts, and nobody's name or number."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from tests.world.places import ROOT
from tests.world.serving import COMMAND, Begin, environment, start
from tests.world.waiting import PATIENCE, until
from workflow.records import SCHEMA
from workflow.store import Store, open_store
from workflow.store.waits import BOUNDS, WAITS
from workflow.web import metrics

Told = dict[tuple[str, tuple[tuple[str, str], ...]], float]
LABELS = {"endpoint", "status", "state", "le"}
STANDING = {
    "tuntas_requests_total", "tuntas_request_seconds_count", "tuntas_store_wait_seconds_count", "tuntas_store_answers",
    "tuntas_jobs", "tuntas_papers_pending", "tuntas_store_bytes", "tuntas_copy_age_seconds",
}  # fmt: skip


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, str(answer.read(), "utf-8")


def scraped(port: int) -> Told:
    families = text_string_to_metric_families(get(port, "/metrics")[1])
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples}


@pytest.fixture
def folder(tmp_path: Path, bare_instance: Path) -> Path:
    """An instance with a ZIP that could not be made."""
    found = Path(shutil.copytree(bare_instance, tmp_path / "instance"))
    store = open_store(found / "tuntas.db")
    with store.transaction():
        store.insert("job", {"schema": SCHEMA["job"], "user": 1, "state": "gagal"})
    store.close()
    return found


def test_what_a_program_that_watches_reads(folder: Path, begin: Begin):
    port = free_port()
    served = start(begin, folder, TUNTAS_WORKERS="0", TUNTAS_METRICS=f"127.0.0.1:{port}")
    paths = ("/masuk", "/masuk", "/tugas/7654321", "/ketua.bireuen/7654321")
    assert [get(served.port, path)[0] for path in paths] == [200, 200, 302, 404]
    until(lambda: ("tuntas_copy_age_seconds", ()) in scraped(port))
    told = scraped(port)
    assert {name for name, _ in told} >= STANDING

    def answered(endpoint: str, status: str) -> float:
        return told["tuntas_requests_total", (("endpoint", endpoint), ("status", status))]

    assert (answered("auth.login", "200"), answered("tasks.show", "302"), answered("none", "404")) == (2, 1, 1)
    assert told["tuntas_request_seconds_count", (("endpoint", "auth.login"),)] == 2
    assert told["tuntas_jobs", (("state", "gagal"),)] == 1
    assert (told["tuntas_papers_pending", ()], told["tuntas_store_answers", ()]) == (0, 1)
    assert told["tuntas_store_wait_seconds_count", ()] > 0
    assert 0 <= told["tuntas_copy_age_seconds", ()] < 600
    assert told["tuntas_store_bytes", ()] > 100_000
    labels = {label for _, pairs in told for label, _ in pairs}
    assert labels == LABELS
    assert not any("bireuen" in value or "7654321" in value for _, pairs in told for _, value in pairs)

    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=PATIENCE) == 0
    with pytest.raises(ConnectionRefusedError):
        scraped(port)


def test_without_the_setting_nobody_is_told(app: Flask):
    with metrics.watched(app, app.extensions["tuntas"], app.config["METRICS"]):
        assert app.config["METRICS"] == ""
        assert not any(thread.daemon for thread in threading.enumerate() if "serve_forever" in thread.name)


def refused(folder: Path, said: str) -> str:
    ran = subprocess.run(
        COMMAND, cwd=ROOT, env=environment(folder, TUNTAS_METRICS=said, TUNTAS_WORKERS="0"), capture_output=True,
        text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Traceback" not in ran.stderr
    return ran.stderr


def test_a_port_that_is_taken_is_a_sentence(folder: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        said = f"127.0.0.1:{other.getsockname()[1]}"
        assert f"TUNTAS_METRICS={said}: porta itu tidak dapat dipakai" in refused(folder, said)


def test_an_address_of_others_is_refused_before_anything_is_opened(folder: Path):
    assert "TUNTAS_METRICS=0.0.0.0:9111 bukan alamat di komputer ini" in refused(folder, "0.0.0.0:9111")


@pytest.mark.parametrize(
    "said", ["0.0.0.0:9111", "10.0.0.5:9111", "[::]:9111", "9111", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "x:1"]
)
def test_only_this_machine_is_told(said: str):
    with pytest.raises(SystemExit, match="bukan alamat di komputer ini"):
        metrics.place(said)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("127.0.0.1:9111", ("127.0.0.1", 9111)),
        ("localhost:9", ("127.0.0.1", 9)),
        ("[::1]:9111", ("::1", 9111)),
        ("", None),
    ],
)
def test_what_is_of_this_machine(said: str, where: tuple[str, int] | None):
    assert metrics.place(said) == where


def test_without_its_package_it_is_a_sentence(tmp_path: Path):
    program = """
import sys
sys.modules["prometheus_client"] = None
from workflow.web import metrics
with metrics.watched(None, None, ""):
    print("tanpa")
with metrics.watched(None, None, "127.0.0.1:9111"):
    print("dengan")
"""
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (1, "tanpa\n")
    assert "TUNTAS_METRICS memerlukan paket dari requirements-besar.txt" in ran.stderr


def test_what_writers_wait_is_counted(store: Store):
    def long() -> float:
        return sum(WAITS.told()[0][BOUNDS.index(0.1) :])

    before, entered = long(), threading.Event()

    def hold() -> None:
        with store.transaction():
            entered.set()
            time.sleep(0.2)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait()
    with store.transaction():
        pass
    holder.join()
    assert long() > before
