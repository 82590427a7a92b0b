"""Who got which outcome of a rakor: the outcomes by commission, as rows of a table, and the places in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from documents.compose.rakor_case import RakorCase
from documents.report.blocks import Row
from documents.report.language import NONE, UNSET, counted, enumerated, flat, table_date
from workflow.regions import ACEH, PROVINCE, owners, regions

Outcome = Mapping[str, Any]
NOT_YET = "Belum dibagikan"
WITHOUT = "Tanpa komisi"


def places(codes: Collection[str]) -> str:
    """ "Kabupaten Aceh Barat dan Bireuen; Kota Sabang; Pemerintah Aceh"; all of the 23 are counted instead."""
    chosen = [owners()[code] for code in sorted(set(codes))]
    kinds = {type_: [r.name for r in chosen if r.type == type_] for type_ in ("kabupaten", "kota")}
    told = [f"{type_.capitalize()} {enumerated(names)}" for type_, names in kinds.items() if names]
    if set(codes) >= set(regions()):
        told = [f"Seluruh {len(regions())} kabupaten/kota"]
    return "; ".join([*told, *(place.owner for place in chosen if not place.type)])


def given_to(case: RakorCase, outcome: Outcome) -> str:
    """The places that got an outcome; one that is no task goes to nobody."""
    codes = [task["region"] for task in case.tasks_of(outcome["uid"])]
    return places(codes) if codes else NOT_YET if outcome["is_task"] else NONE


def deadline(outcome: Outcome) -> str:
    """Of an outcome that is no task there is none to set."""
    return table_date(outcome["deadline"], UNSET if outcome["is_task"] else NONE)


def commission(name: str) -> str:
    """As recorded; a mere letter is called "Komisi A"."""
    return f"Komisi {name}" if name and len(name) <= 3 else name or WITHOUT


def by_commission(case: RakorCase, cells: Callable[[Outcome], Sequence[str]]) -> tuple[Row, ...]:
    """A row an outcome, under the name of its commission where the rakor had any."""
    return under_commissions([(outcome["commission"], Row(tuple(cells(outcome)))) for outcome in case.outcomes])


def under_commissions(rows: Sequence[tuple[str, Row]]) -> tuple[Row, ...]:
    """Rows, each with its commission or "", under the names of the commissions where there are any."""
    named = list(dict.fromkeys(name for name, _ in rows))
    found: list[Row] = []
    for name in named:
        own = [row for of, row in rows if of == name]
        if any(named):
            found.append(Row((commission(name), f"{len(own)} butir"), "group"))
        found += own
    return tuple(found)


def commissions(case: RakorCase) -> str:
    """ "Komisi A – Kelembagaan dan Komisi B – Pelayanan", or nothing."""
    names = dict.fromkeys(outcome["commission"] for outcome in case.outcomes if outcome["commission"])
    return enumerated([flat(commission(name)) for name in names])


def shared(case: RakorCase) -> list[str]:
    """What was handed over to how many, and which outcomes are still to be; clauses without their end."""
    handed = [o for o in case.outcomes if case.tasks_of(o["uid"])]
    waiting = [o for o in case.outcomes if o["is_task"] and not case.tasks_of(o["uid"])]
    found = []
    if handed:
        codes = {task["region"] for task in case.tasks}
        told = [f"{counted(len(codes - {PROVINCE}))} kabupaten/kota"] if codes - {PROVINCE} else []
        whom = " dan ".join([*told, *([ACEH.owner] if PROVINCE in codes else [])])
        found.append(
            f"{counted(len(handed))} butir telah dibagikan kepada {whom} sebagai "
            f"{counted(len(case.tasks))} tindak lanjut"
        )
    if waiting:
        found.append(f"{numbers(waiting)} belum dibagikan kepada kabupaten/kota")
    return found


def numbers(outcomes: Sequence[Outcome]) -> str:
    """ "butir 3, 5, dan 7" """
    return f"butir {enumerated([str(outcome['no']) for outcome in outcomes])}"
