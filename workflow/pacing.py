"""A brake for public pages: how much one address may ask for, kept in the store so that a restart forgets nothing.

Each address has an allowance that fills up again by itself. It is wide enough for a whole office behind one address,
and far too narrow for anybody who tries codes or sends files to keep the machine busy.
"""

from __future__ import annotations

import ipaddress
import logging
import math
from datetime import datetime, timedelta

from workflow.clock import moment, stamp
from workflow.errors import StoreUnavailable, TooOften
from workflow.records import SCHEMA
from workflow.store import Below, Record, Store, scopes

ALLOWANCE = 600  # what an address may ask for at once
REFILL = 1  # what it gets back each second
KEPT = timedelta(days=1)  # how long an address that asks no more is remembered
LOOKUP, UNKNOWN, UPLOAD = 1, 5, 5  # what a page, a code that does not exist, and a compared file cost
log = logging.getLogger(__name__)


def charge(store: Store, page: str, address: str, cost: int, *, at: datetime) -> None:
    """Takes ``cost`` from what the address may ask of a page; raises ``TooOften``, and then takes nothing."""
    key = f"{page}:{network(address)}"
    _spent(_row(store, key), cost, at)  # whoever is refused does not even wait for the writer's lock
    try:
        _take(store, key, cost, at)
    except StoreUnavailable:
        log.warning("the disk refuses to keep what an address has asked for")  # a paper can be checked all the same


def _take(store: Store, key: str, cost: int, at: datetime) -> None:
    with store.transaction(scopes.key(key)):
        row = _row(store, key)
        now = {"spent": _spent(row, cost, at), "at": stamp(at)}
        if row:
            store.save({**row, **now})
            return
        for old in store.find("throttle", at=Below(stamp(at - KEPT)), limit=100):
            store.delete("throttle", old["id"])
        store.insert("throttle", {"schema": SCHEMA["throttle"], "key": key, **now})


def network(address: str) -> str:
    """Who is counted as one: an IPv4 address, or the network of an IPv6 address, which one line has all for itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))


def _row(store: Store, key: str) -> Record | None:
    return store.first("throttle", key=key)


def _spent(row: Record | None, cost: int, at: datetime) -> float:
    """What will be spent with ``cost`` on top."""
    before = 0.0
    if row:
        # Both in whole seconds, as they are stored; none have passed when the clock was set back.
        passed = max(0.0, (moment(stamp(at)) - moment(row["at"])).total_seconds())
        before = max(0.0, row["spent"] - REFILL * passed)
    if before + cost > ALLOWANCE:
        raise TooOften(math.ceil((before + cost - ALLOWANCE) / REFILL))
    return before + cost
