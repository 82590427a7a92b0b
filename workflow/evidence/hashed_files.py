"""Files that never change, named by the SHA-256 of their bytes: evidence and issued documents."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

from workflow import durable


class HashedFiles:
    """A folder of such files. A file is either absent or whole, also after a power cut."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._moment = threading.Lock()  # held while a file is touched, or found old and removed

    def keep(self, content: bytes) -> str:
        """Stores the bytes and returns their name (64 hex digits); raises ``StoreUnavailable`` when the disk refuses.

        A file that has the name but no longer the bytes is put right: the name says what they are.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        with self._moment:
            there = self._holds(path, content)
        if not there:
            durable.write(path, content)
        return sha256

    def touch(self, sha256: str) -> bool:
        """Whether the file is still there; it then counts as just sent."""
        try:
            with self._moment:
                os.utime(self.path(sha256))
        except OSError:
            return False
        return True

    def sent_before(self, moment: float) -> Iterator[str]:
        """The names of the files that were last sent before ``moment``, in seconds since 1970."""
        for path in self.folder.glob("??/*"):
            if _NAME.fullmatch(path.name) and path.stat().st_mtime < moment:
                yield path.name

    def remove(self, sha256: str, before: float) -> bool:
        """Removes the file unless it was sent again since ``before``; whether it did."""
        path = self.path(sha256)
        with self._moment:
            if not path.exists() or path.stat().st_mtime >= before:
                return False
            path.unlink()
        return True

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

    def read(self, sha256: str) -> bytes:
        """The stored bytes; raises ``FileNotFoundError`` when they are missing or no longer what they were."""
        content = self.path(sha256).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileNotFoundError(f"stored file {sha256} was altered")
        return content

    def path(self, sha256: str) -> Path:
        if not re.fullmatch("[0-9a-f]{64}", sha256):
            raise FileNotFoundError(sha256)
        return self.folder / sha256[:2] / sha256

    def sweep(self) -> int:
        """Removes what a write that was cut off has left; only while nobody else writes here. Returns how many."""
        parts = [path for path in self.folder.glob("??/.*") if _PART.fullmatch(path.name)]
        for path in parts:
            path.unlink(missing_ok=True)
        return len(parts)


_NAME = re.compile("[0-9a-f]{64}")
_PART = re.compile(r"\.[0-9a-f]{64}\.[0-9a-f]{8}")


def sha256_of(path: Path) -> str:
    """Of a file, also through a link; raises ``OSError`` for what is none, such as a pipe, which might never end."""
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, "no file", str(path))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
