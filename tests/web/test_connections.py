"""What the server refuses before the app is asked: bodies before they are stored, heads and bodies that do not come,
more connections than one address may have. Each answer has our words and headers.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from flask import Flask

from tests.world.browser import serving
from tests.world.instance import signed_in
from tests.world.raw_visitor import answer, answer_to, head, opened, ours
from tests.world.waiting import until
from workflow.web import connections
from workflow.web.headers import Headers, completed

MB = 1024 * 1024
HUGE = 400 * MB


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    with serving(app) as base:
        yield int(base.rpartition(":")[2])


def cookie(app: Flask, username: str = "ketua.bireuen") -> str:
    kept = signed_in(app, username).get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert kept is not None
    return f"Cookie: {kept.key}={kept.value}"


@pytest.mark.parametrize(
    "path", ["/masuk", "/tugas/1/kemajuan", "/impor", "/tidak/ada", "/api/v1/tasks", "/cek/AAAA-AAAA-AAAA"]
)
@pytest.mark.parametrize("more", [(), ("Expect: 100-continue",)])
def test_a_large_body_of_a_stranger_is_refused_when_its_length_is_told(port: int, path: str, more: tuple[str, ...]):
    """Not a byte of it is sent here, so nothing waits for it or keeps it."""
    status, headers, page = answer_to(port, head(path, f"Content-Length: {HUGE}", *more))
    assert (status, headers["Connection"]) == (413, "close")
    assert "Kiriman terlalu besar" in page
    ours(headers)


def test_a_body_that_tells_no_length_is_cut_off_where_the_bound_is(port: int):
    chunk = b"%x\r\n" % MB + b"x" * MB + b"\r\n"
    with closing(opened(port)) as visitor:
        visitor.sendall(head("/masuk", "Transfer-Encoding: chunked"))
        visitor.sendall(chunk)
        visitor.sendall(chunk)
        assert answer(visitor)[0] == 413


@pytest.mark.parametrize("body", [b"x" * 10_000, b"0\r\nX: " + b"x" * 10_000], ids=["between", "behind"])
def test_what_stands_between_chunks_is_no_way_round(port: int, body: bytes):
    status, headers, _ = answer_to(port, head("/masuk", "Transfer-Encoding: chunked"), body)
    assert status == 400
    ours(headers)


def test_a_body_with_two_lengths_is_refused(port: int):
    assert answer_to(port, head("/masuk", "Transfer-Encoding: chunked", "Content-Length: 5"), b"0\r\n\r\n")[0] == 400


def test_who_sends_all_of_it_before_reading_still_reads_why(port: int):
    with closing(opened(port)) as visitor:
        visitor.sendall(head("/masuk", f"Content-Length: {30 * MB}"))
        for _ in range(30):
            visitor.sendall(b"x" * MB)
        assert answer(visitor)[0] == 413


def test_who_has_signed_in_may_send_what_pages_take_and_no_more(app: Flask, port: int):
    kept = cookie(app)
    begun = head("/tugas/1/kemajuan", kept, f"Content-Length: {90 * MB}", "Expect: 100-continue")
    with closing(opened(port)) as visitor:
        visitor.sendall(begun)
        assert visitor.recv(100).startswith(b"HTTP/1.1 100 ")
    assert answer_to(port, head("/tugas/1/kemajuan", kept, f"Content-Length: {HUGE}"))[0] == 413


def test_a_session_that_has_ended_still_sends_what_was_typed_and_a_forged_one_does_not(app: Flask, port: int):
    """The session ended while somebody chose photos; the page that answers keeps them (see the sign-in over a form)."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/masuk", data={"username": "ketua.bireuen", "password": "demo-tuntas"})
    client.get("/komitmen")
    store = app.extensions["tuntas"].store
    for row in store.find("session"):
        store.delete("session", row["id"])
    client.get("/komitmen")  # the guard notices, and takes the session out of the cookie
    kept = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert kept is not None
    large = f"Content-Length: {20 * MB}", "Expect: 100-continue"
    with closing(opened(port)) as visitor:
        visitor.sendall(head("/tugas/1/kemajuan", f"Cookie: {kept.key}={kept.value}", *large))
        assert visitor.recv(100).startswith(b"HTTP/1.1 100 ")
    for forged in (kept.value[:-2] + "xx", "x", "", app.test_client().get("/masuk").headers["Set-Cookie"]):
        assert answer_to(port, head("/tugas/1/kemajuan", f"Cookie: {kept.key}={forged}", *large))[0] == 413


