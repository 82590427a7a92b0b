"""A PDF as a signing service gives it back."""

from __future__ import annotations

import io
import struct

import pikepdf


def signed(issued: bytes, contents: bytes = b"\0") -> bytes:
    """As a signing service gives it back: a form field with a signature, written behind the issued bytes.

    ``contents`` is what is said to sign bytes 0 to 100 and 200 to 500, a part of the file alone."""
    with pikepdf.open(io.BytesIO(issued)) as pdf:
        root, catalog = pdf.Root.objgen[0], pdf.Root.unparse(resolved=True).decode("latin-1").rstrip()
        size = int(pdf.trailer.Size)
    bodies = {
        root: f"{catalog[:-2]} /AcroForm << /Fields [{size} 0 R] /SigFlags 3 >> >>",
        size: f"<< /FT /Sig /T (TTE) /V {size + 1} 0 R >>",
        size + 1: "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 100 200 300] "
        f"/Contents <{contents.hex()}> >>",
    }
    out, rows, index = bytearray(issued), b"", ""
    for ident, body in bodies.items():
        rows += struct.pack(">BIH", 1, len(out), 0)
        index += f"{ident} 1 "
        out += f"{ident} 0 obj\n{body}\nendobj\n".encode("latin-1")
    at, before = len(out), int(issued[issued.rindex(b"startxref") + 9 :].split()[0])
    out += (
        f"{size + 2} 0 obj\n<< /Type /XRef /Size {size + 3} /Root {root} 0 R /Prev {before} /W [1 4 2] "
        f"/Index [{index}] /Length {len(rows)} >>\nstream\n"
    ).encode() + rows
    return bytes(out) + f"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n".encode()
