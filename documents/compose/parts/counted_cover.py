"""The body of a nota dinas about many outcomes: counts by commission, and the points that ask for direction.

It stays on one page: no outcome is quoted, the full table is in the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from documents.compose.parts import meeting, shares
from documents.compose.task_case import Case
from documents.report.blocks import Block, Column, NumberedList, Paragraph, Row, Table
from documents.report.language import NONE, amount, clauses, counted, enumerated, flat, long_date, rupiah
from workflow.rakor.noun_titles import paper_title
from workflow.tasks import asking

LONGEST = 110  # letters of a title inside a point; a longer outcome is called by its number
_COLUMNS = (
    Column("No.", 10, "center"), Column("Komisi", 68), Column("Butir", 24, "center"), Column("Jumlah", 16, "right"),
    Column("Anggaran", 38, "right"),
)  # fmt: skip
_LEFT_OUT = " *)"


def is_counted(case: Case) -> bool:
    return asking.is_counted([one.task for one in case.each])


def points(case: Case, you: str) -> list[Block]:
    """1 how many there are, with their table; 2 what is asked of whom the text calls ``you``."""
    count = f"{counted(len(case.each))} dari {len(case.rakor['outcomes'])} butir"
    ask, named = _asking(case, you)
    return [
        NumberedList((f"Laporan terlampir memuat {count}, yaitu {numbers(case.each)}:",)),
        *_table(case),
        NumberedList((ask,), start=2),
        *([NumberedList(clauses(named), "a.", 1)] if len(named) > 1 else []),
    ]


def numbers(cases: Sequence[Case]) -> str:
    """ "butir 1–7, 9–23"; without a range "butir 3 dan 5" """
    runs = meeting.ranges(cases, 2)
    return f"butir {enumerated(runs) if all(map(str.isdigit, runs)) else ', '.join(runs)}"


def _ranges(cases: Sequence[Case]) -> str:
    return ", ".join(meeting.ranges(cases, 2))


def asked(case: Case) -> list[str]:
    """The points that ask for direction, each with its number; too many are told by their numbers alone."""
    chosen = _chosen(case)
    if not 0 < len(chosen) <= asking.MOST:
        about = f" {numbers(chosen)}" if chosen else ""
        return [f"pelaksanaan rencana tindak lanjut{about} sebagaimana Lampiran"]
    return [f"{_point(one)} ({meeting.point(one)})" for one in chosen]


def _chosen(case: Case) -> list[Case]:
    tasks = [one.task for one in case.each]
    ids = case.issue.params.get(asking.NAME, asking.proposed(tasks))
    return [one for one in case.each if one.task["id"] in ids]


def _asking(case: Case, you: str) -> tuple[str, list[str]]:
    """The sentence, and the points below it where there are several."""
    chosen, named = _chosen(case), asked(case)
    if not chosen:
        return f"Sehubungan dengan hal tersebut, kami mohon arahan {you} mengenai {named[0]}.", []
    needs = f"{counted(len(chosen))} butir memerlukan arahan {you} mengenai"
    return (f"{needs}:", named) if len(named) > 1 else (f"{needs} {named[0]}.", named)


def _point(case: Case) -> str:
    title, task = flat(paper_title(case.outcome, case.task.get("part", ""))).rstrip("."), case.task
    about = _inside(title) if 0 < len(title) <= LONGEST else "pelaksanaan rencana tindak lanjut"
    if not task["deadline"]:
        return f"batas waktu {about}"
    if not case.outcome["deadline"]:
        return f"{about} paling lambat {long_date(task['deadline'])}"
    return about


def _inside(title: str) -> str:
    """Within a sentence: a common noun in front loses its capital, a name of several words never."""
    first, _, rest = title.partition(" ")
    second = rest.split(" ")[0]
    names = first.isupper() or (second[:1].isupper() and not second.isupper())
    return title if names else f"{title[:1].lower()}{title[1:]}"


def _table(case: Case) -> list[Block]:
    groups: dict[str, list[Case]] = {}
    for one in case.each:
        groups.setdefault(one.outcome["commission"], []).append(one)
    rows = [
        Row((str(number), flat(shares.commission(name)), _ranges(group), str(len(group)), _money(group)))
        for number, (name, group) in enumerate(groups.items(), 1)
    ]
    if len(rows) > 1:
        total = ("", "Jumlah", _ranges(case.each), str(len(case.each)), _money(case.each).removesuffix(_LEFT_OUT))
        rows.append(Row(total, "total"))
    unknown = [one for one in case.each if _unknown(one)]
    note = [Paragraph(f"*) tidak termasuk {numbers(unknown)}, yang anggarannya bukan satu jumlah.", "note", 1)]
    about = f"Butir menurut komisi, {case.region.full}"
    return [Table(_COLUMNS, tuple(rows), about, "close", level=1), *(note if unknown else [])]


def _unknown(case: Case) -> bool:
    """Whether a budget is written that cannot be added up."""
    budget = case.task["plan"]["budget"]
    return bool(budget) and amount(budget) is None


def _money(cases: Sequence[Case]) -> str:
    known = [value for one in cases if (value := amount(one.task["plan"]["budget"])) is not None]
    mark = _LEFT_OUT if any(map(_unknown, cases)) else ""
    return f"{rupiah(sum(known, Decimal(0))) if known else NONE}{mark}"
