"""``flask --app app days``: counts every task's days anew from its history and says what had been kept otherwise."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from workflow.tasks import kept_days
from workflow.web.current import store


def init_app(app: Flask) -> None:
    app.cli.add_command(command)


@click.command("days", short_help="Hari tiap pemegang: dihitung ulang dari riwayat; yang berbeda dibetulkan.")
@with_appcontext
def command() -> None:
    tasks = set()
    for one in kept_days.recompute(store):
        click.echo(f"tugas {one.task}, {one.field}: tersimpan {one.kept}, menurut riwayat {one.found}")
        tasks.add(one.task)
    if tasks:
        click.echo(f"{len(tasks)} dari {store.count('task')} tugas berbeda dan sudah dibetulkan.")
    else:
        click.echo(f"Semua {store.count('task')} tugas cocok dengan riwayatnya.")
