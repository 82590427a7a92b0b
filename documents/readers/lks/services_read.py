"""Services as a row says them, each with its accreditation: in one cell, one below the other, or in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from documents.readers.lks.graded import LONGEST, accreditation_of, grades_in, take_when, take_words
from documents.readers.lks.list_rows import OF_SERVICE, Line
from documents.readers.lks.papers_read import PROCESS
from documents.readers.lks.service_words import kinds_in, parts_of
from documents.readers.lks.written_days import nothing
from workflow.lks.record import new_accreditation
from workflow.records.institutions import Service

_BEHIND = re.compile(r"[(:=]\s*((?:(?:ter)?akreditasi\s+)?(?:[abc]|tta?))\s*\)?\.?\s*$", re.IGNORECASE)


def services_of(line: Line, above: str) -> list[Service]:
    """What the row says of services; ``above`` is the title of its group, which may name their kind or their side."""
    if not above and not line.says(OF_SERVICE):
        return []
    parts = line.table.services
    if len(parts) > 1:
        return [service for part in parts for service in _services(replace(line, table=part), above)]
    return _services(line, above)


def _services(line: Line, above: str) -> list[Service]:
    under = _graded_under_kinds(line)
    if under:
        return under
    texts = line.texts("kind")
    place = " ".join(line.texts("place")) or above
    kinds = kinds_in(texts, place) or kinds_in([above] if above else [], " ".join(texts))
    if each := _one_each(line, texts, kinds):
        return each
    graded = accreditation_of(line)
    if not kinds and any(re.search(r"[^\W\d_]", text) and not nothing(text) for text in texts):
        column = line.cells("kind")[0][0]
        line.doubt(
            column,
            f"“{' '.join(texts[0].split())[:60]}” bukan satu jenis layanan yang dikenal; jenisnya belum diketahui.",
        )
    if not kinds and graded is None:
        return []
    return [{"kind": kind, "accreditations": [{**graded}] if graded else []} for kind in kinds or [""]]


@lru_cache(512)
def _kinds_of_head(head: str) -> tuple[str, ...]:
    return tuple(kinds_in([head.rpartition(" – ")[2]]))


def _graded_under_kinds(line: Line) -> list[Service]:
    """Where each kind of service is a column and its grade stands below it; [] of any other list."""
    found: list[Service] = []
    cells = line.cells("kind")
    if not any(_kinds_of_head(column.head) for column, _ in cells):
        return []
    for column, said in cells:
        one, words = new_accreditation(), " ".join(said.text.lower().split())
        kinds = _kinds_of_head(column.head)
        if kinds and len(words) <= LONGEST and not kinds_in([words]):
            take_words(line, column, one, words)
        if one["grade"] or (kinds and PROCESS.search(words)):
            found += [{"kind": kind, "accreditations": [{**one}]} for kind in kinds]
        else:
            found += [{"kind": kind, "accreditations": []} for kind in kinds_in([said.text])]
    return found if any(service["accreditations"] for service in found) else []


def _one_each(line: Line, texts: Sequence[str], kinds: Sequence[str]) -> list[Service]:
    """Several services in a row, with as many grades: "B; C" beside them, or "(B)" behind each. [] of any other row."""
    said = line.texts("grade")
    if said:
        grades = grades_in(said[0])
        pairs = list(zip(kinds, grades, strict=True)) if len(grades) > 1 and len(grades) == len(kinds) else []
    else:
        behind = [(part, _BEHIND.search(part)) for text in texts for part in parts_of(text)]
        graded = [(part, grades_in(m[1])) for part, m in behind if m]
        pairs = [(kind, grade) for part, grades in graded for grade in grades for kind in kinds_in([part])]
        pairs = pairs if len(graded) == len(behind) else []
    found: list[Service] = []
    for at, (kind, grade) in enumerate(pairs):
        one = new_accreditation()
        one["grade"] = grade
        take_when(line, one, at)
        found.append({"kind": kind, "accreditations": [one]})
    return found
