"""The servers that share a database know of each other: each says every few seconds that it is there, and hears what
time it is. One of another version is not let in, for both would write, each in its own way; nor one with another secret
key, for neither would know who signed in at the other.

In a store of one machine there is one server, or one of each role (``web/server_role.py``), and none of this.
"""

from __future__ import annotations

import logging
import os
import platform
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from workflow.clock import WIB
from workflow.errors import StoreUnavailable
from workflow.keeping.one_clock import MOST_APART, Clock, refuse_apart
from workflow.keeping.sbom import version
from workflow.store import OWN_THREADS, SILENT, Fellow, Server, Store, Together

BEAT_EVERY = 15.0  # seconds
OTHER_VERSION = (
    "Tuntas tidak dijalankan: server lain memakai basis data ini dengan versi lain.\n{servers}\n"
    "Komputer ini: versi {version}.\nHentikan semua server, pasang versi yang sama di semua komputer, lalu jalankan "
    "lagi. Server yang mati mendadak\nmasih dihitung {seconds:.0f} detik."
)
OTHER_KEY = (
    "Tuntas tidak dijalankan: server lain memakai basis data ini dengan kunci rahasia lain, sehingga siapa yang masuk\n"
    "di sana tidak dikenal di sini.\n{servers}\n"
    "Samakan TUNTAS_SECRET_KEY di semua komputer (mode contoh: salin berkas secret_key dari folder server itu), lalu\n"
    "jalankan lagi. Server yang mati mendadak masih dihitung {seconds:.0f} detik."
)
NOT_ENTERED = "Tuntas tidak dijalankan: {said}"
log = logging.getLogger(__name__)


class FellowServers:
    """``now`` is the app's clock: one that can follow the database's does, from here on.

    Raises ``SystemExit`` with sentences where a server is at work that this one does not go with; ``key`` is told to
    all of them (``web/secret_key.py``).
    """

    def __init__(self, store: Store, role: str, key: str, now: Callable[[], datetime]) -> None:
        name = f"{platform.node()}/{os.getpid()}/{secrets.token_hex(4)}"
        self.me = Server(name, platform.node(), os.getpid(), version(), role, key)
        self.clock = now if isinstance(now, Clock) else Clock()
        self._together, self._over = store.together(), threading.Event()
        if self._together:
            self.clock.begin(self._together.time)
            _refuse([one for one in self._together.fellows() if not one.goes_with(self.me)], self.me.version)

    @property
    def shared(self) -> bool:
        """Whether there can be others."""
        return self._together is not None

    def there(self) -> list[Fellow]:
        """Those that are at work, this one among them."""
        return self._together.fellows() if self._together else []

    @contextmanager
    def present(self) -> Iterator[None]:
        """One of them until the block is left. Raises ``SystemExit`` with sentences, also where the clocks differ."""
        if self._together is None:
            yield
            return
        refuse_apart(self.clock)
        _refuse(self._entered(self._together), self.me.version)
        threading.Thread(target=self._beat, args=(self._together,), name=f"{OWN_THREADS}-beat", daemon=True).start()
        try:
            yield
        finally:
            self._over.set()
            self._leave(self._together)

    def _entered(self, together: Together) -> list[Fellow]:
        try:
            return together.enter(self.me)
        except StoreUnavailable as refusal:
            said = "\n".join(filter(None, [refusal.sentence, refusal.reason]))
            raise SystemExit(NOT_ENTERED.format(said=said)) from None

    def _beat(self, together: Together) -> None:
        while not self._over.wait(BEAT_EVERY):
            try:
                self.look(together)
            except StoreUnavailable:
                log.warning("the other servers do not hear of this one: the database is away")

    def look(self, together: Together) -> None:
        """Says that it is there and hears the time; tells the log of what nobody would have let in."""
        apart = self.clock.apart
        self.clock.follow(lambda: together.beat(self.me, apart))
        if abs(self.clock.apart) > MOST_APART >= abs(apart):
            log.error("this machine's clock is %.1f s ahead of the database's, which counts", self.clock.apart)

    def _leave(self, together: Together) -> None:
        try:
            together.leave(self.me)
        except StoreUnavailable:
            log.warning("the other servers are not told that this one has ended: the database is away")


def _refuse(others: Sequence[Fellow], own: str) -> None:
    if others:
        said = OTHER_KEY if all(one.version == own for one in others) else OTHER_VERSION
        servers = "\n".join(map(_told, others))
        raise SystemExit(said.format(servers=servers, version=own, seconds=SILENT.total_seconds()))


def _told(one: Fellow) -> str:
    since = one.began.astimezone(WIB).strftime("%d-%m-%Y %H.%M WIB")
    return f"{one.host} (proses {one.pid}): versi {one.version}, sejak {since}."
