"""Time as the app keeps it: UTC with an offset inside, Western Indonesian Time (WIB) for people.

Nothing in the domain reads the clock; the time of an act is an argument.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")


def stamp(at: datetime) -> str:
    """An aware time as stored: "2026-11-25T02:40:00Z" (sorts as text)."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(stored: str) -> datetime:
    """The inverse of ``stamp``, in WIB."""
    return datetime.fromisoformat(stored).astimezone(WIB)


def day(at: datetime) -> date:
    """The date in Aceh at that time."""
    return at.astimezone(WIB).date()
