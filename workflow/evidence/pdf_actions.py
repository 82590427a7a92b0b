"""Does a PDF carry something that runs, sends or hides: a script, an action that starts something, a file inside?"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pikepdf

ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"}
KEYS = ("/JS", "/JavaScript", "/EF", "/EmbeddedFiles")
DEEPEST = 20  # of what is written inside one object


def is_active(pdf: pikepdf.Pdf) -> bool:
    return any(_acts(found, 0) for found in pdf.objects)


def _acts(found: Any, depth: int) -> bool:
    """Looks at what is written in this object; others that it names are looked at in their turn."""
    if isinstance(found, pikepdf.Stream | pikepdf.Dictionary):
        if any(key in found for key in KEYS) or str(found.get("/S", "")) in ACTIONS:
            return True
        parts = [part for _, part in found.items()]
    elif isinstance(found, pikepdf.Array):
        parts = list(found)
    else:
        return False
    inner = [part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect]
    return bool(inner) and (depth >= DEEPEST or any(_acts(part, depth + 1) for part in inner))


def carries_more(content: bytes) -> bool:
    """Whether the file goes on behind the end of the PDF, or is a ZIP to whoever takes it for one."""
    end = content.rfind(b"%%EOF")
    return end < 0 or bool(content[end + 5 :].strip(b"\0\x1a \t\r\n\f")) or zipfile.is_zipfile(io.BytesIO(content))
