"""Files are made after the move, from the frozen content, once and for ever, whatever dies in between."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from documents.issue.publisher import FAILED, ReportPublisher
from documents.pdf import writer as pdf
from tests.world.arranged import bring
from tests.world.instance import START
from tests.world.places import ROOT
from tests.world.serving import Begin, start
from tests.world.stored import stored
from tests.world.waiting import PATIENCE
from workflow.evidence.hashed_files import HashedFiles
from workflow.evidence.taking_in import EvidenceFolder
from workflow.store import Store, open_store


@pytest.fixture
def publisher(app) -> ReportPublisher:
    return app.extensions["tuntas"].publisher


def issued(tuntas: SimpleNamespace, type_: str = "laporan") -> dict:
    """A document of a Bireuen task, still pending."""
    task = bring(tuntas, {"rtl": "draft/sekdis", "laporan": "reported", "pelaksanaan": "implemented"}[type_], START)
    return tuntas.store.find("document", task=task["id"], type=type_)[0]


def test_both_files_are_made_and_recorded_by_their_hash(tuntas: SimpleNamespace, publisher: ReportPublisher):
    record = publisher.publish(issued(tuntas)["id"])

    assert (record["pending"], record["failure"], set(record["files"])) == (False, "", {"docx", "pdf"})
    assert publisher.archived(record, "docx").startswith(b"PK")
    assert publisher.archived(record, "pdf").startswith(b"%PDF-1.7")


@pytest.mark.parametrize("type_", ["rtl", "laporan", "pelaksanaan"])
def test_the_same_content_gives_the_same_bytes(tuntas: SimpleNamespace, publisher: ReportPublisher, type_: str):
    document = issued(tuntas, type_)
    record = publisher.publish(document["id"])
    content = publisher.content(document["id"])
    for ext in ("docx", "pdf"):
        assert publisher.render(content, ext) == publisher.archived(record, ext)


def test_publishing_again_changes_nothing(tuntas: SimpleNamespace, publisher: ReportPublisher):
    first = publisher.publish(issued(tuntas)["id"])
    assert publisher.publish(first["id"]) == first


def test_a_failing_renderer_leaves_the_approval_and_says_why(
    tuntas: SimpleNamespace, publisher: ReportPublisher, monkeypatch: pytest.MonkeyPatch
):
    document = issued(tuntas)

    def broken(report, pictures):
        raise MemoryError("no room")

    monkeypatch.setattr(pdf, "written", broken)
    record = publisher.publish(document["id"])
    assert (record["pending"], set(record["files"]), record["failure"]) == (True, {"docx"}, FAILED["pdf"])
    assert tuntas.store.get("task", document["task"])["stage"] == "reported"

    monkeypatch.undo()
    again = publisher.publish(document["id"])
    assert (again["pending"], again["failure"], again["files"]["docx"]) == (False, "", record["files"]["docx"])


def test_an_altered_archive_file_is_never_given_out(tuntas: SimpleNamespace, publisher: ReportPublisher):
    record = publisher.publish(issued(tuntas)["id"])
    path = stored(publisher.archive, record["files"]["pdf"]["sha256"])
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(FileNotFoundError, match="altered"):
        publisher.archived(record, "pdf")


def test_a_kept_file_is_whole_or_absent(tmp_path: Path):
    files = HashedFiles(tmp_path)
    name = files.keep(b"naskah")
    assert files.read(name) == b"naskah"
    assert files.keep(b"naskah") == name
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [name]
    with pytest.raises(FileNotFoundError):
        files.read("../../etc/passwd")


APPROVE_AND_DIE = """
import os, sys
from types import SimpleNamespace
from app import create_app
from tests.world.arranged import bring
from tests.world.instance import START
import documents.issue.publisher as publishing

def die(report, pictures):
    print("committed", flush=True)
    os.kill(os.getpid(), 9)

publishing.WRITERS["docx"] = die
parts = create_app(sys.argv[1], NOW=lambda: START, SEED=False).extensions["tuntas"]
bring(SimpleNamespace(store=parts.store, publisher=parts.publisher, evidence=parts.evidence), "reported", START)
"""


def test_a_document_killed_before_rendering_is_made_at_the_next_start(tmp_path: Path):
    folder = tmp_path / "instance"
    killed = subprocess.run(
        [sys.executable, "-c", APPROVE_AND_DIE, str(folder)], cwd=ROOT, capture_output=True, text=True
    )
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "committed\n"), killed.stderr

    store: Store = open_store(folder / "tuntas.db")
    (record,) = store.find("document")
    assert (record["type"], record["pending"], record["files"]) == ("rtl", True, {})
    publisher = ReportPublisher(store, folder / "archive", EvidenceFolder(folder / "evidence"), "http://x")
    assert publisher.publish_pending() == 0
    assert store.get("document", record["id"])["pending"] is False
    store.close()


def test_a_server_killed_with_9_has_everything_after_it_starts_again(tmp_path: Path, begin: Begin):
    counts = []
    for _ in range(2):
        server = start(begin, tmp_path / "instance").process
        time.sleep(0.5)  # in the middle of making pending documents
        server.send_signal(signal.SIGKILL)
        server.wait(PATIENCE)
        store = open_store(tmp_path / "instance" / "tuntas.db")
        counts.append({kind: store.count(kind) for kind in ("rakor", "task", "event", "document", "content", "user")})
        files = [made["sha256"] for d in store.find("document") for made in d["files"].values()]
        store.close()
        archive = HashedFiles(tmp_path / "instance" / "archive")
        assert all(archive.read(name) for name in files)
    assert counts[0] == counts[1]
    assert counts[0]["task"] == 219
