"""The numbers before the paragraphs of an OpenDocument list: they stand in no text and must be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from documents.readers.files.docx_numbers import BULLET, written
from documents.readers.files.odf_names import TEXT, XML_ID
from documents.readers.files.odf_styles import Level, OdfStyles

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass
class Running:
    """A list with its counts by level, from 1; ``style`` as ``OdfStyles.lists`` calls it, "" for that of the
    paragraph."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class OdfLists:
    def __init__(self, styles: OdfStyles) -> None:
        self._styles = styles
        self._named: dict[str, Running] = {}
        self._last: dict[str, Running] = {}
        self.outline = Running("outline")

    def begun(self, element: etree._Element) -> Running:
        """A list that stands in no other: a new one, or one that goes on."""
        style = element.get(f"{TEXT}style-name", "")
        before = self._named.get(element.get(f"{TEXT}continue-list", ""))
        if before is None and element.get(f"{TEXT}continue-numbering") == "true":
            before = self._last.get(style)
        running = Running(f"list {style}" if style else "", before.counts if before else {})
        self._last[style] = self._named[element.get(XML_ID, "")] = running
        return running

    def next(self, running: Running, style: str, level: int, start: int | None) -> str:
        """Counts one paragraph and returns what is shown before it; ``style`` is that of the inner list, ``start``
        where the paragraph begins to count anew."""
        levels = self._styles.lists.get(style or running.style, {})
        here = levels.get(level)
        if here is None:
            return ""
        counts = running.counts
        counts[level] = start if start is not None else counts.get(level, here.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return BULLET if here.bullet else _shown(levels, counts, here)


def _shown(levels: dict[int, Level], counts: dict[int, int], here: Level) -> str:
    def part(found: re.Match[str]) -> str:
        at = int(found[1])
        of = levels.get(at)
        form = _FORMATS.get(of.format, "decimal" if of.format else "none") if of else "none"
        return written(counts.get(at, of.start if of else 1), form)

    return re.sub(r"%([0-9]{1,2})%", part, here.shown).strip()
