"""Which texts are set ragged because a justified line of theirs would be torn: so few words, so wide apart.

Paragraphs and points are justified and not hyphenated, so that a long word or number that goes to the next line leaves
a hole in the one before it. Both writers are told the same, and end the lines of a ragged text where they ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.report import measures, whole
from documents.report.blocks import Block, Font, NumberedList, Paragraph, Section
from documents.report.fonts import faces_of, width_of

WIDEST = 3  # a blank grows to so many times its width
JUSTIFIED = ("indent", "flush", "lead-in")
_BLANKS, _AFTER_STROKE = re.compile(r"[ \t]+"), re.compile(r"(?<=[/–-])")


@dataclass(frozen=True)
class _Setting:
    """Letters and width (mm) of a text, and how much less its first line has."""

    name: str
    size: float
    room: float
    first: float = 0

    def width(self, text: str) -> float:
        return width_of(text, self.size, self.name)


def ragged(section: Section, font: Font) -> Section:
    """The section, each text of it that would be torn marked as one that is not justified; of a handout all are."""
    if section.handout:
        return replace(section, blocks=tuple(map(_left, section.blocks)))
    return replace(section, blocks=tuple(_marked(block, section, font) for block in section.blocks))


def _left(block: Block) -> Block:
    return replace(block, ragged=True) if isinstance(block, Paragraph | NumberedList) else block


def _marked(block: Block, section: Section, font: Font) -> Block:
    name, letters = faces_of(font)[0], measures.letters(section)
    if isinstance(block, Paragraph) and block.variant in JUSTIFIED:
        room = measures.text_width(section) - measures.INDENTS[block.level]
        first = measures.FIRST_LINE if block.variant == "indent" else 0
        return replace(block, ragged=is_torn(block.text, _Setting(name, letters.text or 12, room, first)))
    if isinstance(block, NumberedList) and not block.ragged:
        room = measures.text_width(section) - measures.INDENTS[block.level + 1]
        setting = _Setting(name, letters.points or 12, room)
        return replace(block, torn=tuple(at for at, item in enumerate(block.items) if is_torn(item, setting)))
    return block


def is_torn(text: str, setting: _Setting) -> bool:
    """Whether a line of the text, justified, would have blanks of more than ``WIDEST`` times their width."""
    blank = setting.width(" ")
    for line, room in _full_lines(text, setting):
        blanks = len(re.findall(r"[ \u00a0]", line))
        if blanks and room - setting.width(line) > (WIDEST - 1) * blank * blanks:
            return True
    return False


def _full_lines(text: str, setting: _Setting) -> Iterator[tuple[str, float]]:
    """The lines that are justified, each with its room: all but those before an end of the text's own."""
    room = setting.room - setting.first
    for passage in text.split("\n"):
        line = ""
        for piece in pieces(passage):
            while line and setting.width((line + piece).rstrip(" ")) > room:
                yield line.rstrip(" "), room
                line, room = "", setting.room
            line += piece
            while setting.width(line.rstrip(" ")) > room and len(line) > 1:
                line = line[_fitting(line, setting, room) :]
                room = setting.room
        room = setting.room


def pieces(passage: str) -> Iterator[str]:
    """What no line ends inside of, each with the blank after it."""
    for word in _BLANKS.split(passage.strip()):
        parts = [word] if whole.stays(word) else [part for part in _AFTER_STROKE.split(word) if part]
        yield from parts[:-1]
        yield from (f"{part} " for part in parts[-1:])


def _fitting(word: str, setting: _Setting, room: float) -> int:
    """How many letters of a word that no line holds stand on this one."""
    return next((at for at in range(len(word), 1, -1) if setting.width(word[:at]) <= room), 1)
