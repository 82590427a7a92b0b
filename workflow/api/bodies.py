"""What is sent as JSON, held against its schema: types, choices and lengths here, what it means in the domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.api.described import Schema, misfit_text
from workflow.errors import Invalid

UNKNOWN, LACKING = "Tidak dikenal di sini.", "Isian ini wajib."
KINDS: Mapping[str, tuple[type, str]] = {
    "string": (str, "Harus berupa teks."), "integer": (int, "Harus berupa bilangan bulat."),
    "array": (list, "Harus berupa daftar."), "object": (dict, "Harus berupa objek."),
}  # fmt: skip


def checked(sent: Any, schema: Schema) -> dict[str, Any]:
    """What was sent, when it is as the schema of an object says. Raises ``Invalid`` with a sentence for each field."""
    if not isinstance(sent, dict):
        raise Invalid({"body": KINDS["object"][1]})
    made: dict[str, Any] = {name: _whole(value) for name, value in sent.items()}
    known: Mapping[str, Schema] = schema["properties"]
    wrong = {name[:60]: UNKNOWN for name in made if name not in known}
    wrong |= {name: LACKING for name in schema["required"] if name not in made}
    wrong |= {name: said for name, value in made.items() if name in known and (said := misfit(value, known[name]))}
    if wrong:
        raise Invalid(wrong)
    return made


def _whole(value: Any) -> Any:
    """JSON has one kind of number: 87.0 is the integer 87 (JSON Schema, 6.1.1)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def misfit(value: Any, schema: Schema) -> str:
    """Why a value is not what its schema says; "" when it is."""
    kind, sentence = KINDS[schema["type"]]
    if not isinstance(value, kind) or isinstance(value, bool):
        return sentence
    if isinstance(value, str):
        return misfit_text(schema, value)
    if isinstance(value, int):
        fits = schema["minimum"] <= value <= schema["maximum"]
        return "" if fits else f"Bilangan bulat dari {schema['minimum']} sampai {schema['maximum']}."
    if isinstance(value, list):
        if len(value) > schema["maxItems"]:
            return f"Paling banyak {schema['maxItems']}."
        return next(filter(None, (misfit(part, schema["items"]) for part in value)), "")
    try:
        checked(value, schema)
    except Invalid as refusal:
        return refusal.sentence
    return ""
