"""A row of a workbook of settings, done: the record it means, its cells as typed data, the operation of its form.

Each function raises ``Invalid`` with the sentences of that form, in front of each the head of its column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from typing import Any, TypedDict, TypeVar

from workflow.errors import Invalid
from workflow.offices import nip, offices, signatories
from workflow.offices.addressees import MOST, check_addressees, in_order
from workflow.offices.book_columns import (
    ACCOUNTS,
    ADDRESSEES,
    COVERS,
    KEY,
    OFFICE_KEY,
    OFFICES,
    SIGNATORIES,
    STATES,
    BookSheet,
    account_fields,
    office_key,
    office_words,
)
from workflow.people import accounts, addresses
from workflow.records import Office
from workflow.regions import owners
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.text import fold, line

T = TypeVar("T")
Change = tuple[str, str, str]  # label, before, after
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
ROUNDED = "Excel membulatkan angka ini. Ketik sebagai teks, dengan ' di depannya."


class Row(TypedDict):
    """``place``: "baris 3"; ``cells``: head -> text, as ``documents/readers/named_sheets.py`` reads it."""

    place: str
    cells: dict[str, str]


@dataclass(frozen=True)
class Act:
    """Who does it and when. ``kept``: what is kept of the first passwords, by account; of none while it is planned."""

    store: Store
    actor: Actor
    kept: Mapping[str, str]
    at: datetime


@dataclass
class Told:
    """What was done; without ``changes`` nothing, unless it is new."""

    title: str
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_new: bool = False


Doing = Callable[[Act, Sequence[Row]], Told]


def office(act: Act, rows: Sequence[Row]) -> Told:
    before, typed = _office(act.store, _cell(rows[0], KEY), KEY), _typed(OFFICES, rows[0])
    values = _headed(OFFICES, lambda: offices.check_office({**before, **typed}))
    told = Told(office_words(before), _changes(OFFICES, before, {name: values[name] for name in typed}))
    told.notes = _doubts(values["signer_nip"]) if "signer_nip" in typed else []
    if told.changes:
        offices.edit_office(act.store, act.actor, before["id"], typed, version=before["version"], at=act.at)
    return told


def signatory(act: Act, rows: Sequence[Row]) -> Told:
    key, typed = _cell(rows[0], KEY), _typed(SIGNATORIES, rows[0])
    if not key:
        of = _office(act.store, _cell(rows[0], OFFICE_KEY), OFFICE_KEY)
        made = _headed(SIGNATORIES, lambda: signatories.add(act.store, act.actor, of["id"], typed, at=act.at))
        return Told(_signer(of, made), _filled(SIGNATORIES, made), _notes(of, typed, made), is_new=True)
    of, before = _existing(act.store, key)
    if _cell(rows[0], OFFICE_KEY) not in ("", office_key(of)):
        raise Invalid({OFFICE_KEY: f"{OFFICE_KEY}: penanda tangan tidak pindah kantor; catat sebagai yang baru."})
    whole = {**before, **typed}
    values = _headed(SIGNATORIES, lambda: signatories.check(act.store, of, whole, but=before["id"]))
    told = Told(_signer(of, values), _changes(SIGNATORIES, before, {name: values[name] for name in typed}))
    told.notes = _notes(of, typed, values)
    if told.changes:
        signatories.edit(act.store, act.actor, before["id"], typed, version=before["version"], at=act.at)
    return told


def addressees(act: Act, rows: Sequence[Row]) -> Told:
    """All rows of an office are its list from now on."""
    of = _office(act.store, _cell(rows[0], OFFICE_KEY), OFFICE_KEY)
    if len(rows) > MOST:
        raise Invalid({"": f"Paling banyak {MOST} tujuan untuk satu kantor; di sini {len(rows)}."})
    typed = {f"{name}_{n}": text for n, row in enumerate(rows) for name, text in _typed(ADDRESSEES, row).items()}
    values = _in_rows(rows, lambda: check_addressees(typed, of))
    before = [vars(one) for one in in_order(of)]
    told = Told(f"Tujuan {office_words(of)}", _listed(before, values))
    if told.changes:
        listed = {"addressees": values}
        offices.change(act.store, act.actor, of["id"], lambda _: listed, version=of["version"], at=act.at)
    return told


def account(act: Act, rows: Sequence[Row]) -> Told:
    typed = _typed(ACCOUNTS, rows[0])
    if "region" in typed:
        typed["region"] = _region(typed["region"])
    username = line(typed.get("username")).lower()
    found = accounts.find_user(act.store, username) if username else None
    return _headed(ACCOUNTS, lambda: _edited(act, found, typed) if found else _added(act, username, typed))


def _added(act: Act, username: str, typed: Mapping[str, str]) -> Told:
    if typed.get("active", "") not in ("", "ya"):
        raise Invalid({"active": "akun baru selalu aktif; nonaktifkan sesudahnya."})
    made = accounts.enter(act.store, act.actor, typed, act.kept.get(username, ""), at=act.at)
    return Told(made["username"], _filled(ACCOUNTS, account_fields(made)), is_new=True)


def _edited(act: Act, user: Mapping[str, Any], typed: Mapping[str, str]) -> Told:
    before = account_fields(user)
    whole = {**before, **typed, "username": user["username"]}
    if whole["active"] not in STATES:
        raise Invalid({"active": f"tulis {' atau '.join(STATES.values())}."})
    after = {**whole, **accounts.checked_office(whole), "email": addresses.checked(whole["email"])}
    told = Told(user["username"], _changes(ACCOUNTS, before, after))
    if any(after[name] != before[name] for name in ("role", "region", "name", "active")):
        accounts.edit_user(
            act.store, act.actor, user["id"], after, active=after["active"] == "ya", version=user["version"], at=act.at
        )
    if after["email"] != before["email"]:
        addresses.set_address(act.store, act.actor, user["id"], after["email"], at=act.at)
    return told


def _cell(row: Row, head: str) -> str:
    return line(row["cells"].get(head))


def _typed(sheet: BookSheet, row: Row) -> dict[str, str]:
    """The cells as a form of theirs would send them; a column that the sheet does not have is not typed."""
    found = {}
    for column in sheet.columns:
        if column.name and column.head in row["cells"]:
            text = row["cells"][column.head]
            if column.name.endswith("nip") and _ROUNDED.fullmatch(text):
                raise Invalid({column.name: f"{column.head}: {ROUNDED}"})
            found[column.name] = _iso(text) if column.is_day else column.kept(text) if column.choices else text
    return found


def _iso(text: str) -> str:
    """A day that was typed as a text, "01/03/2026"; anything else as it is, which the checks then judge."""
    found = _DAY.fullmatch(text.strip())
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def _region(text: str) -> str:
    """The code of a kabupaten/kota that is called by its code or any of its names; "" for nothing typed."""
    for code, place in owners().items():
        if fold(text) in map(fold, (code, place.full, place.name, place.short, place.owner)):
            return code
    if line(text):
        raise Invalid({"region": f"Wilayah: “{text[:40]}” bukan nama atau kode kabupaten/kota, misalnya 11.11."})
    return ""


def _headed(sheet: BookSheet, do: Callable[[], T]) -> T:
    """Puts the head of its column before each sentence that does not name it."""
    try:
        return do()
    except Invalid as refusal:
        heads = {column.name: column.head for column in sheet.columns if column.name}
        raise Invalid({name: _with_head(heads.get(name, ""), why) for name, why in refusal.fields.items()}) from refusal


def _in_rows(rows: Sequence[Row], do: Callable[[], T]) -> T:
    """Puts row and head before each sentence about one of several rows ("form_4")."""
    try:
        return do()
    except Invalid as refusal:
        heads, said = {column.name: column.head for column in ADDRESSEES.columns}, {}
        for name, why in refusal.fields.items():
            field_name, _, number = name.rpartition("_")
            said[name] = f"{rows[int(number)]['place'].capitalize()}, {heads[field_name]}: {why}"
        raise Invalid(said) from refusal


def _with_head(head: str, why: str) -> str:
    return why if fold(head) in fold(why) else f"{head}: {why}"


def _office(store: Store, key: str, head: str) -> Office:
    region, _, identity = key.partition("/")
    for one in store.find(Office, region=region, identity=identity):
        if "damaged" not in one:
            return one
    raise Invalid({head: f"{head}: kantor “{key[:40]}” tidak ada." if key else f"{head}: isi, misalnya 11.11/dinsos."})


def _existing(store: Store, key: str) -> tuple[Office, Record]:
    of_key, _, start = key.rpartition("/")
    of = _office(store, of_key, KEY)
    for one in signatories.of_office(store, of["id"]):
        if one["start"] == start:
            return of, one
    raise Invalid({KEY: f"{KEY}: penanda tangan “{key[:60]}” tidak ada; untuk yang baru kosongkan {KEY}."})


def _signer(of: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    return f"{one['name']} ({office_words(of)})"


def _notes(of: Mapping[str, Any], typed: Mapping[str, str], kept: Mapping[str, Any]) -> list[str]:
    lost = of["identity"] == "lkks" and any(typed.get(name) for name in signatories.CIVIL_SERVICE)
    told = ["LKKS tidak memakai pangkat dan NIP; keduanya tidak disimpan."] if lost else []
    return told + _doubts(kept["nip"])


def _doubts(number: str) -> list[str]:
    return [doubt] if (doubt := nip.doubt(number)) else []


def _changes(sheet: BookSheet, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    return [
        (column.head, column.said(before.get(column.name)), column.said(after[column.name]))
        for column in sheet.columns
        if column.name in after and after[column.name] != before.get(column.name)
    ]


def _filled(sheet: BookSheet, made: Mapping[str, Any]) -> list[Change]:
    return [
        (column.head, "", column.said(made[column.name]))
        for column in sheet.columns
        if column.name and made[column.name]
    ]


def _listed(before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]) -> list[Change]:
    """Place by place of the list."""
    pairs = zip_longest(map(_addressee, before), map(_addressee, after), fillvalue="")
    return [(f"Tujuan {n}", old, new) for n, (old, new) in enumerate(pairs, 1) if old != new]


def _addressee(one: Mapping[str, str]) -> str:
    more = [one["form"], COVERS[one["cover"]], one["seat"] and f"di {one['seat']}"]
    return ", ".join(filter(None, (one["name"], *more, one["through"] and f"melalui {one['through']}")))
