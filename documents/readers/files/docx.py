"""A Word file (.docx) in the order in which it is read: its paragraphs and its tables, numbers as Word shows them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from itertools import dropwhile

from lxml import etree

from documents.package import BROKEN, Allowance, Package, Unfit, parsed
from documents.readers.files.bounds import MOST_LETTERS_OF_WORD, Bounds
from documents.readers.files.docx_names import (  # fmt: skip
    ALTERNATE,
    SDT,
    TBL,
    VAL,
    WRAPPERS,
    P,
    W,
    chosen,
    filled,
    number_of,
    on,
    transitional,
)
from documents.readers.files.docx_numbers import Numbers
from documents.readers.files.docx_styles import Styles
from documents.readers.files.docx_tables import Tables, rows_of
from documents.readers.files.docx_text import Texts
from documents.readers.files.grid import Cell, Grid
from documents.readers.files.word_blocks import Block, Nesting, Paragraph, WordContents
from documents.readers.result import Remark

KIND = "docx"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BEFORE = 6  # paragraphs above a table that may say what it is
MOST_BLOCKS = 20_000  # paragraphs, rows and cells
CHUNK = "Dokumen lain yang disisipkan (altChunk) tidak dibaca."


def read_docx(package: Package) -> WordContents:
    """Reads the document part; raises ``Unfit`` when there is none or it is no XML."""
    main = _main_part(package)
    around = _related(package, main)
    body = part_tree(package, main).find(f"{W}body")
    if body is None:
        raise Unfit(BROKEN)
    reading = _Body(Styles(_part(package, around, "styles")), Numbers(_part(package, around, "numbering")))
    blocks = list(above_tables(reading.blocks(body)))
    remarks = [Remark("dokumen", sentence) for sentence in reading.texts.left_out]
    return WordContents(KIND, [b for b in blocks if isinstance(b, Grid)], remarks=remarks, blocks=blocks)


def above_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each table with the paragraphs just above it."""
    before: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            block.before, before = before[-_BEFORE:], []
        elif block.text.strip():
            before.append(f"{block.number} {block.text}".strip())
        yield block


def _main_part(package: Package) -> str:
    for name in (_related(package, "").get("officeDocument", ""), "word/document.xml"):
        if name in package:
            return name
    raise Unfit(BROKEN)


