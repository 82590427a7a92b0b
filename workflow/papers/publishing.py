"""What the workflow needs from whoever makes documents. ``app.py`` hands in one that does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from workflow.records import SCHEMA, Content, Document, Facts
from workflow.store import Record, Store

PAPER = "paper"  # what is ordered of the store for a document whose files are to be made (``Store.order``)


@dataclass(frozen=True)
class Issue:
    """An order to compose one document: everything that is not in the store yet, or decided in this move.

    ``type`` is a kind of ``workflow.kinds``; ``task`` is the task as it stands after the move;
    a paper about a ``rakor`` has none, and ``params`` choose what it holds; one about an institution (``lks``) or a
    ``region`` neither;
    ``others`` are the further tasks of the same rakor and region that a combined report is about;
    ``number`` may be empty (then ``slot``, or a dotted line, is printed to be filled by hand);
    ``code`` is empty for what is no official paper.
    """

    type: str
    task: Mapping[str, Any]
    at: datetime
    number: str = ""
    slot: str = ""  # the number with dots instead of its running part, for one that is written on the paper
    addressee: str = ""
    code: str = ""
    mark: str = ""  # "", "DRAF" or "PRATINJAU"
    revision: int = 0
    others: tuple[Mapping[str, Any], ...] = ()
    rakor: int = 0
    lks: int = 0
    region: str = ""  # "11" for all of Aceh
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Frozen:
    """The content that will be rendered, now and for ever: plain data, and what the record's row shows of it."""

    title: str  # "Nota dinas dan laporan"
    subject: str  # "Laporan Rencana Tindak Lanjut …"
    data: dict[str, Any]
    sha256: str
    signer: str  # position of the signer, for the check page
    facts: Facts
    words: Mapping[str, str] = field(default_factory=dict)  # proposed for each part that may be typed (``wording``)


@dataclass(frozen=True)
class Pages:
    """What a page with page images of a content needs: ``key`` names what is read, ``sizes`` are (width, height) in px.

    Without a PDF ``sizes`` is empty and ``failure`` says why.
    """

    key: str
    sizes: tuple[tuple[int, int], ...]
    failure: str = ""


def freeze(store: Store, document: Document, frozen: Frozen) -> None:
    """Keeps what a paper says with its record, and has its files made, by whoever is first: this or another server."""
    store.insert(Content, Content(schema=SCHEMA["content"], document=document["id"], data=frozen.data))
    store.order(PAPER, document["id"])


class Publisher(Protocol):
    def compose(self, store: Store, issue: Issue) -> Frozen:
        """Composes from what was recorded; called inside the move's transaction, so it must be quick."""
        ...

    def publish(self, document: int) -> Record:
        """Renders and archives a pending document from its frozen content. Never raises for a failing renderer:
        the document stays pending and its record says why."""
        ...


class ShowingPublisher(Publisher, Protocol):
    """A publisher that can also show a content that is not issued, and take in what it will write on."""

    def pages(self, data: dict[str, Any]) -> Pages: ...

    def has(self, record: Record, ext: str) -> bool:
        """Whether a paper has a file of that kind, be it made already or not."""
        ...

    def archived(self, record: Record, ext: str) -> bytes:
        """A file that was made, as it was archived; raises ``OSError`` when it is missing or was altered."""
        ...

    def take_letterhead(self, content: bytes) -> dict[str, Any]:
        """Looks through an office's own Word letterhead and keeps it: its ``sha256``, whether it has a ``kop``, and in
        words what is ``left_out``.

        Raises ``Invalid`` for ``letterhead`` when anything in it has no place there.
        """
        ...
