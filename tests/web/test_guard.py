"""Every endpoint is declared, and open only to the roles declared for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.world.arranged import bring
from tests.world.instance import START, signed_in
from workflow.demo import Later
from workflow.roles import Role
from workflow.web.guard import ACCESS, BEFORE_PASSWORD, NOTHING_TYPED, PROGRAMS, PUBLIC

WHO = {
    Role.CHAIR: "ketua.bireuen",
    Role.SEKDIS: "sekdis.bireuen",
    Role.DINSOS: "dinsos.aceh",
    Role.ADMIN: "admin",
}
VALUES = {"int": 1, "default": "x", "string": "x", "path": "x", "any": "docx"}


def test_every_endpoint_is_declared_and_every_declaration_has_its_endpoint(app: Flask):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACCESS) - set(PROGRAMS)  # closed here
    assert set(ACCESS) >= BEFORE_PASSWORD


def calls(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """(rule, method, an address of it) of everything that is not public."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if ACCESS[rule.endpoint] is not PUBLIC:
            values = {name: _value(converter) for name, converter in rule._converters.items()}
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                yield rule, method, adapter.build(rule.endpoint, values, method=method)


def _value(converter: object) -> object:
    items = getattr(converter, "items", None)
    if items:
        return sorted(items)[0]
    return 1 if type(converter).__name__ == "IntegerConverter" else "x"


def test_nobody_gets_in_without_signing_in(app: Flask):
    app.config["WTF_CSRF_ENABLED"] = False
    client, seen = app.test_client(), 0
    for rule, method, path in calls(app):
        answer = client.open(path, method=method)
        if method == "POST" and rule.endpoint not in NOTHING_TYPED:
            assert (answer.status_code, "Masuk lagi untuk mengirim" in answer.text) == (401, True), (rule, method)
        else:
            assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/masuk"), (rule, method)
        seen += 1
    assert seen > 30


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_what_is_not_declared_for_it(app: Flask, role: Role):
    client = signed_in(app, WHO[role])
    for rule, method, path in calls(app):
        if role not in ACCESS[rule.endpoint]:
            answer = client.open(path, method=method)
            assert answer.status_code == 403, (rule, method)
            assert "Ini bukan bagian Anda" in answer.get_data(as_text=True)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_not_refused_what_is_declared_for_it(app: Flask, role: Role):
    client = signed_in(app, WHO[role])
    for rule, method, path in calls(app):
        if role in ACCESS[rule.endpoint] and method == "GET":
            assert client.get(path).status_code in (200, 302, 404), (rule, method)


def test_an_undeclared_endpoint_is_refused_to_everyone(app: Flask, client_as: Callable[[str], FlaskClient]):
    app.add_url_rule("/lupa-didaftarkan", "forgotten", lambda: "rahasia")
    assert app.test_client().get("/lupa-didaftarkan").location.startswith("/masuk")
    for username in WHO.values():
        assert client_as(username).get("/lupa-didaftarkan").status_code == 403


def test_unknown_addresses_are_a_page_for_everyone(app: Flask, client_as: Callable[[str], FlaskClient]):
    for client in (app.test_client(), client_as("ketua.bireuen")):
        answer = client.get("/tidak/ada")
        assert answer.status_code == 404
        assert "Tidak ditemukan" in answer.get_data(as_text=True)


def test_before_a_forced_change_everything_leads_to_the_password(app: Flask):
    client = signed_in(app, "dinsos.aceh")
    store = app.extensions["tuntas"].store
    user = store.find("user", username="dinsos.aceh")[0]
    with store.transaction():
        store.save({**user, "must_change": True})
    for rule, method, path in calls(app):
        if rule.endpoint not in BEFORE_PASSWORD:
            answer = client.open(path, method=method)
            if method == "POST":
                assert (answer.status_code, 'href="/sandi"' in answer.text) == (403, True), (rule, method)
            else:
                assert (answer.status_code, answer.location) == (302, "/sandi"), (rule, method)


def test_a_head_does_nothing_that_a_post_does(app: Flask, client_as: Callable[[str], FlaskClient]):
    parts = app.extensions["tuntas"]
    tuntas = SimpleNamespace(store=parts.store, publisher=Later(parts.publisher), evidence=parts.evidence)
    task = bring(tuntas, "draft/sekdis", START)
    chair, sekdis = client_as("ketua.bireuen"), client_as("sekdis.bireuen")
    app.config["WTF_CSRF_ENABLED"] = True
    for client, name in ((chair, "withdraw"), (sekdis, "report")):
        answer = client.head(f"/tugas/{task['id']}/aksi/{name}")
        assert answer.status_code == client.get(f"/tugas/{task['id']}/aksi/{name}").status_code
        assert answer.data == b""
        assert parts.store.get("task", task["id"]) == task


def test_a_wrong_method_is_told_the_right_ones(client_as: Callable[[str], FlaskClient]):
    answer = client_as("ketua.bireuen").get("/keluar")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "OPTIONS, POST")
