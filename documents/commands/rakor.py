"""``flask --app app rakor import FILE``: a rakor from another Tuntas, recorded."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from documents.issue.rakor_zip import rakor_json
from workflow.errors import Invalid
from workflow.people.accounts import SYSTEM
from workflow.rakor import file_in, file_recording
from workflow.roles import Actor, Role
from workflow.web.current import now, store

rakor_group = AppGroup("rakor", short_help="Rakor dari Tuntas lain: import.")
COMMAND = Actor(SYSTEM.id, SYSTEM.name, Role.DINSOS)  # a command has no account; recording a rakor is Dinsos' part
MOST_BYTES = 2 * 1024**3


def init_app(app: Flask) -> None:
    app.cli.add_command(rakor_group)


@rakor_group.command("import", short_help="Mengambil rakor.json atau ZIP rakor dari Tuntas lain.")
@click.argument("file", metavar="BERKAS", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ya", is_flag=True, help="Langsung simpan, tanpa bertanya.")
def import_command(file: Path, ya: bool) -> None:
    try:
        content = rakor_json(file.read_bytes(), MOST_BYTES)
        data = file_in.read(content)
        if there := file_recording.already_here(store, data):
            raise Invalid({"file": file_recording.THERE.format(there["title"])})
        click.echo(f"{data['rakor']['title']}, {data['rakor']['start']}")
        for words, count in file_in.told(data).items():
            click.echo(f"  {words}: {count}")
        if not ya:
            click.confirm("Simpan?", abort=True)
        made = file_recording.record(store, COMMAND, data, hashlib.sha256(content).hexdigest(), at=now())
    except Invalid as refusal:
        click.echo(" ".join(refusal.fields.values()), err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(f"Tersimpan sebagai rakor {made['id']}.")
