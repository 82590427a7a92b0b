"""Word files in which somebody typed something else."""

from __future__ import annotations

import io
import zipfile


def with_text(docx: bytes, before: str, after: str) -> bytes:
    """A Word file in which somebody typed something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode())
            new.writestr(entry, content)
    return out.getvalue()
