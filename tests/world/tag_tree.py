"""What a PDF says to whoever hears it: the tree of tags, held against content and marks."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from documents.report.blocks import AnnexHead, CopyList, Heading, Meta, NumberedList, Paragraph, Report, Title
from documents.report.blocks import Table as Grid
from documents.report.boxes import Slip
from documents.report.charts import Drawn
from documents.report.fonts import prepared
from documents.report.handouts import HandoutHead
from documents.report.photographs import Photos
from documents.report.phrases import copies, meta_items
from documents.report.sign_places import places

KINDS = {
    "Document", "Sect", "Div", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH",
    "TD", "Figure", "Caption", "Link", "Form",
}  # fmt: skip
INSIDE = {
    "L": {"LI"}, "LI": {"Lbl", "LBody"}, "Table": {"Caption", "THead", "TBody"}, "THead": {"TR"}, "TBody": {"TR"},
    "TR": {"TH", "TD"}, "Figure": {"Caption"},
}  # fmt: skip
NUMBER = re.compile(r"(?:^|\s)- (\d+) -(?:\s|$)|Halaman (\d+) dari \d+$", re.MULTILINE)
EMPTY = {"TD", "TH", "TR", "TBody"}  # a cell may be; a row whose cells were struck out is one


@dataclass
class Element:
    """``marks`` are (page, number) of what is marked as this element's on the pages."""

    kind: str
    raw: pikepdf.Object
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    objects: int = 0  # annotations

    def inside(self) -> Iterator[Element]:
        for kid in self.kids:
            yield kid
            yield from kid.inside()


def read(pdf: pikepdf.Pdf) -> Element:
    pages = {page.objgen: at for at, page in enumerate(pdf.pages)}
    return _read(pdf.Root.StructTreeRoot.K[0], pages, None)


def _read(raw: Any, pages: Mapping[Any, int], above: pikepdf.Object | None) -> Element:
    element = Element(str(raw.S).removeprefix("/"), raw)
    assert above is None or raw.P.objgen == above.objgen
    kids = raw.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            element.kids.append(_read(kid, pages, raw))
        elif isinstance(kid, pikepdf.Dictionary):
            assert str(kid.Type) == "/OBJR"
            element.objects += 1
        else:
            element.marks.append((pages[raw.Pg.objgen], int(kid)))
    return element


def check(pdf: pikepdf.Pdf, report: Report, path: Path) -> None:
    report, tree = prepared(report), read(pdf)
    for element in (tree, *tree.inside()):
        _check_shape(element)
    _check_marks(pdf, tree)
    _check_lists(tree, report)
    _check_tables(tree, report)
    _check_captions(tree, report)
    _check_levels(tree)
    _check_link(pdf, tree, report)
    _check_bookmarks(pdf, report)
    check_page_labels(pdf, report, path)


def _check_shape(element: Element) -> None:
    assert element.kind in KINDS
    assert element.kids or element.marks or element.objects or element.kind in EMPTY, element.kind
    if element.kind in INSIDE:
        assert {kid.kind for kid in element.kids} <= INSIDE[element.kind]
    if element.kind in ("L", "LI", "Table", "THead", "TBody", "TR", "Sect", "Document", "Div"):
        assert element.marks == [], f"text in a {element.kind}"
    if element.kind == "LI":
        assert [kid.kind for kid in element.kids] in (["Lbl", "LBody"], ["LBody"])  # the rest of one that a page parts
    assert [kid.kind for kid in element.kids].count("Caption") <= 1


def _check_marks(pdf: pikepdf.Pdf, tree: Element) -> None:
    """What is marked on the pages is what the tree names, each once, and both ways lead to one another."""
    told = [mark for element in (tree, *tree.inside()) for mark in element.marks]
    assert len(told) == len(set(told))
    painted = set()
    for at, page in enumerate(pdf.pages):
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                painted.add((at, int(operands[1].MCID)))
    assert set(told) == painted
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for element in tree.inside():
        for at, mark in element.marks:
            assert owners[int(pdf.pages[at].StructParents)][mark].objgen == element.raw.objgen


def _check_lists(tree: Element, report: Report) -> None:
    labels = sum(element.kind == "Lbl" for element in tree.inside())
    assert labels == sum(map(_items, _blocks(report)))


def _items(block: Any) -> int:
    if isinstance(block, NumberedList):
        return len(block.items)
    if isinstance(block, Meta):
        return sum(bool(marker) for _, values in block.rows for marker, _ in meta_items(block, values))
    return sum(bool(marker) for marker, _ in copies(block.items)) if isinstance(block, CopyList) else 0


