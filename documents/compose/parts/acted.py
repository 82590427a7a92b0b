"""A paper of somebody who acts for somebody else: who signs for the office stays as it is, and under it stand both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from documents.report.blocks import Block, Paragraph, Report, Section, SignatureBlock


def with_deputy(report: Report, acted: Mapping[str, str]) -> Report:
    """The report with a note under each place to sign. ``acted`` has "by", which names both, and "basis", a letter."""
    note = Paragraph(f"Dalam Tuntas naskah ini dibuat oleh {acted['by']}, berdasarkan {acted['basis']}.", "note")
    return replace(report, sections=tuple(_noted(section, note) for section in report.sections))


def _noted(section: Section, note: Paragraph) -> Section:
    blocks: list[Block] = []
    for block in section.blocks:
        blocks += [block, note] if isinstance(block, SignatureBlock) else [block]
    return replace(section, blocks=tuple(blocks))
