"""Lists of LKS read in: 600 rows as a province, the ministry and a kabupaten keep them, beside openpyxl walking the
same cells in its read-only mode and understanding none of them. Seconds of the processor.

Seven lists of each, every one read once: texts that were seen are remembered, and a second reading would flatter.
"""

from __future__ import annotations

import gc
import io
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from script.measure.clock import seconds, table

ROWS, MORE, LISTS = 600, 2_400, 7
Made = Iterator[tuple[Any, ...]]
_WORDS = ("Dayah", "Blang", "Baroh", "Tunong", "Cot", "Pulo", "Krueng", "Alue", "Paya", "Matang", "Jangka", "Keude")
_PLACES = ("KAB. BIREUEN", "KABUPATEN PIDIE JAYA", "KOTA LANGSA", "KAB. ACEH BESAR", "KOTA BANDA ACEH")
_OF_PROVINCE = (
    "nama_lembaga", "npwp", "tahun_berdiri", "alamat_kota_lembaga", "alamat_kecamatan_lembaga", "alamat_desa_lembaga",
    "alamat_lengkap_lembaga", "alamat_rw_lembaga", "alamat_rt_lembaga", "status_kepemilikan", "no_telp_lembaga",
    "email_lembaga", "nama_pimpinan", "no_hp_pimpinan", "jumlah_klien_pria", "jumlah_klien_perempuan",
    "status_kinerja", "no_sk_kemenkumham", "tanggal_sk", "nama_notaris", "nomor_akta", "tanggal_akta",
    "nomor_STP/STPU_provinsi", "tanggal_STP/STPU_provinsi", "nomor_STP/STPU_kota", "tanggal_STP/STPU_kota",
)  # fmt: skip
_OF_MINISTRY = (
    "id_lembaga", "no_lembaga", "nama_lembaga", "nama_ketua", "alamat_lembaga", "id_kabupaten", "id_akreditasi",
    "nama_layanan", "cluster", "provinsi", "kabupaten", "peringkat", "tahun_pengajuan",
)  # fmt: skip
_OF_KABUPATEN = (
    "No", "Nama LKS", "Alamat", "Nama Ketua", "NIK Ketua", "Nomor Tanda Daftar", "Tanda Daftar Berlaku s.d.",
    "Peringkat Akreditasi", "Akreditasi Berlaku s.d.", "Jumlah Binaan L", "Jumlah Binaan P", "Ket.",
)  # fmt: skip


def run() -> str:
    rows = []
    for name, (heads, _) in _LISTS.items():
        ours, plain = (_apart(name, way) for way in ("tuntas", "openpyxl"))
        ratio, growth = ours["read"] / plain["read"], ours["more"] / ours["read"] / (MORE / ROWS)
        found = (ours["read"], ours["told"], plain["read"])
        what = f"a list of {name}, {ROWS} rows, {len(heads)} columns"
        rows.append((what, *map(seconds, found), f"{ratio:.2f}", f"{growth:.2f}", "< 0.5 s"))
    head = (
        "what",
        "read",
        "with its duplicates",
        "openpyxl",
        "ratio",
        f"a row of {MORE:,} beside one of {ROWS}",
        "target",
    )
    return "Lists of LKS (processor time)\n\n" + table(head, rows)


