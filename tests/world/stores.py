"""The addresses of an empty store of each make. Another store adds its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.world.cluster import emptied


def _sqlite(request: pytest.FixtureRequest) -> str:
    folder = request.getfixturevalue("tmp_path_factory").mktemp("store")
    return f"sqlite:///{folder / 'store.db'}"


def _postgresql(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("postgresql_database")
    emptied(url)
    return url


URLS: dict[str, Callable[[pytest.FixtureRequest], str]] = {"sqlite": _sqlite, "postgresql": _postgresql}
