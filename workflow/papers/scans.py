"""The signed sheets that came back with a paper, and those on which the leader wrote, and the signed Daftar Hadir of
a rakor: files in the folder of evidence which the record of a paper, a task or a rakor names."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.records import Document, Rakor, Task
from workflow.store import Store


def scans(store: Store) -> Iterator[tuple[str, str]]:
    """The SHA-256 of every sheet that is kept, and whose it is."""
    for document in store.each(Document):
        newest = document.get("receipt")
        for receipt in (*document.get("receipts_before", ()), *([newest] if newest else ())):
            if receipt["scan"]:
                yield receipt["scan"]["sha256"], f"Tanda terima dokumen {document['id']}"
    for rakor in store.each(Rakor):
        for sheet in rakor.get("signed_sheets", ()):
            yield sheet["sha256"], f"Daftar hadir rakor {rakor['id']}"
    for task in store.each(Task):
        for said in task["directions"]:
            if scan := said.get("scan"):
                yield scan["sha256"], f"Arahan pimpinan pada tugas {task['id']}"


def kept(store: Store) -> frozenset[str]:
    """The SHA-256 of all of them."""
    return frozenset(sha256 for sha256, _ in scans(store))