def _apart(name: str, way: str) -> dict[str, float]:
    """In a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own module, no words from outside
        [sys.executable, "-m", "script.measure.lists_of_lks", name, way],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _day(by_chance: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=by_chance.randrange(365 * (last - first)))


def _written(day: date) -> str:
    from documents.report.language import long_date

    return long_date(day.isoformat())


def _of_province(by_chance: random.Random, rows: int) -> Made:
    for number in range(1, rows + 1):
        village, kecamatan = by_chance.choice(_WORDS), by_chance.choice(_WORDS)
        filed = number % 9 > 0
        legal = (f"AHU-{number:07}.AH.01.04", _day(by_chance, 2005, 2022).isoformat(), "Notaris Contoh", str(number))
        issued = _day(by_chance, 2020, 2026)
        yield (
            f"LKSA Contoh {village} {by_chance.choice(_WORDS)} {number}",
            f"{number // 1000 + 1:02}.{number % 1000:03}.567.8-101.000", 2004,
            _PLACES[number % 5], kecamatan, village, f"Jl. Contoh {number}, Gp. {village}, Kec. {kecamatan}", "-", "-",
            "Masyarakat", f"0644-{number:06}", f"a{number}@contoh.id", f"Contoh {village}, S.Pd.I.",
            f"0812{number:08}", by_chance.randrange(40), by_chance.randrange(40), "1",
            *(legal if filed else [None] * 4), _day(by_chance, 2004, 2020) if filed else None, None, None,
            f"460/{number}/STP/2024", issued if number % 2 else _written(issued),
        )  # fmt: skip


def _of_ministry(by_chance: random.Random, rows: int) -> Made:
    for number in range(1, rows + 1):
        yield (
            str(20_000 + number), str(1_234_500_000 + number),
            f"LKSA CONTOH {by_chance.choice(_WORDS)} {number}".upper(), "CONTOH SATU",
            by_chance.choice(_WORDS).upper(), ("1110", "1118", "1174", "1106", "1171")[number % 5],
            str(31_000 + number), "LKS ANAK DALAM PANTI", "Cluster Anak", "ACEH", _PLACES[number % 5],
            by_chance.choice(("A", "B", "C", "TTA")), by_chance.randrange(2021, 2025),
        )  # fmt: skip


def _of_kabupaten(by_chance: random.Random, rows: int) -> Made:
    for number in range(1, rows + 1):
        village, until = by_chance.choice(_WORDS), _day(by_chance, 2023, 2031)
        yield (
            number, f"LKSA Contoh {village} {by_chance.choice(_WORDS)} {number}",
            f"Gp. {village}, Kec. {by_chance.choice(_WORDS)}", f"Contoh {by_chance.choice(_WORDS)}",
            f"11110101017{number:05}",
            *((f"460/{number}/STP/2024", _written(until)) if number % 5 else ("proses", None)),
            *((by_chance.choice("ABC"), str(until.year)) if number % 3 else ("belum", None)), by_chance.randrange(40),
            by_chance.randrange(40), by_chance.choice(("aktif", "tdk aktif", None)),
        )  # fmt: skip


_LISTS: dict[str, tuple[tuple[str, ...], Callable[[random.Random, int], Made]]] = {
    "a province": (_OF_PROVINCE, _of_province),
    "the ministry": (_OF_MINISTRY, _of_ministry),
    "a kabupaten": (_OF_KABUPATEN, _of_kabupaten),
}


def _workbook(name: str, seed: int, rows: int) -> bytes:
    import openpyxl

    heads, made = _LISTS[name]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(heads)
    for row in made(random.Random(seed), rows):  # noqa: S311 - invented records
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tuntas(content: bytes) -> tuple[float, float]:
    """Seconds of the reading, and of that with its duplicates."""
    from documents.readers.lks.lks_file import read_lks
    from workflow.lks.duplicates import pairs

    start = time.process_time()
    found = read_lks("Daftar LKS Kab. Bireuen.xlsx", content, "2026-11-28")["institutions"]
    read = time.process_time() - start
    pairs(found)
    if len(found) not in (ROWS, MORE):
        raise AssertionError("not every row was read as an institution of its own")
    return read, time.process_time() - start


def _openpyxl(content: bytes) -> tuple[float, float]:
    import openpyxl

    start = time.process_time()
    for row in openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).active.iter_rows():
        for cell in row:
            _ = cell.value
    return time.process_time() - start, 0


def main(name: str, way: str) -> None:
    """Garbage is collected between the lists and not within one, as in our workers."""
    read = {"tuntas": _tuntas, "openpyxl": _openpyxl}[way]
    read(_workbook(name, LISTS + 1, ROWS))
    gc.collect()
    gc.freeze()
    gc.disable()
    spent: dict[int, list[tuple[float, float]]] = {ROWS: [], MORE: []}
    for rows, times in ((ROWS, LISTS), (MORE, 3)):
        for seed in range(times):
            content = _workbook(name, seed, rows)
            gc.collect()
            spent[rows].append(read(content))
    found, told = (statistics.median(one) for one in zip(*spent[ROWS], strict=True))
    print(json.dumps({"read": found, "told": told, "more": statistics.median(one for one, _ in spent[MORE])}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
