"""What a Word document is written on: our own empty base, or the office's letterhead with our styles and lists added.

On a letterhead our styles bear names of their own ("Tuntas …") and inherit nothing from the office's, so that theirs
stay as they are and our text looks the same on every letterhead.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart
from lxml import etree

from documents.report.blocks import Font, Letterhead, Section
from documents.report.measures import TEMPLATES, fitted
from documents.word.elements import NS, W, w
from documents.word.flow import Numbers
from documents.word.letterhead import has_kop, heads

_R = f"{{{NS['r']}}}"
OURS = "Tuntas"
BASE = OURS + "Dasar"


class Ground:
    """Our own base: nothing stands on it yet."""

    def __init__(self, font: Font) -> None:
        self.document = docx.Document(str(TEMPLATES / "base.docx"))
        self.numbers = Numbers(self.document.part.numbering_part.element)
        if font != "Arial":
            styles = self.document.styles.element
            _set_font(styles.find(f"{W}docDefaults"), font)
            _set_tables(styles)

    def adapted(self, section: Section) -> Section:
        """The section as this ground can take it."""
        return section

    def page(self, settings: Any, *, opens: bool) -> None:
        """A section's last word on its sheet."""

    def fill(self, place: Any, kind: str, elements: Sequence[etree._Element], *, first: bool, opens: bool) -> None:
        """Puts what runs along into a head or foot (``kind`` "header" or "footer")."""
        place._element[:] = elements

    def finish(self) -> None:
        """When all is written."""


class OwnGround(Ground):
    """An office's letterhead, as ``word_letterhead.reduced`` keeps it."""

    def __init__(self, content: bytes, font: Font) -> None:
        self.document = docx.Document(io.BytesIO(content))
        self.kop = has_kop(content)
        self.heads = heads(self.document)
        self.settings = deepcopy(self.document.element.body[-1])
        self._take_off_heads()
        base = docx.Document(str(TEMPLATES / "base.docx"))
        self.styles = _add_styles(self.document.styles.element, base.styles.element, font)
        self.numbers = _add_lists(self.document, base.part.numbering_part.element)

    def _take_off_heads(self) -> None:
        body = self.document.element.body[-1]
        for ref in list(body.iter(f"{W}headerReference", f"{W}footerReference")):
            self.document.part.rels.pop(ref.get(_R + "id"))
            body.remove(ref)

    def adapted(self, section: Section) -> Section:
        """On the letterhead's sheet and between its margins; its own kop takes the place of ours."""
        blocks = section.blocks
        if self.kop:
            blocks = tuple(block for block in blocks if not isinstance(block, Letterhead))
        size, margins = self._sheet()
        if section.landscape:
            top, right, bottom, left = margins
            margins = (left, top, right, bottom)
        return fitted(replace(section, blocks=blocks, size=size, margins=margins))

    def _sheet(self) -> tuple[tuple[int, int], tuple[int, int, int, int]]:
        """Size and margins in whole mm; what a letterhead leaves out is A4 with ours."""
        size, edges = self.settings.find(f"{W}pgSz"), self.settings.find(f"{W}pgMar")
        width, height = (_mm(size, name, usual) for name, usual in (("w", 210), ("h", 297)))
        usual = {"top": 20, "right": 20, "bottom": 25, "left": 30}
        top, right, bottom, left = (abs(_mm(edges, side, mm)) for side, mm in usual.items())
        return (min(width, height), max(width, height)), (top, right, bottom, left)

    def page(self, settings: Any, *, opens: bool) -> None:
        """A paper of its own keeps the letterhead's section exactly."""
        if not opens:
            return
        for name in ("pgSz", "pgMar", "pgBorders"):
            theirs, ours = self.settings.find(W + name), settings.find(W + name)
            if theirs is not None and ours is not None:
                ours.getparent().replace(ours, deepcopy(theirs))
            elif theirs is not None:
                settings.find(f"{W}pgMar").addnext(deepcopy(theirs))

    def fill(self, place: Any, kind: str, elements: Sequence[etree._Element], *, first: bool, opens: bool) -> None:
        """Ours, and above a paper's own pages also what the letterhead has there."""
        for element in elements:
            self._rename(element)
        theirs = self.heads[kind, first] if opens else None
        if theirs is None:
            place._element[:] = elements
            return
        root = _copied(theirs, place.part)
        place.part._element = root
        for number, element in enumerate(elements):
            root.insert(number if kind == "header" else len(root), element)

    def finish(self) -> None:
        self._rename(self.document.element.body)

    def _rename(self, element: etree._Element) -> None:
        for style in element.iter(f"{W}pStyle"):
            if style.get(f"{W}val") in self.styles:
                style.set(f"{W}val", OURS + style.get(f"{W}val"))


