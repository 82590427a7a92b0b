"""Where a list goes on from: the one way to page, whatever is listed."""

from __future__ import annotations

from flask import request

from workflow.store import Record
from workflow.web.current import actor, store


def after(kind: str, name: str = "sesudah") -> int | None:
    """Where the page goes on (``?sesudah=``): the id of a record that is there, or the beginning.

    Only from behind a record of the reader's own: where a list goes on from another's would tell its date.
    """
    text = request.args.get(name, "")
    known = store.get(kind, int(text)) if text.isascii() and text.isdigit() and len(text) < 16 else None
    return known["id"] if known and _within(known) else None


def _within(record: Record) -> bool:
    place = record.get("region", record.get("chain"))
    return not actor().role.regional or place in (None, actor().region)
