"""The tile map of one measure: the number, its colour by class, a hatch where more than 20 % are unknown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workflow.indicator.figures import MEASURES, Figure
from workflow.indicator.measure_columns import list_of, shown
from workflow.indicator.measuring import Measured
from workflow.pages.indicator.lists_behind import list_url
from workflow.pages.overview import tile_map
from workflow.regions import Region, regions

# From where on a number is of the second, third and fourth colour, as it stands on the tile.
BOUNDS = {"%": (25, 50, 75), "per 100.000": (1, 2, 3), "dari 7": (2, 4, 6), "": (1, 5, 10)}

FRACTIONS = ("%", "per 100.000")  # units that have a decimal


@dataclass(frozen=True)
class Tile:
    region: Region
    name: str
    row: int
    column: int
    number: str
    shade: str
    uncertain: bool
    words: str  # of what is unknown, for who does not see the hatch
    url: str


def tiles(measured: Measured, code: str) -> list[Tile]:
    """The 23 in the order of the map, from the north-west."""
    return [_tile(measured, code, place, at) for place, at in tile_map.PLACES.items()]


def _tile(measured: Measured, code: str, place: str, at: tuple[int, int]) -> Tile:
    figure, region = measured.figures[place][code], regions()[place]
    url = list_url(list_of(code), measured.day, place)
    name = tile_map.broken(region.name)
    return Tile(region, name, *at, shown(figure.number), shade(figure), figure.uncertain, _words(figure), url)


def shade(figure: Figure) -> str:
    """The class of the colour of the rounded number, "" for none."""
    if figure.number is None:
        return ""
    return f"q{sum(figure.number >= bound for bound in BOUNDS[MEASURES[figure.code].unit])}"


def _words(figure: Figure) -> str:
    return f"{100 * figure.unknown // figure.among}% tidak diketahui" if figure.uncertain else ""


def key(code: str) -> list[tuple[str, str]]:
    """(class, words) of the four colours."""
    unit = MEASURES[code].unit
    low, middle, high = BOUNDS[unit]
    step = Decimal("0.1") if unit in FRACTIONS else Decimal(1)
    sign = "%" if unit == "%" else ""
    between = [f"{_of(first, step)}–{_of(last - step, step)}{sign}" for first, last in ((low, middle), (middle, high))]
    words = (f"di bawah {low}{sign}", *between, f"{high}{sign} ke atas")
    return [(f"q{number}", said) for number, said in enumerate(words)]


def _of(bound: Decimal | int, step: Decimal) -> str:
    return shown(Decimal(bound).quantize(step))
