"""A visitor's connection before the app hears of it: how long a head may take, how much of a body is kept, how many
connections one address has.

Waitress receives a whole request, its body into a file on the disk, before the app sees a byte: whatever is too much
or too slow has to be refused here. What is refused gets a page of ours with the headers of all others.
"""

from __future__ import annotations

import copy
import logging
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.task import ErrorTask
from waitress.utilities import BadRequest, Error

from workflow.pacing import network
from workflow.web import problems
from workflow.web.errors import PLAIN
from workflow.web.headers import Headers

HEAD_WITHIN = 15.0  # seconds for a head, from its first byte or the opening of the connection
BODY_WITHIN, SLOWEST, LONGEST = 60.0, 1_000, 3_600.0  # seconds for any body; bytes a second beyond; seconds at most
LINGER, LINGER_QUIET = 30.0, 5.0  # seconds for which what was refused is thrown away; without a byte of it
OF_ONE_ADDRESS = 30  # connections
LARGE = 1024 * 1024  # bytes; what strangers send beyond it is taken from few at a time
LARGE_AT_ONCE, LARGE_OF_ONE_ADDRESS = 8, 2  # such bodies
FIRST = 200  # bytes of a request that say which address it is for
LONGEST_CONTROL = 4096  # bytes of a line between the chunks of a body, or behind the last
SENTENCES = {
    400: ("Permintaan tidak dapat dibaca", "Kiriman itu tidak lengkap atau rusak di jalan. Muat ulang halaman."),
    408: ("Terlalu lama", "Kiriman itu terlalu lambat sampai. Coba lagi dengan jaringan yang lebih baik."),
    413: (
        "Kiriman terlalu besar",
        "Kiriman itu melebihi batas dan tidak disimpan. Tanpa masuk hanya isian pendek yang diterima: masuklah dahulu, "
        "lalu kirim lagi; kirim beberapa foto saja, lalu sisanya.",
    ),
    431: ("Permintaan terlalu panjang", "Alamat atau keterangan peramban terlalu panjang. Buka lagi dari tautannya."),
    503: ("Sedang penuh", "Banyak berkas besar sedang dikirim. Coba lagi sebentar lagi."),
}
OTHERWISE = ("Ada yang tidak beres", "Permintaan itu tidak dapat dilayani. Coba lagi, atau hubungi admin.")
log = logging.getLogger(__name__)


class TooSlow(Error):
    code, reason = 408, "Request Timeout"


class TooMany(Error):
    code, reason = 503, "Service Unavailable"


@dataclass(frozen=True)
class Rules:
    """``most(path, cookies)`` is how many bytes a body may have there, and whether a stranger sends it; ``headers``
    completes those of an answer; ``programs``: whether programs are let in."""

    most: Callable[[str, str], tuple[int, bool]]
    headers: Callable[[Headers], Headers]
    programs: bool


class Request(HTTPRequestParser):
    """A request as it comes in; its bound is known when its head is."""

    adj: Any
    body_rcv: Any
    error: Any
    stranger = False

    def __init__(self, rules: Rules, crowded: Callable[[], bool], adj: Adjustments) -> None:
        super().__init__(adj)
        self.began, self._first = time.monotonic(), b""
        self._rules, self._crowded = rules, crowded

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is None:
            return
        if self.chunked:
            if "CONTENT_LENGTH" in self.headers:  # two lengths: each party on the way could believe another one
                raise ParsingError("Content-Length beside Transfer-Encoding")
            self.body_rcv = Chunks(self.body_rcv.getbuf())
        most, self.stranger = self._rules.most(self.path, self.headers.get("COOKIE", ""))
        self.adj = copy.copy(self.adj)
        self.adj.max_request_body_size = most + 1  # waitress refuses what reaches its bound

    def received(self, data: bytes) -> int:
        if len(self._first) < FIRST and not self.headers_finished:
            self._first += data[:FIRST]
        consumed: int = super().received(data)
        if self.large and not self.error and self._crowded():
            self.error, self.completed = TooMany(""), True
        if self.error:
            self.expect_continue = False  # else waitress invites the refused body, and takes it
        return consumed

    @property
    def of_program(self) -> bool:
        """Whether its address is one for programs, also where its head cannot be read."""
        asked = self._first.lstrip().split(b" ", 2)[1:2] or [b""]
        return self._rules.programs and problems.is_theirs(asked[0].partition(b"?")[0].decode("latin-1"))

    @property
    def large(self) -> bool:
        """Whether a stranger sends much: as it says itself, or as it shows."""
        return self.stranger and bool(max(self.content_length, self.body_bytes_received) > LARGE)

    def late(self, now: float) -> bool:
        """Whether it takes longer than anybody needs."""
        spent = now - self.began
        if not self.headers_finished:
            return spent > HEAD_WITHIN
        return bool(spent > min(BODY_WITHIN + self.body_bytes_received / SLOWEST, LONGEST))


