"""A place in a bucket that speaks S3, which several servers share: ``TUNTAS_FILES=s3://bucket/prefix``.

An object is there whole or not at all, and once put everybody reads it: nothing is written beside its place and
renamed. Objects cannot be touched, so an empty one of its own tells that a file was sent again (``sent/PATH/…``); who
removes a file for its age looks for such once more behind it, and puts back what somebody has sent meanwhile. Which
server the address means, and with which key, say the environment's ``AWS_…``, which obstore reads.
"""

from __future__ import annotations

import hashlib
import logging
import math
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from workflow import durable
from workflow.errors import FilesAway, FilesRefused
from workflow.evidence.place import Kept

SENT = "sent"
TOLD = timedelta(days=30)  # for how long one of these is kept: nothing is removed for less than it tells
# No page waits longer for a bucket that does not answer.
FOR_ALL = timedelta(seconds=30)  # of one request
TO_CONNECT, RETRIES, FOR_RETRIES = timedelta(seconds=3), 2, timedelta(seconds=10)
SLOW, REST = 2.0, 10.0  # seconds after which a failure is one of waiting, and for which nobody waits then
PART = 1024**2  # bytes of a file that are in memory while it is copied
AWAY = "Tempat penyimpanan berkas tidak dapat dihubungi. Tidak ada yang hilang atau berubah; coba lagi sebentar lagi."
REFUSED = "Tempat penyimpanan berkas menolak kunci atau alamatnya. Tidak ada yang hilang atau berubah; hubungi admin."

log = logging.getLogger(__name__)


