"""A rakor, its outcomes, the tasks that follow, and their evidence.

Days are ISO dates and "" when there is none; moments (``at``, ``since``) are as ``clock.stamp`` writes them. ``by`` is
the name of an office, as it was then.
"""

from typing import Any, NotRequired, TypedDict

from workflow.records.asked import NamedLks, Said, WaysOut
from workflow.records.stored import Stored


class Participant(TypedDict):
    name: str
    position: str
    institution: str
    region: str  # code, or "" for one from elsewhere
    attended: bool
    lks: NotRequired[str]  # uid of the institution that was picked from the register, or ""
    absence: NotRequired[str]  # of ``rakor.fields.ABSENCES``, or ""; earlier versions knew none


class MeetingHours(TypedDict):
    """When and in which room a rakor met on one of its days; a day may have several."""

    day: str
    begins: str  # "09.00", or "" when nobody recorded it, as is ``ends``
    ends: str
    room: str


class AgendaItem(TypedDict):
    """An item of the agenda, and what was said there: a sentence a point, each of an office or institution."""

    title: str
    day: str
    begins: str
    ends: str
    kind: str  # of ``rakor.programme.COURSES``, or ""
    said: list[str]


class RakorHead(TypedDict):
    """What a rakor says of itself, as it is typed on its page."""

    title: str
    organiser: str
    purpose: str
    start: str
    end: str
    venue: str
    city: str
    basis: str  # the letter that invited
    basis_number: str
    basis_date: str
    chair: str
    note_taker: str
    agenda: list[str]  # the titles of its items
    participants_text: str  # their number in words
    participants: list[Participant]
    rules: NotRequired[str]  # legal basis of all papers about it, one a line; "" for that of their offices
    secretary: NotRequired[str]  # this and what follows earlier versions did not have: ``rakor.fields.UNTOLD``
    hours: NotRequired[list[MeetingHours]]
    items: NotRequired[list[AgendaItem]]


class OutcomeHead(TypedDict):
    """What an outcome says, as it is typed on its page."""

    text: str
    title: str
    commission: str
    dimension: str  # of ``rakor.fields.DIMENSIONS``, or ""
    is_task: bool  # else mere information
    deadline: str
    suggested: dict[str, str]  # fields of the plan that each task of it begins with
    paper_title: NotRequired[str]  # "" for what is proposed from title and text; earlier versions knew none
    demands: NotRequired[list[str]]  # kinds of evidence, of ``evidence.demands.KINDS``; earlier versions knew none
    per_lks: NotRequired[bool]  # whether each LKS of a region has to do it; earlier versions knew no such


class Outcome(OutcomeHead):
    """Kept inside its rakor, in order."""

    uid: str  # never changes
    no: int  # from 1


class NumberElsewhere(TypedDict):
    """A paper that another Tuntas issued."""

    type: str
    title: str
    number: str
    date: str
    status: str
    number_report: NotRequired[str]  # the report's own, where its letter has another


class MoveElsewhere(TypedDict):
    """A move that was made in another Tuntas, as ``tasks.holding`` knows it."""

    at: str
    name: str
    deadline: NotRequired[str]  # that it put in force


class Origin(TypedDict):
    numbers: list[NumberElsewhere]


class OriginOfTask(Origin):
    moves: NotRequired[list[MoveElsewhere]]  # earlier versions took none; they get one at the start: ``kept_days``


class OriginOfRakor(Origin):
    sha256: str  # of the rakor.json


class Closed(TypedDict):
    """A rakor that is over: who closed it, when, and why ("" when all of its tasks were done)."""

    by: str
    at: str
    reason: str


class Public(TypedDict):
    """Who opened the page that everybody may read, and when."""

    by: str
    at: str


class Rakor(Stored, RakorHead):
    uid: NotRequired[str]  # the same in every Tuntas; earlier versions gave none: ``rakor.file.uid_of``
    example: bool  # of the demo
    outcomes: list[Outcome]
    at: str  # when it was recorded
    search: NotRequired[str]  # ``rakor.looked_through``
    origin: NotRequired[OriginOfRakor]  # when it came from another Tuntas
    closed: NotRequired[Closed | None]
    closed_at: NotRequired[str | None]  # of ``closed``: by it open ones are told apart, and the others sorted
    public: NotRequired[Public | None]  # while everybody may read its counts
    public_code: NotRequired[str | None]  # in the address of that page, while it is open
    signed_sheets: NotRequired[list["EvidenceFacts"]]  # Daftar Hadir with its signatures, the newest last


class Returned(Said):
    reason: str
    how: NotRequired[str]  # "dibuka" where something done was opened again


