"""``flask --app app reminders``: writes what is due and was not told yet, as the server does every morning."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from workflow.reminders import digests
from workflow.web.current import reminders, store


def init_app(app: Flask) -> None:
    app.cli.add_command(command)


@click.command("reminders", short_help="Pengingat: menulis ringkasan yang jatuh tempo dan belum disampaikan.")
@with_appcontext
def command() -> None:
    made = reminders().look()
    told = digests.told_until(store)
    click.echo(f"{len(made)} ringkasan ditulis; pengingat disampaikan sampai {told}.")
