"""What ``find`` and ``count`` are asked for, as SQL over the declared fields.

Each declared field is a column that SQLite computes from the JSON. JSON's true and false become one-byte blobs
there, because SQLite would take them for 1 and 0: so they match only themselves and come back as themselves.
SQLite orders null < numbers < text < blobs, which is also the order of ``find``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.store import FIELDS, Above, Below, Contains, OneOf
from workflow.store.sqlite import quoted

Clause = tuple[str, list[Any]]


def column(kind: str, field: str) -> str:
    """The field's column. Only names from ``FIELDS`` get into SQL; any other raises ``ValueError``."""
    if field not in FIELDS.get(kind, ()):
        raise ValueError(f"{kind!r} has no searchable field {field!r}")
    return quoted(field)


def expression(field: str) -> str:
    """What SQLite computes for a field's column from the document."""
    path = f"doc, '$.{quoted(field)}'"
    return f"CASE json_type({path}) WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' ELSE json_extract({path}) END"


def to_sql(value: Any) -> Any:
    if isinstance(value, bool):
        return bytes([value])
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return float(value)  # as json_extract reads it
    return value


def from_sql(value: Any) -> Any:
    return bool(value[0]) if isinstance(value, bytes) else value


def matching(kind: str, where: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    """The conditions that ``where`` comes to, to be joined with AND, and all their values in order."""
    clauses = [_clause(column(kind, field), wanted) for field, wanted in where.items()]
    return [sql for sql, _ in clauses], [value for _, values in clauses for value in values]


def _clause(name: str, wanted: Any) -> Clause:
    if isinstance(wanted, OneOf):
        values = [to_sql(value) for value in wanted.values if value is not None]
        empty = f" OR {name} IS NULL" if None in wanted.values else ""
        return f"{name} IN ({', '.join('?' * len(values))}){empty}", values
    if isinstance(wanted, Contains):
        # Like LIKE, but % and _ are plain letters and a long text is no error.
        return f"typeof({name}) = 'text' AND instr(lower({name}), ?)", [wanted.text.casefold()]
    if isinstance(wanted, Below | Above):
        return _range(name, wanted)
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