class Bucket:
    """The part ``name`` of what ``url`` names; see ``place.Place``."""

    def __init__(self, url: str, name: str) -> None:
        self._way, self._name = _opened(url), name

    def put(self, path: str, content: bytes) -> None:
        try:
            self._put(path, content, "create")
        except AlreadyExistsError:
            self._again(path, content)

    def _again(self, path: str, content: bytes) -> None:
        """First told, then looked at: so it stays or is put back, whoever is just removing it."""
        self._tell(path)
        try:
            there = self.get(path) == content
        except FileNotFoundError:
            there = False
        if not there:
            self._put(path, content, "overwrite")

    def get(self, path: str) -> bytes:
        return self._got(path)[0]

    def touch(self, path: str) -> bool:
        self._tell(path)
        return self.holds(path)

    def remove(self, path: str, before: float) -> bool:
        if before == math.inf:
            return self._drop(path)
        try:
            content, sent = self._got(path)
        except FileNotFoundError:
            return False
        told = self._told(path)
        if max([sent, *told.values()]) >= before:
            return False
        self._delete([path])
        if self._told(path).keys() - told.keys():  # somebody has sent it this moment
            with suppress(AlreadyExistsError):
                self._put(path, content, "create")
            return False
        self._delete(told)
        return True

    def _drop(self, path: str) -> bool:
        there = self.holds(path)
        self._delete([path, *self._told(path)])
        return there

    def take(self, path: str, file: Path) -> None:
        """Has a finished file of this machine there, however large, as ``put`` would."""
        with self._way.asking(), _found():
            obstore.put(self._way.store, self._key(path), file)

    def holds(self, path: str) -> bool:
        with self._way.asking():
            try:
                obstore.head(self._way.store, self._key(path))
            except FileNotFoundError:
                return False
            return True

    def files(self) -> Iterator[Kept]:
        told: dict[str, float] = {}
        for marker in self._listed(SENT):
            path = marker.path.removeprefix(f"{SENT}/").rpartition("/")[0]
            told[path] = max(marker.sent, told.get(path, 0))
        for kept in self._listed(""):
            if not kept.path.startswith(f"{SENT}/"):
                yield Kept(kept.path, kept.size, max(kept.sent, told.get(kept.path, 0)))

    def fetch(self, path: str, target: Path) -> None:
        parts = self._parts(path)
        first = next(parts, b"")  # what is not there leaves no empty file
        with target.open("wb") as file:
            for part in chain([first], parts):
                file.write(part)
        durable.flush(target)

    def sha256(self, path: str) -> str:
        summed = hashlib.sha256()
        for part in self._parts(path):
            summed.update(part)
        return summed.hexdigest()

    def sweep(self) -> int:
        """Nothing is ever half there; what told of times long past goes. It can wait until the bucket is there."""
        long_past = time.time() - TOLD.total_seconds()
        try:
            gone = [marker.path for marker in self._listed(SENT) if marker.sent < long_past]
            self._delete(gone)
        except FilesAway:
            log.exception("%s is not swept", self._name)
            return 0
        return len(gone)

    def check(self) -> None:
        """Writes something. Raises ``FilesRefused`` where key or bucket are wrong, ``FilesAway`` where none answers."""
        with suppress(AlreadyExistsError):
            self._put("begun", b"", "create")

    def _key(self, path: str) -> str:
        return f"{self._name}/{path}" if path else self._name

    def _put(self, path: str, content: bytes, mode: Literal["create", "overwrite"]) -> None:
        with self._way.asking(), _found():
            obstore.put(self._way.store, self._key(path), content, mode=mode, use_multipart=False)

    def _got(self, path: str) -> tuple[bytes, float]:
        with self._way.asking():
            found = obstore.get(self._way.store, self._key(path))
            return bytes(found.bytes()), found.meta["last_modified"].timestamp()

    def _parts(self, path: str) -> Iterator[bytes]:
        with self._way.asking():
            for part in obstore.get(self._way.store, self._key(path)).stream(min_chunk_size=PART):
                yield bytes(part)

    def _tell(self, path: str) -> None:
        self._put(f"{SENT}/{path}/{secrets.token_hex(8)}", b"", "create")

    def _told(self, path: str) -> dict[str, float]:
        return {marker.path: marker.sent for marker in self._listed(f"{SENT}/{path}")}

    def _listed(self, under: str) -> Iterator[Kept]:
        """What lies under a path, in whole parts of paths."""
        with self._way.asking():
            for several in obstore.list(self._way.store, self._key(under)):
                for meta in several:
                    path = meta["path"].removeprefix(f"{self._name}/")
                    yield Kept(path, meta["size"], meta["last_modified"].timestamp())

    def _delete(self, paths: Iterable[str]) -> None:
        with self._way.asking():
            if keys := [self._key(path) for path in paths]:
                obstore.delete(self._way.store, keys)


@dataclass
class _Way:
    """To one address: it keeps connections open. ``rests_until`` (of ``time.monotonic``) nobody asks: each of the few
    requests that a server answers at once would wait for all of its patience."""

    store: S3Store
    rests_until: float = 0.0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """What is said by whoever refuses, in sentences."""
        begun = time.monotonic()
        if begun < self.rests_until:
            raise FilesAway(AWAY)
        try:
            yield
        except AlreadyExistsError:
            raise
        except (PermissionDeniedError, UnauthenticatedError) as refusal:
            raise FilesRefused(REFUSED) from refusal
        except BaseError as failure:
            if time.monotonic() - begun > SLOW:
                self.rests_until = time.monotonic() + REST
            raise FilesAway(AWAY) from failure


@lru_cache
def _opened(url: str) -> _Way:
    """Without encryption only where the address of the server says so, ``http://``."""
    return _Way(
        S3Store.from_url(
            url,
            client_options={"timeout": FOR_ALL, "connect_timeout": TO_CONNECT, "allow_http": True},
            retry_config={"max_retries": RETRIES, "retry_timeout": FOR_RETRIES},
        )
    )


@contextmanager
def _found() -> Iterator[None]:
    """Where no file is asked for, what is not found is the bucket."""
    try:
        yield
    except FileNotFoundError as missing:
        raise FilesRefused(REFUSED) from missing
