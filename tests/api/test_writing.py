"""What programs record: with the version that they have seen, once, and only what somebody did or was told."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world.arranged import photo
from tests.world.instance import Clock
from tests.world.programs import make_key, program
from workflow.api.moves_in import MOVES
from workflow.machine.actions import ACTIONS
from workflow.store import Record, Store

NOTE = {"date": "2026-11-08", "text": "Rapat dengan 12 LKS.", "percent": 70}


@pytest.fixture
def task(kept: Store) -> Record:
    return next(one for one in kept.find("task", region="11.11", stage="reported", waits_for="", cancelled=False)
                if one["open"] and not one.get("per_lks"))  # fmt: skip


def move(client: FlaskClient, task: Record, name: str, body: Any, **headers: str) -> TestResponse:
    seen = {"If-Match": f'"v{task["version"]}"', **{key.replace("_", "-"): value for key, value in headers.items()}}
    return client.post(f"/api/v1/tasks/{task['id']}/moves/{name}", json=body, headers=seen)


def test_what_a_program_may_do_gives_no_offices_word():
    assert set(MOVES) == {"edit_plan", "progress", "record_direction", "record_receipt"}
    assert all(not ACTIONS[name].issues and not ACTIONS[name].backward for name in MOVES)


def test_a_whole_number_may_have_a_point(lkks: FlaskClient, task: Record):
    """To JSON it is the same number."""
    answer = move(lkks, task, "progress", {**NOTE, "percent": 87.0})
    assert (answer.status_code, answer.json["percent"]) == (200, 87)


def test_progress_is_recorded_as_the_programs(lkks: FlaskClient, kept: Store, task: Record):
    answer = move(lkks, task, "progress", NOTE)
    assert answer.status_code == 200, answer.text
    assert answer.json["percent"] == 70
    assert answer.headers["ETag"] == f'"v{answer.json["version"]}"'
    assert answer.json["version"] > task["version"]
    event = kept.find("event", task=task["id"], order="-id", limit=1)[0]
    assert (event["name"], event["actor"]["name"]) == ("progress", "Aplikasi Dasbor 11.11")


def test_evidence_is_sent_first_and_named_then(lkks: FlaskClient, kept: Store, task: Record):
    sent = lkks.post(f"/api/v1/tasks/{task['id']}/evidence", data={"file": (io.BytesIO(photo()), "rapat.jpg")})
    assert sent.status_code == 201, sent.text
    piece = {"receipt": sent.json["receipt"], "caption": "Rapat di aula"}
    assert move(lkks, task, "progress", {**NOTE, "evidence": [piece]}).status_code == 200
    shown = lkks.get(f"/api/v1/tasks/{task['id']}/evidence").json
    assert (shown[-1]["sha256"], shown[-1]["caption"]) == (sent.json["sha256"], "Rapat di aula")


@pytest.mark.parametrize("content", [b"", b"MZ", b"%PDF-1.4 broken"])
def test_a_file_that_is_none_is_refused_in_words(lkks: FlaskClient, task: Record, content: bytes):
    answer = lkks.post(f"/api/v1/tasks/{task['id']}/evidence", data={"file": (io.BytesIO(content), "x.jpg")})
    assert (answer.status_code, set(answer.json["fields"])) == (422, {"file"})


def test_a_receipt_of_another_task_is_none(lkks: FlaskClient, kept: Store, task: Record):
    sent = lkks.post(f"/api/v1/tasks/{task['id']}/evidence", data={"file": (io.BytesIO(photo()), "rapat.jpg")})
    others = kept.find("task", region="11.11", stage="reported", waits_for="", cancelled=False)
    other = next(one for one in others if one["open"] and one["id"] != task["id"])
    answer = move(lkks, other, "progress", {**NOTE, "evidence": [{"receipt": sent.json["receipt"]}]})
    assert (answer.status_code, set(answer.json["fields"])) == (422, {"evidence.0.receipt"})


def test_who_has_seen_another_version_gets_the_one_that_is(lkks: FlaskClient, kept: Store, task: Record):
    assert move(lkks, task, "progress", NOTE).status_code == 200
    late = move(lkks, task, "progress", {**NOTE, "text": "Yang kedua."})
    assert (late.status_code, late.json["code"]) == (409, "stale")
    assert late.json["current"]["version"] == kept.get("task", task["id"])["version"]
    assert len(kept.get("task", task["id"])["progress"]) == len(task["progress"]) + 1


@pytest.mark.parametrize("seen", ["", "v7", "*", '"v7', "W/v7", '"v7";"v8"'])
def test_without_a_version_nothing_is_done(lkks: FlaskClient, kept: Store, task: Record, seen: str):
    answer = lkks.post(f"/api/v1/tasks/{task['id']}/moves/progress", json=NOTE, headers={"If-Match": seen})
    assert (answer.status_code, answer.json["code"]) == (428, "if_match_missing")
    assert kept.get("task", task["id"]) == task


@pytest.mark.parametrize("seen", ['W/"v{}"', '"{}"', 'W/"v{}", "x"', '"x" , W/"v{}"', '""', '"v0{}"'])
def test_a_tag_that_cannot_match_is_told_so(lkks: FlaskClient, kept: Store, task: Record, seen: str):
    """A weak one never does, as one that a proxy has made of ours when it packed the answer."""
    path, seen = f"/api/v1/tasks/{task['id']}/moves/progress", seen.format(task["version"])
    answer = lkks.post(path, json=NOTE, headers={"If-Match": seen})
    assert (answer.status_code, answer.json["code"]) == (412, "other_version")
    assert "W/" in answer.json["detail"]
    assert kept.get("task", task["id"]) == task


def test_of_several_tags_one_is_enough(lkks: FlaskClient, task: Record):
    path, version = f"/api/v1/tasks/{task['id']}/moves/progress", task["version"]
    seen = f'"v{version + 7}", W/"v1", "v{version}"'
    assert lkks.post(path, json=NOTE, headers={"If-Match": seen}).status_code == 200
    late = lkks.post(path, json=NOTE, headers={"If-Match": seen})
    assert (late.status_code, late.json["code"]) == (409, "stale")


def test_the_same_sending_is_done_once(lkks: FlaskClient, kept: Store, task: Record):
    first, again = (move(lkks, task, "progress", NOTE, Idempotency_Key="a-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json == again.json
    other = move(lkks, task, "progress", {**NOTE, "percent": 80}, Idempotency_Key="a-1")
    assert (other.status_code, set(other.json["fields"])) == (422, {"Idempotency-Key"})
    assert len(kept.get("task", task["id"])["progress"]) == len(task["progress"]) + 1


def test_a_name_of_one_program_is_not_anothers(opened: Flask, lkks: FlaskClient, kept: Store, task: Record):
    assert move(lkks, task, "progress", NOTE, Idempotency_Key="a-1").status_code == 200
    other = program(opened, make_key(kept, scopes=("kemajuan",)))
    assert move(other, task, "progress", NOTE, Idempotency_Key="a-1").status_code == 409


def test_a_wrong_stage_says_where_it_stands(lkks: FlaskClient, kept: Store):
    draft = kept.find("task", region="11.11", stage="draft", waits_for="", cancelled=False)[0]
    answer = move(lkks, draft, "progress", NOTE)
    assert (answer.status_code, answer.json["code"], answer.json["current"]["stage"]) == (409, "wrong_stage", "draft")


def test_of_a_plan_what_is_not_sent_stays(lkks: FlaskClient, kept: Store):
    draft = kept.find("task", region="11.11", stage="draft", waits_for="", cancelled=False)[0]
    answer = move(lkks, draft, "edit_plan", {"action": "Mendata ulang LKS."})
    assert answer.status_code == 200, answer.text
    assert answer.json["plan"] == {**{name: draft["plan"].get(name, "") for name in answer.json["plan"]},
                                   "action": "Mendata ulang LKS."}  # fmt: skip
    assert answer.json["deadline"] == draft["deadline"]


def test_what_the_leader_said_is_recorded_by_either_office(opened: Flask, kept: Store, task: Record):
    sekdis = program(opened, make_key(kept, identity="dinsos", scopes=("catat",)))
    answer = move(sekdis, task, "record_direction", {"date": "2026-11-08", "text": "Lanjutkan.", "giver": "Bupati"})
    assert answer.status_code == 200, answer.text
    assert kept.get("task", task["id"])["directions"][-1]["text"] == "Lanjutkan."


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({**NOTE, "percent": "70"}, {"percent"}),
        ({**NOTE, "percent": 70.5}, {"percent"}), ({**NOTE, "percent": True}, {"percent"}), ([], {"body"}),
        ({**NOTE, "percent": 101}, {"percent"}), ({**NOTE, "x": 1}, {"x"}), ({"text": "A"}, {"date"}),
        ({"date": "2026-11-08", "text": "A"}, {"percent"}),
        ({**NOTE, "date": "2026-11-10"}, {"date"}), ({**NOTE, "evidence": [{}]}, {"evidence.0.receipt"}),
        ({**NOTE, "date": "2026-11-08\n"}, {"date"}), ({**NOTE, "date": "2026-02-30"}, {"date"}),
        ({**NOTE, "evidence": [{"receipt": "x", "caption": "a", "y": 1}]}, {"evidence.0.y"}),
        ({**NOTE, "ticks": [{"key": "x"}]}, {"ticks"}),
        ({**NOTE, "text": "NIK 1111010101010001"}, {"text"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_by_field(lkks: FlaskClient, kept: Store, task: Record, body: Any, fields: set[str]):
    answer = move(lkks, task, "progress", body)
    assert (answer.status_code, set(answer.json["fields"])) == (422, fields)
    assert kept.get("task", task["id"]) == task


def test_what_is_no_json_is_told(lkks: FlaskClient, task: Record):
    path, seen = f"/api/v1/tasks/{task['id']}/moves/progress", {"If-Match": f'"v{task["version"]}"'}
    for content in (b"{", b"[" * 60_000, b"\xff", b'{"evidence": [{"receipt": "\\ud800"}]}'):
        answer = lkks.post(path, data=content, headers=seen, content_type="application/json")
        assert (answer.status_code, answer.json["code"]) == (400, "bad_request")
    assert lkks.post(path, data={"text": "x"}, headers=seen).status_code == 415
    assert lkks.post(path, data=b" " * 200_000, headers=seen, content_type="application/json").status_code == 413


def test_a_question_is_answered_with_its_mark(lkks: FlaskClient, kept: Store, task: Record):
    """The day lies before the rakor: unusual, and taken when it is confirmed."""
    asked = move(lkks, task, "progress", {**NOTE, "date": "2020-01-01"})
    assert (asked.status_code, set(asked.json["questions"])) == (422, {"date"})
    sure = {**NOTE, "date": "2020-01-01", "confirm": [*asked.json["questions"].values()]}
    assert move(lkks, task, "progress", sure).status_code == 200


def test_a_task_of_others_is_as_unknown_as_none(lkks: FlaskClient, kept: Store, clock: Clock):
    other = kept.find("task", region="11.07", stage="reported", cancelled=False)[0]
    theirs, none = move(lkks, other, "progress", NOTE), move(lkks, {**other, "id": 999_999}, "progress", NOTE)
    assert (theirs.status_code, theirs.data) == (404, none.data)
