"""Drawings of a letterhead's plan as Word's elements (DrawingML)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from documents.word.elements import NS, w
from documents.word.letterhead_draw_vml import old_box
from documents.word.letterhead_plan import (
    Block,
    Drawing,
    Figure,
    Group,
    Picture,
    Shape,
    Stroke,
    Turn,
)

Embed = Callable[[bytes], str]
Inside = Callable[[Sequence[Block]], list[etree._Element]]
NAME = "Gambar kop"
_MS = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_SPACES = {
    **NS,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": f"{_MS}Shape",
    "wpg": f"{_MS}Group",
}
_GAPS = ("distT", "distB", "distL", "distR")
_WRAPS = {"none": "wrapNone", "square": "wrapSquare", "topAndBottom": "wrapTopAndBottom"}


def drawn(drawing: Drawing, embed: Embed, inside: Inside) -> etree._Element:
    """A ``w:drawing``; a shape in what tells programs that do not know shapes to leave it out; or a ``w:pict``."""
    shape = drawing.shape
    if drawing.is_old and isinstance(shape, Figure):
        return old_box(drawing, shape, inside(shape.blocks))
    size = {"cx": drawing.width, "cy": drawing.height}
    made = _Drawer(embed, inside)
    if isinstance(shape, Picture):
        content = made.picture(shape, (0, 0, drawing.width, drawing.height))
        return w("drawing", _framed(drawing, size, _SPACES["pic"], content))
    kind, uri = ("wpg", _SPACES["wpg"]) if isinstance(shape, Group) else ("wps", _SPACES["wps"])
    content = made.shape(shape, (0, 0, drawing.width, drawing.height), outermost=True)
    element = w("drawing", _framed(drawing, size, uri, content))
    return _x("mc:AlternateContent", {}, _x("mc:Choice", {"Requires": kind}, element))


def _framed(drawing: Drawing, size: dict[str, int], uri: str, content: etree._Element) -> etree._Element:
    graphic = _x("a:graphic", {}, _x("a:graphicData", {"uri": uri}, content))
    shown = [_x("wp:docPr", {"id": 0, "name": NAME, "descr": NAME}), _x("wp:cNvGraphicFramePr", {}), graphic]
    place, extent = drawing.place, _x("wp:extent", size)
    if place is None:
        return _x("wp:inline", dict(zip(_GAPS, drawing.gaps, strict=False)), extent, *shown)
    gaps = dict(zip(_GAPS, place.gaps, strict=True))
    ways = {
        "simplePos": 0, "relativeHeight": place.height, "behindDoc": int(place.behind), "locked": 0, "layoutInCell": 1,
        "allowOverlap": 1,
    }  # fmt: skip
    across = _position("wp:positionH", place.across_from, place.across)
    down = _position("wp:positionV", place.down_from, place.down)
    wrap = _x(f"wp:{_WRAPS[place.wrap]}", {"wrapText": "bothSides"} if place.wrap == "square" else {})
    return _x("wp:anchor", {**gaps, **ways}, _x("wp:simplePos", {"x": 0, "y": 0}), across, down, extent, wrap, *shown)


def _position(tag: str, start: str, where: str | int) -> etree._Element:
    said = _x("wp:align" if isinstance(where, str) else "wp:posOffset", {})
    said.text = str(where)
    return _x(tag, {"relativeFrom": start}, said)


class _Drawer:
    def __init__(self, embed: Embed, inside: Inside) -> None:
        self.embed, self.inside = embed, inside

    def shape(self, shape: Shape, frame: tuple[int, int, int, int], *, outermost: bool) -> etree._Element:
        if isinstance(shape, Picture):
            return self.picture(shape, frame)
        return self.group(shape, frame, outermost) if isinstance(shape, Group) else self.figure(shape, frame, outermost)

    def picture(self, shape: Picture, frame: tuple[int, int, int, int]) -> etree._Element:
        cut = {side: part for side, part in zip("ltrb", shape.crop, strict=True) if part}
        fill = _x(
            "pic:blipFill", {}, _x("a:blip", {f"{{{NS['r']}}}embed": self.embed(shape.data)}), _x("a:srcRect", cut),
            _x("a:stretch", {}, _x("a:fillRect", {})),
        )  # fmt: skip
        named = _x("pic:nvPicPr", {}, _x("pic:cNvPr", {"id": 0, "name": NAME}), _x("pic:cNvPicPr", {}))
        return _x("pic:pic", {}, named, fill, _properties("pic:spPr", "rect", frame, shape.turn, "", shape.stroke))

    def figure(self, shape: Figure, frame: tuple[int, int, int, int], outermost: bool) -> etree._Element:
        line = shape.form == "line"
        named = [] if outermost else [_x("wps:cNvPr", {"id": 0, "name": NAME})]
        way = _x("wps:cNvCnPr", {}) if line else _x("wps:cNvSpPr", {"txBox": 1} if shape.blocks else {})
        text = [_x("wps:txbx", {}, w("txbxContent", *self.inside(shape.blocks)))] if shape.blocks else []
        insets = dict(zip(("lIns", "tIns", "rIns", "bIns"), shape.insets, strict=True))
        fits = _x("a:spAutoFit" if shape.grows else "a:noAutofit", {})
        body = _x("wps:bodyPr", {} if line else {**insets, "anchor": shape.stands}, *([] if line else [fits]))
        properties = _properties("wps:spPr", shape.form, frame, shape.turn, shape.fill, shape.stroke)
        return _x("wps:wsp", {}, *named, way, properties, *text, body)

    def group(self, shape: Group, frame: tuple[int, int, int, int], outermost: bool) -> etree._Element:
        named = [] if outermost else [_x("wpg:cNvPr", {"id": 0, "name": NAME})]
        room = _x("a:chOff", dict(zip("xy", shape.room[:2], strict=True))), _x("a:chExt", _size(shape.room))
        properties = _x("wpg:grpSpPr", {}, _frame(frame, shape.turn, *room))
        members = [self.shape(member.shape, member.frame, outermost=False) for member in shape.members]
        return _x("wpg:wgp" if outermost else "wpg:grpSp", {}, *named, _x("wpg:cNvGrpSpPr", {}), properties, *members)


def _properties(
    tag: str, form: str, frame: tuple[int, int, int, int], turn: Turn, fill: str, stroke: Stroke | None
) -> etree._Element:
    shape = _x("a:prstGeom", {"prst": form}, _x("a:avLst", {}))
    ground = _solid(fill) if fill else _x("a:noFill", {})
    return _x(tag, {}, _frame(frame, turn), shape, ground, _edge(stroke))


def _edge(stroke: Stroke | None) -> etree._Element:
    if stroke is None:
        return _x("a:ln", {}, _x("a:noFill", {}))
    return _x(
        "a:ln",
        {"w": stroke.width, "cmpd": stroke.compound},
        _solid(stroke.color),
        _x("a:prstDash", {"val": stroke.dash}),
    )


def _solid(color: str) -> etree._Element:
    return _x("a:solidFill", {}, _x("a:srgbClr", {"val": color}))


def _frame(frame: tuple[int, int, int, int], turn: Turn, *more: etree._Element) -> etree._Element:
    turned = {"rot": turn.angle} if turn.angle else {}
    turned |= {"flipH": 1} if turn.across else {}
    turned |= {"flipV": 1} if turn.down else {}
    return _x("a:xfrm", turned, _x("a:off", dict(zip("xy", frame[:2], strict=True))), _x("a:ext", _size(frame)), *more)


def _size(frame: tuple[int, int, int, int]) -> dict[str, int]:
    return {"cx": max(frame[2], 0), "cy": max(frame[3], 0)}


def _x(name: str, attributes: dict[str, Any], *children: Any) -> etree._Element:
    prefix, _, tag = name.partition(":")
    element = etree.Element(f"{{{_SPACES[prefix]}}}{tag}", {k: str(v) for k, v in attributes.items()}, nsmap=_SPACES)
    for child in children:
        element.append(child)
    return element
