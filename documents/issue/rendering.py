"""From a frozen content to the bytes of its file, in this process or in others beside it.

Whoever makes files is a ``Maker``: it takes orders and gives futures, so that all files of a document are made at
once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Protocol, cast

from documents.apart.workers import Limits, Trade, Workers
from documents.issue import excel_file
from documents.pdf import writer as pdf
from documents.pdf.fitting import put, setting
from documents.report.blocks import Report
from documents.report.frozen import from_data, to_data
from documents.report.guide_pictures import with_ours
from documents.word import writer as word

Pictures = Callable[[str], bytes]
WRITERS = {"docx": word.write, "pdf": pdf.write, "xlsx": excel_file.write}
# Is ordered like a file: how the pages of a content are set, as a line of JSON, and behind it the PDF, for which they
# had to be set anyway.
SETTING = "setting"
TRADE = Trade(
    "documents.issue.worker",
    slow="Berkas ini terlalu lama dibuat, lalu dihentikan. Naskahnya tetap tersimpan.",
    large="Berkas ini memerlukan memori terlalu besar, lalu dihentikan. Naskahnya tetap tersimpan.",
    died="Pembuat berkas berhenti di tengah jalan. Coba lagi sebentar lagi; naskahnya tetap tersimpan.",
    busy="Banyak berkas sedang dibuat. Coba lagi sebentar lagi.",
    refusals=(pdf.PdfUnavailable,),
    secrets=("AWS_",),  # photos may lie in a bucket
)


def rendered(data: dict[str, Any], ext: str, pictures: Pictures) -> bytes:
    """The file of a frozen content, or its ``SETTING``; raises ``pdf.PdfUnavailable`` for "pdf" and the setting without
    Pango."""
    report = from_data(data)
    if not isinstance(report, Report):
        raise TypeError("frozen content is not a report")
    pictures = with_ours(pictures)
    if ext == SETTING:
        report, content = pdf.written(report, pictures)
        return json.dumps(setting(report)).encode() + b"\n" + content
    if ext == "docx" and pdf.ready():
        report = pdf.settled(report, pictures)
    return WRITERS[ext](report, pictures)


def set_as(data: dict[str, Any], decision: Sequence[int]) -> dict[str, Any]:
    """A frozen content set as it was decided."""
    return cast(dict[str, Any], to_data(put(from_data(data), decision)))


def belongs(ext: str, data: Mapping[str, Any]) -> bool:
    """Whether a document of this frozen content has such a file: Word and PDF all have, Excel those with lists. What
    was frozen by earlier versions has none."""
    return ext != "xlsx" or bool(data.get("lists"))


class Maker(Protocol):
    def submit(self, data: dict[str, Any], ext: str, *, urgent: bool) -> Future[bytes]:
        """Orders a file; what nobody waits for is made when nobody waits for anything else."""
        ...

    def collect(self, future: Future[bytes], *, urgent: bool) -> bytes:
        """The file that was ordered. Raises ``NotMade`` with a sentence, or whatever the writer raised."""
        ...

    def close(self) -> None: ...


class Inline:
    """Makes each file at once, in the thread that asks: for tests and commands."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    def submit(self, data: dict[str, Any], ext: str, *, urgent: bool) -> Future[bytes]:
        future: Future[bytes] = Future()
        try:
            future.set_result(rendered(data, ext, self._pictures))
        except Exception as failure:  # handed to whoever collects
            future.set_exception(failure)
        return future

    def collect(self, future: Future[bytes], *, urgent: bool) -> bytes:
        return future.result()

    def close(self) -> None:
        """Nothing is left running."""


class Apart:
    """Makes files in processes of their own; those start now."""

    def __init__(self, instance: Path, count: int = 2, limits: Limits | None = None, files: str = "") -> None:
        self.workers = Workers(TRADE, instance, count, limits or Limits(), files)
        self.collect, self.close = self.workers.collect, self.workers.close

    def submit(self, data: dict[str, Any], ext: str, *, urgent: bool) -> Future[bytes]:
        content = json.dumps(data, ensure_ascii=False).encode()
        return self.workers.submit({"ext": ext}, content, urgent=urgent)
