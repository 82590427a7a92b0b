"""What the tests share: a real app on a real store, with the clock in hand."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from app import create_app
from tests.world import browser, cluster, office_suite, routes_once, templates_once
from tests.world.cluster import Cluster
from tests.world.each_store import Home, Model
from tests.world.instance import START, Clock, signed_in
from tests.world.office_suite import Converted
from tests.world.on_postgresql import moved_to
from tests.world.places import ROOT
from tests.world.serving import Begin, Program, program
from tests.world.shared import made_once
from tests.world.stores import URLS
from workflow.demo import ACCOUNTS, PASSWORD, Later
from workflow.people.accounts import SYSTEM, add_user
from workflow.store import Store, open_store

if TYPE_CHECKING:
    from tests.world.s3_server import S3

# Every store watches over the scopes of its transactions, also those of servers that are begun here.
os.environ.setdefault("STRICT", "1")
routes_once.use()
templates_once.use()

# How long something takes is measured in script/bench; a machine that is busy with other things makes no test fail.
settings.register_profile("tuntas", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tuntas")

# A test that asks for one of these takes long: a browser, LibreOffice, a process that is killed or works beside it.
# So does what tries the whole app: every address, every paper, every write.
SLOW, WHOLE = {"chromium", "libreoffice", "begin"}, ROOT / "tests" / "whole"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if SLOW & set(getattr(item, "fixturenames", ())) or WHOLE in item.path.parents:
            item.add_marker("slow")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> str:
    """The make of the stores: SQLite, unless a test is put to each (``tests/world/each_store.py``)."""
    make: str = getattr(request, "param", "sqlite")
    return make


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(tmp_path / "store.db" if engine == "sqlite" else URLS[engine](request))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """A server that speaks S3, and the environment that leads to it."""
    from tests.world.s3_server import S3  # only here: it takes a moment

    with pytest.MonkeyPatch.context() as environment:
        server = S3()
        for name, value in server.environment().items():
            environment.setenv(name, value)
        yield server
        server.away()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """PostgreSQL, for whoever asks; without it the test is skipped."""
    with cluster.started() as started:
        yield started


@pytest.fixture(scope="session")
def postgresql_database(postgresql: Cluster) -> str:
    """The address of a database with our tables, once a process: making them takes longer than most tests."""
    url = postgresql.make("tuntas")
    open_store(url).close()
    return url


@pytest.fixture(scope="session")
def bare_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an instance with offices and the six accounts; copied by ``app``, because scrypt takes its time."""

    def make(folder: Path) -> None:
        made = create_app(folder, NOW=lambda: START, SEED=False, BASE_URL="https://tuntas.example")
        for username, (role, region) in ACCOUNTS.items():
            account = {"username": username, "role": role, "region": region, "password": PASSWORD}
            add_user(made.extensions["tuntas"].store, SYSTEM, account, at=START, demo=True)
        made.extensions["tuntas"].store.close()

    return made_once(tmp_path_factory, "bare", make)


@pytest.fixture(scope="session")
def bare_at_postgresql(tmp_path_factory: pytest.TempPathFactory, bare_instance: Path, postgresql: Cluster) -> Path:
    """The same after its move to the database ``bare``, which ``make`` of a cluster takes as a model."""
    folder = Path(shutil.copytree(bare_instance, tmp_path_factory.mktemp("moved") / "instance"))
    moved_to(postgresql.make("bare"), folder)
    return folder


@pytest.fixture(scope="session")
def bare_model(bare_at_postgresql: Path, postgresql: Cluster) -> Model:
    return Model.of(bare_at_postgresql, postgresql.make("home", like="bare"))


@pytest.fixture
def bare_home(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> Home:
    """An instance like ``bare_instance``, on the store of that make."""
    return _home(request, engine, "bare", tmp_path / "instance")


def _home(request: pytest.FixtureRequest, engine: str, like: str, place: Path) -> Home:
    """What is not asked for is not made: a cluster takes its time."""
    if engine == "postgresql":
        model: Model = request.getfixturevalue(f"{like}_model")
        return model.home(place)
    return Home(Path(shutil.copytree(request.getfixturevalue(f"{like}_instance"), place)))


@pytest.fixture
def app(bare_home: Home, clock: Clock) -> Iterator[Flask]:
    """An instance with offices and the six accounts (password ``demo-tuntas``), and nothing else."""
    made = bare_home.app(NOW=clock, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")
    yield made
    made.extensions["tuntas"].store.close()


@pytest.fixture(scope="session")
def demo_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a freshly seeded demo at START; copied by ``demo_app``, never used itself."""

    def make(folder: Path) -> None:
        create_app(folder, NOW=lambda: START, BASE_URL="https://tuntas.example").extensions["tuntas"].store.close()

    return made_once(tmp_path_factory, "demo", make)


@pytest.fixture(scope="session")
def demo_model(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path, postgresql: Cluster) -> Model:
    folder = Path(shutil.copytree(demo_instance, tmp_path_factory.mktemp("moved") / "demo"))
    moved_to(database := postgresql.make("demo"), folder)
    return Model.of(folder, database)


@pytest.fixture
def demo_home(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> Home:
    """A copy of the demo, on the store of that make."""
    return _home(request, engine, "demo", tmp_path / "demo")


@pytest.fixture
def demo_app(demo_home: Home, clock: Clock) -> Iterator[Flask]:
    """An app on its own copy of the demo."""
    made = demo_home.app(NOW=clock, TESTING=True, BASE_URL="https://tuntas.example")
    yield made
    made.extensions["tuntas"].store.close()


@pytest.fixture
def client_as(app: Flask) -> Callable[[str], FlaskClient]:
    """``client_as("ketua.bireuen")``: a signed-in client of ``app``."""
    return lambda username: signed_in(app, username)


@pytest.fixture
def admin(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("admin")


@pytest.fixture
def demo_as(demo_app: Flask) -> Callable[[str], FlaskClient]:
    """The same for ``demo_app``."""
    return lambda username: signed_in(demo_app, username)


@pytest.fixture
def tuntas(app: Flask) -> SimpleNamespace:
    """``app``'s store, publisher and evidence folder, for arranging a case through the domain.

    Documents are composed and recorded but stay pending: their files are made in the tests that are about files.
    """
    parts = app.extensions["tuntas"]
    return SimpleNamespace(store=parts.store, publisher=Later(parts.publisher), evidence=parts.evidence)


@pytest.fixture
def listener() -> Iterator[SimpleNamespace]:
    """A port of this machine (``port``), and whoever knocked at it (``knocks``)."""
    knocks: list[Any] = []
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:  # closed: the test is over
                return
            knocks.append(address)
            connection.close()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield SimpleNamespace(port=server.getsockname()[1], knocks=knocks)
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(2)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser; its windows (``browser.window``) know nothing of each other."""
    with browser.started() as opened:
        yield opened


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    """``libreoffice("pdf", into, *files)``; it sets up its profile once, which takes longer than converting."""
    return partial(office_suite.convert, tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture
def begin() -> Iterator[Begin]:
    """``begin(command, ...)``: a program in the project's folder that does not outlive the test."""
    with ExitStack() as programs:

        def one(command: Sequence[str | Path], **options: Any) -> Program:
            return programs.enter_context(program(command, **options))

        yield one
