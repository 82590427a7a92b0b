"""What a process that makes documents does: from a frozen content to the bytes of its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from documents.apart.process import Answer, serve
from documents.issue import rendering
from documents.pdf import writer as pdf
from documents.report import fonts
from documents.report.blocks import Column, Meta, Paragraph, Report, Row, Section, SignatureBlock, Signer, Table, Title
from documents.report.frozen import to_data
from workflow.evidence.where_kept import hashed

_PARAGRAPH = Paragraph("Naskah untuk pemanasan: huruf tegak, tebal, dan tabel.", "indent")
WARM_UP = Report(
    "pemanasan", "Pemanasan",
    (
        Section((
            Title(("NASKAH",), "NOMOR 1"), Meta((("Hal", ("Pemanasan",)),)), _PARAGRAPH,
            Table((Column("No.", 10), Column("Isi", 90)), (Row(("1", "isi")),), "Pemanasan"),
            _PARAGRAPH, SignatureBlock((Signer(("KETUA,",), name="Nama"),)),
        )),
    ),
    "2026-01-01T00:00:00+00:00", "DRAF", "Contoh", "AAAA-AAAA-AAAA", "https://tuntas.example/cek/AAAA-AAAA-AAAA",
)  # fmt: skip


def prepared(instance: Path, files: str) -> Answer:
    fonts.keep_in(instance / "faces")
    _warm_up()
    pictures = hashed(instance, files, "evidence").read

    def answer(facts: Mapping[str, Any], body: bytes) -> bytes:
        return rendering.rendered(json.loads(body), facts["ext"], pictures)

    return answer


def _warm_up() -> None:
    """Everything that the first document would wait for: libraries, faces, templates, the parsed style sheet."""
    data = to_data(WARM_UP)
    for ext in rendering.WRITERS if pdf.ready() else ("docx", "xlsx"):
        rendering.rendered(data, ext, _no_picture)


def _no_picture(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)


if __name__ == "__main__":
    serve(prepared)
