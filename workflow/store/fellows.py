"""What the servers of several machines know of each other through the store that they share: who is there, what time
it is, and whose store it is. None of it is a record: it does not move, and is in no backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

SILENT = timedelta(seconds=60)  # who has said nothing for so long is gone, whatever ended it


@dataclass(frozen=True)
class Server:
    """One of them, as it says itself."""

    name: str  # no other has it, ever
    host: str
    pid: int
    version: str
    role: str  # as ``TUNTAS_ROLE`` names it
    key: str  # the same where the secret key is the same; nothing else can be told from it

    def goes_with(self, other: Server) -> bool:
        """Whether both may be at work at once."""
        return (self.version, self.key) == (other.version, other.key)


@dataclass(frozen=True)
class Fellow(Server):
    """The same, with the times of the database at which it began and at which it was last heard of."""

    apart: float  # seconds by which its machine's clock was ahead of the database's
    began: datetime
    beat: datetime


class Together(Protocol):
    """Everything raises ``StoreUnavailable`` where the database is away."""

    def time(self) -> datetime:
        """The database's, now."""
        ...

    def enter(self, server: Server) -> list[Fellow]:
        """Makes it one of them, unless there are some that it does not go with: these are returned then. Of two that
        enter at the same moment one is first. Raises ``StoreUnavailable`` where the records are moved or have been."""
        ...

    def beat(self, server: Server, apart: float) -> datetime:
        """Says that it is still there; returns the database's time."""
        ...

    def leave(self, server: Server) -> None: ...

    def fellows(self) -> list[Fellow]:
        """Those that are there, by host."""
        ...

    def instance(self, otherwise: str) -> str:
        """By which name the database knows the instance that it holds; ``otherwise`` where it had none yet."""
        ...
