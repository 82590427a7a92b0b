"""What a file is that somebody compares with an issued paper: told as a case, without a word of what the paper says."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO, Any, cast

from werkzeug.datastructures import FileStorage

from documents.issue.file_text import MOST_BYTES
from documents.issue.marked_copy import MARKS, marked
from documents.issue.publisher import ReportPublisher
from documents.issue.signatures import Signed
from documents.issue.text_compared import DIFFERENT, FOREIGN, SAME, Comparison
from documents.pages.downloads import publisher
from documents.pages.who_reads import reader
from documents.report.frozen import from_data
from documents.report.passages import SIGNATURE, passages
from workflow.errors import Invalid, Occupied
from workflow.store import Record
from workflow.text import fold

NONE, LONGER, SIGNED, OTHER, WAITS, BUSY = "none", "longer", "signed", "other", "waits", "busy"
log = logging.getLogger(__name__)
Find = Callable[[str], Record | None]


@dataclass(frozen=True)
class Found:
    """``case`` is "pdf", "docx" or "xlsx" when the file is that one, ``SIGNED`` when it is the stored signed copy,
    ``LONGER`` when it is the issued PDF with something behind it, ``OTHER`` with the other ``paper`` (``genuine`` when
    it is a file of that one to the byte), a verdict of ``text_compared`` with what it found, ``WAITS`` while the issued
    files are being made, ``BUSY`` when it cannot be read now, ``NONE`` without a file."""

    case: str
    kind: str = ""
    paper: Mapping[str, Any] | None = None
    genuine: bool = False
    differing: Comparison | None = None
    signatures: tuple[Signed, ...] = ()


def examined(
    record: Mapping[str, Any], newer: Mapping[str, Any] | None, upload: FileStorage | None, find: Find
) -> Found:
    """``newer`` is the paper that replaced this one; ``find`` knows the paper of a check code."""
    if upload is None or not upload.filename:
        return Found(NONE)
    if case := same_bytes(record, upload.stream):
        return _with_signatures(record, case, upload.stream) if case in (LONGER, SIGNED) else Found(case)
    if record["pending"]:
        return Found(WAITS)
    upload.stream.seek(0)
    content = upload.stream.read(MOST_BYTES + 1)
    try:
        return _by_text(record, newer, content, upload.stream, find)
    except Occupied:
        return Found(BUSY)
    except Invalid:  # no file that we can read, so none of ours
        return Found(FOREIGN)


def _with_signatures(record: Mapping[str, Any], case: str, stream: IO[bytes]) -> Found:
    issued = record["files"]["pdf"]["size"] if _begins_with(stream, record["files"].get("pdf")) else 0
    stream.seek(0)
    try:
        found = reader().signatures(stream.read(), issued)
    except Occupied:
        return Found(BUSY)
    except Invalid:  # too heavy to be looked at: what is known without that is told
        return Found(case)
    return Found(case, signatures=tuple(_printed_names(record, found)))


def _printed_names(record: Mapping[str, Any], found: list[Signed]) -> Iterator[Signed]:
    """Whoever compares a file needs no account: a name is told where the paper itself has it above its signature."""
    report = from_data(publisher().content(record["id"]))
    printed = fold(" ".join(one.text for one in passages(report) if one.place.startswith(SIGNATURE)))
    for one in found:
        yield one if one.name and fold(one.name) in printed else replace(one, name="")


def same_bytes(record: Mapping[str, Any], stream: IO[bytes]) -> str:
    """Which file of the paper it is to the byte: "pdf", "docx", "xlsx", ``SIGNED``, or ``LONGER``; "" for none."""
    stream.seek(0)
    sha256 = hashlib.file_digest(cast(Any, stream), "sha256").hexdigest()
    known = {made["sha256"]: ext for ext, made in record["files"].items()}
    if record.get("signed"):
        known[record["signed"]["sha256"]] = SIGNED
    return known.get(sha256) or (LONGER if _begins_with(stream, record["files"].get("pdf")) else "")


def _begins_with(stream: IO[bytes], issued: Mapping[str, Any] | None) -> bool:
    """Whether the bytes of the issued PDF are the beginning of the file."""
    if issued is None:
        return False
    stream.seek(0)
    return bool(hashlib.sha256(stream.read(issued["size"])).hexdigest() == issued["sha256"])


def _by_text(
    record: Mapping[str, Any], newer: Mapping[str, Any] | None, content: bytes, stream: IO[bytes], find: Find
) -> Found:
    sent = reader().paper_text(content)
    if record["code"] not in sent["codes"]:
        for paper in filter(None, map(find, sent["codes"])):
            return Found(OTHER, sent["kind"], paper, genuine=bool(same_bytes(paper, stream)))
    issued = _issued(publisher(), record, sent["kind"])
    if issued is None:
        return Found(FOREIGN)
    ours, frozen = reader().paper_text(issued), publisher().content(record["id"])
    copy = marked(frozen, record, newer) if frozen and record["status"] in MARKS else {}
    try:
        found = reader().paper_compared(frozen, copy, ours, sent)
    except Invalid as refusal:
        if isinstance(refusal, Occupied):
            raise
        found = Comparison(DIFFERENT)  # so unlike the paper that it takes too long to say where
    told = Found(found.verdict, sent["kind"], differing=found)
    if found.verdict != SAME or sent["kind"] != "pdf":
        return told
    return replace(told, signatures=_with_signatures(record, SAME, stream).signatures)  # of a service that saves anew


def _issued(archive: ReportPublisher, record: Mapping[str, Any], ext: str) -> bytes | None:
    """The issued file of that kind; None where the paper has none, or it was lost, which is not this reader's fault."""
    if ext not in record["files"]:
        return None
    try:
        return archive.archived(dict(record), ext)
    except OSError:
        log.error("document %s: archived %s is missing or was altered", record["id"], ext)
        raise Occupied({"file": "lost"}) from None
