"""What is to be sent by mail, as records: put there in the transaction of its cause, so that neither is without the
other. Who may send is the server alone (``postman``); commands and tests put, and nothing leaves by that.

Where no mail is set up nothing should be put: ask ``Postman.on``. What was put all the same is too old before long.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from workflow.clock import stamp
from workflow.people.addresses import address_of
from workflow.records import SCHEMA, Mail
from workflow.store import Store
from workflow.text import line

USEFUL = timedelta(days=3)  # from when it may leave: what comes later than that only puzzles


class State(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"  # the server has all of it but the end
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"  # whether the server took it nobody knows: not repeated by itself

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.WAITING: "Menunggu",
    State.SENDING: "Sedang dikirim",
    State.SENT: "Terkirim",
    State.FAILED: "Gagal",
    State.UNSURE: "Tidak pasti",
}


def put(
    store: Store, key: str, to_user: Mapping[str, Any], subject: str, text: str, html: str, not_before: datetime,
    *, until: datetime | None = None,
) -> Mail | None:  # fmt: skip
    """A mail to an account, sent once from ``not_before`` on and never after ``until`` (default: three days later).

    Call it inside of the transaction of what causes it. ``key`` names that cause ("pengingat/17/2026-11-09"): a second
    one with the same key does nothing. Returns the new record; None when there is one, or no address to send it to.
    """
    address = address_of(to_user)
    if not address:
        return None
    with store.transaction():
        if store.find(Mail, key=key, limit=1):
            return None
        return store.insert(Mail, Mail(
            schema=SCHEMA["mail"], key=key, user=to_user["id"], to=address, subject=line(subject), text=text, html=html,
            state=State.WAITING, due=stamp(not_before), until=stamp(until or not_before + USEFUL), tries=0, reason="",
            ended="",
        ))  # fmt: skip
