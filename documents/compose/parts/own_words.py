"""The words of a paper that may be typed before it is issued, each as typed or as proposed.

A kind that prints them says in its ``Composer`` what it proposes for each (``proposes``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.rakor_case import RakorCase
from documents.compose.region_case import RegionCase
from documents.compose.task_case import Case
from documents.report.blocks import Block, Paragraph
from documents.report.language import clauses, flat, sentence
from workflow.offices.legal_basis import EVERY_KIND, in_force
from workflow.papers.wording import NAME

Worded = Case | RakorCase | RegionCase


def said(case: Worded, part: str, proposed: str) -> str:
    """One part: as typed, else as proposed."""
    typed: Mapping[str, Any] = case.issue.params.get(NAME, {})
    return str(typed.get(part, proposed))


def title(case: Worded, *proposed: str) -> tuple[str, ...]:
    """The lines of a title in capitals: as proposed, or the typed one as a single line."""
    text = " ".join(proposed)
    own = flat(said(case, "title", text))
    return tuple(line.upper() for line in (proposed if own == text else (own,)))


def rules(case: Worded) -> list[str]:
    """The legal basis, a rule each: as typed, else that of the rakor, else what the office has listed."""
    return [line.rstrip(" ;.") for line in said(case, "basis", _proposed_rules(case)).split("\n") if line.strip()]


def _proposed_rules(case: Worded) -> str:
    """What was in force when the rakor began; nothing on a paper that has no "Dasar" by itself."""
    if case.issue.type not in EVERY_KIND:
        return ""
    own = str(case.rakor.get("rules", ""))
    return own or "\n".join(in_force(case.paper, case.issue.type, case.rakor.get("start") or case.today))


def basis_row(case: Worded) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The legal basis among the facts at the head of a paper that has no list of its own for it; or nothing."""
    found = rules(case)
    return (("Dasar hukum", clauses(found)),) if found else ()


def paragraph(case: Worded, level: int = 0) -> list[Block]:
    """The free paragraph, or nothing."""
    text = said(case, "free", "")
    return [Paragraph(sentence(text), level=level)] if text else []


def proposals(case: Worded, *title: str, hal: str = "") -> dict[str, str]:
    """What the form before issuing shows for each part that the paper has."""
    return {"title": " ".join(title), **({"hal": hal} if hal else {}), "basis": _proposed_rules(case), "free": ""}
