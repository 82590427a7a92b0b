"""What the ways out put on a task: requests, help, a claim, deadlines that were moved, and a move to be undone."""

from typing import Any, NotRequired, TypedDict


class Said(TypedDict):
    by: str
    at: str


class Person(Said):
    """Who did it: ``for_`` is the account that was acted for, 0 in person."""

    id: int
    for_: int


class NamedLks(TypedDict):
    """An institution that a plan names; one of another Tuntas has no uid here, its name is all that is known."""

    uid: str
    name: str
    role: str  # of ``lks.kinds.ROLES``


class Proposed(TypedDict, total=False):
    """What a request asks for, by its kind."""

    deadline: str
    plan: dict[str, str]
    lks: list[NamedLks]  # with the plan
    region: str  # of the new owner, "" in the same kabupaten/kota
    responsible: str  # the new owner there


class Request(TypedDict):
    """Asked of Dinas Sosial Aceh through Sekdis; ended ones stand in ``requests``."""

    kind: str  # waktu, rencana, alih, tidak_dapat
    reason: str
    ground: str  # why it cannot be done: of ``needs.GROUNDS``, or ""
    paper: int  # the evidence that proves it, or 0
    proposed: Proposed
    asked: Person
    supported: Person | None
    how: NotRequired[str]  # ditarik, ditolak, disetujui
    ended: NotRequired[Person]
    said: NotRequired[str]  # why it was refused
    wish: NotRequired[str]  # out of which of ``tasks.wishes`` it was asked, or ""


class Claim(TypedDict):
    asked: Person
    late_days: int
    no: int  # the how manieth of this task


class Decline(TypedDict):
    reason: str
    asked: Person


class Help(TypedDict):
    """Asked of the province; ended ones stand in ``helps``."""

    need: str
    since_text: str  # since when it is needed, in words
    asked: Person
    task: int  # the province's own task, or 0
    how: NotRequired[str]  # ditarik, dijawab
    ended: NotRequired[Person]
    said: NotRequired[str]  # the answer


class Deadline(TypedDict):
    """One that a decision put in force."""

    until: str
    from_day: str
    document: int


class Undo(TypedDict):
    """How things stood before a move that can be taken back for a few minutes."""

    move: str
    by: int
    until: str
    before: dict[str, Any]  # fields of the task
    others: list[dict[str, Any]]  # fields of other records: kind, id, version, before
    documents: list[int]


class WaysOut(TypedDict, total=False):
    """What the ways out put on a task; tasks of earlier versions have none of it (``carried``)."""

    matter: str  # a ``Matter``: what it waits about
    closed: str  # a ``Closed``
    request: Request | None  # exactly while the matter is one
    request_kind: str
    requests: list[Request]
    claim: Claim | None
    claims: int
    help: Help | None
    helps: list[Help]
    helps_task: int  # on a task of the province: the one that it helps
    moved_to: int
    moved_from: int
    authors: list[list[int]]  # [account, acted for] of whoever wrote or submitted the plan
    doers: list[list[int]]  # of notes, evidence and claim, since the last verifying
    deadline_given: str  # of the outcome when it was handed over
    deadline_proposed: str  # a later one that the plan would like
    deadline_first: str  # in force when it was first reported
    deadlines: list[Deadline]  # by decision since
    reports: int
    declined: int
    decline: Decline | None  # why it is not theirs, while Dinas Sosial Aceh decides that
    turned_down: int  # by the province, since the last adendum
    returns: int  # of claims
    fresh: bool  # something was done since the last return, reopening or new plan
    notes_before: int  # how many records of progress there were then
    closing_papers: list[int]  # that are valid exactly while it is done or closed
    undo: Undo | None
    undo_group: str  # the same on all tasks of the move
    undone: list[str]  # moves that were taken back once
