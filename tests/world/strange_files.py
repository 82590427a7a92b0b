"""What may lie where a file is expected, and is none that can be read."""

from __future__ import annotations

import os
from pathlib import Path


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("tidak ada"))
