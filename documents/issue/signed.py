"""The PDF that came back signed electronically (BSrE), kept beside the issued one.

Nothing here asks whose a signature is: that takes the certificates of those who issue them. What is kept of the copy is
that it carries a signature, and whether it begins with the issued bytes; ``signatures.py`` examines it when it is
shown. Signing adds to the end of a file; a service that saves the file anew gives other bytes with the same pages,
which is taken too.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pikepdf

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.evidence.hashed_files import HashedFiles
from workflow.machine.permissions import may_keep_signed, may_see
from workflow.roles import Actor
from workflow.store import Record, Store

MOST_BYTES = 50 * 1024 * 1024
MOST_FIELDS = 1000  # of a form that are looked at
DEEPEST = 20


def keep_signed(
    store: Store,
    archive: HashedFiles,
    actor: Actor,
    document_id: int,
    content: bytes,
    *,
    at: datetime,
    check: Callable[[bytes], None] | None = None,
) -> Record:
    """Stores the signed copy of a document, in the place of an earlier one, and returns the document's record.
    ``check`` is ``check_signed``, wherever that is done.

    Raises ``NotFound``, ``NotAllowed`` or ``Invalid`` (field "file"); then nothing is kept.
    """
    document = signable(store, actor, document_id)
    issued = document["files"].get("pdf")
    if issued is None:
        raise Invalid({"file": "PDF naskah ini masih disiapkan. Tunggu sebentar, lalu coba lagi."})
    (check or check_signed)(content)
    original = _original(archive, issued["sha256"])
    signed = {
        "sha256": archive.keep(content), "size": len(content), "by": actor.name, "at": stamp(at),
        "begins_as_issued": content.startswith(original),
    }  # fmt: skip
    with store.transaction():
        saved = store.save({**signable(store, actor, document_id), "signed": signed})
        facts = {"document": document_id, "sha256": signed["sha256"], "size": signed["size"]}
        chain.append(
            store, actor, "signed_copy", at, facts,
            chain=document["region"], task=document["task"], rakor=document["rakor"],
        )  # fmt: skip
    return saved


def _original(archive: HashedFiles, sha256: str) -> bytes:
    """The issued PDF, without which nothing can be said about its copy."""
    try:
        return archive.read(sha256)
    except OSError:
        sentence = "PDF aslinya hilang atau berubah di arsip. Minta admin memulihkannya dari cadangan dahulu."
        raise Invalid({"file": sentence}) from None


def signable(store: Store, actor: Actor, document_id: int) -> Record:
    """The document, for one who may store its signed copy."""
    document = store.get("document", document_id)
    if document is None or not may_see(actor, document):
        raise NotFound("Dokumen itu tidak ada, atau bukan dari kabupaten/kota Anda.")
    if not may_keep_signed(actor, document, office_of(store, document)):
        raise NotAllowed("PDF ber-TTE hanya dapat disimpan untuk naskah yang berlaku, oleh kantor yang menerbitkannya.")
    return document


def office_of(store: Store, document: Record) -> Record:
    """The office whose paper it is."""
    office = store.get("office", document["office"])
    if office is None:
        raise NotFound("Kantor dari dokumen itu tidak ada.")
    return office


def check_signed(content: bytes) -> None:
    """Raises ``Invalid`` unless the bytes are a sound, open PDF with a signature in it."""
    if not content.startswith(b"%PDF-"):
        raise Invalid({"file": "Berkas itu bukan PDF. Pilih PDF yang sudah ditandatangani."})
    if len(content) > MOST_BYTES:
        raise Invalid({"file": f"PDF itu terlalu besar: paling besar {MOST_BYTES // 1024**2} MB."})
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Invalid({"file": LOCKED})
            found = bool(len(pdf.pages)) and any(_is_signature(value, len(content)) for value in _values(pdf))
    except pikepdf.PasswordError:
        raise Invalid({"file": LOCKED}) from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RecursionError):
        raise Invalid({"file": "PDF itu rusak atau tidak lengkap. Unduh lagi hasil tanda tangannya."}) from None
    if not found:
        raise Invalid({"file": UNSIGNED})


LOCKED = "PDF itu terkunci kata sandi. Simpan hasil tanda tangan yang tidak dikunci."
UNSIGNED = (
    "PDF itu belum memuat tanda tangan elektronik. Pilih berkas hasil tanda tangan, bukan yang diunduh dari Tuntas."
)


def _values(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What the fields of the PDF's form hold; a signature is one of them."""
    form = pdf.Root.get("/AcroForm")
    waiting = [(field, 0) for field in _array(form, "/Fields")]
    for _ in range(MOST_FIELDS):
        if not waiting:
            return
        field, depth = waiting.pop()
        if isinstance(field, pikepdf.Dictionary):
            yield field.get("/V")
            if depth < DEEPEST:
                waiting += [(kid, depth + 1) for kid in _array(field, "/Kids")]


def _array(value: Any, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, pikepdf.Dictionary) else None
    return list(found)[:MOST_FIELDS] if isinstance(found, pikepdf.Array) else []


def _is_signature(value: Any, size: int) -> bool:
    """A signature dictionary names the bytes that it covers, all within the file."""
    if not isinstance(value, pikepdf.Dictionary) or "/Contents" not in value:
        return False
    covered = _array(value, "/ByteRange")
    if len(covered) != 4:
        return False
    start, length, later, rest = (int(number) for number in covered)
    return start == 0 and 0 < length < later and rest > 0 and later + rest <= size
