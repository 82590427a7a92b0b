"""``flask --app app lks indicator``: every measure of a day as JSON, of the 23 and Aceh or of one kabupaten/kota.

A figure that does not exist ("–" on the page) is null. ``unknown`` are those of which nobody knows whether they count,
of I9 the tasks that were left out.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from documents.commands.lks import lks_group
from workflow.clock import day as day_of
from workflow.indicator.figures import Figure
from workflow.indicator.measuring import Measured, measure
from workflow.regions import PROVINCE, owners
from workflow.web.current import now, store

DAY = click.DateTime(["%Y-%m-%d"])


def init_app(app: Flask) -> None:
    lks_group.add_command(command)


@click.command("indicator", short_help="Semua ukuran peran masyarakat pada suatu hari sebagai JSON.")
@click.option("--at", type=DAY, help="Hari yang diukur, misalnya 2026-11-28; tanpa itu hari ini.")
@click.option("--region", type=click.Choice(list(owners())), metavar="KODE", help="Satu kabupaten/kota; 11 untuk Aceh.")
@click.option("--known-at", type=DAY, help="Menurut yang diketahui pada akhir hari itu.")
@with_appcontext
def command(at: datetime | None, region: str | None, known_at: datetime | None) -> None:
    day = (at.date() if at else day_of(now())).isoformat()
    found = measure(store, day, known_at.date().isoformat() if known_at else "")
    click.echo(json.dumps(_told(found, [region] if region else list(found.figures)), ensure_ascii=False, indent=1))


def _told(found: Measured, codes: list[str]) -> dict[str, Any]:
    places = {**found.places, PROVINCE: found.aceh}
    return {
        "at": found.day,
        "known_at": found.known_at or None,
        "population": found.population or None,
        "places": {
            code: {
                "name": owners()[code].full,
                **{name: _figure(figure) for name, figure in found.figures[code].items()},
                "counts": dict(sorted(places[code].counts.items())),
            }
            for code in codes
        },
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    value = None if figure.value is None else float(figure.value) if figure.value % 1 else int(figure.value)
    told = {"value": value, "numerator": figure.numerator, "denominator": figure.denominator}
    return {**told, "unknown": figure.unknown}
