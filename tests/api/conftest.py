"""A demo that lets programs in, and programs of several offices: ``opened`` where something changes, its ``kept`` store
and ``lkks``; ``standing`` where nothing does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.world.instance import START, Clock
from tests.world.programs import make_key, program
from workflow.store import Store

ALL = ("kemajuan", "catat")  # what a program of an LKKS may besides reading


@contextmanager
def letting_in(folder: Path, demo_instance: Path, now: Callable[[], datetime]) -> Iterator[Flask]:
    """An app on its own copy of the demo, with ``TUNTAS_API=ya``."""
    shutil.copytree(demo_instance, folder)
    made = create_app(folder, NOW=now, TESTING=True, BASE_URL="https://tuntas.example", API="ya")
    made.extensions["refusals"].each = made.extensions["refusals"].strangers = 10**9
    yield made
    made.extensions["tuntas"].store.close()


@pytest.fixture
def opened(tmp_path: Path, demo_instance: Path, clock: Clock) -> Iterator[Flask]:
    with letting_in(tmp_path / "opened", demo_instance, clock) as made:
        yield made


@pytest.fixture
def kept(opened: Flask) -> Store:
    found: Store = opened.extensions["tuntas"].store
    return found


@pytest.fixture
def lkks(opened: Flask, kept: Store) -> FlaskClient:
    """A program of the LKKS of Bireuen that may all that one may."""
    return program(opened, make_key(kept, scopes=ALL))


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path) -> Iterator[Flask]:
    with letting_in(tmp_path_factory.mktemp("api") / "standing", demo_instance, lambda: START) as made:
        yield made


@pytest.fixture(scope="session")
def read(standing: Flask) -> Store:
    found: Store = standing.extensions["tuntas"].store
    return found


@pytest.fixture(scope="session")
def aceh(standing: Flask, read: Store) -> FlaskClient:
    """A program of Dinas Sosial Aceh."""
    return program(standing, make_key(read, "11", "dinsos"))


@pytest.fixture(scope="session")
def bireuen(standing: Flask, read: Store) -> FlaskClient:
    """One of the LKKS of Bireuen."""
    return program(standing, make_key(read, scopes=ALL))


@pytest.fixture(scope="session")
def sekdis(standing: Flask, read: Store) -> FlaskClient:
    """One of the Dinas Sosial of Bireuen."""
    return program(standing, make_key(read, identity="dinsos", scopes=("catat",)))
