"""A piece of evidence in one cell: what it is and, of a paper, its number and date, as far as they were recorded.

Of a photo the day is that of what it shows. The day of a paper is printed where somebody read it off the paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.report.language import flat, table_date
from workflow.evidence.demands import PHOTO, kind_of

UNNAMED = "Bukti tanpa keterangan"


def told(record: Mapping[str, Any]) -> str:
    """ "Keputusan Kepala Dinas Sosial Nomor 460/12 tanggal 17 November 2026" """
    shown = record["date"] if kind_of(record) == PHOTO else ""
    number, date = flat(record.get("paper_number", "")), record.get("paper_date") or shown
    parts = [flat(record["caption"]).rstrip(".") or UNNAMED]
    parts += [f"Nomor {number}"] if number else []
    parts += [f"tanggal {table_date(date)}"] if date else []
    return " ".join(parts)
