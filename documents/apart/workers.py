"""Long-lived processes beside the app: warm, limited in time and memory, renewed, replaced when they die.

Pages stay quick while documents are made and files are read, and none of them can take the app down. A thread of the
app looks after each process; it takes the next order, and whoever waits at a page comes before what nobody waits for.
One process is kept free of the latter, so that a person never waits behind a long batch.

What a process does is its ``Trade``: a module that calls ``documents.apart.process.serve``.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socketpair
from typing import Any

from documents.report.failures import Busy, Died, NotMade, TooLarge, TooSlow

ROOT = Path(__file__).resolve().parent.parent.parent
MB = 1024 * 1024
READY, MADE, FAILED = b"R", b"M", b"F"  # how an answer begins
log = logging.getLogger(__name__)

_SECRET = ("TUNTAS_", "AWS_", "PG")  # how the names begin by which the environment hands over secrets
CLOSED = "Tuntas sedang dihentikan. Coba lagi setelah aplikasi berjalan kembali."


@dataclass(frozen=True)
class Trade:
    """What the processes do: the ``module`` they run, and what is said when one is stopped or has no time.

    ``refusals`` are the exceptions of their own that come over as they were raised, with their sentence.
    """

    module: str
    slow: str
    large: str
    died: str
    busy: str
    refusals: tuple[type[Exception], ...] = ()
    secrets: tuple[str, ...] = ()  # how the names begin of what it needs of the environment's secrets

    @property
    def environment(self) -> dict[str, str]:
        """Without the keys and addresses that are for the app alone: a process may read what means harm."""
        return {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(_SECRET) or name.startswith(self.secrets)
        }

    @property
    def told(self) -> tuple[type[Exception], ...]:
        """What is the order's own fault, and no fault of ours."""
        return (NotMade, *self.refusals)


@dataclass(frozen=True)
class Limits:
    seconds: float = 60  # for one order
    memory: int = 1024 * MB  # for one order, above what the process has when it is ready
    renew_above: int = 400 * MB  # resident, after an order
    renew_after: int = 400  # orders
    warm_seconds: float = 60
    patience: float = 25  # seconds that a person waits, also for a process that is still warming up


@dataclass
class _Order:
    facts: bytes
    body: bytes
    urgent: bool
    future: Future[bytes] = field(default_factory=Future)
    begun: bool = False


