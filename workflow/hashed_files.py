"""Files that never change, named by the SHA-256 of their bytes: evidence and issued documents."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path


class HashedFiles:
    """A folder of such files. A file is either absent or whole, also after a power cut."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Stores the bytes and returns their name (64 hex digits)."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_durably(path, content)
        return sha256

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


def _write_durably(path: Path, content: bytes) -> None:
    """Temp file, fsync, rename, fsync of the folder."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