class EvidenceFacts(TypedDict):
    """What is known of a file that was taken in (``evidence.taking_in.Taken``), with its caption."""

    sha256: str  # of the kept file
    media: str
    name: str
    size: int  # bytes
    width: int  # px, 0 for a PDF
    height: int
    caption: str
    paper_kind: NotRequired[str]  # of ``evidence.demands.KINDS`` or ""; earlier versions knew none of the three
    paper_number: NotRequired[str]
    paper_date: NotRequired[str]  # the day that stands on it


class Direction(Said):
    """What the leader said to a report; those of earlier versions have no more than the words."""

    text: str
    date: str
    giver: str
    deadline: NotRequired[str]  # another date, and another plan, that it names: they move nothing
    plan: NotRequired[str]
    scan: NotRequired[EvidenceFacts | None]  # of the sheet on which it stands
    document: NotRequired[int]  # the report that it answers; 0 when that was issued elsewhere


class Struck(Said):
    reason: str


class Progress(Said):
    date: str
    text: str
    percent: int
    obstacle: str
    solution: str
    place: str
    evidence: list[int]  # ids
    struck: NotRequired[Struck]  # no longer counted


class ShownOfOutcome(TypedDict):
    """What a task carries of its outcome, kept in step with it."""

    no: int
    title: str
    outcome_text: str
    commission: str
    dimension: str
    demands: NotRequired[list[str]]
    per_lks: NotRequired[bool]


class ListedLks(TypedDict):
    """A line of the tick list of a task: an institution of its region, and whether it has done what each has to."""

    uid: str  # "" for one of another Tuntas
    name: str
    listed: str  # the day on which it came on the list
    ended: str  # the day on which it ended, as known at the last move; "" for one that goes on
    done: str  # the day on which it did it, or ""
    evidence: list[int]  # ids
    where: str  # where the evidence is, in words
    note: int  # by which record of progress it was ticked, its place among them; -1 for none
    merged: NotRequired[list[dict[str, Any]]]  # the lines that became this one, as each was


class WithLks(TypedDict, total=False):
    """What a task knows of institutions; tasks of earlier versions name none (``carried``)."""

    lks: list[NamedLks]
    lks_list: list[ListedLks]  # of a task ``per_lks``


class TimeHeld(TypedDict, total=False):
    """What lists and counts need of who held a task, computed anew with each of its moves (``tasks.kept_days``); tasks
    of earlier versions get it at the start."""

    holder: str  # a ``Holder``
    held_since: str  # the day on which it came to the holder
    days: dict[str, int]  # of each ``Holder``, until that day
    late_days: int  # until that day, against the deadline in force
    late_kept: int  # against deadlines of before
    late_after: str  # late from the day behind this one on; "" where nobody can be late now
    limit_until: str  # the last day on which its reviewer is within his limit; "" without one
    finished_on: str  # the day of the claim that was accepted
    desk: str  # for whom it waits: ketua, sekdis, dinsos, or "" (done, closed, or the province works on it)
    desk_kind: str  # which box counts it there: of ``tasks.desk_kinds.BOXES``


class Task(Stored, ShownOfOutcome, TimeHeld, WithLks, WaysOut):
    rakor: int
    outcome: str  # its uid
    region: str
    stage: str  # a ``Stage``
    waits_for: str  # a ``Waits``
    cancelled: bool
    open: bool  # neither implemented nor cancelled, nor resting
    since: str  # since when it stands where it stands
    deadline: str
    deadline_text: NotRequired[str]  # a deadline in words; tasks of earlier versions have none
    plan: dict[str, str]  # every field of the plan, also the empty ones
    percent: int
    revision: int  # how often the plan was submitted
    submitted_by: int  # the account that submitted it last; 0 before
    returned: Returned | None  # the last return, until it is answered
    directions: list[Direction]
    progress: list[Progress]
    reported_on: str
    implemented_on: str
    part: NotRequired[str]  # its title, when the outcome is done in several tasks; earlier versions knew no parts
    search: str  # folded, what the text filter looks through
    origin: NotRequired[OriginOfTask]  # when it came from another Tuntas
    resting: NotRequired[bool]  # its rakor was closed before it was done


class Evidence(Stored, EvidenceFacts):
    task: int
    region: str
    date: str
    place: str
    dropped: bool  # by its chair
    for_request: NotRequired[bool]  # it proves a request and nothing that was done
    accepted_on: str
    verdict: NotRequired[str]  # "", sesuai, belum; earlier versions knew none
    remark: NotRequired[str]
    judged_by: NotRequired[str]
    judged_on: NotRequired[str]
    removed: NotRequired[str]  # the day on which its time was over; its file is gone
    by: str
    at: str
