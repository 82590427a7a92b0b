"""The few elements of WordprocessingML that the Word writer makes, their children in the order the schema wants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from documents.report import whole
from documents.report.fonts import width_of
from documents.report.phrases import stressed

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
W = f"{{{NS['w']}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
EMU = 36000  # per millimetre
PITCH = {7: 9, 8: 10.5, 9: 11, 9.5: 12.5, 10: 13, 10.5: 13.6, 13: 16}  # points, of letters that a style has larger
_ONLY_W = {"w": NS["w"]}
_NOT_PLAIN = re.compile("\n|  |[\u0590-\u08ff\ufb1d-\ufefc]")
_HYPHEN, _DASH = re.compile(r"(?<=\w)-(?=\w)"), re.compile(r"(?<=\w)–(?=\w)")
_MAYBE_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_GRAPHIC = (
    '<wp:docPr id="0" name="Gambar"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{pic}"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="0" name="Gambar"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
)
_INLINE = '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>{graphic}</wp:inline>'
_BEHIND = (
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" '
    'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:align>center'
    '</wp:align></wp:positionH><wp:positionV relativeFrom="page"><wp:align>center</wp:align></wp:positionV>'
    "<wp:extent {size}/><wp:wrapNone/>{graphic}</wp:anchor>"
)
_PPR = ("pStyle", "keepNext", "keepLines", "framePr", "numPr", "pBdr", "tabs", "bidi", "spacing", "ind", "jc", "rPr")


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def w(tag: str, *children: Any, **attributes: Any) -> etree._Element:
    """``<w:tag w:name="value">`` with its children; a child that is None is left out."""
    element = etree.Element(W + tag, {W + name: str(value) for name, value in attributes.items()}, nsmap=_ONLY_W)
    for child in children:
        if child is not None:
            element.append(child)
    return element


def paragraph(style: str, *runs: etree._Element, **properties: Any) -> etree._Element:
    """``properties`` are elements or None by name (``spacing=w("spacing", before=40)``); keepNext=True is a switch."""
    properties["pStyle"] = w("pStyle", val=style)
    chosen = []
    for name in _PPR:
        value = properties.pop(name, None)
        if value is True:
            chosen.append(w(name))
        elif value is not None and value is not False:
            chosen.append(value)
    if properties:
        raise TypeError(f"unknown paragraph properties: {sorted(properties)}")
    return w("p", w("pPr", *chosen), *runs)


def text_paragraph(
    style: str, text: str, *, size: float = 0, bold: bool = False, words: Sequence[str] = (), **properties: Any
) -> etree._Element:
    """A paragraph of one text; ``size`` (points) also for its number. Text that begins in Jawi runs from the right. Of
    one that is not ``bold`` these ``words`` are."""
    if begins_rtl(text):
        properties |= {"bidi": True, "jc": properties.get("jc")}
    if size:
        properties |= {"rPr": w("rPr", *_size(size)), "spacing": pitched(size, properties.get("spacing"))}
    parts = stressed(text, words)
    texts = [run for part, strong in parts for run in runs(part, size=size, bold=bold or strong)]
    return paragraph(style, *texts, **properties)


def letterspaced(element: etree._Element, size: float) -> etree._Element:
    """The paragraph with its letters, of ``size`` points, six hundredths of it apart."""
    for text in element.iterchildren(W + "r"):
        looks = text.find(W + "rPr")
        if looks is None:
            looks = w("rPr")
            text.insert(0, looks)
        place = looks.find(W + "sz")
        wide = w("spacing", val=round(size * 1.2))
        looks.append(wide) if place is None else place.addprevious(wide)
    return element


def pitched(size: float, spacing: etree._Element | None = None) -> etree._Element | None:
    """The spacing of a paragraph in letters of another size than its style's; one that says its lines stays."""
    if not size or (spacing is not None and spacing.get(W + "line")):
        return spacing
    spacing = w("spacing") if spacing is None else spacing
    spacing.set(W + "line", str(round(PITCH[size] * 20)))
    spacing.set(W + "lineRule", "atLeast")
    return spacing


