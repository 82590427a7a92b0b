"""Who is let in: programs with a good key, and only where programs are let in at all."""

from __future__ import annotations

import io
import json
import logging
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.world.instance import Clock, signed_in
from tests.world.programs import make_key, program
from workflow.api import chosen
from workflow.offices import tokens
from workflow.people.accounts import SYSTEM
from workflow.store import Store
from workflow.web.guard import PROGRAMS
from workflow.web.logs import JsonLine
from workflow.web.program_keys import BRAKE


def test_closed_its_addresses_are_as_unknown_as_any(demo_app: Flask):
    store = demo_app.extensions["tuntas"].store
    client = program(demo_app, make_key(store))
    for path in ("openapi.json", "tasks", "nothing"):
        closed, unknown = client.get(f"/api/v1/{path}"), client.get(f"/tidak-ada/{path}")
        assert closed.status_code == 404
        assert closed.text.replace("/api/v1", "/tidak-ada") == unknown.text


def test_open_every_address_is_declared(opened: Flask):
    found = {rule.endpoint for rule in opened.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    assert found == set(PROGRAMS)


@pytest.mark.parametrize(("said", "on"), [("", False), ("tidak", False), ("ya", True)])
def test_the_setting(said: str, on: bool):
    assert chosen("API", said) is on


def test_another_word_is_told(tmp_path):
    with pytest.raises(SystemExit, match="TUNTAS_API=yes tidak dikenal; pilih ya atau tidak"):
        create_app(tmp_path / "x", API="yes")


@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer tnt_x", "Bearer x", "Basic eDp5", "tnt_x", "Bearer tnt_\u00e9"]
)
def test_without_a_good_key_nothing_is_told(opened: Flask, kept: Store, shown: str):
    answer = opened.test_client().get("/api/v1/tasks", headers={"Authorization": shown} if shown else {})
    assert (answer.status_code, answer.json["code"]) == (401, "no_key")
    assert answer.content_type == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    refused = kept.find("event", order="-id", limit=1)[0]
    assert (refused["name"], refused["fields"]["endpoint"]) == ("refused", "api.tasks")


def test_a_session_opens_nothing(opened: Flask):
    assert signed_in(opened, "dinsos.aceh").get("/api/v1/tasks").status_code == 401


def test_a_key_opens_no_page(opened: Flask, lkks: FlaskClient):
    assert lkks.get("/tugas").location.startswith("/masuk")


def test_a_key_is_over_at_once_and_with_its_last_day(opened: Flask, kept: Store, clock: Clock):
    client = program(opened, make_key(kept, expires="2026-11-10"))
    assert client.get("/api/v1/rakor").status_code == 200
    clock.at += timedelta(days=2)
    assert client.get("/api/v1/rakor").status_code == 401
    other = program(opened, make_key(kept))
    assert other.get("/api/v1/rakor").status_code == 200
    tokens.revoke(kept, SYSTEM, kept.find("token", order="-id", limit=1)[0]["id"], at=clock.at)
    assert other.get("/api/v1/rakor").status_code == 401


def test_its_use_is_kept_to_the_hour(lkks: FlaskClient, kept: Store):
    lkks.get("/api/v1/rakor")
    first = kept.find("token")[0]
    assert first["last_used"]
    lkks.get("/api/v1/rakor")
    assert kept.find("token")[0] == first


def test_the_log_names_it_by_the_number_of_its_key(lkks: FlaskClient, kept: Store):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLine())
    log = logging.getLogger("tuntas.access")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        lkks.get("/api/v1/rakor?q=rahasia")
    finally:
        log.removeHandler(handler)
        log.setLevel(logging.NOTSET)
    line = json.loads(out.getvalue())
    assert (line["program"], line["account"], line["path"]) == (kept.find("token")[0]["id"], None, "/api/v1/rakor")
    assert "Dasbor" not in out.getvalue()


def test_who_asks_too_much_waits(opened: Flask, lkks: FlaskClient, clock: Clock):
    opened.extensions[BRAKE].most = 3
    answers = [lkks.get("/api/v1/rakor") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert (answers[-1].json["code"], answers[-1].headers["Retry-After"]) == ("too_often", "1")
    clock.at += timedelta(seconds=1)
    assert lkks.get("/api/v1/rakor").status_code == 200


def test_an_unknown_address_and_a_wrong_method_are_problems(lkks: FlaskClient):
    assert lkks.get("/api/v1/nothing").json["code"] == "not_found"
    wrong = lkks.delete("/api/v1/tasks")
    assert (wrong.status_code, wrong.json["code"]) == (405, "method_not_allowed")
    assert "GET" in wrong.headers["Allow"]


def test_a_file_that_a_program_took_is_remembered(lkks: FlaskClient, kept: Store):
    rakor = kept.find("rakor", limit=1)[0]["id"]
    assert lkks.get(f"/api/v1/rakor/{rakor}/rakor.json").status_code == 200
    event = kept.find("event", chain="akses", order="-id", limit=1)[0]
    assert (event["name"], event["actor"]["name"]) == ("exported", "Aplikasi Dasbor 11.11")
