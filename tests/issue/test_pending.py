"""A document whose files cannot be made waits with its reason, is tried again ever more rarely, and holds up nobody."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import documents.issue.publisher as publishing
from documents.issue.publisher import FAILED, LONGEST_RETRY, RETRY, ReportPublisher
from documents.issue.rendering import TRADE
from documents.pdf.writer import INSTALL
from documents.report.failures import TooSlow
from tests.world.arranged import bring
from tests.world.instance import START
from tests.world.serving import ROOT, environment
from tests.world.waiting import PATIENCE
from workflow.errors import StoreUnavailable


class Maker:
    """Makes files of a few bytes; those of the documents in ``stuck`` end at their time limit."""

    def __init__(self) -> None:
        self.stuck: set[str] = set()
        self.asked: list[str] = []

    def submit(self, data: dict[str, Any], ext: str, *, urgent: bool) -> Future[bytes]:
        self.asked.append(data["kind"])
        made: Future[bytes] = Future()
        if data["kind"] in self.stuck:
            made.set_exception(TooSlow(TRADE.slow))
        else:
            made.set_result(f"{ext} {data['code']}".encode())
        return made

    def collect(self, future: Future[bytes], *, urgent: bool) -> bytes:
        return future.result()

    def close(self) -> None:
        self.asked.append("closed")


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def publisher(app, tuntas: SimpleNamespace, maker: Maker, tmp_path: Path) -> ReportPublisher:
    return ReportPublisher(tuntas.store, tmp_path / "archive", tuntas.evidence, "https://tuntas.example", maker=maker)


def pending(tuntas: SimpleNamespace) -> list[str]:
    return [document["type"] for document in tuntas.store.find("document", pending=True)]


def test_one_that_hangs_waits_with_its_reason_and_the_others_are_made(
    tuntas: SimpleNamespace, publisher: ReportPublisher, maker: Maker
):
    bring(tuntas, "implemented", START)
    maker.stuck.add("laporan")
    assert publisher.publish_pending() == 1
    (record,) = tuntas.store.find("document", pending=True)
    assert (record["type"], record["failure"], record["files"]) == ("laporan", TRADE.slow, {})
    maker.stuck.clear()
    assert publisher.publish(record["id"])["pending"] is False  # at once, for somebody who asks


def test_it_is_tried_again_by_itself_ever_more_rarely(
    tuntas: SimpleNamespace, publisher: ReportPublisher, maker: Maker, monkeypatch: pytest.MonkeyPatch
):
    bring(tuntas, "reported", START)
    maker.stuck.add("laporan")
    at, tries = 1000.0, []
    monkeypatch.setattr(publishing.time, "monotonic", lambda: at)
    for _ in range(300):  # five hours, a round a minute
        maker.asked.clear()
        publisher.publish_pending()
        if "laporan" in maker.asked:
            tries.append(at)
        at += RETRY
    waits = [later - earlier for earlier, later in zip(tries, tries[1:], strict=False)]
    assert waits[:6] == [60, 120, 240, 480, 960, 1920]
    assert set(waits[6:]) == {LONGEST_RETRY}
    maker.stuck.clear()
    at += LONGEST_RETRY
    assert publisher.publish_pending() == 0


def test_the_thread_looks_again_until_it_is_stopped(
    tuntas: SimpleNamespace, publisher: ReportPublisher, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(publishing, "RETRY", 0.01)
    rounds: list[int] = []
    second = threading.Event()

    def round_of_work() -> int:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise StoreUnavailable("Ruang penyimpanan penuh.")  # must not end the thread
        second.set()
        return 0

    monkeypatch.setattr(publisher, "publish_pending", round_of_work)
    logging.getLogger("documents.issue.publisher").setLevel(logging.CRITICAL)
    thread = publisher.start()
    assert second.wait(PATIENCE)
    publisher.stop()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    logging.getLogger("documents.issue.publisher").setLevel(logging.NOTSET)


def test_the_pages_say_why_it_waits(app, tuntas: SimpleNamespace, publisher: ReportPublisher, maker: Maker, client_as):
    task = bring(tuntas, "reported", START)
    maker.stuck.add("laporan")
    publisher.publish_pending()
    app.extensions["tuntas"].publisher.maker = maker
    (record,) = tuntas.store.find("document", pending=True)
    client = client_as("sekdis.bireuen")
    answer = client.get(f"/dokumen/{record['id']}.pdf")
    assert (answer.status_code, TRADE.slow in answer.text) == (202, True)
    assert TRADE.slow in client.get(f"/tugas/{task['id']}").text


BARE = """
import sys
import cffi
real = cffi.FFI.dlopen
def without_pango(self, name, *rest):
    if name and "pango" in str(name):
        raise OSError(f"cannot load library {name}")
    return real(self, name, *rest)
cffi.FFI.dlopen = without_pango
from app import create_app
from tests.world.arranged import bring
from tests.world.instance import START
parts = create_app(sys.argv[1], NOW=lambda: START, SEED=False).extensions["tuntas"]
bring(parts, "draft/sekdis", START)
(record,) = parts.store.find("document")
print(sorted(record["files"]), record["pending"], record["failure"])
from documents.report import fonts
from pathlib import Path
for name in fonts.FILES:
    fonts.FILES[name] = (Path("/nowhere/face.ttf"), 400)
cffi.FFI.dlopen = real
print("--")
print(parts.publisher.publish(record["id"])["failure"])
"""


def test_without_pango_and_without_faces_the_app_runs_and_word_is_made(tmp_path: Path):
    ran = subprocess.run(
        [sys.executable, "-c", BARE, str(tmp_path / "instance")], cwd=ROOT, env=environment(tmp_path / "instance"),
        capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    unavailable = f"PDF belum dapat dibuat di komputer ini; jalankan: {INSTALL}"
    without_pango, without_faces = ran.stdout.strip().split("\n--\n")
    assert without_pango.splitlines()[-1] == f"['docx'] True {unavailable}"  # before it WeasyPrint says its own
    assert without_faces.splitlines()[-1] in (FAILED["pdf"], unavailable)
