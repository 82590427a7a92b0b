"""From a frozen content to the bytes of its file, in this process; ``workers.py`` has it done in others.

Whoever makes files is a ``Maker``: it takes orders and gives futures, so that both files of a document are made at
once.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from documents.pdf import writer as pdf
from documents.report.blocks import Report
from documents.report.frozen import from_data
from documents.word import writer as word

Pictures = Callable[[str], bytes]
WRITERS = {"docx": word.write, "pdf": pdf.write}


def rendered(data: dict[str, Any], ext: str, pictures: Pictures) -> bytes:
    """The file of a frozen content; raises ``pdf.PdfUnavailable`` for "pdf" without Pango."""
    report = from_data(data)
    if not isinstance(report, Report):
        raise TypeError("frozen content is not a report")
    return WRITERS[ext](report, pictures)


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
