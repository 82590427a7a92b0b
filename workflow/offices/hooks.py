"""Programs that are told when something happens, instead of asking again and again.

A message says which events of a chain are new, by number and name, and no more: the program fetches what it wants to
know. What is still to be told needs no outbox of its own: the events are one, written in the transaction of each act
and numbered without a gap, so a row for each program and chain says how far it has been told. What could not be handed
over is tried again for a day, always the same message; then the program is told from the newest on, and catches up by
``/api/v1/events``. Signed as Standard Webhooks say, so that nobody else can tell it anything.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from workflow.audit import newest
from workflow.clock import moment, stamp
from workflow.offices import outward, tokens
from workflow.records import Delivery, Token
from workflow.rounds import Rounds
from workflow.store import Between, Store

AT_ONCE = 100  # events in a message
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))  # after the first, second … vain try
GIVEN_UP = timedelta(hours=24)
REFUSED = "Alamat itu menolak (status {})."
BEGINS = "whsec_"
log = logging.getLogger(__name__)


def secret_of(key: str, token_id: int) -> str:
    """By which the program knows that a message is ours: computed from the server's key, and kept nowhere."""
    made = hmac.digest(key.encode(), f"webhook {token_id}".encode(), "sha256")
    return BEGINS + base64.b64encode(made).decode()


def signed(secret: str, name: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of a message called ``name``."""
    seconds = str(int(at.timestamp()))
    raw = base64.b64decode(secret.removeprefix(BEGINS))
    seal = hmac.digest(raw, b".".join((name.encode(), seconds.encode(), body)), hashlib.sha256)
    return {
        "Content-Type": "application/json", "User-Agent": "Tuntas", "webhook-id": name, "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(seal).decode()}",
    }  # fmt: skip


class Hooks(Rounds):
    """``key`` is the server's; ``inside`` whether addresses of the own network may be told; ``now`` gives the time."""

    name, every = "hooks", 10
    share = 10.0  # seconds after which the next program has its turn: who answers slowly, or not, holds up nobody long

    def __init__(self, store: Store, key: str, now: Callable[[], datetime], *, on: bool, inside: bool) -> None:
        super().__init__(store)
        self.key, self.now, self.on, self.inside = key, now, on, inside

    def look(self) -> int:
        """Tells everything that is due; how many messages were taken."""
        taken = 0
        for token in self.store.find(Token) if self.on else ():
            if "damaged" in token or not token.get("hook") or not tokens.is_good(token, self.now()):
                continue
            until = time.monotonic() + self.share
            rows = self.store.find(Delivery, token=token["id"])
            for row in sorted(rows, key=itemgetter("due")):  # what did not fail comes first
                while self.goes_on() and time.monotonic() < until and self._told(token, row):
                    taken += 1
                    row = self.store.get(Delivery, row["id"]) or row
        return taken

    def _told(self, token: Token, row: Delivery) -> bool:
        """Whether a message of this chain was taken."""
        at = self.now()
        if row["due"] and at < moment(row["due"]):
            return False
        last = row["upto"] or row["sent"] + AT_ONCE
        events = self.store.find("event", chain=row["chain"], seq=Between(row["sent"] + 1, last), order="seq")
        if not events:
            return False
        failure = self._sent(token, row, events, at)
        return self._note(row, events[-1]["seq"], failure, at) and not failure

    def _sent(self, token: Token, row: Delivery, events: list[dict[str, Any]], at: datetime) -> str:
        """Why it was not taken; "" when it was."""
        body = json.dumps(message(row["chain"], events)).encode()
        name = f"msg_{token['id']}_{row['chain']}_{events[0]['seq']}_{events[-1]['seq']}"
        headers = signed(secret_of(self.key, token["id"]), name, at, body)
        try:
            status = outward.post(token["hook"], body, headers, inside=self.inside)
        except outward.NotReached as failure:
            return str(failure)
        return "" if 200 <= status < 300 else REFUSED.format(status)

    def _note(self, told: Delivery, last: int, failure: str, at: datetime) -> bool:
        """Whether it was noted: not where another server has told it meanwhile, for a claim may be lost while a
        program takes its half minute. Then it was told twice, under one name by which programs know the second."""
        with self.store.transaction():
            row = self.store.get(Delivery, told["id"])
            if row is None or row["version"] != told["version"]:
                return False
            failing = row["failing"] or stamp(at)
            if failure and at - moment(failing) < GIVEN_UP:
                pause = PAUSES[min(row["tries"], len(PAUSES) - 1)]
                row |= {"upto": last, "tries": row["tries"] + 1, "failing": failing}
                row |= {"due": stamp(at + pause), "reason": failure}
            else:
                gone = newest.heads(self.store)[row["chain"]]["seq"] if failure else last
                row |= {"sent": gone, "upto": 0, "tries": 0, "failing": "", "due": "", "reason": failure}
            if failure:
                log.warning("program %s not told of chain %s: %s", row["token"], row["chain"], failure)
            self.store.save(row)
            return True


def message(chain: str, events: list[dict[str, Any]]) -> Mapping[str, Any]:
    """What is told: which events of a chain are new."""
    told = [{name: event[name] for name in ("seq", "name", "at", "task", "rakor")} for event in events]
    return {"type": "events", "timestamp": events[-1]["at"], "data": {"chain": chain, "events": told}}
