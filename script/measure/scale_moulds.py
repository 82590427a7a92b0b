"""A record as a mould: its JSON in pieces, with gaps for the days that move with their rakor and for what each copy has
of its own. A cast is put together from strings, so that a million take seconds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

FIRST = date(2010, 1, 1).toordinal()
DAYS = [date.fromordinal(FIRST + number).isoformat() for number in range(366 * 30)]
# A gap within a text is «name», one that is a whole number «#name».
_GAPS = re.compile(r'"«#(\w+)»"|«(\w+)»|(?<![\d/.-])(20[12]\d-\d\d-\d\d)')


def gap(name: str) -> str:
    return f"«{name}»"


def number_gap(name: str) -> str:
    return f"«#{name}»"


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def canonical(value: Any) -> str:
    """As what an event says is sealed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def body(record: Mapping[str, Any]) -> dict[str, Any]:
    """What the database keeps as JSON, as of a record that was never saved again."""
    return {key: value for key, value in record.items() if key not in ("kind", "id")} | {"version": 1}


class Mould:
    """Made of ``text``, JSON with gaps; ISO days in it stand ``moved`` days later in a cast."""

    def __init__(self, text: str) -> None:
        self._pieces: list[str] = []
        self._names: list[tuple[int, str]] = []
        self._days: list[tuple[int, int]] = []
        end = 0
        for found in _GAPS.finditer(text):
            self._pieces += [text[end : found.start()], ""]
            end, place = found.end(), len(self._pieces) - 1
            if name := found[1] or found[2]:
                self._names.append((place, name))
            else:
                self._days.append((place, date.fromisoformat(found[3]).toordinal() - FIRST))
        self._pieces.append(text[end:])

    def cast(self, moved: int, own: Mapping[str, object]) -> str:
        pieces = self._pieces[:]
        for place, day in self._days:
            pieces[place] = DAYS[day + moved]
        for place, name in self._names:
            pieces[place] = str(own[name])
        return "".join(pieces)


def moved_days(day: str, start: str) -> int:
    return (date.fromisoformat(day) - date.fromisoformat(start)).days
