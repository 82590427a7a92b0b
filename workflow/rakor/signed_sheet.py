"""The Daftar Hadir that was signed at a rakor, as a picture or PDF: only with it a paper says that somebody signed.

A newer one is put behind the older; none is taken away, because issued papers refer to what was on file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import day
from workflow.errors import Invalid
from workflow.rakor.recording import check_open, check_recorder, readable_rakor
from workflow.records import Rakor
from workflow.records.followed import EvidenceFacts
from workflow.roles import Actor
from workflow.store import Store

MOST = 20  # sheets of one rakor


def keep_signed_sheet(
    store: Store, actor: Actor, rakor_id: int, files: Sequence[Mapping[str, Any]], *, at: datetime
) -> Rakor:
    """Keeps the one file of ``files`` (as it was taken in) with the rakor. Raises ``Invalid`` beside "evidence"."""
    check_recorder(actor)
    with store.transaction():
        rakor = cast(Rakor, readable_rakor(store, actor, rakor_id))
        check_open(rakor)
        sheets = rakor.get("signed_sheets", [])
        if said := _amiss(rakor, sheets, files, day(at).isoformat()):
            raise Invalid({"evidence": said})
        sheet = cast(EvidenceFacts, {**files[0], "caption": ""})
        saved = store.save(cast(Rakor, {**rakor, "signed_sheets": [*sheets, sheet]}))
        told = {"title": rakor["title"], "sha256": sheet["sha256"]}
        chain.append(store, actor, "signed_sheet_kept", at, told, rakor=rakor_id)
    return saved


def _amiss(
    rakor: Rakor, sheets: Sequence[EvidenceFacts], files: Sequence[Mapping[str, Any]], today: str
) -> str:  # fmt: skip
    if len(files) != 1:
        return "Pilih satu berkas: foto atau PDF daftar hadir yang ditandatangani."
    if rakor["start"] > today:
        return "Rakor ini belum berlangsung, jadi daftar hadirnya belum ditandatangani."
    if files[0]["sha256"] in {sheet["sha256"] for sheet in sheets}:
        return "Berkas ini sudah disimpan."
    return f"Paling banyak {MOST} berkas." if len(sheets) >= MOST else ""
