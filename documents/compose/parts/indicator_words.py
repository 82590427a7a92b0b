"""The measures of the indicator in words and numbers, as the report and the page of a kabupaten print them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from documents.report.language import NONE, grouped
from workflow.indicator.figures import Figure
from workflow.indicator.measuring import Measured
from workflow.regions import PROVINCE

COUNTS = ("P1", "P2", "P3", "P4", "P5")


def shown(figure: Figure) -> str:
    """ "212", "2,6", "70,3" under a head that says %, "114/290" of kecamatan; "–" where there is no number."""
    if figure.code == "I6":
        return NONE if not (figure.denominator and figure.recorded) else f"{figure.numerator}/{figure.denominator}"
    if figure.number is None:
        return NONE
    if figure.code in COUNTS or figure.code == "I7":
        return grouped(figure.numerator)
    return one_decimal(figure.number)


def one_decimal(value: Decimal) -> str:
    """ "70,3", and "50,0" """
    whole, _, rest = f"{value:.1f}".partition(".")
    return f"{grouped(int(whole))},{rest}"


def share_of(count: int, among: int) -> Decimal:
    """In percent, half up; 0 of nothing."""
    return (Decimal(100 * count) / (among or 1)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def in_percent(figure: Figure) -> str:
    """Inside a sentence: "70,3%", and "50,0%" as the tables have it."""
    return NONE if figure.number is None else f"{one_decimal(figure.number)}%"


def has_data(measured: Measured, code: str) -> bool:
    """Whether a kabupaten/kota has any institution recorded; without one there is nothing to count."""
    return measured.figures[code]["P1"].numerator > 0


def of_aceh(measured: Measured, code: str) -> Figure:
    return measured.figures[PROVINCE][code]


def source(measured: Measured) -> str:
    """ "DKB Kemendagri, tahun 2024" """
    told = measured.population
    return f"{told['source']}, tahun {told['year']}" if told else ""
