"""Demo and office are kept apart: data with which one was begun are refused by the other, on both stores."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.world.cluster import Cluster
from tests.world.instance import START
from workflow.keeping.modes import DEMO, OFFICE, begins_demo
from workflow.people.accounts import SYSTEM, add_user
from workflow.store import Store, open_store
from workflow.store.kept import figures
from workflow.store.moved import kept

Starts = Callable[[str], AbstractContextManager[Flask]]
ADMIN = {"username": "admin", "role": "admin", "password": "gajah di kebun kopi"}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    cluster: Cluster | None = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    return cluster.make("modes") if cluster else ""


@pytest.fixture
def starts(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Starts:
    """The same data, each time from a folder of its own where they are in a database."""
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)

    @contextmanager
    def start(mode: str) -> Iterator[Flask]:
        folder = tmp_path / (mode if database else "satu")
        made = create_app(folder, MODE=mode, DATABASE=database, NOW=lambda: START, BASE_URL="https://tuntas.example")
        with closing(store_of(made)):
            yield made

    return start


def store_of(app: Flask) -> Store:
    store: Store = app.extensions["tuntas"].store
    return store


def refused(starts: Starts, mode: str) -> str:
    with pytest.raises(SystemExit) as refusal, starts(mode):
        pass
    return str(refusal.value)


def test_data_of_an_office_without_any_account_do_not_become_a_demo(starts: Starts):
    with starts(OFFICE) as app:
        before = figures(kept(store_of(app)))
        assert before.counts["user"] == 0
    said = refused(starts, DEMO)
    assert "data kantor" in said
    assert "TUNTAS_MODE=produksi" in said
    with starts(OFFICE) as app:
        assert figures(kept(store_of(app))) == before, "the refused start has changed nothing"
        assert app.test_client().get("/masuk", base_url="https://tuntas.example").status_code == 200


def test_nor_do_those_with_accounts(starts: Starts):
    with starts(OFFICE) as app:
        add_user(store_of(app), SYSTEM, ADMIN, at=START)
    assert "data kantor" in refused(starts, DEMO)


def test_a_demo_does_not_become_an_office_and_opens_as_a_demo_afterwards(starts: Starts):
    with starts(DEMO) as app:
        before = figures(kept(store_of(app)))
    assert "data contoh" in refused(starts, OFFICE)
    with starts(DEMO) as app:
        assert figures(kept(store_of(app))) == before


def test_an_office_of_an_earlier_version_opens_and_is_known_as_one_from_then_on(starts: Starts):
    with starts(OFFICE) as app:
        store = store_of(app)
        add_user(store, SYSTEM, ADMIN, at=START)
        (mark,) = store.find("setting", name=OFFICE)
        store.delete("setting", mark["id"])  # as they were kept before there was any
    assert "data kantor" in refused(starts, DEMO), "nobody there has an account of the demo"
    with starts(OFFICE) as app:
        assert store_of(app).count("setting", name=OFFICE) == 1
    assert "data kantor" in refused(starts, DEMO)


def test_a_demo_that_was_cut_off_is_begun_anew_and_is_no_offices(starts: Starts, tmp_path: Path, database: str):
    (tmp_path / "satu").mkdir()
    with closing(open_store(database or tmp_path / "satu" / "tuntas.db")) as store:
        assert begins_demo(store, "x")
    assert "data contoh" in refused(starts, OFFICE)
    with starts(DEMO) as made:
        assert store_of(made).count("user", demo=True) > 0


def test_who_makes_the_demo_looks_again_whether_an_office_was_quicker(starts: Starts):
    with starts(OFFICE) as made:
        store = store_of(made)
        with pytest.raises(SystemExit, match="data kantor"):
            begins_demo(store, "x")
        assert store.count("setting", name=DEMO) == 0


def test_settings_that_are_refused_make_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)
    with pytest.raises(SystemExit, match="TUNTAS_BASE_URL"):
        create_app(tmp_path, MODE=OFFICE, BASE_URL="tuntas.example", NOW=lambda: START)
    with closing(open_store(tmp_path / "tuntas.db")) as store:
        assert store.count("setting", name=OFFICE) == store.count("office") == 0


def test_it_goes_with_a_copy(tmp_path: Path, starts: Starts):
    with starts(OFFICE) as app:
        store_of(app).backup(tmp_path / "tuntas.db")
    copied = tmp_path / "salinan"
    copied.mkdir()
    shutil.move(tmp_path / "tuntas.db", copied / "tuntas.db")
    with pytest.raises(SystemExit, match="data kantor"):
        create_app(copied, MODE=DEMO, NOW=lambda: START)
    with closing(open_store(copied / "tuntas.db")) as store:
        assert store.count("user") == 0


def test_a_mode_that_is_none_makes_no_offices(tmp_path: Path):
    with pytest.raises(SystemExit, match="TUNTAS_MODE=produkti tidak dikenal"):
        create_app(tmp_path, MODE="produkti", NOW=lambda: START)
    with closing(open_store(tmp_path / "tuntas.db")) as store:
        assert store.count("office") == 0
