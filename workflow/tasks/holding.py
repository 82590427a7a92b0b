"""Who held a task for how long, and what of it is late: the one definition, for every screen, list and paper.

Days are calendar days in Aceh. A holding from day *a* to day *b* lasts *b - a* days, so that all of them add up to the
task's age. Late are the days behind the deadline on which the kabupaten/kota itself held the task, its chair or its
Sekdis: what lies with Dinas Sosial Aceh or waits for the province makes nobody late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from workflow.clock import day
from workflow.machine.actions import HAND_OVER, ROWS, UNDO
from workflow.machine.stages import Situation, Stage, Waits
from workflow.tasks.working_days import AS_IN_TABLE, Corrections, working_days


class Holder(StrEnum):
    CHAIR = "ketua"
    SEKDIS = "sekdis"
    DINSOS = "dinsos"
    PROVINCE = "provinsi"
    NOBODY = ""  # done or closed

    @property
    def label(self) -> str:
        return {
            "ketua": "Ketua LKKS", "sekdis": "Sekdis", "dinsos": "Dinsos Aceh", "provinsi": "Provinsi", "": "",
        }[self]  # fmt: skip


OWN = (Holder.CHAIR, Holder.SEKDIS)
TO_ANSWER = {"ask_help": Holder.DINSOS}  # who has to decide about what he does not hold
REVIEWERS = (Holder.SEKDIS, Holder.DINSOS)


def _holder(place: Situation) -> Holder:
    if place.closed or place.stage is Stage.IMPLEMENTED:
        return Holder.NOBODY
    return Holder.CHAIR if place.waits is Waits.NOBODY else Holder(place.waits)


# Whose hands each move puts the task into. All others (a note, a direction, a verdict) leave it where it is.
HOLDER_AFTER = {
    move.name: _holder(move.to) for move in (HAND_OVER, *ROWS) if move.to is not None and move.to not in move.starts
}


@dataclass(frozen=True)
class Moved:
    """``deadline`` (ISO) is the one in force from this move on; "" leaves the one before."""

    at: datetime
    name: str
    deadline: str = ""


@dataclass(frozen=True)
class Holding:
    """One holder's days from ``start`` to ``end``, against the ``deadline`` that was in force then."""

    move: str  # by which it began
    holder: Holder
    start: date
    end: date
    deadline: date | None

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def late(self, deadline: date | None) -> int:
        """How many of the days lie behind ``deadline`` and are the kabupaten's own."""
        if deadline is None or self.holder not in OWN:
            return 0
        return max(0, (self.end - max(self.start, deadline)).days)


@dataclass(frozen=True)
class Claim:
    """That the work is finished: how late it came, against every deadline there was and against the one in force."""

    day: date
    late_days: int
    over: int

    @property
    def in_time(self) -> bool:
        return self.over == 0

    @property
    def words(self) -> str:
        return f"diajukan {self.over} hari lewat batas" if self.over else ""


@dataclass(frozen=True)
class Reviewer:
    """Who has to decide, since when, how many working days went by, and within how many he has to."""

    holder: Holder
    since: date
    worked: int
    limit: int

    @property
    def over(self) -> int:
        """Working days beyond the limit."""
        return max(0, self.worked - self.limit)


