"""How the drawn blocks look: tiles in five greys with their numbers, small lines from zero, a bar of patterns.

No colour is the only sign: the number stands on every tile and at every point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from documents.report.charts import Bar, Chart, Drawn, SmallCharts, Tile, TileMap
from documents.report.fonts import width_of
from documents.report.frozen import digest, to_data
from documents.report.scenes import BLACK, WHITE, Dot, Line, Rect, Scene, Shape, Words, dots, hatch

SHADES = (WHITE, "#e3e3e3", "#c4c4c4", "#8c8c8c", "#3d3d3d")
TILE, GAP = (21.5, 19.5), 1.6
LEGEND = (14.0, 5.5, 16.0)  # a field of the legend, and how high all of it is
CHART, BETWEEN = (80.0, 36.0), 5.0
BAR = (160.0, 10.0, 9.0)  # and the room for the words below it
GREY = "#b5b5b5"
PATTERNS = ("black", "dots", "white", "hatch", "grey")
LEAST = 6.0  # mm of a share, so that its number has room


def key(block: Drawn) -> str:
    """Names a drawing within its report."""
    return digest(to_data(block))[:16]


def drawn(block: Drawn) -> Scene:
    if isinstance(block, TileMap):
        return _tile_map(block)
    return _bar(block) if isinstance(block, Bar) else _charts(block)


def _tile_map(block: TileMap) -> Scene:
    columns, rows = (max((getattr(tile, of) for tile in block.tiles), default=1) for of in ("column", "row"))
    width, height = columns * (TILE[0] + GAP) - GAP + 0.8, rows * (TILE[1] + GAP)
    shapes = [shape for tile in block.tiles for shape in _tile(tile)]
    shapes += _legend(block, width, height + 1)
    return Scene(width, height + LEGEND[2], tuple(shapes))


def _tile(tile: Tile) -> Iterator[Shape]:
    x, y = (tile.column - 1) * (TILE[0] + GAP) + 0.2, (tile.row - 1) * (TILE[1] + GAP) + 0.2
    middle, ink = x + TILE[0] / 2, WHITE if tile.step == len(SHADES) - 1 else BLACK
    box = Rect(x, y, *TILE, SHADES[max(tile.step, 0)], 0.25)
    yield box
    if tile.hatched or tile.step < 0:
        yield from hatch(box)
        yield Rect(middle - 8, y + 5, 16, 13.5, SHADES[max(tile.step, 0)])
    yield Words(tile.code, x + 1, y + 3, 6, fill=ink)
    yield Words(tile.number, middle, y + 9.5, 13, bold=True, anchor="middle", fill=ink)
    for number, line in enumerate(tile.lines):
        yield Words(line, middle, y + 13.5 + number * 3, 7.5, anchor="middle", fill=ink)


def _legend(block: TileMap, width: float, top: float) -> Iterator[Shape]:
    each = width / max(len(block.legend), 1)
    for at, (step, lines) in enumerate(block.legend):
        box = Rect(at * each + 0.2, top, LEGEND[0], LEGEND[1], SHADES[max(step, 0)], 0.2)
        yield box
        if step < 0:
            yield from hatch(box, 1.2)
        for number, line in enumerate(lines):
            yield Words(line, box.x, top + LEGEND[1] + 3.5 + number * 3.5, 8)


def _charts(block: SmallCharts) -> Scene:
    shapes = [
        shape for at, chart in enumerate(block.items) for shape in _chart(chart, at * (CHART[0] + BETWEEN))
    ]  # fmt: skip
    return Scene(2 * CHART[0] + BETWEEN, CHART[1], tuple(shapes))


def _chart(chart: Chart, left: float) -> Iterator[Shape]:
    base, top = CHART[1] - 6, 12.0
    yield Words(chart.title, left, 4, 9, bold=True)
    yield Words(f"({chart.unit})", left + width_of(chart.title, 9) * 1.1 + 1, 4, 8)
    yield Line(left + 2, base, left + CHART[0] - 2, base, 0.3)
    most = max((Decimal(value) for _, value, _ in chart.points if value), default=Decimal(0)) or Decimal(1)
    each = (CHART[0] - 4) / max(len(chart.points), 1)
    before: tuple[float, float] | None = None
    marks: list[Shape] = []
    for at, (year, value, shown) in enumerate(chart.points):
        x, now = left + 2 + (at + 0.5) * each, at == len(chart.points) - 1
        yield Words(year, x, base + 4, 8, bold=now, anchor="middle")
        if not value:
            marks.append(Words("tidak ada", x, base - 4.5, 7, anchor="middle"))
            marks.append(Words("data", x, base - 1.5, 7, anchor="middle"))
            before = None
            continue
        y = base - float(Decimal(value) / most) * (base - top)
        if before:
            yield Line(*before, x, y, 0.45)
        before = x, y
        marks.append(Dot(x, y, 1.0, BLACK if now else WHITE, 0.35))
        marks.append(Words(shown, x, y - 2, 9, bold=now, anchor="middle"))
    yield from marks


def _bar(block: Bar) -> Scene:
    shapes: list[Shape] = []
    x = 0.2
    for (count, lines, pattern), width in zip(block.items, _widths([n for n, _, _ in block.items]), strict=True):
        shapes += _share(Rect(x, 0.3, width, BAR[1]), count, pattern)
        shapes += [
            Words(line, x + width / 2, BAR[1] + 4 + number * 3.2, 7.5, anchor="middle")
            for number, line in enumerate(lines)
        ]
        x += width
    return Scene(BAR[0] + 0.4, BAR[1] + BAR[2], tuple(shapes))


def _widths(counts: Iterable[int]) -> list[float]:
    """In the shares of the sum, none narrower than ``LEAST``."""
    found = list(counts)
    whole, room = sum(found) or 1, BAR[0] - LEAST * len(found)
    return [LEAST + room * count / whole for count in found]


def _share(box: Rect, count: int, pattern: str) -> Iterator[Shape]:
    fill = {"black": "#1a1a1a", "grey": GREY}.get(pattern, WHITE)
    yield Rect(box.x, box.y, box.width, box.height, fill, 0.8 if pattern == "white" else 0.25)
    if pattern in ("dots", "hatch"):
        yield from dots(box) if pattern == "dots" else hatch(box)
        yield Rect(box.x + box.width / 2 - 2.6, box.y + 2, 5.2, box.height - 4, WHITE)
    ink = WHITE if pattern == "black" else BLACK
    yield Words(
        str(count), box.x + box.width / 2, box.y + box.height / 2 + 1.7, 13, bold=True, anchor="middle", fill=ink
    )
