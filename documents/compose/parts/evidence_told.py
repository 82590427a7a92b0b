"""A piece of evidence in one cell: what it is and, of a paper, its number and date, as far as they were recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.report.language import flat, table_date

UNNAMED = "Bukti tanpa keterangan"


def told(record: Mapping[str, Any]) -> str:
    """ "Keputusan Kepala Dinas Sosial Nomor 460/12 tanggal 17 November 2026" """
    number, date = flat(record.get("number", "")), record.get("date", "")
    parts = [flat(record["caption"]).rstrip(".") or UNNAMED]
    parts += [f"Nomor {number}"] if number else []
    parts += [f"tanggal {table_date(date)}"] if date else []
    return " ".join(parts)
