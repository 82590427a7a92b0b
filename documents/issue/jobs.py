"""Batches that take a while: ordered at a page, made in the background, fetched when they are ready.

A job is a record, so it survives a closed page and a restart: what was not finished is begun again, which is quick
because the documents made meanwhile are in the archive. Of several servers one makes it: that which the store tells, or
where a store tells nobody the one that looks first (``job_runner.py``). Its ZIP is removed after a day; the record
stays and says so.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from documents.issue.batch import Batch
from documents.issue.job_runner import RUNNING, WAITING, InOtherHands, JobRunner
from documents.issue.publisher import ReportPublisher
from documents.issue.zips import Zips
from workflow import durable
from workflow.clock import day, moment, stamp
from workflow.errors import FilesAway, Invalid, NotFound, Stale
from workflow.evidence.place import sha256_of
from workflow.machine.permissions import may_see
from workflow.papers.publishing import PAPER
from workflow.rakor import file as rakor_file
from workflow.records import SCHEMA
from workflow.roles import Actor, Role
from workflow.store import OneOf, Record, Store, Worker, scopes

ZIP = "zip"  # what is ordered
DONE, FAILED, EXPIRED = "selesai", "gagal", "dihapus"
MOST_DOCUMENTS = 5_000
MOST_AT_ONCE = 3  # unfinished jobs of one person
KEPT = timedelta(days=1)
SWEEP_EVERY = 600  # seconds
ORDER_EVERY = 60  # seconds between two looks for jobs that a store, which tells of them, has forgotten
LOOK_EVERY = 5  # seconds, for what another server was asked for, or has left
NOTE_EVERY = 0.5  # seconds between two counts that are written down
FULL = "Tempat penyimpanan penuh. Mintalah lagi setelah ada ruang."
OUT_OF_REACH = "Tempat penyimpanan berkas sedang tidak terhubung. Mintalah lagi sebentar lagi."
BROKEN = "ZIP-nya tidak dapat dibuat. Mintalah lagi; bila terulang, hubungi admin."
log = logging.getLogger(__name__)


class Jobs:
    """``now`` gives the time."""

    def __init__(self, store: Store, publisher: ReportPublisher, zips: Zips, now: Callable[[], datetime]) -> None:
        self.store, self.publisher, self.zips, self.now = store, publisher, zips, now
        self._runner = JobRunner(store, now)
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._worker: Worker | None = None  # where the store tells who works in the background what is ordered
        self._swept = self._ordered = -math.inf

    def order(
        self,
        actor: Actor,
        title: str,
        query: Mapping[str, Any],
        documents: Sequence[int],
        evidence: Sequence[int] = (),
    ) -> Record:
        """Records a job for these documents and returns it; the same one when it is already being made.

        ``query`` is what the documents were chosen by, for ordering again; with a ``rakor`` in it the rakor comes
        along as data. Raises ``Invalid`` with a sentence.
        """
        with self.store.transaction(scopes.user(actor.id)):
            open_jobs = self.store.find("job", user=actor.id, state=OneOf([WAITING, RUNNING]))
            for job in open_jobs:
                if (job["documents"], job["query"]) == (list(documents), dict(query)):
                    return job
            _check(documents, open_jobs, needed="rakor" not in query)
            job = self.store.insert("job", {
                "schema": SCHEMA["job"], "what": "zip", "title": title, "query": dict(query),
                "documents": list(documents), "evidence": list(evidence),
                "user": actor.id, "by": actor.name, "region": actor.region if actor.role.regional else "",
                "at": stamp(self.now()), "ended": "", "state": WAITING, "done": 0,
                "total": len(documents) + len(evidence),
                "failures": [], "reason": "", "sha256": "", "size": 0,
            })  # fmt: skip
            self.store.order(ZIP, job["id"])
            return job

    def start(self) -> None:
        """Lets the thread look for work, and begins it when it does not run; pages never wait for it."""
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._worker = self._worker or self.store.worker({ZIP: self.make, PAPER: self.publisher.make})
                if self._worker:
                    self._worker.start()
                self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._thread.start()
        self._wake.set()

    def leave_off(self) -> None:
        """Nothing more is begun; the job at hand goes on at the next start."""
        self._stopping.set()
        if self._worker:
            self._worker.leave_off()
        self._wake.set()

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                if time.monotonic() - self._swept > SWEEP_EVERY:
                    self.sweep()
                    self._swept = time.monotonic()
                if self._worker is None:
                    self.run_waiting()
                elif time.monotonic() - self._ordered > ORDER_EVERY:
                    self.order_again()
                    self._ordered = time.monotonic()
            except Exception:  # the next round tries again; a job must not end all others
                log.exception("jobs")
            self._wake.wait(LOOK_EVERY)

    def order_again(self) -> None:
        """What the store knows nothing of any more, as after a move from another one: jobs travel, orders do not."""
        for job in self.store.find("job", state=OneOf([WAITING, RUNNING])):
            with self.store.transaction(scopes.user(job["user"])):
                self.store.order(ZIP, job["id"])

    def make(self, job_id: int) -> bool:
        """Makes what the store has told this server to; False when it is given back."""
        if job := self._runner.told(job_id):
            self._run(job)
        left = self.store.get("job", job_id) if self._stopping.is_set() else None
        return left is None or left["state"] not in (WAITING, RUNNING)

    def run_waiting(self) -> None:
        """Makes what is waiting and what an end has interrupted, the oldest first."""
        for waiting in self.store.find("job", state=OneOf([WAITING, RUNNING])):
            if not self._stopping.is_set() and (job := self._runner.take(waiting["id"])):
                self._run(job)

    def _run(self, job: Record) -> None:
        part = self.zips.part(job["id"])
        try:
            durable.make_folder(self.zips.folder)
            with self._runner.beating(job["id"]):
                self._fill(job, part)
                if self._stopping.is_set():
                    self._runner.give_back(job["id"])
                else:
                    self._end(job, part)  # a large one takes its time to a bucket
        except InOtherHands:
            log.warning("job %s is made by another server now", job["id"])
        except OSError as failure:
            log.exception("job %s", job["id"])
            self._fail(job["id"], FULL if failure.errno in (errno.ENOSPC, errno.EDQUOT) else BROKEN)
        except FilesAway:
            log.exception("job %s", job["id"])
            self._fail(job["id"], OUT_OF_REACH)
        except Exception:  # told to who asked; the next job is not touched by it
            log.exception("job %s", job["id"])
            self._fail(job["id"], BROKEN)
        finally:
            part.unlink(missing_ok=True)

    def _fill(self, job: Record, part: Path) -> None:
        """Adds the documents one by one and notes the count."""
        noted, failures = time.monotonic(), []
        with Batch(part, self.store, self.publisher) as batch:
            parts: list[tuple[Callable[[int], str], int]] = [(batch.add, id) for id in job["documents"]]
            parts += [(batch.add_evidence, id) for id in job.get("evidence", ())]
            for count, (add, id) in enumerate(parts, 1):
                if self._stopping.is_set():
                    return
                if wrong := add(id):
                    failures.append(wrong)
                if time.monotonic() - noted > NOTE_EVERY or count == job["total"]:
                    self._runner.note(job["id"], done=count, failures=failures)
                    noted = time.monotonic()
            today = day(self.now()).isoformat()
            if data := self._rakor(job):
                batch.add_data(rakor_file.NAME, data, today)
            batch.finish(today)

    def _rakor(self, job: Record) -> bytes:
        """The rakor as data, as far as who asked may see it."""
        rakor = self.store.get("rakor", job["query"].get("rakor", 0))
        if rakor is None:
            return b""
        reader = Actor(job["user"], job["by"], Role.SEKDIS if job["region"] else Role.DINSOS, job["region"])
        return rakor_file.as_bytes(rakor_file.as_data(self.store, reader, rakor))

    def _end(self, job: Record, part: Path) -> None:
        with part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = part.stat().st_size
        self.zips.settle(part, sha256)
        self._runner.note(job["id"], state=DONE, ended=stamp(self.now()), sha256=sha256, size=size)

    def _fail(self, job_id: int, reason: str) -> None:
        with suppress(InOtherHands):
            self._runner.note(job_id, state=FAILED, ended=stamp(self.now()), reason=reason)

    def sweep(self) -> None:
        """Removes the ZIPs of yesterday, and what has long been lying in the folder that no job names."""
        over = [job for job in self.store.find("job", state=DONE) if until(job) <= self.now()]
        for job in over:
            with suppress(Stale), self.store.transaction(scopes.user(job["user"])):  # or another's sweep was quicker
                self.store.save({**job, "state": EXPIRED})
        named = {job["sha256"] for job in self.store.find("job", state=DONE)}
        self.zips.sweep(named, {job["sha256"] for job in over} - named)

    def file(self, job: Record) -> Path:
        """The ZIP of a finished job; raises ``NotFound`` when it is not there (any more), and ``FileNotFoundError``
        when it is no longer what it was."""
        there = job["state"] == DONE and until(job) > self.now()
        path = self.zips.fetched(job["sha256"]) if there else None
        if path is None or not path.exists():
            raise NotFound("ZIP itu belum ada atau sudah dihapus. Mintalah lagi.")
        if sha256_of(path) != job["sha256"]:
            raise FileNotFoundError(f"the ZIP of job {job['id']} was altered")
        return path


def _check(documents: Sequence[int], open_jobs: Sequence[Record], *, needed: bool) -> None:
    if needed and not documents:
        raise Invalid({"": "Tidak ada dokumen untuk diunduh."})
    if len(documents) > MOST_DOCUMENTS:
        raise Invalid({"": "Paling banyak 5.000 dokumen sekali unduh. Persempit saringannya."})
    if len(open_jobs) >= MOST_AT_ONCE:
        raise Invalid({"": "Tiga unduhan Anda masih dikerjakan. Tunggu sampai salah satunya selesai."})


def until(job: Mapping[str, Any]) -> datetime:
    """Until when the ZIP of a finished job is kept."""
    return moment(job["ended"]) + KEPT


def readable_job(store: Store, actor: Actor, job_id: int) -> Record:
    """The job of who asked for it, or for Dinas Sosial anybody's; others do not learn that there is one."""
    job = store.get("job", job_id)
    if job is None or not (job["user"] == actor.id or actor.role is Role.DINSOS) or not may_see(actor, job):
        raise NotFound("Unduhan itu tidak ada, atau diminta oleh orang lain.")
    return job
