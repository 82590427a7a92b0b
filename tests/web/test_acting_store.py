"""A role or an account that is taken away between the beginning of a request and its write stops the write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.arranged import OUTCOME, PLAN, RAKOR, bring
from tests.world.faults import kept
from tests.world.instance import START, signed_in
from tests.world.waiting import PATIENCE
from workflow.people.accounts import SYSTEM, edit_user, find_user
from workflow.store import Store
from workflow.web import acting_store


def plan(client: FlaskClient, tuntas: SimpleNamespace) -> Any:
    task = bring(tuntas, "draft", START)
    return lambda: client.post(
        f"/tugas/{task['id']}/rencana", data={**PLAN, "version": task["version"], "do": "submit"}
    )


def approval(client: FlaskClient, tuntas: SimpleNamespace) -> Any:
    task = bring(tuntas, "draft/sekdis", START)
    form = {"version": task["version"], "action": "report", "number_from": "series", "addressee": "Bupati Bireuen"}
    return lambda: client.post(f"/persetujuan/{task['id']}", data=form)


def verification(client: FlaskClient, tuntas: SimpleNamespace) -> Any:
    task = bring(tuntas, "reported/dinsos", START)
    ticks = [piece["id"] for piece in tuntas.store.find("evidence", task=task["id"])]
    return lambda: client.post(f"/tugas/{task['id']}/aksi/verify", data={"version": task["version"], "ticks": ticks})


def rakor(client: FlaskClient, tuntas: SimpleNamespace) -> Any:
    form = {name: value for name, value in RAKOR.items() if isinstance(value, str)}
    return lambda: client.post("/rakor/baru", data=form)


def outcome(client: FlaskClient, tuntas: SimpleNamespace) -> Any:
    task = bring(tuntas, "draft", START)
    return lambda: client.post(
        f"/rakor/{task['rakor']}/butir/baru",
        data={**OUTCOME, "text": "Butir lain.", "title": "Butir lain", "is_task": "y"},
    )


def reserved(client: FlaskClient, tuntas: SimpleNamespace) -> Any:
    return lambda: client.post("/agenda/sediakan", data={"subject": "Surat undangan"})


def account(client: FlaskClient, tuntas: SimpleNamespace) -> Any:
    form = {"username": "sekdis.baru", "role": "sekdis", "region": "11.11", "password": "gajah di kebun kopi"}
    return lambda: client.post("/pengaturan/akun/baru", data=form)


def batch(client: FlaskClient, tuntas: SimpleNamespace) -> Any:
    task = bring(tuntas, "reported", START)
    return lambda: client.post(f"/pekerjaan?rakor={task['rakor']}")


WRITES = {
    "plan": ("ketua.bireuen", plan), "approval": ("sekdis.bireuen", approval), "rakor": ("dinsos.aceh", rakor),
    "outcome": ("dinsos.aceh", outcome), "batch": ("dinsos.aceh", batch), "account": ("admin", account),
    "verification": ("dinsos.aceh", verification), "number": ("sekdis.bireuen", reserved),
}  # fmt: skip
CHANGES = {
    "role": {"role": "dinsos", "region": "", "active": True},
    "region": {"role": "sekdis", "region": "11.09", "active": True},
    "activity": {"active": False},
}


@contextmanager
def changed_before_the_page(app: Flask, store: Store, username: str, change: dict[str, Any]) -> Iterator[None]:
    """Once the guard has let the request in, the admin changes the account, as in another thread."""
    done = []

    def take_away() -> None:
        user = find_user(store, username)
        assert user is not None
        if not done:
            done.append(True)
            data = {**user, **change}
            edit_user(store, SYSTEM, user["id"], data, active=data["active"], version=user["version"], at=START)

    app.before_request_funcs.setdefault(None, []).append(take_away)
    yield
    app.before_request_funcs[None].remove(take_away)
    assert done


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("write", WRITES)
def test_what_is_no_longer_theirs_is_not_written(app: Flask, tuntas: SimpleNamespace, write: str, change: str):
    username, arrange = WRITES[write]
    client = signed_in(app, username)
    post = arrange(client, tuntas)
    store = tuntas.store
    told = store.count("event", name="refused")
    with changed_before_the_page(app, store, username, {**CHANGES[change]}):
        before = without_accounts(store)
        answer = post()
    assert (answer.status_code, "Akun Anda baru saja diubah" in answer.text) == (403, True), answer.text
    assert without_accounts(store) == before
    assert store.count("event", name="refused") == told + 1
    assert store.find("event", name="refused", order="-id", limit=1)[0]["fields"]["reason"] == "account"


def without_accounts(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Everything but the account that is changed, and the history of that and of the refusal."""
    return {kind: found for kind, found in kept(store).items() if kind not in ("user", "event", "chain")}


@pytest.mark.parametrize("write", WRITES)
def test_it_is_written_while_the_account_is_as_it_was(app: Flask, tuntas: SimpleNamespace, write: str):
    username, arrange = WRITES[write]
    client = signed_in(app, username)
    post = arrange(client, tuntas)
    before = without_accounts(tuntas.store) | {"user": tuntas.store.count("user")}
    assert post().status_code in (302, 303)
    assert without_accounts(tuntas.store) | {"user": tuntas.store.count("user")} != before


def test_the_own_change_of_an_account_stops_nothing_of_it(app: Flask):
    client = signed_in(app, "ketua.bireuen")
    form = {"old_password": "demo-tuntas", "password": "gajah di kebun kopi", "repeat": "gajah di kebun kopi"}
    assert client.post("/sandi", data=form).status_code == 302
    assert client.get("/komitmen").status_code == 200  # signed in anew, in the same request


def test_who_waits_for_the_writer_longer_than_is_decent_is_told_and_nothing_is_done(
    app: Flask, tuntas: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(acting_store, "PATIENCE", 0.3)
    post = plan(signed_in(app, "ketua.bireuen"), tuntas)
    before = kept(tuntas.store)
    with held(tuntas.store):
        answer = post()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert "giliran Anda belum tiba" in answer.text
    assert PLAN["action"] in answer.text  # what was typed
    assert kept(tuntas.store) == before
    assert post().status_code == 303


@contextmanager
def held(store: Store) -> Iterator[None]:
    """Another thread is in the middle of a write."""
    begun, end = threading.Event(), threading.Event()

    def hold() -> None:
        with store.transaction():
            begun.set()
            end.wait(PATIENCE)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait(PATIENCE)
    yield
    end.set()
    holder.join(PATIENCE)


def test_commands_act_for_nobody_and_write(app: Flask):
    said = app.test_cli_runner().invoke(args=["users", "deactivate", "sekdis.pidie"])
    assert said.exit_code == 0, said.output
