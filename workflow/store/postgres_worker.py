"""Does in this process what was ordered on PostgreSQL: procrastinate's workers, in a thread and an event loop of their
own.

They are told of an order the moment it is kept, and look by themselves every few seconds, too, as they must where a
pool between passes nothing on. Each says that it lives; what one that says so no more had in hand is ordered anew.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from functools import partial

from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException

from workflow.store.postgres_opened import settings
from workflow.store.protocol import PATIENCE

BEAT_EVERY, SILENT = 5.0, 20.0  # seconds between two signs of life, and until one is given up
LOOK_EVERY = 5.0  # seconds until what nobody was told of is seen
AGAIN = 2.0  # seconds until the workers are begun anew, after the database was away
TOLD_WITHIN = 0.2  # seconds until they see that they are to stop
AT_ONCE = 2  # of each kind of order
Does = Callable[[int], bool]
log = logging.getLogger(__name__)


class _GivenBack(Exception):
    """It is not done, and somebody else shall do it."""


class Worker:
    """``does`` says for each kind of order what does it with a record; False gives it back."""

    def __init__(self, url: str, does: Mapping[str, Does]) -> None:
        self._url, self._does = url, does
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="queue", daemon=True)
            self._thread.start()

    def leave_off(self) -> None:
        """Nothing more is begun; what is being done is done, or given back by who does it."""
        self._stopping.set()

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                asyncio.run(self._until_told())
            except Exception as failure:  # the database was away, most likely; jobs tell of themselves what fails
                log.warning("queue: begun anew after %s: %s", type(failure).__name__, failure.__cause__ or failure)
            self._stopping.wait(AGAIN)

    async def _until_told(self) -> None:
        working = asyncio.create_task(self._serve())
        while not self._stopping.is_set() and not working.done():
            await asyncio.wait([working], timeout=TOLD_WITHIN)
        working.cancel()
        (ended,) = await asyncio.gather(working, return_exceptions=True)
        if isinstance(ended, Exception):
            raise ended

    async def _serve(self) -> None:
        app = self._app()
        async with app.open_async():
            parts = [asyncio.create_task(self._one(app, what)) for what in self._does]
            parts.append(asyncio.create_task(_take_over(app)))
            try:
                done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for part in parts:
                    part.cancel()
                await asyncio.gather(*parts, return_exceptions=True)
            for part in done:
                part.result()

    def _app(self) -> App:
        """Connections as the store's own, but for what procrastinate sets itself."""
        own = {**settings(self._url), "prepare_threshold": None}
        own.pop("autocommit")
        app = App(connector=PsycopgConnector(conninfo=self._url, kwargs=own, min_size=1, max_size=4, timeout=PATIENCE))
        for what, do in self._does.items():
            app.task(name=what, queue=what, retry=RetryStrategy(retry_exceptions=[_GivenBack]))(partial(_do, do))
        return app

    async def _one(self, app: App, what: str) -> None:
        await app.run_worker_async(
            queues=[what], name=what, concurrency=AT_ONCE, install_signal_handlers=False, delete_jobs="always",
            fetch_job_polling_interval=LOOK_EVERY, update_heartbeat_interval=BEAT_EVERY, stalled_worker_timeout=SILENT,
        )  # fmt: skip


def _do(do: Does, id: int) -> None:
    if not do(id):
        raise _GivenBack


async def _take_over(app: App) -> None:
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT):
            try:
                await app.job_manager.retry_job(job)
            except ConnectorException as refusal:  # it is waiting again already: another server was quicker
                log.info("job %s: %s", job.id, refusal)
            else:
                log.warning("%s %s is begun anew: nothing is heard of who did it", job.task_name, job.task_kwargs)
        await asyncio.sleep(LOOK_EVERY)
