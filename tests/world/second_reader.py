"""What two programs by others say of a PDF: one that reads it aloud, one that holds it against ISO 19005 and ISO 14289.

Of the first, two things are no faults here. Grids that are filled in by hand have no heads, and the squares of a QR
code look like lines of a table. What runs along is read on the first page that has it, and an artifact on all others.
"""

from __future__ import annotations

import re
from pathlib import Path

import outloud
import page
from outloud.findings import Finding
from outloud.model import Document

GRID, PROSE = "TBL-014", "TAG-002"
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
