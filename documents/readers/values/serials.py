"""Excel's number for a day, where a cell shows the number and not the day."""

from __future__ import annotations

import re
from datetime import date, timedelta

_SERIAL = re.compile(r"[0-9]{5}")
_ZERO = date(1899, 12, 30)  # of Excel's count, from March 1900 on
FIRST, LAST = 36_526, 54_789  # 1 January 2000 to 31 December 2049


def day_of(text: str) -> str:
    """The day (ISO) that "46387" is in Excel, "" for any other text."""
    number = int(text) if _SERIAL.fullmatch(text.strip()) else 0
    return (_ZERO + timedelta(days=number)).isoformat() if FIRST <= number <= LAST else ""
