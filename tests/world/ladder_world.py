"""The demo as the ladder stands in it, and a fingerprint of everything that a refused request may not touch."""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from PIL import Image

from tests.world.arranged import DINSOS
from tests.world.instance import START, signed_in
from tests.world.ladder import Case
from tests.world.mails import make_mails
from workflow.clock import stamp
from workflow.lks import merging
from workflow.lks.record import new_lks
from workflow.lks.register import add
from workflow.people import saved_filters
from workflow.store import Store

# When somebody was last seen, how often somebody tried, what somebody has looked at, what was counted of the register.
NOT_KEPT = {"chain", "session", "throttle", "access", "looked", "opened", "lks_doubts", "lks_count"}
TRIES = ("refused", "sign_in_failed", "viewed", "exported")  # the events that tell of what was tried or looked at


class Clients(dict[str, FlaskClient]):
    """By username; each signed in when it is first asked for, because scrypt takes its time."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app

    def __missing__(self, username: str) -> FlaskClient:
        return self.setdefault(username, signed_in(self.app, username))


class World:
    """The demo with jobs and signers, its clients, and a fingerprint of all that a refused request may not touch."""

    def __init__(self, app: Flask) -> None:
        self.app, self.case = app, Case(app)
        self.store = app.extensions["tuntas"].store
        self.folder = Path(app.instance_path)
        refusals = app.extensions["refusals"]
        refusals.each = refusals.strangers = 10**9
        self.clients = Clients(app)
        make_mails(self.store)
        self.nobody = app.test_client()

    def state(self) -> str:
        """SHA-256 over every record but the lines of refusals, and over what the folders hold."""
        found = hashlib.sha256()
        storage = self.store._storage
        tables = [name for (name,) in storage.run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for table in tables:
            if "." not in table and table not in NOT_KEPT and not table.startswith("sqlite"):
                left_out = f'(SELECT id FROM "event.fields" WHERE name IN {TRIES})' if table == "event" else "()"  # noqa: S608 - our own names only
                rows = storage.run(f'SELECT id, doc FROM "{table}" WHERE id NOT IN {left_out} ORDER BY id')  # noqa: S608 - our own names only
                found.update("\n".join([table, *(f"{row} {doc}" for row, doc in rows)]).encode())
        for name in ("archive", "evidence", "zip"):
            for path in sorted((self.folder / name).rglob("*")):
                found.update(f"{path} {path.stat().st_size}".encode())
        return found.hexdigest()

    def events(self) -> set[str]:
        """Every event as it lies in the store."""
        return {doc for (doc,) in self.store._storage.run("SELECT doc FROM event")}

    def lines(self) -> int:
        return self.store.count("event", name="refused")

    def last(self) -> dict[str, Any]:
        return self.store.find("event", name="refused", order="-id", limit=1)[0]["fields"]


def make_saved(store: Store, usernames: Iterable[str]) -> None:
    """A filter of the task list that each keeps."""
    for username in usernames:
        user = store.find("user", username=username)[0]["id"]
        saved_filters.keep(store, user, "tugas", {"terlambat": "1"}, {"name": "Yang terlambat"})


def make_job(app: Flask, username: str) -> None:
    """A batch that is ready to be fetched."""
    store, folder = app.extensions["tuntas"].store, Path(app.instance_path)
    user = store.first("user", username=username)
    content = f"ZIP of {username}".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    (folder / "zip").mkdir(exist_ok=True)
    (folder / "zip" / f"{sha256}.zip").write_bytes(content)
    store.insert("job", {
        "schema": 1, "what": "zip", "title": "Dokumen", "query": {}, "documents": [1],
        "user": user["id"], "by": user["name"],
        "region": user["region"], "at": stamp(START), "ended": stamp(START), "done": 1, "total": 1, "failures": [],
        "reason": "", "sha256": sha256, "size": len(content), "state": "selesai",
    })  # fmt: skip


def make_receipts(app: Flask) -> None:
    """Every report was received, every direction stands on a sheet, a Daftar Hadir was signed: all are kept."""
    parts = app.extensions["tuntas"]
    picture = io.BytesIO()
    Image.new("RGB", (80, 60), "#0b5d4b").save(picture, "JPEG")
    scan = vars(parts.evidence.take(picture.getvalue(), "tanda-terima.jpg"))
    told = {"date": "2026-11-09", "receiver": "Setda", "way": "langsung", "by": "Sekdis", "at": stamp(START)}
    rakor = Case(app).rakor()
    parts.store.save({**rakor, "signed_sheets": [{**scan, "caption": ""}]})
    for report in parts.store.find("document", type="laporan"):
        parts.store.save({**report, "receipt": {**told, "scan": scan}})
    for task in parts.store.find("task"):
        said = [{**one, "scan": {**scan, "caption": ""}} for one in task["directions"]]
        if said:
            parts.store.save({**task, "directions": said})


def make_travels(app: Flask, usernames: Iterable[str]) -> None:
    """A filled form of each chair that waits to be checked, once to be recorded and once to be thrown away."""
    rakor = Case(app).rakor()["id"]
    for client in (signed_in(app, name) for name in usernames):
        for words in ("Lima lembaga", "Enam lembaga"):
            book = load_workbook(io.BytesIO(client.get(f"/rakor/{rakor}/formulir.xlsx").data))
            for row in book.active.iter_rows(max_col=3):
                if ".indicator." in str(row[0].value):
                    row[2].value = words
            out = io.BytesIO()
            book.save(out)
            answer = client.post("/formulir", data={"file": (io.BytesIO(out.getvalue()), "formulir.xlsx")})
            assert answer.status_code == 303, answer.text


def make_intakes(case: Case, dinsos: FlaskClient) -> None:
    """A file that is being checked, and one that was recorded."""
    for n, regions in enumerate(("Kab. Bireuen", "Kab. Pidie")):
        block = f"Hasil Rakor\tTindak Lanjut\tKab/Kota\nButir berkas {n}.\tMelaksanakan\t{regions}"
        answer = dinsos.post("/impor", data={"pasted": block, "rakor": str(case.rakor()["id"])})
        assert answer.status_code == 303, answer.text
    made = case.store.find("intake", order="id")[0]
    answer = dinsos.post(f"/impor/{made['id']}", data={"version": made["version"], "do": "catat"})
    assert answer.status_code == 303, answer.text


def make_lks_lists(app: Flask, usernames: Iterable[str]) -> None:
    """A list of each Sekdis that was recorded, and one that is being checked."""
    for name in usernames:
        client = signed_in(app, name)
        for n, do in enumerate(("catat", "simpan")):
            text = f"Nama LKS;Kecamatan\nLKSA Daftar {name} {'ab'[n]};Jeumpa\n"
            answer = client.post("/lks/impor", data={"file": (io.BytesIO(text.encode()), "daftar.csv")})
            assert answer.status_code == 303, answer.text
            rows = {"r1.shown": "1", "r1.take": "1"} if do == "catat" else {}
            answer = client.post(answer.location, data={"version": "1", "do": do, **rows})
            assert answer.status_code == 303, answer.text


def make_lks_pairs(store: Store, regions: Iterable[str]) -> None:
    """Of each region two LKS that may be one, two that were merged, and two that are two."""
    for region in regions:
        made = {}
        for name in (f"LKSA Tangga {which} {n}" for which in ("sama", "digabung", "berbeda") for n in "xy"):
            with store.transaction():
                values = {**new_lks(name), "uid": secrets.token_hex(8), "region": region}
                made[name.removeprefix("LKSA Tangga ")] = add(store, DINSOS, "lks_recorded", values, START)["id"]
        merging.merge(store, DINSOS, made["digabung x"], made["digabung y"], {}, seen=(1, 1), at=START)
        merging.keep_apart(store, DINSOS, made["berbeda x"], made["berbeda y"], "Dua panti.", at=START)
