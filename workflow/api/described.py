"""What each address takes and answers, declared beside its function: read by the checks here, and by the description.

A schema is a plain dict as JSON Schema (and so OpenAPI 3.1) writes it. Of those that a query may have, four kinds are
checked by what they say of themselves: a choice (``enum``), a whole number, a day, and a text with a pattern or a
length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from flask import request

from workflow.errors import Invalid

Schema = dict[str, Any]
View = TypeVar("View", bound=Callable[..., Any])
MOST_DIGITS = 15
NO_DAY = "Bukan tanggal. Contoh: 2026-11-30."


@dataclass(frozen=True)
class Declared:
    """``answers``: the schema of a good answer, or its media types; ``status``: its code; ``refuses``: the codes of
    problems beside those that every address has; ``body``: the schema of what is sent, by media type."""

    summary: str
    answers: Schema = field(default_factory=dict)
    files: tuple[str, ...] = ()
    query: Mapping[str, Schema] = field(default_factory=dict)
    status: int = 200
    refuses: tuple[int, ...] = ()
    body: Mapping[str, Schema] = field(default_factory=dict)
    needed: tuple[str, ...] = ()  # names of the query that must be there
    headers: Mapping[str, Schema] = field(default_factory=dict)  # that come along
    tagged: bool = False  # whether the answer has an ETag, and a known one is answered with 304


DECLARED: dict[Callable[..., Any], Declared] = {}


def declares(summary: str, **more: Any) -> Callable[[View], View]:
    """Stands below the route, right above the function."""

    def mark(view: View) -> View:
        DECLARED[view] = Declared(summary, **more)
        return view

    return mark


def asked(query: Mapping[str, Schema]) -> dict[str, str]:
    """What the address asks for, by name. Raises ``Invalid`` for a name that is not declared, one that comes twice, and
    a value that its schema does not allow: a filter that was left out unnoticed would show too much."""
    wrong = {}
    for name, values in request.args.lists():
        if name not in query:
            wrong[name[:60]] = "Tidak dikenal di alamat ini."
        elif len(values) > 1:
            wrong[name] = "Hanya satu nilai."
        elif sentence := misfit(query[name], values[0]):
            wrong[name] = sentence
    if wrong:
        raise Invalid(wrong)
    return dict(request.args.items())


def misfit(schema: Schema, text: str) -> str:
    """Why a value of a query is not what the schema says; "" when it is."""
    if schema.get("type") == "integer":
        least, most = schema["minimum"], schema["maximum"]
        fits = re.fullmatch("[0-9]+", text) and len(text) <= MOST_DIGITS and least <= int(text) <= most
        return "" if fits else f"Bilangan bulat dari {least} sampai {most}."
    return misfit_text(schema, text)


def misfit_text(schema: Schema, text: str) -> str:
    """The same of a text, wherever it was sent."""
    if "enum" in schema:
        return "" if text in schema["enum"] else f"Pilih salah satu: {', '.join(filter(None, schema['enum']))}."
    if schema.get("format") == "date":
        return "" if is_day(text) else NO_DAY
    if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)):
        least = f"Paling sedikit {schema['minLength']} dan paling" if schema.get("minLength") else "Paling"
        return f"{least} banyak {schema['maxLength']} huruf."
    return "" if re.search(ending(schema.get("pattern", "")), text) else "Bentuknya tidak benar."


def ending(pattern: str) -> str:
    """A pattern of JSON Schema as Python reads it: there ``$`` is the end, here it may stand before a line feed."""
    return re.sub(r"\$$", r"\\Z", pattern)


def is_day(text: str) -> bool:
    """Whether it is a day that the calendar has, "2026-11-30"."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
