"""Messages leave for addresses outside only: never for the server's own network, whatever a name says."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

import pytest

from workflow.offices import outward


@pytest.mark.parametrize(
    "place",
    [
        "127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "0.0.0.1",
        "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "ff02::1",
        "198.18.0.1", "64:ff9b::a00:1", "240.0.0.1", "255.255.255.255", "64:ff9b:1::a00:1", "::127.0.0.1",
        "::ffff:0:10.0.0.1", "fec0::1", "3fff::1", "5f00::1", "2001:db8::1", "2001::1", "2002:a00:1::",
    ],
)  # fmt: skip
def test_what_is_inside(place: str):
    assert not outward.is_open(place)


@pytest.mark.parametrize("place", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_what_is_outside(place: str):
    assert outward.is_open(place)


@pytest.mark.parametrize(
    ("address", "good", "inside"),
    [
        ("https://dasbor.example.go.id/tuntas?x=1", True, True), ("http://dasbor.example.go.id/", False, True),
        ("https://a:b@x.example/", False, False), ("ftp://x.example/", False, False), ("https:///x", False, False),
        ("https://x.example:99999/", False, False), ("https://x.example:0/", False, False), ("x.example", False, False),
        ("https://x.example/#a", False, False), ("https://x.example/a b", False, False), ("", False, False),
        ("https://x.example/\r\nHost: y", False, False), ("https://[::1", False, False),
        ("https://8.8.8.8/x", True, True), ("https://127.0.0.1/x", False, True), ("https://[::1]/x", False, True),
        ("https://10.0.0.7:8443/", False, True), ("https://2130706433/", False, True), ("https://127.1/", False, True),
        ("https://localhost/x", False, True), ("https://a.localhost/x", False, True),
        ("https://[::ffff:127.0.0.1]/", False, True), ("https://169.254.169.254/", False, True),
    ],
)  # fmt: skip
def test_which_addresses_are_taken(address: str, good: bool, inside: bool):
    assert (not outward.misfit(address, inside=False)) is good
    assert (not outward.misfit(address, inside=True)) is inside


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1:9/", "https://localhost:9/", "https://[::1]:9/", "https://2130706433/"]
)
def test_nothing_goes_inside(address: str):
    with pytest.raises(outward.NotReached, match="jaringan dalam|tidak dikenal"):
        outward.post(address, b"{}", {}, inside=False)


def test_a_name_with_one_place_inside_is_refused_whole():
    assert outward.one_of(["8.8.8.8", "8.8.4.4"], inside=False) == "8.8.8.8"
    assert outward.one_of(["10.0.0.1"], inside=True) == "10.0.0.1"
    with pytest.raises(outward.NotReached, match="jaringan dalam"):
        outward.one_of(["8.8.8.8", "10.0.0.1"], inside=False)


def test_who_answers_letter_by_letter_is_cut_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(outward, "WHOLE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        with pytest.raises(outward.NotReached):
            outward.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, inside=True)


def drip(server: socket.socket) -> None:
    """A letter every tenth of a second, until nobody listens."""
    with suppress(OSError), server.accept()[0] as line:
        line.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while True:
            line.sendall(b"x")
            time.sleep(0.1)
