"""How long personal data is kept: nothing goes until it is said, then exactly what was shown, and a crash finishes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.compose.rakor_case import gather_recap
from documents.lists import task_list
from tests.world.arranged import ADMIN, CHAIR, DINSOS, bring, do
from tests.world.instance import START, Clock
from tests.world.stored import stored
from workflow.audit.events import EVENTS
from workflow.errors import Invalid, NotAllowed, Stale
from workflow.evidence.counted import current_evidence
from workflow.evidence.of_rakor import evidence_of_rakor
from workflow.keeping import retention
from workflow.keeping.backup import make_backup
from workflow.papers.publishing import Issue
from workflow.people import accounts
from workflow.roles import Actor, Role
from workflow.store import Record, Store

As = Callable[[str], FlaskClient]
LATER = START + timedelta(days=800)


@pytest.fixture
def done(app: Flask, tuntas: SimpleNamespace) -> Record:
    """An implemented task with one photo, its report made; nobody has set a time yet."""
    task = bring(tuntas, "implemented", START)
    report = tuntas.store.find("document", task=task["id"], type="pelaksanaan")[0]
    made(tuntas.store, report)
    return task


def made(store: Store, document: Record) -> None:
    """As if both files were in the archive."""
    files = {ext: {"sha256": "0" * 64, "size": 1} for ext in ("docx", "pdf")}
    with store.transaction():
        store.save({**document, "files": files, "pending": False})


def allow(store: Store, *, evidence: int = 0, years_of_accounts: int = 0) -> None:
    data = {"evidence": evidence, "accounts": years_of_accounts}
    retention.set_rules(store, ADMIN, data, version=retention.rules(store)["version"], at=START)


def photo_of(tuntas: SimpleNamespace, task: Record) -> tuple[Record, Path]:
    piece = tuntas.store.find("evidence", task=task["id"])[0]
    return piece, stored(tuntas.evidence, piece["sha256"])


def test_nothing_goes_until_a_time_is_set(tuntas: SimpleNamespace, done: Record) -> None:
    assert not retention.due(tuntas.store, START + timedelta(days=9999))
    assert not retention.remove(tuntas.store, tuntas.evidence, ADMIN, at=LATER)
    assert photo_of(tuntas, done)[1].exists()
    assert tuntas.store.count("event", name="retention_done") == 0


def test_the_file_goes_and_the_record_says_when(tuntas: SimpleNamespace, done: Record, tmp_path: Path) -> None:
    allow(tuntas.store, evidence=2)
    piece, file = photo_of(tuntas, done)
    assert not retention.due(tuntas.store, START + timedelta(days=729))
    found = retention.remove(tuntas.store, tuntas.evidence, ADMIN, at=LATER)
    assert [one["id"] for one in found.evidence] == [piece["id"]]
    assert not file.exists()
    assert tuntas.store.get("evidence", piece["id"]) == {
        **piece,
        "removed": "2029-01-17",
        "version": piece["version"] + 1,
    }
    assert current_evidence(tuntas.store, done["id"]) == []
    event = tuntas.store.find("event", name="retention_done")[0]
    assert event["fields"] == {"evidence": [piece["id"]], "accounts": []}
    assert not retention.due(tuntas.store, LATER)
    assert "evidence/" not in " ".join(make_backup(tuntas.store, tmp_path, tmp_path / "cadangan", at=LATER)["damage"])


def test_what_was_removed_is_counted_nowhere(tuntas: SimpleNamespace, done: Record) -> None:
    reader, recap = Actor(0, "Dinas Sosial Aceh", Role.DINSOS, ""), Issue("rekap", {}, LATER, rakor=done["rakor"])

    def counted() -> list[int]:
        (item,) = task_list.items(tuntas.store, reader, {}, LATER.date().isoformat())
        in_recap = gather_recap(tuntas.store, recap).evidence.get(done["id"], 0)
        return [item.evidence, in_recap, len(evidence_of_rakor(tuntas.store, reader, done["rakor"]))]

    assert counted() == [1, 1, 1]
    allow(tuntas.store, evidence=2)
    retention.remove(tuntas.store, tuntas.evidence, ADMIN, at=LATER)
    assert counted() == [0, 0, 0]


@pytest.mark.parametrize("situation", ["reported", "reported/dinsos"])
def test_open_tasks_keep_their_photos(tuntas: SimpleNamespace, situation: str) -> None:
    task = bring(tuntas, situation, START)
    if situation == "reported":
        do(tuntas, task, "progress", CHAIR, START)
    allow(tuntas.store, evidence=1)
    assert not retention.due(tuntas.store, LATER)


def test_a_report_that_is_not_made_yet_keeps_its_photos(tuntas: SimpleNamespace) -> None:
    bring(tuntas, "implemented", START)
    allow(tuntas.store, evidence=1)
    assert not retention.due(tuntas.store, LATER)


def test_a_file_that_another_task_needs_stays(tuntas: SimpleNamespace, done: Record) -> None:
    """Both photos have the same bytes, so they are one file."""
    other = bring(tuntas, "reported/dinsos", START)
    allow(tuntas.store, evidence=1)
    retention.remove(tuntas.store, tuntas.evidence, ADMIN, at=LATER)
    piece, file = photo_of(tuntas, other)
    assert not piece.get("removed")
    assert file.exists()


def test_a_file_that_was_just_sent_again_stays(tuntas: SimpleNamespace, done: Record) -> None:
    """Its record may be on its way."""
    allow(tuntas.store, evidence=1)
    file = photo_of(tuntas, done)[1]
    os.utime(file, (0, 0))
    tuntas.evidence.keep(file.read_bytes())
    assert file.stat().st_mtime > 0
    os.utime(file, (LATER.timestamp(), LATER.timestamp()))
    retention.remove(tuntas.store, tuntas.evidence, ADMIN, at=LATER)
    assert file.exists()
    assert retention.sweep(tuntas.store, tuntas.evidence, at=LATER + timedelta(days=2)) == [file.name]


def test_a_crash_before_the_files_go_is_made_good_next_time(
    tuntas: SimpleNamespace, done: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(tuntas.store, evidence=1)
    piece, file = photo_of(tuntas, done)

    def crash(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(retention, "sweep", crash)
        with pytest.raises(KeyboardInterrupt):
            retention.remove(tuntas.store, tuntas.evidence, ADMIN, at=LATER)
    assert file.exists()
    assert tuntas.store.get("evidence", piece["id"])["removed"]
    assert not retention.remove(tuntas.store, tuntas.evidence, ADMIN, at=LATER)
    assert not file.exists()
    assert tuntas.store.count("event", name="retention_done") == 1


def test_a_failing_change_removes_nothing(
    tuntas: SimpleNamespace, done: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(tuntas.store, evidence=1)
    piece, file = photo_of(tuntas, done)
    monkeypatch.setitem(EVENTS, "retention_done", replace(EVENTS["retention_done"], carries="other"))
    with pytest.raises(ValueError, match="retention_done"):
        retention.remove(tuntas.store, tuntas.evidence, ADMIN, at=LATER)
    assert tuntas.store.get("evidence", piece["id"]) == piece
    assert file.exists()


def test_an_account_leaves_its_role_and_its_deeds(app: Flask, tuntas: SimpleNamespace) -> None:
    store = tuntas.store
    user = accounts.find_user(store, "ketua.pidie")
    assert user is not None
    before = store.count("event")
    accounts.edit_user(store, ADMIN, user["id"], user, active=False, version=user["version"], at=START)
    seen = {"agent": "", "started": "2026-11-09T00:00:00Z", "seen": "2026-11-09T00:00:00Z"}
    store.insert("session", {"schema": 1, "user": user["id"], "token": "x", **seen})
    allow(store, years_of_accounts=2)
    assert not retention.due(store, START + timedelta(days=700))
    retention.remove(store, tuntas.evidence, ADMIN, at=LATER)
    left = store.get("user", user["id"])
    assert (left["username"], left["password"], left["active"]) == (f"akun-{user['id']}", "", False)
    assert "pidie" not in str(left)
    assert store.count("session", user=user["id"]) == 0
    assert store.count("event") == before + 3  # deactivated, time set, removed
    assert accounts.find_user(store, "ketua.pidie") is None
    assert store.find("event", name="retention_done")[0]["fields"] == {"evidence": [], "accounts": [user["id"]]}


@pytest.mark.parametrize("actor", [CHAIR, DINSOS])
def test_only_the_admin_sets_and_removes(tuntas: SimpleNamespace, actor: Any) -> None:
    with pytest.raises(NotAllowed):
        retention.set_rules(tuntas.store, actor, {"evidence": 1, "accounts": 1}, version=0, at=START)
    with pytest.raises(NotAllowed):
        retention.remove(tuntas.store, tuntas.evidence, actor, at=START)


@pytest.mark.parametrize("value", ["", "4", "-1", "x", None, "1.0", "99999999999999999999"])
def test_only_the_times_on_offer(tuntas: SimpleNamespace, value: Any) -> None:
    with pytest.raises(Invalid):
        retention.set_rules(tuntas.store, ADMIN, {"evidence": value, "accounts": 0}, version=0, at=START)
    assert tuntas.store.count("setting", name="retention") == 0


def test_two_admins_do_not_overwrite_each_other(tuntas: SimpleNamespace) -> None:
    allow(tuntas.store, evidence=1)
    with pytest.raises(Stale):
        retention.set_rules(tuntas.store, ADMIN, {"evidence": 5, "accounts": 0}, version=0, at=START)
    assert retention.rules(tuntas.store)["evidence"] == 1


def test_the_page_shows_first_and_removes_just_that(
    app: Flask, tuntas: SimpleNamespace, done: Record, client_as: As, clock: Clock
) -> None:
    admin = client_as("admin")
    page = admin.get("/pengaturan/masa-simpan").text
    assert "Tidak ada yang harus dihapus sekarang." in page
    saved = admin.post("/pengaturan/masa-simpan", data={"evidence": "1", "accounts": "0", "version": "0"})
    assert saved.status_code == 303
    stale = admin.post("/pengaturan/masa-simpan", data={"evidence": "3", "accounts": "0", "version": "0"})
    assert stale.status_code == 409
    assert "1 tahun" in stale.text
    clock.at = LATER
    admin = client_as("admin")
    assert "1 berkas bukti dan 0 akun. Yang dihapus tidak dapat" in admin.get("/pengaturan/masa-simpan").text
    assert admin.post("/pengaturan/masa-simpan/hapus", data={"seen": "evidence:99"}).status_code == 422
    assert photo_of(tuntas, done)[1].exists()
    seen = retention.due(tuntas.store, LATER).seen
    assert admin.post("/pengaturan/masa-simpan/hapus", data={"seen": seen}).status_code == 303
    assert not photo_of(tuntas, done)[1].exists()
    task = " ".join(client_as("ketua.bireuen").get(f"/tugas/{done['id']}").text.split())
    assert "berkasnya dihapus menurut masa simpan Rabu, 17 Januari 2029" in task
    gone = client_as("ketua.bireuen").get(f"/bukti/{photo_of(tuntas, done)[0]['id']}")
    assert (gone.status_code, "dihapus menurut masa simpan" in gone.text) == (410, True)


def test_the_command_shows_and_does(app: Flask, tuntas: SimpleNamespace, done: Record, clock: Clock) -> None:
    allow(tuntas.store, evidence=1)
    clock.at = LATER
    shown = app.test_cli_runner().invoke(args=["retention"])
    assert shown.output.splitlines()[-1] == "1 berkas bukti dan 0 akun akan dihapus; hapus dengan --do."
    assert photo_of(tuntas, done)[1].exists()
    did = app.test_cli_runner().invoke(args=["retention", "--do"])
    assert did.output.splitlines()[-1] == "1 berkas bukti dan 0 akun dihapus."
    assert not photo_of(tuntas, done)[1].exists()
