"""A visitor who sends the server whatever bytes he likes, and reads what comes back."""

from __future__ import annotations

import re
import socket
from contextlib import closing

from tests.world.headers import ALWAYS, POLICY
from tests.world.waiting import PATIENCE


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def head(path: str, *more: str, method: str = "POST") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *more, "", ""]).encode()


def answer_to(port: int, *sent: bytes) -> tuple[int, dict[str, str], str]:
    """Status, headers and page, of a visitor that sends this, and then no more until it is answered."""
    with closing(opened(port)) as visitor:
        for part in sent:
            visitor.sendall(part)
        return answer(visitor)


def answer(visitor: socket.socket) -> tuple[int, dict[str, str], str]:
    told = b""
    while (part := visitor.recv(65_536)) and b"</html>" not in told + part:
        told += part
    first, _, rest = (told + part).decode().partition("\r\n")
    headers, _, page = rest.partition("\r\n\r\n")
    named = dict(line.split(": ", 1) for line in headers.split("\r\n"))
    return int(first.split()[1]), named, page


def ours(headers: dict[str, str]) -> None:
    lower = {name.lower(): value for name, value in headers.items()}
    assert {name: lower[name.lower()] for name in ALWAYS} == ALWAYS
    assert (lower["content-security-policy"], lower["cache-control"]) == (POLICY, "no-store")
    assert "server" not in lower
    assert not re.search("waitress|Python", str(headers))
