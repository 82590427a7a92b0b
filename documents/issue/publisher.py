"""Issues what is due: composes content inside a move, and afterwards renders, archives and records its files.

The content is frozen with the move; rendering can fail, be killed or come a day later, and the files are still made
from the same content. A record gets its file's hash only after the file is safely on disk, so a record never names a
file that is not there.
"""

from __future__ import annotations

import base64
import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

from documents import compose
from documents.issue.kept_files import KeptFiles
from documents.issue.letterheads import reduced
from documents.issue.preview import Previews
from documents.issue.rendering import SETTING, WRITERS, Inline, Maker, belongs, set_as
from documents.lists import excel
from documents.report.failures import NotMade
from workflow.errors import FilesAway, StoreUnavailable
from workflow.evidence.hashed_files import HashedFiles
from workflow.evidence.place import Place
from workflow.evidence.taking_in import EvidenceFolder
from workflow.papers.publishing import Frozen, Issue, Pages
from workflow.rounds import LOOK_AGAIN
from workflow.store import Record, Store, scopes

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": excel.MEDIA,
}
# Seconds for a paper that somebody else makes: where a person waits, and where nobody does.
WAIT_FOR_OTHERS, WAIT_LONG = 20.0, 180.0
LOOK_EVERY = 0.1  # seconds between two looks
LOOKS = 5  # whether it is made, before one that was killed is looked for
PAUSE = 0.05  # seconds between documents made in the background, so that pages stay quick
RETRY, LONGEST_RETRY = 60.0, 3600.0  # seconds until a pending document is tried again; doubled each time
log = logging.getLogger(__name__)


