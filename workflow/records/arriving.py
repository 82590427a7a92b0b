"""What came in and is checked before it counts: an office's file, a form that was filled in without a network."""

from typing import Any, NotRequired, TypedDict

from workflow.records.followed import EvidenceFacts
from workflow.records.institutions import LksTold
from workflow.records.stored import Stored


class Source(TypedDict):
    name: str
    sha256: str


class SourceOfIntake(Source):
    kind: str
    locked: NotRequired[bool]  # whether it was kept behind its password
    part: NotRequired[str]  # which attachment of a mail was read


class Row(TypedDict):
    key: str  # "o3", "t12"
    take: bool  # whether it will be recorded
    asks: dict[str, str]  # field -> what the file left in doubt
    place: str  # where in the file
    note: str
    edited: list[str]  # the fields that were changed by hand


class OutcomeRow(Row):
    no: str  # as the file numbers it
    text: str
    title: str
    commission: str
    dimension: str
    is_task: bool
    deadline: str
    existing: str  # the uid, when the rakor has it already
    whole: NotRequired[bool]  # says several things and shall stay one


class TaskRow(Row):
    outcome: str  # key of its outcome
    action: str
    indicator: str
    target: str
    responsible: str
    related: str
    budget: str
    remarks: str
    deadline_written: str
    regions_written: str
    as_words: bool  # the deadline stays as it is written
    deadline: str  # this and the rest are read from what is written
    deadline_text: str
    precision: str
    regions: list[str]
    proposal: list[str]
    doubted: NotRequired[dict[str, str]]  # field -> what a yes answers
    whole: NotRequired[bool]
    code: NotRequired[str]  # of the task that a row of our own list was written from


class ColumnRead(TypedDict):
    table: str
    index: int
    head: str
    field: str


class Kept(TypedDict):
    """Rows that are not in the sheet, but can come into it."""

    outcomes: list[OutcomeRow]
    tasks: list[TaskRow]


class Offer(Kept):
    columns: list[ColumnRead]  # to be assigned first


class RemarkRead(TypedDict):
    place: str
    text: str
    offer: NotRequired[Offer]  # what of it can be taken in; none any more once the sheet was recorded


class Act(TypedDict):
    """A change of the sheet that can be taken back and done again."""

    no: int
    do: str
    on: str  # a row's key, a part of the file, the number of a remark
    said: str
    made: list[str]  # keys of rows
    held: list[str]  # of those that it puts aside
    moved: dict[str, list[str]]  # task -> outcome before, after
    columns: list[ColumnRead]
    aside: Kept
    off: bool  # taken back


class Sheet(TypedDict):
    head: dict[str, str]  # fields of the rakor, as far as they are known
    outcomes: list[OutcomeRow]
    tasks: list[TaskRow]
    columns: list[ColumnRead]
    remarks: list[RemarkRead]
    ask_mapping: bool
    yes: NotRequired[list[str]]  # marks of questions that were answered with yes
    acts: NotRequired[list[Act]]


class MadeOfIntake(TypedDict):
    rakor: int  # 0 when it was there before
    outcomes: list[str]
    tasks: list[int]


class Intake(Stored):
    user: int
    rakor: int  # 0 until one is made from the file
    state: str
    at: str
    source: SourceOfIntake
    sheet: Sheet
    made: MadeOfIntake


class LksRow(TypedDict):
    """An institution of a list, and what was answered about it."""

    key: str  # "r3"
    rows: list[int]  # of the file, counted without heads and totals
    told: LksTold
    take: bool
    which: str  # "" unanswered, "baru", or which record: an id, or the key of another row
    region: str  # chosen where the list names none
    done: bool  # recorded
    written: NotRequired[dict[str, Any]]  # what the file said of the fields that were mended by hand


class LksSheet(TypedDict):
    rows: list[LksRow]
    columns: list[ColumnRead]
    skipped_rows: list[str]
    dropped_columns: list[str]
    remarks: list[RemarkRead]
    ask_mapping: bool


class MadeOfList(TypedDict):
    """A record as the list left it, and as it was before it (None for a new one)."""

    lks: int
    version: int
    before: dict[str, Any] | None


class LksList(Stored):
    user: int
    region: str  # of the Sekdis whose list it is, "" for Dinas Sosial Aceh
    state: str
    at: str
    day: str  # on which it is taken in
    source: SourceOfIntake
    sheet: LksSheet
    made: list[MadeOfList]


class Card(TypedDict):
    """What the form asks of one task, or a row of our list of tasks: that says no rakor, but the last three."""

    rakor: int  # 0 of a row
    task: int
    version: int
    values: dict[str, str]
    base: dict[str, str]  # field -> digest of what stood there
    place: NotRequired[str]
    outcome: NotRequired[str]
    region: NotRequired[str]


class MadeOfTravel(TypedDict):
    """How many of each were made."""

    plans: int
    progress: int


class Travel(Stored):
    user: int
    state: str
    at: str
    source: Source
    cards: list[Card]  # none any more once it was recorded or thrown away, as of the photos
    photos: NotRequired[list[EvidenceFacts]]  # sent along; earlier versions took none
    refused: NotRequired[list[str]]  # why other files were not taken in
    made: NotRequired[MadeOfTravel]
