"""Text boxes of a letterhead that came in the older way (VML), written in it: LibreOffice puts their text elsewhere
when they are written in the newer one."""

from __future__ import annotations

from typing import Any

from lxml import etree

from documents.word.elements import W, w
from documents.word.letterhead_plan import EMU, Drawing, Figure, Place, Stroke
from documents.word.letterhead_vml import ACROSS_FROM, COMPOUNDS, DASHES, DOWN_FROM, W10, V

_FORMS = {"rect": "rect", "roundRect": "roundrect", "ellipse": "oval"}
_SPACES = {"w": W[1:-1], "v": V[1:-1], "w10": W10[1:-1]}


def old_box(drawing: Drawing, shape: Figure, content: list[etree._Element]) -> etree._Element:
    """A ``w:pict`` with the box, and in it ``content``."""
    style = [f"width:{_points(drawing.width)}", f"height:{_points(drawing.height)}"]
    style += _placed(drawing.place) if drawing.place else []
    style += [f"flip:{'x' * shape.turn.across}{'y' * shape.turn.down}"] if shape.turn.across or shape.turn.down else []
    style += [f"rotation:{shape.turn.angle / 60_000:g}"] if shape.turn.angle else []
    said = {"style": ";".join(style), **_fill(shape.fill), **_edge(shape.stroke)}
    inset = ",".join(_points(one) for one in shape.insets)
    grows = {"style": "mso-fit-shape-to-text:t"} if shape.grows else {}
    box = _x(V + "textbox", {"inset": inset, **grows}, w("txbxContent", *content))
    children = [*_stroke(shape.stroke), box]
    if drawing.place and drawing.place.wrap != "none":
        children.append(_x(W10 + "wrap", {"type": drawing.place.wrap}))
    return w("pict", _x(V + _FORMS[shape.form], said, *children))


def _placed(place: Place) -> list[str]:
    across, down = place.across, place.down
    above, below, left, right = (_points(gap) for gap in place.gaps)
    froms = {v: k for k, v in ACROSS_FROM.items()}, {v: k for k, v in DOWN_FROM.items()}
    return [
        "position:absolute",
        f"margin-left:{_points(across)}" if isinstance(across, int) else f"mso-position-horizontal:{across}",
        f"margin-top:{_points(down)}" if isinstance(down, int) else f"mso-position-vertical:{down}",
        f"mso-position-horizontal-relative:{froms[0].get(place.across_from, 'text')}",
        f"mso-position-vertical-relative:{froms[1].get(place.down_from, 'text')}",
        f"mso-wrap-distance-top:{above}", f"mso-wrap-distance-bottom:{below}", f"mso-wrap-distance-left:{left}",
        f"mso-wrap-distance-right:{right}", f"z-index:{-max(place.height, 1) if place.behind else place.height}",
    ]  # fmt: skip


def _fill(color: str) -> dict[str, str]:
    return {"fillcolor": f"#{color}"} if color else {"filled": "f"}


def _edge(stroke: Stroke | None) -> dict[str, str]:
    return {"strokecolor": f"#{stroke.color}", "strokeweight": _points(stroke.width)} if stroke else {"stroked": "f"}


def _stroke(stroke: Stroke | None) -> list[etree._Element]:
    if stroke is None:
        return []
    line = {"linestyle": {v: k for k, v in COMPOUNDS.items()}[stroke.compound]}
    dash = {v: k for k, v in DASHES.items()}.get(stroke.dash)
    return [_x(V + "stroke", {**line, **({"dashstyle": dash} if dash else {})})]


def _points(emu: int) -> str:
    return f"{emu / EMU:.6f}".rstrip("0").rstrip(".") + "pt"


def _x(tag: str, attributes: dict[str, Any], *children: Any) -> etree._Element:
    element = etree.Element(tag, attributes, nsmap=_SPACES)
    for child in children:
        element.append(child)
    return element
