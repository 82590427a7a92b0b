"""The commands for accounts: what they say and how they end."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask import Flask

from tests.world.instance import START
from workflow.people.accounts import find_user
from workflow.people.sessions import start_session
from workflow.people.sign_in import prove_password
from workflow.store import Store


@pytest.fixture(autouse=True)
def no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUNTAS_PASSWORD", raising=False)


def run(app: Flask, *args: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=args, input=typed)


def kept(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def test_add_reads_the_password_from_a_pipe(app: Flask):
    done = run(app, "users", "add", "ketua.sabang", "--role", "ketua", "--region", "11.72", typed="kuda hijau lima\n")
    assert done.exit_code == 0
    assert done.output == (
        "Akun ketua.sabang (Ketua LKKS Kota Sabang) dibuat. Kata sandinya harus diganti pada masuk pertama.\n"
    )
    assert prove_password(kept(app), "ketua.sabang", "kuda hijau lima", "x", at=START)["must_change"] is True


def test_add_reads_the_password_from_the_environment(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_PASSWORD", "dari lingkungan")
    assert run(app, "users", "add", "admin.dua", "--role", "admin", "--name", "Admin Dua").exit_code == 0
    assert prove_password(kept(app), "admin.dua", "dari lingkungan", "x", at=START)["name"] == "Admin Dua"


@pytest.mark.parametrize(
    ("args", "typed", "sentence"),
    [
        (["ketua.bireuen", "--role", "ketua", "--region", "11.11"], "kuda hijau lima", "sudah ada"),
        (["baru", "--role", "raja"], "kuda hijau lima", "Pilih peran dari daftar."),
        (["baru"], "kuda hijau lima", "Pilih peran dari daftar."),
        (["baru", "--role", "ketua"], "kuda hijau lima", "Pilih kabupaten/kota untuk peran ini."),
        (["baru", "--role", "admin"], "pendek", "Kata sandi paling sedikit 12"),
        (["baru", "--role", "admin"], "", "Kata sandi paling sedikit 12"),
        (["baru", "--role", "admin"], "password1234", "Kata sandi terlalu mudah ditebak."),
        (["baru", "--role", "admin"], "admin tuntas 2026", "Kata sandi terlalu mudah ditebak."),
        (["Nama Orang", "--role", "admin"], "kuda hijau lima", "Nama akun hanya huruf kecil"),
    ],
)
def test_add_refuses_with_a_sentence_and_1(app: Flask, args: list[str], typed: str, sentence: str):
    before = kept(app).count("user")
    done = run(app, "users", "add", *args, typed=typed + "\n")
    assert done.exit_code == 1
    assert sentence in done.output
    assert kept(app).count("user") == before


def test_list_shows_every_account(app: Flask):
    lines = run(app, "users", "list").output.splitlines()
    assert len(lines) == 6
    assert lines[2] == "ketua.bireuen\tketua\tKabupaten Bireuen\taktif\tKetua LKKS Kabupaten Bireuen"


def test_password_sets_a_new_one_and_ends_sessions(app: Flask):
    user = find_user(kept(app), "ketua.pidie")
    assert user is not None
    start_session(kept(app), user, agent="", at=START)
    assert run(app, "users", "password", "ketua.pidie", typed="kuda hijau lima\n").exit_code == 0
    assert kept(app).count("session") == 0
    assert prove_password(kept(app), "ketua.pidie", "kuda hijau lima", "x", at=START)["must_change"] is True


def test_password_refuses_one_that_is_easy_to_guess_and_changes_nothing(app: Flask):
    before = find_user(kept(app), "ketua.pidie")
    done = run(app, "users", "password", "ketua.pidie", typed="pidie-lkks-2026\n")
    assert (done.exit_code, "terlalu mudah ditebak" in done.output) == (1, True)
    assert find_user(kept(app), "ketua.pidie") == before


def test_deactivate_ends_sessions(app: Flask):
    user = find_user(kept(app), "ketua.pidie")
    assert user is not None
    start_session(kept(app), user, agent="", at=START)
    done = run(app, "users", "deactivate", "ketua.pidie")
    assert (done.exit_code, done.output) == (0, "Akun ketua.pidie nonaktif dan tidak dapat masuk lagi.\n")
    assert kept(app).count("session") == 0


@pytest.mark.parametrize("command", ["password", "deactivate"])
def test_an_unknown_account_is_said_to_be_unknown(app: Flask, command: str):
    done = run(app, "users", command, "tidak.ada", typed="kuda hijau lima\n")
    assert done.exit_code == 1
    assert "Akun tidak.ada tidak ada." in done.output
