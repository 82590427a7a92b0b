"""What an LKS is worth on a day, in the words of papers: "terdaftar s.d. 6 Mei 2027", "akreditasi B", "TTA".

What somebody has to do something about stands in capitals, with its day. A paper that names an institution composes
these words on its own day, and so they are frozen with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from workflow.lks import states
from workflow.lks.kinds import FOREVER, IN_PROCESS, NOT_ACCREDITED, REVOKED
from workflow.text import spoken_day

Record = Mapping[str, Any]


def standing(lks: Record, day: date) -> str:
    """ "LKSA X (terdaftar s.d. 6 Mei 2027, akreditasi B)"; of one that has ended, how and since when."""
    if states.ended(lks, day):
        on = lks["end"]["date"]
        return f"{lks['name']} ({lks['end']['kind']}{f' {spoken_day(on)}' if on else ''})"
    return f"{lks['name']} ({registration(lks, day)}, {accreditation(lks, day)})"


def registration(lks: Record, day: date) -> str:
    """Of the paper that is worth most on the day."""
    state = states.registration_state(lks, day)
    papers = [one for one in lks["registrations"] if states.state_of_registration(one, day) == state]
    until = max((one["valid_until"] for one in papers), default="")
    if state == states.REGISTERED:
        # FOREVER is behind every day in the order of letters
        return "terdaftar tanpa batas waktu" if until == FOREVER else f"terdaftar s.d. {spoken_day(until)}"
    if state == REVOKED:
        on = max(one["revoked_on"] for one in papers)
        return f"DICABUT {spoken_day(on)}" if on else "DICABUT"
    words = {
        states.ENDING: "AKAN BERAKHIR", states.EXPIRED: "KEDALUWARSA", states.NOT_REGISTERED: "belum terdaftar",
        states.UNKNOWN_END: "masa berlaku tidak diketahui", IN_PROCESS: "pendaftaran dalam proses",
    }  # fmt: skip
    return f"{words[state]} {spoken_day(until)}" if state in (states.ENDING, states.EXPIRED) else words[state]


def accreditation(lks: Record, day: date) -> str:
    """Of the service that says most: the best grade in force, else what is supposed, applied for or over."""
    if grade := states.best_grade(lks, day):
        return _in_force(lks, day, grade)
    found = {states.service_state(service, day) for service in lks["services"]}
    if supposed := sorted(state for state in found if "dugaan" in state):
        return f"akreditasi {supposed[0]}"
    if states.APPLIED in found:
        return "mengajukan akreditasi"
    if states.EXPIRED in found:
        return f"akreditasi KEDALUWARSA {spoken_day(_last(lks, day, states.EXPIRED))}"
    return NOT_ACCREDITED if NOT_ACCREDITED in found else "belum terakreditasi"


def _in_force(lks: Record, day: date, grade: str) -> str:
    held = {states.accreditation_state(one, day) for one in _accreditations(lks)}
    if grade in held:
        return f"akreditasi {grade}"
    return f"akreditasi {grade}, AKAN BERAKHIR {spoken_day(_last(lks, day, f'{grade}, {states.ENDING}'))}"


def _last(lks: Record, day: date, state: str) -> str:
    held = (one for one in _accreditations(lks) if states.accreditation_state(one, day) == state)
    return max(str(one["valid_until"]) for one in held)


def _accreditations(lks: Record) -> Iterable[Record]:
    return (one for service in lks["services"] for one in service["accreditations"])
