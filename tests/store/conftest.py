"""The stores to which the tests of this folder are put."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.world.stores import URLS
from workflow.store import Store, open_store


@pytest.fixture(params=URLS)
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty store."""
    return URLS[request.param](request)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()
