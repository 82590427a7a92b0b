"""Takes what is due in the outbox to the mail server: in the background of the server, one at a time.

Nobody else sends. What is not decided when it is cut off is never tried again by itself (``line``, ``tries``).
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial
from urllib.parse import urlsplit

from workflow.errors import NotFound
from workflow.mail import tries
from workflow.mail.line import Line, NoLine, Refusal, Undecided
from workflow.mail.smtp_server import SmtpServer
from workflow.records import Mail, User
from workflow.rounds import Rounds
from workflow.store import Store

NAME = "Tuntas"
log = logging.getLogger(__name__)


class Postman(Rounds):
    """``server`` is None where no mail is set up; ``now`` gives the time. What was sent when a round failed stays noted
    as undecidable."""

    name, every = "mail", 10

    def __init__(self, store: Store, server: SmtpServer | None, base_url: str, now: Callable[[], datetime]) -> None:
        super().__init__(store)
        self.server, self.now = server, now
        self.base_url, self.host = base_url, urlsplit(base_url).hostname or "localhost"
        self._one = threading.Lock()

    @property
    def on(self) -> bool:
        """Whether mail is sent at all. Where it is not, nothing should be put into the outbox."""
        return self.server is not None

    def look(self) -> None:
        """One round: tidies the outbox, and sends all that is due."""
        with self._one:
            tries.tidy(self.store, self.now())
            if self.server is None:
                return
            with closing(Line(self.server, self.host)) as line:
                while (mails := tries.due(self.store, self.now())) and self._round(line, mails):
                    pass

    def _round(self, line: Line, mails: list[Mail]) -> bool:
        """Whether to go on: not when the server cannot be reached; then all of them wait alike."""
        for number, mail in enumerate(mails):
            if not self.goes_on():  # another server's round would call cut off what this one is just sending
                return False
            try:
                self._try(line, mail)
            except NoLine as broken:
                log.warning("mail: %s", broken)
                tries.put_off(self.store, mails[number:], str(broken), self.now())
                return False
        return True

    def _try(self, line: Line, mail: Mail) -> None:
        user = self.store.get(User, mail["user"])
        if user is None or not user["active"]:
            tries.refused(self.store, mail, tries.NOBODY, self.now())
            return
        try:
            line.hand_over(mail["to"], self._written(mail), partial(tries.begin_end, self.store, mail))
        except NotFound:
            log.info("mail %s was taken out while it was being sent", mail["id"])
        except Undecided as nobody_knows:
            tries.unsure(self.store, mail, str(nobody_knows), self.now())
        except Refusal as refusal:
            self._turned_down(mail, refusal)
        else:
            tries.sent(self.store, mail, self.now())

    def _turned_down(self, mail: Mail, refusal: Refusal) -> None:
        if refusal.final:
            tries.refused(self.store, mail, str(refusal), self.now())
        else:
            tries.put_off(self.store, [mail], str(refusal), self.now())

    def _written(self, mail: Mail) -> bytes:
        """Quoted-printable throughout: every server takes it, and no line is long."""
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(NAME, addr_spec=self.server.sender if self.server else "")
        message["To"] = Address(addr_spec=mail["to"])
        message["Subject"] = mail["subject"]
        message["Date"] = format_datetime(self.now())
        message["Message-ID"] = message_id(mail["key"], self.host)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail["text"], cte="quoted-printable")
        message.add_alternative(mail["html"], subtype="html", cte="quoted-printable")
        message["Content-Language"] = "id"  # last: what is set before goes into the first part
        return message.as_bytes()


def message_id(key: str, host: str) -> str:
    """One and the same whenever it is sent, so that a mailbox knows what it has already."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"
