"""The tile map and the small charts of the indicator report."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from documents.compose.parts.indicator_words import of_aceh, shown
from documents.report.charts import Chart, SmallCharts, Tile, TileMap
from workflow.indicator.figures import MEASURES
from workflow.indicator.map_places import PLACES
from workflow.indicator.measuring import Measured
from workflow.regions import regions

BOUNDS = tuple(map(Decimal, ("1.5", "2.5", "3.5", "5")))  # of I1: from where on the next grey
STEPS = ("di bawah 1,5", "1,5 s.d. 2,4", "2,5 s.d. 3,4", "3,5 s.d. 4,9", "5,0 atau lebih")
DRAWN = ("P1", "P2", "P3", "P5", "I1", "I9")  # two side by side
UNITS = {"P1": "lembaga", "P2": "lembaga", "P3": "lembaga", "P5": "lembaga", "I1": "LKS", "I9": "%"}


def tile_map(measured: Measured) -> TileMap:
    """Of I1."""
    tiles = tuple(_tile(measured, code, *place) for code, place in PLACES.items())
    steps = [tile.step for tile in tiles]
    legend = [(step, (words, f"{steps.count(step)} daerah")) for step, words in enumerate(STEPS)]
    legend.append((-1, ("tidak diketahui", f"{steps.count(-1)} daerah")))
    told = "; ".join(f"{regions()[code].name} {tile.number}" for code, tile in zip(PLACES, tiles, strict=True))
    return TileMap(tiles, tuple(legend), f"Peta petak LKS aktif per 100.000 penduduk: {told}.")


def _tile(measured: Measured, code: str, row: int, column: int) -> Tile:
    figure = measured.figures[code]["I1"]
    step = sum(figure.number >= bound for bound in BOUNDS) if figure.number is not None else -1
    name = regions()[code].name
    lines = tuple(name.split(" ", 1)) if len(name) > len("Aceh Jaya") else (name,)
    return Tile(code, lines, shown(figure), step, row, column, hatched=figure.uncertain)


def charts(years: Sequence[Measured], now: Measured) -> list[SmallCharts]:
    """Of Aceh, over the frozen ends of years and the day."""
    found = [_chart(code, years, now) for code in DRAWN]
    return [SmallCharts((one, two), _told(one, two)) for one, two in zip(found[::2], found[1::2], strict=True)]


def _chart(code: str, years: Sequence[Measured], now: Measured) -> Chart:
    points = []
    for measured in (*years, now):
        figure = of_aceh(measured, code)
        value = "" if figure.number is None else str(figure.number)
        points.append((measured.day[:4], value, shown(figure)))
    return Chart(f"{code} {MEASURES[code].name}", UNITS[code], tuple(points))


def _told(*charts: Chart) -> str:
    return " ".join(
        f"Grafik {chart.title}: {'; '.join(f'{year} {number}' for year, _, number in chart.points)}."
        for chart in charts
    )
