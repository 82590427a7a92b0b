"""Offices whose papers are signed electronically, and a service that signs the field they leave."""

from __future__ import annotations

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.stamp import TextStampStyle

from tests.world.really_signed import in_a_thread, signer
from workflow.store import Store

LOOK = TextStampStyle(stamp_text="Ditandatangani oleh %(signer)s", border_width=0, background=None)


def sign_electronically(store: Store, anchor: str = "") -> None:
    """Every office, from now on."""
    for office in store.find("office"):
        store.save({**office, "signed_by": "tte", "tte_anchor": anchor})


def filled(pdf: bytes, name: str, field: str) -> bytes:
    """The field that is there, signed with something that is seen."""
    out = io.BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=field)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))  # strictly read
    by = signers.PdfSigner(meta, signer=signer(name), stamp_style=LOOK)
    in_a_thread(lambda: by.sign_pdf(writer, existing_fields_only=True, output=out))
    return out.getvalue()
