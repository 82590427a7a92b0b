"""What everybody may read of a rakor: counts, on a page that Dinas Sosial Aceh opens for one rakor and closes again.

Nothing is public until it is opened. The code of its address comes from what names the rakor in every Tuntas, so that
it is the same when it is opened again, and tells neither that nor an id of ours. While the page is closed, the address
is as unknown as any other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotFound, WrongStage
from workflow.rakor.file import uid_of
from workflow.rakor.recording import as_seen
from workflow.records import Rakor
from workflow.regions import regions
from workflow.roles import Actor
from workflow.store import Store
from workflow.tasks.timeline import PUBLIC_TOLD

CODE = re.compile("[0-9a-f]{16}")
OPENED, CLOSED = "dibuka", "ditutup"  # what a kabupaten/kota is told of the page
NOT_REAL = "Rakor ini adalah contoh. Data contoh tidak dibuka untuk umum."


def open_page(store: Store, actor: Actor, rakor_id: int, mode: str, *, version: int, at: datetime) -> Rakor:
    """Opens it; ``mode`` is that of the instance, "contoh" or "produksi".

    Raises ``WrongStage`` when it is open, ``Invalid`` for an example among real data.
    """
    with store.transaction():
        rakor = as_seen(store, actor, rakor_id, version)
        if rakor.get("public"):
            raise WrongStage("Halaman publik rakor ini sudah dibuka.", rakor)
        if not may_be_read(rakor, mode):
            raise Invalid({"public": NOT_REAL})
        public = {"by": actor.name, "at": stamp(at)}
        saved = store.save(cast(Rakor, {**rakor, "public": public, "public_code": code_of(rakor)}))
        chain.append(store, actor, "public_page_opened", at, {"title": saved["title"]}, rakor=rakor_id)
        _tell(store, actor, saved, OPENED, at)
    return saved


def close_page(store: Store, actor: Actor, rakor_id: int, *, version: int, at: datetime) -> Rakor:
    """Closes it. Raises ``WrongStage`` when it is not open."""
    with store.transaction():
        rakor = as_seen(store, actor, rakor_id, version)
        if not rakor.get("public"):
            raise WrongStage("Halaman publik rakor ini tidak dibuka.", rakor)
        saved = store.save(cast(Rakor, {**rakor, "public": None, "public_code": None}))
        chain.append(store, actor, "public_page_closed", at, {"title": saved["title"]}, rakor=rakor_id)
        _tell(store, actor, saved, CLOSED, at)
    return saved


def open_to_all(store: Store, code: str, mode: str) -> Rakor:
    """The rakor of an address. Raises ``NotFound`` for one whose page is closed as for one that never was."""
    found = store.first(Rakor, public_code=code) if CODE.fullmatch(code) else None
    if found is None or "damaged" in found or not found.get("public") or not may_be_read(found, mode):
        raise NotFound("Alamat ini tidak ada. Periksa tautannya.")
    return found


def code_of(rakor: Mapping[str, Any]) -> str:
    """Sixteen hexadecimal digits, whatever the rakor was named by who sent it here."""
    return hashlib.sha256(f"publik {uid_of(rakor)}".encode()).hexdigest()[:16]


def may_be_read(rakor: Mapping[str, Any], mode: str) -> bool:
    """An example is shown as what it is among examples only: it may have come here in a file."""
    return not rakor["example"] or mode != "produksi"


def _tell(store: Store, actor: Actor, rakor: Rakor, state: str, at: datetime) -> None:
    """The kabupaten/kota whose tasks are counted there read it in their news."""
    concerned = store.tally("task", ("region",), rakor=rakor["id"], cancelled=False)
    for (region,) in sorted(concerned):
        if region in regions():
            told = {"title": rakor["title"], "state": state}
            chain.append(store, actor, PUBLIC_TOLD, at, told, chain=region, rakor=rakor["id"])
