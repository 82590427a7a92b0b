"""What the tests of pages share beside the others."""

from __future__ import annotations

import pytest
from flask import Flask

from workflow.store import Store


@pytest.fixture
def store(app: Flask) -> Store:
    found: Store = app.extensions["tuntas"].store
    return found
