"""To whose part of the store a record belongs: what a transaction that names its scopes may write.

Everything about a kabupaten/kota, or about the province (11), is one: its tasks and papers, the register and the
series of its offices, the chain of its history. An account is one, and what is kept under a key by itself. What is not
named here is only written by whoever is alone in the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.store.protocol import Store

REGION, USER, KEY, CHAIN = "region", "user", "key", "chain"
# kind -> (what of it is the part, the field that says which)
BY_FIELD = {
    **dict.fromkeys(("task", "evidence", "document", "entry", "inquiry", "lks_role", "lks_state"), (REGION, "region")),
    **dict.fromkeys(("session", "sign_in", "familiar", "greeting", "looked", "factor", "digest", "notice",
                     "calendar_link", "saved_filter", "job"), (USER, "user")),
    **dict.fromkeys(("throttle", "pressed", "access"), (KEY, "key")),
    "event": (CHAIN, "chain"),
    "chain": (CHAIN, "name"),
}  # fmt: skip
# kind -> (another kind, the field that says which record of it): it belongs where that does
BY_RECORD = {
    "content": ("document", "document"),
    "document_task": ("document", "document"),
    "opened": ("task", "task"),
}
# Whose time is over may be taken away by anybody: nobody has it in hand any more, and twice gone is gone.
SWEPT = frozenset({"session", "sign_in", "familiar", "throttle", "pressed", "access"})


def region(code: str) -> str:
    return f"{REGION}:{code}"


def user(id: int) -> str:
    return f"{USER}:{id}"


def key(text: str) -> str:
    return f"{KEY}:{text}"


def chain(name: str) -> str:
    """The chain of a region is written with what it tells of; one of another name is a part by itself."""
    return region(name) if name[:1].isdigit() else f"{CHAIN}:{name}"


def series(name: str) -> str:
    """Of a series of numbers ("11.11/dinsos/2026"): that of the office's region."""
    return region(name.partition("/")[0])


def of_record(store: Store, kind: str, record: Mapping[str, Any]) -> str:
    """The scope of a record; "" for what is only written alone."""
    if kind in BY_FIELD:
        part, field = BY_FIELD[kind]
        value = str(record.get(field, ""))
        return chain(value) if part == CHAIN else f"{part}:{value}"
    if kind in BY_RECORD:
        other, field = BY_RECORD[kind]
        found = store.get(other, record[field])
        return of_record(store, other, found) if found else ""
    return ""
