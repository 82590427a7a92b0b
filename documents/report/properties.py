"""What the properties of both files say of a paper: title, author, subject, keywords; a file manager shows them."""

from __future__ import annotations

from dataclasses import dataclass

from documents.report.blocks import Report

PROGRAM = "Tuntas"
LONGEST = 255  # letters that Word keeps of each


@dataclass(frozen=True)
class Properties:
    """``author`` is the office; "" of a paper of before, which was not told it."""

    title: str
    author: str
    subject: str
    keywords: str


def properties(report: Report) -> Properties:
    """Of title "Laporan pelaksanaan Nomor 0001/LKKS/XI/2026, LKKS Kabupaten Bireuen", and so on."""
    told = report.told
    title = f"{report.title} Nomor {told.number}" if told.number else report.title
    words = (report.title, *told.keywords, report.code, report.watermark) if told.keywords else (report.watermark,)
    return Properties(
        _short(f"{title}, {told.office}" if told.office else title),
        _short(told.office),
        _short(told.subject),
        _short("; ".join(word for word in words if word)),
    )


def _short(text: str) -> str:
    """In one line."""
    return " ".join(text.split())[:LONGEST]
