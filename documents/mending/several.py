"""Several things in one text: "a. …; b. …", "1) … 2) …", lines, or what semicolons part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from documents.report.language import enumerated, in_words

MOST, FEWEST_WORDS = 30, 2
_MARK = re.compile(r"(?:(?<=\s)|^)(?:\(([a-z]|[0-9]{1,2})\)|([a-z]|[0-9]{1,2})([.)]))\s+(?=\S)", re.MULTILINE)
_BULLET = re.compile(r"(?m)^[^\S\n]*[-–—•·*▪●○➢✓][^\S\n]+")
_BEGINS = re.compile(r"(?:dan|serta|atau)\s+")
_ENDS = re.compile(r"[\s;,]*(?:(?:;|,|\n)\s*(?:dan|serta|atau))?[\s;,]*$")


@dataclass(frozen=True)
class Several:
    """``pieces`` with the words that stand before all of them; ``marks`` as written ("a."), none where lines or
    semicolons part them; ``how`` they are parted, in words."""

    pieces: tuple[str, ...]
    marks: tuple[str, ...] = ()
    how: str = ""

    @property
    def question(self) -> str:
        return f"Ada {in_words(len(self.pieces))} hal dalam satu butir{self.how}".rstrip(".") + "."


def several(text: str) -> Several | None:
    """What a text says one after another; None when it says one thing."""
    for way in (_marked, _bulleted, _lines, _semicolons):
        found = way(text)
        if found and 2 <= len(found.pieces) <= MOST and all(len(piece) > 2 for piece in found.pieces):
            return found
    return None


def _marked(text: str) -> Several | None:
    """Letters or numbers from the first on, each in its turn; other marks between them belong to their piece."""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if _place(mark) == len(marks) + 1 and (not marks or _kind(mark) == _kind(marks[0])):
            marks.append(mark)
    if len(marks) < 2:
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    said = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    if not all(part.strip(" ;,.\n") for part in said):
        return None
    written = tuple(mark[0].strip() for mark in marks)
    return Several(_led(text[: marks[0].start()], said), written, f": {enumerated(written)}")


def _place(mark: re.Match[str]) -> int:
    said = mark[1] or mark[2]
    return int(said) if said.isdigit() else ord(said) - ord("a") + 1


def _kind(mark: re.Match[str]) -> tuple[bool, str]:
    return (mark[1] or mark[2]).isdigit(), mark[3] or "()"


def _bulleted(text: str) -> Several | None:
    first, *said = _BULLET.split(text)
    return Several(_led(first, said), (), ", masing-masing dengan tanda di depannya") if len(said) > 1 else None


def _lines(text: str) -> Several | None:
    """Lines that are sentences of their own, not one sentence that was broken."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    ended = all(line[-1] not in ":,-" for line in lines[:-1])
    whole = all(line[0].isupper() and len(line.split()) >= FEWEST_WORDS for line in lines)
    return Several(_led("", lines), (), ", sebaris masing-masing") if len(lines) > 1 and ended and whole else None


def _semicolons(text: str) -> Several | None:
    said = [part for part in text.split(";") if part.strip()]
    long = all(len(part.split()) >= FEWEST_WORDS for part in said)
    return Several(_led("", said), (), ", dipisah titik koma") if len(said) > 1 and long else None


def _led(lead: str, said: list[str]) -> tuple[str, ...]:
    """Each piece by itself, with the words that led to all of them."""
    before = " ".join(lead.split())
    begin: Callable[[str], str] = (lambda piece: f"{before} {piece}") if before else _capital
    return tuple(begin(_BEGINS.sub("", _ENDS.sub("", part).strip())) for part in said)


def _capital(piece: str) -> str:
    return piece[:1].upper() + piece[1:]
