"""Where the lines of a cell end, as Pango ends them, counted from the widths of the letters alone.

Good for text without kerning, in one face, read from the left; ``Face.shows`` tells which that is. Asking Pango for
each line takes a third of the time of a long table.
"""

from __future__ import annotations

import functools
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator

from fontTools.ttLib import TTFont

from documents.report import whole
from documents.report.fonts import face

SCALE = 1024  # Pango's units to a pixel
# Between these letters a line ends at a blank and nowhere else; whatever else a text holds, Pango is asked. It ends
# none behind "( ", nor between a quotation mark and a bracket, though there be a blank.
_BLANKS_ONLY = re.compile(r"(?:[A-Za-z0-9À-ÖØ-öø-ÿ .,:;)_*&@=+]|\((?! ))*")
_DIRECTED = frozenset(("R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "PDF", "LRI", "RLI", "FSI", "PDI"))


class Face:
    """One face at one size (pixels): how wide its letters are, and how a text is broken to a width."""

    def __init__(self, name: str, size: float) -> None:
        with TTFont(io.BytesIO(face(name)), lazy=True) as font:
            advances, self.per_em = font["hmtx"], font["head"].unitsPerEm
            cmap = font.getBestCmap()
            self.glyphs = {chr(code): font.getGlyphID(glyph) for code, glyph in cmap.items()}
            self.advances = {chr(code): advances[glyph][0] for code, glyph in cmap.items()}
            up, down = font["hhea"].ascent / self.per_em, -font["hhea"].descent / self.per_em
            over, thick = font["OS/2"].yStrikeoutPosition / self.per_em, font["OS/2"].yStrikeoutSize / self.per_em
        self.size, self.up, self.down = size, up * size, down * size
        self.strike = over * size, thick * size  # the middle of the line over the baseline, and how thick it is
        whole = int(size * SCALE)  # Pango is told the size in whole units, and rounds a half up
        self._units = {char: int(wide * whole / self.per_em + 0.5) for char, wide in self.advances.items()}
        self._plain = frozenset(filter(_plain, self.glyphs))
        self._found: dict[tuple[str, int, float], tuple[str, ...]] = {}

    def shows(self, text: str) -> bool:
        """Whether every letter is of this face, stands for itself and is read from the left."""
        return self._plain.issuperset(text)

    def width(self, text: str) -> float:
        """In pixels, on one line."""
        return self._wide(text) / SCALE

    def lines(self, text: str, width: float, most: float = 0) -> tuple[str, ...]:
        """The lines of a text without line ends, ``width`` in pixels; none of an empty one. ``most`` as of
        ``whole.stays``.

        A line ends where it may; a word wider than a line is broken anywhere.
        """
        room = int(max(0.0, width) * SCALE)
        key = text, room, most
        if key not in self._found:
            self._found[key] = tuple(self._broken(re.sub(" +", " ", text).strip(" "), room, most))
        return self._found[key]

    def _wide(self, text: str) -> int:
        units = self._units
        return sum([units[char] for char in text])

    def _broken(self, text: str, room: int, most: float) -> Iterator[str]:
        parts, at = _parts(text, most), 0
        while at < len(parts):
            first, wide = at, 0
            while at < len(parts) and wide + self._wide(parts[at].rstrip(" ")) <= room:
                wide += self._wide(parts[at])
                at += 1
            if at > first:
                yield "".join(parts[first:at]).rstrip(" ")
                continue
            rest = "".join(parts[at:])
            fits = self._fitting(parts[at].rstrip(" "), room)
            yield rest[:fits].rstrip(" ")
            parts, at = _rest(rest[fits:].lstrip(" "), most), 0

    def _fitting(self, word: str, room: int) -> int:
        wide = 0
        for at, char in enumerate(word):
            wide += self._units[char]
            if wide > room:
                return max(at, 1)
        return len(word)


@functools.cache
def at_size(name: str, size: float) -> Face:
    """The face ``name`` of ``documents/report/fonts.py`` at ``size`` pixels."""
    return Face(name, size)


def _plain(char: str) -> bool:
    return not unicodedata.combining(char) and unicodedata.bidirectional(char) not in _DIRECTED


def _parts(text: str, most: float) -> list[str]:
    """The pieces between which a line may end; each with the blanks behind it."""
    if _BLANKS_ONLY.fullmatch(text):
        return re.findall(r" *[^ ]+ *| +", text)
    return _cut(whole.words(text, most))


def _cut(told: list[tuple[str, bool]]) -> list[str]:
    """The pieces as Pango has them, but for the words that stay whole: words and whether they do."""
    found: list[str] = []
    for together, group in itertools.groupby(told, lambda one: one[1]):
        piece = "".join(word for word, _ in group)
        if piece == whole.PLACE:
            continue
        if together:
            found.append(piece)
            continue
        after = piece.lstrip(" ") if found else piece
        if found:
            found[-1] += piece[: len(piece) - len(after)]
        found += _asked(after)
    return found


def _rest(text: str, most: float) -> list[str]:
    """What is left behind a word that was broken. Its rest is asked about anew, together with what follows, since
    Pango, too, is given no more."""
    word, blank, others = text.partition(" ")
    return _cut([(word + blank, False), *whole.words(others, most)])


@functools.lru_cache(maxsize=16384)
def _asked(text: str) -> list[str]:
    from weasyprint.text.line_break import get_log_attrs

    if not text:
        return []
    attributes = get_log_attrs(text, "id")
    ends = [at for at in range(1, len(text)) if attributes[at].is_line_break]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
