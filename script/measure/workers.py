"""Our two worker processes at work: pairs a second, one pair's time from the page's side, and six large photos."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from documents.apart.workers import Limits
from documents.issue.rendering import SETTING, Apart, set_as
from documents.pdf import writer as pdf
from documents.report.frozen import from_data, to_data
from script.measure.clock import median, once, seconds, table
from script.measure.contents import issued, large_photo, with_photos
from workflow.evidence.taking_in import EvidenceFolder

PAIRS = 40
PAIR_TARGET, RATE_TARGET = 0.18, 10


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        new, pictures = issued(folder)
        data = to_data(pdf.settled(from_data(new), pictures))
        workers = Apart(folder, 2, Limits(patience=120))
        _pair(workers, data)
        _pairs(workers, data, 8)
        one = median(lambda: _pair(workers, data), 15)
        first = median(lambda: _new(workers, new), 15)
        rate = statistics.median(PAIRS / once(lambda: _pairs(workers, data, PAIRS)) for _ in range(3))
        photos = _photos(workers, folder)
        workers.close()
    rows = [
        ("a pair, as a page waits for it (both files at once)", seconds(one), f"≤ {PAIR_TARGET} s"),
        ("a new pair: its pages set, its PDF, then its Word file", seconds(first), "–"),
        ("pairs a second, two workers", f"{rate:.1f}", f"≥ {RATE_TARGET}"),
        *photos,
    ]
    return "Two warm workers\n\n" + table(("what", "found", "target"), rows)


def _pair(workers: Apart, data: dict[str, Any]) -> None:
    _pairs(workers, data, 1)


def _new(workers: Apart, data: dict[str, Any]) -> None:
    """As the publisher orders them."""
    told = workers.collect(workers.submit(data, SETTING, urgent=True), urgent=True)
    decided = set_as(data, json.loads(told.split(b"\n", 1)[0]))
    workers.collect(workers.submit(decided, "docx", urgent=True), urgent=True)


def _pairs(workers: Apart, data: dict[str, Any], count: int) -> None:
    orders = [workers.submit(data, ext, urgent=True) for _ in range(count) for ext in ("pdf", "docx")]
    for order in orders:
        workers.collect(order, urgent=True)


def _photos(workers: Apart, folder: Path) -> list[tuple[str, str, str]]:
    evidence = EvidenceFolder(folder / "evidence")
    taken = [large_photo(n) for n in range(6)]
    start = time.perf_counter()
    names = [evidence.take(photo, "foto.jpg").sha256 for photo in taken]
    spent = time.perf_counter() - start
    data = to_data(with_photos(names))
    total = sum(map(len, taken)) / 1e6
    _pair(workers, data)
    return [
        (f"taking in six photos of {total:.0f} MB together, once", seconds(spent), "–"),
        ("Word and PDF with the six photos", seconds(median(lambda: _pair(workers, data), 5)), "–"),
    ]
