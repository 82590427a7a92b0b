"""Offices and who signs for them, the papers they issue, their register of numbers, and batches of papers."""

from typing import Any, NotRequired, TypedDict

from workflow.records.stored import Stored


class ListedAddressee(TypedDict):
    """As ``offices.addressees.Addressee``."""

    name: str
    form: str
    cover: str
    seat: NotRequired[str]
    through: NotRequired[str]


class ListedRule(TypedDict):
    """A rule that an office's papers name as their legal basis (``offices.legal_basis``)."""

    text: str
    start: str  # the days on which it was in force; "" for no bound
    end: str
    kind: str  # of paper; "" for all of the office's


class OwnLetterhead(TypedDict, total=False):
    """The office's Word letterhead; {} without one."""

    sha256: str
    name: str
    kop: bool  # whether it has a letterhead proper, beside its margins
    drawn: dict[str, Any]  # how both files of a paper show it; {} when they cannot
    why: str  # they cannot. Those that were put on before have neither, and papers do not use them


class OfficeTexts(TypedDict):
    """What is typed on the page of an office; the choices among them are those of ``offices.CHOICES``."""

    head: str
    name: str
    address: str
    contact: str
    place: str
    unit_code: str
    archive_code: str
    number_pattern: str
    number_digits: int
    security_code: str
    number_pelaksanaan: str
    report_numbers: NotRequired[str]  # whether a report and its letter have "two" numbers or "one"
    report_identity: str  # whose paper the report to the leader is: of the Dinas, the LKKS, or both ("bersama")
    cover: str
    urgency: str
    addressee: str
    copies: str  # one a line
    forwards: str  # whom the leader may pass a report on to, on the disposition sheet; one a line
    wishes: str  # and what is asked of them; one a line
    signer_mode: str  # of ``signatories.MODES``
    signer_principal: str
    signer_through: str
    signer_position: str
    signer_name: str
    signer_rank: str
    signer_nip: str


class Office(Stored, OfficeTexts):
    """An older one gets what it lacks at the next start (``ensure_offices``).

    Besides it has, for every sheet of ``offices.sheets.SHEETS``, ``<sheet>_paper`` and ``<sheet>_margins`` (mm, in the
    order of ``SIDES``): a new kind of paper brings its own without a word here.
    """

    region: str  # "11" for the province
    identity: str  # "dinsos" or "lkks"
    addressees: list[ListedAddressee]
    rules: NotRequired[list[ListedRule]]  # earlier versions had none
    emblem: str  # SHA-256, or ""
    letterhead: OwnLetterhead
    font: str
    kop_rule: str
    signed_by: NotRequired[str]  # of ``signature_place.CHOICES``; earlier versions knew none
    tte_anchor: NotRequired[str]


class SignatoryTexts(TypedDict):
    name: str
    position: str
    rank: str
    nip: str
    principal: str
    through: str
    mode: str
    start: str
    end: str  # "" while it goes on


class Signatory(Stored, SignatoryTexts):
    office: int


class Suggestion(Stored):
    """What a Sekdis would have of the own office; ``values`` as the admin's page of that part would save
    them; of the kop those alone that differ, so that what the admin changes meanwhile stays."""

    office: int
    region: str
    part: str  # of ``offices.suggestions.PARTS``
    values: dict[str, Any]
    state: str
    by: int
    by_name: str
    at: str
    answer: str  # the reason when it was refused
    decided_by: str  # "" while nobody has
    decided_at: str


class Token(Stored):
    """A key by which a program of an office comes in (``offices.tokens``)."""

    hash: str  # SHA-256 of the key
    name: str  # of the program
    office: int
    role: str  # as what it acts
    region: str  # "" for Dinas Sosial Aceh
    scopes: list[str]  # of ``offices.tokens.SCOPES``
    expires: str  # the last day
    made: str
    made_by: str
    last_used: str  # "" while it never was; to the hour
    revoked: str  # when, "" else
    revoked_by: str
    hook: NotRequired[str]  # the address that is told of events (``offices.hooks``)


class Delivery(Stored):
    """How far a program has been told of a chain, and what is in the way."""

    token: int
    chain: str
    sent: int  # the number of the last event that it was told of
    upto: int  # that of the message that is tried again; 0 for none
    tries: int
    failing: str  # when it was in vain for the first time, "" while it is not
    due: str  # when it is tried again
    reason: str  # why it was in vain the last time


