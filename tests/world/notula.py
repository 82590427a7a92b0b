"""A notula made from its lines, and how it is read: with automatic lists (1, 2, 3, 4) of the kinds that offices use."""

from __future__ import annotations

from documents.package import Package
from documents.readers.files.docx import read_docx
from documents.readers.result import Reading
from documents.readers.word import read_word
from tests.world.word_maker import LIMITS, abstract, level, num, para, word_file

LISTS = (
    abstract(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
    + abstract(2, level(0, "lowerLetter", "%1."))
    + abstract(3, level(0, "bullet", "-"))
    + num(1, 1)
    + num(2, 2)
    + num(3, 3)
    + num(4, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
)


def read(*blocks: str) -> Reading:
    """Plain words are paragraphs."""
    body = "".join(b if b.startswith("<w:") else para(b) for b in blocks)
    return read_word(read_docx(Package(word_file(body, numbering=LISTS), LIMITS)))


def outcomes(*blocks: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(o.no, o.text, o.sub) for o in read(*blocks).outcomes]


def bold(text: str) -> str:
    return para(text, bold=True)
