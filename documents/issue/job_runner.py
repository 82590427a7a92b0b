"""Which of several servers makes a job: whoever takes it first, and another one only when nothing is heard of that one.

Who runs a job says in its record every few seconds that it still does. A server that was killed says nothing more, and
after ``SILENT`` the next one that looks begins the job anew; should the first one wake up after all, it finds the job
in other hands and leaves off.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import Any

from workflow.clock import moment, stamp
from workflow.errors import StoreUnavailable
from workflow.store import Record, Store, scopes

WAITING, RUNNING = "menunggu", "dikerjakan"
SILENT = timedelta(seconds=60)
BEAT_EVERY = 15.0  # seconds
log = logging.getLogger(__name__)


class InOtherHands(Exception):
    """The job is another server's, or is over."""


class JobRunner:
    """One for each server; ``now`` gives the time."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store, self.now = store, now
        self.name = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"

    def take(self, job_id: int) -> Record | None:
        """The job, to be made from its beginning by this server; None when another one makes it, or it is over."""
        return self._begun(job_id, self._free)

    def told(self, job_id: int) -> Record | None:
        """The same where the store has given it to this server and to nobody else; None when it is over."""
        return self._begun(job_id, lambda job: job["state"] in (WAITING, RUNNING))

    def _begun(self, job_id: int, free: Callable[[Record], bool]) -> Record | None:
        with self._owned(job_id):
            job = self.store.get("job", job_id)
            if job is None or not free(job):
                return None
            mine = {"runner": self.name, "beat": stamp(self.now())}
            return self.store.save({**job, "state": RUNNING, "done": 0, "failures": [], **mine})

    def _free(self, job: Mapping[str, Any]) -> bool:
        """Also one of an earlier version, in which nothing was said of its server."""
        if job["state"] != RUNNING or not job.get("beat"):
            return job["state"] in (WAITING, RUNNING)
        return job["runner"] == self.name or abs(self.now() - moment(job["beat"])) > SILENT

    def note(self, job_id: int, **changes: Any) -> Record:
        """Writes down how far it has come, and with it that it is still being made; raises ``InOtherHands``."""
        with self._owned(job_id):
            job = self.store.get("job", job_id)
            if job is None or job["state"] != RUNNING or job.get("runner") != self.name:
                raise InOtherHands
            return self.store.save({**job, "beat": stamp(self.now()), **changes})

    def _owned(self, job_id: int) -> AbstractContextManager[None]:
        """A transaction for a job, which is a part of the store with what else is its owner's."""
        job = self.store.get("job", job_id)
        return self.store.transaction(*([scopes.user(job["user"])] if job else []))

    def give_back(self, job_id: int) -> None:
        """It is begun anew by whoever looks next."""
        self.note(job_id, runner="", beat="")

    @contextmanager
    def beating(self, job_id: int) -> Iterator[None]:
        """Says meanwhile that the job is being made, however long one of its parts takes."""
        over = threading.Event()
        heart = threading.Thread(target=self._beat, args=(job_id, over), name="job-beat", daemon=True)
        heart.start()
        try:
            yield
        finally:
            over.set()
            heart.join()

    def _beat(self, job_id: int, over: threading.Event) -> None:
        while not over.wait(BEAT_EVERY):
            try:
                self.note(job_id)
            except InOtherHands:
                return
            except StoreUnavailable:
                log.warning("job %s: not noted that it is being made", job_id)
