"""Which institutions a list shows: the filters of an address as questions to the store, flat however many there are.

Every figure of the indicator links to the list with the same measure and day (``?ukuran=P2&pada=2026-11-28``), and
every count of a state to the one with that state. Count and list are both asked here, so that they cannot differ.
Filters are a dict of the address's own names and values. Without a measure the list has all that have not ended, those
to be made sure of first, then by name; behind a measure they stand in the order of recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.lks import counting, periods, proposals, register, states
from workflow.lks.counting import on
from workflow.lks.kinds import GRADES, GROUPS, IN_PROCESS, REVOKED
from workflow.lks.names import folded
from workflow.lks.spans import UNSURE
from workflow.records import Lks, LksState
from workflow.regions import regions
from workflow.roles import Actor
from workflow.store import Above, Below, Between, Contains, OneOf, Store
from workflow.text import line, sought

PAGE = 50
MOST_TEXT, MOST_VALUE = 100, 40  # letters of the search, of any other filter
Where = dict[str, Any]


@dataclass(frozen=True)
class State:
    """A value of "keadaan": its words, and the kept states that it means."""

    label: str
    kept: tuple[str, ...]


def _activity(label: str, state: str) -> State:
    return State(label, (periods.named(periods.ACTIVITY, state),))


def _paper(label: str, state: str) -> State:
    return State(label, (periods.named(periods.PAPER, state),))


STATES: dict[str, State] = {
    "perlu-dipastikan": _activity("Perlu dipastikan", states.UNSURE),
    "kedaluwarsa": _paper("Kedaluwarsa", states.EXPIRED),
    "akan-berakhir": _paper("Pendaftaran akan berakhir", states.ENDING),
    "masa-berlaku-tidak-diketahui": _paper("Masa berlaku tidak diketahui", states.UNKNOWN_END),
    "dalam-proses": _paper("Dalam proses", IN_PROCESS),
    "dicabut": _paper("Dicabut", REVOKED),
    "belum-terdaftar": _paper("Belum terdaftar", states.NOT_REGISTERED),
    "terdaftar": State(
        "Terdaftar", tuple(periods.named(periods.PAPER, state) for state in (states.REGISTERED, states.ENDING))
    ),
    "akreditasi-akan-berakhir": State("Akreditasi akan berakhir", (periods.named(periods.GRADE, states.ENDING),)),
    "terakreditasi": State("Terakreditasi", (periods.named(periods.GRADE, periods.GRADED),)),
    "aktif": _activity("Aktif", states.ACTIVE),
    "tidak-aktif": _activity("Tidak aktif", states.INACTIVE),
    "berakhir": _activity("Tutup, pindah, atau digabung", periods.ENDED),
}
_OPEN = ("perlu-dipastikan", "aktif", "tidak-aktif")  # each open one is in one of them; in this order they are listed
_SPANS = (
    "P1", "P2", "P2?", "P3", UNSURE, "P4", "P5", *(f"P5{grade}" for grade in GRADES), "P5?", "I5", "S1", "S1-",
    "S2", "S2-", "S3", "S3-", *(f"I7 {group}" for group in GROUPS),
)  # fmt: skip
MEASURES = (*_SPANS, "P3?", "S1?", "S2?", "S3?", "I8")  # the last are found out of several


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value and "2000" <= value[:4] <= "2100"
    except ValueError:
        return False


# A column -> the text by which the store sorts it, whatever their state.
SORTED = {"nama": "sort", "pendaftaran": "paper", "akreditasi": "grade", "tugas": "named"}
TURNED = "-keaktifan"  # the usual order from its end
# name in the address -> whether a value of it means anything
KNOWN: dict[str, Callable[[str], bool]] = {
    "kabupaten": lambda value: value in regions(),
    "keadaan": lambda value: value in STATES,
    "ukuran": lambda value: value in MEASURES,
    "pada": _is_day,
    "cari": bool,
    "urut": lambda value: value == TURNED or value.removeprefix("-") in SORTED,
}


def accepted(args: Mapping[str, str], actor: Actor) -> dict[str, str]:
    """The filters among ``args`` that mean something to this reader, tidied; the rest is left out."""
    given = {name: value for name, value in _tidied(args).items() if name != "kabupaten" or not actor.role.regional}
    return {name: value for name, value in given.items() if KNOWN[name](value)}


def understood(args: Mapping[str, str]) -> list[str]:
    """The names whose values mean something, to this reader or another."""
    return [name for name, value in _tidied(args).items() if KNOWN[name](value)]


def _tidied(args: Mapping[str, str]) -> dict[str, str]:
    most = {name: MOST_TEXT if name == "cari" else MOST_VALUE for name in KNOWN}
    return {name: line(args[name])[: most[name]].strip() for name in KNOWN if name in args}


def number(store: Store, actor: Actor, filters: Mapping[str, str], today: str) -> int:
    """How many the list has."""
    place, day = _place(actor, filters).get("region", ""), _day(filters, today)
    if _by_measure(filters):
        if filters["ukuran"] in _SPANS and not _narrowed(filters):
            return sum(own.get(filters["ukuran"], 0) for own in counting.counts(store, day, place).values())
        return len(_behind(store, actor, filters, today))
    if "cari" in filters:
        return store.count("lks_state", **_kept(actor, filters, today, _groups(filters)))
    return _in_states(counting.states(store, day, place), _groups(filters))


def numbers(store: Store, actor: Actor, filters: Mapping[str, str], today: str) -> dict[str, int]:
    """Value of "keadaan" -> how many are in that state, and "" -> how many are in the register at all; of the place and
    the day that are chosen."""
    found = counting.states(store, _day(filters, today), _place(actor, filters).get("region", ""))
    return {"": _in_states(found, _OPEN), **{name: _in_states(found, [name]) for name in STATES}}


def _in_states(found: counting.Counts, names: Iterable[str]) -> int:
    return sum(own.get(state, 0) for own in found.values() for name in names for state in STATES[name].kept)


def listed(
    store: Store, actor: Actor, filters: Mapping[str, str], today: str, *, after: int = 0, limit: int | None = PAGE
) -> list[Lks]:
    """The records of the list in its order, from behind the one with id ``after``; without ``limit`` all of them."""
    ids = _after_in_measure if _by_measure(filters) else _after_by_name
    return list(store.several(Lks, ids(store, actor, filters, today, after, limit)).values())


def _by_measure(filters: Mapping[str, str]) -> bool:
    return "ukuran" in filters


def _narrowed(filters: Mapping[str, str]) -> bool:
    return bool(filters.keys() & {"keadaan", "cari"})


def _place(actor: Actor, filters: Mapping[str, str]) -> Where:
    """Never wider than the actor's own scope."""
    chosen = {"region": filters["kabupaten"]} if "kabupaten" in filters else {}
    return {**chosen, **register.scope(actor)}


