"""Files that never change, named by the SHA-256 of their bytes: evidence and issued documents."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator
from pathlib import Path

from workflow.evidence.place import Folder, Place


class HashedFiles:
    """Such files in one place, which a folder is, too. A file is either absent or whole, also after a power cut."""

    def __init__(self, place: Place | Path) -> None:
        self.place: Place = Folder(place) if isinstance(place, Path) else place

    def keep(self, content: bytes) -> str:
        """Stores the bytes and returns their name (64 hex digits); raises ``StoreUnavailable`` when the disk refuses.

        A file that has the name but no longer the bytes is put right: the name says what they are.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        self.place.put(path_of(sha256), content)
        return sha256

    def touch(self, sha256: str) -> bool:
        """Whether the file is still there; it then counts as just sent."""
        return bool(_NAME.fullmatch(sha256)) and self.place.touch(path_of(sha256))

    def holds(self, sha256: str) -> bool:
        return self.place.holds(path_of(sha256))

    def names(self) -> Iterator[str]:
        return self.sent_before(math.inf)

    def sent_before(self, moment: float) -> Iterator[str]:
        """The names of the files that were last sent before ``moment``, in seconds since 1970."""
        for kept in self.place.files():
            name = kept.path.rpartition("/")[2]
            if _NAME.fullmatch(name) and kept.sent < moment:
                yield name

    def remove(self, sha256: str, before: float) -> bool:
        """Removes the file unless it was sent again since ``before``; whether it did."""
        return self.place.remove(path_of(sha256), before)

    def drop(self, sha256: str) -> None:
        """Removes the file, if it is there: who sent it has no more use for it."""
        self.place.remove(path_of(sha256), math.inf)

    def read(self, sha256: str) -> bytes:
        """The stored bytes; raises ``FileNotFoundError`` when they are missing or no longer what they were."""
        content = self.place.get(path_of(sha256))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileNotFoundError(f"stored file {sha256} was altered")
        return content

    def sweep(self) -> int:
        """Removes what a write that was cut off has left, a day ago or longer. Returns how many."""
        return self.place.sweep()


def path_of(sha256: str) -> str:
    """Where a file lies in its place; raises ``FileNotFoundError`` for what is no name of one."""
    if not _NAME.fullmatch(sha256):
        raise FileNotFoundError(sha256)
    return f"{sha256[:2]}/{sha256}"


_NAME = re.compile("[0-9a-f]{64}")