def begins_rtl(text: str) -> bool:
    """Whether a text runs from the right: its first letter is Arabic or Hebrew."""
    return (
        bool(_MAYBE_RTL.search(text))
        and next((b for b in map(unicodedata.bidirectional, text) if b in ("L", "R", "AL")), "L") != "L"
    )


def runs(text: str, *, size: float = 0, bold: bool = False, extra: Iterable[str] = ()) -> list[etree._Element]:
    """One run, or several where the script changes; a new line is a line break.

    ``extra``: names of ``FRAMES``, "struck" and "slanted", "sunk" below the line, "apart" from what follows.
    """
    if not _MAYBE_RTL.search(text):
        return [_run(text, size, bold, extra, rtl=False)] if text else []
    parts = re.split("([\u0590-\u08ff\ufb1d-\ufefc]+(?: +[\u0590-\u08ff\ufb1d-\ufefc]+)*)", text)
    return [_run(part, size, bold, extra, rtl=bool(n % 2)) for n, part in enumerate(parts) if part]


WIDE, SUNK, APART = 150, -2, 30  # percent, of a tick that fills its box; half points; twentieths of a point
# Round a letter, by name: a frame, and grounds of grey.
FRAMES: dict[str, tuple[str, dict[str, Any]]] = {
    "frame": ("bdr", {"val": "single", "sz": 9, "space": 0, "color": "000000"}),
    "thin": ("bdr", {"val": "single", "sz": 4, "space": 0, "color": "000000"}),
    "ticked": ("bdr", {"val": "single", "sz": 6, "space": 0, "color": "000000"}),
    "begun": ("shd", {"val": "clear", "color": "auto", "fill": "E8E8E8"}),
    "done": ("shd", {"val": "clear", "color": "auto", "fill": "B8B8B8"}),
}


def is_plain(text: str) -> bool:
    """Whether a text is one run as it stands: of one script, in one line, without a blank that Word would drop."""
    return bool(text) and text == text.strip() and not _NOT_PLAIN.search(text)


def _run(text: str, size: float, bold: bool, extra: Iterable[str], *, rtl: bool) -> etree._Element:
    properties = [w("b"), w("bCs")] if bold else []
    properties += [w("i"), w("iCs")] if "slanted" in extra else []
    properties += [w("strike")] if "struck" in extra else []
    properties += [w("spacing", val=APART)] if "apart" in extra else []
    properties += [w("w", val=WIDE)] if "ticked" in extra else []
    properties += [w("position", val=SUNK)] if "sunk" in extra else []
    properties += _size(size) if size else []
    properties += [w(FRAMES[name][0], **FRAMES[name][1]) for name in extra if name in FRAMES]
    properties += [w("rtl")] if rtl else []
    run = w("r", w("rPr", *properties) if properties else None)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(w("br"))
        run.append(_text(line))
    return run


def _size(points: float) -> list[etree._Element]:
    return [w("sz", val=round(points * 2)), w("szCs", val=round(points * 2))]


def _text(text: str) -> etree._Element:
    element = w("t")
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(SPACE, "preserve")
    return element


def unbroken(element: etree._Element, most: float | None = None) -> etree._Element:
    """The paragraph with the words in it that no line ends inside of; ``most`` as of ``whole.stays``.

    A hyphen becomes Word's own that does not break. For a dash it has none: in a text of several lines an invisible
    letter follows. After a stroke neither Word nor LibreOffice ends a line.
    """
    for text in [found for found in element.iter(W + "t") if whole.any_in(found.text or "")]:
        first, *others = _parted(text.text or "", most)
        text.addprevious(_text(first))
        for other in others:
            text.addprevious(w("noBreakHyphen"))
            text.addprevious(_text(other))
        text.getparent().remove(text)
    return element


