"""What an LKS is worth on a day: computed from its record whenever it is asked, never stored.

A paper that is valid until a day counts on that day. 90 and 180 days before an end are counted with the last of them.
Twelve months back, the same day of last year is outside. What is dated after the day does not count yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from workflow.lks.kinds import FOREVER, GRADES, IN_PROCESS, NOT_ACCREDITED, REVOKED, YEARS_OF_GRADE

Record = Mapping[str, Any]

REGISTERED, ENDING, UNKNOWN_END, EXPIRED, NOT_REGISTERED = (
    "terdaftar", "akan berakhir", "masa berlaku tidak diketahui", "kedaluwarsa", "belum",
)  # fmt: skip
REGISTRATION_STATES = (REGISTERED, ENDING, UNKNOWN_END, IN_PROCESS, REVOKED, EXPIRED, NOT_REGISTERED)
VALID = (REGISTERED, ENDING)  # what counts as registered
APPLIED, NOT_GRADED = "mengajukan", "belum"
ACTIVE, UNSURE, INACTIVE, CLOSED = "aktif", "belum dipastikan", "tidak aktif", "tutup"
DAYS_OF_REGISTRATION, DAYS_OF_GRADE = 90, 180


def state_of_registration(one: Record, day: date) -> str:
    """One of ``REGISTRATION_STATES``. Issued on a day that is unknown it counts, on a day to come it does not."""
    if one["status"] == REVOKED and one["revoked_on"] <= day.isoformat():
        return REVOKED
    if one["status"] == IN_PROCESS:
        return IN_PROCESS
    if one["issued"] > day.isoformat():
        return NOT_REGISTERED
    if one["valid_until"] == FOREVER:
        return REGISTERED
    if not one["valid_until"]:
        return UNKNOWN_END
    left = date.fromisoformat(one["valid_until"]) - day
    if left < timedelta(0):
        return EXPIRED
    return ENDING if left <= timedelta(DAYS_OF_REGISTRATION) else REGISTERED


def registration_state(lks: Record, day: date) -> str:
    """That of its best paper. Of papers that are all over, the one that ended last says how."""
    states = [(state_of_registration(one, day), one) for one in lks["registrations"]]
    for best in (REGISTERED, ENDING, UNKNOWN_END, IN_PROCESS):
        if any(state == best for state, _ in states):
            return best
    over = [(one["revoked_on"] if state == REVOKED else one["valid_until"], state) for state, one in states
            if state in (REVOKED, EXPIRED)]  # fmt: skip
    return max(over)[1] if over else NOT_REGISTERED


def accreditation_state(one: Record, day: date) -> str:
    """ "B", "B, akan berakhir", "B dugaan s.d. 2026", "kedaluwarsa", "TTA", "mengajukan" or "belum".

    An end without a day of decision counts until that end, from its year on where that is known. Where only grade and
    year are known, the end is supposed by ``YEARS_OF_GRADE`` until somebody types the certificate's; without a year,
    too, it is "B dugaan". What has no grade yet was applied for.
    """
    if not one["grade"] and not one["decided"]:
        to_come = max(one["applied"], first_day(one)) > day.isoformat()
        return NOT_GRADED if to_come else APPLIED
    if not one["grade"] or first_day(one) > day.isoformat():
        return APPLIED
    return NOT_ACCREDITED if one["grade"] == NOT_ACCREDITED else _of_grade(one, day)


def first_day(one: Record) -> str:
    """From which day on an accreditation is one: that of its decision, else the first of its year; "" for unknown."""
    return one["decided"] or (f"{one['year']}-01-01" if one["year"] else "")


def supposed_until(one: Record) -> int:
    """The year with which a grade is supposed to end whose end nobody has typed; 0 when its beginning is unknown."""
    first = first_day(one)
    return int(first[:4]) + YEARS_OF_GRADE[one["grade"]] if first else 0


def _of_grade(one: Record, day: date) -> str:
    grade = str(one["grade"])
    if not one["valid_until"]:
        until = supposed_until(one)
        return f"{grade} dugaan s.d. {until}" if until else f"{grade} dugaan"
    if one["valid_until"] == FOREVER:
        return grade
    left = date.fromisoformat(one["valid_until"]) - day
    if left < timedelta(0):
        return EXPIRED
    return f"{grade}, akan berakhir" if left <= timedelta(DAYS_OF_GRADE) else grade


def in_force(state: str) -> str:
    """The grade of a state of ``accreditation_state`` that counts on the day, "" for any other."""
    return state[0] if state in GRADES or state.endswith(f", {ENDING}") else ""


def best_grade(lks: Record, day: date) -> str:
    """The best grade in force of any service, "" when none is: not those that are over, to come or only supposed."""
    states = (accreditation_state(one, day) for one in _accreditations(lks))
    return min(filter(None, map(in_force, states)), default="")


def service_state(service: Record, day: date) -> str:
    """The state of its accreditation that says most: in force, supposed, applied for, else the one decided last."""
    states = [(accreditation_state(one, day), one) for one in service["accreditations"]]
    if found := [state for state, _ in states if in_force(state)]:
        return min(found, key=lambda state: (in_force(state), len(state)))
    if found := [state for state, _ in states if "dugaan" in state]:
        return min(found)
    if any(state == APPLIED for state, _ in states):
        return APPLIED
    over = [(one["valid_until"] or one["decided"] or str(one["year"]), state) for state, one in states
            if state != NOT_GRADED]  # fmt: skip
    return max(over)[1] if over else NOT_GRADED


def registration_ends(lks: Record, day: date) -> str:
    """The last day of a registration that ends within ``DAYS_OF_REGISTRATION``, when no paper goes on; else ""."""
    if registration_state(lks, day) != ENDING:
        return ""
    papers = (one for one in lks["registrations"] if state_of_registration(one, day) == ENDING)
    return max(str(one["valid_until"]) for one in papers)


def grade_ends(service: Record, day: date) -> str:
    """The last day of the grade that ``service_state`` tells, when it ends within ``DAYS_OF_GRADE``; else ""."""
    state = service_state(service, day)
    if not state.endswith(f", {ENDING}"):
        return ""
    grades = (one for one in service["accreditations"] if accreditation_state(one, day) == state)
    return max(str(one["valid_until"]) for one in grades)


def first_grade_to_end(lks: Record, day: date) -> str:
    """The nearest of its services' ``grade_ends``; "" for none."""
    return min(filter(None, (grade_ends(service, day) for service in lks["services"])), default="")


