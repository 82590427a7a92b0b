"""Programs of offices: the key that a request of theirs carries in place of an account.

Nothing of a person is asked for, and no cookie is looked at: whoever has the key comes in as the program, at the desk
of its office, and may what the key may.
"""

from __future__ import annotations

import math
import threading
from datetime import datetime
from typing import Any, cast

from flask import Flask, current_app, g, request

from workflow.audit.refusals import Allowance
from workflow.errors import NotAllowed, StoreUnavailable, TooOften
from workflow.offices import tokens
from workflow.records import Token
from workflow.web import problems
from workflow.web.current import noting_store, now

OPEN = ""  # in place of a scope: no key is asked for
MOST, REFILL = 600, 600.0  # requests that a key may make at once; what it gets back each minute
BRAKE = "program_brake"


class Brake:
    """How much a key may ask for, kept in memory: reading shall not write. A restart gives everybody all again."""

    def __init__(self, most: float = MOST) -> None:
        self.most = most
        self._left: dict[int, Allowance] = {}
        self._lock = threading.Lock()

    def take(self, key: int, at: datetime) -> None:
        """Raises ``TooOften`` when nothing is left."""
        with self._lock:
            allowance = self._left.setdefault(key, Allowance(self.most, REFILL, self.most, at))
            if allowance.now(at) < 1:
                raise TooOften(math.ceil((1 - allowance.now(at)) * 60 / REFILL))
            allowance.take(at)


def init_app(app: Flask) -> None:
    app.extensions[BRAKE] = Brake()


def let_in(scope: str) -> Any:
    """The answer to a request that shows no key that is good; nothing when it may go on. Raises ``NotAllowed`` for a
    key that may not do this, ``TooOften`` for one that asks too much."""
    g.user = None
    if scope == OPEN:
        return None
    given = request.authorization
    secret = given.token or "" if given is not None and given.type == "bearer" else ""
    token = tokens.whose(noting_store, secret, at=now())
    if token is None:
        g.refused = "anonymous"
        return problems.without_key()
    g.program = token
    cast(Brake, current_app.extensions[BRAKE]).take(token["id"], now())
    if scope not in token["scopes"]:
        raise NotAllowed(f"Kunci ini tidak boleh: {tokens.SCOPES[scope].lower()}.")
    _note(token)
    return None


def _note(token: Token) -> None:
    """It is let in all the same when this cannot be kept."""
    try:
        tokens.note_used(noting_store, token, at=now())
    except StoreUnavailable:
        current_app.logger.warning("not kept: when a program came in")
