"""Commands: ``flask --app app users …``. They end with 1 when they refuse."""

from __future__ import annotations

import os
import sys

import click
from flask import Flask
from flask.cli import AppGroup

from workflow.commands.refusing import refused, refusing
from workflow.errors import NotFound
from workflow.people import accounts, second_factor
from workflow.records import User
from workflow.regions import region_name
from workflow.roles import Role
from workflow.web.current import now, store

users_group = AppGroup("users", short_help="Akun: add, list, password, deactivate, lost-phone.")


def init_app(app: Flask) -> None:
    app.cli.add_command(users_group)


@users_group.command("add", short_help="Menambah akun.")
@click.argument("username")
@click.option("--role", default="", metavar="|".join(Role), help="Peran; wajib.")
@click.option("--region", default="", help="Kode wilayah ketua dan sekdis, misalnya 11.11; 11 untuk provinsi.")
@click.option("--name", default="", help="Nama jabatan; bila kosong, menurut peran dan wilayah.")
@click.option("--email", default="", help="Alamat surel; boleh kosong.")
def add(username: str, role: str, region: str, name: str, email: str) -> None:
    with refusing():
        data = {"username": username, "role": role, "region": region, "name": name, "email": email}
        made = accounts.add_user(store, accounts.SYSTEM, {**data, "password": _new_password()}, at=now())
    click.echo(f"Akun {made['username']} ({made['name']}) dibuat. Kata sandinya harus diganti pada masuk pertama.")


@users_group.command("list", short_help="Menampilkan semua akun.")
def list_users() -> None:
    for user in store.find("user", order="username"):
        state = "aktif" if user["active"] else "nonaktif"
        region = region_name(user["region"]) if user["region"] else "-"
        click.echo(f"{user['username']}\t{user['role']}\t{region}\t{state}\t{user['name']}")


@users_group.command("password", short_help="Memasang kata sandi baru.")
@click.argument("username")
def password(username: str) -> None:
    with refusing():
        user = _existing(username)
        accounts.set_password(store, accounts.SYSTEM, user["id"], _new_password(), at=now())
    click.echo(f"Kata sandi {user['username']} dipasang, sesinya diakhiri. Harus diganti pada masuk berikutnya.")


@users_group.command("deactivate", short_help="Menonaktifkan akun dan mengakhiri sesinya.")
@click.argument("username")
def deactivate(username: str) -> None:
    with refusing():
        user = _existing(username)
        accounts.edit_user(store, accounts.SYSTEM, user["id"], user, active=False, version=user["version"], at=now())
    click.echo(f"Akun {user['username']} nonaktif dan tidak dapat masuk lagi.")


@users_group.command("lost-phone", short_help="Melepas langkah kedua dari akun yang kehilangan ponselnya.")
@click.argument("username")
def lost_phone(username: str) -> None:
    with refusing():
        user = _existing(username)
        second_factor.remove(store, accounts.SYSTEM, user["id"], at=now())
    click.echo(f"Langkah kedua {user['username']} dilepas dan sesinya diakhiri. Ia dapat memasangnya lagi.")


def _existing(username: str) -> User:
    user = accounts.find_user(store, username)
    if user is None:
        raise NotFound(f"Akun {username} tidak ada. Lihat: flask --app app users list")
    return user


def _new_password() -> str:
    """From ``TUNTAS_PASSWORD``, else the first line of a pipe, else asked for twice."""
    given = os.environ.get("TUNTAS_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = click.prompt("Kata sandi", hide_input=True)
    if click.prompt("Sekali lagi", hide_input=True) != first:
        raise refused("Dua isian kata sandi tidak sama.")
    return first
