"""Keeps visitors from recording anything while the server's clock is wrong, and gives the admin the way out."""

from __future__ import annotations

import click
from flask import Flask, request
from flask.cli import AppGroup

from workflow.keeping import clock_check
from workflow.people.accounts import SYSTEM
from workflow.web.current import now, store

GOES_ON = ("auth.", "documents.check")  # signing in and out, and comparing a paper, record nothing that has a date
clock_group = AppGroup("clock", short_help="Jam server: accept.")


def init_app(app: Flask) -> None:
    app.before_request(_check)
    app.cli.add_command(clock_group)


def _check() -> None:
    if request.method == "POST" and not str(request.endpoint).startswith(GOES_ON):
        clock_check.check(store, now())


@clock_group.command("accept", short_help="Menyatakan jam server benar, setelah jam yang terlalu maju dibetulkan.")
def accept() -> None:
    chains = clock_check.accept(store, SYSTEM, at=now())
    click.echo(
        f"Jam diterima di {len(chains)} riwayat." if chains else "Tidak ada catatan yang lebih baru dari jam ini."
    )