@dataclass(frozen=True)
class Held:
    """How a task stands at a moment, and who held it until then. ``claim`` is the last one; the working days of a
    reviewer are those of the table as ``corrected``."""

    holdings: Sequence[Holding]
    today: date
    claim: Claim | None
    corrected: Corrections = AS_IN_TABLE

    @property
    def holder(self) -> Holder:
        return self.holdings[-1].holder if self.holdings else Holder.NOBODY

    @property
    def deadline(self) -> date | None:
        """The one in force."""
        return self.holdings[-1].deadline if self.holdings else None

    @property
    def split(self) -> dict[Holder, int]:
        """Days of every holder; together the task's age. Those on which it was closed belong to nobody."""
        return {one: sum(held.days for held in self.holdings if held.holder is one) for one in list(Holder)[:-1]}

    @property
    def age(self) -> int:
        return sum(self.split.values())

    @property
    def late_by(self) -> dict[Holder, int]:
        """Late days of the record, each against the deadline of its time."""
        return {one: sum(h.late(h.deadline) for h in self.holdings if h.holder is one) for one in OWN}

    @property
    def late_days(self) -> int:
        """Against the deadline in force: what counts today."""
        return sum(held.late(self.deadline) for held in self.holdings)

    @property
    def late_kept(self) -> int:
        """Days that were late before the deadline was moved: they stay in the record and make nobody late."""
        return sum(self.late_by.values()) - self.late_days

    @property
    def late_now(self) -> bool:
        return self.holder in OWN and self.late_days > 0

    @property
    def late_since(self) -> date | None:
        """The first late day against the deadline in force, while the task is late."""
        first = next((held for held in self.holdings if held.late(self.deadline)), None)
        if first is None or self.deadline is None or not self.late_now:
            return None
        return max(first.start, self.deadline) + timedelta(days=1)

    @property
    def returns(self) -> int:
        """How often a claim was sent back."""
        return sum(one.move == "return_claim" for one in self.holdings)

    @property
    def implemented_on(self) -> date | None:
        last = self.holdings[-1] if self.holdings else None
        return last.start if last and last.move == "verify" else None

    @property
    def finished_on(self) -> date | None:
        """The day of the claim that was accepted."""
        return self.claim.day if self.claim and self.implemented_on else None

    @property
    def as_handed(self) -> Held:
        """The same on the day on which its holder got it."""
        if not self.holdings:
            return self
        last = self.holdings[-1]
        return Held([*self.holdings[:-1], replace(last, end=last.start)], last.start, self.claim, self.corrected)

    @property
    def desk(self) -> Holder:
        """For whom the task waits; for nobody while the province works on it."""
        who = TO_ANSWER.get(self.holdings[-1].move, self.holder) if self.holdings else Holder.NOBODY
        return Holder.NOBODY if who is Holder.PROVINCE else who

    @property
    def reviewer(self) -> Reviewer | None:
        """Whose limit runs, anew each time a task comes to him."""
        if self.desk not in REVIEWERS:
            return None
        since, limit = self.holdings[-1].start, self.corrected.limits[self.desk]
        return Reviewer(self.desk, since, working_days(since, self.today, self.corrected), limit)


def held(deadline: str, moves: Iterable[Moved], now: datetime, corrected: Corrections = AS_IN_TABLE) -> Held:
    """What holds at ``now`` of a task that was handed over with ``deadline`` (ISO, "" for none).

    ``moves`` come in the order in which they were made; those behind ``now`` change nothing.
    """
    made = _standing(move for move in moves if move.at <= now)
    found = _holdings(deadline, made, day(now))
    claims = [place for place, one in enumerate(found) if one.move == "claim"]
    return Held(found, day(now), _claim(found[: claims[-1] + 1]) if claims else None, corrected)


def _standing(moves: Iterable[Moved]) -> list[Moved]:
    """Without what was taken back at once: for every clock it never was."""
    kept: list[Moved] = []
    for move in moves:
        if not move.name.startswith(UNDO):
            kept.append(move)
            continue
        undone = move.name.removeprefix(UNDO)
        last = max((place for place, one in enumerate(kept) if one.name == undone), default=None)
        if last is not None:
            del kept[last]
    return kept


def _holdings(deadline: str, moves: Iterable[Moved], today: date) -> list[Holding]:
    begun = [move for move in moves if move.name in HOLDER_AFTER]
    ends = [*(day(move.at) for move in begun[1:]), today]
    found = []
    for move, end in zip(begun, ends, strict=False):  # without a move there is nothing that today could end
        deadline = move.deadline or deadline
        until = date.fromisoformat(deadline) if deadline else None
        found.append(Holding(move.name, HOLDER_AFTER[move.name], day(move.at), end, until))
    return found


def _claim(until: Sequence[Holding]) -> Claim:
    """The claim with which the last of these holdings began."""
    last = until[-1]
    ever, over = sum(one.late(one.deadline) for one in until), sum(one.late(last.deadline) for one in until)
    return Claim(last.start, ever, over)
