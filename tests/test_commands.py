"""The commands: accounts, backup, audit; what they say and how they end."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.conftest import START
from workflow.accounts import find_user
from workflow.backup import tally
from workflow.sessions import start_session
from workflow.sign_in import prove_password
from workflow.store import FIELDS, Store, open_store


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
    assert kept(app).count("session")[()] == 0
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
    assert kept(app).count("session")[()] == 0


@pytest.mark.parametrize("command", ["password", "deactivate"])
def test_an_unknown_account_is_said_to_be_unknown(app: Flask, command: str):
    done = run(app, "users", command, "tidak.ada", typed="kuda hijau lima\n")
    assert done.exit_code == 1
    assert "Akun tidak.ada tidak ada." in done.output


def test_a_backup_holds_everything_and_says_so(demo_app: Flask, tmp_path: Path):
    target = tmp_path / "cadangan" / "senin"
    done = run(demo_app, "backup", str(target))
    assert done.exit_code == 0, done.output
    manifest = json.loads((target / "manifest.json").read_text())
    assert manifest["made"] == "2026-11-09T02:00:00Z"
    assert set(manifest["counts"]) == set(FIELDS)
    assert manifest["counts"]["user"] == 6
    assert manifest["counts"]["task"] == kept(demo_app).count("task")[()]
    assert manifest["damage"] == []
    database = (target / "tuntas.db").read_bytes()
    assert manifest["database"] == {"name": "tuntas.db", "sha256": hashlib.sha256(database).hexdigest()}
    assert sorted(path.name for path in target.iterdir()) == ["archive", "evidence", "manifest.json", "tuntas.db"]
    photos = [path for path in (target / "evidence").rglob("*") if path.is_file()]
    assert manifest["files"]["evidence"]["count"] == len(photos) > 0


def test_a_backup_is_told_as_what_left_and_has_that_too(demo_app: Flask, tmp_path: Path):
    run(demo_app, "backup", str(tmp_path / "senin"))
    with closing(open_store(tmp_path / "senin" / "tuntas.db")) as copy:
        for store in (kept(demo_app), copy):
            told = store.find("event", name="exported")
            assert [(e["actor"]["name"], e["fields"]) for e in told] == [
                ("Tuntas", {"what": "backup", "thing": "senin"})
            ]


def test_a_restored_backup_is_the_same_instance(demo_app: Flask, tmp_path: Path):
    run(demo_app, "backup", str(tmp_path / "cadangan"))
    shutil.copytree(tmp_path / "cadangan", tmp_path / "pulih")
    restored = open_store(tmp_path / "pulih" / "tuntas.db")
    assert tally(restored) == tally(kept(demo_app))
    assert restored.find("task") == kept(demo_app).find("task")
    restored.close()


def test_a_backup_never_overwrites(app: Flask, tmp_path: Path):
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "catatan.txt").write_text("penting")
    done = run(app, "backup", str(tmp_path / "penuh"))
    assert done.exit_code == 1
    assert "sudah berisi" in done.output
    assert [path.name for path in (tmp_path / "penuh").iterdir()] == ["catatan.txt"]


def test_a_backup_into_a_file_is_refused(app: Flask, tmp_path: Path):
    (tmp_path / "berkas").write_text("x")
    done = run(app, "backup", str(tmp_path / "berkas"))
    assert done.exit_code == 1
    assert "tidak dapat dipakai" in done.output


def test_a_backup_tells_what_was_damaged_before(demo_app: Flask, tmp_path: Path):
    evidence = next(p for p in (Path(demo_app.instance_path) / "evidence").rglob("*") if p.is_file())
    evidence.write_bytes(b"lain")
    done = run(demo_app, "backup", str(tmp_path / "cadangan"))
    assert done.exit_code == 1
    assert f"evidence/{evidence.parent.name}/{evidence.name}: berkas hilang atau berubah" in done.output
    assert json.loads((tmp_path / "cadangan" / "manifest.json").read_text())["damage"]


def test_audit_verify_finds_every_chain_whole(demo_app: Flask):
    done = run(demo_app, "audit", "verify")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert len(lines) == 25  # the province's chain, 23 regions, and the last sentence
    assert lines[-1] == "Semua rantai riwayat utuh."
    assert all(line.endswith("peristiwa, utuh") for line in lines[:-1])


def test_audit_verify_shows_an_edited_event(demo_app: Flask):
    store = kept(demo_app)
    event = store.find("event", chain="11.11", order="seq")[4]
    with store.transaction():
        store.save({**event, "at": "2020-01-01T00:00:00Z"})
    done = run(demo_app, "audit", "verify")
    assert done.exit_code == 1
    assert "  11.11: peristiwa 5 tidak cocok dengan sidiknya" in done.output
    assert "1 rantai riwayat tidak utuh." in done.output
