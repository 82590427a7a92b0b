"""Who looks through what people send: a process of its own within limits, or this one where there is none.

Each kind of file has a method. What cannot be taken is an ``Invalid`` for the field it was sent with: refused for what
it is, or as unusually heavy when it went over a limit; ``Occupied`` when there is too much to read just now.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, cast

from documents.apart.workers import MB, Limits, Trade, Workers
from documents.incoming.orders import answer
from documents.issue.signatures import Signed
from documents.issue.text_compared import Comparison
from documents.readers.files.unreadable import UNTOLD, Told, Unreadable
from documents.readers.lks.lks_file import LksReading
from documents.readers.named_sheets import NamedRow
from documents.report.failures import Busy, NotMade
from workflow.errors import Invalid, Occupied
from workflow.evidence.taking_in import Refused

_ANEW = "Salin bagian yang diperlukan saja ke berkas baru, lalu kirim yang itu."
TRADE = Trade(
    "documents.incoming.worker",
    slow=f"Berkas ini luar biasa berat: membacanya terlalu lama, lalu dihentikan. {_ANEW}",
    large=f"Berkas ini luar biasa berat: membacanya memerlukan memori terlalu besar, lalu dihentikan. {_ANEW}",
    died=f"Pembaca berkas berhenti di tengah berkas ini; mungkin luar biasa berat atau rusak. {_ANEW}",
    busy="Banyak berkas sedang dibaca. Tunggu sebentar, lalu kirim lagi.",
    refusals=(Unreadable,),
)
LIMITS = Limits(seconds=10, memory=300 * MB, renew_above=200 * MB, renew_after=200)
# Who waits holds one of the server's eight threads: the others stay for pages. A place in the line is waited for a
# moment only.
MOST_IN_LINE, MOMENT = 5, 0.3
FAULT = f"Berkas ini tidak dapat dibaca. {_ANEW}"
log = logging.getLogger(__name__)


class Reader:
    """``workers`` read; without any, as in tests and commands, this process does, and nothing limits it."""

    def __init__(self, workers: Workers | None = None) -> None:
        self.workers = workers
        self._line = BoundedSemaphore(MOST_IN_LINE)
        self._strangers = BoundedSemaphore(1)

    def office_file(
        self, name: str, content: bytes, mapping: Any, head: Mapping[str, Any] | None, told: Told = UNTOLD
    ) -> dict[str, Any]:
        """What was understood: ``kind`` of the file and the ``sheet`` for checking; see ``check_sheet``. Without a
        ``head`` it is the one of the file. Or what it ``asks``, with ``choices`` and a ``sentence``; see ``Asked``."""
        facts = {"name": name, "mapping": mapping, "head": head, "told": asdict(told)}
        return dict(self._read("office_file", facts, content, "file"))

    def pasted(self, content: bytes, kind: str, mapping: Any, head: Mapping[str, Any] | None) -> dict[str, Any]:
        """The same of a block that was pasted; ``kind`` is PASTED or SHAPED."""
        return dict(self._read("pasted", {"of": kind, "mapping": mapping, "head": head}, content, "pasted"))

    def lks_list(self, name: str, content: bytes, day: str, mapping: Any) -> LksReading:
        """A list of LKS that is taken in on a day (ISO)."""
        found = self._read("lks_list", {"name": name, "day": day, "mapping": mapping}, content, "file")
        return cast(LksReading, dict(found))

    def named_sheets(self, name: str, content: bytes) -> dict[str, list[NamedRow]]:
        """The rows of a workbook of ours, by the titles of its sheets."""
        return dict(self._read("named_sheets", {"name": name}, content, "file"))

    def travel_form(self, name: str, content: bytes) -> list[dict[str, Any]]:
        """The cards, as ``open_travel`` takes them."""
        return list(self._read("travel_form", {"name": name}, content, "file"))

    def rakor_file(self, content: bytes) -> bytes:
        """``rakor.json`` out of what was sent; it is sound."""
        return str(self._read("rakor_file", {}, content, "file")).encode()

    def rakor(self, content: bytes) -> dict[str, Any]:
        """What a ``rakor.json`` holds, as ``file_recording.record`` takes it."""
        return dict(self._read("rakor", {}, content, "file"))

    def letterhead(self, content: bytes) -> tuple[bytes, dict[str, Any]]:
        """The letterhead as it is kept, and what is noted of it."""
        found = self._read("letterhead", {}, content, "letterhead")
        return base64.b64decode(found["content"]), dict(found["facts"])

    def evidence_pdf(self, content: bytes, shown: str) -> None:
        """Raises ``Refused`` for a PDF that is no evidence."""
        try:
            self._read("evidence_pdf", {"name": shown}, content, "file")
        except Invalid as refusal:
            raise Refused(refusal.sentence) from None

    def signed_pdf(self, content: bytes) -> None:
        """For a PDF that came back signed."""
        self._read("signed_pdf", {}, content, "file")

    def paper_text(self, content: bytes) -> dict[str, Any]:
        """What ``text_of`` finds in a file that somebody without an account has sent."""
        with self._stranger():
            return dict(self._read("paper_text", {}, content, "file"))

    def paper_compared(
        self, report: Mapping[str, Any], copy: Mapping[str, Any], issued: Mapping[str, Any], sent: Mapping[str, Any]
    ) -> Comparison:
        """What ``text_of`` finds in an issued file and in another one of its kind; ``report`` is the frozen content,
        ``copy`` that with its mark, {} while the paper holds."""
        around = [issued["around"], sent["around"]]
        facts = {"report": report, "copy": copy, "issued": issued["text"], "around": around}
        facts["kind_of_file"] = sent["kind"]
        with self._stranger():
            found = dict(self._read("paper_compared", facts, sent["text"].encode(), "file"))
        return Comparison(**{**found, "places": tuple(found["places"])})

    def signatures(self, content: bytes, issued: int) -> list[Signed]:
        """Those of a PDF that somebody without an account has sent; see ``documents.issue.signatures``."""
        with self._stranger():
            return [Signed(**one) for one in self._read("signatures", {"issued": issued}, content, "file")]

    def close(self) -> None:
        if self.workers is not None:
            self.workers.close()

    def _read(self, kind: str, facts: Mapping[str, Any], content: bytes, field: str) -> Any:
        try:
            if self.workers is None:
                return answer(kind, facts, content)
            with self._place():
                order = self.workers.submit({**facts, "kind": kind}, content, urgent=True)
                return json.loads(self.workers.collect(order, urgent=True))
        except Busy as busy:
            raise Occupied({field: str(busy)}) from None
        except (Unreadable, NotMade) as refusal:
            raise Invalid({field: str(refusal)}) from None
        except RuntimeError:  # a fault of ours, which the pool has logged
            log.error("a %s was not read", kind)
            raise Invalid({field: FAULT}) from None

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._line.acquire(timeout=MOMENT):
            raise Busy(TRADE.busy)
        try:
            yield
        finally:
            self._line.release()

    @contextmanager
    def _stranger(self) -> Iterator[None]:
        """Anybody may ask for this, so that one file at a time is looked at: those of offices wait for one at most."""
        if not self._strangers.acquire(timeout=MOMENT):
            raise Occupied({"file": TRADE.busy})
        try:
            yield
        finally:
            self._strangers.release()


def reader_of(instance: Path, count: int) -> Reader:
    """With ``count`` processes, which start now; 0 for none."""
    return Reader(Workers(TRADE, instance, count, LIMITS) if count else None)
