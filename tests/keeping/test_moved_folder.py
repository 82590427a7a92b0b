"""A server whose folder was moved away, or restored over, says so on every page and writes nothing anywhere."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.arranged import PLAN, bring
from tests.world.browser import serving
from tests.world.faults import kept
from tests.world.instance import START, signed_in
from workflow.store import open_store

PAGES = {
    "ketua.bireuen": ("/komitmen", "/tugas", "/tugas/1", "/dokumen", "/agenda", "/akun", "/kabar", "/tugas.xlsx"),
    "dinsos.aceh": ("/", "/matriks", "/rakor", "/rakor/1", "/impor"),
    "admin": ("/pengaturan", "/pengaturan/akun", "/pengaturan/riwayat", "/pengaturan/masa-simpan"),
}


def moved_away(folder: Path) -> Path:
    return folder.rename(folder.with_name("dipindah"))


def restored_over(folder: Path) -> Path:
    """As one does who moves the folder aside and puts a backup in its place."""
    shutil.copytree(folder, folder.with_name("pulih"))
    away = moved_away(folder)
    folder.with_name("pulih").rename(folder)
    return away


def emptied(folder: Path) -> Path:
    away = moved_away(folder)
    folder.mkdir()
    return away


@pytest.mark.parametrize("move", [moved_away, restored_over, emptied])
def test_every_page_says_so_and_nothing_is_written(app: Flask, tuntas: SimpleNamespace, move: Callable[[Path], Path]):
    task = bring(tuntas, "draft", START)
    before = kept(tuntas.store)
    clients = {name: signed_in(app, name) for name in PAGES}
    folder = Path(app.instance_path)
    away = move(folder)
    for name, paths in PAGES.items():
        for path in paths:
            told(clients[name], path)
    form = {**PLAN, "action": "Rencana yang tidak boleh hilang", "version": task["version"]}
    answer = clients["ketua.bireuen"].post(f"/tugas/{task['id']}/rencana", data=form)
    assert (answer.status_code, "Rencana yang tidak boleh hilang" in answer.text) == (503, True)
    assert app.test_client().get("/static/app.css").status_code == 200
    for place in (away, folder):
        if (place / "tuntas.db").exists():
            store = open_store(place / "tuntas.db")
            assert kept(store) == before
            store.close()
    assert sorted(path.name for path in folder.glob("*")) == [] or move is restored_over


def told(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, "dipindahkan atau diganti" in answer.text) == (503, True), (path, answer.text)


def test_threads_that_come_new_find_no_other_file(app: Flask):
    """Through the server, whose threads open the database each for itself."""
    with serving(app) as base:
        moved_away(Path(app.instance_path))
        for _ in range(8):
            with pytest.raises(urllib.error.HTTPError) as refusal:
                urllib.request.urlopen(f"{base}/masuk")  # noqa: S310 - our own server
            assert refusal.value.code == 503
            refusal.value.close()
    assert not Path(app.instance_path).exists()


def test_back_in_its_place_it_goes_on(app: Flask):
    folder = Path(app.instance_path)
    client = signed_in(app, "ketua.bireuen")
    away = moved_away(folder)
    told(client, "/komitmen")
    away.rename(folder)
    assert client.get("/komitmen").status_code == 200
