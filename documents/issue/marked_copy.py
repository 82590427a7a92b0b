"""A paper that holds no longer, as a copy that says so on every page: DICABUT or DIGANTI.

It is made anew from what was frozen. The issued files stay as they are; a copy is never stored, and nobody is to sign
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from documents.report import sign_places
from documents.report.blocks import Mark, Report
from documents.report.frozen import from_data, to_data
from documents.report.language import flat, long_date
from documents.report.phrases import short_address
from workflow.clock import day, moment
from workflow.papers.issuing import REPLACED, WITHDRAWN, report_number

MARKS: Mapping[str, Mark] = {WITHDRAWN: "DICABUT", REPLACED: "DIGANTI"}
LONGEST = 90  # letters of a reason: it stands beside the mark, where there is room for three lines
DO_NOT_USE = "Jangan dipakai lagi."
SAMPLE = "CONTOH, isinya karangan."


def marked(data: Mapping[str, Any], record: Mapping[str, Any], newer: Mapping[str, Any] | None) -> dict[str, Any]:
    """The frozen content of ``record``, which was withdrawn, or replaced by ``newer``, with its mark."""
    report = from_data(data)
    if not isinstance(report, Report):
        raise TypeError("frozen content is not a report")
    sample = f" {SAMPLE}" if record["facts"].get("sample") else ""
    mark = MARKS[record["status"]]
    marked: dict[str, Any] = to_data(
        replace(
            sign_places.emptied(report),
            mark=mark,
            mark_note=f"{_note(record, newer)} {DO_NOT_USE}{sample}",
            watermark=report.watermark if sample else "",
            beside=_beside(report, _when(record, newer)),
        )  # fmt: skip
    )
    return marked


def _note(record: Mapping[str, Any], newer: Mapping[str, Any] | None) -> str:
    if record["status"] == WITHDRAWN:
        return f"Salinan. Dicabut {_ended(record)} karena: {_short(record['reason'])}."
    if newer is None:
        return "Salinan. Diganti dengan naskah yang lebih baru."
    numbers = " dan ".join(filter(None, dict.fromkeys((newer["number"], report_number(newer)))))
    number = f" Nomor {numbers}" if numbers else ""
    return f"Salinan. Diganti dengan {newer['title']}{number} tanggal {long_date(newer['date'])}."


def _when(record: Mapping[str, Any], newer: Mapping[str, Any] | None) -> str:
    """ "Naskah ini DICABUT pada 4 Desember 2026." """
    if record["status"] == WITHDRAWN:
        return f"Naskah ini DICABUT pada {_ended(record)}."
    return f"Naskah ini DIGANTI pada {long_date(newer['date'])}." if newer else "Naskah ini DIGANTI."


def _ended(record: Mapping[str, Any]) -> str:
    return long_date(day(moment(record["ended"])).isoformat())


def _short(reason: str) -> str:
    """The reason on one line, its end left out where it is long."""
    text = flat(reason).rstrip(" .;,")
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(' .;,')} …"


def _beside(report: Report, said: str) -> tuple[str, ...]:
    """The lines beside the QR code, which tell it, too."""
    if report.code:
        return f"Periksa keaslian naskah: {short_address(report.check_url)}. {said}", f"Kode naskah {report.code}."
    return (*report.beside, said) if report.beside else ()
