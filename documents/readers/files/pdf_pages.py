"""The words and ruled cells of a PDF with their places, by pdfplumber, in a process of its own: a small file can unfold
to any size in it, and a damaged one makes it fail in any way.

``python -m documents.readers.files.pdf_pages`` takes the file from its input and writes JSON; see ``own_process.py``.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from documents.package import BROKEN, HEAVY, Allowance
from documents.readers.files.bounds import MOST_LETTERS_OF_WORD
from documents.readers.files.own_process import Said, answer, asked

LOCKED, LONG = "locked", "long"
MOST_PAGES = 150
MOST_EDGES = 2_500  # lines of one page: more are a drawing, not a table
_BOLD = re.compile(r"(?i)bold|black|heavy|demi|-bd\b|,bd\b")
_SHEET = re.compile(r"\b(?:Calc|Excel)\b")
_SAME_LINE = 3  # points
_COLUMNS = 3  # lines that end at one place when they are those of columns
_GAP = 0.1  # of the letters' size, that no two letters of a word are apart
_ASKEW = 0.05  # how much a line of letters may rise
LONGEST = 500  # letters of a title


def pages_of(content: bytes) -> Said:
    """What the process says of a file: see ``_told``."""
    return asked(__name__, content)


def _told(content: bytes) -> Said:
    """``pages``, each with ``width`` and ``height``, ``words`` (see ``_word``), ``tables`` (each a list of cells: left,
    top, right, bottom), ``drawn`` (there are too many lines for tables) and ``pictures`` (how many). All places are
    points from the top left corner. ``title`` is that of a paper of ours, "" of any other file; ``sheet``: a
    spreadsheet was printed."""
    warnings.simplefilter("ignore")
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            if len(document.pages) > MOST_PAGES:
                return {"refused": LONG}
            letters = Allowance(MOST_LETTERS_OF_WORD)
            return {"pages": [_page(page, letters) for page in document.pages], **_about(document.metadata)}
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return {"refused": LOCKED}
    except PdfminerException as failure:
        return {"refused": _reason(failure.args[0] if failure.args else None)}


def _reason(failure: object) -> str:
    """Of what pdfplumber wraps, whatever it is."""
    if isinstance(failure, MemoryError):
        return HEAVY
    return LOCKED if isinstance(failure, PDFPasswordIncorrect | PDFEncryptionError) else BROKEN


def _about(facts: dict[str, Any]) -> Said:
    by, made = (str(facts.get(name) or "") for name in ("Creator", "Producer"))
    title = str(facts.get("Title") or "")[:LONGEST] if made.startswith("WeasyPrint") else ""
    return {"title": title, "sheet": bool(_SHEET.search(by))}


def _page(page: Page, letters: Allowance) -> Said:
    upright = page.filter(_shown)
    found = upright.extract_words(return_chars=True, y_tolerance=_SAME_LINE)
    letters.take(sum(len(word["text"]) for word in found))
    drawn = len(page.edges) > MOST_EDGES
    tables = [] if drawn else upright.find_tables({"explicit_horizontal_lines": _open_ends(page.edges)})
    cells = [cell for table in tables for cell in table.cells]
    words = [_word(part) for word in found for part in _parted(word, cells)]
    said = {
        "width": float(page.width), "height": float(page.height), "words": words, "drawn": drawn,
        "tables": [[_points(cell) for cell in table.cells] for table in tables], "pictures": len(page.images),
    }  # fmt: skip
    page.close()
    return said


def _open_ends(edges: list[dict[str, Any]]) -> list[float]:
    """Where the columns of a table end and no line closes it, as some programs leave them at the end of a page."""
    closed = [float(edge["top"]) for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    ends = Counter(round(float(edge[side])) for edge in upright for side in ("top", "bottom"))
    often = (place for place, count in ends.items() if count >= _COLUMNS)
    return [place for place in often if all(abs(place - line) > _SAME_LINE for line in closed)]


def _shown(thing: dict[str, Any]) -> bool:
    """Without letters that stand askew: a mark across the page is no part of its text."""
    if thing["object_type"] != "char":
        return True
    along, across = thing["matrix"][:2]
    return bool(thing.get("upright", True)) and abs(across) <= _ASKEW * abs(along)


def _points(box: tuple[float, float, float, float]) -> list[float]:
    return [round(float(place), 1) for place in box]


def _parted(word: dict[str, Any], cells: list[tuple[float, float, float, float]]) -> list[dict[str, Any]]:
    """The word, parted where a line between two cells stands in a gap of it: a number at the right of its cell is no
    part of the text that begins in the next one, however near. What spills over a line has no gap there."""
    middle, chars = (word["top"] + word["bottom"]) / 2, word["chars"]
    lines = {box[0] for box in cells if box[1] <= middle <= box[3] and word["x0"] < box[0] < word["x1"]}
    cuts = [at for at in range(1, len(chars)) if lines and _gap_at(chars[at - 1], chars[at], lines)]
    if not cuts:
        return [word]
    parts = [chars[begin:end] for begin, end in pairwise([0, *cuts, len(chars)])]
    return [
        {**word, "chars": part, "text": "".join(c["text"] for c in part), "x0": part[0]["x0"], "x1": part[-1]["x1"]}
        for part in parts
    ]


def _gap_at(one: dict[str, Any], two: dict[str, Any], lines: set[float]) -> bool:
    wide = two["x0"] - one["x1"] > _GAP * one["size"]
    return wide and any(one["x1"] <= line <= two["x0"] for line in lines)


def _word(word: dict[str, Any]) -> list[Any]:
    """Text, left, top, right, bottom, size of its letters, whether all of them are bold."""
    chars = word["chars"]
    box = _points((word["x0"], word["top"], word["x1"], word["bottom"]))
    bold = all(_BOLD.search(str(char.get("fontname", ""))) for char in chars)
    return [word["text"], *box, round(float(chars[0]["size"]), 1), bold]


if __name__ == "__main__":
    answer(_told)
