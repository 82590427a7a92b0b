"""What everybody may read of a rakor: how many of its tasks stand where in each kabupaten/kota; the indicator beside.

Counts alone, of tasks and of institutions. Fewer than five institutions are "<5", as whom they serve is told outside
(``lks.in_words``), and so is what would tell how many they are: all the others are out of those that are recorded, so
that each column tells with P1 also of how many it is not so. The line of Aceh is made of what its column shows: a sum
over all of them, less the others, would tell what is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any

from workflow.indicator.figures import MEASURES, Figure, Place, figures, together
from workflow.indicator.measuring import Measured, measure
from workflow.lks.in_words import served_outside
from workflow.lks.kinds import FEW
from workflow.machine.stages import Closed, Stage
from workflow.regions import owners, regions
from workflow.store import Below, Store

# Measure -> what it is, for who knows none of the others.
SHOWN = {
    "P1": "Lembaga milik masyarakat yang tercatat dan belum tutup.",
    "P2": "Dari yang tercatat, yang memegang tanda pendaftaran (STP atau STPU) yang berlaku.",
    "P3": "Dari yang tercatat, yang mempunyai kegiatan dalam 12 bulan terakhir.",
    "P5": "Dari yang tercatat, yang sedikitnya satu layanannya terakreditasi A, B, atau C.",
    "I1": "Banyaknya LKS aktif untuk setiap 100.000 penduduk.",
    "I9": "Dari tugas semua rakor yang jatuh tempo sejak 1 Januari, yang selesai tepat waktu.",
}
OF_TASKS = {"I9"}  # measures that count no institution
HIDDEN = "*"  # they, or those of P1 that they are not, are fewer than five
Number = Decimal | str | None  # a figure, "<5" or ``HIDDEN``, or nothing that is recorded


@dataclass(frozen=True)
class Counted:
    """Tasks: each of the ``total`` is in one of the four behind it, and may be late besides."""

    total: int = 0
    draft: int = 0
    reported: int = 0
    implemented: int = 0
    impossible: int = 0
    late: int = 0


@dataclass(frozen=True)
class Row:
    """Of a kabupaten/kota, of the province's own tasks, or of all; ``figures`` by code of ``SHOWN``."""

    code: str
    name: str
    tasks: Counted
    figures: Mapping[str, Number]


@dataclass(frozen=True)
class Public:
    """``rows`` are the 23 in the order of their codes, and the province behind them when it has a task; ``population``
    has the source and year of its table, {} for none."""

    day: str
    rows: tuple[Row, ...]
    of_all: Row
    population: Mapping[str, Any]

    @property
    def few(self) -> bool:
        """Whether anything is not told."""
        return any(isinstance(one, str) for row in self.rows for one in row.figures.values())


def heading(code: str) -> str:
    """ "Janji ditepati (%)" """
    measure = MEASURES[code]
    return f"{measure.name} (%)" if measure.unit == "%" else measure.name


def public_figures(store: Store, rakor_id: int, day: str) -> Public:
    """As they stand; ``day`` is today, ISO. It asks for counts only, however many tasks there are."""
    counted, measured = tasks(store, rakor_id, day), measure(store, day)
    told = {code: told_of(measured, code) for code in regions()}
    nothing: Mapping[str, Number] = dict.fromkeys(SHOWN)
    rows = tuple(
        Row(code, one.owner, counted.get(code, Counted()), told.get(code, nothing))
        for code, one in owners().items()
        if code in told or code in counted
    )
    total = Counted(*map(sum, zip(*(astuple(row.tasks) for row in rows), strict=True)))
    return Public(day, rows, Row("", "Aceh", total, of_aceh(measured, told)), measured.population)


def tasks(store: Store, rakor_id: int, day: str) -> dict[str, Counted]:
    """Owner -> its tasks of the rakor; those without one are absent."""
    where = {"rakor": rakor_id, "cancelled": False}
    found: dict[str, dict[str, int]] = {}
    for (region, stage, closed), number in store.tally("task", ("region", "stage", "closed"), **where).items():
        own = found.setdefault(region, dict.fromkeys(("total", *_STAGES.values(), "impossible"), 0))
        own["total"] += number
        own[_stands(stage, closed)] += number
    late = store.tally("task", ("region",), late_after=Below(day), **where)
    return {region: Counted(**{**own, "late": late.get((region,), 0)}) for region, own in found.items()}


_STAGES = {Stage.DRAFT: "draft", Stage.REPORTED: "reported", Stage.IMPLEMENTED: "implemented"}


def _stands(stage: str, closed: str | None) -> str:
    done = stage == Stage.IMPLEMENTED
    return "impossible" if closed == Closed.IMPOSSIBLE and not done else _STAGES[Stage(stage)]


def told_of(measured: Measured, code: str) -> dict[str, Number]:
    """The figures of a kabupaten/kota as everybody is told them."""
    recorded = measured.figures[code]["P1"].numerator
    return {name: _told(measured.figures[code][name], recorded) for name in SHOWN}


def _told(figure: Figure, recorded: int) -> Number:
    """Of fewer than ten that are recorded nobody is told which of the two parts has fewer than five."""
    if figure.number is None or figure.code in OF_TASKS:
        return figure.number
    counted, others = served_outside(figure.numerator), recorded - figure.numerator
    if figure.code != "P1" and recorded >= FEW and (recorded < 2 * FEW or others < FEW):
        return HIDDEN
    return counted if isinstance(counted, str) else figure.number


def of_aceh(measured: Measured, told: Mapping[str, Mapping[str, Number]]) -> dict[str, Number]:
    """Of each measure over the places whose own figure is told."""
    found: dict[str, Number] = {}
    for name in SHOWN:
        shown: dict[str, Place] = {
            code: place for code, place in measured.places.items() if not isinstance(told[code][name], str)
        }
        found[name] = figures(together(shown))[name].number
    return found
