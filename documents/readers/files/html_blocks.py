"""A piece of a page (HTML) in the order in which it is read, as ``docx.py`` gives a Word file: what a clipboard brings
along with the plain text, or the body of a mail. Nothing of it is shown to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from documents.package import BROKEN, HEAVY, MOST_MARKS, Allowance, Unfit
from documents.readers.files.bounds import MOST_LETTERS_OF_WORD, Bounds
from documents.readers.files.docx import MOST_BLOCKS, above_tables, cell_of
from documents.readers.files.docx_numbers import BULLET
from documents.readers.files.grid import Cell, Grid
from documents.readers.files.html_names import (  # fmt: skip
    LINES,
    LISTS,
    TABLE,
    ListNumbers,
    aside,
    hidden,
    is_number,
    keeps_lines,
    level_of,
    outline_of,
    painted,
    rows_of,
    tabs_of,
    weight_of,
)
from documents.readers.files.html_tables import HtmlTables, cells_of
from documents.readers.files.odf_text import HIDDEN
from documents.readers.files.word_blocks import Block, Nesting, Paragraph, WordContents
from documents.readers.result import Remark

_RUN = re.compile(r" {2,}")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ROUND_BREAK = re.compile(r" *\n *")
_DOTS = frozenset("·•o§\uf0b7\uf0a7\uf0d8\u25aa\u2013-")  # what Word's symbol fonts write for a dot
_SHAPED = re.compile(r"(?i)<(?:table|ol|ul)\b|mso-list:")


def shaped(html: str) -> bool:
    """Whether it says more than its plain text: a table or a list."""
    return bool(_SHAPED.search(html))


def html_contents(html: str, kind: str) -> WordContents:
    """Raises ``Unfit`` where there is nothing in it, or too much."""
    body = _tree(html)
    reading = _Body()
    blocks = list(above_tables(reading.blocks(body)))
    remarks = [Remark("tempelan", sentence) for sentence in reading.left_out]
    return WordContents(kind, [b for b in blocks if isinstance(b, Grid)], remarks=remarks, blocks=blocks)


def _tree(html: str) -> etree._Element:
    Allowance(MOST_MARKS).take(html.count("<") + html.count("="))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise Unfit(BROKEN) from error
    if root is None:
        raise Unfit(BROKEN)
    if any(one.type_name == "ERR_RESOURCE_LIMIT" for one in parser.error_log):
        raise Unfit(HEAVY)  # deeper than it is read, so that words would be missing
    return root


class _Line:
    """The paragraph that is being read."""

    def __init__(self, element: etree._Element, before: _Line | None = None) -> None:
        """``before`` is the line that this one goes on with: one of which there was nothing but its number."""
        self.number: str = before.number if before else ""
        self.level: int = before.level if before else level_of(element)
        self.outline = outline_of(element)
        self._texts: list[str] = []
        self._weights: set[bool] = set()

    def add(self, text: str, bold: bool) -> None:
        if text.strip("\u00a0 \t\n"):
            self._weights.add(bold)
        self._texts.append(text)

    def said(self) -> str:
        return _ROUND_BREAK.sub("\n", _RUN.sub(" ", "".join(self._texts).replace("\u00a0", " "))).strip(" \n")

    def paragraph(self, text: str) -> Paragraph:
        return Paragraph(text, self.number, self.level, self.outline, self._weights == {True})


class _Body:
    """What all walks through one piece share: names of tables count on from block to block."""

    def __init__(self) -> None:
        self.left_out: dict[str, None] = {}
        self.bounds, self.blocks_left = Bounds(MOST_LETTERS_OF_WORD), Allowance(MOST_BLOCKS)
        self.nesting, self._tables = Nesting(self.left_out), HtmlTables(self._cell, self.bounds)
        self._count = 0
        self._nested: list[str] = []

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        yield from _Walk(self, container).blocks()

    @property
    def in_cell(self) -> bool:
        return bool(self._nested)

    def table(self, element: etree._Element) -> Iterator[Block]:
        rows = [(row, head) for row, head in rows_of(element) if self.shown(row)]
        self.blocks_left.take(len(rows))
        if all(len(cells_of(row)) <= 1 for row, _ in rows):
            for row, _ in rows:  # a table of one column is a frame: what stands in it is read as if it stood free
                for cell in cells_of(row):
                    yield from self.blocks(cell)
        elif self._nested:
            yield self._tables.grid(rows, f"tabel di dalam {self._nested[-1]}")
        else:
            self._count += 1
            yield self._tables.grid(rows, f"tabel {self._count}")

    def shown(self, element: etree._Element) -> bool:
        if hidden(element):
            self.left_out[HIDDEN] = None
            return False
        return not aside(element)

    def _cell(self, element: etree._Element, place: str) -> tuple[Cell, list[Grid]]:
        self._nested.append(place)
        blocks = list(self.blocks(element))
        self._nested.pop()
        found = cell_of([block for block in blocks if isinstance(block, Paragraph)])
        coloured = not found.text and painted(element)
        return found._replace(coloured=coloured), [block for block in blocks if isinstance(block, Grid)]


class _Walk:
    """Through all that stands in a container, however deep; only what stands in a table is a walk of its own."""

    def __init__(self, body: _Body, container: etree._Element) -> None:
        self._body, self._container = body, container
        self._line, self._found = _Line(container), list[Block]()
        self._bold, self._kept, self._lists = [False], [False], list[ListNumbers]()

    def blocks(self) -> list[Block]:
        walk = etree.iterwalk(self._container, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif self._is_whole(element):
                walk.skip_subtree()
            else:
                self._enter(element)
        self._end()
        return self._found

    def _is_whole(self, element: etree._Element) -> bool:
        """What is not walked through, but taken or left out at once. What holds for all in it is noted for any."""
        self._bold.append(weight_of(element, self._bold[-1]))
        self._kept.append(keeps_lines(element, self._kept[-1]))
        if element.tag in LISTS:
            self._lists.append(ListNumbers(element))
        if element is self._container:
            return False
        if not self._body.shown(element):
            return True
        if element.tag == TABLE:
            self._begin(element)
            self._found += self._body.nesting.deeper(self._body.table(element))
        elif is_number(element):
            number = "".join(element.itertext()).replace("\u00a0", " ").strip()
            self._line.number = BULLET if number in _DOTS else number
        return element.tag == TABLE or is_number(element)

    def _enter(self, element: etree._Element) -> None:
        if element.tag in LINES:
            self._begin(element)
        if element.tag == "li" and self._lists:
            self._line.number, self._line.level = self._lists[-1].next(element), len(self._lists) - 1
        if tabs := tabs_of(element):
            self._line.add("\t" * tabs, bold=False)
        else:
            self._say(element.text or "")

    def _leave(self, element: etree._Element) -> None:
        self._bold.pop()
        self._kept.pop()
        if element.tag in LISTS:
            self._lists.pop()
        if element is self._container:
            return
        if element.tag in LINES:
            self._end()
            self._line = _Line(element.getparent())
        elif element.tag == "br":
            self._break()
        self._say(element.tail or "")

    def _say(self, text: str) -> None:
        for at, part in enumerate(text.split("\n") if self._kept[-1] else [text]):
            if at:
                self._break()
            self._line.add(_BLANKS.sub(" ", part), self._bold[-1])

    def _break(self) -> None:
        """A new line in the same paragraph; where there is neither a cell nor a point, another paragraph."""
        if self._body.in_cell or self._line.number:
            self._line.add("\n", bold=False)
        else:
            self._begin(self._container)

    def _begin(self, element: etree._Element) -> None:
        """Another paragraph; the number of an item stands before the first that says something."""
        said = self._end()
        goes_on = self._line.number and not said and element.tag != "li"
        self._line = _Line(element, self._line if goes_on else None)

    def _end(self) -> str:
        said = self._line.said()
        if said:
            self._body.blocks_left.take()
            self._found.append(self._line.paragraph(self._body.bounds.text(said)))
        return said