class Chunks(ChunkedReceiver):
    """A body in chunks, whose lines in between are no place for a body of their own."""

    def received(self, s: bytes) -> int:
        consumed: int = super().received(s)
        if max(len(self.control_line), len(self.trailer)) > LONGEST_CONTROL:
            self.error = BadRequest("line too long")
        return consumed


class Refusal(ErrorTask):
    """What is answered without asking the app."""

    def execute(self) -> None:
        error, channel = self.request.error, self.channel
        title, sentence = SENTENCES.get(error.code, OTHERWISE)
        media, body = "text/html; charset=utf-8", PLAIN.format(title=title, sentence=sentence).encode()
        if self.request.of_program:
            media, body = problems.MEDIA, problems.written(error.code).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += channel.rules.headers([("Content-Type", media)])
        self.set_close_on_finish()
        self.content_length = len(body)
        log.info("refused", extra={"facts": {"status": error.code, "address": channel.addr[0]}})
        channel.lingers = True
        self.write(body)


class Connection(HTTPChannel):
    """One connection of a visitor. Whatever is here runs in the server's own thread."""

    request: Request | None
    requests: list[Request]
    will_close: bool
    error_task_class = Refusal
    lingers = False  # what was refused may still be coming: cut off at once, its sender would not read the answer
    _draining = 0.0  # since when that is thrown away
    _heard = False  # whether a byte has come

    def __init__(self, rules: Rules, server: Any, sock: Any, addr: Any, adj: Adjustments, map: Any = None) -> None:
        self.rules, self._opened = rules, time.monotonic()
        self._network, self._of_proxy = network(str(addr[0])), adj.trusted_proxy in ("*", addr[0])
        self.parser_class = partial(Request, rules, self._crowded)
        super().__init__(server, sock, addr, adj, map=map)
        near = [one for one in self._others() if one._network == self._network]
        if len(near) >= OF_ONE_ADDRESS and not self._of_proxy:
            self._leaving(near).will_close = True

    def _others(self) -> list[Connection]:
        return [one for one in self.server.active_channels.values() if one is not self and not one.will_close]

    def _leaving(self, near: list[Connection]) -> Connection:
        """Which goes when its address has too many: one that nobody uses just now, else the oldest head, else this."""
        idle = [one for one in near if not one.requests and one.request is None]
        if idle:
            return min(idle, key=lambda one: one.last_activity)
        heads = [(one.request.began, one) for one in near if one.request and not one.request.headers_finished]
        return min(heads, key=lambda pair: pair[0])[1] if heads else self

    def _crowded(self) -> bool:
        """Whether strangers are sending as many large bodies as are taken at once."""
        senders = [one for one in self._others() if one.request is not None and one.request.large]
        near = sum(one._network == self._network for one in senders if not self._of_proxy)
        return len(senders) >= LARGE_AT_ONCE or near >= LARGE_OF_ONE_ADDRESS

    def received(self, data: bytes) -> bool:
        self._heard = True
        taken: bool = super().received(data)
        return taken

    def end_when_late(self, now: float) -> None:
        """Ends what takes too long; who sends a body too slowly is told why."""
        if self._draining:
            if now - self._draining > LINGER or time.time() - self.last_activity > LINGER_QUIET:
                self.handle_close()
        elif self.request is None:
            self.will_close = self.will_close or (not self._heard and now - self._opened > HEAD_WITHIN)
        elif self.request.late(now):
            self._end(self.request)

    def _end(self, request: Request) -> None:
        with self.requests_lock:
            self.request = None
            if self.requests or not request.headers_finished:
                request.close()
                self.will_close = True
            else:
                request.error, request.completed = TooSlow(""), True
                self.requests.append(request)
                self.server.add_task(self)

    def readable(self) -> bool:
        return bool(self._draining or super().readable())

    def handle_read(self) -> None:
        if not self._draining:
            super().handle_read()
            return
        try:
            if self.recv(self.adj.recv_bytes):
                self.last_activity = time.time()
        except OSError:
            self.handle_close()

    def handle_close(self) -> None:
        if self._draining or not (self.lingers and self.connected):
            super().handle_close()
            return
        self._draining = time.monotonic()
        self.will_close = self.close_when_flushed = False
        with suppress(OSError):  # it has gone already: the next look at it closes it
            self.socket.shutdown(socket.SHUT_WR)