def _check_tables(tree: Element, report: Report) -> None:
    """Each is one, however many pages it takes, and its heads are read once. A cell names heads of its own table."""
    tables = [element for element in tree.inside() if any(kid.kind == "THead" for kid in element.kids)]
    assert len(tables) == sum(isinstance(block, Grid) for block in _blocks(report))
    for table in tables:
        assert [kid.kind for kid in table.kids if kid.kind != "Caption"][0] == "THead"
        cells = [element.raw for element in table.inside() if element.kind in ("TH", "TD")]
        named = {str(cell.ID) for cell in cells if "/ID" in cell}
        assert {str(name) for cell in cells for name in cell.get("/A", {}).get("/Headers", [])} <= named


def _check_captions(tree: Element, report: Report) -> None:
    """Each table, drawing and photo that has one has it inside."""
    found = [element.kind for element in tree.inside() for kid in element.kids if kid.kind == "Caption"]
    blocks = list(_blocks(report))
    pairs = [(b, c) for b, c in zip(blocks, blocks[1:], strict=False) if isinstance(b, Paragraph)]
    over = [after for before, after in pairs if before.variant == "caption"]
    photos = sum(len(block.items) for block in blocks if isinstance(block, Photos))
    assert found.count("Table") == sum(isinstance(block, Grid) for block in over)
    assert found.count("Figure") == sum(isinstance(block, Drawn) for block in over) + photos
    assert set(found) <= {"Table", "Figure"}


def _check_levels(tree: Element) -> None:
    before = 0
    for level in (int(element.kind[1]) for element in tree.inside() if re.fullmatch("H[1-3]", element.kind)):
        assert level <= before + 1
        before = level


def _check_link(pdf: pikepdf.Pdf, tree: Element, report: Report) -> None:
    """The address where the paper is checked leads there, as often as it is told; nothing else leads anywhere."""
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    found = [note for note in notes if note.Subtype == "/Link"]
    _check_fields([note for note in notes if note.Subtype != "/Link"], tree, report)
    assert {str(note.A.URI) for note in found} == ({report.check_url} - {""})
    assert all(str(note.Contents) for note in found)
    links = [element for element in tree.inside() if element.kind == "Link"]
    assert all(element.marks and element.objects for element in links)
    assert sum(element.objects for element in links) == len(found)
    told = sum(number == 0 or section.opens for number, section in enumerate(report.sections)) if report.code else 0
    slips = sum(isinstance(block, Slip) for block in _blocks(report))
    assert len(found) >= told + slips  # an address that a line parts leads there from either part


def _check_fields(widgets: list[pikepdf.Object], tree: Element, report: Report) -> None:
    """One for each place to sign, which the tree names, in the order of reading; seen, printed, and told what for."""
    named = [place.name for _, place in places(report) if place.name and report.mark != "PRATINJAU"]
    assert [str(one.T) for one in widgets] == named
    forms = [element.raw for element in tree.inside() if element.kind == "Form"]
    assert [one.K.Obj.objgen for one in forms] == [one.objgen for one in widgets]
    for widget, form in zip(widgets, forms, strict=True):
        assert (str(widget.Subtype), str(widget.FT), int(widget.F)) == ("/Widget", "/Sig", 4)
        assert str(widget.TU) == str(form.Alt) != ""
        assert isinstance(widget.AP.N, pikepdf.Stream)


def _check_bookmarks(pdf: pikepdf.Pdf, report: Report) -> None:
    """All titles and headings in their order, their words apart."""
    with pdf.open_outline() as outline:
        found = list(_entries(outline.root))
    assert found == [" ".join(name.split()) for block in _blocks(report) for name in _names(block)]


def _names(block: Any) -> list[str]:
    if isinstance(block, Title):
        return [" ".join(block.lines)]
    if isinstance(block, HandoutHead):
        return [block.name]
    if isinstance(block, Heading):
        return [" ".join(filter(None, (block.marker, block.text)))]
    return [block.title] if isinstance(block, Slip | AnnexHead) else []


def _entries(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield " ".join(item.title.split())
        yield from _entries(item.children)


def check_page_labels(pdf: pikepdf.Pdf, report: Report, path: Path) -> None:
    """A page is called as the number that is printed on it."""
    command = ["pdftotext", "-raw", str(path), "-"]
    texts = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    labels = [page.label for page in pdf.pages]
    assert labels[0] == "1"
    numbers = [{"".join(number) for number in NUMBER.findall(text)} for text in texts]
    for label, printed in zip(labels, numbers, strict=True):
        assert printed <= {label}
    if {section.numbering for section in report.sections} == {"dash"}:  # all but the first page of each paper say it
        assert numbers.count(set()) == labels.count("1")


def _blocks(report: Report) -> Iterator[Any]:
    for section in report.sections:
        yield from section.each