def test_a_paper_to_be_compared_is_taken_from_strangers_few_at_a_time(port: int):
    begun = head("/cek/AAAA-AAAA-AAAA", f"Content-Length: {20 * MB}", "Expect: 100-continue")
    with ExitStack() as open_:
        senders = [open_.enter_context(closing(opened(port))) for _ in range(connections.LARGE_OF_ONE_ADDRESS)]
        for sender in senders:
            sender.sendall(begun)
            assert sender.recv(100).startswith(b"HTTP/1.1 100 ")
        status, headers, page = answer_to(port, begun)
        assert status == 503
        assert "Coba lagi sebentar lagi" in page
        ours(headers)
    with closing(opened(port)) as later:
        later.sendall(begun)
        assert b" 100 " in later.recv(100) or b" 503 " in later.recv(100)


def alive(visitor: socket.socket) -> bool:
    """Whether the server still keeps the connection."""
    visitor.setblocking(False)
    try:
        return visitor.recv(1) != b""
    except BlockingIOError:
        return True
    except ConnectionResetError:
        return False


def test_half_open_connections_of_one_address_shut_nobody_out(port: int):
    with ExitStack() as open_:
        half = [open_.enter_context(closing(opened(port))) for _ in range(520)]
        for visitor in half[::2]:
            visitor.sendall(b"GET /masuk HTTP/1.1\r\nHost: 127.0.0.1\r\nX-")
        assert answer_to(port, head("/masuk", "Connection: close", method="GET"))[0] == 200
        until(lambda: sum(alive(visitor) for visitor in half) <= connections.OF_ONE_ADDRESS)


def test_a_declared_proxy_has_as_many_as_it_needs(app: Flask):
    declared = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for"}}
    with serving(app, **declared) as base, ExitStack() as open_:
        port = int(base.rpartition(":")[2])
        half = [open_.enter_context(closing(opened(port))) for _ in range(2 * connections.OF_ONE_ADDRESS)]
        for visitor in half:
            visitor.sendall(b"GET /masuk HTTP/1.1\r\n")
        assert answer_to(port, head("/masuk", "Connection: close", method="GET"))[0] == 200
        assert all(alive(visitor) for visitor in half)


def test_half_sent_heads_end_and_so_do_connections_that_say_nothing(port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "HEAD_WITHIN", 1.0)
    with closing(opened(port)) as silent, closing(opened(port)) as slow:
        slow.sendall(b"GET /masuk HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert (silent.recv(1), slow.recv(1)) == (b"", b"")


def test_a_body_that_comes_too_slowly_is_ended_in_words(port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "BODY_WITHIN", 1.0)
    status, headers, page = answer_to(port, head("/masuk", "Content-Length: 1000"), b"x")
    assert (status, "terlalu lambat" in page) == (408, True)
    ours(headers)


def test_a_connection_between_two_requests_is_not_ended_with_the_slow(port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "HEAD_WITHIN", 1.0)
    asked = head("/masuk", method="HEAD")
    with closing(opened(port)) as visitor:
        for _ in range(2):
            visitor.sendall(asked)
            assert visitor.recv(65_536).startswith(b"HTTP/1.1 200 ")
            with closing(opened(port)) as silent:
                assert silent.recv(1) == b""  # the server has looked for slow ones meanwhile


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"BUKAN PERMINTAAN\r\n\r\n", 400),
        (b"GET /masuk HTTP/1.1\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", 431),
        (b"POST /masuk HTTP/1.1\r\nHost: x\r\nContent-Length: lima\r\n\r\n", 400),
        (b"POST /masuk HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_what_the_server_itself_answers_has_our_words_and_headers(port: int, sent: bytes, status: int):
    found, headers, page = answer_to(port, sent)
    assert found == status
    assert 'lang="id"' in page
    ours(headers)


def test_what_has_its_headers_keeps_them():
    given: Headers = [("cache-control", "private"), ("X-Frame-Options", "SAMEORIGIN")]
    found = completed({"MODE": "contoh"}, given)
    assert found[:2] == given
    assert len({name.lower() for name, _ in found}) == len(found)
