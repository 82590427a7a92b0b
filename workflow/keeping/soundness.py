"""Whether a stored record is whole, held against what ``workflow/records`` says of its kind; and what can be shown of
one that is not.

A record that was damaged outside of the app (a key that is gone, a text where a number was) must take nothing with it:
lists, papers and exports show a stand-in, which has every key with something that can be shown, the rest as it was,
and says of itself that it cannot be read.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints, is_typeddict

from workflow.agenda.register import WAYS
from workflow.agenda.states import STATES as OF_ENTRIES
from workflow.audit.events import EVENTS
from workflow.errors import IN_PLACE
from workflow.intake import office_file, travel_form
from workflow.kinds import Kind
from workflow.machine.stages import Stage, Waits
from workflow.offices.sheets import SHEETS, defaults
from workflow.papers.issuing import DRAFT, REPLACED, VALID, WITHDRAWN
from workflow.plan_fields import PLAN
from workflow.records import SCHEMA, SHAPES
from workflow.regions import PROVINCE, regions
from workflow.roles import Role
from workflow.store import Record, parsed
from workflow.tasks.holding import Holder
from workflow.tasks.kept_days import HANDING

# Where a stand-in says so; of kinds that are not here nobody reads anything.
NAMES = {
    "rakor": "title", "task": "title", "document": "title", "job": "title", "entry": "subject", "evidence": "caption",
    "office": "name", "signatory": "position", "user": "name", "mandate": "office",
}  # fmt: skip
NO_DAY, NO_MOMENT = "1970-01-01", "1970-01-01T00:00:00Z"
PLACES = frozenset({PROVINCE, *regions()})
# The words that a key holds, by the name of the shape.
CHOICES: dict[str, dict[str, Collection[str]]] = {
    "Task": {
        "stage": frozenset(Stage), "waits_for": frozenset(Waits), "region": PLACES, "holder": frozenset(Holder),
    },
    "MoveElsewhere": {"name": frozenset(HANDING)},
    "Evidence": {"region": PLACES},
    "Document": {
        "type": frozenset(Kind), "status": {DRAFT, VALID, REPLACED, WITHDRAWN}, "region": PLACES,
    },
    "Entry": {"status": OF_ENTRIES, "source": WAYS, "region": PLACES},
    "Office": {"identity": {"dinsos", "lkks"}, "region": PLACES},
    "User": {"role": frozenset(Role), "region": PLACES | {""}},
    "Mandate": {"role": frozenset(Role), "region": PLACES | {""}},
    "Event": {"name": EVENTS},
    "Intake": {"state": {office_file.OPEN, office_file.RECORDED, office_file.UNDONE, office_file.DROPPED}},
    "Travel": {"state": {travel_form.OPEN, travel_form.RECORDED, travel_form.DROPPED}},
}  # fmt: skip
MOMENTS = frozenset({"at", "since", "started", "seen", "created"})
# Days that every such record has; others may be "".
DAYS = {
    "Rakor": {"start", "end"}, "Document": {"date"}, "Entry": {"date"}, "Evidence": {"date"}, "Progress": {"date"},
    "Direction": {"date"}, "Task": {"held_since"}, "Mandate": {"start", "until"},
}  # fmt: skip
MAYBE_DAYS = frozenset({
    "deadline", "reported_on", "implemented_on", "accepted_on", "basis_date", "removed", "late_after", "limit_until",
    "finished_on",
})  # fmt: skip


# What comes and goes with visitors: a damaged row is as good as none, and another one is made.
PASSING = frozenset({
    "session", "sign_in", "throttle", "familiar", "pressed", "access", "looked", "opened", "calendar_link",
})  # fmt: skip
MOST_KNOWN = 100_000  # rows of which is remembered that they are whole
log = logging.getLogger(__name__)


class Sound:
    """Reads rows as ``store.Reading``; a row that was whole once is known by its text, and not looked at again."""

    def __init__(self) -> None:
        self._known: set[int] = set()
        self._told: set[tuple[str, int]] = set()

    def record(self, kind: str, id: int, text: Any) -> Record | None:
        found = parsed(text)
        mark = hash((kind, text))
        if isinstance(found, dict):
            record: Record = {**found, "kind": kind, "id": id}
            if mark in self._known:
                return record
            if whole(record):
                self._remember(mark)
                return record
        self._tell(kind, id)
        return None if kind in PASSING else stand_in(kind, id, found if isinstance(found, dict) else str(text))

    def counts(self, kind: str, field: str, value: Any) -> bool:
        return valid(kind, field, value)

    def _remember(self, mark: int) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known.add(mark)

    def _tell(self, kind: str, id: int) -> None:
        """Once for each in this process: a list reads it again and again."""
        if (kind, id) not in self._told:
            self._told.add((kind, id))
            facts = {"incident": secrets.token_hex(4), "kind": kind, "record": id}
            log.error("a stored record is damaged", extra={"facts": facts})


class Part(NamedTuple):
    """How a value is looked at, and what stands for one that is not so."""

    fits: Callable[[Any], bool]
    repaired: Callable[[Any], Any]
    inner: Mapping[str, Part] = {}


def whole(record: Record) -> bool:
    """Whether it is what its kind says. One of an earlier make-up is brought up to date at the start, not judged."""
    kind, schema = record["kind"], record.get("schema")
    if type(schema) is int and 0 < schema < SCHEMA[kind]:
        return True
    return bool(schema == SCHEMA[kind] and _record(kind).fits(record) and _further(kind, record))


def _further(kind: str, record: Record) -> bool:
    """What the shapes do not say: an event carries its fields, an office every sheet, the store its version."""
    if type(record.get("version")) is not int:
        return False
    if kind == "event":
        return bool(EVENTS[record["name"]].fields <= record["fields"].keys())
    return kind != "office" or not _lost_sheets(record).keys() - _newer_sheets(record)


def _lost_sheets(office: Record) -> dict[str, Any]:
    """What of an office's sheets is not there, or not what it must be, as it is before anybody has changed it."""
    wanted = defaults(office["identity"])
    return {key: value for key, value in wanted.items() if _shape(office.get(key)) != _shape(value)}


