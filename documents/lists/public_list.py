"""What everybody may read of a rakor, as a CSV with a row for each kabupaten/kota and as JSON: the same numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from documents.lists.listing import Field, Listing
from workflow.indicator.public_figures import HIDDEN, SHOWN, Public, Row, heading
from workflow.lks.kinds import FEW

JSON_MEDIA = "application/json"
TASKS = {
    "total": "Tugas", "draft": "Draf", "reported": "Dilaporkan ke pimpinan", "implemented": "Dilaksanakan",
    "impossible": "Tidak dapat ditindaklanjuti", "late": "Terlambat",
}  # fmt: skip
_KEYS = {
    "total": "tugas", "draft": "draf", "reported": "dilaporkan", "implemented": "dilaksanakan",
    "impossible": "tidak_dapat_ditindaklanjuti", "late": "terlambat",
}  # fmt: skip
NOTES = {
    "tugas": "Tugas yang dibagikan kepada kabupaten/kota, menurut tahapnya sekarang.",
    "terlambat": "Tugas yang masih dipegang kabupaten/kota sesudah batas waktunya.",
    "<5": "Kurang dari lima LKS. Indikator pada baris Aceh lalu menghitung yang tertulis saja.",
    HIDDEN: "Tidak dibuka, karena angka itu, atau selisihnya dengan LKS tercatat, kurang dari lima.",
    "null": "Tidak ada yang tercatat, atau tidak ada yang dapat dijumlahkan.",
}


def source(public: Public, *, sample: bool) -> str:
    """ "catatan Tuntas Dinas Sosial Aceh per 30/11/2026"; of a sample that it is none of the office's."""
    said = f"catatan Tuntas Dinas Sosial Aceh per {date.fromisoformat(public.day):%d/%m/%Y}"
    return f"CONTOH, bukan data resmi: {said}" if sample else said


def listing(rakor: Mapping[str, Any], public: Public, *, sample: bool) -> Listing:
    """Of the rows of ``public``, with Aceh as the last one. ``rakor`` gives its title."""
    return Listing(
        "Tindak lanjut rakor",
        (
            Field("Kode wilayah", 9, lambda row: row.code),
            Field("Kabupaten/kota", 26, partial(_named, public)),
            *(Field(words, 9, partial(_count, name)) for name, words in TASKS.items()),
            *(Field(heading(code), 13, partial(_figure, code)) for code in SHOWN),
            Field("Keadaan per", 12, lambda row: date.fromisoformat(public.day)),
            Field("Sumber", 40, lambda row: source(public, sample=sample)),
            Field("Sumber penduduk", 24, lambda row: " ".join(map(str, _people(public).values()))),
            Field("Arti tanda", 60, _signs),
            Field("Rakor", 40, lambda row: rakor["title"]),
        ),
    )


def csv_of(rakor: Mapping[str, Any], public: Public, *, sample: bool) -> bytes:
    return listing(rakor, public, sample=sample).content([*public.rows, public.of_all], "csv")


def _named(public: Public, row: Row) -> str:
    return f"{row.name} (indikator: yang tertulis saja)" if public.few and row is public.of_all else row.name


def _count(name: str, row: Row) -> int:
    counted: int = getattr(row.tasks, name)
    return counted


def _figure(code: str, row: Row) -> Decimal | str | None:
    return row.figures[code]


def _signs(row: Row) -> str:
    """What stands for a number that is not told, in the rows that have it."""
    return " ".join(f"{sign}: {NOTES[sign]}" for sign in (f"<{FEW}", HIDDEN) if sign in row.figures.values())


def _people(public: Public) -> dict[str, Any]:
    """Source and year of the inhabitants; {} where there is no table of them."""
    told = public.population
    return {"sumber": told["source"], "tahun": told["year"]} if told else {}


def json_of(rakor: Mapping[str, Any], public: Public, *, sample: bool) -> bytes:
    """UTF-8. ``rakor`` gives its title and days, and nothing else."""
    said = {
        "rakor": {"judul": rakor["title"], "mulai": rakor["start"], "selesai": rakor["end"]},
        "keadaan_per": public.day,
        "sumber": source(public, sample=sample),
        "contoh": sample,
        "penduduk": _people(public) or None,
        "ukuran": {code: {"nama": heading(code), "arti": words} for code, words in SHOWN.items()},
        "arti": NOTES,
        "wilayah": [_said(row) for row in public.rows],
        "aceh": _said(public.of_all),
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _said(row: Row) -> dict[str, Any]:
    return {
        "kode": row.code, "nama": row.name, **{_KEYS[name]: _count(name, row) for name in _KEYS},
        "indikator": {code: _plain(number) for code, number in row.figures.items()},
    }  # fmt: skip


def _plain(number: Decimal | str | None) -> int | float | str | None:
    if isinstance(number, Decimal):
        return int(number) if number.as_tuple().exponent == 0 else float(number)
    return number