def _accreditations(lks: Record) -> Iterable[Record]:
    return (one for service in lks["services"] for one in service["accreditations"])


def activity_state(lks: Record, day: date) -> str:
    """Of an event within twelve months and somebody's word that it does not work, the later one holds; on one day the
    word. An event that nobody has confirmed yet counts as none."""
    if ended(lks, day):
        return CLOSED
    event = last_event(lks, day)
    said = lks["said_inactive"] if lks["said_inactive"] <= day.isoformat() else ""
    if said and said >= event:
        return INACTIVE
    return ACTIVE if event > year_before(day) else UNSURE


def last_event(lks: Record, day: date) -> str:
    """The day of its last confirmed event up to the day, "" when there is none."""
    days: Sequence[str] = [event["date"] for event in lks["activity"] if event["confirmed"]]
    return max((one for one in days if one <= day.isoformat()), default="")


def ended(lks: Record, day: date) -> bool:
    """Whether it has left the register of its region by that day: closed, moved away, or gone on in another. One whose
    day is unknown ended before any day, and so did one that went into another record: it never was an institution of
    its own."""
    end = lks["end"]
    return end is not None and bool(end["into"] or end["date"] <= day.isoformat())


def here(lks: Record, day: date) -> bool:
    """Whether it is in the register of its region on that day: come, if it moved here, and not ended."""
    return str(lks.get("here_since", "")) <= day.isoformat() and not ended(lks, day)


def year_before(day: date) -> str:
    """The same day of last year; for 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1).isoformat()
    except ValueError:
        return day.replace(year=day.year - 1, day=28).isoformat()