def _related(package: Package, name: str) -> dict[str, str]:
    """The parts that a part (or, for "", the file) points to, by the last word of their kind."""
    folder, file = posixpath.split(name)
    place = posixpath.join(folder, "_rels", f"{file}.rels")
    if place not in package:
        return {}
    found: dict[str, str] = {}
    for relation in package.tree(place).iter(_RELATIONS):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        found.setdefault(relation.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"))
    return found


def _part(package: Package, around: dict[str, str], kind: str) -> etree._Element | None:
    name = around.get(kind, "")
    return part_tree(package, name) if name in package else None


def part_tree(package: Package, name: str) -> etree._Element:
    """A part with the usual names."""
    return parsed(transitional(package.read(name)))


class _Body:
    """Walks through the body once: numbers, fields and table names count on from block to block."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self.texts = Texts(styles.hidden)
        self._styles, self._numbers = styles, numbers
        self._bounds, self._blocks_left = Bounds(MOST_LETTERS_OF_WORD), Allowance(MOST_BLOCKS)
        self._nesting = Nesting(self.texts.left_out)
        self._tables = Tables(self._cell, self._bounds)
        self._count = 0
        self._nested: list[str] = []

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        held: list[str] = []  # texts whose paragraph mark is deleted: they go on in the next paragraph
        for element in _elements(container, self.texts.left_out):
            self._blocks_left.take()
            if element.tag == P:
                properties = element.find(f"{W}pPr")
                held.append(self._bounds.text(self.texts.of(element)))
                if properties is None or not _mark_deleted(properties):
                    yield self._paragraph(element, properties, "".join(held))
                    held = []
                if boxes := self.texts.boxes:
                    self.texts.boxes = []
                    yield from self._nesting.deeper(block for box in boxes for block in self.blocks(box))
            else:
                yield from _left_over(held)
                held = []
                yield from self._nesting.deeper(self._table(element))
        yield from _left_over(held)

    def _paragraph(self, element: etree._Element, properties: etree._Element | None, text: str) -> Paragraph:
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = style.get(VAL, "") if style is not None else ""
        number, level = self._number(properties, name)
        if self._nested:
            return Paragraph(text, number, level)  # nobody looks for headings in a cell
        outline = number_of(properties.find(f"{W}outlineLvl")) if properties is not None else None
        outline = self._styles.outline_of(name) if outline is None else outline
        bold = self._styles.bold(name) or _all_bold(element)
        return Paragraph(text, number, level, outline if outline is not None and outline < 9 else None, bold)

    def _number(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        direct = properties.find(f"{W}numPr") if properties is not None else None
        num_id = number_of(direct.find(f"{W}numId")) if direct is not None else None
        level = number_of(direct.find(f"{W}ilvl")) if direct is not None else None
        if num_id is None:
            num_id, of_style, named = self._styles.list_of(style)
            if num_id is not None and level is None:
                level = self._numbers.level_of_style(num_id, named) if of_style is None else of_style
        if not num_id:
            return "", 0
        return self._numbers.next(num_id, level or 0), level or 0

    def _table(self, element: etree._Element) -> Iterator[Block]:
        rows = list(rows_of(element))
        self._blocks_left.take(len(rows))
        if all(len(cells) <= 1 for _, cells in rows):
            for _, cells in rows:  # a table of one column is a frame: what stands in it is read as if it stood free
                for cell in cells:
                    yield from self.blocks(cell)
        elif self._nested:
            yield self._tables.grid(element, rows, f"tabel di dalam {self._nested[-1]}")
        else:
            self._count += 1
            yield self._tables.grid(element, rows, f"tabel {self._count}")

    def _cell(self, element: etree._Element, place: str) -> tuple[Cell, list[Grid]]:
        self._blocks_left.take()
        self._nested.append(place)
        blocks = list(self.blocks(element))
        self._nested.pop()
        tables = [block for block in blocks if isinstance(block, Grid)]
        lines = [block for block in blocks if isinstance(block, Paragraph)]
        return cell_of(lines), tables


def _left_over(held: list[str]) -> Iterator[Block]:
    if (text := "".join(held)).strip():
        yield Paragraph(text)


def cell_of(lines: list[Paragraph]) -> Cell:
    """A cell with one line of text for each paragraph, empty ones at the end and the beginning left out."""
    while lines and _empty(lines[-1]):
        lines.pop()
    lines = list(dropwhile(_empty, lines))
    if not lines:
        return Cell()
    if not any(line.number for line in lines):
        return Cell("\n".join([line.text for line in lines]))
    numbers = [n for line in lines for n in (line.number, *[""] * line.text.count("\n"))]
    return Cell("\n".join(line.text for line in lines), number=lines[0].number, numbers=tuple(numbers))


def _empty(line: Paragraph) -> bool:
    return not line.text.strip() and not line.number


def _elements(container: etree._Element, left_out: dict[str, None]) -> Iterator[etree._Element]:
    """The paragraphs and tables directly in a container, whatever wraps them."""
    for child in container:
        tag = child.tag
        if tag in (P, TBL):
            yield child
        elif tag == SDT:
            inner = filled(child)
            if inner is not None and child.find(f"{W}sdtPr/{W}docPartObj") is None:
                yield from _elements(inner, left_out)
        elif tag in WRAPPERS:
            yield from _elements(child, left_out)
        elif tag == ALTERNATE:
            inner = chosen(child)
            if inner is not None:
                yield from _elements(inner, left_out)
        elif tag == f"{W}altChunk":
            left_out[CHUNK] = None


def _mark_deleted(properties: etree._Element) -> bool:
    marks = properties.find(f"{W}rPr")
    return marks is not None and (marks.find(f"{W}del") is not None or marks.find(f"{W}moveFrom") is not None)


def _all_bold(paragraph: etree._Element) -> bool:
    """Whether there are letters, and all of them bold."""
    found = False
    for run in paragraph.iterchildren(f"{W}r"):
        if run.find(f"{W}t") is not None:
            properties = run.find(f"{W}rPr")
            found = properties is not None and on(properties.find(f"{W}b"))
            if not found:
                return False
    return found
