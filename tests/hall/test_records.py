"""Every record that is stored is what ``workflow/records`` says: no key more, none less, each of its type."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyotp
import pytest
from flask import Flask

from documents.readers.check_sheet import sheet_of
from documents.readers.reading import read_pasted
from documents.travel.back import read_form
from documents.travel.excel import excel_form
from documents.travel.form import form_of
from tests.world import mandated
from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_CHAIR, PATHS, RAKOR, SEKDIS, bring, do, new_task
from tests.world.damage import put
from tests.world.instance import START
from tests.world.places import ROOT
from tests.world.shapes import faults
from workflow import pacing
from workflow.agenda import acts
from workflow.audit import who_saw
from workflow.intake import office_file, travel_form, travel_recording
from workflow.keeping import retention
from workflow.keeping.opening import DATABASE
from workflow.mail import outbox
from workflow.offices import signatories
from workflow.once import once
from workflow.people import second_factor, sign_in
from workflow.people.accounts import edit_user, find_user
from workflow.people.addresses import set_address
from workflow.rakor import file, file_in, file_recording
from workflow.rakor.papers import issue_for_rakor
from workflow.records import SCHEMA, SHAPES
from workflow.store import FIELDS, Record, Store, open_store
from workflow.tasks import unread
from workflow.tasks.operations import move_together

PASTED = (
    "Butir hasil\tTindak lanjut\tBatas waktu\tKabupaten/kota\nSusun rencana kerja\tMenyusun\t30 Nov 2026\tBireuen\n"
)
SIGNED_IN = (
    "session", "sign_in", "factor", "familiar", "throttle", "pressed", "access", "looked", "signatory", "setting",
    "mandate", "mail",
)  # fmt: skip


def wrong_in(store: Store) -> list[str]:
    return [fault for kind in SHAPES for record in store.each(kind) for fault in faults(record)]


def test_every_kind_of_the_store_has_a_shape_and_a_schema():
    assert SHAPES.keys() == SCHEMA.keys() == FIELDS.keys()


def test_nobody_else_counts_schemas():
    rooms = [path for room in ("workflow", "documents") for path in (ROOT / room).rglob("*.py")]
    assert [path for path in rooms if re.search(r'"schema": *[0-9]', path.read_text(encoding="utf-8"))] == []


def test_what_the_demo_stores(demo_app: Flask):
    assert wrong_in(demo_app.extensions["tuntas"].store) == []


def test_what_tasks_and_their_papers_store(tuntas: SimpleNamespace):
    for situation in PATHS:
        bring(tuntas, situation, START, title=f"Sampai {situation}")
    follow_on(tuntas)
    assert wrong_in(tuntas.store) == []


def follow_on(tuntas: SimpleNamespace) -> None:
    """The moves that lead back or stay, and the papers of a rakor."""
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "return_plan", SEKDIS, START)
    task = bring(tuntas, "reported/dinsos", START)
    do(tuntas, task, "return_claim", DINSOS, START)
    do(tuntas, task, "record_direction", SEKDIS, START)
    do(tuntas, task, "progress", CHAIR, START)
    do(tuntas, task, "strike_progress", CHAIR, START)
    do(tuntas, task, "record_receipt", CHAIR, START)
    do(tuntas, do(tuntas, task, "ask_change", CHAIR, START), "refuse_change", SEKDIS, START)
    do(tuntas, do(tuntas, task, "ask_help", CHAIR, START), "answer_help", DINSOS, START)
    do(tuntas, bring(tuntas, "reported", START), "progress", CHAIR, START)
    do(tuntas, bring(tuntas, "implemented", START), "undo_verify", DINSOS, START)
    do(tuntas, bring(tuntas, "implemented", START), "reopen", DINSOS, START)
    version = tuntas.store.get("task", task["id"])["version"]
    progress = {"date": "2026-11-08", "text": "Lanjut.", "percent": "80"}
    move_together(tuntas.store, tuntas.publisher, CHAIR, {task["id"]: version}, "progress", progress, at=START)
    for type_ in ("notula", "hasil", "rekap", "matriks"):
        issue_for_rakor(tuntas.store, tuntas.publisher, DINSOS, type_, task["rakor"], {}, at=START)


def test_what_comes_in_from_elsewhere_stores(tuntas: SimpleNamespace, demo_app: Flask):
    store, demo = tuntas.store, demo_app.extensions["tuntas"].store
    content = file.as_bytes(file.as_data(demo, DINSOS, demo.find("rakor")[0]))
    file_recording.record(store, DINSOS, file_in.read(content), "0" * 64, at=START)
    source = {"name": "tempelan", "sha256": "0" * 64, "kind": "text"}
    sheet = sheet_of(read_pasted(PASTED), {**RAKOR, "title": "Rakor dari tempelan"})
    intake = office_file.open_intake(store, DINSOS, source, sheet, rakor_id=0, at=START)
    office_file.record_intake(store, DINSOS, intake["id"], version=intake["version"], at=START)
    for region, actor in (("11.11", CHAIR), ("11.07", OTHER_CHAIR)):
        travel(tuntas, new_task(tuntas, START, region=region), actor)
    assert store.count("intake", state=office_file.RECORDED) == 1
    assert store.count("travel", state=travel_form.RECORDED) == 1
    assert wrong_in(store) == []


def travel(tuntas: SimpleNamespace, task: Record, actor: Any) -> None:
    """A form that comes back; that of Bireuen is also recorded."""
    store, rakor = tuntas.store, tuntas.store.get("rakor", task["rakor"])
    cards = read_form("x.xlsx", excel_form(form_of(store, rakor, task["region"], "2026-11-09")))
    cards[0]["values"]["target"] = "5 (lima) LKS"
    source = {"name": "x.xlsx", "sha256": "0" * 64}
    made = travel_form.open_travel(store, actor, source, cards, at=START)
    if actor is CHAIR:
        answers = {f"t{task['id']}.target.take": "ya", f"t{task['id']}.seen": str(task["version"])}
        travel_recording.record(store, tuntas.publisher, actor, made["id"], answers, version=made["version"], at=START)


def test_what_signing_in_and_keeping_store(tuntas: SimpleNamespace):
    store = tuntas.store
    user = find_user(store, "dinsos.aceh")
    nonce, key = second_factor.new_nonce(), b"k" * 32
    phone = pyotp.TOTP(second_factor.secret(user["id"], nonce, key))
    second_factor.enrol(store, user, nonce, phone.at(START), key=key, at=START)
    sign_in.await_code(store, user, at=START)
    sign_in.enter(store, user, agent="pytest", address="192.0.2.1", at=START)
    with pytest.raises(sign_in.Invalid):
        sign_in.prove_password(store, "admin", "salah", "192.0.2.1", at=START)
    pacing.charge(store, "cek", "192.0.2.1", pacing.LOOKUP, at=START)
    once(store, "x", lambda: {"id": 1}, at=START)
    who_saw.viewed(store, DINSOS, "bukti", "tugas 1", at=START)
    office = store.find("office", region="11.11", identity="lkks")[0]
    who = {"name": "Cut Meutia", "position": "KETUA", "start": "2026-01-01"}
    signatories.add(store, ADMIN, office["id"], who, at=START)
    mandated.give(store, "ketua.bireuen", "dinsos.aceh")
    unread.look(store, DINSOS, 10**9)
    acts.continue_after(store, CHAIR, {"last": "7"}, at=START)
    user = set_address(store, ADMIN, user["id"], "dinsos@aceh.example", at=START)
    outbox.put(store, "x", user, "Surel", "Isi", "<p>Isi</p>", START)
    let_time_pass(tuntas)
    assert [kind for kind in SIGNED_IN if not store.count(kind)] == []
    assert wrong_in(store) == []


def let_time_pass(tuntas: SimpleNamespace) -> None:
    """An account and a piece of evidence whose time is over."""
    store = tuntas.store
    task = bring(tuntas, "implemented", START)
    for document in store.find("document", task=task["id"]):
        store.save({**document, "files": {ext: {"sha256": "0" * 64, "size": 1} for ext in ("docx", "pdf")}})
    user = find_user(store, "ketua.pidie")
    edit_user(store, ADMIN, user["id"], user, active=False, version=user["version"], at=START)
    rules = {"evidence": 1, "accounts": 1}
    retention.set_rules(store, ADMIN, rules, version=retention.rules(store)["version"], at=START)
    retention.remove(store, tuntas.evidence, ADMIN, at=START.replace(year=2029))
    assert store.count("user", active=False) == store.count("evidence") == 1


def test_a_batch_that_was_ordered(app: Flask, tuntas: SimpleNamespace):
    task = bring(tuntas, "implemented", START)
    documents = [document["id"] for document in tuntas.store.find("document", task=task["id"])]
    evidence = [piece["id"] for piece in tuntas.store.find("evidence")]
    query = {"rakor": task["rakor"], "wilayah": "11.11"}
    made = app.extensions["tuntas"].jobs.order(DINSOS, "Berkas", query, documents, evidence)
    assert faults(made) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"titel": "x"}, "titel is not known"),
        ({"title": 3}, "title: 3 is no str"),
        ({"percent": True}, "percent: True is no int"),
        ({"percent": 60.0}, "percent: 60.0 is no int"),
        ({"open": 1}, "open: 1 is no bool"),
        ({"schema": 2}, "schema 2, not 1"),
        ({"plan": {"action": None}}, "plan['action']: None is no str"),
        ({"plan": []}, "plan: [] is no dict"),
        ({"returned": {"by": "Sekdis", "at": ""}}, "returned: no reason"),
        ({"directions": ["Setuju."]}, "directions[0]: 'Setuju.' is no Direction"),
        ({"part": None}, "part: None is no str"),
    ],
)
def test_a_wrong_record_is_found(app: Flask, tuntas: SimpleNamespace, change: dict[str, Any], said: str):
    task = new_task(tuntas, START)
    assert faults(task) == []
    put(app, "task", task["id"], json.dumps({**task, **change}))
    with closing(open_store(Path(app.instance_path) / DATABASE)) as plain:  # which shows what is stored
        stored = plain.get("task", task["id"])
        assert [fault.partition(f"task {task['id']}")[2].lstrip(".: ") for fault in faults(stored)] == [said]
        assert wrong_in(plain) == faults(stored)


@pytest.mark.parametrize("key", ["title", "id", "version"])
def test_a_missing_key_is_found(tuntas: SimpleNamespace, key: str):
    task = new_task(tuntas, START)
    del task[key]
    assert [fault.partition(": ")[2] for fault in faults(task)] == [f"no {key}"]


def test_what_earlier_versions_lack_is_no_fault(tuntas: SimpleNamespace):
    task = new_task(tuntas, START)
    assert faults({key: value for key, value in task.items() if key not in ("part", "deadline_text")}) == []
