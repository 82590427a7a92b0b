"""The table of one measure over the 23, and a row of an own kabupaten beside the province's mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for

from workflow.indicator.figures import MEASURES, Figure, Measure
from workflow.indicator.measure_columns import COLUMNS, list_of, shown
from workflow.indicator.measuring import Measured
from workflow.pages.indicator.lists_behind import list_url
from workflow.regions import PROVINCE, regions

NAME = "nama"


@dataclass(frozen=True)
class Cell:
    """``url`` is "" where there is no list."""

    key: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    cells: list[Cell]
    then: str  # as it was frozen, "" for nothing


@dataclass(frozen=True)
class Head:
    key: str
    words: str
    url: str
    sort: str  # "ascending", "descending" or ""


@dataclass(frozen=True)
class Table:
    heads: list[Head]
    rows: list[Row]
    aceh: Row


def keys(code: str) -> list[str]:
    """By what the table of a measure can be sorted."""
    return [NAME, *(column.key for column in COLUMNS[code])]


def table(measured: Measured, code: str, given: Mapping[str, str], then: Measured | None) -> Table:
    """In the order of codes until somebody sorts it; Aceh stands last whatever the order."""
    order = given.get("urut", "")
    places = _sorted(measured, code, order)
    rows = [_row(measured, code, place, regions()[place].name, then) for place in places]
    return Table(_heads(code, given, order), rows, _row(measured, code, PROVINCE, "Aceh", then))


def _sorted(measured: Measured, code: str, order: str) -> list[str]:
    """Where there is no number, last."""
    key, places = order.removeprefix("-"), list(regions())
    if not key:
        return places
    if key == NAME:
        return sorted(places, key=lambda place: regions()[place].name, reverse=order.startswith("-"))
    number = next(column.number for column in COLUMNS[code] if column.key == key)
    numbers = {place: number(measured.places[place], measured.figures[place][code]) for place in places}
    known = [place for place in places if numbers[place] is not None]
    sign = -1 if order.startswith("-") else 1
    return sorted(known, key=lambda place: sign * (numbers[place] or 0)) + [one for one in places if one not in known]


def _row(measured: Measured, code: str, place: str, name: str, then: Measured | None) -> Row:
    of, figure = measured.aceh if place == PROVINCE else measured.places[place], measured.figures[place][code]
    where = "" if place == PROVINCE else place
    cells = []
    for column in COLUMNS[code]:
        number = column.number(of, figure)
        url = list_url(column.list, measured.day, where) if column.list and number else ""
        cells.append(Cell(column.key, shown(number) if number or column.key != "belum" else "–", url))
    return Row(place, name, cells, shown(then.figures[place][code].number) if then else "")


def _heads(code: str, given: Mapping[str, str], order: str) -> list[Head]:
    words = ["Kabupaten/kota", *(column.head for column in COLUMNS[code])]
    return [_head(said, key, given, order) for said, key in zip(words, keys(code), strict=True)]


def _head(words: str, key: str, given: Mapping[str, str], order: str) -> Head:
    """Numbers with the highest first, names from A."""
    first, second = (key, f"-{key}") if key == NAME else (f"-{key}", key)
    sort = "" if order.removeprefix("-") != key else "descending" if order.startswith("-") else "ascending"
    chosen: dict[str, Any] = {**given, "urut": second if order == first else first}
    return Head(key, words, url_for("indicator.show", **chosen), sort)


@dataclass(frozen=True)
class OwnRow:
    """``parts``: "5 dari 17" where the measure is a ratio; ``unknown`` in words, with its list."""

    measure: Measure
    value: str
    parts: str
    url: str
    mean: str
    unknown: str
    unknown_url: str
    then: str


def own_row(measured: Measured, code: str, place: str, mean: Decimal | None, then: Measured | None) -> OwnRow:
    figure, beside = measured.figures[place][code], [one for one in COLUMNS[code] if one.key == "belum"]
    return OwnRow(
        MEASURES[code], _with_sign(code, figure.number), _parts(figure),
        list_url(list_of(code), measured.day, place) if figure.numerator else "", _with_sign(code, mean),
        f"{figure.unknown} {beside[0].head.lower()}" if beside and figure.unknown else "",
        list_url(beside[0].list, measured.day, place) if beside and figure.unknown else "",
        _with_sign(code, then.figures[place][code].number) if then else "",
    )  # fmt: skip


def _parts(figure: Figure) -> str:
    return f"{figure.numerator} dari {figure.denominator}" if figure.denominator else ""


def _with_sign(code: str, value: Decimal | None) -> str:
    sign = "%" if value is not None and MEASURES[code].unit == "%" else ""
    return f"{shown(value)}{sign}"
