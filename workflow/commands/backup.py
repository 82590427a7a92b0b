"""Commands: ``flask --app app backup FOLDER``, ``restore FOLDER [TARGET]``, ``export FILE``."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from workflow.audit import who_saw
from workflow.audit.heads import MANIFEST
from workflow.clock import moment
from workflow.commands.refusing import refused, refusing
from workflow.keeping.backup import make_backup
from workflow.keeping.export import export as make_export
from workflow.keeping.restore import restore as restore_backup
from workflow.people import accounts
from workflow.web.current import now, store

STEPS = """\
  {server}. Jalankan server dengan TUNTAS_INSTANCE={target}{there}
  {verify}. Periksa: .venv/bin/flask --app app audit verify
  {check}. Periksa: .venv/bin/flask --app app archive check"""
# The same for who keeps records in a database: what is restored is a file, which a server with a database refuses.
TO_DATABASE = """\
  1. Pindahkan ke basis data yang kosong, tanpa TUNTAS_DATABASE:
     TUNTAS_DATABASE= TUNTAS_INSTANCE={target} .venv/bin/flask --app app move-to ALAMAT
"""
NEXT = """\
Selanjutnya:
{steps}
Kunci rahasia tidak ada di cadangan. Pakai TUNTAS_SECRET_KEY yang lama; dengan kunci baru semuanya tetap jalan, tetapi
langkah kedua di ponsel tidak lagi cocok: lepaskan per akun dengan `users lost-phone`, atau pakai kode pemulihan.
Semua sesi sudah diakhiri; setiap orang masuk lagi dengan kata sandinya."""


def init_app(app: Flask) -> None:
    for command in (backup, restore, export):
        app.cli.add_command(command)


def only_restore(instance: Path, files: str) -> Flask:
    """An app that opens nothing: restoring must work where the data cannot be opened, and into an empty folder."""
    app = Flask(__name__, instance_path=str(instance))
    app.config["FILES"] = files
    app.cli.add_command(restore)
    return app


@click.command(short_help="Membuat cadangan di folder baru, juga selagi Tuntas dipakai.")
@click.argument("target", metavar="FOLDER", type=click.Path(path_type=Path))
@with_appcontext
def backup(target: Path) -> None:
    with refusing():
        who_saw.exported(store, accounts.SYSTEM, "backup", target.name, at=now())  # before, so that the copy has it too
        folder, files = Path(current_app.instance_path), current_app.config["FILES"]
        manifest = make_backup(store, folder, target, at=now(), files=files)
    click.echo(f"Cadangan selesai dan sama dengan aslinya: {_amount(manifest)}.")
    click.echo(f"Rinciannya di {target / MANIFEST}. Memulihkan: flask --app app restore {target} FOLDER_INSTANCE")
    if manifest["damage"]:
        raise refused("Aslinya sendiri sudah rusak:\n  " + "\n  ".join(manifest["damage"]))


@click.command(short_help="Memulihkan cadangan ke folder instance yang baru atau kosong.")
@click.argument("backup", metavar="CADANGAN", type=click.Path(path_type=Path))
@click.argument("target", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@with_appcontext
def restore(backup: Path, target: Path | None) -> None:
    place = (target or Path(current_app.instance_path)).absolute()
    with refusing():
        manifest = restore_backup(backup, place, at=datetime.now(UTC), files=current_app.config["FILES"])
    made = f"{moment(manifest['made']):%d-%m-%Y pukul %H.%M} WIB"
    click.echo(f"Pulih di {place}: {_amount(manifest)}, keadaan {made}.")
    for sentence in manifest["damage"]:
        click.echo(f"  Sudah rusak sebelum dicadangkan: {sentence}")
    click.echo(NEXT.format(steps=_steps(place)))


@click.command(short_help="Menulis semua catatan ke satu berkas JSON (TinyDB), tanpa kata sandi dan sesi.")
@click.argument("target", metavar="BERKAS.json", type=click.Path(path_type=Path))
@with_appcontext
def export(target: Path) -> None:
    with refusing():
        who_saw.exported(store, accounts.SYSTEM, "export", target.name, at=now())
        meta = make_export(store, target, at=now())
    click.echo(f"{target}: {sum(meta['counts'].values())} catatan. Kata sandi, sesi, dan berkas tidak ikut.")
    click.echo(f"Memeriksa riwayatnya tanpa Tuntas: python workflow/audit/check.py {target}")


def _steps(target: Path) -> str:
    if not os.environ.get("TUNTAS_DATABASE"):
        return STEPS.format(server=1, verify=2, check=3, target=target, there="")
    there = " dan TUNTAS_DATABASE=ALAMAT"
    return TO_DATABASE.format(target=target) + STEPS.format(server=2, verify=3, check=4, target=target, there=there)


def _amount(manifest: dict[str, Any]) -> str:
    records, files = sum(manifest["counts"].values()), sum(part["count"] for part in manifest["files"].values())
    return f"{records} catatan, {files} berkas"
