"""The tree of tags as a reader wants it, made of the one that WeasyPrint gives for our HTML.

Lists have labels, captions stand with what they name, headings skip no level, and a text is no chain of spans. A table
is one, however many pages it takes, and its heads are read once. What runs along on every page is read once, where its
first page ends, and an artifact on all others, as page numbers are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from documents.pdf.table_headers import name_heads

LABEL = "/Art"  # the tag of the "article" of an item's marker
INLINE = ("/Span", "/NonStruct", LABEL)
STAYS_EMPTY = ("/TD", "/TH", "/TR", "/TBody", "/THead")  # a table has all of its cells
HEADINGS = ("/H1", "/H2", "/H3")
HOLDS_TEXT = ("/TD", "/TH", "/LBody", "/P", "/Caption")


def tidy(document: Any, pdf: Any) -> None:
    """Changes the tags of a document in which everything is painted and named."""
    tree = Tree(pdf)
    tree.read_margins()
    tree.join_tables(set(_goes_on(document)))
    tree.simplify(tree.document)
    level = 0
    for element in list(tree.inside(tree.document)):
        if element["S"] == "/LI":
            tree.label(element)
        elif element["S"] in HEADINGS:
            level = min(HEADINGS.index(element["S"]), level) + 1
            element["S"] = HEADINGS[level - 1]
        elif element["S"] == "/Table":
            name_heads(tree.rows(element))
        tree.place_captions(element)
    for element in list(tree.inside(tree.document)):
        if element["S"] == "/Caption" and tree.of(element["P"])["S"] not in ("/Table", "/Figure"):
            element["S"] = "/P"


def _goes_on(document: Any) -> Iterator[int]:
    """The pages whose first table is the last one of the page before."""
    last = None
    for at, page in enumerate(document.pages):
        boxes = (box for box in page._page_box.descendants() if box.element_tag == "table" and _shows_head(box))
        tables = [box.element for box in boxes]
        if tables and tables[0] is last:
            yield at
        last = tables[-1] if tables else None


def _shows_head(table: Any) -> bool:
    """Whether it has heads on this page: over a row as tall as the page WeasyPrint leaves them out (2679)."""
    return any(box.element_tag == "thead" for box in table.descendants())


class Tree:
    """The tags of a document, the marks on its pages, and what is painted there."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        root = self.of(pdf.catalog["StructTreeRoot"])
        self.document = self.of(root["K"][0])
        self.numbers = self.of(root["ParentTree"])["Nums"]
        self.pages = {page: at for at, page in enumerate(pdf.page_references)}
        self.marks = [self.numbers[2 * at + 1] for at in range(len(self.pages))]  # of each page, whose each mark is

    def of(self, reference: Any) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def kid(self, reference: Any) -> Any:
        """The element that a kid is, or None: marks are numbers, and cells that were painted have no kids to tidy."""
        found = None if isinstance(reference, int) else self.of(reference)
        return found if isinstance(found, pydyf.Dictionary) and "S" in found else None

    def inside(self, element: Any) -> Iterator[Any]:
        for reference in list(element["K"]):
            if (kid := self.kid(reference)) is not None:
                yield kid
                yield from self.inside(kid)

    def rows(self, table: Any) -> list[list[Any]]:
        """The cells of each row; rows that were painted name no heads."""
        own = [element for element in self.inside(table) if element["S"] == "/TR"]
        return [[cell for cell in map(self.kid, row["K"]) if cell] for row in own]

    def beside(self) -> Iterator[Any]:
        """What WeasyPrint names, but leaves out of the tree: all in the margins of pages."""
        read = set(self.document["K"])
        for one in list(self.pdf.objects):
            if isinstance(one, pydyf.Dictionary) and one.get("P") == self.document.reference:  # pages have one, too
                yield from [one] if "S" in one and one.reference not in read else []

    def read_margins(self) -> None:
        """Reads what leads somewhere, and what runs along when it is new; a page number has no element of ours."""
        known = set()
        for element in self.beside():
            words = self._painted(element)
            leads = any(inner["S"] == "/Link" for inner in self.inside(element))
            if leads or (element["S"] == "/Div" and words not in known):
                self._read_where_page_ends(element)
            else:
                self.not_read(element, "/Pagination")
            known.add(words)

    def _painted(self, element: Any) -> str:
        """How it is painted: alike on the pages of a section."""
        content = self._content(element)
        parts = (part for at in self._places(element) for part in content[at + 1 : content.index(b"EMC", at)])
        return "".join(map(str, parts))

    def _content(self, element: Any) -> list[Any]:
        """What is painted on the page of an element, piece by piece."""
        painted: list[Any] = self.of(self.of(element["Pg"])["Contents"]).stream
        return painted

    def _places(self, element: Any) -> list[int]:
        """Where in that the element's marks are."""
        marks = {kid for one in (element, *self.inside(element)) for kid in one["K"] if isinstance(kid, int)}
        pieces = enumerate(self._content(element))
        return [at for at, piece in pieces if isinstance(piece, pydyf.Dictionary) and piece.get("MCID") in marks]

    def _read_where_page_ends(self, element: Any) -> None:
        kids = self.document["K"]
        page = self.pages[element["Pg"]]
        before = [at for at, kid in enumerate(kids, 1) if self.pages[self.of(kid)["Pg"]] <= page]
        kids.insert(before[-1], element.reference)

    def not_read(self, element: Any, kind: str) -> None:
        """All that is marked as this element's becomes an artifact of that kind."""
        content = self._content(element)
        for at in self._places(element):
            self.marks[self.pages[element["Pg"]]][content[at].pop("MCID")] = "null"
            content[at]["Type"] = kind
            content[at - 1] = "/Artifact"

    def join_tables(self, pages: set[int]) -> None:
        """What a table has on these pages goes into its first part."""
        whole = None
        for table in [one for one in self.inside(self.document) if one["S"] == "/Table" and self._heads(one)]:
            page = self.pages[table["Pg"]]
            if whole and page in pages:
                self._join(whole, table)
                pages.remove(page)
            else:
                whole = table

    def _heads(self, table: Any) -> Any:
        return next((kid for kid in map(self.kid, table["K"]) if kid and kid["S"] == "/THead"), None)

    def _join(self, whole: Any, part: Any) -> None:
        heads = self._heads(part)
        self.not_read(heads, "/Pagination")
        named = zip(
            *([one["ID"] for one in self.inside(at) if "ID" in one] for at in (heads, self._heads(whole))), strict=True
        )
        names = {later.string: first for later, first in named}
        for cell in self.inside(part):
            if "Headers" in cell.get("A", {}):
                told = cell["A"]["Headers"]
                cell["A"]["Headers"] = pydyf.Array([names.get(name.string, name) for name in told])
        for reference in part["K"]:
            if reference != heads.reference:
                self.of(reference)["P"] = whole.reference
                whole["K"].append(reference)
        self.of(part["P"])["K"].remove(part.reference)

    def simplify(self, element: Any) -> None:
        """Takes out what is empty, and what stands round one text or one element and says nothing of it."""
        kids: list[Any] = []
        for reference in element["K"]:
            kid = self.kid(reference)
            if kid is None:
                kids.append(reference)
                continue
            self.simplify(kid)
            if not kid["K"] and kid["S"] not in STAYS_EMPTY:
                continue
            if _says_nothing(kid, element):
                kids += self._dissolved(kid, element)
                continue
            if kid["S"] == "/Div" and all(isinstance(one, int) for one in kid["K"]):
                kid["S"] = "/P"
            kids.append(reference)
        element["K"] = pydyf.Array(kids)

    def _dissolved(self, kid: Any, parent: Any) -> list[Any]:
        for one in kid["K"]:
            if isinstance(one, int):
                self.marks[self.pages[kid["Pg"]]][one] = parent.reference
            elif "P" in (found := self.of(one)):
                found["P"] = parent.reference
        return list(kid["K"])

    def label(self, item: Any) -> None:
        """The marker in an item's body goes before it. Where a page parts an item, only the first part has one."""
        for body in [self.kid(reference) for reference in item["K"]]:
            first = self.kid(body["K"][0]) if body and body["K"] else None
            if first and first["S"] == LABEL:
                body["K"].remove(first.reference)
                item["K"].insert(0, first.reference)
                first["S"], first["P"] = "/Lbl", item.reference

    def place_captions(self, element: Any) -> None:
        """A caption goes into the table or the drawing that follows it, or into the photo before it."""
        for reference in list(element["K"]):
            kid = self.kid(reference)
            if kid is None or kid["S"] != "/Caption":
                continue
            at = element["K"].index(reference)
            after = self._named(element["K"][at + 1 : at + 2], "/Table", "/Figure")
            before = self._named(element["K"][at - 1 : at], "/Figure")
            for named in [*after, *before][:1]:
                element["K"].remove(reference)
                named["K"].insert(0 if after else len(named["K"]), reference)
                kid["P"] = named.reference

    def _named(self, references: Any, *kinds: str) -> list[Any]:
        """What is of one of these kinds, alone in whatever is round it."""
        found = [kid for kid in map(self.kid, references) if kid]
        if found and found[0]["S"] in ("/Div", "/P") and len(found[0]["K"]) == 1:
            return self._named(found[0]["K"], *kinds)
        return [kid for kid in found if kid["S"] in kinds]


def _says_nothing(kid: Any, parent: Any) -> bool:
    kind, around = str(kid["S"]), str(parent["S"])
    if kind in INLINE:
        return kind != LABEL or around != "/LBody"
    alone = len(kid["K"]) == 1 and not isinstance(kid["K"][0], int)
    return kind == "/Div" and (alone or around in HOLDS_TEXT)
