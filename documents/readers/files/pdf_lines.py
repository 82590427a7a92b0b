"""Words with their places as lines, and lines as the paragraphs that somebody wrote.

A PDF says where each word stands and nothing else. That a line goes on in the next one is told by what a writer of
lines does: a word that would still have fitted was put on a new line on purpose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from documents.readers.files.docx_text import SYMBOLS
from documents.readers.values.numbered import marked

_BLANK = 0.25  # width of a blank, in sizes of its letters
_WIDER = 0.35  # sizes by which the gap before a paragraph is wider than that between lines
_COLUMN = 1.2  # sizes of a blank that no justified line has
_INDENT = 10  # points
_SAME = 3  # points: two lines begin at one place
_OTHER_SIZE = 1.5  # points
_ENDED = re.compile(r"[.;:!?,)]$|\b(?:dan|serta|atau)$")
_SENTENCE = re.compile(r"[.;:!?]$")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_AT_SLASH = re.compile(r"\S/$")
_DIGITS = re.compile(r"\d[.,]?$")
_LETTER = 1.6  # widths of a usual letter: few are wider
_NARROW = 5  # letters of a column that is too narrow for words
_TWICE = 2
# Words of up to three letters; any other end of so few letters belongs to the word before it.
_SHORT_WORDS = frozenset((
    "ada", "adm", "agr", "aja", "bab", "bin", "bpk", "cq", "dan", "dg", "dgn", "di", "dkk", "dll", "dr", "dsb", "dst",
    "dua", "hal", "hak", "ibu", "ini", "isi", "itu", "jam", "kab", "kec", "ke", "kel", "les", "mau", "non", "olh",
    "pak", "pd", "per", "pra", "rp", "rt", "rw", "sbb", "sd", "se", "sdm", "sub", "tak", "tgl", "thd", "tim", "tsb",
    "tua", "uji", "utk", "wib", "yg",
))  # fmt: skip
_SHORTEST, _ALIKE = 2, 3  # letters of a part of a word; by which two words are one word said twice
_PRIVATE = re.compile("[\uf000-\uf0ff]")


class Word(NamedTuple):
    """A word with its place on the page, in points from the top left corner, and how its letters look."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """``begins`` is the width of its first word; ``page`` counts from 1; ``columns``: the pieces that wide blanks part
    it into."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    begins: float
    page: int
    columns: int


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The lines from top to bottom; one without any sign that has a letter is none."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.middle[1], one.left)):
        now = rows[-1][0] if rows else None
        if now is not None and now.top <= word.middle[1] <= now.bottom:
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = (_line(sorted(row, key=lambda one: one.left), page) for row in rows)
    return [line for line in lines if line.text]


def _line(words: list[Word], page: int) -> Line:
    text = " ".join(_PRIVATE.sub(lambda sign: SYMBOLS.get(ord(sign[0]) & 0xFF, ""), word.text) for word in words)
    first, last = words[0], words[-1]
    return Line(
        text.strip(),
        first.left,
        min(word.top for word in words),
        last.right,
        max(word.bottom for word in words),
        max(word.size for word in words),
        all(word.bold for word in words),
        first.right - first.left,
        page,
        1 + sum(b.left - a.right > _COLUMN * b.size for a, b in zip(words, words[1:], strict=False)),
    )


def fits(before: Line, after: Line, right: float) -> bool:
    """Whether the first word of a line would still have stood on the one before, which may reach to ``right``."""
    return before.right + _BLANK * before.size + after.begins <= right - 1