class Workers:
    """``count`` processes that start now and are ready a second or two later; orders given earlier wait for them."""

    def __init__(self, trade: Trade, instance: Path, count: int, limits: Limits, files: str = "") -> None:
        self.trade, self.instance, self.count, self.limits = trade, instance, count, limits
        self.files = files  # in which bucket they are that an order names, or none
        self._urgent: deque[_Order] = deque()
        self._later: deque[_Order] = deque()
        self._later_running = 0
        self._changed = threading.Condition()
        self._closed = False
        self.processes: dict[int, _Process] = {}  # by the number of the thread that looks after it
        self._threads = [
            threading.Thread(target=self._look_after, args=(number,), name=f"worker-{number}", daemon=True)
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, facts: Mapping[str, Any], body: bytes, *, urgent: bool) -> Future[bytes]:
        """Orders what the trade makes of ``body``; ``facts`` are plain data that say how."""
        order = _Order(json.dumps(facts, ensure_ascii=False).encode(), body, urgent)
        with self._changed:
            if self._closed:
                order.future.set_exception(Busy(CLOSED))
            else:
                (self._urgent if urgent else self._later).append(order)
                self._changed.notify_all()
        return order.future

    def collect(self, future: Future[bytes], *, urgent: bool) -> bytes:
        """A person waits ``patience`` seconds at most; an order that was not begun by then is dropped."""
        try:
            return future.result(self.limits.patience if urgent else None)
        except Late:
            future.cancel()
            raise Busy(self.trade.busy) from None

    def close(self) -> None:
        """Ends the processes; whoever still waits is told."""
        with self._changed:
            self._closed = True
            left = [*self._urgent, *self._later]
            self._urgent.clear()
            self._later.clear()
            self._changed.notify_all()
        for order in left:
            if order.future.set_running_or_notify_cancel():
                order.future.set_exception(Busy(CLOSED))
        for process in list(self.processes.values()):
            process.kill()
        for thread in self._threads:
            thread.join(5)

    def _look_after(self, number: int) -> None:
        """The life of one place: a process, orders for it, another process when that one is spent or dead."""
        while process := self._begin(number):
            if not process.warm():
                process.end()
                self._pause()
                continue
            while not process.spent and (order := self._next()):
                self._fulfil(process, order)
            process.end()

    def _begin(self, number: int) -> _Process | None:
        """A process for a place; None once all are to end, so that none begins after ``close`` has killed them."""
        with self._changed:
            if self._closed:
                return None
            process = self.processes[number] = _Process(self.trade, self.instance, self.files, self.limits)
            return process

    def _pause(self) -> None:
        """A process that does not get warm is not started again at once."""
        with self._changed:
            if not self._closed:
                log.error("a worker did not get ready")
            self._changed.wait_for(lambda: self._closed, 1)

    def _next(self) -> _Order | None:
        """Waits for the next order; None when there will be none."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._urgent or self._may_take_later())
            if self._closed:
                return None
            if self._urgent:
                return self._urgent.popleft()
            self._later_running += 1
            return self._later.popleft()

    def _may_take_later(self) -> bool:
        return bool(self._later) and self._later_running < max(1, self.count - 1)

    def _fulfil(self, process: _Process, order: _Order) -> None:
        """One order. A process that dies for no reason of ours says nothing about it: another one tries it again."""
        again = order.begun
        order.begun = True
        try:
            if again or order.future.set_running_or_notify_cancel():
                order.future.set_result(process.make(order))
        except Died as failure:
            if not self._closed:  # while the app ends it is ended by us
                log.warning("a worker died%s", " again" if again else "")
            if again or self._closed:
                order.future.set_exception(failure)
            else:
                self._put_back(order)
        except self.trade.told as failure:
            log.warning("not made: %s", failure)
            order.future.set_exception(failure)
        except Exception as failure:  # a fault of ours must not cost a worker its place
            log.exception("not made")
            order.future.set_exception(failure)
        finally:
            if not order.urgent:
                self._end_later()

    def _put_back(self, order: _Order) -> None:
        with self._changed:
            (self._urgent if order.urgent else self._later).appendleft(order)

    def _end_later(self) -> None:
        with self._changed:
            self._later_running -= 1
            self._changed.notify_all()


class _Process:
    """One process, from the app's side. After a failure of its own making it is ``spent``."""

    def __init__(self, trade: Trade, instance: Path, files: str, limits: Limits) -> None:
        self.trade, self.limits, self.made, self.spent = trade, limits, 0, False
        ours, theirs = socketpair()
        arguments = [theirs.fileno(), instance, files, limits.seconds, limits.memory]
        # Started anew instead of forked: nothing of the app goes along but this one end of the pipe. A session of its
        # own keeps Ctrl-C at the terminal away from it.
        with ours, theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", trade.module, *map(str, arguments)],
                cwd=ROOT, env=trade.environment, pass_fds=[theirs.fileno()], start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            self._pipe = Connection(ours.detach())

    def warm(self) -> bool:
        """Waits until it is ready; False when it does not get so."""
        try:
            return self._within(self.limits.warm_seconds, self._pipe.recv_bytes) == READY
        except NotMade:
            return False

    def make(self, order: _Order) -> bytes:
        """What was made. Raises ``NotMade`` at a limit or when the process died, what the process itself refused, and
        ``RuntimeError`` for a fault in it."""

        def exchange() -> bytes:
            self._pipe.send_bytes(order.facts)
            self._pipe.send_bytes(order.body)
            return self._pipe.recv_bytes()

        answer = self._within(self.limits.seconds, exchange)
        self.made += 1
        self.spent = self.made >= self.limits.renew_after or self.resident() > self.limits.renew_above
        if answer[:1] == MADE:
            return answer[1:]
        raise self._failure(*json.loads(answer[1:]))

    def _failure(self, kind: str, said: str) -> Exception:
        if kind == MemoryError.__name__:
            self.spent = True
            return TooLarge(self.trade.large)
        refusals = {refusal.__name__: refusal for refusal in self.trade.refusals}
        return refusals[kind](said) if kind in refusals else RuntimeError(f"{kind}: {said}")

    def _within(self, seconds: float, talk: Callable[[], bytes]) -> bytes:
        """Talks to the process, which is killed when that takes too long: also one that hangs or is stopped."""
        self._why: NotMade = Died(self.trade.died)
        alarm = threading.Timer(seconds, self._kill_for, [TooSlow(self.trade.slow)])
        alarm.daemon = True
        alarm.start()
        try:
            return talk()
        except (EOFError, OSError):
            self.spent = True
            raise self._why from None
        finally:
            alarm.cancel()

    def _kill_for(self, why: NotMade) -> None:
        self._why = why
        self.kill()

    def kill(self) -> None:
        """From any thread; the one that talks to it then finds the pipe closed."""
        self.process.kill()

    def resident(self) -> int:
        """Bytes in memory; 0 when it is gone."""
        try:
            pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        except OSError:
            return 0
        return int(pages) * 4096

    def end(self) -> None:
        """Closes the pipe, at which it ends by itself, and kills it when it does not."""
        self._pipe.close()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
