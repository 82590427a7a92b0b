"""Drawings of a letterhead as older files have them (VML), as the same plain values."""

from __future__ import annotations

import re
from typing import Any

from documents.word.letterhead_drawings import DEEPEST, TXBX, UNREADABLE, Blocks, OneMore, Pictures, R, Unknown, whole
from documents.word.letterhead_plan import Drawing, Figure, Group, Member, Picture, Place, Shape, Stroke, Turn

V = "{urn:schemas-microsoft-com:vml}"
W10 = "{urn:schemas-microsoft-com:office:word}"
TWIPS, POINT = 635, 12_700  # EMU
_UNITS = {"pt": POINT, "in": 914_400, "cm": 360_000, "mm": 36_000, "pc": 152_400, "px": 9525, "": 9525}
_LENGTH = re.compile(r"\s*(-?[0-9]*\.?[0-9]+)\s*(pt|in|cm|mm|pc|px|)\s*")
_TYPES = {
    "t1": "rect",
    "t2": "roundRect",
    "t3": "ellipse",
    "t20": "line",
    "t32": "line",
    "t75": "picture",
    "t202": "rect",
}
_FORMS = {"rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "line": "line", "image": "picture"}
_NAMED = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "silver": "C0C0C0", "navy": "000080", "maroon": "800000", "purple": "800080", "teal": "008080",
    "olive": "808000", "lime": "00FF00", "fuchsia": "FF00FF", "aqua": "00FFFF",
}  # fmt: skip
COMPOUNDS = {"single": "sng", "thinThin": "dbl", "thinThick": "thinThick", "thickThin": "thickThin",
              "thickBetweenThin": "tri"}  # fmt: skip
DASHES = {"dash": "dash", "dashdot": "dashDot", "dot": "dot", "1 1": "sysDot", "3 1": "sysDash", "longdash": "lgDash",
           "longdashdot": "lgDashDot"}  # fmt: skip
_ACROSS = {"left": "left", "center": "center", "right": "right", "inside": "inside", "outside": "outside"}
_DOWN = {"top": "top", "center": "center", "bottom": "bottom", "inside": "inside", "outside": "outside"}
ACROSS_FROM = {"margin": "margin", "page": "page", "text": "column", "char": "character"}
DOWN_FROM = {"margin": "margin", "page": "page", "text": "paragraph", "line": "line"}
_WRAPS = {"square": "square", "tight": "square", "through": "square", "topAndBottom": "topAndBottom"}
Frame = tuple[int, int, int, int]


def length(text: str) -> int:
    """In EMU; raises ``Unknown``."""
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise Unknown("gambar tanpa ukuran")
    return whole(float(found[1]) * _UNITS[found[2]])


class OldDrawings:
    """Reads those of one part."""

    def __init__(self, pictures: Pictures, blocks: Blocks, one_more: OneMore) -> None:
        self.pictures, self.blocks, self.one_more = pictures, blocks, one_more

    def read(self, element: Any) -> Drawing:
        """A ``w:pict``; raises ``Unknown``."""
        shape = next((child for child in element if _form(child)), None)
        if shape is None:
            raise Unknown("bentuk gambar lama yang tidak dikenal")
        style = _style(shape)
        left, top, width, height = _frame(shape, style, length)
        floats = style.get("position") == "absolute" or _form(shape) == "line"
        place = _place(shape, style, left, top) if floats else None
        made = self._shape(shape, style, 0)
        boxed = isinstance(made, Figure) and made.form != "line" and bool(made.blocks)
        return Drawing(made, width, height, place, is_old=boxed)

    def _shape(self, element: Any, style: dict[str, str], depth: int) -> Shape:
        self.one_more()
        form = _form(element)
        if form == "group" and depth < DEEPEST:
            return self._group(element, style, depth)
        image = element.find(f"{V}imagedata")
        if image is not None:
            data = self.pictures(image.get(f"{R}id", ""))
            if data is None:
                raise Unknown(UNREADABLE)
            crop = [_share(image.get(f"crop{side}", "0")) for side in ("left", "top", "right", "bottom")]
            return Picture(data, (crop[0], crop[1], crop[2], crop[3]), _turn(style), None)
        if element.find(f"{V}textpath") is not None:
            raise Unknown("tulisan hias (WordArt)")
        if form in ("", "group", "picture", "other"):
            raise Unknown("bentuk gambar lama yang tidak dikenal")
        return self._figure(element, style, form)

    def _figure(self, element: Any, style: dict[str, str], form: str) -> Figure:
        text = element.find(f"{V}textbox/{TXBX}")
        fill = (
            ""
            if form == "line" or element.get("filled") in ("f", "false")
            else color(element.get("fillcolor", "white"))
        )
        turn = _line_turn(element, style) if form == "line" else _turn(style)
        blocks = self.blocks(text) if text is not None else ()
        return Figure(form, fill, _stroke(element), turn, blocks, _insets(element), grows=_grows(element))

    def _group(self, element: Any, style: dict[str, str], depth: int) -> Group:
        begin = _numbers(element.get("coordorigin", "0,0"), 2, 0)
        size = _numbers(element.get("coordsize", "1000,1000"), 2, 1000)
        members = []
        for child in element:
            if _form(child):
                inner = _style(child)
                members.append(Member(self._shape(child, inner, depth + 1), _frame(child, inner, whole)))
        if not members:
            raise Unknown("kumpulan bentuk gambar yang tidak dikenal")
        return Group((begin[0], begin[1], size[0], size[1]), tuple(members), _turn(style))


