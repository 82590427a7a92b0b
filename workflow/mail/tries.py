"""What becomes of a mail in the outbox: tried, put off, sent, given up, or told as undecidable.

Only the postman calls the first half of this; what the admin may do stands in ``by_hand``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from workflow.clock import stamp
from workflow.errors import NotFound
from workflow.mail.outbox import State
from workflow.records import Mail
from workflow.store import Below, OneOf, Store

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))  # after the first, second … vain try
KEPT = timedelta(days=30)  # how long the row of a mail that left tells so, and keeps its key from being used again
KEPT_TROUBLE = timedelta(days=90)  # and of one that did not
AT_ONCE = 100
TOO_OLD = "Terlalu lama menunggu: isinya sudah tidak berguna."
CUT_OFF = "Tuntas berhenti sebelum server surel menjawab."
RESTORED = "Dipulihkan dari cadangan: mungkin sudah terkirim sesudah cadangan itu dibuat."
NOBODY = "Akun ini sudah nonaktif."


def due(store: Store, at: datetime) -> list[Mail]:
    """What is to be sent now, the oldest first, a good number at once."""
    return store.find(Mail, state=State.WAITING, due=Below(_next(at)), order="due", limit=AT_ONCE)


def begin_end(store: Store, mail: Mail) -> None:
    """Notes that the end of this mail is about to be sent. ``NotFound`` when it was taken out or changed meanwhile."""
    with store.transaction():
        current = store.get(Mail, mail["id"])
        if current is None or current["version"] != mail["version"]:
            raise NotFound
        store.save({**current, "state": State.SENDING})


def sent(store: Store, mail: Mail, at: datetime) -> None:
    """What it said goes; that it was sent stays for a while."""
    _change(store, mail, state=State.SENT, text="", html="", reason="", ended=stamp(at))


def refused(store: Store, mail: Mail, reason: str, at: datetime) -> None:
    """For good."""
    _change(store, mail, state=State.FAILED, reason=reason, ended=stamp(at))


def unsure(store: Store, mail: Mail, reason: str, at: datetime) -> None:
    _change(store, mail, state=State.UNSURE, reason=reason, ended=stamp(at))


def put_off(store: Store, mails: Sequence[Mail], reason: str, at: datetime) -> None:
    """To be tried again after a pause that grows with each try; after the last of them it has failed."""
    with store.transaction():
        for mail in mails:
            tries = mail["tries"] + 1
            if tries > len(PAUSES):
                _change(store, mail, state=State.FAILED, tries=tries, reason=reason, ended=stamp(at))
            else:
                again = stamp(at + PAUSES[tries - 1])
                _change(store, mail, state=State.WAITING, tries=tries, reason=reason, due=again)


def tidy(store: Store, at: datetime) -> None:
    """What an end of the server left, what is too old to be sent, and rows that have told long enough."""
    for mail in store.find(Mail, state=State.SENDING):
        unsure(store, mail, CUT_OFF, at)
    for mail in store.each(Mail, state=OneOf((State.WAITING, State.FAILED, State.UNSURE)), until=Below(stamp(at))):
        if mail["text"]:
            _silence(store, mail, at)
    _forget(store, (State.SENT,), at - KEPT)
    _forget(store, (State.FAILED, State.UNSURE), at - KEPT_TROUBLE)


def after_restore(store: Store, at: datetime) -> None:
    """Of what waited when a backup was made nobody knows whether it has left since."""
    for mail in store.find(Mail, state=OneOf((State.WAITING, State.SENDING))):
        unsure(store, mail, RESTORED, at)


def _silence(store: Store, mail: Mail, at: datetime) -> None:
    if mail["state"] == State.WAITING:
        _change(store, mail, state=State.FAILED, text="", html="", reason=mail["reason"] or TOO_OLD, ended=stamp(at))
    else:
        _change(store, mail, text="", html="")


def _forget(store: Store, states: Sequence[State], before: datetime) -> None:
    for row in store.find(Mail, state=OneOf(states), ended=Below(stamp(before)), limit=AT_ONCE):
        store.delete("mail", row["id"])


def _change(store: Store, mail: Mail, **fields: object) -> None:
    """The row as it is now with these fields; nothing when the admin has taken it out."""
    with store.transaction():
        current = store.get(Mail, mail["id"])
        if current is not None:
            store.save({**current, **fields})


def _next(at: datetime) -> str:
    """The stored time after this one: what is due at this second is due."""
    return stamp(at + timedelta(seconds=1))
