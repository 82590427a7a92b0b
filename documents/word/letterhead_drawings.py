"""Drawings of a letterhead as plain values: pictures, lines, boxes and groups of them, placed as they are.

What Word writes today (DrawingML) is read here; what came from older files (VML) in ``letterhead_vml.py``.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from typing import Any

from documents.word.letterhead_plan import (
    Block,
    Drawing,
    Figure,
    Group,
    Member,
    Picture,
    Place,
    Shape,
    Stroke,
    Turn,
)

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_MS = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
WPS, WPG = f"{{{_MS}Shape}}", f"{{{_MS}Group}}"
TXBX = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}txbxContent"
UNREADABLE = "gambar yang bukan PNG atau JPEG"
FAR = 30_000_000  # EMU: 83 cm
DEEPEST = 4  # groups in one another
LINES = ("line", "straightConnector1")
BOXES = ("rect", "roundRect", "ellipse")
DASHES = ("solid", "dot", "dash", "lgDash", "dashDot", "lgDashDot", "sysDash", "sysDot", "sysDashDot", "sysDashDotDot")
COMPOUNDS = ("sng", "dbl", "thickThin", "thinThick", "tri")
WRAPS = {"wrapNone": "none", "wrapTopAndBottom": "topAndBottom", "wrapSquare": "square", "wrapTight": "square",
         "wrapThrough": "square"}  # fmt: skip
ACROSS_FROM = ("page", "margin", "column", "character", "leftMargin", "rightMargin", "insideMargin", "outsideMargin")
DOWN_FROM = ("page", "margin", "paragraph", "line", "topMargin", "bottomMargin", "insideMargin", "outsideMargin")
ACROSS, DOWN = ("left", "center", "right", "inside", "outside"), ("top", "center", "bottom", "inside", "outside")
SYSTEM = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
USUAL = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6"}

Pictures = Callable[[str], bytes | None]  # relation -> the picture made anew, or nothing
Blocks = Callable[[Any], tuple[Block, ...]]  # what stands in a text box
OneMore = Callable[[], None]  # counts a shape


class Unknown(Exception):
    """A drawing that is not carried over; says what it is, in the office's words."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def whole(text: Any, low: int = -FAR, high: int = FAR) -> int:
    """A whole number within bounds; raises ``Unknown`` for what is none."""
    try:
        value = round(float(text))
    except (TypeError, ValueError, OverflowError):
        raise Unknown("gambar tanpa ukuran") from None
    return min(max(value, low), high)


