"""The address of the list behind a number: it has as many rows as the number says."""

from __future__ import annotations

from flask import url_for

from workflow.indicator.measure_columns import TASKS
from workflow.indicator.promises import first_of_year
from workflow.regions import regions
from workflow.web.current import actor

ALL = ",".join(regions())  # without the province, whose own tasks are nobody's promise


def list_url(name: str, day: str, place: str = "") -> str:
    """``name`` as ``measure_columns`` has it, ``place`` a code or "" for all that the reader sees."""
    regional = actor().role.regional
    if name.startswith(TASKS):
        which, where = name.removeprefix(TASKS).strip(), None if regional else place or ALL
        return url_for("tasks.index", janji=which, dari=first_of_year(day), sampai=day, wilayah=where)
    return url_for("lks.index", ukuran=name, pada=day, kabupaten=None if regional else place or None)