def _day(filters: Mapping[str, str], today: str) -> str:
    return filters.get("pada", today)


def _spans(actor: Actor, filters: Mapping[str, str], today: str) -> Where:
    return {"measure": filters["ukuran"], **on(_day(filters, today)), **_place(actor, filters)}


def _groups(filters: Mapping[str, str]) -> list[str]:
    """The values of "keadaan" that the list has one after the other."""
    return [filters["keadaan"]] if "keadaan" in filters else list(_OPEN)


def _kept(actor: Actor, filters: Mapping[str, str], today: str, names: list[str]) -> Where:
    kept = [state for name in names for state in STATES[name].kept]
    found: Where = {"state": OneOf(kept) if len(kept) > 1 else kept[0], **on(_day(filters, today))}
    if words := words_of(filters.get("cari", "")):
        found["search"] = Contains(words)
    return found | _place(actor, filters)


def in_state(name: str, day: str) -> Where:
    """The ``where`` of the kept states of one value of "keadaan" on a day."""
    kept = STATES[name].kept
    return {"state": OneOf(kept) if len(kept) > 1 else kept[0], **on(day)}


def words_of(text: str) -> list[str]:
    """The words of a search as names are compared; as they were typed when nothing is left of them."""
    return folded(text).split() or sought(text)


def _after_by_name(
    store: Store, actor: Actor, filters: Mapping[str, str], today: str, after: int, limit: int | None
) -> list[int]:
    """Group by group: what is behind the last one in its own group, then the next groups from their beginning; by one
    column where that was asked."""
    groups, down = _groups(filters), filters.get("urut") == TURNED
    last = _last(store, actor, after)
    if "urut" in filters and not down:
        return _by_column(store, actor, filters, today, last, limit)
    if last is not None and len(groups) > 1:
        place = _group_of(last, date.fromisoformat(_day(filters, today)))
        groups = groups[: place + 1] if down else groups[place:]
    found: list[int] = []
    for name in reversed(groups) if down else groups:
        where = _kept(actor, filters, today, [name])
        if last is not None:
            where["sort"] = (Below if down else Above)(register.sort_text(last))
        left = None if limit is None else limit - len(found)
        found += [row["lks"] for row in store.find(LksState, order="-sort" if down else "sort", limit=left, **where)]
        last = None
    return found


