"""The invented institutions of the demo, out of ``lks.csv``: what is told of each, counted from the day of the demo.

Names, numbers and telephones are invented and name nobody; the kecamatan are those of the map. In the table
``STPU 620+1`` is a paper that ends in 620 days, after another one before it; ``B -40`` a grade that ended 40 days ago;
``80+3`` an institution that was visited 80 days ago, and three times before, a year apart. The three letters of
``support`` answer for a social worker, public money, and an own building with access: yes, no, or nobody knows.
``baru`` was on no list before today; ``sejak`` says for how many years it has been known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from workflow.lks.kinds import FOREVER, GRADES, IN_PROCESS, MERGED, NOT_ACCREDITED, REVOKED, YEARS_OF_GRADE
from workflow.lks.record import new_accreditation, new_lks, new_registration, new_support
from workflow.regions import regions

TABLE = Path(__file__).with_name("lks.csv")
YEAR, VALID = timedelta(days=365), timedelta(days=3 * 365)
LONGEST_KNOWN = 5  # years
NAMED = {
    ("11.11", 1): {"LKSA Kenari Biru (contoh)": "pelaksana", "LKSA Cemara Tujuh (contoh)": "mitra"},
    ("11.11", 8): {"LKSLU Senja Teduh (contoh)": "mitra"},
}
VISITS = ("kunjungan", "laporan", "konfirmasi")
ANSWERS: tuple[dict[str, dict[str, Any]], ...] = (
    {"y": {"social_workers": 2}, "n": {"social_workers": 0}, "?": {}},
    {"y": {"money": ["APBK", "donatur"]}, "n": {"money": ["donatur"]}, "?": {}},
    {"y": {"building": "milik", "access": True}, "n": {"building": "sewa", "access": False}, "?": {}},
)


@dataclass(frozen=True)
class Invented:
    """``told`` is all that is known of it on the day of the demo, as ``register.add`` takes it; ``end`` beside it."""

    told: dict[str, Any]
    known_for: int  # years
    end: dict[str, Any] | None

    @property
    def name(self) -> str:
        return str(self.told["name"])


@cache
def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def institutions(today: date) -> list[Invented]:
    """In the order of the table; a foundation stands before its homes, and the one that goes on before the merged."""
    uids = {row["name"]: f"{number:016x}" for number, row in enumerate(_rows(), 1)}
    return [_invented(number, row, uids, today) for number, row in enumerate(_rows(), 1)]


def named(region: str, outcome: int) -> dict[str, str]:
    """What a plan says of "LKS yang terlibat": uid -> role."""
    roles = NAMED.get((region, outcome), {})
    return {f"{number:016x}": roles[row["name"]] for number, row in enumerate(_rows(), 1) if row["name"] in roles}


def as_known(told: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The same as it could be told on an earlier day: without the papers, grades, visits and years of later."""
    until = on.isoformat()
    return {
        **told,
        "registrations": [one for one in told["registrations"] if one["issued"] <= until],
        "services": [
            {**service, "accreditations": [one for one in service["accreditations"] if _begun(one) <= until]}
            for service in told["services"]
        ],
        "activity": [one for one in told["activity"] if one["date"] <= until],
        "said_inactive": told["said_inactive"] if told["said_inactive"] <= until else "",
        **{name: _before(told[name], until) for name in ("support", "beneficiaries")},
    }


def _before(years: Mapping[str, Any], until: str) -> dict[str, Any]:
    return {year: of for year, of in years.items() if year < until}


def _begun(one: Mapping[str, Any]) -> str:
    return str(max(one["applied"], one["decided"], str(one["year"] or "")))


def _invented(number: int, row: Mapping[str, str], uids: Mapping[str, str], today: date) -> Invented:
    more = {name: value for name, _, value in (part.partition("=") for part in row["more"].split(";"))}
    told: dict[str, Any] = {
        **new_lks(row["name"]), "uid": uids[row["name"]], "region": row["region"], "kecamatan": row["kecamatan"],
        "gampong": "Gampong Contoh", "address": f"Jalan Contoh Nomor {number}", "hidden": "rahasia" in more,
        "owner": more.get("pemilik", "masyarakat"), "parent": uids.get(more.get("induk", ""), ""),
        "legal": _legal(number, row["form"], more), "scope": "kabupaten/kota",
        "registrations": list(_registrations(number, row, today)),
        "services": [_service(text, today) for text in filter(None, row["services"].split("; "))],
        "support": _support(row["support"], today), "beneficiaries": _beneficiaries(number, row["support"], today),
        "activity": _activity(row, today), "said_inactive": _ago(today, more.get("tidak aktif", "")),
    }  # fmt: skip
    told["contact"] = {**told["contact"], "phone": more.get("telepon", f"0600-{number:06}")}
    known_for = 0 if "baru" in more else int(more.get("sejak", LONGEST_KNOWN))
    return Invented(told, known_for, _end(more, uids, today))


