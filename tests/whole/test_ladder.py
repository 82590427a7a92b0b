"""The same ladder for every endpoint: works, nobody, wrong role, other region, wrong stage, bad id, wrong method,
no token, from another site, twice. Each refused request leaves the database and the archive as they were, and one line
in the audit.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import create_app
from tests.world import mandated
from tests.world.arranged import OUTCOME
from tests.world.chains import verify
from tests.world.headers import ALWAYS, FILE_POLICY, POLICY
from tests.world.instance import START, signed_in
from tests.world.ladder import LADDER, OTHERS, PUBLIC_PAGES, REGIONAL, WHO, Case, Rung, Values, filled
from tests.world.ladder_world import (
    World,
    make_intakes,
    make_job,
    make_lks_lists,
    make_lks_pairs,
    make_receipts,
    make_saved,
    make_travels,
)
from tests.world.lks_world import make_lks
from tests.world.marks import unmarked
from tests.world.programs import make_key
from tests.world.shared import made_once
from tests.world.suggested import make_suggestions
from workflow.audit.newest import chains
from workflow.roles import Role
from workflow.web.guard import ACCESS, NOTHING_TYPED, PUBLIC, RECORDS
from workflow.web.uploads import BOUNDS

UNKNOWN = 999_999
NAMED = ("page", "uid", "name", "ext", "kind", "region")  # parts of addresses besides the ids
FOREIGN = ({"Origin": "https://jahat.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"})


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path) -> Path:
    """The folder of a demo with one of everything; copied by ``standing``."""

    def make(folder: Path) -> None:
        shutil.copytree(demo_instance, folder)
        made = create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example")
        case = Case(made)
        office = case.record("office", region="11.11", identity="dinsos")
        signer = {"position": "Kepala", "name": "Contoh", "start": "2020-01-01", "end": "2020-12-31"}
        admin, dinsos = signed_in(made, "admin"), signed_in(made, "dinsos.aceh")
        assert admin.post(f"/pengaturan/kantor/{office}/penanda-tangan", data=signer).status_code == 302
        outcome = {**OUTCOME, "is_task": "y"}
        assert dinsos.post(f"/rakor/{case.rakor()['id']}/butir/baru", data=outcome).status_code == 303
        for name in ("sekdis.bireuen", "sekdis.pidie"):
            make_job(made, name)
        for giver in ("ketua.bireuen", "ketua.pidie"):
            mandated.give(case.store, giver, "dinsos.aceh")
        make_key(case.store)
        make_saved(case.store, ("ketua.bireuen", "ketua.pidie"))
        make_travels(made, ("ketua.bireuen", "ketua.pidie"))
        make_receipts(made)
        make_intakes(case, dinsos)
        make_lks(case.store)
        make_lks_lists(made, ("sekdis.bireuen", "sekdis.pidie"))
        make_lks_pairs(case.store, ("11.11", "11.07"))
        for region in ("11.11", "11.07"):
            make_suggestions(case.store, region)
        assert [wrong for chain in chains(case.store) for wrong in verify(case.store, chain)] == []
        case.store.close()

    return made_once(tmp_path_factory, "ladder", make)


@contextmanager
def standing(folder: Path, prepared: Path) -> Iterator[World]:
    """An app on its own copy; its history is unbroken after all that is done in it: what was there is there, and each
    chain that grew is whole."""
    shutil.copytree(prepared, folder)
    found = World(create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example"))
    before = found.events()
    yield found
    after = found.events()
    assert before <= after
    grown = {json.loads(event)["chain"] for event in after - before}
    assert [wrong for chain in grown for wrong in verify(found.store, chain)] == []
    found.store.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[World]:
    """In which everything is refused, so that nothing ever changes."""
    with standing(tmp_path_factory.mktemp("ladder") / "instance", prepared) as found:
        for name in (*WHO.values(), "ketua.pidie", "sekdis.pidie"):
            assert found.clients[name]  # signed in before anything is compared
        yield found


@pytest.fixture
def moving(tmp_path: Path, prepared: Path) -> Iterator[World]:
    """In which something is done; another one for each rung, since a task that was moved is not there for the next."""
    with standing(tmp_path / "instance", prepared) as found:
        yield found


def rules(app: Flask) -> dict[str, Rule]:
    return {rule.endpoint: rule for rule in app.url_map.iter_rules()}


def address(world: World, endpoint: str, values: Values) -> str:
    adapter = world.app.url_map.bind("localhost")
    method = "GET" if "GET" in (rules(world.app)[endpoint].methods or ()) else "POST"
    return adapter.build(endpoint, values, method=method)


def methods(world: World, endpoint: str) -> list[str]:
    return sorted((rules(world.app)[endpoint].methods or set()) & {"GET", "POST"})


RUNGS = [(endpoint, n) for endpoint, rungs in LADDER.items() for n in range(len(rungs))]
NAMES = [f"{endpoint}-{n}" if n else endpoint for endpoint, n in RUNGS]
every_rung = pytest.mark.parametrize(("endpoint", "n"), RUNGS, ids=NAMES)


def test_every_endpoint_has_its_ladder(world: World):
    assert {rule.endpoint for rule in world.app.url_map.iter_rules()} == set(LADDER) | PUBLIC_PAGES
    for endpoint in PUBLIC_PAGES:
        assert ACCESS[endpoint] is PUBLIC, endpoint
    for endpoint, rule in rules(world.app).items():
        if "POST" in (rule.methods or ()) and endpoint in LADDER:
            assert any(rung.fill for rung in LADDER[endpoint]), f"{endpoint} is posted to, and the ladder sends nothing"


def test_every_id_in_an_address_names_a_kind_of_record(world: World):
    for rule in world.app.url_map.iter_rules():
        for name in rule.arguments:
            assert not name.endswith("_id") or name in RECORDS, (rule.endpoint, name)


def readers(world: World) -> Iterator[tuple[FlaskClient, str]]:
    """(client, address) of every page that can be read and is no file."""
    code = world.store.first("document", type="laporan")["code"]
    yield from ((world.app.test_client(), path) for path in ("/masuk", "/cek", f"/cek/{code}"))
    for endpoint, n in RUNGS:
        rung = LADDER[endpoint][n]
        own = rung.own(world.case)
        if "GET" in methods(world, endpoint) and not {"ext", "page", "side"} & set(own):
            yield world.clients[WHO[rung.role]], address(world, endpoint, own) + rung.query(world.case)


def test_every_form_with_a_file_says_how_much_it_takes(world: World):
    """A forgotten one would read all that the app takes at once, before it looks at a byte of it."""
    adapter, found = world.app.url_map.bind("localhost"), set()
    for client, path in readers(world):
        with client.get(path) as answer:
            shown = answer.status_code == 200 and answer.mimetype == "text/html"
            for form in lxml.html.fromstring(answer.text).forms if shown else ():
                if form.xpath(".//input[@type='file']"):
                    found.add(adapter.match((form.get("action") or path).partition("?")[0], method="POST")[0])
    assert found == {endpoint for endpoint, view in world.app.view_functions.items() if view in BOUNDS}
    assert len(found) >= 7


def safe(answer: TestResponse) -> None:
    """The headers that every answer carries: a page, a redirect, a refusal, a file that is saved or shown."""
    headers = answer.headers
    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
    saved = headers.get("Content-Disposition", "").startswith("attachment")
    assert headers["Content-Security-Policy"] in ({FILE_POLICY} if saved else {POLICY, FILE_POLICY})
    assert re.fullmatch("no-store|private, .*", headers["Cache-Control"]), headers["Cache-Control"]
    assert "Server" not in headers
    assert answer.is_json or answer.mimetype != "text/html" or saved or headers["Content-Security-Policy"] == POLICY


class Refusing:
    """Sends what must be refused, and notices what it left behind."""

    def __init__(self, world: World) -> None:
        self.world, self.before, self.count = world, world.state(), world.lines()

    def send(self, client: FlaskClient, method: str, path: str, status: int, **more: Any) -> TestResponse:
        answer = client.open(path, method=method, **more)
        what = (method, path, answer.status_code)
        assert answer.status_code == status, what
        safe(answer)
        self.count += 1
        assert self.world.lines() == self.count, f"{what}: {self.world.lines() - self.count + 1} lines, not one"
        assert self.world.last()["status"] == status, what
        return answer

    def done(self) -> None:
        assert self.world.state() == self.before, "a refused request has changed something"


@every_rung
def test_refused(world: World, endpoint: str, n: int):
    """Everything on the ladder that must be refused, while nothing has been done yet."""
    rung = LADDER[endpoint][n]
    own = rung.own(world.case)
    path = address(world, endpoint, own) + rung.query(world.case)
    refusing = Refusing(world)
    if not n:  # the same for all rungs of an endpoint
        _nobody(refusing, world, endpoint, path)
        _wrong_role(refusing, world, endpoint, path)
        _wrong_method(refusing, world, endpoint, path, rung)
        _no_token(refusing, world, endpoint, path, rung)
        _from_elsewhere(refusing, world, endpoint, path, rung)
        _bad_ids(refusing, world, endpoint, own, rung)
    _other_region(refusing, world, endpoint, own)
    _somebody_else(refusing, world, endpoint, own, rung)
    _wrong_stage(refusing, world, endpoint, rung)
    refusing.done()


def _nobody(refusing: Refusing, world: World, endpoint: str, path: str) -> None:
    for method in [*methods(world, endpoint), "OPTIONS"]:
        typed = method == "POST" and endpoint not in NOTHING_TYPED
        answer = refusing.send(world.nobody, method, path, 401 if typed else 302)
        assert "Masuk lagi untuk mengirim" in answer.text or answer.location.partition("?")[0] == "/masuk"
        assert world.last()["reason"] == "anonymous"


def _wrong_role(refusing: Refusing, world: World, endpoint: str, path: str) -> None:
    for role in set(Role) - ACCESS[endpoint]:
        for method in [*methods(world, endpoint), "OPTIONS"]:
            answer = refusing.send(world.clients[WHO[role]], method, path, 403)
            assert "Ini bukan bagian Anda" in answer.get_data(as_text=True)


def _wrong_method(refusing: Refusing, world: World, endpoint: str, path: str, rung: Rung) -> None:
    here = [rule for rule in world.app.url_map.iter_rules() if rule.rule == rules(world.app)[endpoint].rule]
    allowed = {method for rule in here for method in rule.methods or ()}
    client = world.clients[WHO[rung.role]]
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - allowed:
        answer = refusing.send(client, method, path, 405)
        assert world.last()["endpoint"] in {rule.endpoint for rule in here}
        assert set(answer.headers["Allow"].split(", ")) == allowed


def _no_token(refusing: Refusing, world: World, endpoint: str, path: str, rung: Rung) -> None:
    if "POST" not in methods(world, endpoint):
        return
    world.app.config["WTF_CSRF_ENABLED"] = True
    try:
        refusing.send(world.clients[WHO[rung.role]], "POST", path, 400)
        refusing.send(world.clients[WHO[rung.role]], "POST", path, 400, data={"csrf_token": "x"})
    finally:
        world.app.config["WTF_CSRF_ENABLED"] = False


def _from_elsewhere(refusing: Refusing, world: World, endpoint: str, path: str, rung: Rung) -> None:
    """A form that another site sends, with all that it takes; the browser says where it was sent from."""
    for said in FOREIGN if "POST" in methods(world, endpoint) else ():
        form = rung.fill(world.case) if rung.fill else None
        refusing.send(world.clients[WHO[rung.role]], "POST", path, 403, data=form, headers=said)
        assert world.last()["reason"] == "origin"


def _bad_ids(refusing: Refusing, world: World, endpoint: str, own: Values, rung: Rung) -> None:
    client = world.clients[WHO[rung.role]]
    marker = 7_654_321
    for name in [name for name in own if name.endswith("_id") or name in NAMED]:
        if name.endswith("_id") or name == "page":
            whole = address(world, endpoint, {**own, name: marker})
            wrong = [0, UNKNOWN, 2**63, 2**70, "-1", "1.0", "1e3", "abc", "%00", "..%2f..%2fetc", "١x"]
            paths = [whole.replace(str(marker), str(bad)) for bad in wrong]
        else:
            now = address(world, endpoint, own)
            paths = [now.replace(str(own[name]), bad) for bad in ("zzz", "..%2fx", "%00", "'", "%27%20or%201=1")]
        for path in paths:
            for method in methods(world, endpoint):
                form = rung.fill(world.case) if rung.fill and method == "POST" else None
                refusing.send(client, method, path + rung.query(world.case), 404, data=form)


def _other_region(refusing: Refusing, world: World, endpoint: str, own: Values) -> None:
    """As unknown as a record that is not there: the same answer to the byte."""
    theirs = Case(world.app, OTHERS)
    for name in set(own) & set(REGIONAL):
        foreign = address(world, endpoint, {**own, name: REGIONAL[name](theirs)})
        unknown = address(world, endpoint, {**own, name: UNKNOWN})
        for role in ACCESS[endpoint] & {Role.CHAIR, Role.SEKDIS}:
            client = world.clients[WHO[role]]
            for method in [*methods(world, endpoint), *(["HEAD"] if "GET" in methods(world, endpoint) else [])]:
                given = refusing.send(client, method, foreign, 404, headers={"If-None-Match": "*"})
                absent = refusing.send(client, method, unknown, 404, headers={"If-None-Match": "*"})
                assert same(given) == same(absent), (method, foreign)


def _somebody_else(refusing: Refusing, world: World, endpoint: str, own: Values, rung: Rung) -> None:
    if rung.others is None:
        return
    name = next(iter(rung.others(world.case)))
    foreign = address(world, endpoint, {**own, **rung.others(world.case)})
    unknown = address(world, endpoint, {**own, name: UNKNOWN})
    for method in methods(world, endpoint):
        client = world.clients[WHO[rung.role]]
        given, absent = refusing.send(client, method, foreign, 404), refusing.send(client, method, unknown, 404)
        assert same(given) == same(absent)


def _wrong_stage(refusing: Refusing, world: World, endpoint: str, rung: Rung) -> None:
    if rung.elsewhere is None:
        return
    client = world.clients[WHO[rung.role]]
    path = address(world, endpoint, rung.elsewhere(world.case))
    assert rung.fill or "POST" not in methods(world, endpoint)
    for method in methods(world, endpoint):
        if method == "GET" and 302 in rung.shows:
            continue  # leads to the task with a sentence
        refusing.send(client, method, path, 409, data=rung.fill(world.case) if rung.fill and method == "POST" else None)


def same(answer: TestResponse) -> tuple[int, list[tuple[str, str]], str]:
    """What can be told apart of an answer; the marks of its forms are new each time."""
    text = unmarked(answer.get_data(as_text=True))
    headers = [(name, value) for name, value in answer.headers if name not in ("Date", "Set-Cookie")]
    return answer.status_code, headers, text


@every_rung
def test_works(moving: World, endpoint: str, n: int):
    """Looking changes nothing; sent twice, it is done once."""
    world, rung = moving, LADDER[endpoint][n]
    client = world.clients[WHO[rung.role]]
    own = rung.own(world.case)
    path = address(world, endpoint, own) + rung.query(world.case)
    if "GET" in methods(world, endpoint):
        before = world.state()
        answers = [client.get(path), client.head(path)]
        assert {answer.status_code for answer in answers} <= set(rung.shows)
        assert answers[1].data == b""
        for answer in answers:
            safe(answer)
            answer.close()
        # A file that was still to be made is made when it is asked for.
        assert endpoint == "documents.file" or world.state() == before, "looking at it has changed something"
    if rung.fill is None:
        return
    form, before = filled(client, rung, path, world.case), world.state()
    first = client.post(path, data=form)
    safe(first)
    refused = first.status_code in rung.again and first.status_code in (404, 422)
    silent = rung.again == (204,) == (first.status_code,)  # there is nothing to show
    assert first.status_code in (302, 303) or refused or silent, first.get_data(as_text=True)
    after = world.state()
    second = client.post(path, data=form)
    if "kiriman" in form and not refused and not endpoint.startswith("auth."):
        assert (second.status_code, second.location) == (303, first.location), "it landed elsewhere"
        assert world.state() == after, "the second time did something again"
    elif not rung.grows:
        assert second.status_code in rung.again, second.status_code
        assert world.state() == after, "the second time did something again"
    assert rung.absent or (after == before) is refused or endpoint.startswith("auth."), "the first time did nothing"