def _newer_sheets(office: Record) -> set[str]:
    """Those of kinds of paper that are newer than the office: it gets them at the start (``ensure_offices``)."""
    pairs = ({f"{name}_paper", f"{name}_margins"} for name in SHEETS)
    return {key for pair in pairs if not pair & office.keys() for key in pair}


def _shape(value: Any) -> Any:
    return [type(one) for one in value] if isinstance(value, list) else type(value)


def stand_in(kind: str, id: int, stored: Record | str) -> Record:
    """A record with every key, all of them fit to be shown; under ``damaged`` what was really stored."""
    there = stored if isinstance(stored, dict) else {}
    part = _record(kind)
    found: Record = {key: value for key, value in there.items() if key not in part.inner}
    found |= part.repaired(there)
    found |= {"kind": kind, "id": id, "schema": SCHEMA[kind], "damaged": stored}
    if type(there.get("version")) is not int:
        found["version"] = 0
    if kind in FURTHER:
        found = FURTHER[kind](found)
    if kind in NAMES:
        name = found[NAMES[kind]]
        found[NAMES[kind]] = f"{IN_PLACE} ({name})" if name else IN_PLACE
    return found


# What else a stand-in of a kind needs. An account opens nothing; the rest has what its kind does not say by itself.
FURTHER: dict[str, Callable[[Record], Record]] = {
    "task": lambda found: {**found, "plan": {**dict.fromkeys(PLAN, ""), **found["plan"], "action": _called(found)}},
    "office": lambda found: {**found, **_lost_sheets(found)},
    "user": lambda found: {**found, "active": False, "password": ""},
    "setting": lambda found: {"evidence": 0, "accounts": 0, "last": 0, **found},
    "event": lambda found: {**found, "name": ""},
}


