"""The text of one paragraph of an OpenDocument file, as it would be printed with all tracked changes accepted."""

from __future__ import annotations

import re

from lxml import etree

from documents.readers.files.docx_text import FOOTNOTE
from documents.readers.files.odf_names import DRAW, OFFICE, TEXT, P, whole_of
from documents.readers.files.odf_styles import OdfStyles

HIDDEN = "Teks yang disembunyikan tidak dibaca."
_MOST_BLANKS = 200
_BLANKS = re.compile(r"[ \t\r\n]+")
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_UNSEEN = frozenset(
    (
        f"{OFFICE}annotation",
        f"{TEXT}hidden-text",
        f"{TEXT}hidden-paragraph",
        f"{TEXT}tracked-changes",
        f"{TEXT}ruby-text",
    )
)
_HIDDEN = frozenset((f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"))


class OdfTexts:
    """``boxes`` collects the text boxes anchored in what was read, for the caller to read after it; ``left_out`` the
    sentences about what is not text of the document."""

    def __init__(self, styles: OdfStyles) -> None:
        self.boxes: list[etree._Element] = []
        self.left_out: dict[str, None] = {}
        self._styles = styles
        self._out: list[str] = []
        self._weights: set[bool] = set()

    def of(self, paragraph: etree._Element) -> tuple[str, bool]:
        """The text, and whether all its letters are bold."""
        self._out, self._weights = [], set()
        style = paragraph.get(f"{TEXT}style-name", "")
        if self._styles.hidden("paragraph", style):
            self.left_out[HIDDEN] = None
            return "", False
        self._inline(paragraph, bool(self._styles.bold("paragraph", style)))
        return "".join(self._out), self._weights == {True}

    def _inline(self, element: etree._Element, bold: bool) -> None:
        self._add(element.text, bold)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, bold)
            self._add(child.tail, bold)

    def _child(self, child: etree._Element, bold: bool) -> None:
        tag = child.tag
        if tag in _SIGNS:
            self._out.append(_SIGNS[tag])
        elif tag == f"{TEXT}s":
            self._out.append(" " * min(whole_of(child, f"{TEXT}c", 1), _MOST_BLANKS))
        elif tag == f"{TEXT}note":
            self.left_out[FOOTNOTE] = None
        elif tag.startswith(DRAW) and tag != f"{DRAW}a":
            self._find_boxes(child)
        elif tag in _UNSEEN:
            if tag in _HIDDEN:
                self.left_out[HIDDEN] = None
        else:
            self._span(child, bold)

    def _span(self, child: etree._Element, bold: bool) -> None:
        style = child.get(f"{TEXT}style-name", "")
        if self._styles.hidden("text", style):
            self.left_out[HIDDEN] = None
            return
        said = self._styles.bold("text", style) if style else None
        self._inline(child, bold if said is None else said)

    def _add(self, text: str | None, bold: bool) -> None:
        """Blanks of the file count once, and not at all where a line begins."""
        if not text:
            return
        shown = _BLANKS.sub(" ", text)
        if not self._out or self._out[-1].endswith((" ", "\n", "\t")):
            shown = shown.removeprefix(" ")
        if shown:
            self._out.append(shown)
        if shown.strip():
            self._weights.add(bold)

    def _find_boxes(self, drawn: etree._Element) -> None:
        """Text boxes and shapes with text; a group of them one after another."""
        if any(child.tag == P for child in drawn):
            self.boxes.append(drawn)
            return
        for child in drawn:
            if isinstance(child.tag, str) and child.tag.startswith(DRAW):
                self._find_boxes(child)