def ground(letterhead: bytes, font: Font) -> Ground:
    """``letterhead`` as it was kept, or nothing."""
    return OwnGround(letterhead, font) if letterhead else Ground(font)


def _mm(element: Any, name: str, usual: int) -> int:
    text = element.get(W + name, "") if element is not None else ""
    return round(float(text) / 1440 * 25.4) if text.lstrip("-").isdigit() else usual


def _set_tables(styles: etree._Element) -> None:
    """Bookman's letters are a tenth wider than Arial's: tables are set smaller by as much."""
    for style in styles.iter(f"{W}style"):
        half_points = {"Sel": 18, "SelKecil": 16}.get(style.get(f"{W}styleId"))
        for size in style.iter(f"{W}sz", f"{W}szCs") if half_points else ():
            size.set(f"{W}val", str(half_points))


def _set_font(element: etree._Element, font: Font) -> None:
    """The face of Latin text; Jawi keeps the one it has."""
    for fonts in element.iter(f"{W}rFonts"):
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(W + script, font)


def _add_styles(styles: etree._Element, base: etree._Element, font: Font) -> set[str]:
    """Adds ours under our own names; returns the ids by which the writer calls them."""
    added = [
        deepcopy(s) for s in base.iter(f"{W}style") if s.get(f"{W}type") == "paragraph" and not s.get(f"{W}default")
    ]
    styles.append(_base_style(base.find(f"{W}docDefaults"), font))
    for style in added:
        style.set(f"{W}customStyle", "1")
        name = style.find(f"{W}name")
        name.set(f"{W}val", f"{OURS} {name.get(f'{W}val')}")
        style.find(f"{W}basedOn").set(f"{W}val", BASE)
        following = style.find(f"{W}next")
        if following is not None:
            following.set(f"{W}val", OURS + following.get(f"{W}val"))
        if font != "Arial":
            _set_tables(style)
    found = {style.get(f"{W}styleId") for style in added}
    for style in added:
        style.set(f"{W}styleId", OURS + style.get(f"{W}styleId"))
        styles.append(style)
    return found


def _base_style(defaults: etree._Element, font: Font) -> etree._Element:
    """What our styles inherit instead of the office's defaults: everything that those could set is said."""
    run = deepcopy(defaults.find(f"{W}rPrDefault/{W}rPr"))
    run.insert(1, w("color", val="auto"))
    text = deepcopy(defaults.find(f"{W}pPrDefault/{W}pPr"))
    text.extend([w("ind", left=0, right=0, firstLine=0), w("jc", val="left")])
    style = w("style", w("name", val=f"{OURS} Dasar"), text, run, type="paragraph", customStyle="1", styleId=BASE)
    _set_font(style, font)
    return style


def _add_lists(document: Any, base: etree._Element) -> Numbers:
    """Our lists behind the office's own."""
    numbering = _numbering(document)
    kinds = [int(a.get(f"{W}abstractNumId")) for a in numbering.iter(f"{W}abstractNum")]
    first = max(kinds, default=-1) + 1
    last = [*numbering.iter(f"{W}abstractNum")][-1:]
    place = numbering.index(last[0]) + 1 if last else len(numbering.findall(f"{W}numPicBullet"))
    for offset, kind in enumerate(base.iter(f"{W}abstractNum")):
        copied = deepcopy(kind)
        copied.set(f"{W}abstractNumId", str(first + int(kind.get(f"{W}abstractNumId"))))
        numbering.insert(place + offset, copied)
    for cleanup in numbering.findall(f"{W}numIdMacAtCleanup"):
        numbering.remove(cleanup)
    used = [int(num.get(f"{W}numId")) for num in numbering.iter(f"{W}num")]
    return Numbers(numbering, count=max(used, default=0), first_kind=first)


def _numbering(document: Any) -> Any:
    part = document.part
    if not any(relation.reltype == RT.NUMBERING for relation in part.rels.values()):
        blank = etree.tostring(w("numbering"), xml_declaration=True, encoding="UTF-8", standalone=True)
        made = NumberingPart.load(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, blank, part.package)
        part.relate_to(made, RT.NUMBERING)
    return part.numbering_part.element


def _copied(source: Any, target: Any) -> Any:
    """A head's content for another part: its pictures and links get relations there."""
    root = deepcopy(source.element)
    names = {}
    for ident, relation in source.rels.items():
        if relation.is_external:
            names[ident] = target.relate_to(relation.target_ref, relation.reltype, is_external=True)
        else:
            names[ident] = target.relate_to(relation.target_part, relation.reltype)
    for element in root.iter("{*}*"):
        for key, value in element.attrib.items():
            if key.startswith(_R) and value in names:
                element.set(key, names[value])
    return root
