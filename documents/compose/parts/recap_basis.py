"""Whose recap it is, of which tasks and when: its title, the filters of its list in words, the moment of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from documents.compose.parts import meeting, office, shares, standing
from documents.compose.rakor_case import RakorCase, asked_for
from documents.report.language import flat, long_date
from workflow.machine.stages import Stage
from workflow.regions import owners
from workflow.tasks.desk_kinds import BOXES
from workflow.tasks.filters import STAGES, places
from workflow.tasks.holding import Holder


def title_lines(case: RakorCase) -> tuple[str, ...]:
    first = "REKAPITULASI PEMANTAUAN TINDAK LANJUT"
    if case.rakor:
        return first, f"{meeting.name(case)} {meeting.dates(case)}".upper()
    return (first, f"{len(case.rakors)} RAPAT KOORDINASI") if case.rakors else (first,)


def basis(case: RakorCase) -> str:
    """Whose list, what was chosen, and the moment of the data."""
    chosen = [*filter_words(case), standing.position(case.issue.at)]
    text = "; ".join(chosen)
    return f"{office.name_of(case.paper, case.region)}. {text[:1].upper()}{text[1:]}"


def filter_words(case: RakorCase) -> list[str]:
    """The filters of the list in words; the rakor stands in the title."""
    asked = asked_for(case.issue)
    words: dict[str, Callable[[str], str]] = {
        "wilayah": lambda value: _places(places(value)),
        "tahap": lambda value: f"tahap {STAGES[value].split()[0] if value in set(Stage) else STAGES[value].lower()}",
        "menunggu": lambda value: f"di tangan {Holder(value).label}",
        "meja": lambda value: f"di meja {Holder(value).label}",
        "jenis": lambda value: BOXES[value].lower(),
        "komisi": shares.commission,
        "butir": lambda value: _outcome(case, value),
        "terlambat": lambda value: "hanya yang terlambat",
        "dibatalkan": lambda value: "hanya yang dibatalkan",
        "q": lambda value: f"memuat kata “{flat(value)}”",
    }
    found = [words[name](value) for name, value in asked.items() if name in words]
    return [text for text in (*found, _period(asked)) if text]


def _places(codes: list[str]) -> str:
    return owners()[codes[0]].owner if len(codes) == 1 else f"{len(codes)} kabupaten/kota"


def _outcome(case: RakorCase, uid: str) -> str:
    return next((f"butir {task['no']}" for task in case.tasks if task["outcome"] == uid), "")


def _period(asked: Mapping[str, str]) -> str:
    first, last = asked.get("dari"), asked.get("sampai")
    if first and last:
        return f"batas waktu {long_date(first)} s.d. {long_date(last)}"
    if last:
        return f"batas waktu sampai dengan {long_date(last)}"
    return f"batas waktu mulai {long_date(first)}" if first else ""
