"""The cumulative chart as coordinates for an inline SVG: two lines, three marks on each axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow.tasks.tallies import Week

LEFT, RIGHT, TOP, BOTTOM = 30, 331, 20, 126
LINE_HEIGHT = 16
ROOM = 50  # as much space above a point takes two lines of words


@dataclass(frozen=True)
class Line:
    """One line: its points as SVG wants them, where it ends, the height of its words, and what they say."""

    points: str
    end: float
    words_at: float
    value: int


@dataclass(frozen=True)
class Chart:
    reported: Line
    implemented: Line
    scale: list[tuple[int, float]]  # (value, y)
    days: list[tuple[date, float, str]]  # (day, x, text-anchor)


def drawn(weeks: Sequence[Week]) -> Chart:
    """``weeks`` as ``tallies.weekly`` gives them: at least one, the last one highest or equal."""
    top = _ceiling(weeks[-1].reported)
    first, last = weeks[0].day, weeks[-1].day
    span = max(1, (last - first).days)
    xs = [LEFT + (RIGHT - LEFT) * (week.day - first).days / span for week in weeks]

    def height(value: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    def points(values: list[int]) -> str:
        return " ".join(f"{x:.1f},{height(value)}" for x, value in zip(xs, values, strict=True))

    reported, implemented = [week.reported for week in weeks], [week.implemented for week in weeks]
    high, low = _words(height(reported[-1]), height(implemented[-1]))
    return Chart(
        Line(points(reported), height(reported[-1]), high, reported[-1]),
        Line(points(implemented), height(implemented[-1]), low, implemented[-1]),
        [(value, height(value)) for value in (0, top // 2, top)],
        _marked_days(weeks, xs),
    )


def _words(reported: float, implemented: float) -> tuple[float, float]:
    """Heights of the words of two lines that end at these heights, above them and never over each other."""
    high, low = reported - 10, implemented - 10
    if low - high >= LINE_HEIGHT:
        return high, low
    return (low - LINE_HEIGHT, low) if reported > ROOM else (high, implemented + LINE_HEIGHT + 4)


def _marked_days(weeks: Sequence[Week], xs: Sequence[float]) -> list[tuple[date, float, str]]:
    marks = [(weeks[0].day, xs[0], "start")]
    if len(weeks) > 4:
        middle = len(weeks) // 2
        marks.append((weeks[middle].day, xs[middle], "middle"))
    if len(weeks) > 1:
        marks.append((weeks[-1].day, RIGHT, "end"))
    return marks


def _ceiling(value: int) -> int:
    """The next round even number at or above ``value``, at least 2."""
    for step in (2, 4, 6, 10, 20, 40, 60, 100, 120, 160, 200):
        if value <= step:
            return step
    return -(-value // 100) * 100


def told(weeks: Sequence[Week]) -> list[Week]:
    """The weeks for the table beside the chart: the first, the last, and those in which something was added."""
    kept = [weeks[0]]
    for week in weeks[1:-1]:
        if (week.reported, week.implemented) != (kept[-1].reported, kept[-1].implemented):
            kept.append(week)
    return [*kept, *weeks[1:][-1:]]