def _form(element: Any) -> str:
    """ "line", "rect", "picture", …; "other" for a shape of ours that is not known, "" for what is none."""
    if not isinstance(element.tag, str) or not element.tag.startswith(V):
        return ""
    name = element.tag.removeprefix(V)
    if name in ("group", *_FORMS):
        return _FORMS.get(name, "group")
    if name != "shape":
        return ""
    kind = element.get("type", "").removeprefix("#_x0000_")
    return "rect" if kind not in _TYPES and element.find(f"{V}textbox") is not None else _TYPES.get(kind, "other")


def _style(element: Any) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in str(element.get("style", ""))[:2000].split(";") if ":" in part)
    return {name.strip().lower(): value.strip() for name, value in pairs}


def _frame(element: Any, style: dict[str, str], measure: Any) -> Frame:
    """Where it begins and how large it is, in EMU or, in a group, in its units."""
    if _form(element) == "line":
        (left, top), (right, bottom) = (_ends(element.get(name, "0,0"), measure) for name in ("from", "to"))
        return min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)
    left, top = (measure(style.get(f"margin-{name}", style.get(name, "0"))) for name in ("left", "top"))
    return left, top, measure(style.get("width", "")), measure(style.get("height", ""))


def _ends(text: str, measure: Any) -> tuple[int, int]:
    across, _, down = text.partition(",")
    return measure(across or "0"), measure(down or "0")


def _line_turn(element: Any, style: dict[str, str]) -> Turn:
    """A line that falls is as it is, one that rises is mirrored."""
    if element.tag != f"{V}line":
        return _turn(style)
    (left, top), (right, bottom) = (_ends(element.get(name, "0,0"), length) for name in ("from", "to"))
    return Turn(0, False, (right - left) * (bottom - top) < 0)


def _turn(style: dict[str, str]) -> Turn:
    flip = style.get("flip", "")
    angle = style.get("rotation", "0")
    turned = round(float(angle) * 60_000) if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?", angle) else 0
    return Turn(turned, "x" in flip, "y" in flip)


def _stroke(element: Any) -> Stroke | None:
    found = element.find(f"{V}stroke")
    said = {**dict(element.attrib), **(dict(found.attrib) if found is not None else {})}
    if said.get("stroked") in ("f", "false") or said.get("on") in ("f", "false"):
        return None
    weight = min(max(length(said.get("strokeweight", said.get("weight", ".75pt"))), 0), 400_000)
    dash, compound = DASHES.get(said.get("dashstyle", ""), "solid"), COMPOUNDS.get(said.get("linestyle", ""), "sng")
    return Stroke(color(said.get("strokecolor", "black")), weight, dash, compound)


def _insets(element: Any) -> Frame:
    box = element.find(f"{V}textbox")
    given = str(box.get("inset", "")).split(",") if box is not None else []
    usual = ("7.2pt", "3.6pt", "7.2pt", "3.6pt")
    found = [length(given[at]) if at < len(given) and given[at].strip() else length(usual[at]) for at in range(4)]
    return found[0], found[1], found[2], found[3]


def _grows(element: Any) -> bool:
    box = element.find(f"{V}textbox")
    return box is not None and "mso-fit-shape-to-text:t" in str(box.get("style", ""))


def color(text: str) -> str:
    """Six digits; black for what cannot be told. Word adds its own number behind a colour: "black [3213]"."""
    value = text.split("[")[0].strip().lower()
    if re.fullmatch("#[0-9a-f]{3}", value):
        value = "#" + "".join(2 * digit for digit in value[1:])
    return value[1:].upper() if re.fullmatch("#[0-9a-f]{6}", value) else _NAMED.get(value, "000000")


def _place(element: Any, style: dict[str, str], left: int, top: int) -> Place:
    across = _ACROSS.get(style.get("mso-position-horizontal", ""), left)
    down = _DOWN.get(style.get("mso-position-vertical", ""), top)
    wrap = element.find(f"{W10}wrap")
    z = whole(style.get("z-index", "0"), -2_000_000_000, 2_000_000_000)
    gaps = [length(style.get(f"mso-wrap-distance-{side}", usual)) for side, usual in _GAPS]
    return Place(
        ACROSS_FROM.get(style.get("mso-position-horizontal-relative", "text"), "column"), across,
        DOWN_FROM.get(style.get("mso-position-vertical-relative", "text"), "paragraph"), down,
        _WRAPS.get(wrap.get("type", "none") if wrap is not None else "none", "none"), z < 0,
        (gaps[0], gaps[1], gaps[2], gaps[3]), abs(z),
    )  # fmt: skip


_GAPS = (("top", "0"), ("bottom", "0"), ("left", "9pt"), ("right", "9pt"))


def _share(text: str) -> int:
    """A part that is cut off: "6554f" are 65,536ths, else a part of one; in thousandths of a per cent."""
    if re.fullmatch("-?[0-9]{1,7}f", text):
        return whole(int(text[:-1]) / 65_536 * 100_000, -500_000, 99_000)
    return whole(float(text) * 100_000, -500_000, 99_000) if re.fullmatch(r"-?[0-9]*\.?[0-9]+", text) else 0


def _numbers(text: str, count: int, usual: int) -> list[int]:
    """Of a list with commas; what is left out is 0 in "coordorigin" and the usual elsewhere."""
    given = text.split(",")
    return [whole(given[at].strip() or usual) if at < len(given) else usual for at in range(count)]
