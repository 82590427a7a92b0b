"""Each figure from its counts: what is divided by what, how it is rounded, and when there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workflow.indicator.figures import MEASURES, Place, figures, together

COUNTS = {
    "P1": 8, "P2": 3, "P2?": 2, "P3": 3, "P4": 1, "P5": 2, "P5?": 1, "I5": 1, "I7 anak": 2, "I7 lansia": 1, "S1": 1,
    "S1-": 1, "S2": 3,
}  # fmt: skip


def value(code: str, place: Place) -> str:
    found = figures(place)[code].value
    return "–" if found is None else str(found)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("P1", "8"), ("P2", "3"), ("P3", "3"), ("P4", "1"), ("P5", "2"), ("I1", "0.6"), ("I2", "37.5"), ("I3", "37.5"),
        ("I4", "12.5"), ("I5", "33.3"), ("I6", "11.8"), ("I7", "2"), ("S1", "33.3"), ("S2", "100.0"), ("S3", "0.0"),
    ],
)  # fmt: skip
def test_each_measure(code: str, said: str):
    assert value(code, Place(COUNTS, 473_420, 17, 2)) == said


def test_what_is_unknown_stands_beside_and_not_in_it():
    found = figures(Place(COUNTS))
    assert (found["P2"].unknown, found["P5"].unknown) == (2, 1)
    assert (found["S1"].unknown, found["S2"].unknown, found["S3"].unknown) == (1, 0, 3)


def test_nothing_by_nothing_is_no_number_and_neither_is_what_nobody_typed():
    empty = Place({})
    assert [value(code, empty) for code in ("P1", "I1", "I2", "I5", "I6", "I7", "S1")] == [
        "0", "–", "–", "–", "–", "0", "–",
    ]  # fmt: skip
    assert value("I2", Place({"P1": 4})) == "0.0"


def test_halves_go_up():
    assert value("I2", Place({"P1": 2000, "P2": 1})) == "0.1", "0.05"


def test_aceh_is_sums_and_ratios_of_sums():
    places = {"11.11": Place({"P1": 4, "P2": 1}, 100, 2, 1), "11.07": Place({"P1": 1, "P2": 1}, 300, 3, 1)}
    aceh = together(places)
    assert (aceh.counts["P1"], aceh.population, aceh.kecamatan, aceh.reached) == (5, 400, 5, 2)
    assert figures(aceh)["I2"].value == Decimal("40.0"), "not the mean of 25 and 100"
    assert together({**places, "11.01": Place({"P1": 1})}).population is None


def test_every_measure_says_what_it_is():
    assert list(figures(Place({}))) == list(MEASURES)
    assert all(one.name and one.definition for one in MEASURES.values())
