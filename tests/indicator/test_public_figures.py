"""What everybody is told: counts of the matrix, and of institutions never what "<5" hides, by no sum either."""

from __future__ import annotations

from decimal import Decimal

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.world import seeded
from tests.world.arranged import DINSOS
from workflow.indicator.figures import Place
from workflow.indicator.measuring import Measured
from workflow.indicator.public_figures import HIDDEN, SHOWN, Counted, Number, of_aceh, public_figures, told_of
from workflow.regions import regions
from workflow.tasks import tallies
from workflow.tasks.tallies import Situation

DAY, FEW = "2026-11-09", "<5"
PARTS = ("P2", "P3", "P5")


def measured(numbers: dict[str, dict[str, int]], population: int | None = 100_000) -> Measured:
    places = {code: Place(numbers.get(code, {}), population, due=4, kept=3) for code in regions()}
    return Measured(DAY, places, {})


def told(found: Measured) -> tuple[dict[str, dict[str, Number]], dict[str, Number]]:
    of_each = {code: told_of(found, code) for code in regions()}
    return of_each, of_aceh(found, of_each)


def test_fewer_than_five_and_what_would_tell_them_are_hidden():
    of_each, aceh = told(measured({"11.01": {"P1": 15, "P2": 5, "P3": 4}, "11.02": {"P1": 20, "P2": 7, "P3": 6}}))
    assert of_each["11.01"] == {"P1": 15, "P2": 5, "P3": FEW, "P5": FEW, "I1": FEW, "I9": 75}
    assert of_each["11.02"] == {"P1": 20, "P2": 7, "P3": 6, "P5": FEW, "I1": 6, "I9": 75}
    assert of_each["11.03"] == {**dict.fromkeys(SHOWN), "I9": 75}, "what is not recorded is not few"
    assert (aceh["P1"], aceh["P2"], aceh["P3"], aceh["I9"]) == (35, 12, 6, 75)
    assert aceh["I1"] == Decimal("0.3"), "by those whose number is told, of 22 times 100,000 inhabitants"


def test_of_how_many_it_is_not_so_is_no_less_hidden():
    """9 of 11 and 11 are shown nowhere side by side; of 9 nobody is told whether those are few or the others."""
    of_each, _ = told(measured({"11.01": {"P1": 11, "P2": 6, "P3": 9, "P5": 11}, "11.02": {"P1": 9, "P2": 9, "P3": 3}}))
    assert of_each["11.01"] == {"P1": 11, "P2": 6, "P3": HIDDEN, "P5": HIDDEN, "I1": HIDDEN, "I9": 75}
    assert of_each["11.02"] == {"P1": 9, **dict.fromkeys(("P2", "P3", "P5", "I1"), HIDDEN), "I9": 75}


def told_alike(number: int, recorded: int) -> tuple[int, int]:
    """From where to where a part of so many may be, as ten and more that are recorded are told in public."""
    if recorded < 10:
        return 0, recorded
    return (0, 4) if number < 5 else (recorded - 4, recorded) if recorded - number < 5 else (number, number)


@st.composite
def two_that_differ_in_what_is_hidden(draw: st.DrawFn) -> tuple[Measured, Measured]:
    one: dict[str, dict[str, int]] = {}
    other: dict[str, dict[str, int]] = {}
    for code in draw(st.sets(st.sampled_from(list(regions())), min_size=1)):
        recorded = draw(st.integers(1, 20))  # a place without any has no number at all
        second = recorded if recorded > 4 else draw(st.integers(1, 4))
        one[code], other[code] = {"P1": recorded}, {"P1": second}
        for name in PARTS:
            number = one[code][name] = draw(st.integers(0, recorded))
            other[code][name] = draw(st.integers(*told_alike(number, second)))
    return measured(one), measured(other)


@given(two_that_differ_in_what_is_hidden())
def test_nothing_that_is_told_depends_on_what_is_hidden(pair: tuple[Measured, Measured]):
    one, other = pair
    assert told(one) == told(other)


def test_tasks_are_counted_as_the_matrix_counts_them(demo_app: Flask):
    store = demo_app.extensions["tuntas"].store
    rakor = seeded.under_way(store)
    found = public_figures(store, rakor["id"], DAY)
    tasks = tallies.tasks_of(store, DINSOS, rakor["id"])
    whole, each = tallies.tally(tasks, DAY), tallies.per_region(tasks, DAY)
    assert whole.total > 20
    assert whole.late > 0
    for row, tally in [(found.of_all, whole), *((row, each[row.code]) for row in found.rows)]:
        impossible = tally.by[Situation.IMPOSSIBLE]
        assert row.tasks == Counted(
            tally.total, tally.draft, tally.reported, tally.implemented, impossible, tally.late
        ), row.code
    assert [row.code for row in found.rows][:23] == list(regions())
    assert found.population
