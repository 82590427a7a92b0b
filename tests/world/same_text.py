"""Reads the text of a paper's body from its PDF and from its Word file, as the plain lines of its report give it.

The PDF's text is cut to the text area of each page, in the order in which it was drawn; the Word's is read with its
list numbers counted. Blanks are dropped on both sides, for a long word may break anywhere.
"""

from __future__ import annotations

import io
import itertools
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from documents.pdf import writer as pdf
from documents.report import measures
from documents.report.blocks import Report, Section, Table
from documents.report.charts import Drawn
from documents.report.fonts import prepared
from documents.report.phrases import item_marker
from documents.report.shared_heads import head_texts
from documents.report.whole import UNSEEN
from documents.word import writer as word
from documents.word.elements import W
from tests.world import plain_lines
from tests.world import report_samples as samples

ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufefc]")


def folded(text: str) -> str:
    """Without blanks and pdftotext's direction marks. With Arabic in it a PDF is drawn in the order of the eye, not of
    the mouth, so that only the letters can be compared."""
    text = re.sub(r"[\s\u202a-\u202e]+", "", text)
    # Brackets turn over with the direction they are read in.
    return "".join(sorted(text.replace(")", "("))) if ARABIC.search(text) else text


def spoken(report: Report) -> str:
    return folded("".join(plain_lines.lines(report)))


def is_parted(report: Report) -> bool:
    """Whether a row is so tall that pages part it: then its cells are in the PDF page by page, and only the letters
    can be compared."""
    report = prepared(report)
    tables = [(b, measures.text_height(s)) for s in report.sections for b in s.each if isinstance(b, Table)]
    return any(measures.is_tall(table, row, height) for table, height in tables for row in table.rows)


def word_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body, numbering = (etree.fromstring(archive.read(f"word/{n}.xml")) for n in ("document", "numbering"))
    _without_second_heads(body)
    counts: dict[tuple[str, str], int] = {}
    return "".join(_marker(p, numbering, counts) + _text(p) for p in body.iter(W + "p"))


def _without_second_heads(body: etree._Element) -> None:
    """A table in which a page was found to begin is two, whose heads are one."""
    before = None
    for table in body.iter(W + "tbl"):
        named = table.find(f"{W}tblPr/{W}tblDescription")
        name = None if named is None else named.get(W + "val")
        for row in table.findall(W + "tr") if name and name == before else ():
            if row.find(f"{W}trPr/{W}tblHeader") is not None:
                table.remove(row)
        before = name


def _text(paragraph: etree._Element) -> str:
    blank = {W + "br": " ", W + "tab": " ", W + "noBreakHyphen": "-"}
    told = "".join(e.text or "" if e.tag == W + "t" else blank.get(str(e.tag), "") for e in paragraph.iter())
    return UNSEEN.sub("", told)


def _marker(paragraph: etree._Element, numbering: etree._Element, counts: dict[tuple[str, str], int]) -> str:
    found = paragraph.find(f"{W}pPr/{W}numPr")
    if found is None:
        return ""
    ident, level = (found.find(W + tag).get(W + "val") for tag in ("numId", "ilvl"))
    num = next(n for n in numbering.iter(W + "num") if n.get(W + "numId") == ident)
    list_id = num.find(W + "abstractNumId").get(W + "val")
    abstract = next(a for a in numbering.iter(W + "abstractNum") if a.get(W + "abstractNumId") == list_id)
    kind = next(e for e in abstract if e.get(W + "ilvl") == level).find(W + "numFmt").get(W + "val")
    start = int(num.find(f"{W}lvlOverride/{W}startOverride").get(W + "val"))
    counts[ident, level] = counts.get((ident, level), start - 1) + 1
    number = counts[ident, level]
    letter = item_marker("a.", number)
    return {"decimal": f"{number}.", "lowerLetter": letter, "upperLetter": letter.upper(), "bullet": "–"}[kind]


def pdf_text(content: bytes, report: Report, folder: Path) -> str:
    """The text areas of all pages; the head of a table that goes on over a page is read once."""
    target = folder / "naskah.pdf"
    target.write_bytes(content)
    with pikepdf.open(io.BytesIO(content)) as file:
        sheets = [tuple(round(float(v) / 72 * 25.4) for v in page.mediabox[2:]) for page in file.pages]
        if any(isinstance(block, Drawn) for section in report.sections for block in section.blocks):
            _without_figures(file)
            file.save(target)
    sections = {measures.sheet(section): section for section in report.sections}  # a sheet tells the margins
    heads = [_head(b) for s in prepared(report).sections for b in s.each if isinstance(b, Table)]
    text = ""
    for number, page in enumerate(_all_areas(target, sheets, sections), 1):
        for head in heads if number > 1 else ():
            told = re.sub(r"\s+", "", text).count(head)  # by as many tables as begin so
            if head and re.sub(r"\s+", "", page).startswith(head) and told >= heads.count(head):
                page = re.sub(r"\s+", "", page).removeprefix(head)
        text += page
    return text


def _without_figures(file: pikepdf.Pdf) -> None:
    """A drawing is a picture in the Word file; its letters in the PDF, said by the words beside it, are left out."""
    for page in file.pages:
        kept, marks = [], []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BDC", "BMC"):
                marks.append(str(operands[0]))
            if "/Figure" not in marks:
                kept.append((operands, operator))
            if str(operator) == "EMC":
                marks.pop()
        page.Contents = file.make_stream(pikepdf.unparse_content_stream(kept))


def _head(table: Table) -> str:
    numbers = "".join(f"({n})" for n in range(1, len(table.columns) + 1)) if table.column_numbers else ""
    return re.sub(r"\s+", "", "".join(head_texts(table))) + numbers


def _all_areas(target: Path, sheets: Sequence[tuple[int, ...]], sections: Mapping[Any, Section]) -> Iterator[str]:
    """Each page's text, read together as long as the sheet stays the same."""
    first = 1
    for sheet, pages in itertools.groupby(sheets):
        last = first + len(list(pages)) - 1
        yield from areas(target, sections[sheet], "-f", str(first), "-l", str(last))
        first = last + 1


def areas(target: Path, section: Section, *pages: str) -> list[str]:
    """The text area of each page, on the paper of ``section``."""
    top, right, bottom, left = section.margins
    across, down = measures.sheet(section)
    # At 254 dpi a pixel is a tenth of a millimetre.
    box = {"x": left - 12, "y": top - 1, "W": across - left - right + 24, "H": down - top - bottom + 2}
    cut = [item for name, mm in box.items() for item in (f"-{name}", str(round(mm * 10)))]
    command = ["pdftotext", "-raw", "-r", "254", *pages, *cut, str(target), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\f")[:-1]


def agree(report: Report, folder: Path, pictures: Callable[[str], bytes] = samples.picture) -> None:
    wanted = spoken(report)
    assert folded(word_text(word.write(report, pictures))) == wanted
    assert folded(pdf_text(pdf.write(report, pictures), report, folder)) == wanted
