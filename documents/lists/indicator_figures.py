"""The figures of the indicator as a file: a row for each of the 23 and for Aceh, with all that the tables of the page
have of every measure. A figure that does not exist ("–" on the page) is an empty cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.lists.listing import Field, Listing
from workflow.indicator.figures import Figure, Place
from workflow.indicator.measure_columns import COLUMNS, Column
from workflow.indicator.measuring import Measured
from workflow.regions import PROVINCE, regions
from workflow.roles import Actor


@dataclass(frozen=True)
class Item:
    code: str
    name: str
    place: Place
    figures: Mapping[str, Figure]
    population: Mapping[str, Any]


def items(measured: Measured, actor: Actor) -> Iterator[Item]:
    """In the order of codes, Aceh last; a kabupaten/kota reads its own row alone."""
    codes = [one for one in regions() if one == actor.region] if actor.role.regional else [*regions(), PROVINCE]
    for code in codes:
        place, name = (measured.aceh, "Aceh") if code == PROVINCE else (measured.places[code], regions()[code].full)
        yield Item(code, name, place, measured.figures[code], measured.population)


def _of(measure: str, column: Column) -> Field:
    return Field(
        f"{measure} {column.head}", 13, lambda item: column.number(item.place, item.figures[measure])
    )  # fmt: skip


FIGURES = Listing(
    "Angka indikator",
    (
        Field("Kode wilayah", 9, lambda item: item.code),
        Field("Kabupaten/kota", 26, lambda item: item.name),
        *(_of(measure, column) for measure, columns in COLUMNS.items() for column in columns),
        Field("Sumber penduduk", 26, lambda item: item.population.get("source", "")),
        Field("Tahun penduduk", 10, lambda item: item.population.get("year")),
    ),
)
