"""What the templates need to show a content as text: the report itself and the small texts that all writers share."""

from __future__ import annotations

from typing import Any

from documents.issue.jobs import KEPT
from documents.pages.blueprint import pages
from documents.pdf.html import direction
from documents.report import phrases
from documents.report.blocks import Block, Report
from documents.report.fonts import prepared
from documents.report.frozen import from_data
from documents.report.left_open import Gap
from documents.report.left_open import left_open as gaps_of
from workflow.clock import moment, stamp
from workflow.web.words import long_time, plain_date


@pages.app_template_global()
def readable(data: dict[str, Any]) -> Report:
    """The report of a frozen content, with exactly the letters that the writers print."""
    report: Report = prepared(from_data(data))
    return report


@pages.app_template_global()
def left_open(data: dict[str, Any]) -> list[Gap]:
    """What of a frozen content is blank."""
    return gaps_of(from_data(data))


@pages.app_template_filter()
def kept_until(ended: str) -> str:
    """Until when the ZIP of a job that ended then is kept, in words."""
    return long_time(stamp(moment(ended) + KEPT))


@pages.app_template_filter()
def day_of(stored: str) -> str:
    """The day in Aceh of a stored time: "2 November 2023"."""
    return plain_date(moment(stored).date())


@pages.app_template_filter()
def block_kind(block: Block) -> str:
    """The name of its class, by which the template chooses how to show it."""
    return type(block).__name__


for _words in (
    direction,
    phrases.item_marker,
    phrases.copies,
    phrases.meta_items,
    phrases.meta_pairs,
    phrases.bunches,
    phrases.row_cells,
    phrases.signer_foot,
):
    pages.add_app_template_filter(_words)
