"""What is sent as JSON, held against its schema: types, choices and lengths here, what it means in the domain.

A sentence stands under the place of what is wrong: ``percent``, of a part of a list ``evidence.0.receipt``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from workflow.api.described import Schema, misfit_text
from workflow.errors import Invalid

UNKNOWN, LACKING, TWICE = "Tidak dikenal di sini.", "Isian ini wajib.", "Disebut dua kali."
MOST_TOLD = 20  # of what is wrong in one sending
KINDS: Mapping[str, tuple[type, str]] = {
    "string": (str, "Harus berupa teks."), "integer": (int, "Harus berupa bilangan bulat."),
    "array": (list, "Harus berupa daftar."), "object": (dict, "Harus berupa objek."),
}  # fmt: skip


def sent() -> Any:
    """The JSON of this request. Raises ``BadRequest`` for what is none or holds half a letter, ``Invalid`` for a name
    that stands twice in one object: each reader could take another of the two."""
    if not request.is_json or request.content_encoding:
        raise UnsupportedMediaType
    try:
        found = json.loads(request.get_data(), object_pairs_hook=_each_once)
        json.dumps(found, ensure_ascii=False).encode()  # "\\ud800" alone is no letter, and cannot be written
        return found
    except (ValueError, RecursionError):
        raise BadRequest from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = Counter(name for name, _ in pairs)
    if len(names) < len(pairs):
        raise Invalid({_shown(names.most_common(1)[0][0]): TWICE})
    return dict(pairs)


def checked(sent: Any, schema: Schema) -> dict[str, Any]:
    """What was sent, when it is as the schema of an object says. Raises ``Invalid`` with a sentence for each place."""
    wrong: dict[str, str] = {}
    made = _fitted(sent, schema, "", wrong)
    if wrong:
        raise Invalid(dict([*wrong.items()][:MOST_TOLD]))
    return dict(made)


def _fitted(value: Any, schema: Schema, place: str, wrong: dict[str, str]) -> Any:
    """The value as it is kept; what is wrong in it goes to ``wrong``."""
    kind, sentence = KINDS[schema["type"]]
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # JSON has one kind of number: 87.0 is the integer 87 (JSON Schema, 6.1.1)
    if not isinstance(value, kind) or isinstance(value, bool):
        wrong[place or "body"] = sentence
    elif isinstance(value, dict):
        return _object(value, schema, place, wrong)
    elif isinstance(value, list):
        return _list(value, schema, place, wrong)
    elif isinstance(value, str | int) and (said := _misfit(value, schema)):
        wrong[place] = said
    return value


def _object(value: Mapping[str, Any], schema: Schema, place: str, wrong: dict[str, str]) -> dict[str, Any]:
    known: Mapping[str, Schema] = schema["properties"]
    wrong |= {_inside(place, name): UNKNOWN for name in value if name not in known}
    wrong |= {_inside(place, name): LACKING for name in schema["required"] if name not in value}
    return {
        name: _fitted(part, known[name], _inside(place, name), wrong) for name, part in value.items() if name in known
    }


def _list(value: list[Any], schema: Schema, place: str, wrong: dict[str, str]) -> list[Any]:
    if len(value) > schema["maxItems"]:
        wrong[place] = f"Paling banyak {schema['maxItems']}."
        return value
    return [_fitted(part, schema["items"], _inside(place, str(number)), wrong) for number, part in enumerate(value)]


def _inside(place: str, name: str) -> str:
    return f"{place}.{_shown(name)}" if place else _shown(name)


def _shown(name: str) -> str:
    return name[:60]


def _misfit(value: str | int, schema: Schema) -> str:
    """Why a text or number is not what its schema says; "" when it is."""
    if isinstance(value, str):
        return misfit_text(schema, value)
    fits = schema["minimum"] <= value <= schema["maximum"]
    return "" if fits else f"Bilangan bulat dari {schema['minimum']} sampai {schema['maximum']}."
