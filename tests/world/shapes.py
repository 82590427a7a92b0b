"""Holds stored records against the TypedDicts that say what they consist of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from workflow.offices.sheets import SHEETS
from workflow.records import SCHEMA, SHAPES
from workflow.store import Record

OF_THE_STORE = {"kind", "id", "version"}


def faults(record: Record) -> list[str]:
    """What of a stored record is other than its shape says; nothing when it is as it should be."""
    name = f"{record.get('kind')} {record.get('id')}"
    wanted = SCHEMA[record["kind"]]
    wrong = [f"{name}: no {key}" for key in sorted(OF_THE_STORE - record.keys())]
    if record.get("schema") != wanted:
        wrong.append(f"{name}: schema {record.get('schema')}, not {wanted}")
    sheets = _sheets() if record["kind"] == "office" else {}
    wrong += [fault for key, shape in sheets.items() for fault in _other(record.get(key), shape, f"{name}.{key}")]
    rest = {key: value for key, value in record.items() if key not in sheets}
    return [*wrong, *_other(rest, SHAPES[record["kind"]], name)]


def _sheets() -> dict[str, Any]:
    """The keys of an office that come from the kinds of paper, whichever there are."""
    keys = {"_paper": str, "_margins": list[int]}
    return {f"{name}{key}": shape for name in SHEETS for key, shape in keys.items()}


def _other(value: Any, wanted: Any, name: str) -> Iterator[str]:
    if get_origin(wanted) is NotRequired:
        yield from _other(value, get_args(wanted)[0], name)
    elif is_typeddict(wanted):
        yield from _other_keys(value, wanted, name)
    elif get_origin(wanted) in (Union, UnionType):
        ways = [list(_other(value, way, name)) for way in get_args(wanted)]
        if all(ways):
            yield from min(ways, key=len)
    elif get_origin(wanted) is list:
        yield from _other_kind(value, list, name)
        for at, part in enumerate(value if isinstance(value, list) else ()):
            yield from _other(part, get_args(wanted)[0], f"{name}[{at}]")
    elif get_origin(wanted) is dict:
        yield from _other_kind(value, dict, name)
        for key, part in value.items() if isinstance(value, dict) else ():
            yield from _other(part, get_args(wanted)[1], f"{name}[{key!r}]")
    elif wanted is not Any:
        yield from _other_kind(value, wanted, name)


def _other_keys(value: Any, shape: Any, name: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{name}: {value!r} is no {shape.__name__}"
        return
    wanted = get_type_hints(shape, include_extras=True)
    yield from (f"{name}: {key} is not known" for key in sorted(value.keys() - wanted.keys()))
    yield from (f"{name}: no {key}" for key in sorted(shape.__required_keys__ - value.keys()))
    for key in sorted(value.keys() & wanted.keys()):
        yield from _other(value[key], wanted[key], f"{name}.{key}")


def _other_kind(value: Any, wanted: type, name: str) -> Iterator[str]:
    """JSON's true is no number."""
    if type(value) is not wanted:
        yield f"{name}: {value!r} is no {wanted.__name__}"
