"""What two programs by others say of a PDF: one that reads it aloud, one that holds it against ISO 19005 and ISO 14289.

Of the first, two things are no faults here. Grids that are filled in by hand have no heads, and the squares of a QR
code look like lines of a table. What runs along is read on the first page that has it, and an artifact on all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import outloud
import page
import pikepdf
from outloud.findings import Finding
from outloud.model import Document

GRID, PROSE = "TBL-014", "TAG-002"
SHARED = "TBL-004"  # a row under heads that reach down into it from the row above, of which only some are counted
# Two tables beside each other, which it judges by boxes round all of a table, whatever pages it reaches over.
BESIDE = "TBL-013"
ADDRESS = "LNK-010"  # what an office typed leads nowhere
# A stream that ends with a carriage return is taken for one byte shorter; ``qpdf --check`` holds the lengths.
LENGTH = "STREAM-LENGTH-001"


def check(path: Path, *meant: str) -> None:
    """Raises ``AssertionError`` with what they found; ``meant`` are further rules of the first that are no faults."""
    for profile in ("pdfa3a", "pdfua1"):
        failures = page.validate_pdf(path, profile=profile).failures
        assert [f"{one.rule_id} {one.message}" for one in failures if not one.rule_id.endswith(LENGTH)] == []
    result = outloud.check(str(path))
    assert result.error is None
    read = _read_aloud(path)
    meant = (*meant, SHARED) if all(map(_closes, _tables(path))) else meant
    meant = (*meant, BESIDE) if _reaches_over(path) else meant
    faults = [one for one in result.findings if one.rule not in meant and not _is_meant(one, read)]
    assert [(one.rule, one.page, one.message) for one in faults] == []


def _is_meant(finding: Finding, read: str) -> bool:
    if finding.rule == PROSE:  # word by word: a number or a mark stands in the middle of what runs along
        return all(_letters(word) in read for word in (finding.evidence or "").split() if not word.isdigit())
    return finding.rule in (GRID, ADDRESS)


def _read_aloud(path: Path) -> str:
    document = Document(str(path))
    runs = [run for sheet in document.pages for run in document.content(sheet.index).runs]
    read = _letters("".join(run.text for run in runs if run.tagged and not run.artifact))
    document.close()
    return read


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


Rows = list[list[tuple[int, int]]]  # of each cell of each row how many columns and rows it takes


def _tables(path: Path) -> list[Rows]:
    with pikepdf.open(path) as file:
        tables = [e for e in file.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Table"]
        return [[list(map(_size, row.get("/K", []))) for row in _inside(table, "/TR")] for table in tables]


def _reaches_over(path: Path) -> bool:
    """Whether a table stands on several pages."""
    with pikepdf.open(path) as file:
        tables = [e for e in file.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Table"]
        return any(len({page.objgen for page in _pages(table)}) > 1 for table in tables)


def _pages(element: Any) -> Iterator[Any]:
    if "/Pg" in element:
        yield element["/Pg"]
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _pages(kid)


def _inside(element: Any, kind: str) -> Iterator[Any]:
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary):
            yield from [kid] if kid.get("/S") == kind else _inside(kid, kind)


def _size(cell: Any) -> tuple[int, int]:
    attributes = cell.get("/A", {})
    return int(attributes.get("/ColSpan", 1)), int(attributes.get("/RowSpan", 1))


def _closes(rows: Rows) -> bool:
    """Whether each row has as many columns, those of cells that reach down from above counted."""
    widths = [0] * (len(rows) + 1)
    for at, row in enumerate(rows):
        for across, down in row:
            for one in range(at, min(at + down, len(rows))):
                widths[one] += across
    return len(set(widths[: len(rows)])) <= 1