class ReportPublisher:
    """``maker`` makes the files, ``reduce`` what is kept of a letterhead: in this process unless ones with processes
    of their own are handed in."""

    def __init__(
        self,
        store: Store,
        archive: Place | Path,
        evidence: EvidenceFolder,
        base_url: str,
        mode: str = "produksi",
        maker: Maker | None = None,
        reduce: Callable[[bytes], tuple[bytes, dict[str, Any]]] = reduced,
    ) -> None:
        self.store = store
        self.maker, self.reduce = maker or Inline(evidence.read), reduce
        self.archive = HashedFiles(archive)
        self.evidence = evidence
        self.base_url, self.mode = base_url, mode
        self.previews = Previews(self.render)
        self.kept = KeptFiles(self.render)
        self._stopping = threading.Event()
        self._due: dict[int, tuple[float, float]] = {}  # pending document -> when it is tried again, and the wait after

    def compose(self, store: Store, issue: Issue) -> Frozen:
        """What the document says, from what was recorded."""
        return compose.compose(store, issue, self.base_url, self.mode)

    def render(self, data: dict[str, Any], ext: str) -> bytes:
        """The file of a frozen content, for somebody who waits for it. Raises ``failures.NotMade`` with a sentence,
        among them ``pdf.PdfUnavailable`` for "pdf" without Pango."""
        return self.maker.collect(self.maker.submit(data, ext, urgent=True), urgent=True)

    def take_letterhead(self, content: bytes) -> dict[str, Any]:
        """Keeps an office's own Word letterhead and its pictures; raises ``Invalid`` with a sentence for
        ``letterhead``."""
        kept, facts = self.reduce(content)
        for picture in facts.pop("pictures"):
            self.evidence.keep(base64.b64decode(picture))
        return {"sha256": self.evidence.keep(kept), **facts}

    def pages(self, data: dict[str, Any]) -> Pages:
        """The pages that a content comes to, for page images."""
        return self.previews.pages(data)

    def publish(self, document: int, *, urgent: bool = True) -> Record:
        """Makes the files of a pending document that are still missing; one that fails leaves its reason.

        What was decided is kept already, so a disk that refuses is no error of this call: the document stays pending.
        """
        record = self._record(document)
        if not record["pending"] or "damaged" in record:
            return record
        try:
            return self._made_by_one(document, urgent)
        except StoreUnavailable:
            log.exception("document %s: the disk refuses", document)
            return self._record(document)

    def make(self, document: int) -> bool:
        """Makes what a move has ordered, unless whoever made the move is just making it; False when it is given back.
        What cannot be made is tried again in the rounds."""
        pending = self.publish(document)["pending"]
        return not (pending and self._stopping.is_set())

    def _made_by_one(self, document: int, urgent: bool) -> Record:
        """Waits while another thread or server makes it, and makes it where that one was killed or has failed.

        Should a claim be lost while its files are made, they are made twice, and the first ones stay (``_note``).
        """
        end = time.monotonic() + (WAIT_FOR_OTHERS if urgent else WAIT_LONG)
        while True:
            with self.store.alone(f"paper {document}") as ours:
                record = self._record(document)
                if not record["pending"]:
                    return record
                if ours:
                    return self._make(record, urgent)
            if time.monotonic() > end or not self._waits_for_others(document):
                return self._record(document)

    def _waits_for_others(self, document: int) -> bool:
        """Whether it is still to be made, after a breath: reading a record costs less than claiming a paper."""
        looks = (not self._stopping.wait(LOOK_EVERY) and self._record(document)["pending"] for _ in range(LOOKS))
        return all(looks)

    def _make(self, record: Record, urgent: bool) -> Record:
        document = record["id"]
        data, ready = self._settled(document, urgent)
        wanted = {ext for ext in WRITERS if belongs(ext, data)}
        missing = [ext for ext in WRITERS if ext in wanted and ext not in record["files"]]
        ordered = {ext: ready.get(ext) or self.maker.submit(data, ext, urgent=urgent) for ext in missing}
        failures = []
        for ext, future in ordered.items():
            try:
                content = self.maker.collect(future, urgent=urgent)
                made = {"sha256": self.archive.keep(content), "size": len(content)}
            except Exception as failure:  # whatever a renderer does, the approval stands
                if self._stopping.is_set():  # no fault of the document: it is made at the next start
                    return record
                log.exception("document %s: no %s yet", document, ext)
                failures.append(_why(ext, failure))
            else:
                record = self._note(document, ext, made, wanted)
        if failures and " ".join(failures) != record["failure"]:
            record = self._fail(document, " ".join(dict.fromkeys(failures)))
        return record

    def content(self, document: int) -> dict[str, Any]:
        """The frozen content, as plain data; nothing, of which no file can be made, when it is damaged or gone."""
        found = self.store.first("content", document=document)
        if not found:
            return {}
        data = cast(dict[str, Any], found["data"])
        return set_as(data, found["setting"]) if "setting" in found else data

    def _settled(self, document: int, urgent: bool) -> tuple[dict[str, Any], dict[str, Future[bytes]]]:
        """The content, whose setting is decided now and kept where it was not: every file of it has the same pages. And
        what was made in deciding."""
        data = self.content(document)
        if data.get("step", 0) >= 0:
            return data, {}
        try:
            told = self.maker.collect(self.maker.submit(data, SETTING, urgent=urgent), urgent=urgent)
            decision, content = told.split(b"\n", 1)
            setting = json.loads(decision)
        except Exception:  # whatever a renderer does: the next try decides, and until then each file by itself
            if not self._stopping.is_set():  # no fault of the document: it is decided at the next start
                log.exception("document %s: its pages are not set", document)
            return data, {}
        self._keep_setting(document, setting)
        made: Future[bytes] = Future()
        made.set_result(content)
        return self.content(document), {"pdf": made}

    def _keep_setting(self, document: int, setting: list[int]) -> None:
        with self.store.transaction(self._scope(document)):
            found = self.store.first("content", document=document)
            if found and "setting" not in found:  # somebody else may have been quicker
                self.store.save({**found, "setting": setting})

    def has(self, record: Record, ext: str) -> bool:
        """Whether the document has such a file, or will have it when it is made."""
        return ext in record["files"] or belongs(ext, self.content(record["id"]) if record["pending"] else {})

    def archived(self, record: Record, ext: str) -> bytes:
        """The bytes that were issued; raises ``FileNotFoundError`` when they are not there or were altered."""
        made = record["files"].get(ext)
        if made is None:
            raise FileNotFoundError(f"document {record['id']} has no {ext}")
        return self.archive.read(made["sha256"])

    def start(self) -> threading.Thread:
        """Makes what was left pending, newest first, in the background, and looks again every minute until ``stop``."""
        thread = threading.Thread(target=self._keep_on, name="publisher", daemon=True)
        thread.start()
        return thread

    def _keep_on(self) -> None:
        while not self._stopping.is_set():
            pause = RETRY
            try:
                with self.store.alone("papers") as ours:
                    if ours:
                        self.publish_pending()
                    else:  # another server is at it
                        pause = LOOK_AGAIN
            except Exception:  # the disk, most likely: the next round tries again
                log.exception("pending documents")
            self._stopping.wait(pause)

    def publish_pending(self) -> int:
        """Publishes the pending documents whose time has come and returns how many are still pending."""
        pending = [record["id"] for record in self.store.find("document", pending=True, order="-id")]
        self._due = {id: due for id, due in self._due.items() if id in pending}
        for document in pending:
            if not self._is_due(document):
                continue
            if self._stopping.wait(PAUSE):
                break
            self.publish(document, urgent=False)
        return self.store.count("document", pending=True)

    def _is_due(self, document: int) -> bool:
        """Whether it is tried in this round; each time it waits twice as long for the next."""
        at, wait = self._due.get(document, (0.0, RETRY))
        now = time.monotonic()
        if now < at:
            return False
        # A little less than the wait, so that the round at its end is not missed by a breath.
        self._due[document] = (now + wait - RETRY / 2, min(2 * wait, LONGEST_RETRY))
        return True

    def leave_off(self) -> None:
        """Nothing more is begun in the background."""
        self._stopping.set()

    def stop(self) -> None:
        """Nothing more is made; what is being made stays pending."""
        self.leave_off()
        self.maker.close()

    def _note(self, document: int, ext: str, made: dict[str, Any], wanted: set[str]) -> Record:
        with self.store.transaction(self._scope(document)):
            record = self._record(document)
            if ext not in record["files"]:  # somebody else may have been quicker; the first file stays
                files = {**record["files"], ext: made}
                pending = not wanted <= files.keys()
                record = self.store.save({**record, "files": files, "pending": pending, "failure": ""})
            return record

    def _fail(self, document: int, why: str) -> Record:
        with self.store.transaction(self._scope(document)):
            return self.store.save({**self._record(document), "failure": why})

    def _scope(self, document: int) -> str:
        return scopes.region(self._record(document)["region"])

    def _record(self, document: int) -> Record:
        record = self.store.get("document", document)
        if record is None:
            raise LookupError(f"no document {document}")
        return record


