"""Commands: ``flask --app app audit verify [EXPORT]``, ``archive check``. They end with 1 when something is wrong;
``audit verify`` with 3 when nothing is, but what it is to be compared with is missing or damaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from workflow.audit import chain as audit
from workflow.audit import check as audit_check
from workflow.audit import heads
from workflow.audit.check import Found, Head, Unreadable
from workflow.commands.refusing import refused
from workflow.keeping import archive
from workflow.regions import PROVINCE, region_name
from workflow.web.current import store

UNPROVEN = (
    "Sidik yang dicatat di luar database hilang atau rusak: ekor yang dipotong dan riwayat yang ditulis ulang mungkin "
    "tidak terlihat. Bandingkan dengan cadangan dan rekap tercetak (--heads, --head)."
)
audit_group = AppGroup("audit", short_help="Riwayat: verify.")
archive_group = AppGroup("archive", short_help="Arsip dan bukti: check.")


def init_app(app: Flask) -> None:
    app.cli.add_command(audit_group)
    app.cli.add_command(archive_group)


@audit_group.command("verify", short_help="Memeriksa bahwa riwayat tidak diubah, dihapus, ditukar, atau dipotong.")
@click.argument("export", metavar="[EXPORT.json]", required=False, type=click.Path(path_type=Path))
@click.option("--heads", "files", multiple=True, type=click.Path(path_type=Path), help="manifest.json, heads.jsonl")
@click.option("--head", "typed", multiple=True, help="wilayah/jumlah/sidik, seperti tercetak pada rekap")
def verify(export: Path | None, files: tuple[Path, ...], typed: tuple[str, ...]) -> None:
    """Without a file the live history, compared with everything this instance and its daily copies noted."""
    try:
        given = [head for path in files for head in audit_check.heads_of(path)]
        given += [audit_check.typed_head(text) for text in typed]
        compared = _exported(export, given) if export else _live(given, files)
    except Unreadable as refusal:
        raise refused(str(refusal)) from None
    for line in [*compared.remarks, *audit_check.lines(compared.found, compared.known, _called)]:
        click.echo(line)
    if any(one.sentences for one in compared.found):
        raise click.exceptions.Exit(1)
    if compared.flawed and any(one.total for one in compared.found):
        click.echo(UNPROVEN)
        raise click.exceptions.Exit(3)


@dataclass(frozen=True)
class Compared:
    """What was found of each chain, with how many heads it was compared, and whether there should be more of them."""

    found: list[Found]
    known: int
    remarks: tuple[str, ...] = ()
    flawed: bool = False


def _called(chain: str) -> str:
    return f"{chain} {region_name(chain)}" if chain.startswith(PROVINCE) else f"{chain} (siapa melihat dan mengunduh)"


def _exported(export: Path, given: list[Head]) -> Compared:
    return Compared(audit_check.check_all(audit_check.exported(export), given), len(given))


def _live(given: list[Head], files: tuple[Path, ...]) -> Compared:
    # The instance of the app, not the folder of this process: what is compared must be its own.
    noted = heads.known(Path(current_app.instance_path), current_app.extensions["tuntas"].copies.folder, files)
    every = [*noted.heads, *given]
    return Compared(audit.examine(store, every), len(every), noted.remarks, noted.flawed)


@archive_group.command("check", short_help="Membandingkan setiap berkas arsip dan bukti dengan catatannya.")
def check() -> None:
    compared = archive.check(store, Path(current_app.instance_path), current_app.config["FILES"])
    for sentence in compared.faults:
        click.echo(f"  {sentence}")
    for path in compared.unused:
        click.echo(f"  {path}: utuh, tetapi tidak dipakai catatan mana pun")
    if compared.faults:
        raise refused(f"{len(compared.faults)} kesalahan pada arsip. Pulihkan berkas itu dari cadangan.")
    click.echo(f"Semua {compared.files} berkas arsip dan bukti ada dan utuh.")
