"""What an LKS is worth on a day, in the words of its pages: registration, accreditation, activity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.lks import moving, periods, states
from workflow.lks.kinds import FOREVER, IN_PROCESS, REVOKED
from workflow.regions import regions
from workflow.web.words import short_date

Record = Mapping[str, Any]
LATE, WAIT, DONE = "t-late", "t-wait", "t-done"
EVENTS = {"kunjungan": "kunjungan", "laporan": "laporan", "rakor": "rakor", "konfirmasi": "dipastikan"}
ENDS = {"tutup": "Tutup", "pindah": "Pindah", "digabung": "Digabung"}


@dataclass(frozen=True)
class Told:
    """``words`` in the colour of ``tone`` ("" for none), and ``more`` behind them."""

    words: str
    tone: str = ""
    more: str = ""


def registration(lks: Record, day: date) -> Told:
    """ "Terdaftar s.d. 6 Mei 2027", "Kedaluwarsa 17 Agu 2026"."""
    state = states.registration_state(lks, day)
    papers = [one for one in lks["registrations"] if states.state_of_registration(one, day) == state]
    if state in (states.REGISTERED, states.ENDING, states.EXPIRED):
        return _until(state, [one["valid_until"] for one in papers], day)
    if state == REVOKED:
        revoked = max(one["revoked_on"] for one in papers)
        return Told(f"Dicabut {short_date(revoked)}".strip(), LATE)
    words = {
        states.UNKNOWN_END: Told("Masa berlaku tidak diketahui", WAIT), IN_PROCESS: Told("Pendaftaran dalam proses"),
    }  # fmt: skip
    return words.get(state, Told("Belum terdaftar"))


def _until(state: str, lasts: list[str], day: date) -> Told:
    if FOREVER in lasts:
        return Told("Terdaftar, tanpa batas")
    last = max(lasts)
    if state == states.EXPIRED:
        return Told(f"Kedaluwarsa {short_date(last)}", LATE)
    if state == states.ENDING:
        left = (date.fromisoformat(last) - day).days
        return Told(f"Akan berakhir {short_date(last)}", WAIT, f", {left} hari lagi" if left else ", hari ini")
    return Told(f"Terdaftar s.d. {short_date(last)}")


def accreditation(one: Record, day: date) -> Told:
    """One accreditation: "B s.d. 1 Jan 2028", "TTA 2024"."""
    state = states.accreditation_state(one, day)
    if grade := states.in_force(state):
        last = one["valid_until"]
        until = "tanpa batas" if last == FOREVER else f"s.d. {short_date(last)}"
        return Told(f"{grade} {until}", WAIT if state != grade else "")
    if state == states.EXPIRED:
        return Told(f"Kedaluwarsa {short_date(one['valid_until'])}", LATE, f" ({one['grade']})")
    if "dugaan" in state:
        return Told(f"{one['grade']} dugaan", WAIT, state.removeprefix(f"{one['grade']} dugaan"))
    year = one["decided"][:4] or one["applied"][:4] or str(one["year"] or "")
    words = {states.APPLIED: "Mengajukan", states.NOT_GRADED: "Belum"}.get(state, state)
    return Told(f"{words} {year}".strip() if words != "Belum" else words)


def best_accreditation(lks: Record, day: date) -> Told:
    """That of its services that says most."""
    graded = [one for service in lks["services"] for one in service["accreditations"]]
    if not graded:
        return Told("Belum")
    best = min(_rank(one, day) for one in graded)
    return accreditation(max((one for one in graded if _rank(one, day) == best), key=_last), day)


def of_service(service: Record, day: date) -> Told:
    return best_accreditation({"services": [service]}, day)


def _rank(one: Record, day: date) -> tuple[int, str]:
    """In force by grade, supposed, applied for, over, nothing."""
    state = states.accreditation_state(one, day)
    if grade := states.in_force(state):
        return 0, grade
    order = {states.APPLIED: 2, states.NOT_GRADED: 4}
    return (1 if "dugaan" in state else order.get(state, 3)), ""


def _last(one: Record) -> str:
    return "9999" if one["valid_until"] == FOREVER else one["valid_until"] or one["decided"] or str(one["year"])


def activity(lks: Record, day: date) -> Told:
    """ "Aktif · laporan 12 Nov 2026", "Perlu dipastikan · terakhir 3 Agu 2025"."""
    state = periods.activity(lks, day)
    last = states.last_event(lks, day)
    if state == periods.ENDED:
        to = moving.destination(lks)
        where = f" ke {regions()[to].full}" if to else ""
        return Told(f"{ENDS[lks['end']['kind']]}{where} {short_date(lks['end']['date'])}", LATE)
    if state == states.INACTIVE:
        return Told("Tidak aktif", LATE, f" · sejak {short_date(lks['said_inactive'])}")
    if state == states.UNSURE:
        return Told("Perlu dipastikan", WAIT, f" · terakhir {short_date(last)}" if last else " · belum pernah")
    kinds = [one["kind"] for one in lks["activity"] if one["confirmed"] and one["date"] == last]
    return Told("Aktif", DONE, f" · {EVENTS.get(kinds[-1], kinds[-1])} {short_date(last)}")


def place(lks: Record) -> str:
    """ "Jeumpa · anak dalam panti, NAPZA" """
    kinds = ", ".join(service["kind"] or "layanan tidak diketahui" for service in lks["services"])
    return " · ".join(filter(None, (lks["kecamatan"], kinds)))
