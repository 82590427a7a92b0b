"""Every refused request leaves one line of the audit, with numbers and without anything typed, and not without end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world import chains
from tests.world.arranged import bring, new_task
from tests.world.instance import START, Clock
from tests.world.marks import unmarked
from workflow.audit import refusals
from workflow.audit.refusals import Refusal, Refusals
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks.concerns import news
from workflow.tasks.timeline import history

As = Callable[[str], FlaskClient]
CHAIR = Actor(7, "Ketua LKKS Kabupaten Bireuen", Role.CHAIR, "11.11")
TRIED = Refusal("tasks.show", "GET", 404, "unknown", {"task": 5})


def lines(store: Store) -> list[Record]:
    return [e for e in store.find("event") if e["name"] in ("refused", "refusals_unlisted")]


def only(store: Store) -> Record:
    (event,) = lines(store)
    return event


def told(event: Record) -> tuple[Any, ...]:
    fields = event["fields"]
    return (event["chain"], event["actor"]["name"], *(fields[k] for k in ("endpoint", "method", "status", "reason")))


def test_another_region_s_task_is_refused_with_a_line_in_the_own_chain(client_as: As, tuntas: SimpleNamespace):
    task = new_task(tuntas, START, region="11.07")
    client_as("ketua.bireuen").get(f"/tugas/{task['id']}?q=rahasia")
    event = only(tuntas.store)
    assert told(event) == ("11.11", "Ketua LKKS Kabupaten Bireuen", "tasks.show", "GET", 404, "unknown")
    assert event["fields"]["ids"] == {"task": task["id"]}
    assert (event["task"], event["rakor"], event["fields"]["address"]) == (0, 0, "")
    assert "rahasia" not in str(event)
    assert chains.verify(tuntas.store, "11.11") == []


def test_who_has_not_signed_in_is_told_by_the_address_in_the_province_s_chain(app: Flask, tuntas: SimpleNamespace):
    app.test_client().get("/tugas/1", environ_base={"REMOTE_ADDR": "2001:db8:1:2:3::4"})
    event = only(tuntas.store)
    assert told(event) == ("11", "Tanpa akun", "tasks.show", "GET", 302, "anonymous")
    assert (event["actor"]["role"], event["fields"]["address"]) == ("", "2001:db8:1:2::/64")


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/pengaturan", ("settings.index", "GET", 403, "role")),
        ("GET", "/keluar", ("auth.logout", "GET", 405, "method")),
        ("DELETE", "/tugas", ("tasks.index", "DELETE", 405, "method")),
        ("GEHEIM", "/tugas", ("tasks.index", "?", 405, "method")),
        ("GET", "/rahasia/../x", ("", "GET", 404, "no_address")),
        ("GET", f"/tugas/{2**70}", ("tasks.show", "GET", 404, "unknown")),
        ("GET", "/tugas/-1", ("", "GET", 404, "no_address")),
    ],
)
def test_each_way_of_being_refused_has_its_reason(
    client_as: As, tuntas: SimpleNamespace, method: str, path: str, expected: tuple[Any, ...]
):
    client_as("ketua.bireuen").open(path, method=method)
    event = only(tuntas.store)
    assert told(event)[2:] == expected
    assert event["fields"]["ids"] == {}
    assert "rahasia" not in str(event)


def test_a_form_without_its_token_is_told_too(app: Flask, client_as: As, tuntas: SimpleNamespace):
    client = client_as("ketua.bireuen")
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/keluar").status_code == 400
    assert told(only(tuntas.store))[1:] == ("Ketua LKKS Kabupaten Bireuen", "auth.logout", "POST", 400, "form")


def test_the_wrong_stage_is_told(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    client_as("ketua.bireuen").post(f"/tugas/{task['id']}/aksi/withdraw", data={"version": task["version"]})
    assert told(only(tuntas.store))[2:] == ("moves.act", "POST", 409, "late")


def test_what_was_not_refused_leaves_no_line(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft", START)
    client = client_as("ketua.bireuen")
    assert client.get(f"/tugas/{task['id']}").status_code == 200
    assert client.get("/").status_code == 302
    assert client.post(f"/tugas/{task['id']}/rencana", data={"do": "submit", "version": 1}).status_code == 422
    assert lines(tuntas.store) == []


def test_a_refused_request_stands_in_no_history_and_no_news(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    client = client_as("ketua.bireuen")
    before = history(tuntas.store, task), news(tuntas.store, CHAIR, limit=5)
    page = unmarked(client.get(f"/tugas/{task['id']}").text)
    client.post(f"/tugas/{task['id']}/aksi/withdraw", data={"version": task["version"]})
    assert lines(tuntas.store)
    assert (history(tuntas.store, task), news(tuntas.store, CHAIR, limit=5)) == before
    assert unmarked(client.get(f"/tugas/{task['id']}").text) == page


def test_news_are_found_behind_any_number_of_refusals(tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    wanted = news(tuntas.store, CHAIR, limit=2)
    log = Refusals(tuntas.store, each=500)
    for _ in range(450):
        log.tell(CHAIR, "", TRIED, at=START)
    assert len(wanted) == 2
    assert news(tuntas.store, CHAIR, limit=2) == wanted


def test_who_hammers_gets_so_many_lines_and_then_one_that_counts_the_rest(store: Store):
    log = Refusals(store)
    listed = [log.tell(CHAIR, "10.0.0.1", TRIED, at=START) for _ in range(refusals.EACH + 40)]
    assert listed == [True] * refusals.EACH + [False] * 40
    log.settle(at=START + timedelta(seconds=59))
    assert len(lines(store)) == refusals.EACH
    log.settle(at=START + timedelta(seconds=60))
    log.settle(at=START + timedelta(hours=9))
    *rest, last = lines(store)
    assert len(rest) == refusals.EACH
    assert (last["name"], last["chain"], last["actor"]["id"]) == ("refusals_unlisted", "11.11", CHAIR.id)
    assert last["fields"] == {"count": 40, "since": "2026-11-09T02:00:00Z", "address": ""}
    assert chains.verify(store, "11.11") == []


def test_an_account_s_hammering_takes_no_lines_from_others(store: Store):
    log = Refusals(store, each=2)
    for _ in range(5):
        log.tell(CHAIR, "10.0.0.1", TRIED, at=START)
    other = Actor(8, "Sekretaris", Role.SEKDIS, "11.11")
    assert log.tell(other, "10.0.0.1", TRIED, at=START)
    assert log.tell(None, "10.0.0.1", TRIED, at=START)
    assert log.tell(CHAIR, "10.0.0.1", TRIED, at=START + timedelta(minutes=1))


def test_many_addresses_without_an_account_have_one_allowance_together(store: Store):
    log = Refusals(store)
    for n in range(2_000):
        log.tell(None, f"10.0.{n // 250}.{n % 250}", TRIED, at=START)
    assert len(lines(store)) == refusals.STRANGERS
    assert len(log._unlisted) <= refusals.MOST_KNOWN // 50 + 1
    log.settle(at=START + timedelta(minutes=1))
    counts = [event["fields"]["count"] for event in lines(store)[refusals.STRANGERS :]]
    assert sum(counts) == 2_000 - refusals.STRANGERS


def test_a_clock_put_back_gives_nobody_new_lines(store: Store):
    log = Refusals(store, each=1)
    assert log.tell(CHAIR, "", TRIED, at=START)
    assert not log.tell(CHAIR, "", TRIED, at=START - timedelta(days=1))


def test_the_count_is_written_by_whoever_comes_next(app: Flask, client_as: As, clock: Clock, tuntas: SimpleNamespace):
    client = client_as("admin")
    for _ in range(refusals.EACH + 3):
        client.get("/tugas")
    clock.at = START + timedelta(minutes=2)
    assert app.test_client().get("/masuk").status_code == 200
    assert lines(tuntas.store)[-1]["fields"]["count"] == 3


def test_a_refusal_that_cannot_be_written_still_has_its_page(app: Flask, client_as: As, tuntas: SimpleNamespace):
    client = client_as("admin")
    limit = tuntas.store
    limit._storage.run("PRAGMA query_only = 1")
    try:
        answer = client.get("/tugas")
    finally:
        limit._storage.run("PRAGMA query_only = 0")
    assert answer.status_code == 403
    assert "Ini bukan bagian Anda" in answer.get_data(as_text=True)
    assert lines(tuntas.store) == []
