"""The choice of LKS in the form of a plan: a search of the region's register that is a button of the form, so that it
works without JavaScript; each found one has a list of roles beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from workflow.lks.kinds import ROLES
from workflow.lks.register import by_uids
from workflow.lks.worded import accreditation, registration
from workflow.records import Lks
from workflow.store import Record
from workflow.tasks import named_lks
from workflow.text import line
from workflow.web.current import store, today

SEARCH = "cari-lks"  # the value of the button
MARK, ROLE, WORDS = "lks", "lks-", "lks_cari"  # fields: that there is a choice; a role by key; what is looked for
MOST_WORDS = 100


@dataclass(frozen=True)
class Row:
    """One that can be named: how it stands today in words, and its role so far."""

    key: str
    name: str
    told: str
    role: str


@dataclass(frozen=True)
class Choice:
    """``named`` are in the plan already, ``found`` of ``total`` can be added; ``error`` is what was wrong."""

    named: list[Row]
    found: list[Row]
    total: int
    words: str
    searched: bool
    error: str

    @property
    def roles(self) -> tuple[str, ...]:
        return ROLES


def typed() -> dict[str, str] | None:
    """Key -> role as sent; None from a form without the choice."""
    if MARK not in request.form:
        return None
    return {name.removeprefix(ROLE): role for name, role in request.form.items() if name.startswith(ROLE)}


def along() -> dict[str, str]:
    """The same as fields, for a page in between that sends them on."""
    roles = typed()
    return {} if roles is None else {MARK: "ya", **{f"{ROLE}{key}": role for key, role in roles.items() if role}}


def choice(task: Record, refused: Mapping[str, str]) -> Choice:
    """As stored when the form is opened, as it was sent when it is shown again."""
    stored = {named_lks.key(one, place): one for place, one in enumerate(task.get("lks", ()))}
    roles = typed()
    if roles is None:
        roles = {key: one["role"] for key, one in stored.items()}
    words = line(request.form.get(WORDS))[:MOST_WORDS]
    found, total = named_lks.offered(store, task["region"], words)
    meant = by_uids(store, roles)
    found_rows = (_row(task, key, role, stored, meant.get(key)) for key, role in roles.items() if role or key in stored)
    named = [row for row in found_rows if row]
    taken = {meant[row.key]["uid"] for row in named if row.key in meant}
    rest = [Row(lks["uid"], *_words(lks), "") for lks in found if lks["uid"] not in taken]
    return Choice(named, rest, total, words, bool(words), refused.get(named_lks.NAME, ""))


def _row(task: Record, key: str, role: str, stored: Mapping[str, Any], lks: Lks | None) -> Row | None:
    """None for one that the reader may not know."""
    if lks is not None and lks["region"] == task["region"]:
        return Row(key, *_words(lks), role)
    return Row(key, stored[key]["name"], "tidak ada dalam daftar LKS di sini", role) if key in stored else None


def _words(lks: Lks) -> tuple[str, str]:
    day = date.fromisoformat(today())
    return lks["name"], f"{registration(lks, day)}, {accreditation(lks, day)}"
