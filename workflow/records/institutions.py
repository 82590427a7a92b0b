"""An institution of the community (LKS) as the register keeps it, and what is proposed of it.

Days are ISO dates. "" and None mean that nobody knows or that there is none; "tidak diketahui" is an answer everywhere.
Never a client: of those whom it serves there are numbers alone.
"""

from typing import Any, NotRequired, TypedDict

from workflow.records.asked import Person
from workflow.records.stored import Stored


class Deed(TypedDict):
    number: str
    date: str
    notary: str


class Legal(TypedDict):
    form: str  # of ``lks.kinds.Form`` or ""
    deed: Deed
    sk: str  # of Kemenkumham
    npwp: str  # of the institution


class Registration(TypedDict):
    """An STP, or the STPU that renewed it."""

    kind: str
    issuer: str
    number: str
    issued: str
    valid_until: str  # a day, "tanpa batas", or ""
    status: str  # "", "dalam proses" or "dicabut"
    revoked_on: str
    seen_by: str  # who has seen the paper
    paper: int  # evidence id, 0 for none


class Accreditation(TypedDict):
    year: int  # 0 for none
    grade: str  # A, B, C, TTA or ""
    applied: str
    decided: str
    valid_until: str
    certificate: str
    source: str


class Service(TypedDict):
    kind: str  # of ``lks.kinds.SERVICES`` or ""
    accreditations: list[Accreditation]


class Support(TypedDict):
    """What it had in one year: people, money, facilities."""

    managers: int | None
    workers: int | None
    social_workers: int | None  # with a certificate
    money: list[str]  # of ``lks.kinds.MONEY``; [] is unknown
    amounts: dict[str, int]  # rupiah by source, as far as somebody told
    building: str  # milik, sewa, pinjam or ""
    capacity: int | None
    access: bool | None  # for the disabled


class Beneficiaries(TypedDict):
    male: int | None
    female: int | None


class Contact(TypedDict):
    """Seen in the own region and by Dinas Sosial Aceh only."""

    phone: str
    email: str
    leader: str
    leader_phone: str


class Activity(TypedDict):
    date: str
    kind: str  # of ``lks.kinds.ACTIVITIES``
    by: str
    paper: int
    confirmed: bool  # else proposed by the chair: shown, not counted
    rakor: NotRequired[int]  # of the rakor in which it took part, as its attendance says


class End(TypedDict):
    kind: str  # tutup, digabung, pindah
    into: str  # uid of the one that goes on, or ""
    date: str
    reason: str
    to: NotRequired[str]  # of one that moved within Aceh: its region now
    moved_as: NotRequired[str]  # and its uid there


class LksFacts(TypedDict):
    """What figures are computed from, and what events keep of it: no address and nobody's number."""

    uid: str
    region: str
    kecamatan: str
    name: str
    other_names: list[str]
    owner: str
    parent: str  # uid of the foundation
    legal: Legal
    scope: str
    ministry_number: str
    registrations: list[Registration]
    services: list[Service]
    support: dict[str, Support]  # by year
    beneficiaries: dict[str, Beneficiaries]
    activity: list[Activity]
    said_inactive: str  # the day on which somebody said so
    end: End | None
    here_since: NotRequired[str]  # of one that moved here: from this day on it counts here


class LksTold(LksFacts):
    """All that anybody can tell of it; as a list tells it, ``parent`` is the foundation's name and ``uid`` is ""."""

    gampong: str
    address: str
    hidden: bool  # the address is told to nobody outside
    contact: Contact


class AskedCheck(TypedDict):
    """Dinas Sosial Aceh asks the region to look whether the record is right."""

    by: str
    at: str
    reason: str


class Lks(Stored, LksTold):
    source: str  # the list it came from, or ""
    check: AskedCheck | None  # until something of it is confirmed
    ended: bool
    ended_at: str  # when that was recorded
    search: str


class LksRole(Stored):
    """An institution that a task names, and as what: a narrow row for counting and for its profile."""

    lks: int
    task: int
    region: str
    role: str  # of ``lks.kinds.ROLES``
    implemented: str  # the day on which the task was found implemented, "" until then


class LksApart(Stored):
    """Two records that look alike and are two institutions, as somebody has found."""

    first: int  # the smaller id
    second: int
    region: str
    by: Person
    reason: str


class Doubt(TypedDict):
    what: str  # of ``lks.undecided``
    lks: list[int]
    names: list[str]
    same: list[str]
    certain: bool


class LksDoubts(Stored):
    """What is undecided of a region's records: found from them, and gone as soon as one of them changes."""

    region: str
    found: list[Doubt]
    kecamatan: int  # in how many its institutions lie


class LksMerge(Stored):
    """Two records that were put together, and what it takes to part them again."""

    first: int  # which goes on
    other: int
    region: str  # of the first
    before: dict[str, Any]  # the first as it was
    seen: list[int]  # the versions of both right after it
    homes: list[int]  # whose foundation the other one was
    by: Person
    parted: bool


class LksNumber(Stored):
    """A number of a record that only one institution can have, kept by ``lks.across``."""

    lks: int
    region: str
    number: str  # with what it is before it
    across: bool  # whether a record of another region has it, too


class LksSpan(Stored):
    """One of ``lks.spans.spans``: a narrow row for counting."""

    lks: int
    region: str
    kecamatan: str
    measure: str
    start: str
    until: str


class LksState(Stored):
    """One of ``lks.periods.periods``: a narrow row for lists that ask for a state on a day."""

    lks: int
    region: str
    state: str
    start: str
    until: str
    sort: str  # its name as it is compared and its id: no two are alike
    search: str
    paper: NotRequired[str]  # by what its registration, its accreditation, its tasks are sorted: ``lks.sort_texts``
    grade: NotRequired[str]
    named: NotRequired[str]


class LksCount(Stored):
    """How many of a region count for each measure, and are in each state, on the first of a month: kept by
    ``lks.counting``."""

    region: str
    day: str
    counts: dict[str, int]
    states: dict[str, int]


class Population(Stored):
    """How many people live where, by one source for one year."""

    source: str
    year: int
    numbers: dict[str, int]  # by region
    total: int  # the province's own figure
    by: str
    at: str


class PopulationChoice(Stored):
    """Which source of a year holds, where several were loaded; the last word counts."""

    year: int
    source: str
    by: str
    at: str


class Kecamatan(Stored):
    """How many kecamatan a kabupaten has from a day on; somebody types it with its source."""

    region: str
    start: str
    number: int
    source: str
    by: str
    at: str


class Snapshot(Stored):
    """The figures of a day as they were known then, frozen."""

    day: str
    places: dict[str, dict[str, Any]]  # region -> what its figures are computed from
    population: dict[str, Any]  # its source and year, {} for none
    sample: bool  # of the demo
    at: str


class LksChange(Stored):
    """What somebody proposes; the record is as it was until another person confirms it."""

    lks: int  # 0 for a new one
    region: str
    fields: dict[str, Any]  # of the record, as they would be; of "activity" the new events alone
    before: dict[str, Any]  # the same fields as they were
    asked: Person
    note: str  # what the proposer says to it
    state: str  # menunggu, disahkan, ditolak, ditarik
    decided: Person | None
    paper_seen: str  # what whoever confirmed it has seen
    reason: str
