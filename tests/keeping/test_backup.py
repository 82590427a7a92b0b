"""A backup holds everything and vouches for each file; what is restored is the same instance, or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import create_app, restoring
from tests.world.each_store import Home, Model, on_each
from tests.world.instance import START, Clock, signed_in
from tests.world.places import ROOT
from workflow.keeping.backup import tally
from workflow.keeping.restore import SIGNED_IN
from workflow.regions import regions
from workflow.store import FIELDS, Store, open_store


def run(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=[str(arg) for arg in args])


def kept(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def copied(database: Path, tmp_path: Path) -> Store:
    """A copy of it, opened: opening a database changes its file."""
    shutil.copy(database, tmp_path / "copied.db")
    return open_store(tmp_path / "copied.db")


@pytest.fixture(scope="module")
def made(
    request: pytest.FixtureRequest, demo_instance: Path, tmp_path_factory: pytest.TempPathFactory, engine: str
) -> Path:
    """A backup of the demo while somebody is signed in; never changed."""
    folder = tmp_path_factory.mktemp("made")
    if engine == "postgresql":
        model: Model = request.getfixturevalue("demo_model")
        home = model.home(folder / "instance")
    else:
        home = Home(Path(shutil.copytree(demo_instance, folder / "instance")))
    app = home.app(NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example")
    signed_in(app, "ketua.bireuen")
    done = run(app, "backup", folder / "cadangan")
    assert done.exit_code == 0, done.output
    app.extensions["tuntas"].store.close()
    return folder / "cadangan"


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(made, tmp_path / "cadangan")
    return tmp_path / "cadangan"


@on_each
def test_the_manifest_says_what_is_in_it(made: Path, tmp_path: Path):
    manifest = json.loads((made / "manifest.json").read_text())
    store = copied(made / "tuntas.db", tmp_path)
    assert (manifest["format"], manifest["app"], manifest["damage"]) == (2, "0.1.0", [])
    assert manifest["made"] == "2026-11-09T02:00:00Z"
    assert isinstance(manifest["schema"], int)
    assert manifest["counts"] == {kind: store.count(kind) for kind in FIELDS}
    assert manifest["counts"]["user"] == 6
    last = store.find("event", chain="11.11", order="-seq", limit=1)[0]
    assert manifest["chains"]["11.11"] == {"seq": last["seq"], "hash": last["hash"]}
    assert set(manifest["chains"]) == {"11", "akses", *regions()}
    store.close()
    assert sorted(path.name for path in made.iterdir()) == [
        "archive", "evidence", "files.sha256", "manifest.json", "tuntas.db",
    ]  # fmt: skip
    assert made.stat().st_mode & 0o077 == 0


@on_each
def test_every_file_is_listed_with_its_hash(made: Path):
    rows = (made / "files.sha256").read_text().splitlines()
    listed = {name: sha256 for sha256, name in (row.split("  ") for row in rows)}
    files = [path for path in made.rglob("*") if path.is_file() and path.suffix not in (".sha256", ".json")]
    assert listed == {
        path.relative_to(made).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    assert len(listed) > 3
    manifest = json.loads((made / "manifest.json").read_text())
    assert manifest["list"]["sha256"] == hashlib.sha256((made / "files.sha256").read_bytes()).hexdigest()
    checked = subprocess.run(["sha256sum", "--quiet", "-c", "files.sha256"], cwd=made, check=False)
    assert checked.returncode == 0


@on_each
def test_a_backup_is_told_as_what_left_and_has_that_too(demo_app: Flask, tmp_path: Path):
    run(demo_app, "backup", tmp_path / "senin")
    with closing(open_store(tmp_path / "senin" / "tuntas.db")) as copy:
        for store in (kept(demo_app), copy):
            told = store.find("event", name="exported")
            assert [(e["actor"]["name"], e["fields"]) for e in told] == [
                ("Tuntas", {"what": "backup", "thing": "senin"})
            ]


@on_each
def test_no_key_is_in_it(made: Path, demo_instance: Path):
    key = (demo_instance / "secret_key").read_bytes()
    assert len(key) > 32
    assert [path for path in made.rglob("*") if path.is_file() and key in path.read_bytes()] == []


def test_a_backup_never_overwrites(app: Flask, tmp_path: Path):
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "catatan.txt").write_text("penting")
    done = run(app, "backup", tmp_path / "penuh")
    assert done.exit_code == 1
    assert "sudah berisi" in done.output
    assert [path.name for path in (tmp_path / "penuh").iterdir()] == ["catatan.txt"]


def test_a_backup_into_a_file_is_refused(app: Flask, tmp_path: Path):
    (tmp_path / "berkas").write_text("x")
    done = run(app, "backup", tmp_path / "berkas")
    assert done.exit_code == 1
    assert "tidak dapat dipakai" in done.output


@on_each
def test_a_backup_tells_what_was_damaged_before(demo_app: Flask, tmp_path: Path):
    evidence = next(p for p in (Path(demo_app.instance_path) / "evidence").rglob("*") if p.is_file())
    evidence.write_bytes(b"lain")
    done = run(demo_app, "backup", tmp_path / "cadangan")
    assert done.exit_code == 1
    assert f"evidence/{evidence.parent.name}/{evidence.name} berubah" in done.output
    manifest = json.loads((tmp_path / "cadangan" / "manifest.json").read_text())
    assert len(manifest["damage"]) == 1
    restored = run(demo_app, "restore", tmp_path / "cadangan", tmp_path / "pulih")
    assert (restored.exit_code, manifest["damage"][0] in restored.output) == (0, True)


@on_each
def test_restored_is_the_same_instance_with_nobody_signed_in(app: Flask, made: Path, tmp_path: Path):
    done = run(app, "restore", made, tmp_path / "baru" / "instance")
    assert done.exit_code == 0, done.output
    assert "keadaan 09-11-2026 pukul 09.00 WIB" in done.output
    assert "Semua sesi sudah diakhiri" in done.output
    before, after = copied(made / "tuntas.db", tmp_path), open_store(tmp_path / "baru" / "instance" / "tuntas.db")
    assert before.count("session") == 1
    assert (after.count("session"), after.count("sign_in")) == (0, 0)
    for kind in FIELDS:
        if kind not in SIGNED_IN:
            assert after.find(kind) == before.find(kind)
    assert tally(after)["chains"] == tally(before)["chains"]
    before.close()
    after.close()
    assert sorted(path.name for path in (tmp_path / "baru").iterdir()) == ["instance"]
    for path in made.rglob("*"):
        if path.is_file() and path.parent != made:
            assert (tmp_path / "baru" / "instance" / path.relative_to(made)).read_bytes() == path.read_bytes()


@on_each
def test_an_old_cookie_opens_nothing_after_a_restore(demo_app: Flask, clock: Clock, tmp_path: Path):
    """Also when the key has stayed the same, as in production."""
    client = signed_in(demo_app, "ketua.bireuen")
    assert client.get("/komitmen").status_code == 200
    with client.session_transaction() as cookie:
        carried = dict(cookie)
    run(demo_app, "backup", tmp_path / "cadangan")
    run(demo_app, "restore", tmp_path / "cadangan", tmp_path / "pulih")
    again = create_app(tmp_path / "pulih", NOW=clock, TESTING=True, BASE_URL="https://tuntas.example")
    old = again.test_client()
    with old.session_transaction() as cookie:
        cookie.update(carried)
    answer = old.get("/komitmen")
    assert (answer.status_code, answer.location.startswith("/masuk")) == (302, True)
    again.extensions["tuntas"].store.close()


def flip(backup: Path) -> str:
    path = next(path for path in (backup / "evidence").rglob("*") if path.is_file())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path.name


def flip_the_database(backup: Path) -> str:
    with (backup / "tuntas.db").open("r+b") as file:
        file.seek(5000)
        byte = file.read(1)
        file.seek(5000)
        file.write(bytes([byte[0] ^ 1]))
    return "tuntas.db hilang atau berubah"


def lose(backup: Path) -> str:
    path = next(path for path in (backup / "evidence").rglob("*") if path.is_file())
    path.unlink()
    return path.name


def lose_the_database(backup: Path) -> str:
    (backup / "tuntas.db").unlink()
    return "tuntas.db hilang atau berubah"


def lose_the_manifest(backup: Path) -> str:
    (backup / "manifest.json").unlink()
    return "tidak ada manifest.json"


def lose_the_list(backup: Path) -> str:
    (backup / "files.sha256").unlink()
    return "Daftar berkas files.sha256"


def shorten_the_list(backup: Path) -> str:
    rows = (backup / "files.sha256").read_text().splitlines(keepends=True)
    (backup / "files.sha256").write_text("".join(rows[:-1]))
    return "Daftar berkas files.sha256"


def cut_the_manifest(backup: Path) -> str:
    text = (backup / "manifest.json").read_text()
    (backup / "manifest.json").write_text(text[: len(text) // 2])
    return "manifest.json"


def change_manifest(backup: Path, **more: Any) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    (backup / "manifest.json").write_text(json.dumps({**manifest, **more}))


def come_from_later(backup: Path) -> str:
    change_manifest(backup, format=3)
    return "Tuntas yang lebih baru"


def count_otherwise(backup: Path) -> str:
    change_manifest(backup, counts={"task": 1})
    return "Jumlah catatannya tidak sama"


def have_other_heads(backup: Path) -> str:
    change_manifest(backup, chains={"11.11": {"seq": 1, "hash": "0" * 64}})
    return "Riwayatnya tidak sama"


def lead_outside(backup: Path) -> str:
    """A backup made by somebody who wants a file written elsewhere, with all its hashes right."""
    rows = (backup / "files.sha256").read_text() + f"{hashlib.sha256(b'x').hexdigest()}  evidence/../../jahat\n"
    (backup / "files.sha256").write_text(rows)
    (backup.parent / "jahat").write_bytes(b"x")
    change_manifest(backup, list={"name": "files.sha256", "sha256": hashlib.sha256(rows.encode()).hexdigest()})
    return "Daftar berkas files.sha256"


@pytest.mark.parametrize(
    "damage",
    [
        flip, flip_the_database, lose, lose_the_database, lose_the_manifest, lose_the_list, shorten_the_list,
        cut_the_manifest, come_from_later, count_otherwise, have_other_heads, lead_outside,
    ],
)  # fmt: skip
def test_a_damaged_backup_is_refused_with_a_sentence_and_leaves_nothing(
    app: Flask, backup: Path, tmp_path: Path, damage: Callable[[Path], str]
):
    sentence = damage(backup)
    (tmp_path / "pulih").mkdir()
    done = run(app, "restore", backup, tmp_path / "pulih" / "instance")
    assert done.exit_code == 1
    assert sentence in done.output
    assert list((tmp_path / "pulih").iterdir()) == []


def test_a_target_that_is_used_is_never_overwritten(app: Flask, made: Path, tmp_path: Path):
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "catatan.txt").write_text("penting")
    done = run(app, "restore", made, tmp_path / "penuh")
    assert done.exit_code == 1
    assert "sudah berisi dan tidak ditimpa" in done.output
    assert [path.name for path in (tmp_path / "penuh").iterdir()] == ["catatan.txt"]
    assert run(app, "restore", made, tmp_path / "penuh" / "catatan.txt").exit_code == 1


def test_the_command_restores_into_the_instance_of_the_server(made: Path, tmp_path: Path):
    """``flask --app app`` makes an instance before it runs a command; restoring must find the folder empty."""
    instance = tmp_path / "instance"
    instance.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "restore", str(made)],
        cwd=ROOT, env={**os.environ, "TUNTAS_INSTANCE": str(instance)}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Pulih di {instance}:" in done.stdout
    assert not (instance / "secret_key").exists()
    store = open_store(instance / "tuntas.db")
    assert store.count("user") == 6
    store.close()


@pytest.mark.parametrize(
    ("argv", "so"),
    [
        (["/x/bin/flask", "--app", "app", "restore", "y"], True),
        (["/x/flask/__main__.py", "--app", "app", "restore", "y"], True),
        (["/x/bin/flask", "--app=app", "--debug", "-e", "restore", "restore", "y"], True),
        (["/x/bin/flask", "--app", "app", "backup", "y"], False),
        (["/x/bin/flask", "--app", "app", "backup", "restore"], False),
        (["/x/bin/flask", "--app", "app", "users", "add", "restore"], False),
        (["/x/bin/flask"], False),
        (["/x/bin/pytest", "-k", "restore"], False),
    ],
)
def test_only_the_command_itself_starts_without_data(argv: list[str], so: bool):
    assert restoring(argv) is so
