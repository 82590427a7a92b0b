"""A deputy works at the other's desk exactly as long as his mandate runs: at every page, and inside of every write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world.arranged import ADMIN, PLAN, bring, new_task
from tests.world.faults import kept
from tests.world.instance import START, Clock, signed_in
from tests.world.mandated import account, give
from workflow.people import mandates
from workflow.people.accounts import SYSTEM, edit_user
from workflow.people.second_factor import is_missing
from workflow.records import Mandate
from workflow.store import Store

NOT_CHANGED = ("user", "event", "chain", "mandate", "session")  # but for whom this is about, and what is told of it


@pytest.fixture
def mandate(tuntas: SimpleNamespace) -> Mandate:
    """The reviewer of Dinas Sosial Aceh stands in for the Sekdis of Bireuen until 20 November."""
    return give(tuntas.store, "sekdis.bireuen", "dinsos.aceh")


@pytest.fixture
def deputy(app: Flask, mandate: Mandate) -> FlaskClient:
    client = signed_in(app, "dinsos.aceh")
    assert to_desk(client, mandate["id"]).status_code == 302
    return client


def to_desk(client: FlaskClient, mandate_id: int) -> TestResponse:
    return client.post("/akun/meja", data={"mandat": str(mandate_id)})


def approving(client: FlaskClient, tuntas: SimpleNamespace) -> Callable[[], TestResponse]:
    task = bring(tuntas, "draft/sekdis", START)
    form = {"version": task["version"], "action": "report", "number_from": "series", "addressee": "Bupati Bireuen"}
    return lambda: client.post(f"/persetujuan/{task['id']}", data=form)


def rest(store: Store) -> dict[str, Any]:
    return {kind: found for kind, found in kept(store).items() if kind not in NOT_CHANGED}


def test_both_desks_are_open_one_at_a_time(deputy: FlaskClient):
    assert deputy.get("/persetujuan").status_code == 200
    assert "a.n. Sekretaris Dinas Sosial Kabupaten Bireuen" in deputy.get("/persetujuan").text
    assert deputy.get("/beranda").status_code == 403
    to_desk(deputy, 0)
    assert deputy.get("/beranda").status_code == 200
    assert deputy.get("/persetujuan").status_code == 403
    assert "Ke meja Sekretaris Dinas Sosial Kabupaten Bireuen" in deputy.get("/beranda").text


def test_a_new_session_begins_at_the_own_desk(app: Flask, deputy: FlaskClient):
    assert signed_in(app, "dinsos.aceh").get("/beranda").status_code == 200


def test_a_deputy_decides_and_both_names_are_told(deputy: FlaskClient, tuntas: SimpleNamespace, mandate: Mandate):
    assert approving(deputy, tuntas)().status_code == 302
    event = tuntas.store.find("event", name="report")[0]
    assert event["actor"]["name"] == "Dinas Sosial Aceh (a.n. Sekretaris Dinas Sosial Kabupaten Bireuen)"
    assert (event["actor"]["id"], event["actor"]["for_"]) == (mandate["deputy"], mandate["giver"])
    assert event["actor"]["name"] in deputy.get(f"/tugas/{event['task']}").text


@pytest.mark.parametrize("who", ["ketua.pidie", "admin"])
def test_nobody_else_gets_to_the_desk(app: Flask, mandate: Mandate, who: str):
    client = signed_in(app, who)
    assert to_desk(client, mandate["id"]).status_code in (403, 404)
    assert client.get("/persetujuan").status_code == 403


@pytest.mark.parametrize("asked", ["99", "-1", "x", "9" * 30])
def test_an_unknown_desk_is_as_unknown_as_one_of_somebody_else(app: Flask, asked: str):
    assert signed_in(app, "dinsos.aceh").post("/akun/meja", data={"mandat": asked}).status_code == 404


def test_it_cannot_be_taken_before_its_first_day(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    mandate = give(tuntas.store, "sekdis.bireuen", "dinsos.aceh", start="2026-11-11")
    answer = to_desk(signed_in(app, "dinsos.aceh"), mandate["id"])
    assert (answer.status_code, "baru berlaku mulai 11 November 2026" in answer.text) == (403, True)
    clock.at += timedelta(days=2)
    assert to_desk(signed_in(app, "dinsos.aceh"), mandate["id"]).status_code == 302


def late(app: Flask, tuntas: SimpleNamespace, clock: Clock, mandate: Mandate) -> None:
    """Midnight of its last day in Aceh passes while a session is open."""
    clock.at = START.replace(day=21, hour=0, minute=1)


def ended(app: Flask, tuntas: SimpleNamespace, clock: Clock, mandate: Mandate) -> None:
    mandates.end(tuntas.store, ADMIN, mandate["id"], at=START)


def gone(app: Flask, tuntas: SimpleNamespace, clock: Clock, mandate: Mandate) -> None:
    """The one who gave it has the office no longer."""
    giver = account(tuntas.store, "sekdis.bireuen")
    edit_user(tuntas.store, SYSTEM, giver["id"], giver, active=False, version=giver["version"], at=START)


WORDS = {late: "berlaku sampai 20 November 2026", ended: "sudah diakhiri", gone: "tidak berlaku lagi"}


@pytest.mark.parametrize("how", WORDS)
@pytest.mark.parametrize("posts", [True, False])
def test_when_it_has_ended_the_next_request_is_refused_and_then_it_is_the_own_desk(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, mandate: Mandate, how: Callable[..., None], posts: bool
):  # fmt: skip
    clock.at = START.replace(day=20, hour=23, minute=50)
    deputy = signed_in(app, "dinsos.aceh")
    to_desk(deputy, mandate["id"])
    approve = approving(deputy, tuntas)
    assert deputy.get("/persetujuan").status_code == 200  # its last day counts to the end
    how(app, tuntas, clock, mandate)
    before = rest(tuntas.store)
    answer = approve() if posts else deputy.get("/persetujuan")
    assert (answer.status_code, WORDS[how] in answer.text) == (403, True), answer.text
    assert rest(tuntas.store) == before
    assert tuntas.store.find("event", name="refused", order="-id", limit=1)[0]["fields"]["reason"] == "mandate"
    assert deputy.get("/beranda").status_code == 200
    assert deputy.get("/persetujuan").status_code == 403
    assert WORDS[how] not in deputy.get("/persetujuan").text


@pytest.mark.parametrize("how", [ended, gone])
def test_one_that_ends_between_the_page_and_the_write_is_refused(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, deputy: FlaskClient, mandate: Mandate, how: Callable[..., None]
):
    """Once the guard has let the request in, the mandate ends, as in another thread."""
    approve, before = approving(deputy, tuntas), rest(tuntas.store)

    def end() -> None:
        app.before_request_funcs[None].remove(end)
        how(app, tuntas, clock, mandate)

    app.before_request_funcs.setdefault(None, []).append(end)
    answer = approve()
    assert (answer.status_code, "Mandat Anda baru saja berakhir" in answer.text) == (403, True), answer.text
    assert rest(tuntas.store) == before
    assert tuntas.store.find("event", name="refused", order="-id", limit=1)[0]["fields"]["reason"] == "mandate"
    assert deputy.get("/beranda").status_code == 200


def test_a_page_that_looks_by_itself_takes_nobody_the_sentence(
    tuntas: SimpleNamespace, deputy: FlaskClient, mandate: Mandate
):
    mandates.end(tuntas.store, ADMIN, mandate["id"], at=START)
    assert deputy.get("/persetujuan", headers={"Sec-Fetch-Dest": "empty"}).status_code == 403
    assert "sudah diakhiri" in deputy.get("/persetujuan").text
    assert deputy.get("/beranda").status_code == 200


def test_one_can_sign_out_after_it_has_ended(tuntas: SimpleNamespace, deputy: FlaskClient, mandate: Mandate):
    mandates.end(tuntas.store, ADMIN, mandate["id"], at=START)
    assert deputy.post("/keluar").status_code == 302


def form(page: str) -> dict[str, str]:
    fields = lxml.html.fromstring(page).xpath("//main//form[@method='post']//*[self::input or self::textarea][@name]")
    return {field.get("name"): field.get("value") or "" for field in fields}


def test_what_was_typed_at_one_desk_is_not_sent_from_another(app: Flask, tuntas: SimpleNamespace):
    """Another tab changed desks; it is held until they are changed back."""
    mandate = give(tuntas.store, "ketua.bireuen", "ketua.pidie")
    tab, task = signed_in(app, "ketua.pidie"), new_task(tuntas, START)
    to_desk(tab, mandate["id"])
    address = f"/tugas/{task['id']}/rencana"
    sent = form(tab.get(address).text) | PLAN | {"do": "save"}
    to_desk(tab, 0)
    answer = tab.post(address, data=sent)
    assert (answer.status_code, "Pindah meja" in answer.text, PLAN["action"] in answer.text) == (409, True, True)
    assert tuntas.store.get("task", task["id"])["version"] == task["version"]
    to_desk(tab, mandate["id"])
    assert tab.post(address, data=sent).status_code == 303


def test_what_was_typed_by_an_ended_mandate_is_refused_at_any_desk(app: Flask, tuntas: SimpleNamespace):
    mandate = give(tuntas.store, "ketua.bireuen", "ketua.pidie")
    tab, task = signed_in(app, "ketua.pidie"), new_task(tuntas, START)
    to_desk(tab, mandate["id"])
    address = f"/tugas/{task['id']}/rencana"
    sent = form(tab.get(address).text) | PLAN | {"do": "save"}
    to_desk(tab, 0)
    mandates.end(tuntas.store, ADMIN, mandate["id"], at=START)
    answer = tab.post(address, data=sent)
    assert (answer.status_code, "sudah diakhiri" in answer.text, PLAN["action"] in answer.text) == (403, True, True)


def test_a_deputy_of_another_region_sees_the_one_desk_at_the_one_and_the_other_at_the_other(
    app: Flask, tuntas: SimpleNamespace
):
    mandate = give(tuntas.store, "ketua.bireuen", "ketua.pidie")
    ours, theirs = new_task(tuntas, START), new_task(tuntas, START, region="11.07")
    client = signed_in(app, "ketua.pidie")
    seen = [client.get(f"/tugas/{task['id']}").status_code for task in (ours, theirs)]
    to_desk(client, mandate["id"])
    there = [client.get(f"/tugas/{task['id']}").status_code for task in (ours, theirs)]
    assert (seen, there) == ([404, 200], [200, 404])
    assert client.get("/komitmen").status_code == 200
    assert "Kabupaten Bireuen" in client.get("/komitmen").text


def test_who_decides_for_somebody_needs_the_second_step_where_it_is_demanded(app: Flask, tuntas: SimpleNamespace):
    app.config["SECOND_FACTOR"] = "wajib"
    mandate = give(tuntas.store, "sekdis.bireuen", "ketua.pidie")
    client = signed_in(app, "ketua.pidie")
    assert client.get("/komitmen").status_code == 200
    assert not is_missing(tuntas.store, account(tuntas.store, "ketua.pidie"))
    to_desk(client, mandate["id"])
    assert client.get("/persetujuan").location == "/akun/langkah-kedua"
    assert client.get("/akun/langkah-kedua").status_code == 200


def test_the_own_account_stays_in_reach_at_the_other_desk(deputy: FlaskClient):
    for page in ("/akun", "/akun/data", "/akun/mandat", "/sandi", "/akun/langkah-kedua"):
        assert deputy.get(page).status_code == 200, page
    assert "dinsos.aceh" in deputy.get("/akun").text
    assert deputy.get("/akun/mandat/baru").status_code == 200
    refused = deputy.post("/akun/mandat/baru", data={"deputy": "1"})
    assert (refused.status_code, "dari mejanya sendiri" in refused.text) == (403, True)
