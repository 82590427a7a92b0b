"""Whether a file is the one that was closed in order: only then it is opened without reading all of it.

Whoever closes it, sound as it was, notes beside it which file that is: its number, size and time on the disk. Any other
file at its place, and one that was written since without being closed, is none of that, and damage is looked for in it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def note(path: Path) -> None:
    """That the file is whole as it stands. Where it cannot be noted, the next opening reads all of it."""
    with suppress(OSError):
        if seen := _seen(path):
            _noted(path).write_text(seen)


def doubt(path: Path) -> None:
    """That the next opening has to read all of it."""
    with suppress(OSError):
        _noted(path).unlink()


def unchanged(path: Path) -> bool:
    """Whether that was noted of this very file, and nothing has been written since."""
    try:
        seen = _seen(path)
        return bool(seen) and _noted(path).read_text() == seen
    except (OSError, UnicodeDecodeError):
        return False


def _noted(path: Path) -> Path:
    return path.with_name(f"{path.name}.whole")


def _seen(path: Path) -> str:
    """Nothing while a log stands beside it: another process has it open, or was cut off."""
    with suppress(FileNotFoundError):
        if os.stat(f"{path}-wal").st_size:
            return ""
    found = path.stat()
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"
