"""A record of an LKS as a form has it: fields by flat names, checked into the record's own, and back.

Parts that repeat stand in numbered rows (``reg_0_number``, ``acc_1_grade``); a row in which nothing is typed is none.
What is left open is "tidak diketahui".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workflow.lks import typed_year
from workflow.lks.kinds import (
    FOREVER,
    GRADES,
    IN_PROCESS,
    NOT_ACCREDITED,
    REVOKED,
    SCOPES,
    SERVICES,
    Form,
    Owner,
    PaperKind,
)
from workflow.lks.record import new_accreditation, new_registration
from workflow.text import Fields, line, tidy

MOST_ROWS = 20  # of a part that repeats
MOST_NAMES = 10  # other names
OLDEST = 1900  # year of a deed
MOST_NOTE = 500  # letters that a proposer says to it
# name of a text field -> its words within a sentence, and its most letters
TEXTS: dict[str, tuple[str, int]] = {
    "name": ("nama", 200), "kecamatan": ("kecamatan", 80), "gampong": ("gampong", 80), "address": ("alamat", 200),
    "parent": ("induk", 200), "deed_number": ("nomor akta", 60), "deed_notary": ("notaris", 120),
    "sk": ("SK Kemenkumham", 80), "npwp": ("NPWP", 40), "ministry_number": ("nomor dari kementerian", 60),
    "phone": ("telepon kantor", 60), "email": ("e-mail", 100), "leader": ("nama pimpinan", 120),
    "leader_phone": ("telepon pimpinan", 60),
}  # fmt: skip
OTHER_NAMES = ("nama lain", 1000)
REGISTRATION: dict[str, tuple[str, int]] = {"issuer": ("penerbit", 120), "number": ("nomor pendaftaran", 80)}
ACCREDITATION: dict[str, tuple[str, int]] = {"certificate": ("nomor sertifikat", 80), "source": ("sumber", 120)}
CHOICES: dict[str, tuple[str, ...]] = {
    "owner": tuple(Owner), "form": ("", *Form), "scope": ("", *SCOPES), "kind": tuple(PaperKind),
    "status": ("", IN_PROCESS, REVOKED), "grade": ("", *GRADES, NOT_ACCREDITED), "service": ("", *SERVICES),
}  # fmt: skip
OPEN_ROWS = {"reg": ("issuer", "number", "issued", "valid_until", "status", "forever"),
             "acc": ("year", "grade", "applied", "decided", "valid_until", "certificate", "source")}  # fmt: skip


def checked(data: Mapping[str, Any], before: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The record's fields as they were typed. ``before`` is the record (or ``register.EMPTY``), of which rows keep
    what the form does not ask. ``parent`` is what was typed: its name; ``note`` goes with the proposal. Raises
    ``Invalid``."""
    fields = Fields(data)
    texts = {name: fields.line(name, words, most=most, required=name == "name")
             for name, (words, most) in TEXTS.items()}  # fmt: skip
    found = {
        **{name: texts[name] for name in ("name", "kecamatan", "gampong", "address", "parent", "ministry_number")},
        "other_names": _other_names(fields),
        "hidden": bool(data.get("hidden")),
        "owner": choice(fields, "owner", "owner"),
        "scope": choice(fields, "scope", "scope"),
        "legal": {
            "form": choice(fields, "form", "form"), "sk": texts["sk"], "npwp": texts["npwp"],
            "deed": {"number": texts["deed_number"], "date": past(fields, "deed_date", "tanggal akta", today),
                     "notary": texts["deed_notary"]},
        },
        "contact": {name: texts[name] for name in ("phone", "email", "leader", "leader_phone")},
        "registrations": _registrations(fields, before["registrations"], today),
        "services": _services(fields, before["services"], today),
        **typed_year.checked(fields, before, today),
        "note": fields.paragraph("note", "keterangan", most=MOST_NOTE),
    }  # fmt: skip
    fields.done()
    return found


