"""Outcomes of one sheet that say the same: asked about, and joined where a person says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.text import words_of

Row = Mapping[str, Any]


def alike(sheet: Mapping[str, Any]) -> dict[str, Row]:
    """The key of each new outcome that is taken and says the same as one before it -> the first that says so."""
    found: dict[str, Row] = {}
    seen: dict[tuple[str, ...], Row] = {}
    for outcome in sheet["outcomes"]:
        if not outcome["take"] or outcome.get("existing"):
            continue
        first = seen.setdefault(words_of(outcome["text"]), outcome)
        if first is not outcome:
            found[outcome["key"]] = first
    return found