def _by_column(
    store: Store, actor: Actor, filters: Mapping[str, str], today: str, last: Lks | None, limit: int | None
) -> list[int]:
    """Those of which the column says something, then the others by name."""
    field, down = SORTED[filters["urut"].removeprefix("-")], filters["urut"].startswith("-")
    own = store.first(LksState, lks=last["id"]) if last is not None else None
    where, found = _kept(actor, filters, today, _groups(filters)), []
    place = str(own.get(field, "")) if own else ""
    if own is None or place:
        behind = Below(place) if place and down else Above(place)
        found = _merged(store, where | {field: behind}, f"{'-' * down}{field}", limit)
    if field == "sort" or (limit is not None and len(found) >= limit):
        return found
    rest = where | {field: ""} | ({"sort": Above(own["sort"])} if own and not place else {})
    return found + _merged(store, rest, "sort", None if limit is None else limit - len(found))


def _merged(store: Store, where: Where, order: str, limit: int | None) -> list[int]:
    """Each state is asked by itself, which the index has in order, and what was found put together: no state is sorted
    as a whole."""
    field, asked = order.removeprefix("-"), where["state"]
    states = asked.values if isinstance(asked, OneOf) else [asked]
    rows = [
        row for state in states for row in store.find(LksState, order=order, limit=limit, **{**where, "state": state})
    ]
    rows.sort(key=lambda row: str(row[field]), reverse=order.startswith("-"))  # type: ignore[literal-required]
    return [row["lks"] for row in rows[:limit]]


def _last(store: Store, actor: Actor, after: int) -> Lks | None:
    """The record from behind which the list goes on; from the beginning when it is not the reader's."""
    last = store.get(Lks, after) if after else None
    return last if last is not None and register.may_read(actor, last) else None


def _group_of(lks: Lks, day: date) -> int:
    order = {states.UNSURE: 0, states.ACTIVE: 1}
    return order.get(periods.activity(lks, day), 2)


def _after_in_measure(
    store: Store, actor: Actor, filters: Mapping[str, str], today: str, after: int, limit: int | None
) -> list[int]:
    if filters["ukuran"] in _SPANS and not _narrowed(filters):
        where = {**_spans(actor, filters, today), "lks": Above(after)}
        return [row["lks"] for row in store.find("lks_span", order="lks", limit=limit, **where)]
    return [one for one in sorted(_behind(store, actor, filters, today)) if one > after][:limit]


def _behind(store: Store, actor: Actor, filters: Mapping[str, str], today: str) -> set[int]:
    """The ids behind a measure that is found out of several, or together with a state or a search."""
    day, place = _day(filters, today), _place(actor, filters)
    found = ids(store, filters["ukuran"], day, **place)
    if _narrowed(filters):
        where = _kept(actor, filters, today, _groups(filters))
        found &= {one for (one,) in store.tally("lks_state", by=("lks",), **where)}
    return found


def ids(store: Store, measure: str, day: str, **place: Any) -> set[int]:
    """The ids of the institutions that are counted for a measure of ``MEASURES`` on a day, in a ``region`` or all."""
    if measure == "I8":
        taken = Between(f"{day[:4]}-01-01", day)
        roles = {"role": OneOf(("pelaksana", "mitra")), "implemented": taken}  # wherever the task is: it may have moved
        return _counted(store, "P3", day, place) & {one for (one,) in store.tally("lks_role", by=("lks",), **roles)}
    if measure == "P3?":
        return _counted(store, "P1", day, place) & set(_said_active(store, place)) - _counted(store, "P3", day, place)
    if measure in _SPANS:
        return _counted(store, measure, day, place)
    known = [_counted(store, f"{measure[:2]}{said}", day, place) for said in ("", "-")]
    return _counted(store, "P3", day, place).difference(*known)


def _counted(store: Store, measure: str, day: str, place: Where) -> set[int]:
    return {one for (one,) in store.tally("lks_span", by=("lks",), measure=measure, **on(day), **place)}


def _said_active(store: Store, place: Where) -> Iterator[int]:
    """Those of which a chair has said that they are active, and nobody has confirmed it yet."""
    waiting = store.find("lks_change", state=proposals.WAITING, **place)
    return (change["lks"] for change in waiting if "activity" in change["fields"])
