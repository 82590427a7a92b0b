"""Answers that are the same for everybody, kept ready: under many visitors each is made once for what it tells.

An answer stays for a minute, and for as long as nothing has been recorded since it was made.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
MOST = 64  # answers of some 40 KB


@dataclass(frozen=True)
class Answer:
    """``made_of`` is what has to be the same for it to be told; ``newest`` how far everything had come."""

    body: bytes
    made_of: Hashable
    newest: Hashable
    at: datetime
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tag", hashlib.sha256(self.body).hexdigest()[:32])


class Answers:
    def __init__(self) -> None:
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def give(
        self, name: str, made_of: Hashable, newest: Callable[[], Hashable], make: Callable[[], bytes], *, at: datetime
    ) -> Answer:
        """What is kept under the name, or made now: who comes meanwhile waits for it rather than making another."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept.made_of != made_of or not kept.at <= at < kept.at + MINUTE:
                came = newest()  # first: what is recorded while it is made is seen the next time
                same = kept is not None and (kept.made_of, kept.newest) == (made_of, came)
                kept = Answer(kept.body if kept and same else make(), made_of, came, at)
            self._kept[name] = kept
            self._kept.move_to_end(name)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
            return kept
