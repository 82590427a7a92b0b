"""What the app notes of its own: history, brakes, what was sent and seen just now, settings."""

from typing import Any, NotRequired, TypedDict

from workflow.records.stored import Stored


class ActorThen(TypedDict):
    id: int
    name: str
    role: str
    for_: NotRequired[int]  # who acts with a mandate: the account that was acted for, 0 for an office that has none


class Event(Stored):
    """One link of a chain; never changed."""

    chain: str  # a region, "11", or "akses"
    seq: int  # from 1, without a gap
    prev: str  # hash of the one before; "" for the first
    name: str  # of ``audit.chain.KINDS``, which says what ``fields`` holds
    at: str
    actor: ActorThen
    task: int  # 0 when it is about none
    rakor: int
    fields: dict[str, Any]
    hash: str


class Chain(Stored):
    """The newest event of a chain, beside all that have been: what the next one follows."""

    name: str
    seq: int
    hash: str
    at: str


class Throttle(Stored):
    """A brake: of wrong passwords and codes (``people.throttle``), or of public pages (``pacing``)."""

    key: str
    at: str
    wrong: NotRequired[int]
    spent: NotRequired[float]


class Pressed(Stored):
    """A form that was sent, and what came of it."""

    key: str
    at: str
    made: dict[str, Any]
    onward: NotRequired[str]  # the address it led to


class Access(Stored):
    """Who fetched what within the last hour."""

    key: str
    at: str


class Looked(Stored):
    """Up to which event an account has read the news of a desk."""

    user: int
    region: str  # "" for all of them
    role: NotRequired[str]
    event: int  # its ``seq`` in the chain of the region; of all its id


class CalendarLink(Stored):
    """The address under which a calendar program fetches an account's calendar."""

    user: int
    token: str  # its SHA-256
    made: str
    read: str  # when a program last fetched it, or ""


class Opened(Stored):
    """That somebody of the desk which holds a task has opened it, first since it came there."""

    task: int
    since: str  # of the task then
    desk: str  # a role
    at: str
    user: int
    deputy: bool


class CorrectedDay(TypedDict):
    """A day that a decree calls ``free``, or working, although the table of holidays says otherwise."""

    day: str
    free: bool
    decree: str
    by: str
    at: str


class CopyFailure(TypedDict):
    """Why the daily copy was not made, when, on which machine."""

    at: str
    sentence: str
    host: str


class Setting(Stored):
    """``retention`` has two times in years, ``outside/…`` the last number of an office's own book, ``holidays`` what is
    otherwise than in the table, ``times`` what ``machine.time_allowed`` names, ``reminders`` the ``day`` up to which
    everything due was told, ``copies`` what ``failed`` when a daily copy was last tried; ``agenda``, ``search/2``,
    ``days/1``, ``contoh`` and ``produksi`` none: they say that something was done once."""

    name: str
    evidence: NotRequired[int]
    accounts: NotRequired[int]
    last: NotRequired[int]
    corrected: NotRequired[list[CorrectedDay]]
    times: NotRequired[dict[str, int]]
    day: NotRequired[str]
    failed: NotRequired[CopyFailure]
