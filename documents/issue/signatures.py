"""The electronic signatures in a PDF, examined with pyHanko: who, when, what they cover, whether it was changed since.

Whether a certificate may be believed is not asked: that takes the certificates of those who issue them, and the
network, which is never used here. A certificate that somebody made at home passes as well; whoever tells of this has to
say so.
"""

from __future__ import annotations

import io
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from workflow.clock import stamp

MOST_SIGNATURES = 8
MOST_NAME = 120  # letters of a name that is shown
# What pyHanko and the readers of ASN.1 below it raise over a damaged signature.
_FAULTS = (PdfError, SignatureValidationError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError)


@dataclass(frozen=True)
class Signed:
    """``name`` is what the certificate calls the signer, ``at`` the time that the signing program wrote (UTC, or "").

    ``intact``: what it covers is as it was signed. ``covers``: the whole issued PDF is in it. ``last``: nothing but
    further signatures stands behind it.
    """

    name: str
    at: str
    intact: bool
    covers: bool
    last: bool

    @property
    def sound(self) -> bool:
        return self.intact and self.covers and self.last


def signatures(content: bytes, issued: int) -> list[Signed]:
    """Those of the file, in the order in which they were made; ``issued`` is how many bytes of it are the issued PDF,
    0 when it does not begin with that. A signature that cannot be read at all is one without name, and not intact."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it tells traces of files that strangers send
    with ThreadPoolExecutor(1) as thread:  # pyHanko starts an event loop, for which there must be none already
        return thread.submit(_signatures, content, issued).result()


def _signatures(content: bytes, issued: int) -> list[Signed]:
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        ends = [int(one.byte_range[2]) + int(one.byte_range[3]) for one in reader.embedded_signatures]
        found = reader.embedded_regular_signatures[:MOST_SIGNATURES]
    except _FAULTS:
        return []
    to_the_end = max(ends, default=0) == len(content)  # or another program may read what is not seen here
    return [_examined(one, issued, to_the_end) for one in found]


def _examined(signature: EmbeddedPdfSignature, issued: int, to_the_end: bool) -> Signed:
    try:
        context = ValidationContext(trust_roots=[], allow_fetching=False)
        status = validate_pdf_signature(signature, signer_validation_context=context)
        first, length, *_ = (int(number) for number in signature.byte_range)
        whole = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
        last = status.coverage is SignatureCoverageLevel.ENTIRE_FILE or bool(to_the_end and status.docmdp_ok)
        at = signature.self_reported_timestamp
        return Signed(
            _name(signature), stamp(at) if at else "", bool(status.intact and status.valid),
            whole and first == 0 and bool(issued) and length >= issued, last,
        )  # fmt: skip
    except _FAULTS:
        return Signed("", "", intact=False, covers=False, last=False)


def _name(signature: EmbeddedPdfSignature) -> str:
    said = signature.signer_cert.subject.native
    name = said.get("common_name", "")
    return " ".join(str(name).split())[:MOST_NAME]
