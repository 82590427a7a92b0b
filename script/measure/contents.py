"""What the bench writes: a matrix of any length, a report with six large photos, a report of the demo."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from app import create_app
from documents.issue.rendering import Pictures
from documents.report.blocks import Column, Report, Row, Section, Table, Title
from documents.report.frozen import from_data
from documents.report.photographs import Photo, Photos
from workflow.kinds import Kind

_COLUMNS = (
    Column("No.", 10, "center"), Column("Kabupaten/Kota", 38), Column("Butir Hasil", 70), Column("Tindak Lanjut", 70),
    Column("Tahap", 30), Column("Batas Waktu", 28), Column("Keterangan", 40),
)  # fmt: skip
_TEXT = (
    "melakukan koordinasi penyusunan naskah kesepakatan kemitraan dengan dunia usaha dan lembaga kesejahteraan sosial"
)
_WORDS = _TEXT.split()
WHEN = "2026-11-09T02:00:00+00:00"


def issued(folder: Path) -> tuple[dict[str, Any], Pictures]:
    """The frozen content of a report of the demo, and where its pictures are."""
    app = create_app(folder / "instance", NOW=lambda: datetime(2026, 11, 9, 2, 0, tzinfo=UTC))
    parts = app.extensions["tuntas"]
    document = parts.store.find("document", type="laporan", limit=1)[0]
    return parts.publisher.content(document["id"]), parts.evidence.read


def of_each_kind(folder: Path, most: int = 3) -> tuple[list[Report], Pictures]:
    """Reports of the demo as they were frozen, ``most`` of each kind, and where their pictures are."""
    app = create_app(folder / "instance", NOW=lambda: datetime(2026, 11, 9, 2, 0, tzinfo=UTC))
    parts = app.extensions["tuntas"]
    chosen = [document for kind in Kind for document in parts.store.find("document", type=kind.value, limit=most)]
    return [from_data(parts.publisher.content(document["id"])) for document in chosen], parts.evidence.read


def matrix(rows: int, seed: int = 0) -> Report:
    """Landscape, seven columns, some 130 characters a row; another ``seed`` gives other words."""
    table = Table(_COLUMNS, tuple(_row(n, seed) for n in range(1, rows + 1)), "Rekap tindak lanjut", "small")
    section = Section((Title(("REKAP TINDAK LANJUT",)), table), "F4", True, (15, 15, 15, 20), "of")
    return Report("rekap", "Rekap tindak lanjut", (section,), WHEN)


def _row(n: int, seed: int) -> Row:
    def said(step: int) -> str:
        return " ".join(_WORDS[(n * step + i + seed) % len(_WORDS)] for i in range(6))

    return Row((str(n), "Kabupaten Bireuen", said(1), said(3), "Dilaporkan", "15 Des 2026", "Menunggu Sekdis"))


def with_photos(names: list[str]) -> Report:
    """A report that shows stored photos by their names."""
    items = tuple(Photo(name, f"Foto {n}.", "Rapat koordinasi", "Orang-orang") for n, name in enumerate(names, 1))
    return Report("pelaksanaan", "Dokumentasi", (Section((Title(("DOKUMENTASI",)), Photos(items))),), WHEN)


def large_photo(seed: int) -> bytes:
    """A JPEG of 12 megapixels and some 4 MB, as a phone takes it."""
    noise = Image.effect_noise((1000, 750), 40 + seed).resize((4000, 3000), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT))).save(
        out, "JPEG", quality=95
    )
    return out.getvalue()