class Facts(TypedDict):
    """What the check page and lists may show of a paper besides its row."""

    office: str
    region: str
    rakor: str  # its title; "" for a recap of several
    rakor_start: NotRequired[str]  # its first day; earlier versions did not tell it
    outcomes: NotRequired[list[int]]  # of papers about tasks
    sample: NotRequired[bool]  # made in a demo: CONTOH
    outcome: NotRequired[int]  # as earlier versions told the one


class MadeFile(TypedDict):
    sha256: str
    size: int  # bytes


class SignedFile(MadeFile):
    """The PDF that came back signed."""

    by: str
    at: str
    begins_as_issued: bool


class Receipt(TypedDict):
    """That the paper arrived; ``scan`` is the signed sheet, as ``evidence.taking_in`` took it in."""

    date: str
    receiver: str
    way: str  # of ``tasks.needs.SENT_BY``
    by: str
    at: str
    scan: dict[str, Any] | None


class Document(Stored):
    """A paper that was issued. Files are made after the move: until then it is ``pending``."""

    type: str
    task: int  # the first; 0 for a paper about anything else
    tasks: NotRequired[list[int]]  # in the order of the paper; earlier versions knew only ``task``
    rakor: int  # 0 for a recap of several, and for a paper about an institution or a region
    lks: NotRequired[int]  # of a paper about an institution
    region: str
    office: int
    title: str
    subject: str
    signer: str  # position
    facts: Facts
    number: str  # "" for one that is written by hand, until it is filled in
    number_report: NotRequired[str]  # the report's own, where its letter has another; "" as above
    addressee: str
    code: str  # check code; "" for what is no official paper
    revision: int
    date: str
    year: int
    at: str
    search: str
    status: str  # ``papers.issuing``: berlaku, draf, diganti, dicabut
    replaces: list[int]
    reason: str  # why it was withdrawn
    ended: str  # and when
    content_sha256: str
    pending: bool
    failure: str  # why a file could not be made yet
    files: dict[str, MadeFile]  # "docx" and "pdf", and "xlsx" of one with lists
    signed: NotRequired[SignedFile]
    receipt: NotRequired[Receipt]
    receipts_before: NotRequired[list[Receipt]]  # that were recorded before it
    wording: NotRequired[dict[str, str]]  # what was typed in place of what was proposed (``papers.wording``)
    fetched: NotRequired[list[int]]  # the accounts that took a file of it while it could be undone


class Content(Stored):
    """What a document says, for ever: a report as ``documents.report.frozen`` writes it."""

    document: int
    data: dict[str, Any]
    setting: NotRequired[list[int]]  # how its pages are set, decided once when its first file was made


class DocumentTask(Stored):
    """A document is found from each of its tasks."""

    document: int
    task: int


class Entry(Stored):
    """A number in an office's register."""

    office: int
    region: str
    year: int
    ordinal: int  # the running number; 0 when it has none, or may be out of another book
    about: NotRequired[str]  # the kabupaten/kota of a paper of Dinas Sosial Aceh about a task there
    of: NotRequired[str]  # "laporan": the report's own number, where the letter of the same document has another
    suffix: NotRequired[str]  # of one that was put between two others: "A"; earlier versions knew none
    number: str
    slot: str  # what is printed for a number that is written by hand
    date: str
    subject: str
    signer: str
    document: int  # 0 for a paper that the app did not make
    status: str  # ``agenda.states.STATES``
    source: str  # ``agenda.register.WAYS``
    reason: str  # why it was voided
    by: str
    at: str
    search: str


class Job(Stored):
    """A batch that is made in the background (``documents.issue.jobs``)."""

    what: str
    title: str
    query: dict[str, Any]  # what the documents were chosen by
    documents: list[int]
    evidence: NotRequired[list[int]]  # earlier versions packed documents only
    user: int
    by: str
    region: str  # "" for an account of the province
    at: str
    ended: str
    state: str
    done: int  # of ``total``
    total: int
    failures: list[str]
    reason: str
    sha256: str  # of the ZIP
    size: int  # bytes
    runner: NotRequired[str]  # the server that makes it, while it does
    beat: NotRequired[str]  # when that was last heard of, "" after an end in order
