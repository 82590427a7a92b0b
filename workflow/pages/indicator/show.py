"""The page of the indicator: one measure of the 23 for Dinas Sosial Aceh, all measures of their own for the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request

from workflow.errors import NotFound
from workflow.indicator import snapshots
from workflow.indicator.comparing import mean
from workflow.indicator.figures import MEASURES, Place, figures, people_for_one
from workflow.indicator.measure_columns import rounded, shown
from workflow.indicator.measuring import Measured, measure
from workflow.indicator.population import may_load
from workflow.lks.spans import UNSURE
from workflow.pages.indicator import measure_table, measure_tiles, trend
from workflow.pages.indicator.blueprint import pages
from workflow.pages.indicator.lists_behind import list_url
from workflow.records import Snapshot
from workflow.regions import PROVINCE, regions
from workflow.text import line
from workflow.web.current import actor, store, today
from workflow.web.unknown import unknown_filters
from workflow.web.words import short_date

FIRST = "I1"  # what is shown until somebody chooses
GROUPS = {
    "Keberadaan": ("I1", "I6", "I7", "P1", "P3"),
    "Keadaan": ("I2", "I3", "I4", "I5", "P2", "P4", "P5"),
    "Peran": ("I8", "I9"),
    "Dukungan": ("S1", "S2", "S3"),
}
OWN = ("P1", "P3", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "S1", "S2", "S3")  # of a chair, below I1
FROZEN = 4  # ends of years before what is computed now
NAMES, MOST_VALUE = ("ukuran", "pada", "urut"), 40


@pages.get("/indikator")
def show() -> str:
    """``NotFound`` for those who follow the province's own tasks: nothing is counted of them."""
    if actor().role.regional and actor().region not in regions():
        raise NotFound("Indikator dihitung per kabupaten/kota. Akun Anda bukan dari salah satunya.")
    given = _given()
    measured = measure(store, given.get("pada", today()))
    frozen = store.first(Snapshot, day=measured.day)
    then = snapshots.measured(frozen) if frozen else None
    told = (_own if actor().role.regional else _all)(measured, given, then)
    page = "indicator/own.html" if actor().role.regional else "indicator/show.html"
    return render_template(page, **told, **_common(measured, given, frozen))


def _given() -> dict[str, str]:
    """What of the address means something."""
    given = {name: line(request.args.get(name))[:MOST_VALUE] for name in NAMES}
    columns = measure_table.keys(given["ukuran"] if given["ukuran"] in MEASURES else FIRST)
    knows = {
        "ukuran": given["ukuran"] in MEASURES, "pada": _is_day(given["pada"]),
        "urut": given["urut"].removeprefix("-") in columns,
    }  # fmt: skip
    return {name: value for name, value in given.items() if knows[name]}


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value and "2000" <= value[:4] <= "2100"
    except ValueError:
        return False


def _all(measured: Measured, given: dict[str, str], then: Measured | None) -> dict[str, Any]:
    """What the page of Dinas Sosial Aceh tells."""
    code = given.get("ukuran", FIRST)
    points = _points(measured, code, {"Aceh": PROVINCE})
    return {
        "measure": MEASURES[code], "groups": GROUPS, "aceh": measured.figures[PROVINCE][code],
        "tiles": measure_tiles.tiles(measured, code), "key": measure_tiles.key(code),
        "table": measure_table.table(measured, code, given, then), "one_for": _one_for(measured, PROVINCE, code),
        "points": points, "trend": trend.drawn(points), "unsure": measured.aceh.counts.get(UNSURE, 0),
        "unsure_url": list_url(UNSURE, measured.day), "without_kecamatan": _without_kecamatan(measured),
        "too_many": [regions()[one].short for one in measured.too_many_kecamatan], "may_load": may_load(actor()),
    }  # fmt: skip


def _own(measured: Measured, given: dict[str, str], then: Measured | None) -> dict[str, Any]:
    """What a kabupaten reads of itself, and of the province its mean alone."""
    place, day = actor().region, measured.day
    own, name = measured.figures[place], regions()[place].name
    points = _points(measured, FIRST, {name: place, "Aceh": PROVINCE})
    return {
        "measure": MEASURES[FIRST], "region": regions()[place], "own": own[FIRST],
        "mean": measured.figures[PROVINCE][FIRST], "then": then.figures[place][FIRST] if then else None,
        "one_for": _one_for(measured, place, FIRST), "people": measured.places[place].population,
        "points": points, "trend": trend.drawn(points), "everything": own["P1"].numerator,
        "active_url": list_url("P3", day, place), "all_url": list_url("P1", day, place),
        "unsure_url": list_url(UNSURE, day, place), "if_active": _if_active(measured, place),
        "rows": [measure_table.own_row(measured, code, place, mean(measured, code), then) for code in OWN],
    }  # fmt: skip


def _common(measured: Measured, given: dict[str, str], frozen: Snapshot | None) -> dict[str, Any]:
    return {
        "measured": measured, "frozen": frozen, "days": _days(measured), "MEASURES": MEASURES, "shown": shown,
        "unknown": unknown_filters(NAMES, given),
    }  # fmt: skip


def _days(measured: Measured) -> list[tuple[str, str]]:
    """The days that are offered: today, the ends of years that are frozen, and the chosen one."""
    known = {today(), measured.day, *(one["day"] for one in snapshots.frozen(store, today(), FROZEN + 1))}
    return [(day, short_date(day)) for day in sorted(known, reverse=True)]


def _points(measured: Measured, code: str, lines: dict[str, str]) -> list[trend.Point]:
    """The ends of years before the day, and the day itself; ``lines`` are the names of places by their codes."""
    before = [one for one in snapshots.frozen(store, measured.day, FROZEN + 1) if one["day"] < measured.day][-FROZEN:]
    found = [
        trend.Point(one["day"][:4], _values(snapshots.measured(one), code, lines), one["sample"]) for one in before
    ]
    words = "kini" if measured.day == today() else short_date(measured.day)
    return [*found, trend.Point(words, _values(measured, code, lines))]


def _values(measured: Measured, code: str, lines: dict[str, str]) -> dict[str, Any]:
    places: dict[str, Place] = {**measured.places, PROVINCE: measured.aceh}
    return {name: figures(places[place])[code].number for name, place in lines.items()}


def _one_for(measured: Measured, place: str, code: str) -> str:
    """ "1 LKS per 66.957 jiwa", of I1 alone."""
    people = measured.aceh.population if place == PROVINCE else measured.places[place].population
    active = measured.figures[place]["P3"].numerator
    if code != "I1" or not people or not active:
        return ""
    return f"1 LKS per {shown(people_for_one(people, active))} jiwa"


def _if_active(measured: Measured, place: str) -> str:
    """What the measure would be if all of which nobody is sure were active."""
    own, people = measured.figures[place]["P3"], measured.places[place].population
    return shown(rounded(100_000 * (own.numerator + own.unknown), people)) if people else ""


def _without_kecamatan(measured: Measured) -> int:
    return sum(place.kecamatan is None for place in measured.places.values())
