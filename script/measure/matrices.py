"""A monitoring matrix of 50 to 2,000 rows in both formats: time, memory, and how both grow.

``growth`` is the exponent between the first and the last size that was measured: 1 is a straight line.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from documents.pdf import html
from documents.report.fonts import prepared
from documents.word import writer as word
from script.measure.clock import met, seconds, table
from script.measure.contents import matrix
from script.measure.rivals import Figure, chromium, libreoffice

SIZES = (50, 200, 500, 2_000)
OURS = {
    "word": "Tuntas: Word",
    "docxtpl": "docxtpl: Word",
    "pdf": "Tuntas: PDF (PDF/A-3a and PDF/UA-1)",
    "laid out": "the same PDF, each cell laid out by WeasyPrint",
}
TIMES = {50: 7, 200: 5, 500: 3, 2_000: 1}
WORD_TARGET, GROWTH_TARGET, MEMORY_TARGET = 0.15, 0.9, 250
LAID_OUT_TARGETS = {500: 0.15, 2_000: 0.12}
Figures = dict[str, dict[int, Figure]]


def run() -> str:
    found: Figures = {OURS[way]: {n: _own(way, n) for n in SIZES} for way in OURS}
    found |= _rivals()
    head = ("what", *(f"{n:,} rows" for n in SIZES), "growth")
    rows = [(what, *(_cell(figures, n) for n in SIZES), f"{growth(figures):.2f}") for what, figures in found.items()]
    return "\n\n".join(["Matrix", table(head, rows), *_verdicts(found)])


def _own(way: str, rows: int) -> Figure:
    command = [sys.executable, "-m", "script.measure.one", way, str(rows), str(TIMES[rows])]
    said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603 - our own words only
    return Figure(said["wall"], said["peak"], said["user"])


def _rivals() -> Figures:
    plain, tagged = "LibreOffice, warm: PDF", "LibreOffice, warm: PDF/A-3 and PDF/UA"
    browser = "Chromium, warm: PDF (no PDF/A)"
    found: Figures = {plain: {}, tagged: {}, browser: {}}
    with tempfile.TemporaryDirectory() as name, chromium() as in_chromium:
        for n in SIZES:
            docx, page = Path(name) / f"{n}.docx", Path(name) / f"{n}.html"
            docx.write_bytes(word.write(matrix(n), None))  # type: ignore[arg-type] - no pictures in it
            page.write_text(html.page(prepared(matrix(n))), encoding="utf-8")
            found[plain][n] = libreoffice(docx, TIMES[n])
            found[tagged][n] = libreoffice(docx, TIMES[n], "tagged")
            found[browser][n] = in_chromium(page, TIMES[n])
    return found


def growth(figures: dict[int, Figure]) -> float:
    first, last = min(figures), max(figures)
    return math.log(figures[last].seconds / figures[first].seconds) / math.log(last / first)


def _cell(figures: dict[int, Figure], rows: int) -> str:
    figure = figures[rows]
    return seconds(figure.seconds) + (f", {figure.peak:.0f} MB" if figure.peak else "")


def _verdicts(found: Figures) -> list[str]:
    """Each target with what was found."""
    word_time = found[OURS["word"]][2_000].seconds
    ours = found[OURS["pdf"]]
    rivals = {w: figures[500] for w, figures in found.items() if w.startswith(("LibreOffice", "Chromium"))}
    laid = found[OURS["laid out"]]
    shares = {n: ours[n].seconds / laid[n].seconds for n in LAID_OUT_TARGETS}
    return [
        f"Word, 2,000 rows: {seconds(word_time)} (target {WORD_TARGET} s): {met(word_time < WORD_TARGET)}.",
        *(
            f"PDF, {n:,} rows: {share:.3f} of what is laid out (target {LAID_OUT_TARGETS[n]}): "
            f"{met(share <= LAID_OUT_TARGETS[n])}."
            for n, share in shares.items()
        ),
        f"PDF, 500 rows: {seconds(ours[500].seconds)}, of it {seconds(ours[500].user)} processor time.",
        *(
            f"PDF, 500 rows, beside {what}: {ours[500].seconds / rival.seconds:.2f} of its time (target below 1): "
            f"{met(ours[500].seconds < rival.seconds)}."
            for what, rival in rivals.items()
        ),
        f"PDF, 2,000 rows: {ours[2_000].peak:.0f} MB (target {MEMORY_TARGET} MB): "
        f"{met(ours[2_000].peak < MEMORY_TARGET)}.",
        f"PDF, growth: {growth(ours):.2f} (target {GROWTH_TARGET}): {met(growth(ours) <= GROWTH_TARGET)}.",
    ]
