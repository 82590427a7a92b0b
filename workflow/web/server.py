"""Waitress, with one server to an instance and an orderly end.

A second server on the same folder would give each its own threads for pending documents, jobs and daily copies. When
told to end, the server takes no new visitors, lets the running requests finish, and only then stops. A start that is
told to end is cut off: each of its steps is there as a whole or not at all, as after a power cut.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any, NoReturn

import waitress
from flask import Flask
from waitress import wasyncore
from waitress.server import BaseWSGIServer

from workflow.store import OWN_THREADS
from workflow.web import connections, headers, uploads
from workflow.web.outermost import Outermost

FINISH_WITHIN, END_WITHIN = 8.0, 9.5  # seconds for visitors, for all; whoever manages services loses patience after 10
ENDING = (signal.SIGTERM, signal.SIGINT)
MOST_VISITORS = 500  # open connections: one that sends slowly keeps one, but no thread
LARGEST_HEAD = 64 * 1024  # bytes
TAKEN = (
    "Tuntas tidak dijalankan: sudah ada server yang memakai folder ini (proses {pid}).\nFolder: {folder}\n"
    "Hentikan dahulu server itu, atau pakai folder lain lewat TUNTAS_INSTANCE."
)
log = logging.getLogger(__name__)


def claim(folder: Path) -> IO[str]:
    """Makes this process the server of the folder until it ends, however it ends; ``SystemExit`` when there is one."""
    handle = (folder / "server.lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        pid = handle.read().strip() or "tidak diketahui"
        handle.close()
        raise SystemExit(TAKEN.format(pid=pid, folder=folder)) from None
    handle.truncate(0)
    handle.write(f"{os.getpid()}\n")
    handle.flush()
    return handle


def cut_off_when_told() -> None:
    """From now on SIGTERM and SIGINT end this process at once, until a server obeys them in order."""
    for number in ENDING:
        signal.signal(number, lambda told, _: os._exit(128 + told))


def others_ended(within: float) -> bool:
    """Waits so many seconds for all other threads of this process; whether none is left.

    One that is left may be inside of a library that draws or reads the database: closing what it uses, or ending the
    interpreter round it, is a segmentation fault.
    """
    until = time.monotonic() + within
    for thread in (others := _others()):
        thread.join(max(0.0, until - time.monotonic()))
    return not any(thread.is_alive() for thread in others)


def _others() -> list[threading.Thread]:
    """Not those that keep the store's connections: they end when it is closed, which comes last."""
    there = [thread for thread in threading.enumerate() if not thread.name.startswith(OWN_THREADS)]
    return [thread for thread in there if thread is not threading.current_thread()]


def cut_off() -> NoReturn:
    """Ends this process as it is: what is not finished is as after a power cut."""
    log.warning("ended beside: %s", ", ".join(sorted(thread.name for thread in threading.enumerate())))
    logging.shutdown()
    os._exit(0)


class Server:
    """Serves an app until SIGTERM or SIGINT."""

    def __init__(self, app: Flask, **settings: Any) -> None:
        self._sockets: dict[int, wasyncore.dispatcher] = {}
        self._server = waitress.create_server(
            app, map=self._sockets, ident=None, connection_limit=MOST_VISITORS, asyncore_use_poll=True,
            max_request_header_size=LARGEST_HEAD, **settings,
        )  # fmt: skip
        rules = connections.Rules(uploads.bounds(app), partial(headers.completed, app.config))
        for one in self._listening():
            one.channel_class = partial(connections.Connection, rules)
            one.application = Outermost(app, one.application)  # also round what waitress puts round the app
        self._looked = 0.0
        self._stopping = False

    @property
    def port(self) -> int:
        """The one that it listens on, also when any was asked for."""
        return next(int(one.effective_port) for one in self._listening())

    def obey_signals(self) -> None:
        """From now on SIGTERM and SIGINT end it in order; to be called before anybody is told that it serves."""
        for number in ENDING:
            signal.signal(number, self.stop)

    def run(self, leave_off: Callable[[], None] = lambda: None) -> float:
        """Returns when it was told to stop and has answered, or has waited long enough: the seconds that are left for
        everything else. ``leave_off`` tells that to stop, too."""
        while not self._stopping:
            self._turn(0.5)
        told = time.monotonic()
        leave_off()
        self._close_doors()
        while self._busy() and time.monotonic() < told + FINISH_WITHIN:
            self._turn(0.05)
        if self._busy():
            log.warning("stopped before every request was answered")
        self._server.task_dispatcher.shutdown(timeout=0.5)
        wasyncore.close_all(self._sockets, ignore_all=True)
        return told + END_WITHIN - time.monotonic()

    def stop(self, *_: object) -> None:
        """Lets ``run`` come to its end within half a second, and the time that visitors still need."""
        self._stopping = True

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._sockets, count=1, use_poll=True)
        now = time.monotonic()
        if now - self._looked >= 1:
            self._looked = now
            for one in self._visitors():
                one.end_when_late(now)

    def _listening(self) -> list[BaseWSGIServer]:
        return [one for one in self._sockets.values() if isinstance(one, BaseWSGIServer)]

    def _close_doors(self) -> None:
        """New visitors are turned away; the trigger that threads ring stays."""
        for one in self._listening():
            one.del_channel()
            one.socket.close()

    def _visitors(self) -> list[connections.Connection]:
        return [one for one in self._sockets.values() if isinstance(one, connections.Connection)]

    def _busy(self) -> bool:
        return any(one.requests or one.total_outbufs_len for one in self._visitors())
