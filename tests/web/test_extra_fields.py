"""Whatever else is sent with a form changes nothing: only the fields of its page are read, from its body alone.

Two copies of the demo get the same forms, one of them with fields, parameters and headers that nobody asked for.
Afterwards both hold the same, but for what is drawn by lot.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.world import mandated
from tests.world.arranged import OUTCOME
from tests.world.instance import START, signed_in
from tests.world.ladder import LADDER, WHO, Case, filled
from tests.world.ladder_world import make_intakes, make_lks_lists, make_lks_pairs, make_saved, make_travels
from tests.world.lks_world import make_lks
from tests.world.mails import make_mails
from tests.world.programs import make_key
from tests.world.suggested import make_suggestions
from workflow.store import FIELDS, Store

EXTRA = {
    "id": "1", "kind": "user", "schema": "9", "role": "admin", "region": "11.07", "chain": "11", "stage": "implemented",
    "waits_for": "dinsos", "cancelled": "1", "open": "", "percent": "100", "revision": "9", "submitted_by": "1",
    "task": "1", "task_id": "1", "rakor": "1", "rakor_id": "1", "document": "1", "office": "1", "office_id": "1",
    "user": "1", "user_id": "1", "username": "admin", "must_change": "", "demo": "", "at": "2020-01-01T00:00:00Z",
    "by": "Orang lain", "actor": "1", "example": "1", "outcomes": "x", "directions": "x", "progress": "x",
    "status": "berlaku", "code": "AAAA-AAAA-AAAA", "search": "x", "sha256": "0" * 64, "files": "x", "signed": "x",
    "plan": "x", "since": "x", "returned": "x", "pending": "1", "ordinal": "1", "slot": "x", "identity": "lkks",
    "_method": "DELETE", "__class__": "x", "is_admin": "1", "dropped": "1", "accepted_on": "2026-01-01",
    "implemented_on": "2026-01-01", "reported_on": "2026-01-01", "outcome": "x", "part": "x",
}  # fmt: skip
HEADERS = {
    "X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/pengaturan", "X-Rewrite-URL": "/pengaturan",
    "X-Forwarded-User": "admin", "X-Forwarded-Prefix": "/x",
}  # fmt: skip
# What reads its choice from the address, as its page's link does.
BY_ADDRESS = {"documents.job_new", "approval.show", "saved.new"}
LEFT_OUT = {
    "session", "throttle", "sign_in", "familiar", "access", "pressed", "factor", "looked", "opened", "mail", "reset",
    "calendar_link",
}  # fmt: skip
# Forms that end the session they are sent with, or whose outcome is drawn by lot alone.
NOT_HERE = {"auth.logout", "auth.end_session", "auth.end_other_sessions", "auth.password", "auth.second_factor",
            "auth.remove_factor", "settings.retention_remove"}  # fmt: skip


def copy_of(demo: Path, folder: Path) -> Flask:
    shutil.copytree(demo, folder)
    made = create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example")
    store = made.extensions["tuntas"].store
    rakor = Case(made).rakor()["id"]
    dinsos, admin = signed_in(made, "dinsos.aceh"), signed_in(made, "admin")
    assert dinsos.post(f"/rakor/{rakor}/butir/baru", data={**OUTCOME, "is_task": "y"}).status_code == 303
    office = store.find("office", region="11.11", identity="dinsos")[0]["id"]
    signer = {"position": "Kepala", "name": "Contoh", "start": "2020-01-01", "end": "2020-12-31"}
    assert admin.post(f"/pengaturan/kantor/{office}/penanda-tangan", data=signer).status_code == 302
    for giver in ("ketua.bireuen", "ketua.pidie"):
        mandated.give(store, giver, "dinsos.aceh")
    make_travels(made, ["ketua.bireuen"])
    make_mails(store)
    make_saved(store, ["ketua.bireuen"])
    make_key(store)
    make_intakes(Case(made), dinsos)
    make_lks(store)
    make_lks_lists(made, ["sekdis.bireuen"])
    make_lks_pairs(store, ["11.11"])
    make_suggestions(store)
    return made


def send(app: Flask, extra: dict[str, str], headers: dict[str, str]) -> list[tuple[str, int]]:
    """Every form of the ladder once; what it answered."""
    answers = []
    for endpoint, rungs in LADDER.items():
        for rung in rungs if endpoint not in NOT_HERE else ():
            if rung.fill is None:
                continue
            case, client = Case(app), signed_in(app, WHO[rung.role])
            own = rung.own(case)
            address = app.url_map.bind("localhost").build(endpoint, own, method="POST") + rung.query(case)
            form = filled(client, rung, address, case)
            more = {name: value for name, value in extra.items() if name not in form}
            if extra and endpoint not in BY_ADDRESS:
                address += "?" + "&".join(f"{name}={value}" for name, value in EXTRA.items())
            answer = client.post(address, data={**form, **more}, headers=headers)
            answers.append((f"{endpoint} {rung.role}", answer.status_code))
    return answers


def held(store: Store) -> dict[tuple[str, int], str]:
    """Every record, without what is drawn by lot (with a check code, also the sizes of the files it is printed in)."""
    lots = re.compile(
        r"\b(?:[0-9a-f]{64}|[0-9a-f]{16}|[0-9a-f]{8})\b|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|scrypt:[^\"]*|\"size\": \d+"
    )
    return {
        (kind, record["id"]): lots.sub("…", json.dumps(record))
        for kind in set(FIELDS) - LEFT_OUT
        for record in store.find(kind)
    }


@pytest.mark.slow  # every form of the app
def test_fields_that_nobody_asked_for_are_ignored(tmp_path: Path, demo_instance: Path):
    plain, odd = copy_of(demo_instance, tmp_path / "plain"), copy_of(demo_instance, tmp_path / "odd")
    stores = [app.extensions["tuntas"].store for app in (plain, odd)]
    before = held(stores[0])
    assert before == held(stores[1])
    answers = send(plain, {}, {})
    assert send(odd, EXTRA, HEADERS) == answers
    assert sum(status in (302, 303) for _, status in answers) > 25
    first, second = map(held, stores)
    differing = [key for key in first.keys() | second.keys() if first.get(key) != second.get(key)]
    assert differing == [], (first.get(differing[0]), second.get(differing[0]))
    assert len(first) > len(before)
    for store in stores:
        store.close()
