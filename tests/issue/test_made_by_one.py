"""Two servers that want the same paper made make it once; where the one at it fails, the other makes it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from documents.issue import publisher
from documents.issue.batch import Batch
from documents.issue.publisher import ReportPublisher
from documents.issue.rendering import SETTING, Inline, Pictures
from tests.world.arranged import bring
from tests.world.instance import START
from tests.world.waiting import PATIENCE, until
from workflow.store import open_store


class Maker(Inline):
    """Makes files once it is let, all but what is ``broken``; ``made`` says which."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__(pictures)
        self.made: list[str] = []
        self.broken = ""
        self.begun, self.let = threading.Event(), threading.Event()

    def submit(self, data: dict[str, Any], ext: str, *, urgent: bool) -> Future[bytes]:
        self.begun.set()
        assert self.let.wait(PATIENCE)
        self.made.append(ext)
        if ext != self.broken:
            return super().submit(data, ext, urgent=urgent)
        future: Future[bytes] = Future()
        future.set_exception(ValueError("broken"))
        return future


@pytest.fixture
def makers(app: Flask) -> tuple[Maker, Maker]:
    read = app.extensions["tuntas"].evidence.read
    return Maker(read), Maker(read)


@pytest.fixture
def both(app: Flask, makers: tuple[Maker, Maker]) -> Iterator[list[ReportPublisher]]:
    """Of two servers, each with its own opening of the store."""
    folder, evidence = Path(app.instance_path), app.extensions["tuntas"].evidence
    with closing(open_store(folder / "tuntas.db")) as one, closing(open_store(folder / "tuntas.db")) as two:
        yield [
            ReportPublisher(store, folder / "archive", evidence, "https://tuntas.example", maker=maker)
            for store, maker in zip((one, two), makers, strict=True)
        ]


@pytest.fixture
def paper(tuntas: SimpleNamespace) -> int:
    bring(tuntas, "reported", START)
    (found,) = tuntas.store.find("document", pending=True, type="laporan")
    return int(found["id"])


def test_what_one_is_making_the_other_waits_for(
    both: list[ReportPublisher], makers: tuple[Maker, Maker], paper: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(publisher, "WAIT_FOR_OTHERS", PATIENCE)
    with ThreadPoolExecutor() as at_once:
        first = at_once.submit(both[0].publish, paper)
        assert makers[0].begun.wait(PATIENCE)
        second = at_once.submit(both[1].publish, paper)
        assert not makers[1].begun.wait(0.5)
        makers[0].let.set()
        made = [future.result(PATIENCE) for future in (first, second)]
    assert made[0] == made[1]
    assert not made[0]["pending"]
    assert (sorted(makers[0].made), makers[1].made) == (["docx", SETTING], []), "the PDF comes with its setting"


def test_a_zip_waits_longer_than_a_person(
    both: list[ReportPublisher],
    makers: tuple[Maker, Maker],
    paper: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(publisher, "WAIT_FOR_OTHERS", 0.1)
    with ThreadPoolExecutor() as at_once, Batch(tmp_path / "semua.zip", both[1].store, both[1]) as batch:
        first = at_once.submit(both[0].publish, paper)
        assert makers[0].begun.wait(PATIENCE)
        assert both[1].publish(paper)["pending"]
        added = at_once.submit(batch.add, paper)
        with pytest.raises(TimeoutError):
            added.result(2)
        makers[0].let.set()
        assert (added.result(PATIENCE), first.result(PATIENCE)["pending"]) == ("", False)


def test_a_zip_says_which_paper_was_not_ready(
    both: list[ReportPublisher],
    makers: tuple[Maker, Maker],
    paper: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(publisher, "WAIT_LONG", 0.1)
    with ThreadPoolExecutor() as at_once, Batch(tmp_path / "semua.zip", both[1].store, both[1]) as batch:
        at_once.submit(both[0].publish, paper)
        assert makers[0].begun.wait(PATIENCE)
        assert batch.add(paper).endswith(", Kabupaten Bireuen: masih disiapkan; mintalah lagi nanti.")
        makers[0].let.set()


def test_what_one_could_not_make_the_other_does(both: list[ReportPublisher], makers: tuple[Maker, Maker], paper: int):
    makers[0].broken = "docx"
    for maker in makers:
        maker.let.set()
    assert both[0].publish(paper)["pending"]
    assert not both[1].publish(paper)["pending"]
    assert makers[1].made == ["docx"]


def test_what_waits_is_drawn_by_one_of_two_rounds(both: list[ReportPublisher], makers: tuple[Maker, Maker], paper: int):
    first = both[0].start()
    assert makers[0].begun.wait(PATIENCE)
    second = both[1].start()
    assert not makers[1].begun.wait(0.5)
    makers[0].let.set()
    until(lambda: not both[0].store.count("document", pending=True))
    for one, thread in zip(both, (first, second), strict=True):
        one.leave_off()
        thread.join(PATIENCE)
    assert makers[1].made == []
