"""Command: ``flask --app app move-to URL``."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from workflow.commands.refusing import refusing
from workflow.keeping.change_of_store import move
from workflow.web.current import Tuntas, now
from workflow.web.server_role import MOVING, claim

TO_DATABASE = "Selanjutnya jalankan server dengan TUNTAS_DATABASE yang menunjuk basis data itu."
TO_FILE = "Selanjutnya jalankan server tanpa TUNTAS_DATABASE, dengan berkas itu sebagai tuntas.db di folder instance."


def init_app(app: Flask) -> None:
    app.cli.add_command(move_to)


@click.command(
    "move-to", short_help="Memindahkan semua catatan ke basis data lain yang kosong; server berhenti dahulu."
)
@click.argument("url", metavar="ALAMAT")
@with_appcontext
def move_to(url: str) -> None:
    parts: Tuntas = current_app.extensions["tuntas"]
    with refusing(), claim(parts.folder, known_as=MOVING):
        moved = move(parts.store, parts.folder, url, at=now())
    for line in moved.lines():
        click.echo(line)
    click.echo(f"Pindah, dan sama di kedua sisi: {sum(moved.figures.counts.values())} catatan.")
    click.echo(TO_FILE if url.startswith("sqlite:") else TO_DATABASE)
