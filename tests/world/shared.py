"""One app for all tests of a file, and arranging without rendering: both because the pages are many and time is short.

Safe where every test makes a task of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from flask import Flask

from app import create_app
from workflow.demo import Later


def one_app(folder: Path, bare_instance: Path, at: datetime) -> Iterator[Flask]:
    """For a module's ``app`` fixture: an app on a copy of the bare instance, its clock standing at ``at``."""
    shutil.copytree(bare_instance, folder)
    made = create_app(folder, NOW=lambda: at, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")
    yield made
    made.extensions["tuntas"].store.close()


def unrendered(app: Flask) -> SimpleNamespace:
    """For a module's ``tuntas`` fixture: moves freeze their documents, nobody makes the files."""
    parts = app.extensions["tuntas"]
    return SimpleNamespace(store=parts.store, publisher=Later(parts.publisher), evidence=parts.evidence)