@dataclass(frozen=True)
class Column:
    """Where lines stand that are read together: they reach to ``right``, and ``gap`` is between two of one paragraph.
    ``words`` are those of the whole file, by which a broken one is known. Over the ``middle`` of a page every line
    goes that goes on: what stands beside it is a date or a signature. A cell has none.
    """

    right: float
    gap: float
    words: Counter[str] = field(default_factory=Counter)
    middle: float | None = None

    def holds(self, lines: Sequence[Line], after: Line) -> bool:
        """Whether a line goes on with the paragraph of ``lines``."""
        head, before = lines[0], lines[-1]
        if _marks(after, head, before, full=not fits(before, after, self.right)):
            return False
        if abs(before.size - after.size) > _OTHER_SIZE or before.bold != after.bold:
            return False
        apart = after.top - before.bottom if before.page == after.page else 0
        aside = self.middle is not None and not before.left < self.middle < before.right
        short = aside or fits(before, after, self.right)
        if apart > self.gap + _WIDER * before.size or short:
            return False
        inward, outward = after.left - before.left, head.left - after.left
        if inward > _INDENT and marked(head.text)[0] is None and _SENTENCE.search(before.text):
            return False
        return outward <= _INDENT or (before is head and not _SENTENCE.search(before.text))

    def text_of(self, lines: Sequence[Line]) -> str:
        """The text of a paragraph. A hyphen at the end of a line stays where it joins a word that is said twice
        ("lembaga-lembaga"), a name or a number, and goes where it only parts a word; a word that was too long for its
        column was broken without one."""
        out = lines[0].text
        for before, after in zip(lines, lines[1:], strict=False):
            hyphen = _HYPHENATED.search(out)
            if hyphen and (out[-1] == "\u00ad" or not _is_kept(hyphen[1], after.text)):
                out = out[:-1] + after.text
            else:
                out += ("" if hyphen or _AT_SLASH.search(out) or self._broken(before, after) else " ") + after.text
        return out

    def _broken(self, before: Line, after: Line) -> bool:
        """Whether a line ends within a word: it is one word alone, and had no room for one more letter."""
        part = after.text.split(" ")[0]
        if " " in before.text or self.right - before.right > _LETTER * after.begins / len(part) + 1:
            return False
        if part[0] in ".,;)" or (_DIGITS.search(before.text) and re.match(r"[.,]?\d", part)):
            return True
        return part[0].islower() and before.text[-1].isalpha() and self._is_part(before.text, part)

    def _is_part(self, before: str, part: str) -> bool:
        """What stands elsewhere in the file, too, is a word; so are a few short ones."""
        if self.words[bare_word(before + part)]:
            return True
        first, rest = bare_word(before), bare_word(part)
        if len(first) <= _ALIKE or len(rest) <= _ALIKE:
            return not before.isupper() and not {first, rest} & _SHORT_WORDS
        return len(first) <= _NARROW and self.words[first] < _TWICE and self.words[rest] < _TWICE


def _marks(after: Line, head: Line, before: Line, *, full: bool) -> bool:
    """Whether the number or dash that a line begins with is that of a point, and not a part of its sentence."""
    if marked(after.text)[0] is None:
        return False
    among = marked(head.text)[0] is not None and abs(after.left - head.left) <= _SAME
    return among or not full or bool(_ENDED.search(before.text)) or abs(after.left - before.left) > _SAME


def gap_of(lines: Sequence[Line]) -> float:
    """Between two lines of one paragraph: a quarter up from the narrowest, since there are wider ones between two."""
    gaps = sorted(b.top - a.bottom for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page)
    return max(gaps[len(gaps) // 4], 0) if gaps else 0


def paragraphs_in(lines: Sequence[Line], column: Column) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    held: list[Line] = []
    for line in lines:
        if held and not column.holds(held, line):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def bare_word(word: str) -> str:
    """A word in small letters without the signs around it."""
    return word.strip(".,;:()[]“”\"'").lower()


def _is_kept(before: str, after: str) -> bool:
    first = re.match(r"[^\W\d_]*", after)
    word = first[0] if first else ""
    if len(before) < _SHORTEST or not word or not word[0].islower() or before.isupper():
        return True
    one, two = before.lower(), word.lower()
    return two[: _ALIKE + 1] in one or two.startswith(one[:_ALIKE]) or one.endswith(two[-_ALIKE:])
