"""What the templates need to show a content as text: the report itself and the small texts that all writers share."""

from __future__ import annotations

from typing import Any

from flask import Flask

from documents.issue.jobs import KEPT
from documents.pdf.html import direction
from documents.report import phrases
from documents.report.blocks import Report
from documents.report.fonts import prepared
from documents.report.frozen import from_data
from workflow.clock import moment, stamp
from workflow.web.words import long_time, plain_date


def init_app(app: Flask) -> None:
    app.add_template_global(readable)
    app.jinja_env.filters.update(
        direction=direction,
        item_marker=phrases.item_marker,
        copies=phrases.copies,
        meta_items=phrases.meta_items,
        meta_pairs=phrases.meta_pairs,
        bunches=phrases.bunches,
        row_cells=phrases.row_cells,
        signer_foot=phrases.signer_foot,
        day_of=day_of,
        kept_until=kept_until,
        block_kind=lambda block: type(block).__name__,
    )


def readable(data: dict[str, Any]) -> Report:
    """The report of a frozen content, with exactly the letters that the writers print."""
    report: Report = prepared(from_data(data))
    return report


def kept_until(ended: str) -> str:
    """Until when the ZIP of a job that ended then is kept, in words."""
    return long_time(stamp(moment(ended) + KEPT))


def day_of(stored: str) -> str:
    """The day in Aceh of a stored time: "2 November 2023"."""
    return plain_date(moment(stored).date())
