"""The borders of a letterhead's lines and tables, and its drawn lines, as bars of their own."""

from __future__ import annotations

from documents.report.own_kop import KopRule
from documents.word.letterhead_plan import Node, Stroke

POINT = 25.4 / 72  # mm
HAIR = 0.75  # pt, the thin line of "thin and thick"
_PARTED = {  # thick of each bar and of the gaps between, in widths of the border, or in points where negative
    "single": (1,), "thick": (1,), "double": (1, 1, 1), "triple": (1, 1, 1, 1, 1),
    "thinThickSmallGap": (-HAIR, -HAIR, 1), "thickThinSmallGap": (1, -HAIR, -HAIR),
    "thinThickMediumGap": (0.5, 0.5, 1), "thickThinMediumGap": (1, 0.5, 0.5),
    "thinThickLargeGap": (-HAIR, 1, -1.5), "thickThinLargeGap": (-1.5, 1, -HAIR),
}  # fmt: skip
_COMPOUND = {  # shares of a drawn line
    "sng": (1.0,), "dbl": (1 / 3, 1 / 3, 1 / 3), "thickThin": (0.6, 0.2, 0.2), "thinThick": (0.2, 0.2, 0.6),
    "tri": (1 / 6, 1 / 6, 1 / 3, 1 / 6, 1 / 6),
}  # fmt: skip
Bars = tuple[tuple[float, float], ...]  # from where and how thick, in mm


class Undrawable(Exception):
    """What the PDF cannot draw, in words that stand behind "Kop memakai …"."""


def seen(border: Node | None) -> bool:
    return border is not None and border.value("val") not in ("nil", "none", "")


def bars(border: Node) -> Bars:
    """Raises ``Undrawable`` for broken and waved lines."""
    parts = _PARTED.get(border.value("val"))
    if parts is None:
        raise Undrawable("garis putus-putus atau bergelombang")
    width = max(int(border.value("sz") or 4), 2) / 8
    return _placed([part * width if part > 0 else -part for part in parts])


def compound(stroke: Stroke) -> Bars:
    if stroke.dash != "solid":
        raise Undrawable("garis putus-putus atau bergelombang")
    return _placed([part * stroke.width / 12_700 for part in _COMPOUND[stroke.compound]])


def thick(found: Bars) -> float:
    return sum(found[-1])


def ink(border: Node) -> str:
    color = border.value("color")
    return color if len(color) == 6 else "000000"


def across(found: Bars, color: str, left: float, top: float, width: float) -> list[KopRule]:
    """Bars that lie one under the other."""
    return [KopRule(round(left, 2), round(top + at, 2), round(width, 2), round(high, 3), color) for at, high in found]


def down(found: Bars, color: str, middle: float, top: float, height: float) -> list[KopRule]:
    """Bars that stand side by side round ``middle``."""
    left = middle - thick(found) / 2
    return [KopRule(round(left + at, 2), round(top, 2), round(wide, 3), round(height, 2), color) for at, wide in found]


def _placed(points: list[float]) -> Bars:
    placed, at = [], 0.0
    for number, width in enumerate(points):
        if number % 2 == 0:
            placed.append((at * POINT, width * POINT))
        at += width
    return tuple(placed)