class Drawings:
    """Reads those of one part; ``theme`` gives the colours that go by the theme's names."""

    def __init__(self, pictures: Pictures, blocks: Blocks, one_more: OneMore, theme: dict[str, str]) -> None:
        self.pictures, self.blocks, self.one_more, self.theme = pictures, blocks, one_more, theme

    def read(self, element: Any) -> Drawing:
        """A ``w:drawing``; raises ``Unknown``."""
        framed = next(iter(element.iterchildren(f"{WP}inline", f"{WP}anchor")), None)
        data = framed.find(f"{A}graphic/{A}graphicData") if framed is not None else None
        if framed is None or data is None or not len(data):
            raise Unknown("bentuk gambar yang tidak dikenal")
        extent = framed.find(f"{WP}extent")
        width, height = (whole(extent.get(key) if extent is not None else None, 0) for key in ("cx", "cy"))
        place = _place(framed) if framed.tag == f"{WP}anchor" else None
        gaps = _gaps(framed) if any(key in framed.attrib for key in _GAPS) else ()  # programs differ on what is usual
        return Drawing(self._shape(data[0], 0), width, height, place, gaps)

    def _shape(self, element: Any, depth: int) -> Shape:
        self.one_more()
        if element.tag == f"{PIC}pic":
            return self._picture(element)
        if element.tag == f"{WPS}wsp":
            return self._figure(element)
        if element.tag in (f"{WPG}wgp", f"{WPG}grpSp") and depth < DEEPEST:
            return self._group(element, depth)
        raise Unknown("bagan atau bentuk gambar yang tidak dikenal")

    def _picture(self, element: Any) -> Picture:
        blip = element.find(f"{PIC}blipFill/{A}blip")
        data = self.pictures(blip.get(f"{R}embed", "")) if blip is not None else None
        if data is None:
            raise Unknown(UNREADABLE)
        cut = element.find(f"{PIC}blipFill/{A}srcRect")
        crop = [_thousandths(cut.get(side)) if cut is not None else 0 for side in "ltrb"]
        properties = element.find(f"{PIC}spPr")
        return Picture(data, (crop[0], crop[1], crop[2], crop[3]), _turn(properties), self._stroke(properties, None))

    def _figure(self, element: Any) -> Figure:
        properties = element.find(f"{WPS}spPr")
        preset = properties.find(f"{A}prstGeom") if properties is not None else None
        form = preset.get("prst", "") if preset is not None else ""
        text = element.find(f"{WPS}txbx/{TXBX}")
        if form not in (*LINES, *BOXES):
            if text is None:
                raise Unknown("bentuk gambar yang tidak dikenal")
            form = "rect"
        body, line = element.find(f"{WPS}bodyPr"), form in LINES
        inset = [whole(body.get(key, usual) if body is not None else usual, 0) for key, usual in _INSETS]
        stands, style = body.get("anchor", "t") if body is not None else "t", element.find(f"{WPS}style")
        return Figure(
            "line" if line else form, "" if line else self._fill(properties, style), self._stroke(properties, style),
            _turn(properties), self.blocks(text) if text is not None else (), (inset[0], inset[1], inset[2], inset[3]),
            stands if stands in ("t", "ctr", "b") else "t", body is not None and body.find(f"{A}spAutoFit") is not None,
        )  # fmt: skip

    def _group(self, element: Any, depth: int) -> Group:
        frame = element.find(f"{WPG}grpSpPr/{A}xfrm")
        room = (*_pair(frame, "chOff", "x", "y"), *_pair(frame, "chExt", "cx", "cy"))
        members = []
        for child in element.iterchildren(f"{PIC}pic", f"{WPS}wsp", f"{WPG}grpSp"):
            own = next(
                (p.find(f"{A}xfrm") for p in child.iterchildren(f"{PIC}spPr", f"{WPS}spPr", f"{WPG}grpSpPr")), None
            )
            members.append(
                Member(self._shape(child, depth + 1), (*_pair(own, "off", "x", "y"), *_pair(own, "ext", "cx", "cy")))
            )
        if not members:
            raise Unknown("kumpulan bentuk gambar yang tidak dikenal")
        return Group(room, tuple(members), _turn(element.find(f"{WPG}grpSpPr")))

    def _fill(self, properties: Any, style: Any) -> str:
        """Its own colour, or the one of its style when it says neither that nor none."""
        found = properties.find(f"{A}solidFill") if properties is not None else None
        if found is None and (properties is None or properties.find(f"{A}noFill") is None):
            found = _of_style(style, "fillRef")
        return self.color(found) if found is not None else ""

    def _stroke(self, properties: Any, style: Any) -> Stroke | None:
        """How its edge is drawn: as it says, or as its style does."""
        found, usual = properties.find(f"{A}ln") if properties is not None else None, _of_style(style, "lnRef")
        if (found is None and usual is None) or (found is not None and found.find(f"{A}noFill") is not None):
            return None
        fill, dash = (found.find(A + name) if found is not None else None for name in ("solidFill", "prstDash"))
        fill = fill if fill is not None else usual
        if fill is None:
            return None
        said = dict(found.attrib) if found is not None else {}
        kind = dash.get("val", "solid") if dash is not None else "solid"
        compound = said.get("cmpd", "sng")
        return Stroke(
            self.color(fill), whole(said.get("w", 9525), 0, 400_000), kind if kind in DASHES else "solid",
            compound if compound in COMPOUNDS else "sng",
        )  # fmt: skip

    def color(self, holder: Any) -> str:
        """Six digits; black for what cannot be told."""
        found = holder[0] if len(holder) else None
        if found is None:
            return "000000"
        kind, value = str(found.tag).removeprefix(A), str(found.get("val", ""))
        if kind == "schemeClr":
            value = self.theme.get(SYSTEM.get(value, value), USUAL.get(SYSTEM.get(value, value), "000000"))
        elif kind == "sysClr":
            value = str(found.get("lastClr", "000000"))
        elif kind == "prstClr":
            value = {"white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF"}.get(value, "000000")
        return _shaded(value.upper(), found) if re.fullmatch("[0-9A-Fa-f]{6}", value) else "000000"