def _parted(text: str, most: float | None) -> list[str]:
    """A text at the hyphens that no line ends after."""
    long = most is None or width_of(text) * whole.WIDER > most
    parts = [""]
    for word, kept in whole.words(text, most):
        first, *others = _HYPHEN.split(_DASH.sub(f"–{whole.JOINER}", word) if long else word) if kept else [word]
        parts[-1] += first
        parts += others
    return parts


def link(relation: str, *texts: etree._Element) -> etree._Element:
    """Texts that lead to the address of a relation; they look as all others."""
    element = w("hyperlink", *texts, history=1)
    element.set(f"{{{NS['r']}}}id", relation)
    return element


def tab() -> etree._Element:
    return w("r", w("tab"))


def field(code: str, shown: str) -> list[etree._Element]:
    """PAGE or NUMPAGES with the value to show until Word counts."""
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set(SPACE, "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", _text(shown)),
        w("r", w("fldChar", fldCharType="end")),
    ]


def indent(left: float, hanging: float = 0) -> etree._Element:
    extra = {"hanging": twips(hanging)} if hanging else {}
    return w("ind", left=twips(left), **extra)


def border(side: str, points: float, kind: str = "single") -> etree._Element:
    return w(side, val=kind, sz=round(points * 8), space=0, color="000000" if kind != "nil" else "auto")


def cell(width: float, content: Iterable[etree._Element], *, span: int = 1, **properties: Any) -> etree._Element:
    """A table cell of ``width`` mm; ``properties`` are vMerge, tcBorders, shd, tcMar, textDirection,
    vAlign."""
    order = ("vMerge", "tcBorders", "shd", "tcMar", "textDirection", "vAlign")
    chosen = [properties[name] for name in order if properties.get(name) is not None]
    head = w("tcPr", w("tcW", w=twips(width), type="dxa"), w("gridSpan", val=span) if span > 1 else None, *chosen)
    return w("tc", head, *content)


def row(*cells: etree._Element, head: bool = False, height: float = 0, least: float = 0) -> etree._Element:
    """A row that is never split over pages, ``height`` mm high or at ``least`` so."""
    properties = [w("cantSplit")]
    if height:
        properties.append(w("trHeight", val=twips(height), hRule="exact"))
    if least:
        properties.append(w("trHeight", val=twips(least), hRule="atLeast"))
    if head:
        properties.append(w("tblHeader"))
    return w("tr", w("trPr", *properties), *cells)


def table(widths: Iterable[float], rows: Iterable[etree._Element], **properties: Any) -> etree._Element:
    """A table of fixed columns (mm) without borders; ``left`` mm in; ``borders``, ``margins``, ``caption``,
    ``description``."""
    columns = [twips(width) for width in widths]
    description = properties.get("description")
    head = w(
        "tblPr",
        w("tblW", w=sum(columns), type="dxa"),
        w("tblInd", w=twips(properties.get("left", 0)), type="dxa"),
        properties.get("borders"),
        w("tblLayout", type="fixed"),
        cell_margins(*properties.get("margins", (0, 0))),
        w("tblLook", val="0000"),
        w("tblCaption", val=properties["caption"]) if properties.get("caption") else None,
        w("tblDescription", val=description) if description else None,
    )
    return w("tbl", head, w("tblGrid", *(w("gridCol", w=column) for column in columns)), *rows)


def cell_margins(vertical: float, horizontal: float) -> etree._Element:
    """Said even when none: LibreOffice would take 1.9 mm."""
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    return w("tblCellMar", *(w(side, w=twips(mm), type="dxa") for side, mm in sides))


def picture(relation: str, width: float, height: float, alt: str, *, behind: bool = False) -> etree._Element:
    """A run with a picture (mm) in the line, or centred on the page behind the text. Ids are numbered at the end."""
    size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    graphic = _GRAPHIC.format(size=size, relation=relation, pic=NS["pic"])
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    place = (_BEHIND if behind else _INLINE).format(size=size, graphic=graphic)
    run = etree.fromstring(f"<w:r {names}><w:drawing>{place}</w:drawing></w:r>")
    next(run.iter(f"{{{NS['wp']}}}docPr")).set("descr", alt)
    return run
