"""By which server mail leaves: ``TUNTAS_SMTP`` and ``TUNTAS_SMTP_FROM``, read once at the start.

``smtps://`` is encrypted from the first byte (465), ``smtp+starttls://`` before anything is told (587), and ``smtp://``
(25) where the server offers it: enough for one on this machine or in the office. Certificates are always verified, by
what the machine trusts (``SSL_CERT_FILE`` names an authority of one's own).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from workflow.errors import Invalid
from workflow.people.addresses import checked


class Security(StrEnum):
    TLS = "smtps"
    STARTTLS = "smtp+starttls"
    OFFERED = "smtp"


PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.OFFERED: 25}
EXAMPLE = (
    "Contoh: TUNTAS_SMTP=smtps://nama:kata-sandi@surel.example.go.id, smtp+starttls://…:587, atau smtp://localhost.\n"
    "Huruf seperti @ : / # dalam nama dan kata sandi ditulis %40 %3A %2F %23."
)


@dataclass(frozen=True)
class SmtpServer:
    """``sender`` is the address from which mail comes."""

    security: Security
    host: str
    port: int
    user: str
    sender: str
    password: str = field(repr=False)

    @property
    def nearby(self) -> bool:
        """Whether it is this machine, so that nobody listens in between."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def read(address: str, sender: str) -> SmtpServer | None:
    """The server of both settings; None when there is none, and mail is off. ``SystemExit`` with a sentence when they
    cannot be understood; it never repeats them, for a password is in them."""
    if not address.strip():
        return None
    try:
        found = urlsplit(address.strip())
        port = found.port
    except ValueError:
        raise _wrong("bukan alamat server surel") from None
    if found.scheme not in set(Security):
        raise _wrong("tidak diawali smtps://, smtp+starttls://, atau smtp://")
    security, host = Security(found.scheme), found.hostname or ""
    if not host or found.path not in ("", "/") or found.query or found.fragment:
        raise _wrong("tidak menyebut servernya, atau memuat lebih dari itu")
    user, password = _account(found)
    return SmtpServer(security, host, port or PORTS[security], user, _sender(sender, user, host), password)


def _account(found: SplitResult) -> tuple[str, str]:
    user, password = unquote(found.username or ""), unquote(found.password or "")
    if bool(user) != bool(password):
        raise _wrong("menyebut nama tanpa kata sandi, atau sebaliknya")
    if not (user + password).isascii() or not (user + password).isprintable():
        raise _wrong("memuat nama atau kata sandi dengan huruf yang tidak dapat dikirim")
    return user, password


def _sender(typed: str, user: str, host: str) -> str:
    """As set; else the name by which Tuntas signs in, where that is an address; else one of the server's own name."""
    for address in (typed, user if "@" in user else f"tuntas@{host}"):
        try:
            if found := checked(address):
                return found
        except Invalid:
            break
    raise SystemExit("TUNTAS_SMTP_FROM belum diisi dengan benar: alamat surel pengirim, misalnya tuntas@example.go.id.")


def _wrong(why: str) -> SystemExit:
    return SystemExit(f"TUNTAS_SMTP {why}.\n{EXAMPLE}")
