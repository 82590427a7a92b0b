"""What a user would take instead, kept warm: LibreOffice over UNO, headless Chromium over its own protocol."""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from script.measure.clock import median

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


class Figure(NamedTuple):
    """Median seconds, the most memory of its process in MB, and seconds of processor time (0: not measured)."""

    seconds: float
    peak: float = 0
    user: float = 0


def libreoffice(docx: Path, times: int, *how: str) -> Figure:
    """PDF of a Word file; ``how`` may say "tagged": PDF/A-3 and PDF/UA, as ours are."""
    program = Path(__file__).with_name("libreoffice.py")
    command = ["/usr/bin/python3", str(program), str(docx), str(times), *how]
    said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603 - our own words only
    return Figure(statistics.median(said["seconds"]), said["peak"])


@contextmanager
def chromium() -> Iterator[Callable[[Path, int], Figure]]:
    """Gives a function that measures the PDF of an HTML file in one browser that stays open."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page()

        def measure(page: Path, times: int) -> Figure:
            def make() -> None:
                tab.goto(page.as_uri())
                tab.pdf(prefer_css_page_size=True)

            make()
            return Figure(median(make, times))

        yield measure
        browser.close()
