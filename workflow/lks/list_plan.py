"""What a list would do to the register: for each of its rows whether it is new, changes a record, says the same, or
has to be asked about. Page and recording make the same plan, so that what is recorded is what was shown.

Rows are planned in their order. One that is new may be meant by a later one, and by a home as its foundation; until it
is recorded its uid is "#" and its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.lks import combined, in_words
from workflow.lks.duplicates import phones_in
from workflow.lks.kinds import Owner
from workflow.lks.matching import Found, Register
from workflow.lks.names import folded, folded_kecamatan
from workflow.lks.register import EMPTY
from workflow.records import Lks
from workflow.records.arriving import LksRow
from workflow.regions import regions

NEW, CHANGED, SAME, ASKED, LEFT, DONE = "baru", "berubah", "sama", "tanya", "tidak", "selesai"
Told = Mapping[str, Any]
_REPLACED = ("gampong", "address", "scope")
_BY_SIGNS = ("sk", "npwp")


@dataclass
class Planned:
    """``meant`` is the key of the record that the row goes to: an id, or the key of a new row. ``among`` are the
    records of which one has to be chosen, as (answer, words)."""

    row: LksRow
    what: str = NEW
    meant: Any = None
    changes: list[in_words.Change] = field(default_factory=list)
    among: list[tuple[str, str]] = field(default_factory=list)
    question: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return in_words.summary(self.row["told"])


@dataclass
class Plan:
    """``records``: by key as they would be, those of the register by id."""

    rows: list[Planned]
    records: dict[Any, Any]

    def of(self, what: str) -> list[Planned]:
        return [one for one in self.rows if one.what == what]


def planned(rows: Iterable[LksRow], records: Iterable[Lks], home: str) -> Plan:
    """``home`` is the region of whoever takes it in, where a row names none; "" when it has to be asked."""
    known = Register((one["id"], one) for one in records)
    rows = list(rows)
    foundations = {folded(row["told"]["name"]): f"#{row['key']}" for row in rows if row["take"]}
    found = [_planned(row, known, home, foundations) for row in rows]
    return Plan(found, known.records)


def _planned(row: LksRow, known: Register, home: str, foundations: Mapping[str, str]) -> Planned:
    one = Planned(row)
    if row["done"]:
        one.what = DONE
        return one
    told = {**EMPTY, **row["told"], "region": row["told"]["region"] or row["region"] or home}
    if told["region"] not in regions():
        one.what, one.question = ASKED, "Kabupaten/kotanya tidak disebut. Pilih daerahnya."
        return one
    told["parent"] = _parent(told, known, foundations, one.notes)
    found = known.meant_by(told)
    one.what, one.meant = _meaning(row, found)
    if found.sure is None and found.perhaps:
        one.among = [(str(key), _named(known.records[key])) for key in found.perhaps]
        one.question = "Lembaga yang sama dengan salah satu ini, atau lembaga lain?"
    if one.what != ASKED:
        _put(one, told, known, home)
    return one


def _meaning(row: LksRow, found: Found) -> tuple[str, Any]:
    if found.sure is not None:
        return CHANGED, found.sure
    if not found.perhaps or row["which"] == NEW:
        return NEW, row["key"]
    chosen = next((key for key in found.perhaps if str(key) == row["which"]), None)
    return (ASKED, None) if chosen is None else (CHANGED, chosen)


def _put(one: Planned, told: dict[str, Any], known: Register, home: str) -> None:
    """The row in the register as it would be; one that is not taken is only looked at."""
    if one.what == NEW:
        after = {**told, "uid": f"#{one.row['key']}"}
    else:
        before = known.records[one.meant]
        after = taken_over(before, told)
        seen = (before, after) if home else map(in_words.told_outside, (before, after))
        one.changes = list(in_words.changes(*seen))
        one.what = CHANGED if after != before else SAME
    if one.row["take"]:
        known.put(one.meant, after)
    elif one.what != SAME:
        one.what = LEFT


def _named(record: Told) -> str:
    where = record["kecamatan"] or "kecamatan tidak diketahui"
    over = ", sudah tutup" if record["end"] else ""
    return f"{record['name']} ({where}{over})"


def _parent(told: Told, known: Register, foundations: Mapping[str, str], notes: list[str]) -> str:
    """The uid of the foundation that the list names: of the register, or of another row. "" when it is not there."""
    name = told["parent"]
    if not name:
        return ""
    held = [key for key in known.named(name, told["region"]) if known.records[key]["end"] is None]
    if len(held) == 1:
        return str(known.records[held[0]]["uid"])
    if not held and folded(name) in foundations:
        return foundations[folded(name)]
    notes.append(f"Yayasan “{name}” belum tercatat; hubungannya tidak dicatat.")
    return ""


def taken_over(record: Told, told: Told) -> dict[str, Any]:
    """The record with what a list tells of it. What it does not tell stays, a newer word replaces an older one; the
    name stays, and the list's is another name of it."""
    fresh = {name: _unless_alike(record[name], told[name], folded) for name in _REPLACED}
    return {
        **record, **fresh,
        "other_names": combined.other_names(record["name"], *record["other_names"], told["name"]),
        "kecamatan": _unless_alike(record["kecamatan"], told["kecamatan"], folded_kecamatan),
        "ministry_number": _unless_alike(record["ministry_number"], told["ministry_number"], _signs),
        "owner": told["owner"] if told["owner"] != Owner.COMMUNITY else record["owner"],
        "parent": told["parent"] or record["parent"],
        "hidden": record["hidden"] or told["hidden"],
        "legal": _legal(record["legal"], told["legal"]),
        "contact": _contact(record["contact"], told["contact"]),
        "registrations": combined.registrations(record["registrations"], told["registrations"], combined.theirs),
        "services": combined.services(record["services"], told["services"]),
        "activity": combined.activity(record["activity"], told["activity"]),
        "support": combined.years(record["support"], told["support"], combined.theirs),
        "beneficiaries": combined.years(record["beneficiaries"], told["beneficiaries"], combined.theirs),
        "said_inactive": _said_inactive(record, told),
        "end": record["end"] or told["end"],
    }  # fmt: skip


def _legal(mine: Told, told: Told) -> dict[str, Any]:
    signs = {name: _unless_alike(mine[name], told[name], _signs) for name in _BY_SIGNS}
    return {**combined.filled(mine, told, combined.theirs), **signs}


def _contact(mine: Told, told: Told) -> dict[str, Any]:
    numbers = {name: _unless_alike(mine[name], told[name], phones_in) for name in ("phone", "leader_phone")}
    leader = _unless_alike(mine["leader"], told["leader"], folded)
    return {**combined.filled(mine, told, combined.theirs), **numbers, "leader": leader}


def _unless_alike(mine: str, told: str, compared: Any) -> str:
    """The newer word, unless it only writes the same in another way."""
    return told if told and compared(told) != compared(mine) else mine


def _signs(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _said_inactive(record: Told, told: Told) -> str:
    """A list says it on the day on which it is taken in: again is not news while nothing has happened in between."""
    since: Sequence[str] = [one["date"] for one in record["activity"] if one["confirmed"]]
    still = record["said_inactive"] and max(since, default="") <= record["said_inactive"]
    return str(record["said_inactive"] if still or not told["said_inactive"] else told["said_inactive"])