def _ago(today: date, days: str) -> str:
    return (today - timedelta(int(days))).isoformat() if days else ""


def _legal(number: int, form: str, more: Mapping[str, str]) -> dict[str, Any]:
    """A foundation without a decree has its deed only."""
    kind, _, decree = form.partition("+")
    signed = (str(number), "2015-03-02", "Notaris Contoh") if kind == "yayasan" else ("", "", "")
    return {
        "form": kind, "deed": dict(zip(("number", "date", "notary"), signed, strict=True)),
        "sk": f"AHU-{number:04}.CONTOH.2015" if decree else "",
        "npwp": more.get("npwp", f"00.000.{number:03}.0-000.000" if decree else ""),
    }  # fmt: skip


def _registrations(number: int, row: Mapping[str, str], today: date) -> Iterator[dict[str, Any]]:
    if not row["papers"]:
        return
    kind, _, until = row["papers"].partition(" ")
    left, _, before = until.partition("+")
    paper = {**new_registration(kind), "issuer": f"Dinas Sosial {regions()[row['region']].full} (contoh)"}
    if left == IN_PROCESS:
        yield {**paper, "status": IN_PROCESS}
        return
    ends = {FOREVER: FOREVER, "tidak diketahui": "", REVOKED: (today + YEAR).isoformat()}
    last = today + YEAR if left in ends else today + timedelta(int(left))
    for years in reversed(range(int(before or 0) + 1)):
        issued = last - (years + 1) * VALID
        yield {
            **paper, "kind": "STP" if years else kind, "number": f"{number:03}/STP-CONTOH/{issued.year}",
            "issued": issued.isoformat(), "valid_until": ends.get(left, (last - years * VALID).isoformat()),
            "seen_by": "Dinas Sosial",
            **({"status": REVOKED, "revoked_on": (today - timedelta(120)).isoformat()} if left == REVOKED else {}),
        }  # fmt: skip


def _service(text: str, today: date) -> dict[str, Any]:
    kind, _, grade = text.partition(": ")
    return {"kind": kind, "accreditations": list(_accreditations(grade, today))}


def _accreditations(text: str, today: date) -> Iterator[dict[str, Any]]:
    grade, _, when = text.partition(" ")
    if not grade:
        return
    if grade == NOT_ACCREDITED:
        yield {**new_accreditation(), "grade": grade, "decided": (today + timedelta(int(when))).isoformat()}
    elif grade not in GRADES:
        yield {**new_accreditation(), "applied": (today - timedelta(40)).isoformat()}
    elif when.startswith("dugaan"):
        yield {**new_accreditation(), "grade": grade, "year": today.year + int(when.split()[1])}
    else:
        yield from _graded(grade, when, today)


def _graded(grade: str, when: str, today: date) -> Iterator[dict[str, Any]]:
    left, _, before = when.partition("+")
    last, length = today + timedelta(int(left)), YEARS_OF_GRADE[grade] * YEAR
    for years in reversed(range(int(before or 0) + 1)):
        decided, until = last - (years + 1) * length, last - years * length
        yield {
            **new_accreditation(), "grade": grade, "year": decided.year, "decided": decided.isoformat(),
            "valid_until": until.isoformat(), "certificate": f"CONTOH-{decided.year}",
        }  # fmt: skip


def _activity(row: Mapping[str, str], today: date) -> list[dict[str, Any]]:
    """The oldest first; of one by the office of its kabupaten/kota."""
    if not row["seen"]:
        return []
    days, _, before = row["seen"].partition("+")
    last, office = today - timedelta(int(days)), f"Dinas Sosial {regions()[row['region']].full}"
    return [
        {"date": (last - n * YEAR).isoformat(), "kind": VISITS[n % 3], "by": office, "paper": 0, "confirmed": True}
        for n in reversed(range(int(before or 0) + 1))
    ]


def _support(letters: str, today: date) -> dict[str, Any]:
    """This year and the two before; of the first of them nobody knows more than its people."""
    found = {}
    for back in (2, 1, 0) if letters else ():
        known = letters if back < 2 else letters[:1] + "??"
        answers = [answer[letter] for answer, letter in zip(ANSWERS, known, strict=True)]
        found[str(today.year - back)] = {**new_support(), **answers[0], **answers[1], **answers[2]}
    return found


def _beneficiaries(number: int, letters: str, today: date) -> dict[str, Any]:
    """Of some there are fewer than five, which is told nowhere outside."""
    return {str(today.year): {"male": 3 + number % 17, "female": 2 + number % 13}} if letters else {}


def _end(more: Mapping[str, str], uids: Mapping[str, str], today: date) -> dict[str, Any] | None:
    if "gabung" in more:
        return {"kind": MERGED, "into": uids[more["gabung"]], "date": today.isoformat(), "reason": ""}
    if "tutup" in more:
        gone = _ago(today, more["tutup"])
        return {"kind": "tutup", "into": "", "date": gone, "reason": "Tidak ada lagi pengurusnya."}
    return None
