"""A database that is away for a while: stopped, or standing still. Nobody waits for it who can know, and everybody is
back by himself."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.world import cluster
from tests.world.cluster import Cluster
from tests.world.instance import START, signed_in
from tests.world.on_postgresql import moved_to
from tests.world.waiting import until
from workflow.errors import StoreAway, StoreBusy, StoreUnavailable
from workflow.store import Store, open_store
from workflow.store.postgres_opened import ANSWER_WITHIN
from workflow.store.protocol import PATIENCE

THREADS = 8


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    with cluster.started() as started:
        yield started


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory, bare_instance: Path, own: Cluster) -> Path:
    folder = Path(shutil.copytree(bare_instance, tmp_path_factory.mktemp("moved") / "instance"))
    moved_to(own.make("kantor"), folder)
    return folder


def address(own: Cluster) -> str:
    return own.url("kantor", within=ANSWER_WITHIN)


@pytest.fixture
def app(tmp_path: Path, moved: Path, own: Cluster) -> Iterator[Flask]:
    folder = shutil.copytree(moved, tmp_path / "instance")
    made = create_app(folder, NOW=lambda: START, SEED=False, TESTING=True, DATABASE=address(own))
    yield made
    made.extensions["tuntas"].store.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return signed_in(app, "ketua.bireuen")


@pytest.fixture
def store(app: Flask) -> Store:
    found: Store = app.extensions["tuntas"].store
    return found


def told(client: FlaskClient) -> None:
    page = client.post("/tugas/1/rencana", data={"action": "Menyusun naskah kerja sama", "version": "1"})
    assert (page.status_code, page.headers.get("Retry-After")) == (503, "5"), page.text
    assert "<h1>Data belum terjangkau</h1>" in page.text
    assert "Basis data tidak terhubung" in page.text
    assert "Menyusun naskah kerja sama" in page.text
    assert client.get("/sehat").status_code == 503


def nobody_waits(client: FlaskClient) -> None:
    began = time.monotonic()
    for _ in range(20):
        told(client)
    assert time.monotonic() - began < PATIENCE, "each of them waited"


def back(client: FlaskClient) -> None:
    until(lambda: client.get("/tugas").status_code == 200)


def test_one_that_is_stopped_is_told_at_once_and_found_again(client: FlaskClient, own: Cluster):
    assert client.get("/tugas").status_code == 200
    for _ in range(2):
        own.kill()
        nobody_waits(client)
        own.start()
        back(client)


def test_one_that_stands_still_is_found_out_and_found_again(client: FlaskClient, own: Cluster):
    assert client.get("/tugas").status_code == 200
    for _ in range(2):
        with own.hung():
            told(client)
            nobody_waits(client)
        back(client)


def at_once(does: list[Callable[[], None]]) -> list[BaseException]:
    """What is raised where all of them are done at the same time."""
    raised: list[BaseException] = []

    def do(act: Callable[[], None]) -> None:
        try:
            act()
        except StoreUnavailable as refusal:
            raised.append(refusal)

    threads = [threading.Thread(target=do, args=(act,)) for act in does]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_what_waits_already_is_let_go_and_nothing_of_it_is_kept(store: Store, own: Cluster):
    """In the middle of a transaction, before its first change; and those who only ask, more than there are places."""
    hung = threading.Event()

    def write(n: int) -> None:
        with store.transaction(f"region:11.{n:02}"):
            store.insert("task", {"title": "hilang", "region": f"11.{n:02}"})
            assert hung.wait(PATIENCE)
            store.insert("task", {"title": "hilang", "region": f"11.{n:02}"})

    def ask() -> None:
        assert hung.wait(PATIENCE)
        store.count("task")

    def hang() -> None:
        hanging.enter_context(own.hung())
        hung.set()

    with ExitStack() as hanging:
        later = threading.Timer(0.5, hang)
        later.start()
        raised = at_once([*(lambda n=n: write(n) for n in range(1, THREADS)), *[ask] * 2 * THREADS])
        later.join()
    assert len(raised) == THREADS - 1 + 2 * THREADS
    assert {type(refusal) for refusal in raised} <= {StoreUnavailable, StoreAway}
    until(lambda: _counted(store) == 0)


def _counted(store: Store) -> int:
    try:
        return store.count("task", title="hilang")
    except StoreAway:
        return -1


def narrow(own: Cluster) -> str:
    """The address of one who may have two connections."""
    with closing(psycopg.connect(address(own), autocommit=True)) as connection:
        connection.execute("CREATE ROLE sempit LOGIN CONNECTION LIMIT 2 IN ROLE tuntas")
    return address(own).replace("tuntas@", "sempit@")


@pytest.mark.parametrize(("whose", "most"), [(address, 2), (narrow, 5)])
def test_one_whose_places_are_all_taken_is_busy_and_not_away(
    own: Cluster, moved: Path, whose: Callable[[Cluster], str], most: int
):
    with ExitStack() as opened:
        store = open_store(whose(own), connections=most)
        opened.callback(store.close)
        gate, over = threading.Barrier(3), threading.Event()

        def hold(n: int) -> None:
            with store.transaction(f"region:11.{n:02}"):
                gate.wait(PATIENCE)
                over.wait(PATIENCE)

        threads = [threading.Thread(target=hold, args=(n,)) for n in (1, 2)]
        for thread in threads:
            thread.start()
        gate.wait(PATIENCE)
        with pytest.raises(StoreBusy), store.transaction("region:11.03", within=1.5):
            pass
        over.set()
        for thread in threads:
            thread.join()
        assert store.count("office") > 0