def _why(ext: str, failure: Exception) -> str:
    if isinstance(failure, NotMade):
        return str(failure)
    if isinstance(failure, FilesAway):
        return OUT_OF_REACH[ext]
    return NOT_KEPT[ext] if isinstance(failure, StoreUnavailable) else FAILED[ext]


FAILED = {
    "docx": "Berkas Word belum dapat dibuat. Akan dicoba lagi; naskahnya sudah tercatat.",
    "pdf": "Berkas PDF belum dapat dibuat. Akan dicoba lagi; naskahnya sudah tercatat.",
    "xlsx": "Berkas Excel belum dapat dibuat. Akan dicoba lagi; naskahnya sudah tercatat.",
}
NOT_KEPT = {
    "docx": "Berkas Word belum dapat disimpan: penyimpanan penuh. Akan dicoba lagi; naskahnya sudah tercatat.",
    "pdf": "Berkas PDF belum dapat disimpan: penyimpanan penuh. Akan dicoba lagi; naskahnya sudah tercatat.",
    "xlsx": "Berkas Excel belum dapat disimpan: penyimpanan penuh. Akan dicoba lagi; naskahnya sudah tercatat.",
}
OUT_OF_REACH = {
    "docx": "Berkas Word belum dapat disimpan: tempatnya tidak terhubung. Akan dicoba lagi; naskahnya sudah tercatat.",
    "pdf": "Berkas PDF belum dapat disimpan: tempatnya tidak terhubung. Akan dicoba lagi; naskahnya sudah tercatat.",
    "xlsx": "Berkas Excel belum dapat disimpan: tempatnya tidak terhubung. Akan dicoba lagi; naskahnya sudah tercatat.",
}
