"""The password once more before approving after a quiet quarter of an hour, and that nothing typed is lost by it."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyotp import TOTP
from werkzeug.test import TestResponse

from tests.world.instance import Clock, signed_in
from workflow.demo import PASSWORD
from workflow.machine.actions import ACTIONS
from workflow.people.second_factor import enrol, secret
from workflow.store import Record, Store
from workflow.web.proof import ACTS, APPROVING, MOVE

ASKED = "<h1>Kata sandi sekali lagi</h1>"


@pytest.fixture
def kept(demo_app: Flask) -> Store:
    return demo_app.extensions["tuntas"].store


@pytest.fixture
def sekdis(demo_app: Flask) -> FlaskClient:
    return signed_in(demo_app, "sekdis.bireuen")


def waiting(store: Store, waits_for: str = "sekdis", **where: Any) -> Record:
    return store.find("task", waits_for=waits_for, cancelled=False, order="since", **where)[0]


def fields(page: str, form: str = "") -> dict[str, Any]:
    """What a browser would send of the form with that id, or of the only one in the main part."""
    tree = html.fromstring(page)
    found = tree.xpath(f"//form[@id='{form}']" if form else "//main//form")[0]
    for outside in tree.xpath(f"//input[@form='{form}']") if form else ():
        found.append(outside)
    sent: dict[str, Any] = {}
    for name, value in found.form_values():
        sent.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def desk(client: FlaskClient, task: Record, **more: str) -> dict[str, Any]:
    return {**fields(client.get(f"/persetujuan/{task['id']}").get_data(as_text=True), "putus"), **more}


def short(task: Record, **more: str) -> dict[str, str]:
    """The least that approves: composing the desk takes its time, and only some tests are about what was typed."""
    return {"version": str(task["version"]), "action": "report", **more}


def asks(answer: TestResponse) -> bool:
    return ASKED in answer.get_data(as_text=True)


def stage(store: Store, task: Record) -> str:
    record = store.get("task", task["id"])
    assert record is not None
    return record["stage"]


def test_a_desk_left_open_asks_and_then_does_everything_that_was_typed(sekdis: FlaskClient, kept: Store, clock: Clock):
    task = waiting(kept, region="11.11")
    address = f"/persetujuan/{task['id']}"
    wanted = {"number": "400.9/77/2026", "addressee": 'Bupati <Bireuen> & "Wakil"'}
    preview = sekdis.post(address, data=short(task, **wanted, action="preview")).get_data(as_text=True)
    typed = {**fields(preview, "putus"), "action": "report"}
    assert len(typed["key"]) > 20
    clock.at += timedelta(minutes=20)
    held = sekdis.post(address, data=typed)
    assert (held.status_code, asks(held), stage(kept, task)) == (422, True, "draft")
    again = fields(held.get_data(as_text=True))
    own = {"csrf_token", "sandi_anda"}
    assert {name: text for name, text in again.items() if name not in own} == {
        name: text for name, text in typed.items() if name not in own
    }
    done = sekdis.post(address, data={**again, "sandi_anda": PASSWORD})
    assert (done.status_code, stage(kept, task)) == (302, "reported")
    event = kept.find("event", task=task["id"], name="report")[-1]
    assert {name: event["fields"][name] for name in wanted} == wanted


@pytest.mark.parametrize("seconds", [5, 14 * 60])
def test_one_who_comes_back_opens_the_desk_and_then_approves_is_asked(
    sekdis: FlaskClient, kept: Store, clock: Clock, seconds: int
):
    task = waiting(kept, region="11.11")
    clock.at += timedelta(minutes=16)
    sekdis.get("/akun")
    clock.at += timedelta(seconds=seconds)
    assert asks(sekdis.post(f"/persetujuan/{task['id']}", data=short(task)))
    assert stage(kept, task) == "draft"


def test_one_who_is_at_it_is_not_asked(sekdis: FlaskClient, kept: Store, clock: Clock):
    task = waiting(kept, region="11.11")
    for _ in range(4):
        clock.at += timedelta(minutes=14)
        sekdis.get("/akun")
    clock.at += timedelta(minutes=14)
    assert not asks(sekdis.post(f"/persetujuan/{task['id']}", data=short(task)))
    assert stage(kept, task) == "reported"


def test_a_page_that_looks_again_on_its_own_is_nobody_at_work(sekdis: FlaskClient, kept: Store, clock: Clock):
    task = waiting(kept, region="11.11")
    for _ in range(2):
        clock.at += timedelta(minutes=9)
        sekdis.get("/akun", headers={"Sec-Fetch-Dest": "empty"})
    assert asks(sekdis.post(f"/persetujuan/{task['id']}", data=short(task)))


def test_once_given_it_is_not_asked_again(sekdis: FlaskClient, kept: Store, clock: Clock):
    first, second = kept.find("task", waits_for="sekdis", region="11.11", order="since")[:2]
    clock.at += timedelta(minutes=20)
    sekdis.post(f"/persetujuan/{first['id']}", data=short(first, sandi_anda=PASSWORD))
    clock.at += timedelta(minutes=10)
    assert not asks(sekdis.post(f"/persetujuan/{second['id']}", data=short(second)))
    assert (stage(kept, first), stage(kept, second)) == ("reported", "reported")


def test_a_wrong_password_keeps_everything_and_is_braked(sekdis: FlaskClient, kept: Store, clock: Clock):
    task = waiting(kept, region="11.11")
    typed = short(task, number="400.9/78/2026")
    clock.at += timedelta(minutes=20)
    answers = []
    for _ in range(6):
        answer = sekdis.post(f"/persetujuan/{task['id']}", data={**typed, "sandi_anda": "salah-sekali"})
        answers.append(answer.status_code)
        page = answer.get_data(as_text=True)
        assert fields(page)["number"] == "400.9/78/2026"
        assert "salah-sekali" not in page
    assert answers == [422] * 5 + [429]
    assert stage(kept, task) == "draft"
    assert len(kept.find("event", name="sign_in_failed")) == 5


def test_a_report_about_several_tasks_asks_and_goes_on_with_all(sekdis: FlaskClient, kept: Store, clock: Clock):
    tasks = kept.find("task", waits_for="sekdis", region="11.11", order="since")[:2]
    address = f"/persetujuan/{tasks[0]['id']}?gabung={tasks[1]['id']}"
    typed = {**fields(sekdis.get(address).get_data(as_text=True), "putus"), "action": "report"}
    clock.at += timedelta(minutes=20)
    page = sekdis.post(address, data=typed).get_data(as_text=True)
    assert ASKED in page
    onward = re.search(r'<form class="panel" method="post" action="([^"]+)"', page)
    assert onward
    assert unescape(onward[1]) == address
    sekdis.post(unescape(onward[1]), data={**fields(page), "sandi_anda": PASSWORD})
    assert [stage(kept, task) for task in tasks] == ["reported", "reported"]


def test_dinsos_keeps_the_ticks(demo_app: Flask, kept: Store, clock: Clock):
    dinsos = signed_in(demo_app, "dinsos.aceh")
    task = waiting(kept, "dinsos")
    evidence = [str(record["id"]) for record in kept.find("evidence", task=task["id"])]
    typed = {**fields(dinsos.get(f"/tugas/{task['id']}/periksa").get_data(as_text=True), "putus"), "ticks": evidence}
    clock.at += timedelta(minutes=20)
    address = f"/tugas/{task['id']}/aksi/verify"
    held = dinsos.post(address, data=typed)
    assert (asks(held), "Nyatakan dilaksanakan" in held.get_data(as_text=True)) == (True, True)
    tree = html.fromstring(held.get_data(as_text=True))
    assert tree.xpath("//main//form//input[@name='ticks']/@value") == evidence
    again = {**fields(held.get_data(as_text=True)), "ticks": evidence, "sandi_anda": PASSWORD}
    assert dinsos.post(address, data=again).status_code == 303
    assert stage(kept, task) == "implemented"


@pytest.mark.parametrize("username", ["sekdis.bireuen", "dinsos.aceh", "ketua.bireuen"])
def test_only_approving_asks(demo_app: Flask, kept: Store, clock: Clock, username: str):
    client = signed_in(demo_app, username)
    task = waiting(kept, region="11.11")["id"]
    clock.at += timedelta(minutes=20)
    for name in sorted(set(ACTIONS) - set(APPROVING)):
        assert not asks(client.post(f"/tugas/{task}/aksi/{name}", data={}))
    assert not asks(client.post(f"/persetujuan/{task}", data={"action": "return_plan", "reason": "pendek"}))
    assert not asks(client.post(f"/persetujuan/{task}", data={"action": "preview"}))
    client.get("/akun")
    for name in APPROVING:
        assert asks(client.post(f"/tugas/{task}/aksi/{name}", data={}))


def test_a_session_from_before_this_was_noted_is_asked(sekdis: FlaskClient, kept: Store):
    task = waiting(kept, region="11.11")
    row = kept.find("session")[-1]
    with kept.transaction():
        kept.save({name: value for name, value in row.items() if name != "quiet"})
    assert asks(sekdis.post(f"/persetujuan/{task['id']}", data=short(task)))


def test_the_way_round_through_a_token_alone_is_none(demo_app: Flask, sekdis: FlaskClient, kept: Store, clock: Clock):
    task = waiting(kept, region="11.11")
    demo_app.config["WTF_CSRF_ENABLED"] = True
    typed = desk(sekdis, task, action="report")
    clock.at += timedelta(minutes=20)
    held = fields(sekdis.post(f"/persetujuan/{task['id']}", data=typed).get_data(as_text=True))
    without = {name: text for name, text in held.items() if name != "csrf_token"}
    assert sekdis.post(f"/persetujuan/{task['id']}", data={**without, "sandi_anda": PASSWORD}).status_code == 400
    assert stage(kept, task) == "draft"
    sekdis.post(f"/persetujuan/{task['id']}", data={**held, "sandi_anda": PASSWORD})
    assert stage(kept, task) == "reported"


ACCOUNT = {"role": "ketua", "region": "11.01", "name": "Ketua LKKS", "username": "ketua.baru", "password": "x" * 14}
BY_HAND = {
    "settings.account_new": ("/pengaturan/akun/baru", ACCOUNT),
    "settings.account": ("/pengaturan/akun/{id}", {"role": "sekdis", "region": "11.11", "name": "", "active": "ya"}),
    "settings.account_password": ("/pengaturan/akun/{id}/sandi", {"password": "tangga-hijau-di-atas-awan"}),
    "settings.account_factor": ("/pengaturan/akun/{id}/langkah-kedua/lepas", {}),
    "settings.mandate_new": ("/pengaturan/mandat/baru", {"basis": "Surat Tugas Nomor 1"}),
    "mandates.new": ("/akun/mandat/baru", {"basis": "Surat Tugas Nomor 1"}),
    "settings.program_new": ("/pengaturan/program/baru", {"name": "Dasbor"}),
    "settings.program_revoke": ("/pengaturan/program/1/cabut", {}),
    "settings.office": ("/pengaturan/kantor/2", {"pattern": "{urut}/{unit}/{tahun}"}),
    "settings.signatories": ("/pengaturan/kantor/2/penanda-tangan", {"position": "KEPALA", "name": "Contoh"}),
    "settings.signatory": ("/pengaturan/penanda-tangan/{signer}", {"position": "KEPALA", "name": "Contoh"}),
    "settings_book.save": ("/pengaturan/berkas/simpan", {"kept": "x"}),
    "settings.retention": ("/pengaturan/masa-simpan", {"evidence": "5"}),
    "settings.retention_remove": ("/pengaturan/masa-simpan/hapus", {}),
    "auth.second_factor": ("/akun/langkah-kedua", {"code": "000000"}),
    "auth.remove_factor": ("/akun/langkah-kedua/lepas", {}),
    "auth.email": ("/akun/surel", {"email": "a@b.example"}),
    "settings.account_email": ("/pengaturan/akun/{id}/surel", {"email": "a@b.example"}),
    "suggestions.decide": ("/pengaturan/usulan/1", {"reason": "Belum ada suratnya"}),
}


@pytest.mark.parametrize("endpoint", ACTS)
def test_acts_that_let_somebody_in_or_sign_ask_also_of_one_who_is_at_it(
    demo_app: Flask, kept: Store, clock: Clock, endpoint: str
):
    """Signing in was no proof for these, and a proof is good for five minutes."""
    admin = signed_in(demo_app, "ketua.bireuen" if endpoint == "mandates.new" else "admin")
    clock.at += timedelta(minutes=6)
    admin.get("/akun")
    path, data = BY_HAND[endpoint]
    chair = kept.find("user", username="ketua.bireuen")[0]
    signer = (kept.find("signatory", limit=1) or [{"id": 1}])[0]["id"]
    path, before = path.format(id=chair["id"], signer=signer), kept.count("event")
    assert asks(held := admin.post(path, data=data))
    again = fields(held.get_data(as_text=True))
    assert {name: again[name] for name in data} == data
    assert asks(wrong := admin.post(path, data={**again, "sandi_anda": "salah-sekali"}))
    assert "Kata sandi tidak cocok." in wrong.text
    assert kept.count("event") == before + 1  # of the wrong password
    assert not asks(admin.post(path, data={**again, "sandi_anda": PASSWORD}))
    clock.at += timedelta(minutes=4)
    assert not asks(admin.post(path, data=data))
    clock.at += timedelta(minutes=2)
    assert asks(admin.post(path, data={**data, "kiriman": "x"}))
    back = html.fromstring(held.get_data(as_text=True)).xpath("string(//main//form//a/@href)")
    assert admin.get(back).status_code != 405, "a page to be read, also where the address of the act is none"


def test_with_a_second_factor_the_code_is_asked_for_as_well(demo_app: Flask, kept: Store, clock: Clock):
    admin = signed_in(demo_app, "admin")
    user, key = kept.find("user", username="admin")[0], demo_app.secret_key.encode()
    codes = enrol(kept, user, "n", TOTP(secret(user["id"], "n", key)).at(clock()), key=key, at=clock())
    admin = signed_in(demo_app, "admin")
    clock.at += timedelta(minutes=6)
    path, data = (
        f"/pengaturan/akun/{kept.find('user', username='ketua.pidie')[0]['id']}/sandi",
        {"password": "tangga-hijau-di-atas-awan"},
    )
    for code in ("", "000000"):
        refused = admin.post(path, data={**data, "sandi_anda": PASSWORD, "kode_anda": code})
        assert (refused.status_code, asks(refused)) == (422, True)
    assert admin.post(path, data={**data, "sandi_anda": PASSWORD, "kode_anda": codes[0]}).status_code == 302


def test_every_address_that_moves_tasks_is_watched(app: Flask):
    """The moves are made by these pages alone; another would have to be watched too."""
    rooms = [*Path("workflow/pages").rglob("*.py"), *Path("documents/pages").rglob("*.py")]
    calls = {
        path.stem
        for path in rooms
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("move", "move_together")
        and getattr(node.value, "id", "") == "operations"
        or isinstance(node, ast.ImportFrom) and any(name.name in ("move", "move_together") for name in node.names)
    }  # fmt: skip
    assert calls == {"approval", "acting", "review_together"}
    assert set(MOVE) == {"approval.show", "moves.act", "review_together.show"}
    assert set(MOVE) <= set(app.view_functions)


@pytest.mark.parametrize("endpoint", ["settings.account_new", "settings.signatories"])
def test_what_was_sent_on_by_the_password_is_not_done_again(demo_app: Flask, kept: Store, clock: Clock, endpoint: str):
    admin = signed_in(demo_app, "admin")
    clock.at += timedelta(minutes=6)
    path, data = BY_HAND[endpoint]
    data = {**data, "kiriman": "x", "password": "tangga-hijau-di-atas-awan"}
    again = {**fields(admin.post(path, data=data).text), "sandi_anda": PASSWORD}
    done = admin.post(path, data=again)
    assert (done.status_code in (302, 303), asks(done)) == (True, False)
    for sending in (again, data):
        second = admin.post(path, data=sending)
        assert (second.status_code, second.location) == (303, done.location)
