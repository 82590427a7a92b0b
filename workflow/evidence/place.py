"""Where files of one kind lie that never change: a folder on this machine, or part of a bucket that several share.

Paths are relative to the place (``ab/ab12…``) and never come from who sends a file. A file is either absent or whole,
also after a power cut. Evidence, issued documents, letterheads, what is being checked: ``HashedFiles`` names them.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from workflow import durable

CUT_OFF = timedelta(days=1)  # what is older than that nobody is writing any more


@dataclass(frozen=True)
class Kept:
    """A file of a place: ``size`` in bytes, ``sent`` when it was last put or touched, in seconds since 1970."""

    path: str
    size: int
    sent: float


class Place(Protocol):
    """Everything raises ``StoreUnavailable`` when the disk, or the way to the place, refuses."""

    def put(self, path: str, content: bytes) -> None:
        """Has the bytes there for good. A file that was there already counts as just sent; one that is no longer what
        it was is put right."""
        ...

    def get(self, path: str) -> bytes:
        """Raises ``FileNotFoundError``."""
        ...

    def touch(self, path: str) -> bool:
        """Whether the file is there; it then counts as just sent."""
        ...

    def remove(self, path: str, before: float) -> bool:
        """Removes the file unless it was sent since ``before``, also this very moment by somebody else; whether it
        did."""
        ...

    def holds(self, path: str) -> bool: ...

    def files(self) -> Iterator[Kept]:
        """All that are whole, also those that are none of ours."""
        ...

    def fetch(self, path: str, target: Path) -> None:
        """Copies the file to ``target``, for good; raises ``FileNotFoundError``."""
        ...

    def sha256(self, path: str) -> str:
        """Of the bytes that are there now; raises ``FileNotFoundError``."""
        ...

    def sweep(self) -> int:
        """Removes what a write that was cut off has left, a day ago or longer. Returns how many."""
        ...


class Folder:
    """A place on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While a file is touched, or found old and removed: no other thread or server does either meanwhile."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def put(self, path: str, content: bytes) -> None:
        with durable.translated():
            durable.make_folder(self.folder)
        with self._alone():
            there = self._holds(self.folder / path, content)
        if not there:
            durable.write(self.folder / path, content)

    def _holds(self, path: Path, content: bytes) -> bool:
        """Whether the file is there, whole and on the disk: another thread may have moved it there a moment ago."""
        try:
            if path.read_bytes() != content:
                return False
            durable.flush(path.parent)
            os.utime(path)  # retention.py leaves what was just sent alone, even if no record names it yet
        except OSError:
            return False
        return True

    def get(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def touch(self, path: str) -> bool:
        try:
            with self._alone():
                os.utime(self.folder / path)
        except OSError:
            return False
        return True

    def remove(self, path: str, before: float) -> bool:
        file = self.folder / path
        with suppress(FileNotFoundError), self._alone():
            if file.stat().st_mtime < before:
                file.unlink()
                return True
        return False

    def holds(self, path: str) -> bool:
        return (self.folder / path).exists()

    def files(self) -> Iterator[Kept]:
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                with suppress(FileNotFoundError):  # removed this moment
                    facts = path.stat()
                    yield Kept(path.relative_to(self.folder).as_posix(), facts.st_size, facts.st_mtime)

    def fetch(self, path: str, target: Path) -> None:
        durable.copy(self.folder / path, target)

    def sha256(self, path: str) -> str:
        return sha256_of(self.folder / path)

    def sweep(self) -> int:
        gone = 0
        for path in self.folder.glob("??/.*"):
            with suppress(FileNotFoundError):  # whole, or removed, this moment
                if _PART.fullmatch(path.name) and path.stat().st_mtime < time.time() - CUT_OFF.total_seconds():
                    path.unlink()
                    gone += 1
        return gone


_PART = re.compile(r"\.[0-9a-f]{64}\.[0-9a-f]{8}")


def sha256_of(path: Path) -> str:
    """Of a file, also through a link; raises ``OSError`` for what is none, such as a pipe, which might never end."""
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, "no file", str(path))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
