"""A text of LibreOffice Writer (.odt) in the order in which it is read, as ``docx.py`` gives one of Word."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from documents.package import BROKEN, Allowance, Package, Unfit
from documents.readers.files.bounds import MOST_LETTERS_OF_WORD, Bounds
from documents.readers.files.docx import MOST_BLOCKS, above_tables, cell_of
from documents.readers.files.grid import Cell, Grid
from documents.readers.files.odf_lists import OdfLists, Running
from documents.readers.files.odf_names import DRAW, LIST, OFFICE, STYLE, TABLE, TABLE_OF, TEXT, H, P, whole_of
from documents.readers.files.odf_styles import OdfStyles
from documents.readers.files.odf_text import HIDDEN, OdfTexts
from documents.readers.files.odt_tables import OdtTables, cells_of, rows_of
from documents.readers.files.word_blocks import Block, Nesting, Paragraph, WordContents
from documents.readers.result import Remark

_WRAPPERS = frozenset((f"{TEXT}section", f"{TEXT}list-header", f"{DRAW}frame", f"{DRAW}g", f"{DRAW}text-box"))
_FORMAL = f"{TEXT}is-list-header"


def read_odt(package: Package) -> WordContents:
    """Raises ``Unfit`` when there is no text in it."""
    root = package.tree("content.xml") if "content.xml" in package else None
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if root is None or body is None:
        raise Unfit(BROKEN)
    reading = _Body(OdfStyles(package, root))
    blocks = list(above_tables(reading.blocks(body)))
    remarks = [Remark("dokumen", sentence) for sentence in reading.texts.left_out]
    return WordContents("odt", [b for b in blocks if isinstance(b, Grid)], remarks=remarks, blocks=blocks)


class _Body:
    """Walks through the text once: numbers and names of tables count on from block to block."""

    def __init__(self, styles: OdfStyles) -> None:
        self.texts = OdfTexts(styles)
        self._styles, self._lists = styles, OdfLists(styles)
        self._bounds, self._blocks_left = Bounds(MOST_LETTERS_OF_WORD), Allowance(MOST_BLOCKS)
        self._nesting = Nesting(self.texts.left_out)
        self._tables = OdtTables(self._cell, self._bounds)
        self._count = 0
        self._nested: list[str] = []

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        for element in container:
            self._blocks_left.take()
            tag = element.tag
            if tag in (P, H):
                yield from self._free(element)
            elif tag == LIST:
                yield from self._list(element, self._lists.begun(element), "", 1)
            elif tag == TABLE_OF:
                yield from self._nesting.deeper(self._table(element))
            elif tag in _WRAPPERS:
                if element.get(f"{TEXT}display") == "none":
                    self.texts.left_out[HIDDEN] = None
                else:
                    yield from self.blocks(element)

    def _free(self, element: etree._Element) -> Iterator[Block]:
        """A paragraph in no list: a heading may be numbered by its own level."""
        level = whole_of(element, f"{TEXT}outline-level", 1) if element.tag == H else 0
        number = ""
        if level and element.get(_FORMAL) != "true":
            number = self._lists.next(self._lists.outline, "", level, None)
        yield from self._paragraph(element, number, 0)

    def _list(self, element: etree._Element, running: Running, style: str, level: int) -> Iterator[Block]:
        named = element.get(f"{TEXT}style-name", "")
        style = f"list {named}" if named else style
        for item in element:
            self._blocks_left.take()
            if item.tag == f"{TEXT}list-header":
                yield from self.blocks(item)
            elif item.tag == f"{TEXT}list-item":
                yield from self._item(item, running, style, level)

    def _item(self, item: etree._Element, running: Running, style: str, level: int) -> Iterator[Block]:
        """The first paragraph has the number; what stands under it in the item has none."""
        start = whole_of(item, f"{TEXT}start-value", -1)
        first = True
        for child in item:
            self._blocks_left.take()
            if child.tag == LIST:
                yield from self._list(child, running, style, level + 1)
            elif child.tag in (P, H):
                number = ""
                if first:
                    own = self._style_of(child) if not (style or running.style) else style
                    number = self._lists.next(running, own, level, start if start >= 0 else None)
                first = False
                yield from self._paragraph(child, number, level - 1)
            elif child.tag == TABLE_OF:
                yield from self._nesting.deeper(self._table(child))

    def _style_of(self, paragraph: etree._Element) -> str:
        name = self._styles.own("paragraph", paragraph.get(f"{TEXT}style-name", ""), f"{STYLE}list-style-name")
        return f"list {name}" if name else ""

    def _paragraph(self, element: etree._Element, number: str, level: int) -> Iterator[Block]:
        text, bold = self.texts.of(element)
        outline = whole_of(element, f"{TEXT}outline-level", 1) - 1 if element.tag == H else None
        yield Paragraph(self._bounds.text(text), number, level, outline, bold)
        if boxes := self.texts.boxes:
            self.texts.boxes = []
            yield from self._nesting.deeper(block for box in boxes for block in self.blocks(box))

    def _table(self, element: etree._Element) -> Iterator[Block]:
        rows = list(rows_of(element))
        self._blocks_left.take(len(rows))
        if all(len(cells_of(row)) <= 1 for row, _ in rows):
            for row, _ in rows:  # a table of one column is a frame: what stands in it is read as if it stood free
                for cell in cells_of(row):
                    yield from self.blocks(cell)
        elif self._nested:
            yield self._tables.grid(rows, f"tabel di dalam {self._nested[-1]}")
        else:
            self._count += 1
            yield self._tables.grid(rows, f"tabel {self._count}")

    def _cell(self, element: etree._Element, place: str) -> tuple[Cell, list[Grid]]:
        self._blocks_left.take()
        self._nested.append(place)
        blocks = list(self.blocks(element))
        self._nested.pop()
        found = cell_of([block for block in blocks if isinstance(block, Paragraph)])
        painted = not found.text and self._styles.painted(element.get(f"{TABLE}style-name", ""))
        return found._replace(coloured=painted), [block for block in blocks if isinstance(block, Grid)]
