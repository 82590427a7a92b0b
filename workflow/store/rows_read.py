"""How what is stored becomes a record. An app that hands in another ``Reading`` decides what it takes for whole."""

from __future__ import annotations

import json
from typing import Any, Protocol

from workflow.store.protocol import Record


class Reading(Protocol):
    def record(self, kind: str, id: int, text: Any) -> Record | None:
        """The record of a row; None when it is as if there were none. It has ``damaged`` when it is not what was
        stored: such a one is never saved."""
        ...

    def counts(self, kind: str, field: str, value: Any) -> bool:
        """Whether ``tally`` tells of records with this value of a field."""
        ...


class Plain:
    """Everything that is JSON; of anything else its text, under ``damaged``."""

    def record(self, kind: str, id: int, text: Any) -> Record:
        found = parsed(text)
        if isinstance(found, dict):
            return {**found, "kind": kind, "id": id}
        return {"kind": kind, "id": id, "version": 0, "damaged": str(text)}

    def counts(self, kind: str, field: str, value: Any) -> bool:
        return True


def parsed(text: Any) -> Any:
    """What the text of a row says; None when it is no JSON, whatever made it so."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
