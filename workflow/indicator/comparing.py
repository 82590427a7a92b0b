"""What a chair's own kabupaten stands beside: the mean of the province, of nothing in which another one is told.

A ratio of Aceh is one of sums; a count, and the number of kinds of service, is the mean of the 23.
"""

from __future__ import annotations

from decimal import Decimal

from workflow.indicator.figures import MEASURES
from workflow.indicator.measure_columns import rounded
from workflow.indicator.measuring import Measured
from workflow.regions import PROVINCE, regions


def mean(measured: Measured, code: str) -> Decimal | None:
    """Of a measure, with one decimal; None where there is none."""
    if MEASURES[code].of not in ("", "7"):
        return measured.figures[PROVINCE][code].value
    return rounded(sum(measured.figures[region][code].value or Decimal(0) for region in regions()), len(regions()))
