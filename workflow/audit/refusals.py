"""One audit line for every request that was refused, and a bound on the lines that anybody can cause.

A line says who tried what: the page, the method, how it was refused and the numbers of the records in the address;
never what was typed. Whoever hammers gets so many lines and then one that tells how many more there were, so that
neither the disk nor the history of the offices fills up with it. The allowances are kept in memory: a restart gives
everybody a new one, and loses only the count of what was not listed (the log has those requests anyway).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from workflow.audit import chain
from workflow.clock import stamp
from workflow.pacing import network
from workflow.roles import Actor, Role
from workflow.store import Store, scopes

EACH, EACH_REFILL = 60, 1.0  # lines that one account or address can cause at once; what it gets back each minute
STRANGERS, STRANGERS_REFILL = 300, 2.0  # the same for all who have not signed in, together
MOST_KNOWN = 5_000  # accounts and addresses remembered at once
SETTLE_AFTER = timedelta(minutes=1)  # how long what is not listed is counted before the count is written down
NOBODY = Actor(0, "Tanpa akun", cast(Role, ""))  # who has not signed in; no role, so no check ever lets it do anything


@dataclass(frozen=True)
class Refusal:
    """What was refused. ``endpoint`` is "" for an address that is none of ours; ``ids``: kind of record -> id."""

    endpoint: str
    method: str
    status: int
    reason: str
    ids: Mapping[str, int]


@dataclass
class Allowance:
    """How many lines are left; it fills up again by itself."""

    most: float
    refill: float
    left: float
    at: datetime

    def now(self, at: datetime) -> float:
        minutes = max(0.0, (at - self.at).total_seconds() / 60)
        return min(self.most, self.left + minutes * self.refill)

    def take(self, at: datetime) -> None:
        self.left, self.at = self.now(at) - 1, at


@dataclass
class Unlisted:
    """What one account or address tried beyond its allowance."""

    actor: Actor
    address: str
    since: datetime
    count: int = 0


@dataclass
class Refusals:
    """Writes the lines; one for each app."""

    store: Store
    each: int = EACH
    strangers: int = STRANGERS
    _left: dict[str, Allowance] = field(default_factory=dict)
    _unlisted: dict[str, Unlisted] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, actor: Actor | None, address: str, refusal: Refusal, *, at: datetime) -> bool:
        """Writes the line of a refused request, or counts it when there have been too many; says which.

        The address is kept only of who has not signed in. Raises ``StoreUnavailable`` when it cannot be written.
        """
        who, place = (actor, "") if actor else (NOBODY, network(address))
        key = f"akun {who.id}" if actor else place
        with self._lock:
            if not self._may_write(key, stranger=actor is None, at=at):
                self._count(key, who, place, at)
                return False
        fields = {**vars(refusal), "ids": dict(refusal.ids), "address": place}
        with self.store.transaction(scopes.chain(chain_of(who))):
            chain.append(self.store, who, "refused", at, fields, chain=chain_of(who))
        return True

    def settle(self, *, at: datetime) -> None:
        """Writes down the counts of what was not listed, each once a minute at the most."""
        if not self._unlisted:
            return
        with self._lock:
            ripe = [key for key, one in self._unlisted.items() if at - one.since >= SETTLE_AFTER]
            counted = [self._unlisted.pop(key) for key in ripe]
        for one in counted:
            fields = {"count": one.count, "since": stamp(one.since), "address": one.address}
            with self.store.transaction(scopes.chain(chain_of(one.actor))):
                chain.append(self.store, one.actor, "refusals_unlisted", at, fields, chain=chain_of(one.actor))

    def _may_write(self, key: str, *, stranger: bool, at: datetime) -> bool:
        """Takes a line from everybody's allowance that it counts against, or from none."""
        asked = [self._allowance(key, self.each, EACH_REFILL, at)]
        if stranger:
            asked.append(self._allowance("", self.strangers, STRANGERS_REFILL, at))
        if any(allowance.now(at) < 1 for allowance in asked):
            return False
        for allowance in asked:
            allowance.take(at)
        return True

    def _allowance(self, key: str, most: int, refill: float, at: datetime) -> Allowance:
        if key not in self._left:
            if len(self._left) >= MOST_KNOWN:
                self._left = {known: kept for known, kept in self._left.items() if kept.now(at) < kept.most}
            self._left[key] = Allowance(most, refill, most, at)
        return self._left[key]

    def _count(self, key: str, who: Actor, place: str, at: datetime) -> None:
        """Beyond some hundred addresses at once, the rest is counted together."""
        if key not in self._unlisted and len(self._unlisted) >= MOST_KNOWN // 50:
            key, who, place = "", NOBODY, ""
        self._unlisted.setdefault(key, Unlisted(who, place, at)).count += 1


def chain_of(actor: Actor) -> str:
    """Where the line belongs: the region of who tried, or the province."""
    return actor.region if actor.role and actor.role.regional else chain.PROVINCE_CHAIN
