"""What the person who decides may say otherwise on a paper before it is issued: title, Hal, legal basis, a paragraph.

What is proposed comes from whoever composes; here stands what of it may be typed, and what differs. It is frozen with
the paper and told in the event of the move.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.errors import Invalid
from workflow.text import Fields

NAME = "wording"  # of what was typed, in the ``params`` of an issue, in its document and its event
# part of a paper -> what its field is called, and how many letters it takes
PARTS: Mapping[str, tuple[str, int]] = {
    "title": ("Judul naskah", 300), "hal": ("Hal", 300), "basis": ("Dasar hukum", 2000),
    "free": ("Paragraf tambahan", 1500),
}  # fmt: skip
FIELD = "word_"  # with which the names of their fields begin
NEEDED = ("title", "hal")  # no paper is without them: left empty, they are as proposed


def field_of(part: str) -> str:
    """The name of its field in forms and addresses."""
    return f"{FIELD}{part}"


def read(data: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, part -> text, the basis a rule a line; what ``data`` does not have is as proposed.

    Raises ``Invalid`` with a sentence for each field that is too long or cannot be printed.
    """
    fields, typed = Fields(data), {}
    for part, (label, most) in PARTS.items():
        name = field_of(part)
        if data.get(name) is None:
            continue
        text = (fields.paragraph if part in ("basis", "free") else fields.line)(name, label.lower(), most=most)
        if text or part not in NEEDED:
            typed[part] = text
    fields.done()
    return typed


def wrong(data: Mapping[str, Any]) -> dict[str, str]:
    """Field -> sentence of what cannot be accepted, to be said together with what else is refused."""
    try:
        read(data)
    except Invalid as refusal:
        return refusal.fields
    return {}


def as_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """What a form sent, as ``params`` of an issue: the words in one, the rest as it was. Raises ``Invalid``."""
    said = read(params)
    rest = {name: value for name, value in params.items() if not name.startswith(FIELD)}
    return {**rest, **({NAME: said} if said else {})}


def differing(typed: Mapping[str, str], proposed: Mapping[str, str]) -> dict[str, str]:
    """Of what was typed what the paper has and says otherwise than it would have."""
    return {part: text for part, text in typed.items() if part in proposed and text != proposed[part]}
