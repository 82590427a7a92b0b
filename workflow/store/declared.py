"""What is declared of each kind of record: the fields by which it is found, what their values are, and which of them
only one record has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from workflow.records import SHAPES

# kind -> the fields that find() and tally() may use. They are kept beside the documents, so that a search reads no
# JSON; store/fields_table.py says which have an index, and together with which.
FIELDS: dict[str, tuple[str, ...]] = {
    "rakor": ("start", "example", "closed_at", "public_code", "search"),
    "task": (
        "rakor",
        "outcome",
        "commission",
        "region",
        "stage",
        "waits_for",
        "cancelled",
        "since",
        "deadline",
        "open",
        "late_after",
        "late_days",
        "finished_on",
        "undo_group",
        "closed",
        "matter",
        "desk",
        "desk_kind",
        "limit_until",
        "title",
        "search",
    ),
    "event": ("chain", "seq", "task", "rakor", "name", "at"),
    "chain": ("name",),
    "evidence": ("task", "sha256", "removed"),
    "document": (
        "task",
        "rakor",
        "lks",
        "region",
        "type",
        "status",
        "pending",
        "code",
        "date",
        "year",
        "number",
        "office",
        "search",
    ),
    "document_task": ("document", "task"),  # a document is found from each of its tasks
    "content": ("document",),
    "job": ("user", "state"),
    "entry": ("office", "region", "year", "ordinal", "number", "date", "status", "document", "about", "search"),
    "office": ("region", "identity"),
    "signatory": ("office", "start"),
    "user": ("username", "role", "region", "active", "demo", "email"),
    "session": ("token", "user", "seen"),
    "sign_in": ("token", "user", "at"),  # password proved, code still awaited
    "reset": ("token", "user", "at"),  # a link of one use that was mailed
    "factor": ("user",),
    "familiar": ("user", "network", "at"),  # where an account has signed in from
    "mandate": ("giver", "deputy", "region", "until", "ended"),
    "saved_filter": ("user",),
    "greeting": ("user",),
    "throttle": ("key", "at"),
    "pressed": ("key", "at"),
    "access": ("key", "at"),  # what was fetched within the last hour; access.py
    "opened": ("task", "user"),  # a reviewer has read what waits for him
    "looked": ("user",),  # what of the news is new; timeline.py
    "calendar_link": ("user", "token"),  # where a calendar program reads an account's days
    "digest": ("user", "day", "fresh"),
    "notice": ("user",),
    "intake": ("user", "rakor", "state"),
    "travel": ("user", "state"),  # a form that was filled in without a network
    "inquiry": ("task", "asked_by", "answered_by", "at"),  # asked of whoever held a task
    "lks": ("uid", "region", "parent", "ended", "hidden", "search"),
    "lks_span": ("lks", "region", "kecamatan", "measure", "start", "until"),
    "lks_count": ("region", "day"),
    "lks_state": ("lks", "region", "state", "start", "until", "sort", "paper", "grade", "named", "search"),
    "lks_change": ("lks", "region", "state"),
    "lks_number": ("lks", "number", "across"),
    "lks_apart": ("first", "second", "region"),
    "lks_doubts": ("region",),
    "lks_merge": ("first", "other", "region"),
    "lks_list": ("user", "region", "state"),
    "token": ("hash",),
    "delivery": ("token",),
    "suggestion": ("office", "region", "part", "state"),
    "lks_role": ("lks", "task", "region", "role", "implemented"),
    "kecamatan": ("region", "start"),
    "snapshot": ("day",),
    "population": ("year",),
    "population_choice": ("year",),
    "mail": ("key", "user", "state", "due", "until", "ended"),  # what goes out, and a while after; mail/outbox.py
    "setting": ("name",),
}

# kind -> the fields of which no two records have the same, where each of them has something: a second one is refused
# with ``errors.Taken``. The running number of a register's entry is none of these: one between two others (12.A) has
# that of the first, and books that were typed in may have one twice.
UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    "event": (("chain", "seq"),),
    "chain": (("name",),),
    "office": (("region", "identity"),),
    "user": (("username",),),
    "session": (("token",),),
    "sign_in": (("token",),),
    "reset": (("token",),),
    "calendar_link": (("token",),),
    "token": (("hash",),),
    "throttle": (("key",),),
    "pressed": (("key",),),
    "access": (("key",),),
    "mail": (("key",),),
    "setting": (("name",),),
}


@cache
def types(kind: str) -> Mapping[str, type]:
    """Of each declared field its type, ``str``, ``int`` or ``bool``, as the kind's shape says it; beside it there may
    be None."""
    hints = get_type_hints(SHAPES[kind])
    return {field: next(iter(get_args(hints[field])), hints[field]) for field in FIELDS[kind]}


def refuse_others(kind: str, doc: Mapping[str, Any]) -> None:
    """Raises ``TypeError`` where a declared field holds something of another type.

    SQLite would sort it somewhere, and other stores, whose columns have types, would not keep it at all.
    """
    for field, wanted in types(kind).items():
        value = doc.get(field)
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            raise TypeError(f"{kind}.{field} is a number of more than 64 bits")
        if value is not None and (not isinstance(value, wanted) or isinstance(value, bool) is not (wanted is bool)):
            raise TypeError(f"{kind}.{field} is of type {wanted.__name__}, not {value!r}")
