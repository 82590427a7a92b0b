"""The words at the end of a line of five years: clear of its own last part, and of those of another line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workflow.pages.indicator.trend import BOTTOM, Point, drawn

LETTERS = 9  # the height of words over the line that they stand on


def points(**lines: tuple[str, str]) -> list[Point]:
    years = zip(*lines.values(), strict=True)
    return [
        Point(words, dict(zip(lines, map(Decimal, values), strict=True)))
        for words, values in zip(("2025", "kini"), years, strict=True)
    ]


def heights(line: str) -> list[float]:
    return [float(point.split(",")[1]) for point in line.split()]


@pytest.mark.parametrize("values", [("80", "64"), ("64", "80"), ("100", "0"), ("0", "0")])
def test_words_of_one_line_stand_over_its_last_part(values: tuple[str, str]):
    (line,) = drawn(points(Aceh=values)).lines
    assert LETTERS <= line.words_at < min(heights(line.points))


@pytest.mark.parametrize("other", [("0.8", "0.7"), ("3", "1.4"), ("1.9", "1.5"), ("0", "0"), ("4", "4")])
def test_words_of_two_lines_are_apart(other: tuple[str, str]):
    lines = sorted(drawn(points(Bireuen=("1.9", "1.5"), Aceh=other)).lines, key=lambda line: line.words_at)
    assert lines[0].words_at <= lines[1].words_at - LETTERS
    assert lines[0].words_at < min(heights(lines[0].points))
    assert lines[1].words_at - LETTERS > min(heights(lines[1].points)[-1], BOTTOM - 3), (
        "at the foot there is no more room"
    )
