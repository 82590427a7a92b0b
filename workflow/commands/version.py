"""``flask --app app version``: which Tuntas this is; ``--sbom`` lists the packages it runs on."""

from __future__ import annotations

import json

import click
from flask import Flask
from flask.cli import with_appcontext

from workflow.keeping import sbom
from workflow.web.current import now


def init_app(app: Flask) -> None:
    app.cli.add_command(command)


@click.command("version", short_help="Versi Tuntas; --sbom menampilkan daftar pustakanya (CycloneDX).")
@click.option("--sbom", "listed", is_flag=True, help="Daftar pustaka yang terpasang, sebagai CycloneDX JSON.")
@with_appcontext
def command(listed: bool) -> None:
    click.echo(json.dumps(sbom.bill(at=now()), ensure_ascii=False, indent=1) if listed else sbom.version())
