"""What stands above or below the pages of a letterhead -> blocks of its plan: paragraphs, tables, fields, drawings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from documents.report.frozen import clean
from documents.word.elements import W
from documents.word.letterhead_drawings import MC, UNREADABLE, Drawings, Unknown
from documents.word.letterhead_in import Relation, field_of_head, is_link, points_out
from documents.word.letterhead_plan import (
    Block,
    Cell,
    Field,
    Gone,
    Look,
    Node,
    Paragraph,
    Part,
    Row,
    Run,
    Table,
    Text,
)
from documents.word.letterhead_reading import Reading
from documents.word.letterhead_values import CELL, MARKS, ROW, TABLE, Rules, in_order, look, one
from documents.word.letterhead_vml import OldDrawings

DEEPEST = 8  # tables and boxes in one another, and fields
LINK = "tautan (teksnya tetap)"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_HOLDERS = ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "hyperlink", "dir", "bdo")
_UNDERSTOOD = {"wps", "wpg", "w14", "wp14", "w15"}
_COUNTED = {"PAGE": "PAGE", "NUMPAGES": "NUMPAGES", "SECTIONPAGES": "NUMPAGES"}
_OF_TODAY = ("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE")


class Head:
    """One part that runs along."""

    def __init__(self, reading: Reading, relations: dict[str, Relation]) -> None:
        self.of, self.relations = reading, relations
        self.drawings = Drawings(self._picture, self._text_box, self._one_more, reading.theme)
        self.old_drawings = OldDrawings(self._picture, self._text_box, self._one_more)
        self.fields: list[_Open] = []
        self.depth = 0

    def _picture(self, relation: str) -> bytes | None:
        found = self.relations.get(relation)
        if found is None:
            return None
        if found.outside:
            raise points_out(found.target)
        return self.of.picture(found.target) if found.kind == "image" else None

    def _one_more(self) -> None:
        self.of.count("gambar")

    def _text_box(self, content: Any) -> tuple[Block, ...]:
        return self.blocks(content, self.depth + 1)

    def blocks(self, holder: Any, depth: int, table: str = "") -> tuple[Block, ...]:
        """The paragraphs and tables in it; ``table`` is the style of the table that it is a cell of."""
        if depth > DEEPEST:
            self.of.leave_out("tabel di dalam tabel yang terlalu dalam")
            return ()
        before, self.depth = self.depth, depth
        found: list[Block] = []
        for child in _inner(holder, (f"{W}p", f"{W}tbl")):
            if child.tag == f"{W}p":
                found.append(self.paragraph(child, table))
            else:
                made = self.table(child, depth)
                found += [made] if made.rows else []
        self.depth = before
        return tuple(found)

    def table(self, element: Any, depth: int) -> Table:
        properties, rows = element.find(f"{W}tblPr"), []
        style = self.of.styles.table_style(properties)
        columns = [_twips(column) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")][:63]
        for line in _inner(element, (f"{W}tr",)):
            cells = tuple(self.cell(cell, depth, style) for cell in _inner(line, (f"{W}tc",)))
            if cells:
                rows.append(Row(_said(line.find(f"{W}trPr"), ROW), cells))
        said = self.of.styles.table(properties)
        return Table(
            _today(said) if self.of.old_tables else in_order(said.values(), TABLE), tuple(columns), tuple(rows)
        )

    def cell(self, element: Any, depth: int, style: str) -> Cell:
        self.of.count("sel")
        return Cell(_said(element.find(f"{W}tcPr"), CELL), self.blocks(element, depth + 1, style))

    def paragraph(self, element: Any, table: str) -> Paragraph:
        self.of.count("paragraf")
        properties, runs = element.find(f"{W}pPr"), list[Run]()
        runs += [Run((), (self._gone(what),)) for what in self._unread(element, properties)]
        for child in _inner(element, (f"{W}r", f"{W}fldSimple", f"{W}hyperlink")):
            if child.tag == f"{W}hyperlink":
                self._link(child)
            elif child.tag == f"{W}fldSimple":
                runs += self._simple_field(child, properties, table)
            else:
                runs += self.run(child, properties, table)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        styles = self.of.styles
        return Paragraph(styles.paragraph(properties, table), styles.run(properties, mark, table), tuple(runs))

    def _unread(self, element: Any, properties: Any) -> Iterator[str]:
        """What of a paragraph no run of it says."""
        if self.of.styles.numbers(properties):
            yield "nomor atau tanda butir otomatis"
        if element.find(f".//{_MATH}oMath") is not None:
            yield "rumus"

    def _link(self, element: Any) -> None:
        """The link goes, its text comes as what stands in it."""
        found = self.relations.get(element.get(f"{_R}id", ""))
        if found is not None and found.outside:
            if not is_link(found.target):
                raise points_out(found.target)
            self.of.leave_out(LINK)

    def _simple_field(self, element: Any, properties: Any, table: str) -> list[Run]:
        name = field_of_head(element.get(f"{W}instr", ""))
        inside = list(_inner(element, (f"{W}r",)))
        if name in _COUNTED:
            look = self.of.styles.run(properties, inside[0].find(f"{W}rPr") if inside else None, table)
            return [Run(look, (Field(_COUNTED[name]),))]
        if name in _OF_TODAY:
            return [Run((), (self._gone(f"kolom {name}"),))]
        return [run for child in inside for run in self.run(child, properties, table)]

    def run(self, element: Any, properties: Any, table: str) -> list[Run]:
        self.of.count("potongan teks")
        look = self.of.styles.run(properties, element.find(f"{W}rPr"), table)
        if any(node.name == "vanish" and node.value("val") == "1" for node in look):
            return []
        parts = tuple(part for child in element for part in self._parts(child))
        return [Run(look, parts)] if parts else []

    def _parts(self, child: Any) -> Iterator[Part]:
        name = str(child.tag).removeprefix(W)
        if name in ("fldChar", "instrText"):
            yield from self._field(child, name)
        elif not self._shown():
            return
        elif name == "t":
            self.of.count("huruf", 1 + len(child.text or ""))
            yield Text(clean(child.text or ""))
        elif name == "pgNum":
            yield Field("PAGE")
        elif name in MARKS:
            self.of.count("huruf")
            made = one(child, MARKS)
            yield from [made] if made is not None and child.get(f"{W}type", "textWrapping") == "textWrapping" else []
        elif name == "object":
            yield self._gone("objek tersemat")
        elif name in ("drawing", "pict"):
            yield from self._drawing(child)
        elif child.tag == f"{MC}AlternateContent":
            chosen = _chosen(child)
            yield from (part for inner in chosen for part in self._parts(inner))
            yield from () if chosen else [self._gone("bentuk gambar yang tidak dikenal")]
        elif name in ("ruby", "footnoteReference", "endnoteReference"):
            yield self._gone("tulisan kecil di atas baris")

    def _shown(self) -> bool:
        return all(field.shown for field in self.fields)

    def _field(self, child: Any, name: str) -> Iterator[Part]:
        """A field in pieces: what it says, and perhaps what it came to when it was last counted."""
        if name == "instrText":
            if self.fields:
                self.of.count("huruf", len(child.text or ""))
                self.fields[-1].code += child.text or ""
            return
        kind = child.get(f"{W}fldCharType", "")
        if kind == "begin" and len(self.fields) < DEEPEST:
            self.fields.append(_Open())
        elif self.fields and kind in ("separate", "end"):
            yield from self.fields[-1].told(self)
            if kind == "end":
                self.fields.pop()

    def _drawing(self, element: Any) -> Iterator[Part]:
        try:
            yield (self.drawings if element.tag == f"{W}drawing" else self.old_drawings).read(element)
        except Unknown as unknown:  # one that cannot be read was told with its name
            yield Gone(unknown.what) if unknown.what == UNREADABLE else self._gone(unknown.what)

    def _gone(self, what: str) -> Gone:
        self.of.leave_out(what)
        return Gone(what)


class _Open:
    """A field that has begun and not ended; ``shown`` when what stands in it is text of the letterhead."""

    def __init__(self) -> None:
        self.code, self.shown, self.is_told = "", False, False

    def told(self, head: Head) -> Iterator[Part]:
        """What is written for it; what follows until its end is the rest of it."""
        if self.is_told:
            return
        self.is_told = True
        name = field_of_head(self.code)
        outer = all(field.shown for field in head.fields[:-1])
        if name in _COUNTED:
            yield from [Field(_COUNTED[name])] if outer else []
        elif name in _OF_TODAY:
            yield head._gone(f"kolom {name}")
        else:
            self.shown = True
            if name == "HYPERLINK":
                head.of.leave_out(LINK)


def _inner(holder: Any, wanted: tuple[str, ...]) -> Iterator[Any]:
    """Those children that count, in what wraps them too; a wrapper that is wanted comes before what it holds."""
    waiting = [iter(holder)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            continue
        if child.tag in wanted:
            yield child
        if child.tag == f"{MC}AlternateContent":
            waiting.append(iter(_chosen(child)))
        elif isinstance(child.tag, str) and child.tag.removeprefix(W) in _HOLDERS and len(waiting) < 50:
            waiting.append(iter(child))


def _chosen(alternate: Any) -> list[Any]:
    """What Word of today would take, or what is there for others."""
    for choice in alternate.iterchildren(f"{MC}Choice"):
        if set(choice.get("Requires", "").split()) <= _UNDERSTOOD:
            return list(choice)
    fallback = alternate.find(f"{MC}Fallback")
    return list(fallback) if fallback is not None else []


def _said(properties: Any, rules: Rules) -> Look:
    return in_order(look(properties, rules).values(), rules)


def _twips(column: Any) -> int:
    text = str(column.get(f"{W}w", "0"))
    return min(int(text), 31_680) if text.isdigit() else 0


def _today(said: Any) -> Look:
    """The same place, said as it is today."""
    aligned = said["jc"].value("val") if "jc" in said else "left"
    if aligned == "left" and "tblpPr" not in said:
        indent = int(said["tblInd"].value("w")) if said["tblInd"].value("type") == "dxa" else 0
        inset = next((int(side.value("w")) for side in said["tblCellMar"].inside if side.name == "left"), 0)
        said["tblInd"] = Node("tblInd", (("w", str(indent - inset)), ("type", "dxa")))
    return in_order(said.values(), TABLE)