_GAPS = ("distT", "distB", "distL", "distR")
_INSETS = (("lIns", 91_440), ("tIns", 45_720), ("rIns", 91_440), ("bIns", 45_720))


def _of_style(style: Any, name: str) -> Any:
    """The colour that a shape's style gives it; 0 is none."""
    found = style.find(A + name) if style is not None else None
    return found if found is not None and found.get("idx", "0") != "0" else None


def _shaded(value: str, element: Any) -> str:
    """The colour with what the theme's shades do to it."""
    parts = {str(c.tag).removeprefix(A): whole(c.get("val", 100_000), 0, 200_000) / 100_000 for c in element}
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
    light = min(1.0, light * parts.get("lumMod", 1) * parts.get("shade", 1) + parts.get("lumOff", 0))
    light = 1 - (1 - light) * parts.get("tint", 1)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, strong))


def _thousandths(text: Any) -> int:
    return whole(text or 0, -500_000, 99_000)


def _turn(properties: Any) -> Turn:
    frame = properties.find(f"{A}xfrm") if properties is not None else None
    if frame is None:
        return Turn()
    mirrored = [frame.get(key) in ("1", "true") for key in ("flipH", "flipV")]
    return Turn(whole(frame.get("rot", 0), -21_600_000, 21_600_000), *mirrored)


def _pair(frame: Any, name: str, across: str, down: str) -> tuple[int, int]:
    found = frame.find(A + name) if frame is not None else None
    return (whole(found.get(across)), whole(found.get(down))) if found is not None else (0, 0)


def _place(anchor: Any) -> Place:
    across_from, across = _position(anchor, "positionH", ACROSS_FROM, ACROSS)
    down_from, down = _position(anchor, "positionV", DOWN_FROM, DOWN)
    wrap = next((WRAPS[name] for child in anchor if (name := str(child.tag).removeprefix(WP)) in WRAPS), "none")
    behind = anchor.get("behindDoc") in ("1", "true")
    height = whole(anchor.get("relativeHeight", 0), 0, 2_000_000_000)
    return Place(across_from, across, down_from, down, wrap, behind, _gaps(anchor), height)


def _gaps(framed: Any) -> tuple[int, int, int, int]:
    above, below, left, right = (whole(framed.get(key, 0), 0, 2_000_000) for key in _GAPS)
    return above, below, left, right


def _position(anchor: Any, name: str, froms: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, str | int]:
    """From where, and how far or how aligned. One that is given in per cent has its distance beside it."""
    found = next(iter(anchor.iterfind(f"{WP}{name}")), None)
    if found is None:
        found = next(iter(anchor.iterfind(f"{MC}AlternateContent/{MC}Fallback/{WP}{name}")), None)
    if found is None:
        return froms[2], 0
    start = found.get("relativeFrom", froms[2])
    align, offset = found.findtext(f"{WP}align"), found.findtext(f"{WP}posOffset")
    where: str | int = align if align in words else whole(offset or 0)
    return start if start in froms else froms[2], where
