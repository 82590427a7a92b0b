"""``flask --app app retention``: says what is over its time; with ``--do`` removes it."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from workflow.keeping import retention
from workflow.people import accounts
from workflow.web.current import evidence_folder, now, store


def init_app(app: Flask) -> None:
    app.cli.add_command(command)


@click.command("retention", short_help="Masa simpan: menampilkan yang lewat waktunya, menghapusnya dengan --do.")
@click.option("--do", "really", is_flag=True, help="Hapus sungguh-sungguh.")
@with_appcontext
def command(really: bool) -> None:
    if really:
        found = retention.remove(store, evidence_folder, accounts.SYSTEM, at=now())
    else:
        found = retention.due(store, now())
    for piece in found.evidence:
        click.echo(f"bukti {piece['id']}, tugas {piece['task']}, {piece['date']}: {piece['caption'] or piece['name']}")
    for user in found.accounts:
        click.echo(f"akun {user['username']}: {user['name']}")
    done = "dihapus" if really else "akan dihapus; hapus dengan --do"
    click.echo(f"{len(found.evidence)} berkas bukti dan {len(found.accounts)} akun {done}.")
