"""One record that was damaged outside of the app takes nothing with it: no list, no desk, no file, no start.

It shows in its place as one that cannot be read; its own page says so and whom to ask; nothing is saved over it.
"""

from __future__ import annotations

import io
import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app import create_app
from documents.issue.jobs import DONE
from tests.world.arranged import CHAIR, DINSOS, PATHS, PLAN, bring, do
from tests.world.damage import LISTS, damaged, put, stored, ways
from tests.world.instance import START, Clock, signed_in
from workflow.demo import PASSWORD
from workflow.errors import Unreadable
from workflow.keeping.backup import make_backup
from workflow.rakor.papers import issue_for_rakor
from workflow.store import Store, open_store

NO_JSON = ["bukan json", "", "3", "[1]", "null", '"teks"', "[" * 5_000, b"\xff\xfe{", 7]
KINDS = (
    "task", "rakor", "document", "content", "document_task", "entry", "evidence", "event", "office", "user",
)  # fmt: skip
As = Callable[[str], FlaskClient]


@pytest.fixture
def office(app: Flask, tuntas: SimpleNamespace) -> dict[str, int]:
    """Tasks in every situation, each with its rakor and papers; of every kind the id of one record of a task."""
    tasks = {situation: bring(tuntas, situation, START) for situation in PATHS}
    task, store = tasks["reported"], tuntas.store
    for kind in ("notula", "hasil", "rekap", "matriks"):
        issue_for_rakor(store, tuntas.publisher, DINSOS, kind, task["rakor"], {}, at=START)
    document = store.find("document", task=task["id"], type="laporan")[-1]
    return {
        "task": task["id"], "rakor": task["rakor"], "document": document["id"],
        "content": store.first("content", document=document["id"])["id"],
        "document_task": store.first("document_task", document=document["id"])["id"],
        "entry": store.first("entry", document=document["id"])["id"], "evidence": store.find("evidence")[0]["id"],
        "event": store.find("event", task=task["id"])[-1]["id"],
        "office": store.first("office", region="11.11", identity="dinsos")["id"],
        "user": store.first("user", username="sekdis.pidie")["id"],
    }  # fmt: skip


def refusals(app: Flask, office: dict[str, int]) -> list[tuple[str, str, int]]:
    """Every page that shows many records, or a record beside the damaged one, and that answers as it should not."""
    more = {"dinsos.aceh": [f"/tugas/{task['id']}" for task in app.extensions["tuntas"].store.find("task")]}
    more["dinsos.aceh"] += [
        f"/rakor/{office['rakor']}/dokumen/{kind}" for kind in ("notula", "hasil", "rekap", "matriks")
    ]
    found = []
    for name, paths in LISTS.items():
        client = signed_in(app, name)
        for path in (*paths, *more.get(name, ())):
            with client.get(path) as answer:
                found.append((name, path, answer.status_code))
    return [one for one in found if one[2] != 200]


def own_page(kind: str, id: int) -> set[tuple[str, str, int]]:
    """What may be refused then: the record's own page."""
    paths = {
        "task": [f"/tugas/{id}"],
        "rakor": [f"/rakor/{id}/dokumen/{kind}" for kind in ("notula", "hasil", "rekap", "matriks")],
    }
    return {("dinsos.aceh", path, 410) for path in paths.get(kind, ())}


@pytest.mark.slow  # every list of the app, seven times a kind
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_happened_to_one_record_the_others_are_shown(app: Flask, office: dict[str, int], kind: str):
    app.testing = False
    assert refusals(app, office) == []
    text = stored(app, kind, office[kind])
    chance = random.Random(kind)  # noqa: S311 - the same in every run
    chosen = [*chance.sample(list(ways(text)), 4), *((repr(bad)[:20], bad) for bad in chance.sample(NO_JSON, 2))]
    for what, bad in chosen:
        with damaged(app, kind, office[kind], bad):
            assert set(refusals(app, office)) <= own_page(kind, office[kind]), what


