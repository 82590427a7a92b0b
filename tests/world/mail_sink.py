"""A real mail server on this machine that keeps what it takes, and can be told to behave badly."""

from __future__ import annotations

import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "tuntas@kantor.example", "r@hasia:sekali/"
OK = "250 OK"
Answer = Callable[[str], str]


class Sink:
    """What came in; ``recipient`` and ``content`` say what is answered to whom, and may be set by the test. An answer
    of "" cuts the connection instead."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.tried: list[str] = []
        self.encrypted: list[bool] = []
        self.recipient: Answer = lambda _: OK
        self.content: Answer = lambda _: OK
        self.port = 0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        self.tried.append(address)
        answer = self.recipient(address)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return self._said(server, answer)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.content(envelope.rcpt_tos[0])
        if answer in ("", OK):  # cut off: whether it was kept nobody outside knows; here it was
            self.taken.append(cast(bytes, envelope.original_content))
            self.encrypted.append(session.ssl is not None)
        return self._said(server, answer)

    def _said(self, server: SMTP, answer: str) -> str:
        if not answer and server.transport:
            server.transport.abort()
        return answer or OK

    @property
    def mails(self) -> list[EmailMessage]:
        return [cast(EmailMessage, message_from_bytes(content, policy=default)) for content in self.taken]

    def counted(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)


@contextmanager
def sink(*, certificate: Path | None = None, auth: bool = False, port: int = 0) -> Iterator[Sink]:
    """With a ``certificate`` it asks for STARTTLS, with ``auth`` for ``USER`` and ``PASSWORD``."""
    kept = Sink()
    more: dict[str, Any] = {}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        more = {"tls_context": context, "require_starttls": True}
    if auth:
        more |= {"authenticator": _authenticated, "auth_required": True, "auth_require_tls": certificate is not None}
    kept.port = port or free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port, **more)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()


def free_port() -> int:
    """One at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _authenticated(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


def certificate_for(name: str, folder: Path) -> Path:
    """Key and certificate of a server, in one file; who trusts that file trusts the server."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    kept = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{name}.pem"
    path.write_bytes(kept + made.public_bytes(serialization.Encoding.PEM))
    return path
