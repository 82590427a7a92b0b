"""The reader's own filters of a list as chips, each with the number of its list where that is found by an index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from flask import url_for

from workflow.people import saved_filters
from workflow.web.chips import Chip
from workflow.web.current import store, user

# list -> the endpoint of its page
ADDRESSES = {"tugas": "tasks.index", "lks": "lks.index", "dokumen": "documents.index", "agenda": "agenda.index"}
SEARCHES = {"q", "cari"}  # looked for in the text of every record: not counted on each page
Query = Mapping[str, str]


def list_address(of: str, query: Query) -> str:
    """The list with that query. Its names were typed by somebody, so they are none of ``url_for``."""
    return f"{url_for(ADDRESSES[of])}?{urlencode(query)}" if query else url_for(ADDRESSES[of])


def saved_chips(of: str, now: Query, accepted: Callable[[Query], Query], count: Callable[[Query], int]) -> list[Chip]:
    """``now``: what the page is filtered by; ``accepted``: what of a query means anything to the reader today."""
    return [
        _chip(of, one["name"], one["query"], now, accepted(one["query"]), count)
        for one in saved_filters.own(store, user()["id"], of)
    ]


def _chip(of: str, name: str, query: Query, now: Query, known: Query, count: Callable[[Query], int]) -> Chip:
    url = list_address(of, query)
    if dict(known) != dict(query):
        return Chip(f"{name} (tidak dikenal lagi)", url, None, star=True)
    number = None if SEARCHES & query.keys() else count(query)
    return Chip(name, url, number, current=_narrowing(query) == _narrowing(now), star=True)


def _narrowing(query: Query) -> dict[str, str]:
    return {name: value for name, value in query.items() if name != "urut"}
