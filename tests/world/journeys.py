"""People at their browsers, and the files that they fetch, read back."""

from __future__ import annotations

import io
import re
import subprocess
from contextlib import ExitStack
from pathlib import Path

from docx import Document
from playwright.sync_api import Browser, Page

from documents.report.whole import UNSEEN
from tests.world.browser import window


class People:
    """The three roles, each in a browser window of their own, at one size, with or without JavaScript."""

    def __init__(self, windows: ExitStack, browser: Browser, base: str, size: str, script: bool) -> None:
        self.base = base
        self.dinsos, self.chair, self.sekdis = (
            self._enter(name, windows.enter_context(window(browser, size, java_script_enabled=script)).new_page())
            for name in ("dinsos.aceh", "ketua.bireuen", "sekdis.bireuen")
        )

    def _enter(self, account: str, page: Page) -> Page:
        page.goto(f"{self.base}/masuk")
        page.locator(f"button[value='{account}']").click()
        return page


def press(page: Page, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name, exact=True).locator("visible=true").first.click()


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"[name='{name}']").locator("visible=true").first.fill(text)


def downloads(page: Page, row: str, folder: Path) -> tuple[str, str]:
    """(text of the Word file, text of the PDF) of the document in the row that says ``row``."""
    texts = []
    for kind in ("Word", "PDF"):
        link = page.get_by_role("link", name=re.compile(f"Unduh {kind}: {row}")).first
        with page.expect_download() as arriving:
            link.click()
        path = folder / arriving.value.suggested_filename
        arriving.value.save_as(path)
        texts.append(folded(word_text(path) if kind == "Word" else pdf_text(path)))
    return texts[0], texts[1]


def word_text(path: Path) -> str:
    body = Document(io.BytesIO(path.read_bytes())).element.body
    said = {"t": "", "br": " ", "p": " ", "tab": " ", "noBreakHyphen": "-"}
    names = ((node, node.tag.rpartition("}")[2]) for node in body.iter())
    return " ".join(UNSEEN.sub("", node.text or said[name]) for node, name in names if name in said)


def pdf_text(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout


def folded(text: str) -> str:
    """Only letters and digits count: lines break elsewhere in the two files."""
    return re.sub(r"\W", "", text)


def says(texts: tuple[str, str], *wanted: str) -> None:
    for text in texts:
        for words in wanted:
            assert folded(words) in text, words
