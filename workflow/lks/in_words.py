"""What a record says, and what a change makes of it, in the words of a page: "STP 460/011 s.d. 6 Mei 2027"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.lks.kinds import FEW, FOREVER
from workflow.text import listed, spoken_day

Part = Mapping[str, Any]
# Fields that are one text, "a.b" within a part, in the order in which they are told.
TEXTS = {
    "name": "Nama", "kecamatan": "Kecamatan", "gampong": "Gampong", "address": "Alamat", "owner": "Pemilik",
    "scope": "Lingkup", "legal.form": "Bentuk", "legal.sk": "SK Kemenkumham", "legal.npwp": "NPWP lembaga",
    "legal.deed.number": "Nomor akta", "legal.deed.date": "Tanggal akta", "legal.deed.notary": "Notaris",
    "ministry_number": "Nomor kementerian", "contact.phone": "Telepon", "contact.email": "Surel",
    "contact.leader": "Pimpinan", "contact.leader_phone": "Telepon pimpinan",
}  # fmt: skip
_COUNTED = {
    "managers": "pengurus", "workers": "tenaga", "social_workers": "pekerja sosial", "capacity": "daya tampung",
    "male": "laki-laki", "female": "perempuan", "money": "sumber dana", "building": "gedung",
    "access": "akses disabilitas",
}  # fmt: skip
DAYS = {"legal.deed.date"}
PLACE = ("gampong", "address")  # of one with a hidden address nobody outside of its region is told them
HIDDEN = "alamat dirahasiakan"


@dataclass(frozen=True)
class Change:
    """``old`` is "" for what is new, ``new`` never."""

    label: str
    old: str
    new: str


def value(record: Part, field: str) -> str:
    """What stands in one of ``TEXTS``, "" for nothing."""
    found: Any = record
    for name in field.split("."):
        found = found[name]
    return day(str(found)) if field in DAYS else str(found)


def day(iso: str) -> str:
    return iso if iso in ("", FOREVER) else spoken_day(iso)


def registration(one: Part) -> str:
    """ "STP 460/011 terbit 6 Mei 2024, masa berlaku tidak diketahui": one that is neither in process nor revoked is
    told its end, or that nobody knows it."""
    until = f"s.d. {day(one['valid_until'])}" if one["valid_until"] not in ("", FOREVER) else one["valid_until"]
    issued = "" if until or not one["issued"] else f"terbit {day(one['issued'])}"
    words = " ".join(filter(None, (one["kind"], one["number"], one["status"], until, issued)))
    return words if until or one["status"] else f"{words}, masa berlaku tidak diketahui"


def accreditation(one: Part) -> str:
    decided = f"ditetapkan {day(one['decided'])}" if one["decided"] else f"tahun {one['year']}" if one["year"] else ""
    until = f"s.d. {day(one['valid_until'])}" if one["valid_until"] else ""
    return ", ".join(filter(None, (one["grade"] or "mengajukan", decided, until)))


def service(one: Part) -> str:
    graded = "; ".join(map(accreditation, one["accreditations"]))
    return f"{one['kind'] or 'layanan tidak disebut'}{f' ({graded})' if graded else ''}"


def event(one: Part) -> str:
    return f"{one['kind']} {day(one['date'])}"


def served_outside(count: int | None) -> int | str | None:
    """How many it serves, for whoever is not of its region: below five, none among them, it is "<5"."""
    return count if count is None or count >= FEW else f"<{FEW}"


def told_outside(record: Part) -> dict[str, Any]:
    """The record as whoever is not of its region is told it: few of those whom it serves are "<5", and a hidden
    address is not said."""
    years = {
        year: {name: served_outside(count) for name, count in told.items()}
        for year, told in record["beneficiaries"].items()
    }
    return {**record, **place_outside(record), "beneficiaries": years}


def place_outside(record: Part) -> dict[str, str]:
    """What stands in ``PLACE`` for whoever is not of its region."""
    return {name: HIDDEN if record["hidden"] and record[name] else str(record[name]) for name in PLACE}


def year(told: Part) -> str:
    said = [f"{_COUNTED.get(name, name)} {_said(one)}" for name, one in told.items() if one not in (None, "", [], {})]
    return ", ".join(said)


def _said(one: Any) -> str:
    if isinstance(one, bool):
        return "ya" if one else "tidak"
    return listed(list(map(str, one))) if isinstance(one, list | dict) else str(one)


def end(one: Part | None) -> str:
    return " ".join(filter(None, (one["kind"], day(one["date"])))) if one else ""


def summary(record: Part) -> str:
    """A new record in one line: its services, its papers."""
    services = [one["kind"] for one in record["services"] if one["kind"]]
    papers = [registration(one) for one in record["registrations"]] or ["belum terdaftar"]
    graded = [accreditation(one) for kind in record["services"] for one in kind["accreditations"]]
    owner = "" if record["owner"] == "masyarakat" else f"milik {record['owner']}, tidak masuk indikator"
    return " · ".join(filter(None, (listed(services), *papers, *(f"akreditasi {one}" for one in graded), owner)))


def changes(before: Part, after: Part) -> Iterator[Change]:
    """Field by field; a part that is new stands without an old text."""
    for field, label in TEXTS.items():
        yield from _changed(label, value(before, field), value(after, field))
    for name in after["other_names"]:
        if name not in before["other_names"]:
            yield Change("Nama lain", "", name)
    yield from _changed("Alamat dirahasiakan", "", "ya" if after["hidden"] and not before["hidden"] else "")
    yield from _parts("Pendaftaran", before["registrations"], after["registrations"], registration)
    yield from _parts("Layanan", before["services"], after["services"], service)
    yield from _parts("Kegiatan", before["activity"], after["activity"], event)
    for name, label in (("support", "Dukungan"), ("beneficiaries", "Penerima layanan")):
        for told in after[name]:
            yield from _changed(f"{label} {told}", year(before[name].get(told, {})), year(after[name][told]))
    yield from _changed("Dinyatakan tidak aktif", day(before["said_inactive"]), day(after["said_inactive"]))
    yield from _changed("Berakhir", end(before["end"]), end(after["end"]))
    if after["parent"] and after["parent"] != before["parent"]:
        yield Change("Yayasan induk", "", "dihubungkan")


def _changed(label: str, old: str, new: str) -> Iterator[Change]:
    if new and new != old:
        yield Change(label, old, new)


def _parts(label: str, before: Any, after: Any, told: Any) -> Iterator[Change]:
    """Parts keep their places; those behind the last old one are new."""
    for place, one in enumerate(after):
        old = told(before[place]) if place < len(before) and before[place] != one else ""
        if place >= len(before) or before[place] != one:
            yield Change(label, old, told(one))
