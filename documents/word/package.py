"""The package of a Word file, written without the time of day."""

from __future__ import annotations

import io
import zipfile


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