def without(text: str, *keys: str) -> str:
    return json.dumps({key: value for key, value in json.loads(text).items() if key not in keys})


def test_a_task_without_its_plan_stands_in_its_place(app: Flask, office: dict[str, int], client_as: As, caplog: Any):
    title = json.loads(stored(app, "task", office["task"]))["title"]
    put(app, "task", office["task"], without(stored(app, "task", office["task"]), "plan"))
    shown = f"Tidak dapat dibaca ({title})"
    for name, path in (("ketua.bireuen", "/komitmen"), ("ketua.bireuen", "/tugas"), ("dinsos.aceh", "/tugas")):
        assert shown in " ".join(client_as(name).get(path).text.split()), path
    book = load_workbook(io.BytesIO(client_as("dinsos.aceh").get("/tugas.xlsx").data))
    assert shown in [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert shown in client_as("ketua.bireuen").get("/tugas.csv").text

    caplog.clear()
    for name in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"):
        answer = client_as(name).get(f"/tugas/{office['task']}")
        assert answer.status_code == 410
        assert "Catatan tidak dapat dibaca" in answer.text
        assert "Hubungi admin" in answer.text
    facts = [record.facts for record in caplog.records if record.getMessage() == "a damaged record was asked for"]
    assert [one["task_id"] for one in facts] == [office["task"]] * 3
    assert facts[-1]["incident"] in answer.text
    assert client_as("ketua.pidie").get(f"/tugas/{office['task']}").status_code == 404


def test_nothing_is_saved_over_a_damaged_record(
    app: Flask, tuntas: SimpleNamespace, office: dict[str, int], client_as: As
):
    task = bring(tuntas, "draft", START)
    bad = without(stored(app, "task", task["id"]), "directions")
    put(app, "task", task["id"], bad)
    form = {**PLAN, "action": "Rencana yang tidak boleh hilang", "version": task["version"], "do": "submit"}
    answer = client_as("ketua.bireuen").post(f"/tugas/{task['id']}/rencana", data=form)
    assert (answer.status_code, "Rencana yang tidak boleh hilang" in answer.text) == (410, True)
    with pytest.raises(Unreadable):
        do(tuntas, task, "submit", CHAIR, START)
    with pytest.raises(Unreadable):
        tuntas.store.save(tuntas.store.get("task", task["id"]))
    assert stored(app, "task", task["id"]) == bad


@pytest.mark.parametrize("bad", ["bukan json", "3", b"\xff\xfe{"])
def test_a_start_brings_its_tables_up_to_date_past_it(app: Flask, office: dict[str, int], bad: Any):
    folder = Path(app.instance_path)
    app.extensions["tuntas"].store.close()
    with closing(sqlite3.connect(folder / "tuntas.db")) as database, database:
        database.execute('DROP TRIGGER "task.update"')  # so the table of the fields is made anew
        database.execute("UPDATE task SET doc = ? WHERE id = ?", (bad, office["task"]))
    again = create_app(folder, NOW=lambda: START, SEED=False, BASE_URL="https://tuntas.example")
    assert signed_in(again, "dinsos.aceh").get("/tugas").status_code == 200
    again.extensions["tuntas"].store.close()


def test_the_history_still_shows_that_an_event_was_changed(app: Flask, office: dict[str, int], tmp_path: Path):
    app.extensions["tuntas"].copies.look()
    text = stored(app, "event", office["event"])
    for bad in (without(text, "fields"), without(text, "hash"), without(text, "seq"), "bukan json"):
        with damaged(app, "event", office["event"], bad):
            ran = app.test_cli_runner().invoke(args=["audit", "verify"])
            assert (ran.exit_code, "TIDAK UTUH" in ran.output) == (1, True), ran.output
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0


def test_what_follows_a_damaged_event_is_written_and_backed_up(app: Flask, tuntas: SimpleNamespace, tmp_path: Path):
    task = bring(tuntas, "draft", START)
    last = tuntas.store.first("event", chain="11.11", order="-seq")
    put(app, "event", last["id"], without(stored(app, "event", last["id"]), "hash"))
    do(tuntas, task, "submit", CHAIR, START)
    manifest = make_backup(tuntas.store, Path(app.instance_path), tmp_path / "cadangan", at=START)
    assert any("11.11" in sentence for sentence in manifest["damage"])
    ran = app.test_cli_runner().invoke(args=["export", str(tmp_path / "semua.json")])
    assert ran.exit_code == 0, ran.output


def test_a_damaged_account_opens_nothing_and_a_damaged_session_is_over(app: Flask, client_as: As, clock: Clock):
    store: Store = app.extensions["tuntas"].store
    chair = client_as("ketua.bireuen")
    assert chair.get("/komitmen").status_code == 200
    session = store.find("session")[-1]
    put(app, "session", session["id"], without(stored(app, "session", session["id"]), "seen"))
    assert chair.get("/komitmen").status_code == 302
    user = store.first("user", username="ketua.bireuen")
    bad = json.loads(stored(app, "user", user["id"])) | {"active": "ya", "role": "admin "}
    put(app, "user", user["id"], json.dumps(bad))
    answer = app.test_client().post("/masuk", data={"username": "ketua.bireuen", "password": PASSWORD})
    assert (answer.status_code, "tidak cocok" in answer.text) == (422, True)
    assert client_as("sekdis.bireuen").get("/persetujuan").status_code == 200


def test_a_damaged_brake_holds_nobody_up_and_is_made_anew(app: Flask):
    app.config["WTF_CSRF_ENABLED"] = False
    store: Store = app.extensions["tuntas"].store

    def tried() -> int:
        return app.test_client().post("/masuk", data={"username": "x", "password": "salah"}).status_code

    assert tried() == 422
    for row in store.find("throttle"):
        put(app, "throttle", row["id"], without(stored(app, "throttle", row["id"]), "at"))
    assert tried() == 422
    assert store.count("throttle") == len(store.find("throttle")) > 0  # the damaged ones have given way


def test_a_batch_goes_on_past_a_damaged_paper(app: Flask, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    papers = [paper["id"] for paper in tuntas.store.find("document", task=task["id"])]
    content = tuntas.store.first("content", document=papers[0])
    put(app, "content", content["id"], "bukan json")
    put(app, "document", papers[-1], without(stored(app, "document", papers[-1]), "facts"))
    jobs = app.extensions["tuntas"].jobs
    job = jobs.order(DINSOS, "Dokumen", {"rakor": task["rakor"]}, papers)
    jobs.run_waiting()
    done = tuntas.store.get("job", job["id"])
    assert done["state"] == DONE
    assert len(done["failures"]) >= 1


def test_the_paper_of_a_damaged_record_cannot_be_vouched_for(app: Flask, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    document = tuntas.store.first("document", task=task["id"], type="laporan")
    put(app, "document", document["id"], without(stored(app, "document", document["id"]), "status"))
    answer = app.test_client().get(f"/cek/{document['code']}")
    assert (answer.status_code, "tidak dapat dibaca" in answer.text) == (410, True)


def test_a_record_that_was_mended_is_read_again_at_once(app: Flask, office: dict[str, int], client_as: As):
    path, client = f"/tugas/{office['task']}", client_as("dinsos.aceh")
    assert client.get(path).status_code == 200
    with damaged(app, "task", office["task"], without(stored(app, "task", office["task"]), "since")):
        assert client.get(path).status_code == 410
    assert client.get(path).status_code == 200


def test_another_reader_of_the_same_file_sees_what_is_stored(app: Flask, office: dict[str, int]):
    put(app, "task", office["task"], "bukan json")
    with closing(open_store(Path(app.instance_path) / "tuntas.db")) as plain:
        assert plain.get("task", office["task"])["damaged"] == "bukan json"
    assert app.extensions["tuntas"].store.get("task", office["task"])["damaged"] == "bukan json"
