"""PDFs that were really signed, with a certificate of our own making that nobody has to believe."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.world.signing import signed

AT = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)


@cache
def signer(name: str) -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = made.Name([made.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        made.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(7).not_valid_before(AT - timedelta(days=9)).not_valid_after(AT + timedelta(days=9999))
        .add_extension(made.KeyUsage(True, True, *[False] * 7), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return signers.SimpleSigner(
        x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(key.private_bytes(*form)), SimpleCertificateStore(),
    )  # fmt: skip


def in_a_thread(work: Callable[[], Any]) -> Any:
    """In a thread of its own: pyHanko starts an event loop, and a browser of another test may have one running here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def really_signed(pdf: bytes, name: str, field: str = "TTE") -> bytes:
    """Signed once more, behind the bytes that were there."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    fields.append_signature_field(writer, fields.SigFieldSpec(field))
    out = io.BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=field)
    in_a_thread(lambda: signers.sign_pdf(writer, meta, signer=signer(name), output=out))
    return out.getvalue()


def part_signed(pdf: bytes, name: str) -> bytes:
    """With a sound signature over a part of the file alone."""
    digest = hashlib.sha256(pdf[:100] + pdf[200:500]).digest()
    made_of = in_a_thread(lambda: asyncio.run(signer(name).async_sign(digest, "sha256")))
    return signed(pdf, made_of.dump())
