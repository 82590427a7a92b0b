"""Whose part of a file a row stands in: the komisi or the kabupaten/kota that a title, a heading or a sheet names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.readers.files.grid import Grid
from documents.readers.values.numbered import marked
from documents.readers.values.places import read_regions

_KOMISI = re.compile(r"(?i)(?:sub ?)?(?:komisi|kelompok|pokja|klaster|desk|bidang|panja)\b.{0,110}")
_SHEET = re.compile(r"lembar (.+)")
_WORD, _ROMAN = re.compile(r"[^\W\d_]{2,}"), re.compile("[IVX]+")
_LONGEST = 120  # letters


@dataclass(frozen=True)
class Group:
    """Both as written, "" where the file names none."""

    commission: str = ""
    region: str = ""

    def within(self, text: str) -> Group | None:
        """This group with what a title below it says; None for a title that names neither."""
        words = marked(" ".join(text.split()))[1].strip(" :")
        if not words or len(words) > _LONGEST:
            return None
        if _KOMISI.fullmatch(words):
            return replace(self, commission=_calm(words))
        codes = read_regions(words)
        return replace(self, region=words) if len(codes.codes) == 1 and not codes.doubt else None


def group_of(grid: Grid, above: int) -> Group:
    """What the sheet's name, the paragraphs before a table and the first ``above`` rows in it say, the last of each."""
    sheet = _SHEET.match(grid.name)
    titles = [*(sheet.groups() if sheet else ()), *grid.before]
    for row in grid.rows[:above]:
        said = [c.text for c in row.cells if c.text.strip() and not c.right]
        titles += said if len(said) == 1 else []
    group = Group()
    for title in titles:
        group = group.within(title) or group
    return group


def _calm(words: str) -> str:
    """ "KOMISI A: KELEMBAGAAN" as "Komisi A: Kelembagaan"; a single letter and a Roman number stay."""
    if not words.isupper():
        return words
    return _WORD.sub(lambda word: word[0] if _ROMAN.fullmatch(word[0]) else word[0].capitalize(), words)
