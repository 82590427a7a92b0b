"""One message to an address outside: to nobody's inside, to nobody else, and within a bounded time.

An address that the admin types is asked by our server, which stands where outsiders do not. So it is reached by https
only, the name is looked up once, whatever does not belong to the open network is refused, and what was looked up is
what is connected to: a name that answers otherwise the second time gains nothing. A redirect is not followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

LONGEST = 300  # letters of an address
PATIENCE, WHOLE = 10.0, 30.0  # seconds, of each step and of all: who answers letter by letter holds up nobody
# Where the open network of IPv6 lies (RFC 4291, 2.4); beside it are translators to an IPv4 of which cannot be told from
# here whose it is (64:ff9b::/96, 64:ff9b:1::/48), old ways to write one, and networks of one's own.
OPEN_SIX, EXAMPLES = ipaddress.ip_network("2000::/3"), ipaddress.ip_network("3fff::/20")
INSIDE = "Alamat itu berada di jaringan dalam, dan ke sana tidak dikirim."
SLOW = "Alamat itu terlalu lama menjawab."
WRONG = "Alamat itu tidak benar. Contoh: https://dasbor.example.go.id/tuntas"


class NotReached(Exception):
    """Says why, in a sentence."""


def misfit(address: str, *, inside: bool) -> str:
    """Why an address is not taken; "" when it is. With ``inside`` http and the own network are allowed. Where a name
    lies is looked up when it is reached, and each time anew; a number tells it at once."""
    try:
        found = urlsplit(address)
        port = found.port
    except ValueError:
        return WRONG
    schemes = ("https", "http") if inside else ("https",)
    whole = found.scheme in schemes and found.hostname and port != 0 and not found.username and not found.fragment
    if not whole or not address.isascii() or not address.isprintable() or " " in address:
        return WRONG
    return "" if inside or all(map(is_open, _numbers(str(found.hostname)))) else INSIDE


def post(address: str, body: bytes, headers: Mapping[str, str], *, inside: bool) -> int:
    """Sends it and returns the status of the answer; raises ``NotReached``."""
    found = urlsplit(address)
    place = _looked_up(found, inside=inside)
    connection = _Connection(found, place)
    cut = threading.Timer(WHOLE, connection.cut_off)
    cut.daemon = True
    target = f"{found.path or '/'}{f'?{found.query}' if found.query else ''}"
    try:
        cut.start()
        connection.request("POST", target, body, dict(headers))
        status = connection.getresponse().status
        if connection.cut:
            raise NotReached(SLOW)
        return status
    except (OSError, http.client.HTTPException) as failure:
        raise NotReached(f"Alamat itu tidak menjawab ({type(failure).__name__}).") from failure
    finally:
        cut.cancel()
        connection.close()


def _numbers(host: str) -> list[str]:
    """The place that is told by a number, however it is written; none for a name but that of this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return ["127.0.0.1"]
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return []
    return [str(answer[4][0]) for answer in answers]


def _port(found: SplitResult) -> int:
    return found.port or (443 if found.scheme == "https" else 80)


def _looked_up(found: SplitResult, *, inside: bool) -> str:
    """Where the name lies."""
    try:
        answers = socket.getaddrinfo(found.hostname, _port(found), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as failure:
        raise NotReached("Nama alamat itu tidak dikenal.") from failure
    return one_of([str(answer[4][0]) for answer in answers], inside=inside)


def one_of(places: Sequence[str], *, inside: bool) -> str:
    """The first of the places that a name has; ``NotReached`` where any of them lies inside."""
    if not inside and not all(is_open(place) for place in places):
        raise NotReached(INSIDE)
    return places[0]


def is_open(place: str) -> bool:
    """Whether a numerical address belongs to the open network, also where IPv6 wraps an IPv4 one."""
    found = ipaddress.ip_address(place.partition("%")[0])
    wrapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if wrapped is None and found.version == 6 and (found not in OPEN_SIX or found in EXAMPLES):
        return False
    return (wrapped or found).is_global and not (wrapped or found).is_multicast


class _Connection(http.client.HTTPConnection):
    """To the place that was looked up, under the name that was asked for."""

    def __init__(self, found: SplitResult, place: str) -> None:
        super().__init__(str(found.hostname), _port(found), timeout=PATIENCE)
        self._place, self._secure, self.cut = place, found.scheme == "https", False

    def connect(self) -> None:
        plain = socket.create_connection((self._place, self.port), self.timeout)
        wrapped = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host) if self._secure else plain
        self.sock = wrapped

    def cut_off(self) -> None:
        self.cut = True
        with suppress(OSError):  # it is closed already, or was never open
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
