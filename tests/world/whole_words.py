"""Which ordinary words and amounts of a paper a file of it prints in two: one continued on the next line."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

from documents.report.blocks import Report
from documents.report.fonts import prepared
from documents.report.roomy import LONGEST
from documents.report.whole import JOINER
from tests.world import plain_lines

_ENDS = re.compile(r"[\s/–\u2010\u2011-]+")  # where a line may end
_WORD = re.compile(r"[(\"'<]*(?:[^\W\d_]+(?:['.][^\W\d_]+)*|(?:Rp)?\d[\d.,]*)[)\"'.,;:>]*")
_ADDRESS = re.compile(r"\S*//\S*")
_NOTHING = re.compile(f"[{JOINER}\u2060\u200b\u202a-\u202e]")


def broken(report: Report, content: bytes, folder: Path) -> list[str]:
    """The words that the report says more often than the PDF ``content`` has them whole. Jawi is drawn in the order of
    the eye, and a longer word than the language has any may be broken."""
    (folder / "words.pdf").write_bytes(content)
    told = subprocess.run(["pdftotext", "-raw", folder / "words.pdf", "-"], capture_output=True, text=True, check=True)
    there = _words(told.stdout)
    said = _words("\n".join(plain_lines.lines(prepared(report))))
    return sorted(word for word, times in said.items() if len(word) <= LONGEST and there[word] < times)


def _words(text: str) -> Counter[str]:
    text = _NOTHING.sub("", _ADDRESS.sub(" ", unicodedata.normalize("NFC", text)))
    return Counter(word for word in _ENDS.split(text) if word.isprintable() and _WORD.fullmatch(word))