def changed(lks: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """What of the checked fields is other than in the record: only that is proposed."""
    return {name: value for name, value in found.items() if name != "note" and lks[name] != value}


def choice(fields: Fields, name: str, of: str) -> str:
    """One of ``CHOICES``; what is not sent is the first."""
    said = str(fields.data.get(name) or "")
    if said not in CHOICES[of]:
        if said:
            fields.wrong[name] = "Pilih salah satu dari daftar."
        return CHOICES[of][0]
    return said


def past(fields: Fields, name: str, label: str, today: date) -> str:
    """A day that is not to come."""
    day = fields.day(name, label, earliest=OLDEST)
    if day > today.isoformat():
        fields.wrong[name] = f"{label.capitalize()} belum tiba. Periksa tahunnya."
    return day


def _other_names(fields: Fields) -> list[str]:
    text = fields.paragraph("other_names", OTHER_NAMES[0], most=OTHER_NAMES[1])
    names = list(dict.fromkeys(filter(None, map(line, text.splitlines()))))
    if len(names) > MOST_NAMES:
        fields.wrong["other_names"] = f"Paling banyak {MOST_NAMES} nama lain, satu nama satu baris."
    return names


def rows(data: Mapping[str, Any], part: str, before: Sequence[Mapping[str, Any]] = ()) -> list[int]:
    """The numbers of the rows of a part in which something is typed, in their order; of those ``before`` also the ones
    that have nothing to type, as a paper of which a list says only that it is there."""
    bare = {n for n, one in enumerate(before) if not any(one.get(name) for name in OPEN_ROWS[part])}
    typed = (n for n in range(MOST_ROWS) if any(tidy(data.get(f"{part}_{n}_{name}")) for name in OPEN_ROWS[part]))
    return sorted(bare.union(typed))


def _registrations(fields: Fields, before: list[Any], today: date) -> list[Any]:
    found = []
    for n in rows(fields.data, "reg", before):
        one = {**(before[n] if n < len(before) else new_registration(PaperKind.STP))}
        name = f"reg_{n}_"
        one |= {key: fields.line(name + key, words, most=most) for key, (words, most) in REGISTRATION.items()}
        one["kind"], one["status"] = choice(fields, name + "kind", "kind"), choice(fields, name + "status", "status")
        one["issued"] = past(fields, name + "issued", "tanggal terbit", today)
        one["valid_until"] = FOREVER if fields.data.get(name + "forever") else _until(fields, name, one["issued"])
        one["revoked_on"] = past(fields, name + "revoked_on", "tanggal dicabut", today)
        if one["status"] != REVOKED:
            one["revoked_on"] = ""
        found.append(one)
    return found


def _until(fields: Fields, name: str, first: str) -> str:
    last = fields.day(f"{name}valid_until", "tanggal berlaku sampai")
    if last and first and last < first:
        fields.wrong[f"{name}valid_until"] = "Tanggal berlaku sampai lebih awal daripada tanggal mulainya."
    return last


def _services(fields: Fields, before: list[Any], today: date) -> list[Any]:
    """Those that are ticked and those that an accreditation names: in the order of before, new ones behind them."""
    ticked = [str(one) for one in fields.data.get("services") or ()]
    if set(ticked) - set(CHOICES["service"]):
        fields.wrong["services"] = "Pilih dari daftar."
    graded: dict[str, list[Any]] = {}
    known = [one for service in before for one in service["accreditations"]]
    for n in rows(fields.data, "acc", known):
        graded.setdefault(choice(fields, f"acc_{n}_service", "service"), []).append(
            _accreditation(fields, n, known, today)
        )
    kinds = dict.fromkeys([*(service["kind"] for service in before), *SERVICES, ""])
    return [
        {"kind": kind, "accreditations": graded.get(kind, [])} for kind in kinds if kind in ticked or kind in graded
    ]


def _accreditation(fields: Fields, n: int, known: list[Any], today: date) -> dict[str, Any]:
    name = f"acc_{n}_"
    one = {**(known[n] if n < len(known) else new_accreditation())}
    one |= {key: fields.line(name + key, words, most=most) for key, (words, most) in ACCREDITATION.items()}
    one["grade"] = choice(fields, name + "grade", "grade")
    one["year"] = typed_year.whole(fields, name + "year", "tahun akreditasi", 1990, today.year + 1) or 0
    one["applied"] = past(fields, name + "applied", "tanggal pengajuan", today)
    one["decided"] = fields.day(name + "decided", "tanggal keputusan")
    one["valid_until"] = _until(fields, name, one["decided"])
    return one


def flat(lks: Mapping[str, Any], year: str) -> dict[str, Any]:
    """The record by the names of the form's fields, with what it had in ``year``; ``parent`` as it is kept."""
    legal, deed = lks["legal"], lks["legal"]["deed"]
    found = {name: lks.get(name, lks["contact"].get(name, "")) for name in TEXTS}
    found |= {
        "sk": legal["sk"], "npwp": legal["npwp"], "form": legal["form"], "deed_number": deed["number"],
        "deed_notary": deed["notary"], "deed_date": deed["date"], "other_names": "\n".join(lks["other_names"]),
        "hidden": lks["hidden"], "owner": lks["owner"], "scope": lks["scope"],
        "services": [service["kind"] for service in lks["services"]],
    }  # fmt: skip
    for n, one in enumerate(lks["registrations"]):
        forever = one["valid_until"] == FOREVER
        values = {**one, "forever": forever, "valid_until": "" if forever else one["valid_until"]}
        found |= {f"reg_{n}_{name}": value for name, value in values.items()}
    graded = [(service["kind"], one) for service in lks["services"] for one in service["accreditations"]]
    for n, (kind, one) in enumerate(graded):
        found |= {
            f"acc_{n}_{name}": value for name, value in {**one, "service": kind, "year": one["year"] or ""}.items()
        }
    return found | typed_year.flat(lks, year)
