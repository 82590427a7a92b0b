"""The same ladder for every address for programs: nobody, a key that is over, a scope that is not there, a bad id, a
wrong method, a damaged record. Each refused request changes nothing and leaves one line in the audit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.world.damage import put, stored
from tests.world.ladder_world import World
from tests.world.programs import make_key, program
from workflow.errors import NotAllowed
from workflow.offices import tokens
from workflow.people.accounts import SYSTEM
from workflow.store import Store
from workflow.web.current import store as acting
from workflow.web.guard import PROGRAMS, RECORDS
from workflow.web.program_keys import OPEN

KEYED = [endpoint for endpoint, scope in PROGRAMS.items() if scope != OPEN]
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(scope="module")
def world(standing: Flask) -> World:
    return World(standing)


def rule_of(app: Flask, endpoint: str) -> Rule:
    return next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)


def own(store: Store, rule: Rule, **given: Any) -> dict[str, Any]:
    """The values of an address, of records that a program of Bireuen reads."""
    values: dict[str, Any] = {}
    for name in rule.arguments:
        where = {"region": "11.11"} if RECORDS.get(name) in ("task", "document", "entry") else {}
        offered = sorted(getattr(rule._converters[name], "items", ()))
        values[name] = offered[0] if offered else store.find(RECORDS[name], limit=1, **where)[0]["id"]
    return {**values, **given}


def address(app: Flask, endpoint: str, values: dict[str, Any]) -> str:
    return app.url_map.bind("localhost").build(endpoint, values, method=method(app, endpoint))


def method(app: Flask, endpoint: str) -> str:
    return min((rule_of(app, endpoint).methods or set()) & METHODS)


def refused(world: World, client: FlaskClient, path: str, verb: str, status: int) -> None:
    lines = world.lines()
    answer = client.open(path, method=verb)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), (verb, path, answer.text)
    assert answer.json["status"] == status
    assert "no-store" in answer.headers["Cache-Control"]
    assert world.lines() == lines + 1, (verb, path)
    assert world.last()["status"] == status


@pytest.mark.parametrize("endpoint", KEYED)
def test_refused(world: World, endpoint: str):
    app, store = world.app, world.store
    rule, verb = rule_of(app, endpoint), method(app, endpoint)
    path = address(app, endpoint, own(store, rule))
    reader, writer = (program(app, make_key(store, scopes=scopes)) for scopes in ((), ("kemajuan", "catat")))
    for client in (reader, writer):
        client.get("/api/v1/rakor")  # when it was used last is kept by now
    before = world.state()
    refused(world, world.nobody, path, verb, 401)
    if PROGRAMS[endpoint] != tokens.READ:
        refused(world, reader, path, verb, 403)
    for wrong in METHODS - {
        one for other in app.url_map.iter_rules() if other.rule == rule.rule for one in other.methods or ()
    }:
        refused(world, reader, path, wrong, 405)
    for name in [name for name in rule.arguments if name in RECORDS]:
        for bad in bad_ids():
            marked = address(app, endpoint, own(store, rule, **{name: 7_654_321}))
            refused(world, writer, marked.replace("7654321", bad), verb, 404)
    assert world.state() == before, "a refused request has changed something"


def bad_ids() -> Iterator[str]:
    yield from ("0", "999999", str(2**63), "-1", "1.0", "abc", "%00", "..%2f..%2fetc", "١x")


def test_a_damaged_record_is_told_as_one(opened: Flask, lkks: FlaskClient, kept: Store):
    task = kept.find("task", region="11.11", limit=1)[0]["id"]
    put(opened, "task", task, json.dumps({**json.loads(stored(opened, "task", task)), "plan": 7}))
    answer = lkks.get(f"/api/v1/tasks/{task}")
    assert (answer.status_code, answer.json["code"]) == (410, "damaged")
    assert lkks.get("/api/v1/tasks?limit=200").status_code == 200


def test_a_key_that_is_revoked_while_it_writes_writes_nothing(opened: Flask, kept: Store):
    """The store looks once more inside of the transaction, as it does at an account."""
    secret = make_key(kept)
    with opened.test_request_context("/api/v1/tasks", headers={"Authorization": f"Bearer {secret}"}):
        assert opened.preprocess_request() is None
        tokens.revoke(kept, SYSTEM, kept.find("token", order="-id", limit=1)[0]["id"], at=opened.config["NOW"]())
        with pytest.raises(NotAllowed, match="baru saja dicabut"):
            acting.insert("setting", {"schema": 1, "name": "x", "value": 1})
