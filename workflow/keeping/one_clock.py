"""The time, of which several servers have one: that of the database, where they share one.

It is asked for at the start and with every beat, never for an act. In between the machine's monotonic clock carries it
on, which nobody sets: it is off by half of the way to the database and back (of a way that took longer than ``QUICK``
nothing is taken but the first time), and by what the machine's clock gains meanwhile, some milliseconds at most. A
machine that slept is behind until its next beat.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from workflow.clock import WIB

MOST_APART = 2.0  # seconds between a machine's clock and the database's, at the start of a server
QUICK = 0.5  # seconds
TRIES = 3
APART = (
    "Tuntas tidak dijalankan: jam komputer ini dan jam basis data berselisih {seconds} detik, paling banyak 2.\n"
    "Komputer ini: {ours}\nBasis data: {theirs}\n"
    "Samakan keduanya lewat NTP (chrony: `chronyc makestep`, lalu `chronyc tracking`), lalu jalankan lagi."
)


class Clock:
    """Called, it gives the time: this machine's, until it follows another."""

    def __init__(self) -> None:
        self._since: tuple[datetime, float] | None = None  # a time of the database, and ours on the monotonic clock
        self.apart = 0.0  # seconds by which this machine's clock was ahead when it was last looked at

    def __call__(self) -> datetime:
        if self._since is None:
            return datetime.now(UTC)
        at, began = self._since
        return at + timedelta(seconds=time.monotonic() - began)

    def follow(self, ask: Callable[[], datetime]) -> bool:
        """Takes the database's time from ``ask``; whether its answer came quickly enough to tell."""
        asked, ours = time.monotonic(), datetime.now(UTC)
        theirs = ask().astimezone(UTC)
        took = time.monotonic() - asked
        if self._since is None or took < QUICK:
            self._since = theirs, asked + took / 2
            self.apart = (ours - theirs).total_seconds() + took / 2
        return took < QUICK

    def begin(self, ask: Callable[[], datetime]) -> None:
        """Follows for the first time. A machine with much to do answers late: then it is asked again."""
        for _ in range(TRIES):
            if self.follow(ask):
                return


def refuse_apart(clock: Clock) -> None:
    """Raises ``SystemExit`` with both times where a machine's clock is not the database's: papers that other programs
    make there, and the log, would tell other times than the records."""
    if abs(clock.apart) > MOST_APART:
        theirs = clock()
        ours = theirs + timedelta(seconds=clock.apart)
        told = {"seconds": f"{abs(clock.apart):.1f}".replace(".", ","), "ours": _told(ours), "theirs": _told(theirs)}
        raise SystemExit(APART.format(**told))


def _told(at: datetime) -> str:
    return at.astimezone(WIB).strftime("%d-%m-%Y %H.%M.%S WIB")
