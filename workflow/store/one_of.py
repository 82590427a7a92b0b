"""A question for one of several values, in an order: each value asked for by itself, and what is found put together.

An index that has the records of one value in order has those of several in several places. Asked for all of them at
once, SQLite takes every record of these values and sorts them, however few are wanted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.store.fields_table import indexed
from workflow.store.protocol import Contains, OneOf

MOST = 100  # values: so many short looks into an index


def parted(kind: str, where: Mapping[str, Any], order: str) -> list[Mapping[str, Any]]:
    """``where`` for each value of a field that is to be one of several, where an index then gives the ``order``; as it
    is where no such field is asked for."""
    for field, wanted in where.items():
        values = {(type(value), value): value for value in wanted.values} if isinstance(wanted, OneOf) else {}
        if 1 < len(values) <= MOST and _helps(kind, where, field, order):
            return [{**where, field: value} for value in values.values()]
    return [where]


def apart(where: Mapping[str, Any], by: Sequence[str]) -> list[Mapping[str, Any]]:
    """``where`` for each value of the one field ``by`` which is counted, where several are named: an index has the
    others of one value in a row, and SQLite, asked for all at once, often takes a worse one and sorts."""
    wanted = where.get(by[0]) if len(by) == 1 else None
    values = {(type(value), value): value for value in wanted.values} if isinstance(wanted, OneOf) else {}
    if not 1 < len(values) <= MOST or any(isinstance(asked, Contains) for asked in where.values()):
        return [where]
    return [{**where, by[0]: value} for value in values.values()]


def all_of(questions: Sequence[tuple[str, list[Any]]], rest: str) -> tuple[str, list[Any]]:
    """Questions, each of which ends with ``rest``, as one; with their values."""
    return " UNION ALL ".join(f"{sql} {rest}" for sql, _ in questions), [one for _, own in questions for one in own]


def _helps(kind: str, where: Mapping[str, Any], field: str, order: str) -> bool:
    """Whether there is an index of nothing but what is then equal, and behind it of the order."""
    equal = {name for name, wanted in where.items() if wanted is None or isinstance(wanted, bool | int | str)} | {field}
    for names in indexed(kind):
        ordered = (*names, "id")  # which SQLite puts at the end of each
        own = ordered[: ordered.index(order)] if order in ordered else ()
        if field in own and equal.issuperset(own):
            return True
    return False


def together(firsts: Sequence[str], rest: str) -> str:
    """The questions for the first of each value as the one for the first of all, which ends with ``rest``."""
    if len(firsts) == 1:
        return firsts[0]
    all_of_them = " UNION ALL ".join(f"SELECT * FROM ({one})" for one in firsts)  # noqa: S608 - our own questions
    return f"SELECT id, place FROM ({all_of_them}) {rest}"  # noqa: S608 - our own questions
