"""Files of offices read in: a 600-row Excel beside openpyxl walking every cell, and a bomb sent away."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

from script.measure.clock import median, seconds, table

ROWS, TIMES = 600, 9
_HEADS = (
    "No", "Hasil Rakor", "Tindak Lanjut", "Indikator/Output", "Penanggung Jawab", "Pihak Terkait", "Batas Waktu",
    "Anggaran", "Kab/Kota", "Keterangan",
)  # fmt: skip
_PLACES = ("Kab. Bireuen", "Kota Langsa", "Dinsos Kab. Pidie Jaya", "seluruh kab/kota")
_TEXT = "Dinas sosial kabupaten/kota memfasilitasi pendaftaran ulang LKS yang tanda daftarnya berakhir, bagian {}"


def run() -> str:
    ours, plain = (_apart(way) for way in ("excel", "openpyxl"))
    bomb = _apart("bomb")
    rows = [
        (
            f"Excel, {ROWS} rows", seconds(ours["wall"]), seconds(plain["wall"]),
            f"{ours['wall'] / plain['wall']:.2f}", "≤ 1.5", f"{ours['peak']:.0f} MB",
        ),
        (f"a bomb of {len(_bomb()) // 1000} kB", seconds(bomb["wall"]), "–", "–", "< 0.2 s", f"{bomb['peak']:.0f} MB"),
    ]  # fmt: skip
    head = ("what", "Tuntas", "openpyxl walking every cell", "ratio", "target", "most memory (target < 200 MB)")
    return "Files of offices\n\n" + table(head, rows)


def _apart(way: str) -> dict[str, float]:
    """In a process of its own: the median of seconds, and the most memory."""
    done = subprocess.run(  # noqa: S603 - our own module, no words from outside
        [sys.executable, "-m", "script.measure.intake", way],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(_HEADS)
    for number in range(1, ROWS + 1):
        first = number % 3 == 1
        outcome = (str(number // 3 + 1), _TEXT.format(number)) if first else (None, None)
        sheet.append((
            *outcome, f"Melayani pendaftaran ulang nomor {number}", "100% LKS terdaftar ulang", "Kabid",
            "DPMPTSP; Camat", f"{number % 28 + 1} September 2023", 15_000_000 + number, _PLACES[number % 4], "",
        ))  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w") as part:
            for _ in range(52):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def _excel(content: bytes) -> None:
    from documents.readers.reading import read_file

    if len(read_file("daftar.xlsx", content).tasks) != ROWS:
        raise AssertionError("not every row was read")


def _openpyxl(content: bytes) -> None:
    import openpyxl

    for row in openpyxl.load_workbook(io.BytesIO(content), data_only=True).active.iter_rows():
        for cell in row:
            _ = cell.value


def _refused(content: bytes) -> None:
    from documents.readers.reading import read_file
    from documents.readers.unreadable import Unreadable

    try:
        read_file("bom.xlsx", content)
    except Unreadable:
        return
    raise AssertionError("the bomb was opened")


_WAYS = {"excel": (_excel, _workbook), "openpyxl": (_openpyxl, _workbook), "bomb": (_refused, _bomb)}

if __name__ == "__main__":
    act, make = _WAYS[sys.argv[1]]
    content = make()
    act(content)
    wall = median(lambda: act(content), TIMES)
    print(json.dumps({"wall": wall, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
