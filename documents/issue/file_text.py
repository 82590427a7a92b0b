"""The text of a PDF, Word or Excel file that somebody has, as far as it can be read by its letters.

What it meets may be made to harm: in the app this runs in the process that reads what people send. Only text that the
file itself carries is read; what a picture shows is not.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

import pypdfium2
from lxml import etree

from documents.package import BROKEN, Allowance, Limits, Package, Unfit
from documents.readers.files.sniffing import kind_of_package
from documents.readers.files.unreadable import Unreadable
from documents.readers.files.xlsx import read_xlsx
from documents.report.whole import UNSEEN
from workflow.offices.number_patterns import ALPHABET

PDFIUM = threading.Lock()  # it is not made for threads
MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES, MOST_LETTERS, MOST_CODES = 400, 2_000_000, 3
LIMITS = Limits(MOST_BYTES, members=1_500, unpacked=60 * 1024**2, ratio=100, part=20 * 1024**2)
NO_PAPER = "Berkas itu tidak dapat dibaca sebagai PDF, Word, atau Excel."
_CODE = re.compile(rf"(?<![A-Z0-9])[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}(?![A-Z0-9])")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HIDDEN = re.compile(r"0|false|off")
_ENDS = {f"{_W}{name}" for name in ("p", "br", "tab", "cr")}
_AROUND = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")


def text_of(content: bytes) -> dict[str, Any]:
    """``kind`` ("pdf", "docx", "xlsx"), the ``text`` in the order of the file, and the first check ``codes`` in it.

    Of Word the body alone is ``text``; the heads and feet of its pages and its notes are ``around``, in no order that
    would mean anything. Raises ``Unreadable``.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(NO_PAPER)
    try:
        kind, text, around = _pdf(content) if content.startswith(b"%PDF-") else _office(content)
    except (Unfit, pypdfium2.PdfiumError) as failure:
        raise Unreadable(NO_PAPER) from failure
    return {
        "kind": kind,
        "text": text,
        "around": around,
        "codes": list(dict.fromkeys(_CODE.findall(text + around)))[:MOST_CODES],
    }


def _pdf(content: bytes) -> tuple[str, str, str]:
    left, pages = Allowance(MOST_LETTERS), []
    with PDFIUM, pypdfium2.PdfDocument(content) as document:
        if len(document) > MOST_PAGES:
            raise Unreadable(NO_PAPER)
        for page in document:
            text = page.get_textpage()
            left.take(text.count_chars())
            pages.append(text.get_text_bounded())
    return "pdf", "\n".join(pages), ""


def _office(content: bytes) -> tuple[str, str, str]:
    if not content.startswith(b"PK"):
        raise Unfit(BROKEN)  # what holds a paper (a mail, a program that unpacks itself) is none
    package = Package(content, LIMITS)
    kind, main = kind_of_package(package)
    if kind == "docx":
        around = "\n".join(_words(package.tree(name)) for name in package.names if _AROUND.fullmatch(name))
        return kind, _words(package.tree(main)), around
    grids = read_xlsx(package, main).grids
    return kind, "\n".join(cell.text for grid in grids for row in grid.rows for cell in row.cells), ""


def _words(part: etree._Element) -> str:
    text = "".join(_pieces(part))
    Allowance(MOST_LETTERS).take(len(text))
    return text


def _pieces(element: etree._Element) -> Iterator[str]:
    """The letters of a part in their order. What Word shows only where it cannot show the rest, and what it does not
    show at all, is left out."""
    unseen = (*element.iter(_FALLBACK), *filter(_is_hidden, element.iter(f"{_W}r")))
    skipped = {inner for one in unseen for inner in one.iter()}
    for found in element.iter():
        if found in skipped:
            continue
        if found.tag == f"{_W}t":
            yield UNSEEN.sub("", found.text or "")
        elif found.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif found.tag in _ENDS:
            yield "\n"


def _is_hidden(run: etree._Element) -> bool:
    said = run.find(f"{_W}rPr/{_W}vanish")
    return said is not None and not _HIDDEN.fullmatch(said.get(f"{_W}val", ""))
