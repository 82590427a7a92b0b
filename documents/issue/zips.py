"""Where finished ZIPs lie: in a folder on this machine, and in the bucket where several servers share their files.

Who asks a server for a ZIP that another one has made gets it from the bucket, by way of the folder here: a browser may
fetch it in parts, and it is looked through before it is given out.
"""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Container
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workflow import durable

if TYPE_CHECKING:
    from workflow.evidence.bucket import Bucket

UNNAMED = timedelta(days=1)  # for how long one stays that no job names: another server may be about to


class Zips:
    """``shared`` is the bucket's part for them, where there is one."""

    def __init__(self, folder: Path, shared: Bucket | None = None) -> None:
        self.folder, self.shared = folder, shared

    def part(self, whose: int | str) -> Path:
        """Where one is made that is not whole yet."""
        return self.folder / f".{whose}.{secrets.token_hex(4)}"

    def settle(self, part: Path, sha256: str) -> None:
        """Moves a finished one to its place; raises ``OSError`` or ``StoreUnavailable``."""
        if self.shared:
            self.shared.take(self.path(sha256).name, part)
        durable.settle(part, self.path(sha256))

    def path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.zip"

    def fetched(self, sha256: str) -> Path:
        """Its place in the folder, where it now is, if it is anywhere."""
        path = self.path(sha256)
        if self.shared and not path.exists():
            durable.make_folder(self.folder)
            self._drop_fetched()
            part = self.part(sha256)
            with suppress(FileNotFoundError):
                self.shared.fetch(path.name, part)
                durable.settle(part, path)
        return path

    def _drop_fetched(self) -> None:
        """A server that only answers pages sweeps nothing: those of yesterday go when the next one comes."""
        long_ago = time.time() - UNNAMED.total_seconds()
        for path in self.folder.glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < long_ago:
                    path.unlink()

    def sweep(self, named: Container[str], over: Container[str] = ()) -> None:
        """Removes whatever lies here that is none of the ``named`` hashes' ZIPs, and has for long: another server may
        be making it. Those that are ``over`` go at once."""
        long_ago = time.time() - UNNAMED.total_seconds()
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            with suppress(FileNotFoundError):  # moved to its place, or removed, this moment
                if path.stem not in named and (path.stem in over or path.stat().st_mtime < long_ago):
                    path.unlink()
        if self.shared:
            self._sweep_shared(self.shared, named)

    def _sweep_shared(self, shared: Bucket, named: Container[str]) -> None:
        long_ago = time.time() - UNNAMED.total_seconds()
        for kept in list(shared.files()):
            if kept.sent < long_ago and kept.path.removesuffix(".zip") not in named:
                shared.remove(kept.path, math.inf)
