"""One connection to the mail server, and what may become of a mail that is handed over.

The end of a mail (a line with a point) is what makes the server take it. Before it is sent nothing has happened, after
it only the server's answer tells what has. So what is sent is everything but the end, then ``before_end`` is called,
which notes durably that the end is about to be sent, and only then the end. If no answer comes, it cannot be known
whether the mail was taken.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from workflow.mail.smtp_server import Security, SmtpServer
from workflow.text import line as one_line

PATIENCE, LAST_PATIENCE = 30, 300  # seconds for an answer; for the last one, before which a server looks for viruses
ENOUGH = 200  # letters of what a server says


class NoLine(Exception):
    """The server cannot be reached, or lets nobody in: nothing could be handed over to it."""


class Refusal(Exception):
    """This mail was not taken; ``final`` says whether it never will be."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


class Undecided(Exception):
    """All of it was sent, and no answer came."""


class Line:
    """``hello`` is the name by which we introduce ourselves. It opens with a mail, and again after it broke."""

    def __init__(self, server: SmtpServer, hello: str) -> None:
        self.server, self.hello = server, hello
        self._smtp: smtplib.SMTP | None = None

    def hand_over(self, to: str, content: bytes, before_end: Callable[[], None]) -> None:
        """Sends one mail; whatever ``before_end`` raises breaks the line off, and the mail was not taken.

        Raises ``NoLine``, ``Refusal`` or ``Undecided``.
        """
        smtp = self._smtp = self._smtp or self._opened()
        try:
            self._begin(smtp, to, content)
        except Refusal:
            self._forget(smtp)
            raise
        except (OSError, smtplib.SMTPException) as failure:
            self.drop()
            raise Refusal(f"Sambungan ke server surel putus: {told(failure)}", final=False) from failure
        try:
            before_end()
        except BaseException:
            self.drop()
            raise
        self._end(smtp)

    def _begin(self, smtp: smtplib.SMTP, to: str, content: bytes) -> None:
        _taken(smtp.mail(self.server.sender))
        _taken(smtp.rcpt(to))
        _taken(smtp.docmd("DATA"), 300)
        smtp.send(re.sub(rb"(?m)^\.", b"..", content))

    def _end(self, smtp: smtplib.SMTP) -> None:
        try:
            if smtp.sock:
                smtp.sock.settimeout(LAST_PATIENCE)
            smtp.send(b".\r\n")
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as failure:
            self.drop()
            raise Undecided(f"Sambungan putus sebelum server surel menjawab: {told(failure)}") from failure
        if smtp.sock:
            smtp.sock.settimeout(PATIENCE)
        _taken(answer)

    def _opened(self) -> smtplib.SMTP:
        try:
            smtp = self._connected()
        except (OSError, smtplib.SMTPException) as failure:
            raise NoLine(f"Server surel tidak dapat dipakai: {told(failure)}") from failure
        try:
            self._encrypt(smtp)
            if self.server.user:
                smtp.login(self.server.user, self.server.password)
        except (OSError, smtplib.SMTPException) as failure:
            smtp.close()
            raise NoLine(f"Server surel tidak dapat dipakai: {told(failure)}") from failure
        return smtp

    def _connected(self) -> smtplib.SMTP:
        where, name = (self.server.host, self.server.port), self.hello
        if self.server.security is Security.TLS:
            return smtplib.SMTP_SSL(*where, name, timeout=PATIENCE, context=ssl.create_default_context())
        return smtplib.SMTP(*where, name, timeout=PATIENCE)

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        """As far as it has to be and is not yet."""
        if self.server.security is Security.TLS:
            return
        smtp.ehlo_or_helo_if_needed()
        offered = smtp.has_extn("starttls") and not self.server.nearby
        if self.server.security is Security.STARTTLS or offered:
            smtp.starttls(context=ssl.create_default_context())
        elif self.server.user and not self.server.nearby:
            raise smtplib.SMTPNotSupportedError

    def _forget(self, smtp: smtplib.SMTP) -> None:
        """Makes the line ready for the next mail, or drops it."""
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.drop()

    def drop(self) -> None:
        """Breaks off without another word, so that nothing half sent counts."""
        if self._smtp:
            self._smtp.close()
        self._smtp = None

    def close(self) -> None:
        if self._smtp:
            with suppress(OSError, smtplib.SMTPException):  # everything was said: how the server takes leave is its own
                self._smtp.quit()
        self.drop()


def _taken(answer: tuple[int, bytes], wanted: int = 200) -> None:
    code, text = answer
    if not wanted <= code < wanted + 100:
        said = one_line(text.decode("utf-8", "replace"))[:ENOUGH]
        raise Refusal(f"Server surel menolak ({code}): {said}", final=500 <= code < 600)


SAYINGS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPServerDisconnected, "sambungannya diputus"),
    (smtplib.SMTPNotSupportedError, "ia tidak menawarkan penyandian (STARTTLS) atau cara masuk yang dikenal"),
    (ConnectionRefusedError, "sambungannya ditolak"),
    (ConnectionResetError, "sambungannya diputus"),
    (TimeoutError, "ia tidak menjawab"),
    (socket.gaierror, "namanya tidak ditemukan"),
)


def told(failure: Exception) -> str:
    """What went wrong, on one line: what the machine or the server says of it, never what was sent."""
    if isinstance(failure, smtplib.SMTPAuthenticationError):
        return f"nama atau kata sandinya ditolak ({failure.smtp_code})"
    if isinstance(failure, smtplib.SMTPResponseException):
        said = failure.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{failure.smtp_code} {one_line(text)}"[:ENOUGH]
    if isinstance(failure, ssl.SSLCertVerificationError):
        return f"sertifikatnya tidak dapat dipercaya ({one_line(failure.verify_message)})"[:ENOUGH]
    plain = str(getattr(failure, "strerror", None) or failure or type(failure).__name__)
    return next((words for kind, words in SAYINGS if isinstance(failure, kind)), one_line(plain)[:ENOUGH])
