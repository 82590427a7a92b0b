"""What a key may do with a task now, with what: the moves that are open, files of sheets, ticks of LKS."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world.arranged import photo
from tests.world.programs import make_key, program
from workflow.store import Record, Store

DAY = "2026-11-08"
NOTE = {"date": DAY, "text": "Rapat dengan 12 LKS.", "percent": 70}


def own(store: Store, **where: Any) -> Record:
    found = store.find("task", region="11.11", waits_for="", cancelled=False, **where)
    return next(one for one in found if one["open"])


@pytest.fixture
def task(kept: Store) -> Record:
    return next(one for one in kept.find("task", region="11.11", stage="reported", waits_for="", cancelled=False)
                if one["open"] and not one.get("per_lks"))  # fmt: skip


@pytest.fixture
def counted(kept: Store) -> Record:
    """One that each LKS has to do."""
    return next(one for one in kept.find("task", region="11.11", stage="reported", waits_for="") if one.get("per_lks"))


@pytest.fixture
def sekdis(opened: Flask, kept: Store) -> FlaskClient:
    return program(opened, make_key(kept, identity="dinsos", scopes=("catat",)))


def moves(client: FlaskClient, task: Record) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in client.get(f"/api/v1/tasks/{task['id']}/moves").json}


def move(client: FlaskClient, task: Record, name: str, body: Any) -> TestResponse:
    seen = {"If-Match": client.get(f"/api/v1/tasks/{task['id']}").headers["ETag"]}
    return client.post(f"/api/v1/tasks/{task['id']}/moves/{name}", json=body, headers=seen)


def send(client: FlaskClient, task: Record, what: str = "evidence", **more: Any) -> TestResponse:
    data = {"file": (io.BytesIO(photo()), "rapat.jpg"), **more}
    return client.post(f"/api/v1/tasks/{task['id']}/{what}", data=data)


def test_only_what_can_be_made_now_is_told(lkks: FlaskClient, sekdis: FlaskClient, kept: Store, task: Record):
    told = moves(lkks, task)
    assert set(told) == {"progress", "record_direction", "record_receipt"}
    assert told["progress"]["needs"] == ["tanggal, uraian, dan persen kemajuan"]
    assert told["progress"]["address"] == f"/api/v1/tasks/{task['id']}/moves/progress"
    assert set(moves(sekdis, task)) == {"record_direction", "record_receipt"}
    assert set(moves(lkks, own(kept, stage="draft"))) == {"edit_plan"}
    implemented = kept.find("task", region="11.11", stage="implemented", limit=1)[0]
    assert set(moves(lkks, implemented)) == {"record_receipt"}


def test_a_key_is_told_what_it_may_itself(opened: Flask, kept: Store, task: Record):
    assert moves(program(opened, make_key(kept)), task) == {}
    assert set(moves(program(opened, make_key(kept, scopes=("kemajuan",))), task)) == {"progress"}
    assert moves(program(opened, make_key(kept, "11", "dinsos")), task) == {}


WRONG = {  # bodies that fit the schema, of which the domain refuses the day
    "edit_plan": {"deadline": "1000-01-01"},
    "progress": {"date": "2027-01-01", "text": "A", "percent": 1},
    "record_direction": {"date": "2027-01-01", "text": "A"},
    "record_receipt": {"date": "2027-01-01", "document": 1, "receiver": "A", "way": "pos"},
}


def test_what_is_told_is_what_is_taken(lkks: FlaskClient, kept: Store):
    """A move that is told fails for what was sent at most, one that is not told for where the task stands."""
    for one in kept.find("task", region="11.11", limit=40):
        told = moves(lkks, one)
        for name, body in WRONG.items():
            assert move(lkks, one, name, body).status_code == (422 if name in told else 409), (one["id"], name)


def test_a_plan_that_says_nothing_is_refused(lkks: FlaskClient, kept: Store):
    draft = own(kept, stage="draft")
    for body in ({}, {"confirm": ["x"]}):
        answer = move(lkks, draft, "edit_plan", body)
        assert (answer.status_code, answer.json["fields"]) == (422, {"body": "Sebutkan sedikitnya satu isian rencana."})
    assert kept.get("task", draft["id"]) == draft


def test_a_day_of_a_plan_can_be_taken_back_to_that_of_the_outcome(lkks: FlaskClient, kept: Store):
    draft = own(kept, stage="draft")
    assert move(lkks, draft, "edit_plan", {"deadline": "2026-12-24"}).status_code == 200
    assert kept.get("task", draft["id"])["deadline"] == "2026-12-24"
    answer = move(lkks, draft, "edit_plan", {"deadline": ""})
    assert answer.status_code == 200, answer.text
    after = kept.get("task", draft["id"])
    outcomes = kept.get("rakor", draft["rakor"])["outcomes"]
    agreed = next(one["deadline"] for one in outcomes if one["uid"] == draft["outcome"])
    assert (after["deadline"], after["plan"]) == (agreed, draft["plan"])
    for wrong in ("\n", "2026-02-30", "besok", " "):
        assert set(move(lkks, after, "edit_plan", {"deadline": wrong}).json["fields"]) == {"deadline"}


def test_the_scan_of_a_sheet_goes_along(sekdis: FlaskClient, kept: Store, task: Record):
    sent = send(sekdis, task, "scans")
    assert sent.status_code == 201, sent.text
    said = {"date": DAY, "text": "Lanjutkan.", "giver": "Bupati", "scan": sent.json["receipt"]}
    answer = move(sekdis, task, "record_direction", said)
    assert answer.status_code == 200, answer.text
    kept_ = kept.get("task", task["id"])["directions"][-1]
    assert kept_["scan"]["sha256"] == sent.json["sha256"]
    shown = answer.json["directions"][-1]
    assert (shown["text"], shown["giver"], shown["scanned"]) == ("Lanjutkan.", "Bupati", True)
    assert shown["by"].startswith("Aplikasi")


def test_the_scan_of_a_receipt_goes_along(sekdis: FlaskClient, kept: Store, task: Record):
    paper = moves(sekdis, task)["record_receipt"]["documents"][0]
    receipt = send(sekdis, task, "scans").json["receipt"]
    said = {"document": paper, "date": "2026-11-09", "receiver": "Sekretariat", "way": "pos", "scan": receipt}
    answer = move(sekdis, task, "record_receipt", said)
    assert answer.status_code == 200, answer.text
    shown = sekdis.get(f"/api/v1/documents/{paper}").json["receipt"]
    assert (shown["receiver"], shown["way"], shown["scanned"]) == ("Sekretariat", "pos", True)


def test_a_scan_that_is_none_is_told_by_its_name(sekdis: FlaskClient, kept: Store, task: Record):
    said = {"date": DAY, "text": "Lanjutkan.", "giver": "Bupati", "scan": "x"}
    answer = move(sekdis, task, "record_direction", said)
    assert (answer.status_code, set(answer.json["fields"])) == (422, {"scan"})
    assert kept.get("task", task["id"]) == task


def test_scans_are_for_whoever_records_them(opened: Flask, kept: Store, lkks: FlaskClient, task: Record):
    only = program(opened, make_key(kept, scopes=("kemajuan",)))
    assert send(only, task, "scans").status_code == 403
    assert send(lkks, own(kept, stage="draft"), "scans").json["code"] == "wrong_stage"


def test_an_lks_that_has_done_it_is_ticked(lkks: FlaskClient, kept: Store, counted: Record):
    open_ = moves(lkks, counted)["progress"]["lks"]
    ticks = [{"key": open_[0]["key"], "where": "Arsip kantor"}]
    answer = move(lkks, counted, "progress", {"date": DAY, "text": "Satu lagi.", "ticks": ticks})
    assert answer.status_code == 200, answer.text
    line = next(one for one in answer.json["lks_list"] if one["key"] == open_[0]["key"])
    assert (line["name"], line["done"], line["where"]) == (open_[0]["name"], DAY, "Arsip kantor")
    assert answer.json["per_lks"]
    assert answer.json["percent"] == kept.get("task", counted["id"])["percent"]
    assert open_[0] not in moves(lkks, counted)["progress"]["lks"]


@pytest.mark.parametrize(
    ("ticks", "place"),
    [
        ([{"key": "nobody", "where": "Arsip"}], "ticks"), ([{"key": "a"}, {"key": "a"}], "ticks.1"),
        ([{"where": "a"}], "ticks.0.key"), ([{"key": "a", "date": "2026-02-30"}], "ticks.0.date"),
    ],
)  # fmt: skip
def test_a_tick_that_cannot_be_is_told_by_its_place(
    lkks: FlaskClient, kept: Store, counted: Record, ticks: list[Any], place: str
):
    answer = move(lkks, counted, "progress", {"date": DAY, "text": "Satu lagi.", "ticks": ticks})
    assert (answer.status_code, set(answer.json["fields"])) == (422, {place})
    assert kept.get("task", counted["id"]) == counted


def test_one_file_proves_a_thing_once(lkks: FlaskClient, kept: Store, task: Record):
    receipt = send(lkks, task).json["receipt"]
    twice = move(lkks, task, "progress", {**NOTE, "evidence": [{"receipt": receipt}] * 2})
    assert (twice.status_code, set(twice.json["fields"])) == (422, {"evidence.1"})
    two = [{"receipt": receipt, "caption": "Rapat"}, {"receipt": receipt, "paper_kind": "foto"}]
    assert move(lkks, task, "progress", {**NOTE, "evidence": two}).status_code == 200


def test_what_the_domain_refuses_of_a_file_has_the_name_that_was_sent(lkks: FlaskClient, task: Record):
    piece = {"receipt": send(lkks, task).json["receipt"], "caption": "NIK 1111010101010001"}
    answer = move(lkks, task, "progress", {**NOTE, "evidence": [piece]})
    assert (answer.status_code, set(answer.json["fields"])) == (422, {"evidence"})


def test_files_beside_the_one_are_not_lost_unnoticed(lkks: FlaskClient, task: Record):
    both = lkks.post(
        f"/api/v1/tasks/{task['id']}/evidence", data={"file": [(io.BytesIO(photo()), "a.jpg"), (io.BytesIO(b"x"), "b")]}
    )
    assert (both.status_code, set(both.json["fields"])) == (422, {"file"})
    other = send(lkks, task, caption="Rapat")
    assert (other.status_code, set(other.json["fields"])) == (422, {"caption"})
    path = f"/api/v1/tasks/{task['id']}/evidence"
    assert lkks.post(path, data=photo(), content_type="image/jpeg").status_code == 415
    assert lkks.post(path, json={"file": "x"}).status_code == 415


@pytest.mark.parametrize(
    "sent", ['{"date": "2026-11-08", "date": "2026-11-07"}', '{"evidence": [{"date": 1, "date": 2}]}']
)
def test_a_name_that_stands_twice_means_neither(lkks: FlaskClient, task: Record, sent: str):
    seen = {"If-Match": f'"v{task["version"]}"'}
    path = f"/api/v1/tasks/{task['id']}/moves/progress"
    answer = lkks.post(path, data=sent, headers=seen, content_type="application/json")
    assert (answer.status_code, answer.json["fields"]) == (422, {"date": "Disebut dua kali."})


def test_what_is_packed_is_not_guessed_at(lkks: FlaskClient, task: Record):
    seen = {"If-Match": f'"v{task["version"]}"', "Content-Encoding": "gzip"}
    assert lkks.post(f"/api/v1/tasks/{task['id']}/moves/progress", json=NOTE, headers=seen).status_code == 415


def test_a_thousand_wrong_names_are_told_in_few_words(lkks: FlaskClient, task: Record):
    answer = move(lkks, task, "progress", {**NOTE, **{f"x{number}": 1 for number in range(1000)}})
    assert answer.json["detail"] == "Tidak dikenal di sini."
    assert len(answer.json["fields"]) == 20