def _called(task: Record) -> str:
    """Some lists name a task by what is to be done."""
    return f"{IN_PLACE} ({task['title']})" if task["title"] else IN_PLACE


def valid(kind: str, field: str, value: Any) -> bool:
    """Whether a counted value is one that the field may have; None is that of a field that a record may lack."""
    shape: Any = SHAPES[kind]
    if value is None:
        return field not in shape.__required_keys__
    fits = _record(kind).inner[field].fits
    return fits(int(value) if isinstance(value, float) and value.is_integer() else value)


@cache
def _record(kind: str) -> Part:
    return _dict_of(SHAPES[kind])


def _part(wanted: Any, shape: str, key: str) -> Part:
    """For a value of a type, which stands in a shape under a key."""
    if is_typeddict(wanted):
        return _dict_of(wanted)
    if get_origin(wanted) is list:
        return _list_of(_part(get_args(wanted)[0], shape, ""))
    if get_origin(wanted) is dict:
        return _map_of(_part(get_args(wanted)[1], shape, ""))
    if get_origin(wanted) in (Union, UnionType):
        (other,) = (way for way in get_args(wanted) if way is not type(None))
        inner = _part(other, shape, key)
        return Part(lambda value: value is None or inner.fits(value), lambda value: None)
    if wanted is str:
        return _text(shape, key)
    return ANYTHING if wanted is Any else _simple(wanted)


ANYTHING = Part(lambda value: True, lambda value: value)


def _simple(wanted: type) -> Part:
    """JSON's true is no number, and a whole number is a fraction, too."""
    kinds = (int, float) if wanted is float else (wanted,)
    return Part(lambda value: type(value) in kinds, lambda value: wanted())


def _text(shape: str, key: str) -> Part:
    if choices := CHOICES.get(shape, {}).get(key):
        first = "" if "" in choices else next(iter(sorted(choices)))
        return Part(lambda value: type(value) is str and value in choices, lambda value: first)
    if key in MOMENTS:
        return Part(_is_moment, lambda value: NO_MOMENT)
    if key in DAYS.get(shape, ()):
        return Part(_is_day, lambda value: NO_DAY)
    if key in MAYBE_DAYS:
        return Part(lambda value: value == "" or _is_day(value), lambda value: "")
    return Part(lambda value: type(value) is str, lambda value: "")


def _is_moment(value: Any) -> bool:
    try:
        return bool(datetime.fromisoformat(value).tzinfo)
    except (TypeError, ValueError):
        return False


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _list_of(inner: Part) -> Part:
    def fits(value: Any) -> bool:
        return type(value) is list and all(map(inner.fits, value))

    return Part(fits, lambda value: [_mended(inner, one) for one in value] if type(value) is list else [])


def _map_of(inner: Part) -> Part:
    def fits(value: Any) -> bool:
        return type(value) is dict and all(map(inner.fits, value.values()))

    def repaired(value: Any) -> Any:
        return {key: _mended(inner, one) for key, one in value.items()} if type(value) is dict else {}

    return Part(fits, repaired)


def _dict_of(shape: Any) -> Part:
    hints = get_type_hints(shape)
    parts = {key: _part(wanted, shape.__name__, key) for key, wanted in hints.items()}
    required = [(key, parts[key].fits) for key in parts if key in shape.__required_keys__]
    optional = [(key, parts[key].fits) for key in parts if key not in shape.__required_keys__]

    def fits(value: Any) -> bool:
        try:
            return all(fit(value[key]) for key, fit in required) and all(
                fit(value[key]) for key, fit in optional if key in value
            )
        except (KeyError, TypeError):
            return False

    def repaired(value: Any) -> dict[str, Any]:
        there: Mapping[str, Any] = value if isinstance(value, dict) else {}
        found = {key: _mended(parts[key], there.get(key)) for key, _ in required}
        return found | {key: there[key] for key, fit in optional if key in there and fit(there[key])}

    return Part(fits, repaired, parts)


def _mended(part: Part, value: Any) -> Any:
    return value if part.fits(value) else part.repaired(value)
