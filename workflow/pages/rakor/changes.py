"""When two people change one rakor at once: no alarm where they changed different parts, both texts where not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import url_for

from workflow.errors import Stale
from workflow.store import OneOf
from workflow.web.conflicts import stale_page
from workflow.web.current import store

T = TypeVar("T")
EDITS = (
    "rakor_recorded", "rakor_edited", "outcome_edited", "rakor_closed", "rakor_opened", "public_page_opened",
    "public_page_closed",
)  # fmt: skip


def unless_changed(
    operation: Callable[[int], T], seen: int, shown: str | None, stored: Callable[[Mapping[str, Any]], str]
) -> T:
    """Runs ``operation`` with the version that the page showed.

    A rakor is one record with one version, but its head and its outcomes are separate pages. When the record is
    newer and yet the part that the page showed (its fingerprint ``shown``) is stored unchanged (``stored``), only
    another part was saved meanwhile, and the operation runs on the current version. Otherwise ``Stale`` goes on.
    """
    try:
        return operation(seen)
    except Stale as late:
        if shown != stored(late.current):
            raise
        return operation(late.current["version"])


def conflict(
    rakor: Mapping[str, Any],
    labels: Mapping[str, str],
    typed: Mapping[str, Any],
    stored: Mapping[str, Any],
    *,
    post_url: str,
) -> tuple[str, int]:
    """The 409 page with both texts, and who saved the other one when."""
    event = store.first("event", rakor=rakor["id"], name=OneOf(EDITS), order="-id")
    return stale_page(
        labels, typed, stored, post_url=post_url, version=rakor["version"], may_save=True,
        who=event["actor"]["name"] if event else "", when=event["at"] if event else "",
        back_url=url_for("rakor.show", rakor_id=rakor["id"]), back_words=rakor["title"],
    )  # fmt: skip
