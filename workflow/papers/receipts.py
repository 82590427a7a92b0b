"""The signed sheets that came back with a paper: files in the folder of evidence which its record names."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.records import Document
from workflow.store import Store


def scans(store: Store) -> Iterator[tuple[str, int]]:
    """The SHA-256 of every sheet that is kept, and the id of its document."""
    for document in store.each(Document):
        receipt = document.get("receipt")
        if receipt and receipt["scan"]:
            yield receipt["scan"]["sha256"], document["id"]
