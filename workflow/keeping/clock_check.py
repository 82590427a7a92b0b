"""A clock that was set back: no act is recorded with a time before the last one without anybody noticing.

The time of an event never runs before that of the event before it (``audit.append``): whatever the clock says, it
cannot be earlier. Up to two hours, as after a change of the hour that was taken back, work goes on like that. Beyond,
papers would get the date and the number of a day that is over, so nothing is recorded until the clock is right, or
until the admin says that it is (``accept``), because it had been ahead before.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from workflow.audit import chain as audit
from workflow.audit import newest
from workflow.clock import WIB, moment
from workflow.errors import ClockBehind
from workflow.roles import Actor
from workflow.store import Store

BEHIND = timedelta(hours=2)
SENTENCE = (
    "Jam server menunjuk {now}, padahal catatan terakhir dibuat {last}. Tidak ada yang berubah; minta admin "
    "membetulkan jam server, lalu ulangi."
)


def check(store: Store, at: datetime) -> None:
    """Raises ``ClockBehind`` when ``at`` is long before the newest event."""
    for latest in store.find("event", order="-id", limit=1):
        last = moment(latest["at"])
        if last - at > BEHIND:
            raise ClockBehind(SENTENCE.format(now=_spoken(at), last=_spoken(last)))


def accept(store: Store, actor: Actor, *, at: datetime) -> list[str]:
    """Takes ``at`` for right although events are from later; records that in each chain concerned and returns them."""
    with store.transaction():
        heads = {chain: newest.head(store, chain) for chain in newest.chains(store)}
        ahead = {chain: head["at"] for chain, head in heads.items() if head and moment(head["at"]) > at}
        for chain, before in ahead.items():
            audit.append(store, actor, audit.CLOCK_ACCEPTED, at, {"before": before}, chain=chain)
    return list(ahead)


def _spoken(at: datetime) -> str:
    return at.astimezone(WIB).strftime("%d-%m-%Y %H.%M WIB")
