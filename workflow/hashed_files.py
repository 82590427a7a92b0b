"""Files that never change, named by the SHA-256 of their bytes: evidence and issued documents."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from workflow import durable


class HashedFiles:
    """A folder of such files. A file is either absent or whole, also after a power cut."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Stores the bytes and returns their name (64 hex digits); raises ``StoreUnavailable`` when the disk refuses.

        A file that has the name but no longer the bytes is put right: the name says what they are.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if not self._holds(path, content):
            durable.write(path, content)
        return sha256

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


_PART = re.compile(r"\.[0-9a-f]{64}\.[0-9a-f]{8}")
