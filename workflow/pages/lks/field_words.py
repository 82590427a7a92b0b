"""The fields of an LKS in words, and two states of one beside each other, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.lks import in_words, parents, register, typed, typed_year
from workflow.lks.kinds import FOREVER
from workflow.records import LksChange
from workflow.store import Store
from workflow.web.words import date_or_text, plain_date

LABELS = {
    "name": "Nama", "other_names": "Nama lain", "kecamatan": "Kecamatan", "gampong": "Gampong", "address": "Alamat",
    "hidden": "Alamat dirahasiakan", "owner": "Pemilik", "parent": "Induk", "scope": "Lingkup", "form": "Bentuk",
    "deed_number": "Nomor akta", "deed_date": "Tanggal akta", "deed_notary": "Notaris", "sk": "SK Kemenkumham",
    "npwp": "NPWP lembaga", "ministry_number": "Nomor dari kementerian", "services": "Layanan",
    "phone": "Telepon kantor", "email": "Pos-el", "leader": "Nama pimpinan", "leader_phone": "Telepon pimpinan",
    "managers": "Pengurus", "workers": "Tenaga", "social_workers": "Pekerja sosial bersertifikat",
    "money": "Sumber dana", "building": "Gedung", "capacity": "Daya tampung", "access": "Akses disabilitas",
    "male": "Binaan laki-laki", "female": "Binaan perempuan",
}  # fmt: skip
REGISTRATION = {
    "kind": "jenis", "issuer": "penerbit", "number": "nomor", "issued": "terbit", "valid_until": "berlaku sampai",
    "forever": "tanpa batas", "status": "status", "revoked_on": "tanggal dicabut",
}  # fmt: skip
ACCREDITATION = {
    "service": "layanan", "grade": "nilai", "year": "tahun", "applied": "diajukan", "decided": "diputuskan",
    "valid_until": "berlaku sampai", "certificate": "nomor sertifikat", "source": "sumber",
}  # fmt: skip
_ROW = re.compile(r"(reg|acc)_(\d+)_(\w+)")
OF_YEAR = (*typed_year.PEOPLE, "money", "building", "capacity", "access", *typed_year.SERVED)


@dataclass(frozen=True)
class Changed:
    label: str
    before: str
    after: str


def label(name: str) -> str:
    """ "reg_0_number" is "Pendaftaran 1: nomor"."""
    if name.startswith("amount_"):
        return f"Jumlah {name.removeprefix('amount_')}"
    found = _ROW.fullmatch(name)
    if found is None:
        return LABELS[name]
    part, words = ("Pendaftaran", REGISTRATION) if found[1] == "reg" else ("Akreditasi", ACCREDITATION)
    return f"{part} {int(found[2]) + 1}: {words[found[3]]}"


def changes(store: Store, change: LksChange, lks: Mapping[str, Any] | None, *, own: bool) -> list[Changed]:
    """What a proposal would change, old beside new. ``own`` is false for a reader from outside of the region."""
    before = {**(lks or register.EMPTY), **change["before"], "region": change["region"]}
    after = {**before, **{name: value for name, value in change["fields"].items() if name != "activity"}}
    found = [*_plain(store, *_placed(before, after, own=own)), *_years(before, after, own=own)]
    if before["said_inactive"] != after["said_inactive"]:
        was, now = (plain_date(one["said_inactive"]) for one in (before, after))
        found.append(Changed("Dinyatakan tidak aktif sejak", was, now))
    return [*found, *(Changed("Kegiatan", "–", event) for event in _events(change))]


def _placed(
    before: Mapping[str, Any], after: Mapping[str, Any], *, own: bool
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Of a hidden address whoever is not of the region reads that it would be another one, and neither of both."""
    if own or not (before["hidden"] or after["hidden"]):
        return before, after
    was, now = (in_words.place_outside({**one, "hidden": True}) for one in (before, after))
    now |= {name: f"{in_words.HIDDEN}, yang baru" for name in now if after[name] not in ("", before[name])}
    return {**before, **was}, {**after, **now}


def _events(change: LksChange) -> list[str]:
    return [f"{one['kind']}, {plain_date(one['date'])}" for one in change["fields"].get("activity", ())]


def _plain(store: Store, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    """All but what belongs to a year; a row that is told by its own words."""
    old, new = typed.flat(before, ""), typed.flat(after, "")
    names = [name for name in dict.fromkeys([*old, *new]) if _told(name) and old.get(name) != new.get(name)]
    told = ((name, *(_words(store, name, one.get(name), before["region"]) for one in (old, new))) for name in names)
    return [Changed(label(name), was, now) for name, was, now in told if was != now]


def _told(name: str) -> bool:
    """Not who has seen a paper, and nothing of a year."""
    found = _ROW.fullmatch(name)
    if found:
        return found[3] in (REGISTRATION if found[1] == "reg" else ACCREDITATION)
    return name in LABELS and name not in OF_YEAR


def _years(before: Mapping[str, Any], after: Mapping[str, Any], *, own: bool) -> list[Changed]:
    found = []
    for year in sorted({*before["support"], *after["support"], *before["beneficiaries"], *after["beneficiaries"]}):
        old, new = typed_year.flat(before, year), typed_year.flat(after, year)
        for name in (one for one in new if one != "year" and old[one] != new[one]):
            told = [
                served(one[name], own=own) if name in typed_year.SERVED else spoken(one[name]) for one in (old, new)
            ]
            found.append(Changed(f"{label(name)} {year}", *told))
    return found


def served(number: str | int | None, *, own: bool) -> str:
    """How many it serves: few are told to nobody outside."""
    if number in ("", None):
        return ""
    return str(number if own else in_words.served_outside(int(str(number))))


def _words(store: Store, name: str, value: Any, region: str) -> str:
    return parents.name_of(store, value, region) if name == "parent" and value else spoken(value)


def spoken(value: Any) -> str:
    """A value as people read it; "" for what nobody knows."""
    if isinstance(value, bool):
        return "ya" if value else ""
    if isinstance(value, list):
        return ", ".join(one or "tidak diketahui" for one in value)
    text = "" if value in (None, 0) else str(value)
    return text if text == FOREVER else date_or_text(text) if _is_day(text) else text


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
