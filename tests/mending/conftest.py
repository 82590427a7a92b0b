"""Sheets of tables that were pasted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from documents.readers.check_sheet import sheet_of
from documents.readers.reading import read_pasted

HEAD = ["No", "Hasil Rakor", "Rencana Tindak Lanjut", "Kab/Kota", "Penanggung Jawab", "Batas Waktu"]
RAKOR = {"title": "Rakor LKS", "start": "2026-09-18", "end": "2026-09-19"}


@pytest.fixture
def pasted() -> Callable[..., dict[str, Any]]:
    def made(*rows: list[str], mapping: Any = None) -> dict[str, Any]:
        text = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in [HEAD, *rows])
        return sheet_of(read_pasted(text, mapping=mapping), RAKOR)

    return made
