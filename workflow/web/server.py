"""Waitress, with an orderly end.

When told to end, the server takes no new visitors, lets the running requests finish, and only then stops. A start that
is told to end is cut off: each of its steps is there as a whole or not at all, as after a power cut.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

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
LOOK_EVERY = 0.2  # seconds until one that waits sees that it is told to stop
log = logging.getLogger(__name__)


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


class Waiting:
    """A server without pages: it waits until SIGTERM or SIGINT, while others of its threads work."""

    where = "pekerjaan latar"

    def __init__(self) -> None:
        self._stopping = False

    def obey_signals(self) -> None:
        """From now on SIGTERM and SIGINT end it in order; to be called before anybody is told that it serves."""
        for number in ENDING:
            signal.signal(number, self.stop)

    def stop(self, *_: object) -> None:
        """Lets ``run`` come to its end within half a second, and the time that visitors still need."""
        self._stopping = True

    def run(self, leave_off: Callable[[], None] = lambda: None) -> float:
        """Returns when it was told to stop, and so was everything else by ``leave_off``: the seconds left for that."""
        while not self._stopping:
            time.sleep(LOOK_EVERY)
        leave_off()
        return END_WITHIN


class Server(Waiting):
    """Serves an app until then."""

    def __init__(self, app: Flask, **settings: Any) -> None:
        super().__init__()
        self._sockets: dict[int, wasyncore.dispatcher] = {}
        self._server = waitress.create_server(
            app, map=self._sockets, ident=None, connection_limit=MOST_VISITORS, asyncore_use_poll=True,
            max_request_header_size=LARGEST_HEAD, **settings,
        )  # fmt: skip
        rules = connections.Rules(uploads.bounds(app), partial(headers.completed, app.config), bool(app.config["API"]))
        for one in self._listening():
            one.channel_class = partial(connections.Connection, rules)
            one.application = Outermost(app, one.application)  # also round what waitress puts round the app
        self._looked = 0.0
        self.where = f"http://{settings.get('host', '')}:{self.port}"

    @property
    def port(self) -> int:
        """The one that it listens on, also when any was asked for."""
        return next(int(one.effective_port) for one in self._listening())

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
