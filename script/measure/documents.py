"""One report of the demo as a Word+PDF pair, beside LibreOffice and headless Chromium on the same content."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from documents.issue.rendering import Pictures
from documents.pdf import html
from documents.pdf import writer as pdf
from documents.report.blocks import Report
from documents.report.frozen import from_data
from documents.word import writer as word
from script.measure.clock import median, met, once, seconds, table, used
from script.measure.contents import issued, of_each_kind
from script.measure.rivals import CHROMIUM, FLAGS, chromium, libreoffice

TIMES = 9


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, pictures = issued(folder)
        (folder / "content.json").write_text(json.dumps(data), encoding="utf-8")
        composed = from_data(data)
        report = pdf.settled(composed, pictures)
        docx = folder / "laporan.docx"
        page = folder / "laporan.html"
        page.write_text(html.page(report), encoding="utf-8")
        warm_word = _warm(lambda: word.write(report, pictures))
        warm_pdf = _warm(lambda: pdf.write(report, pictures))
        docx.write_bytes(word.write(report, pictures))
        ours = warm_word + warm_pdf
        figures = {
            "Tuntas: Word and PDF, cold (a new process)": once(lambda: _cold(folder)),
            "Tuntas: Word and PDF, warm": ours,
            "– of this the Word file": warm_word,
            "– of this the PDF (PDF/A-3a and PDF/UA-1)": warm_pdf,
            "Tuntas: both, when its pages are set first": warm_word + _warm(lambda: pdf.written(composed, pictures)),
            "LibreOffice: PDF of the same Word file, cold": median(lambda: _libreoffice(docx, folder), 3),
            "LibreOffice: PDF of the same Word file, warm": libreoffice(docx, TIMES).seconds,
            "Chromium: PDF of the same HTML, cold": median(lambda: _chromium(page, folder), 3),
            "Chromium: PDF of the same HTML, warm": _chromium_warm(page),
        }
    rows = [(what, seconds(value), f"{value / ours:.2f}") for what, value in figures.items()]
    return "Nota dinas and Laporan of one task\n\n" + table(("what", "time", "ratio to our warm pair"), rows)


def setting() -> str:
    """What it takes to decide how close papers are set, beyond making their PDF."""
    with tempfile.TemporaryDirectory() as name:
        reports, pictures = of_each_kind(Path(name))
        shares = sorted((_share(report, pictures), report.kind) for report in reports)
    (most, kind), middle = shares[-1], statistics.median(share for share, _ in shares)
    return (
        f"How close papers are set\n\n{len(shares)} papers of the demo, processor time beyond that of the PDF, as a "
        f"multiple of it: {middle:.2f} in the middle, {most:.2f} at most ({kind}; target 1): {met(most <= 1)}."
    )


def _share(composed: Report, pictures: Pictures) -> float:
    report = pdf.settled(composed, pictures)
    spent = [
        (used(lambda: pdf.written(composed, pictures)), used(lambda: pdf.write(report, pictures))) for _ in range(3)
    ]
    alone = min(one for _, one in spent)
    return max(0.0, min(one for one, _ in spent) / alone - 1)


def _warm(make) -> float:
    make()
    return median(make, TIMES)


def _cold(folder: Path) -> None:
    program = (
        "import json, sys; from documents.pdf import writer as pdf; from documents.word import writer as word; "
        "from documents.report.frozen import from_data; r = from_data(json.load(open(sys.argv[1]))); "
        "word.write(r, None); pdf.write(r, None)"
    )
    subprocess.run([sys.executable, "-c", program, str(folder / "content.json")], check=True)  # noqa: S603 - our own words only


def _libreoffice(docx: Path, folder: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(docx)], check=True, capture_output=True)  # noqa: S603 - our own words only


def _chromium(page: Path, folder: Path) -> None:
    command = [CHROMIUM, "--headless", *FLAGS, f"--user-data-dir={folder}/chromium", f"--print-to-pdf={folder}/c.pdf"]
    subprocess.run([*command, str(page)], check=True, capture_output=True)  # noqa: S603 - our own words only


def _chromium_warm(page: Path) -> float:
    with chromium() as measure:
        return measure(page, TIMES).seconds
