"""What is shared because it takes its time: an instance's folder, made once a run, and one app for all tests of a file.

The latter, and arranging without rendering, are safe where every test makes a task of its own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from app import create_app
from workflow.demo import Later


def made_once(places: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` fills, by whichever of the run's processes (``-n``) needs it first."""
    base = places.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, part = base / name, base / f"{name}-part"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(part)
            part.rename(folder)
    return folder


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
