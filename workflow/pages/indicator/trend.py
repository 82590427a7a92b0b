"""Five years as coordinates for an inline SVG: the frozen ends of years, and behind them what is computed now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from workflow.indicator.measure_columns import shown

LEFT, RIGHT, TOP, BOTTOM = 36, 331, 18, 98
YEARS = 5
LINES = 4  # of the scale above its zero: of per cents, 25 each
ABOVE, BELOW = 9, 14  # from a line to the words over it, and to the top of those under it
LOWEST = 106  # of words: the years stand below
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True)
class Point:
    """``words``: "2025", or "kini"; ``values`` by the line's name; ``sample`` marks invented figures."""

    words: str
    values: Mapping[str, Decimal | None]
    sample: bool = False


@dataclass(frozen=True)
class Line:
    """``points`` as SVG wants them; where it ends, the height of its words, and what they say."""

    name: str
    points: str
    end: float
    under: float  # the height of words below its last part
    words_at: float
    words: str


@dataclass(frozen=True)
class Trend:
    lines: list[Line]
    scale: list[tuple[str, float]]  # (words, y)
    marks: list[tuple[str, float]]  # (words, x)


def drawn(points: Sequence[Point]) -> Trend:
    """``points`` in the order of days, the last one is of now. A year without a number is left out of its line."""
    names = list(points[-1].values)
    step = _step(max((value for point in points for value in point.values.values() if value is not None), default=0))
    xs = _xs(len(points))

    def height(value: Decimal | int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * float(value) / (step * LINES), 1)

    lines = [line for name in names if (line := _line(name, points, xs, height))]
    scale = [(shown(step * number), height(step * number)) for number in range(LINES + 1)]
    return Trend(_apart(lines), scale, [(point.words, x) for point, x in zip(points, xs, strict=True)])


def _xs(count: int) -> list[float]:
    return [round(RIGHT - (RIGHT - LEFT) * (count - 1 - place) / (YEARS - 1), 1) for place in range(count)]


def _line(name: str, points: Sequence[Point], xs: Sequence[float], height: Callable[[Decimal], float]) -> Line | None:
    known = [(x, value) for point, x in zip(points, xs, strict=True) if (value := point.values[name]) is not None]
    if not known:
        return None
    ends = [height(value) for _, value in known[-2:]]
    return Line(
        name, " ".join(f"{x},{height(value)}" for x, value in known), ends[-1], min(max(ends) + BELOW, LOWEST),
        min(ends) - ABOVE, f"{shown(known[-1][1])} {name}",
    )  # fmt: skip


def _apart(lines: list[Line]) -> list[Line]:
    """Of two lines the words of the lower one stand below it, so that they are never over each other."""
    low = max(lines, key=lambda line: line.end) if len(lines) > 1 else None
    return [replace(line, words_at=line.under) if line is low else line for line in lines]


def _step(highest: Decimal | int) -> int:
    """Of the scale: so that its last line is at or above the highest number."""
    return next((step for step in STEPS if step * LINES >= highest), -(-int(highest) // LINES) + 1)
