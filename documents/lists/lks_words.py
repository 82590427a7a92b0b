"""An institution in the words of papers and lists: its registration, services, legal form, place and activity on a day.

A state that warns stands in capitals and with its day. "Terdaftar" is said only with a day that somebody has seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from documents.report.language import NONE, grouped, table_date
from workflow.lks import in_words, states
from workflow.lks.in_words import HIDDEN
from workflow.lks.kinds import FOREVER, NOT_ACCREDITED, REVOKED, Form, Owner

LEGAL = {
    Form.YAYASAN: "yayasan", Form.PERKUMPULAN: "perkumpulan", Form.OTHER: "badan hukum lain",
    Form.NONE: "tidak berbadan hukum",
}  # fmt: skip
GOVERNMENT = {
    Owner.KABUPATEN: "dinas kabupaten/kota", Owner.PROVINCE: "Dinas Sosial Aceh", Owner.MINISTRY: "Kementerian Sosial",
}  # fmt: skip
HAPPENED = {
    "kunjungan": "kunjungan", "laporan": "laporan diterima", "rakor": "hadir dalam rapat",
    "konfirmasi": "dipastikan LKKS",
}  # fmt: skip

_CALLED = re.compile(r"(gampong|gpg?|desa|ds|kelurahan|kel|kampung|kecamatan|kec)\b", re.IGNORECASE)  # as it is typed


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def place(lks: Mapping[str, Any]) -> str:
    """ "Peusangan, Meunasah Dayah"; of a hidden address not even the kecamatan."""
    if lks["hidden"]:
        return HIDDEN
    return ", ".join(part for part in (lks["kecamatan"], lks["gampong"]) if part) or NONE


def address(lks: Mapping[str, Any]) -> str:
    """ "Jalan Contoh 1, Gampong Meunasah Dayah, Kecamatan Peusangan" """
    if lks["hidden"]:
        return HIDDEN
    named = ((lks["address"], ""), (lks["gampong"], "Gampong "), (lks["kecamatan"], "Kecamatan "))
    return ", ".join(f"{'' if _CALLED.match(text) else before}{text}" for text, before in named if text) or NONE


def owner(lks: Mapping[str, Any]) -> str:
    return GOVERNMENT.get(lks["owner"], "masyarakat")


def legal(lks: Mapping[str, Any]) -> str:
    """ "yayasan; SK Kemenkumham" """
    form, sk, deed = lks["legal"]["form"], lks["legal"]["sk"], lks["legal"]["deed"]["number"]
    if form == Form.NONE:
        return LEGAL[Form.NONE]
    proof = "SK Kemenkumham" if sk else "akta, tanpa SK" if deed else ""
    return "; ".join(part for part in (LEGAL.get(form, ""), proof) if part) or "tidak diketahui"


def legal_in_full(lks: Mapping[str, Any]) -> str:
    """With deed and SK by their numbers."""
    form, deed = lks["legal"]["form"], lks["legal"]["deed"]
    parts = [LEGAL[form]] if form in LEGAL else []
    if deed["number"]:
        dated = f" tanggal {table_date(deed['date'])}" if deed["date"] else ""
        parts.append(f"akta Nomor {deed['number']}{dated}")
    if lks["legal"]["sk"]:
        parts.append(f"SK Kemenkumham Nomor {lks['legal']['sk']}")
    return "; ".join(parts) or "tidak diketahui"


def paper_of(lks: Mapping[str, Any], day: date) -> Mapping[str, Any] | None:
    """The registration that decides its state: of several in one state the one that ends last."""
    state = states.registration_state(lks, day)
    same = [one for one in lks["registrations"] if states.state_of_registration(one, day) == state]
    return max(same, key=lambda one: (one["valid_until"] == FOREVER, one["valid_until"], one["issued"]), default=None)


def paper(lks: Mapping[str, Any], day: date) -> str:
    """ "STP\n460/011/STP/2024" """
    found = paper_of(lks, day)
    if found is None:
        return NONE
    return f"{found['kind']}\n{found['number']}" if found["number"] else str(found["kind"])


def registration(lks: Mapping[str, Any], day: date) -> tuple[str, str]:
    """The state of its registration and the day that proves it: ("AKAN BERAKHIR", "17 Desember 2026")."""
    state, found = states.registration_state(lks, day), paper_of(lks, day)
    until = found["valid_until"] if found else ""
    if state == states.REGISTERED:
        return ("Terdaftar", "tanpa batas waktu") if until == FOREVER else ("Terdaftar s.d.", table_date(until))
    if state == REVOKED:
        return "DICABUT", table_date(found["revoked_on"]) if found else ""
    if state in (states.ENDING, states.EXPIRED):
        return state.upper(), table_date(until)
    return ("Belum terdaftar", "") if state == states.NOT_REGISTERED else (capital(state), "")


def services(lks: Mapping[str, Any], day: date) -> str:
    """One a line: "Anak dalam panti: B s.d. 6 Mei 2027"."""
    told = (f"{capital(one['kind']) or 'Layanan'}: {grade(one, day)}" for one in lks["services"])
    return "\n".join(told) or NONE


def grade(service: Mapping[str, Any], day: date) -> str:
    """ "B s.d. 6 Mei 2027", "B, akan berakhir 15 Januari 2027", "TTA 2023", "belum" """
    state, found = accreditation_of(service, day)
    if found is None:
        return state
    if states.in_force(state) or state == states.EXPIRED:
        return f"{state}{'' if ' ' in state or state == states.EXPIRED else ' s.d.'} {_end(found['valid_until'])}"
    year = str(found["year"] or found["decided"][:4] or found["applied"][:4])
    return f"{state} {year}".strip() if state in (NOT_ACCREDITED, states.APPLIED) else state


def accreditation_of(service: Mapping[str, Any], day: date) -> tuple[str, Mapping[str, Any] | None]:
    """The state of its accreditation, and the one that decides it: of several in one state the one that ends last."""
    state = states.service_state(service, day)
    same = [one for one in service["accreditations"] if states.accreditation_state(one, day) == state]
    return state, max(same, key=lambda one: (one["valid_until"], one["decided"], one["year"]), default=None)


def _end(valid_until: str) -> str:
    return "tanpa batas waktu" if valid_until == FOREVER else table_date(valid_until)


def activity(lks: Mapping[str, Any], day: date) -> str:
    """ "Aktif; kunjungan 14 Oktober 2026", "Belum dipastikan sejak 9 Agustus 2025" """
    state, last = states.activity_state(lks, day), states.last_event(lks, day)
    if state == states.ACTIVE:
        kind = next(one["kind"] for one in lks["activity"] if one["confirmed"] and one["date"] == last)
        return f"Aktif; {HAPPENED.get(kind, kind)} {table_date(last)}"
    if state == states.INACTIVE:
        return f"Tidak aktif, dinyatakan {table_date(lks['said_inactive'])}"
    return f"{capital(state)} sejak {table_date(last)}" if last else capital(state)


def events(lks: Mapping[str, Any], day: date) -> list[Mapping[str, Any]]:
    """What happened within twelve months and is confirmed, the newest first."""
    since = states.year_before(day)
    found = [one for one in lks["activity"] if one["confirmed"] and since < one["date"] <= day.isoformat()]
    return sorted(found, key=lambda one: str(one["date"]), reverse=True)


def year_of(lks: Mapping[str, Any], part: str, day: date) -> str:
    """The newest year up to the day of which ``part`` tells something, "" for none."""
    return max((year for year in lks[part] if year <= str(day.year)), default="")


def beneficiaries(lks: Mapping[str, Any], day: date) -> str:
    """ "18/22" of the newest year; fewer than five are "<5", "–" is unknown."""
    told = lks["beneficiaries"].get(year_of(lks, "beneficiaries", day))
    if told is None or (told["male"] is None and told["female"] is None):
        return NONE
    return "/".join(few(told[name]) for name in ("male", "female"))


def few(count: int | None) -> str:
    told = in_words.served_outside(count)
    return NONE if told is None else grouped(told) if isinstance(told, int) else told
