"""What a reader understood of an office file: plain values, the same for Word and Excel, nothing saved yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.plan_fields import READ

# The fields of a task that a column (or a label) can hold; "outcome" and "no" besides them say which outcome it is.
TASK_FIELDS = (*READ, "regions")
TEXTS = tuple(name for name in READ if name not in ("action", "deadline", "budget"))  # taken as they are written


@dataclass(frozen=True)
class Remark:
    """Something left out or not understood: where ("tabel 2, baris 7, kolom Batas Waktu") and why, in Indonesian.

    ``offer`` is what was left out, as it would be taken in; None where there is nothing to take.
    """

    place: str
    text: str
    offer: Offer | None = field(default=None, compare=False, repr=False)

    @property
    def told(self) -> dict[str, str]:
        """As plain data, without what is offered."""
        return {"place": self.place, "text": self.text}


@dataclass(frozen=True)
class Offer:
    """What was left out, read as if it had been decided; of a table that nobody knew its ``columns``, to be assigned
    before anything can be read of it. Tasks name their outcome by its index in ``outcomes``."""

    outcomes: tuple[ReadOutcome, ...] = ()
    tasks: tuple[ReadTask, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """A time as written, and the days it can mean: ``first`` to ``last`` (ISO), both "" when it names no day.

    ``precision`` is day, week, month, quarter, half, year, relative, or "" when it was not understood; the day to
    propose is ``last``. ``doubt`` is a question to the user, "" when there is none.
    """

    raw: str = ""
    first: str = ""
    last: str = ""
    precision: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Budget:
    """Money as written; ``amount`` in whole rupiah or None; ``source`` such as "APBK 2023"."""

    raw: str = ""
    amount: int | None = None
    source: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Regions:
    """The kabupaten/kota named in a cell: codes like "11.11", or ("ALL",).

    ``doubt`` asks about a spelling; ``proposal`` holds the codes that the whole cell then probably means.
    """

    raw: str = ""
    codes: tuple[str, ...] = ()
    doubt: str = ""
    proposal: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadOutcome:
    """An outcome of the meeting as written; ``no`` as the file numbers it ("" when it does not); ``commission`` the
    komisi whose part of the file it stands in."""

    no: str
    text: str
    sub: tuple[str, ...] = ()
    place: str = ""
    commission: str = ""


@dataclass(frozen=True)
class ReadTask:
    """A follow-up; ``outcome`` is the index of its outcome in ``Reading.outcomes``, None when the file has none.

    ``texts`` has each of ``TEXTS``; ``code`` is that of the task in our own list, "" in all other files.
    """

    outcome: int | None
    action: str
    texts: Mapping[str, str]
    deadline: Deadline = Deadline()
    budget: Budget = Budget()
    regions: Regions = Regions()
    place: str = ""
    code: str = ""


@dataclass(frozen=True)
class Meeting:
    """The head of the file, as far as it is there; dates ISO, "" when not found."""

    title: str = ""
    place: str = ""
    date_start: str = ""
    date_end: str = ""
    organiser: str = ""
    participants: int | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table that was read: its place, the words of its head, what it was taken for ("" = nothing)."""

    table: str
    index: int
    head: str
    field: str


@dataclass
class Reading:
    """All that was understood of one file. ``ask_mapping``: there is a table but its columns are unclear."""

    kind: str = ""
    meeting: Meeting = Meeting()
    outcomes: list[ReadOutcome] = field(default_factory=list)
    tasks: list[ReadTask] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    ask_mapping: bool = False

    @property
    def offers(self) -> bool:
        """Whether something that was left out can be taken in."""
        return any(remark.offer for remark in self.remarks)
