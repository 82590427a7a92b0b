"""An instance of an earlier version opens with this one: nothing of it is damaged, every page is there, work goes on.

``tests/samples/instances/`` has databases as earlier versions left them, one task in each situation that they knew.
They are never made anew: what is stored is as old as it is.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from app import create_app
from tests.world.arranged import CHAIR, DINSOS, SEKDIS, do
from tests.world.instance import Clock, signed_in
from tests.world.places import SAMPLES
from tests.world.shared import unrendered
from workflow.demo import ACCOUNTS, PASSWORD
from workflow.keeping.opening import DATABASE
from workflow.people.accounts import SYSTEM, add_user
from workflow.records import SHAPES
from workflow.reminders import digests
from workflow.tasks import kept_days

INSTANCES = sorted((SAMPLES / "instances").glob("*.db.gz"))
# What was left at each situation, and the next moves there.
NEXT = {
    ("draft", "", False): (("submit", CHAIR), ("report", SEKDIS)),
    ("draft", "sekdis", False): (("report", SEKDIS), ("progress", CHAIR)),
    ("reported", "", False): (("ask_change", CHAIR), ("support_change", SEKDIS), ("grant_change", DINSOS)),
    ("reported", "dinsos", False): (("return_claim", DINSOS), ("progress", CHAIR), ("claim", CHAIR)),
    ("implemented", "", False): (("reopen", DINSOS), ("ask_help", CHAIR)),
    ("draft", "", True): (),
}


@pytest.fixture(params=INSTANCES, ids=lambda path: path.name.partition(".")[0])
def app(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / DATABASE).write_bytes(gzip.decompress(request.param.read_bytes()))
    made = create_app(folder, NOW=clock, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")
    store = made.extensions["tuntas"].store
    for username, (role, region) in ACCOUNTS.items():
        account = {"username": username, "role": role, "region": region, "password": PASSWORD}
        add_user(store, SYSTEM, account, at=clock(), demo=True)
    yield made
    store.close()


def test_nothing_of_it_is_damaged_and_all_days_are_counted(app: Flask):
    store = app.extensions["tuntas"].store
    damaged = [(kind, record["id"]) for kind in SHAPES for record in store.each(kind) if "damaged" in record]
    assert damaged == []
    assert store.count("task") == len(NEXT)
    assert list(kept_days.recompute(store)) == []


def test_every_page_of_every_role_opens(app: Flask):
    store = app.extensions["tuntas"].store
    tasks = [f"/tugas/{task['id']}" for task in store.find("task", region="11.11")]
    rakor = [f"/rakor/{one['id']}" for one in store.find("rakor")]
    offices = [f"/pengaturan/kantor/{one['id']}" for one in store.find("office", limit=3)]
    own = ["/tugas", "/rakor", "/dokumen", "/kabar", "/akun", "/akun/data"]
    pages = {
        "ketua.bireuen": ["/komitmen", *own, *tasks], "sekdis.bireuen": ["/persetujuan", *own, *tasks],
        "dinsos.aceh": ["/beranda", "/matriks", *own, *rakor, *tasks],
        "admin": ["/pengaturan", "/pengaturan/kantor", "/pengaturan/riwayat", "/pengaturan/waktu", *offices],
    }  # fmt: skip
    for username, addresses in pages.items():
        reader = signed_in(app, username)
        answers = {address: reader.get(address, follow_redirects=True).status_code for address in addresses}
        assert set(answers.values()) == {200}, (username, answers)


def test_work_goes_on_where_it_stood(app: Flask):
    tuntas: SimpleNamespace = unrendered(app)
    for task in tuntas.store.find("task"):
        for name, actor in NEXT[task["stage"], task["waits_for"], task["cancelled"]]:
            task = do(tuntas, task, name, actor, app.config["NOW"]())
    assert list(kept_days.recompute(tuntas.store)) == []


def test_nobody_is_reminded_of_all_that_was_due_before(app: Flask):
    store, now = app.extensions["tuntas"].store, app.config["NOW"]()
    assert digests.run(store, now) == []
    assert (store.count("digest"), digests.told_until(store)) == (0, now.date())
