"""The package of a Word file: its pictures numbered through all parts, and written without the time of day."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from documents.word.elements import NS

_MS = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_SHAPES = (f"{{{_MS}Shape}}cNvPr", f"{{{_MS}Group}}cNvPr")


def number_pictures(document: Any) -> None:
    """Word refuses a file in which two pictures, in whichever parts, share an id."""
    count = 0
    parts = [document.part, *(r.target_part for r in document.part.rels.values() if not r.is_external)]
    for part in parts:
        element = getattr(part, "element", None)
        for picture in element.iter(f"{{{NS['wp']}}}docPr", *_SHAPES) if element is not None else ():
            count += 1
            picture.set("id", str(count))
            picture.set("name", f"Gambar {count}")


def same_bytes(source: io.BytesIO) -> bytes:
    """The package again with fixed order, dates and attributes: the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        first = ["[Content_Types].xml", "_rels/.rels"]
        for name in [*first, *sorted(set(old.namelist()) - set(first))]:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o600 << 16
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".jpg", ".jpeg")) else zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name), compresslevel=6)
    return out.getvalue()
