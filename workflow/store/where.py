"""What ``find`` and ``count`` are asked for, as SQL over the fields table (``fields_table.py``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from workflow.store import trigrams
from workflow.store.fields_table import column, fields_table, to_sql
from workflow.store.protocol import Above, Below, Between, Contains, NoneOf, OneOf

Clause = tuple[str, list[Any]]
# Rows that are looked through for each one that is wanted, before an index of letters is asked; for a page, no more.
SOON, PAGE = 12, 60


def matching(kind: str, where: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    """The conditions that ``where`` comes to, to be joined with AND, and all their values in order."""
    clauses = [_clause(column(kind, field), wanted) for field, wanted in where.items()]
    return [sql for sql, _ in clauses], [value for _, values in clauses for value in values]


def _clause(name: str, wanted: Any) -> Clause:
    if isinstance(wanted, OneOf):
        values = [to_sql(value) for value in wanted.values if value is not None]
        empty = f" OR {name} IS NULL" if None in wanted.values else ""
        return f"{name} IN ({', '.join('?' * len(values))}){empty}", values
    if isinstance(wanted, NoneOf):
        inside, values = _clause(name, OneOf(wanted.values))
        return f"({inside}) IS NOT TRUE", values
    if isinstance(wanted, Contains):
        # Like LIKE, but % and _ are plain letters and a long text is no error.
        each = "".join(f" AND instr(lower({name}), ?)" for _ in wanted.texts)
        return f"typeof({name}) = 'text'{each}", [text.casefold() for text in wanted.texts]
    if isinstance(wanted, Below | Above):
        return _range(name, wanted)
    if isinstance(wanted, Between):
        low, high = to_sql(wanted.low), to_sql(wanted.high)
        # No text lies between numbers and no number between texts, for SQLite orders all numbers before all texts.
        filled = "" if isinstance(low, str) and low else f" AND {name} <> ''"
        return f"{name} BETWEEN ? AND ?{filled}", [low, high]
    if wanted is None:
        return f"{name} IS NULL", []
    return f"{name} = ?", [to_sql(wanted)]


def _range(name: str, wanted: Below | Above) -> Clause:
    """Compared only with values of the limit's own type: '' is less than every text and more than every number."""
    limit = to_sql(wanted.limit)
    sign = "<" if isinstance(wanted, Below) else ">"
    kind = f"{name} > ''" if isinstance(limit, str) else f"{name} < ''"
    return f"{kind} AND {name} {sign} ? AND {name} < x''", [limit]


def following(name: str, sign: str, value: Any, id: int) -> Clause:
    """What comes after the record ``id`` with ``value``, in ascending (sign ``>``) or descending (``<``) order."""
    if value is None and sign == ">":
        return f"({name} IS NOT NULL OR id > ?)", [id]
    if value is None:
        return f"{name} IS NULL AND id < ?", [id]
    nulls = f" OR {name} IS NULL" if sign == "<" else ""
    return f"(({name}, id) {sign} (?, ?){nulls})", [value, id]


def each_value(kind: str, field: str, where: Mapping[str, Any]) -> Clause:
    """The different values of a field, downwards, as a question that wants a limit behind its values: from each one an
    index leads to the next."""
    name, (conditions, values) = column(kind, field), matching(kind, where)
    return one_by_one(fields_table(kind), name, conditions, "?"), [*values, *values]


def one_by_one(table: str, name: str, conditions: Sequence[str], mark: str) -> str:
    """The same as SQL that both databases understand; ``mark`` stands for a value."""
    said = "".join(f"({condition}) AND " for condition in conditions)
    next_one = f"(SELECT {name} FROM {table} WHERE {said}{{}} ORDER BY {name} DESC NULLS LAST LIMIT 1)"  # noqa: S608 - our own names only
    first, below = next_one.format(f"{name} IS NOT NULL"), next_one.format(f"{name} < one.value")
    steps = f"SELECT {first} AS value UNION ALL SELECT {below} FROM one WHERE value IS NOT NULL"  # noqa: S608 - our own names only
    return f"WITH RECURSIVE one AS ({steps}) SELECT value FROM one WHERE value IS NOT NULL LIMIT {mark}"  # noqa: S608 - our own names only


def filtered(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(f'({condition})' for condition in conditions)}" if conditions else ""


def at_first(kind: str, name: str, where: Mapping[str, Any], more: Clause, direction: str, limit: int) -> Clause:
    """The first ``limit`` with the words that ``where`` asks for, as far as they stand among the first rows of the list
    in its order: words that many records have fill a page from these, and no index of letters need be asked."""
    conditions, values = matching(kind, {field: wanted for field, wanted in where.items() if field != trigrams.TEXT})
    (said,), texts = matching(kind, {trigrams.TEXT: where[trigrams.TEXT]})
    wanted = filtered([*conditions, *([more[0]] if more[0] else [])])
    first = f"SELECT id, {name} AS place, {column(kind, trigrams.TEXT)} FROM {fields_table(kind)} {wanted}"  # noqa: S608 - our own names only
    first = f"{first} ORDER BY place {direction}, id {direction} LIMIT ?"
    return f"SELECT id, place FROM ({first}) WHERE {said} LIMIT ?", [*values, *more[1], SOON * limit, *texts, limit]  # noqa: S608 - our own names only


def source_of(kind: str, ids: list[int] | None) -> Clause:
    """The narrow rows among which conditions are to be tried: all, or the few that may have the words."""
    return (fields_table(kind), []) if ids is None or len(ids) > trigrams.FEW else among(kind, ids)


def among(kind: str, ids: list[int]) -> Clause:
    """The narrow rows of these records, in place of the whole table."""
    few = "(SELECT value AS few FROM json_each(?))"
    return f"{few} CROSS JOIN {fields_table(kind)} ON id = few", [json.dumps(ids)]
