"""What ``find`` and ``count`` are asked for, as SQL for PostgreSQL, whose columns have a type each.

What is asked of a field in another type than its own matches nothing, as it does on SQLite; PostgreSQL would refuse to
compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workflow.store.declared import types
from workflow.store.fields_table import column
from workflow.store.protocol import Above, Below, Between, Contains, NoneOf, OneOf
from workflow.store.sqlite import quoted
from workflow.store.where import Clause, one_by_one

NOTHING: Clause = ("FALSE", [])


def matching(kind: str, where: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    """The conditions that ``where`` comes to, to be joined with AND, and all their values in order."""
    clauses = [_clause(column(kind, field), types(kind)[field], wanted) for field, wanted in where.items()]
    return [sql for sql, _ in clauses], [value for _, values in clauses for value in values]


def _clause(name: str, of: type, wanted: Any) -> Clause:
    match wanted:
        case OneOf():
            return _one_of(name, of, wanted)
        case NoneOf():
            inside, values = _one_of(name, of, OneOf(wanted.values))
            return f"({inside}) IS NOT TRUE", values
        case Contains():
            return _contains(name, wanted) if of is str else NOTHING
        case Below() | Above() | Between():
            return _range(name, of, wanted)
        case None:
            return f"{name} IS NULL", []
    return (f"{name} = %s", [to_column(wanted)]) if _fits(of, wanted) else NOTHING


def _one_of(name: str, of: type, wanted: OneOf) -> Clause:
    empty = f" OR {name} IS NULL" if None in wanted.values else ""
    values = [to_column(value) for value in wanted.values if _fits(of, value)]
    return (f"{name} = ANY(%s){empty}", [values]) if values else (f"FALSE{empty}", [])


def _contains(name: str, wanted: Contains) -> Clause:
    """Through the index of their letters where there is one; PostgreSQL looks at what it finds there once more."""
    texts = [re.sub(r"([\\%_])", r"\\\1", to_column(text.casefold())) for text in wanted.texts]
    each = "".join(f" AND lower({name}) LIKE %s" for _ in texts)
    return f"{name} IS NOT NULL{each}", [f"%{text}%" for text in texts]


def _range(name: str, of: type, wanted: Below | Above | Between) -> Clause:
    """Never of false and true by size, and never the empty text."""
    limits = [wanted.low, wanted.high] if isinstance(wanted, Between) else [wanted.limit]
    if not all(_fits(of, limit) for limit in limits) or (of is bool and not isinstance(wanted, Between)):
        return NOTHING
    asked = {Below: f"{name} < %s", Above: f"{name} > %s", Between: f"{name} BETWEEN %s AND %s"}[type(wanted)]
    return (f"{name} > '' AND {asked}" if of is str else asked), [to_column(limit) for limit in limits]


def _fits(of: type, value: Any) -> bool:
    """Whether a value can be compared with those of a column; a fraction can, with numbers, and true is no number."""
    return isinstance(value, (int, float) if of is int else of) and isinstance(value, bool) is (of is bool)


def to_column(value: Any) -> Any:
    """A value as a column holds it, or is compared with it.

    PostgreSQL's texts have no NUL, which nobody types (``workflow/text.py`` takes it out); numbers of more than 64
    bits are compared as fractions.
    """
    if isinstance(value, str):
        return value.replace("\0", "\1")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return float(value)
    return value


def each_value(kind: str, field: str, where: Mapping[str, Any]) -> Clause:
    """As in ``where.py``: the different values of a field, downwards, each found from the one before."""
    name, (conditions, values) = column(kind, field), matching(kind, where)
    return one_by_one(quoted(kind), name, conditions, "%s"), [*values, *values]


def following(name: str, sign: str, value: Any, id: int) -> list[Clause]:
    """What comes after the record ``id`` with ``value``, in ascending (sign ``>``) or descending (``<``) order: one
    behind the other, because an index leads to the beginning of each, and not to that of both."""
    if value is None:
        here: Clause = (f"{name} IS NULL AND id {sign} %s", [id])
        return [here, (f"{name} IS NOT NULL", [])] if sign == ">" else [here]
    behind: Clause = (f"({name}, id) {sign} (%s, %s)", [value, id])
    return [behind] if sign == ">" else [behind, (f"{name} IS NULL", [])]
