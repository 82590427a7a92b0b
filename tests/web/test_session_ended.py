"""A session that ended while somebody typed: sign in over the same page, and what was sent is done, photos and all."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyotp import TOTP

from tests.world.arranged import OTHER_CHAIR, OTHER_SEKDIS, PROGRESS, bring, do, new_task, photo
from tests.world.instance import Clock, signed_in
from workflow.demo import PASSWORD
from workflow.people.accounts import SYSTEM, find_user, set_password
from workflow.people.second_factor import enrol, secret
from workflow.people.sessions import end_sessions
from workflow.store import Record

ORIGIN = {"Origin": "http://localhost"}


def held(page: str) -> dict[str, Any]:
    """What the page that asks sends on."""
    form = html.fromstring(page).xpath("//main//form[.//button]")[0]
    found: dict[str, Any] = {}
    for field in form.xpath(".//input"):
        found.setdefault(field.get("name"), []).append(field.get("value", ""))
    return found


def texts(page: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in html.fromstring(page).xpath("//dl[@class='facts']/dd")]


@pytest.fixture
def task(tuntas: SimpleNamespace, clock: Clock) -> Record:
    return bring(tuntas, "reported", clock())


@pytest.fixture
def chair(app: Flask) -> FlaskClient:
    return signed_in(app, "ketua.bireuen")


def typed(task: Record, *pictures: str) -> dict[str, Any]:
    files = [(io.BytesIO(photo(colour)), f"{colour}.jpg") for colour in pictures]
    return {**PROGRESS, "version": task["version"], "photos": files, "caption": [f"Foto {c}" for c in pictures]}


def ends_idle(tuntas: SimpleNamespace, clock: Clock) -> None:
    clock.at += timedelta(minutes=31)


def ends_elsewhere(tuntas: SimpleNamespace, clock: Clock) -> None:
    end_sessions(tuntas.store, find_user(tuntas.store, "ketua.bireuen")["id"])


@pytest.mark.parametrize("end", [ends_idle, ends_elsewhere])
def test_who_signs_in_as_the_same_has_it_done(
    tuntas: SimpleNamespace, clock: Clock, chair: FlaskClient, task: Record, end: Any
):
    path = f"/tugas/{task['id']}/kemajuan"
    end(tuntas, clock)
    asked = chair.post(path, data=typed(task, "red", "blue"))
    assert asked.status_code == 401
    assert "Masuk lagi untuk mengirim" in asked.text
    assert "Tulisan Anda tidak hilang." in asked.text
    assert {"60", "Naskah disepakati.", "Foto red Foto blue"} <= set(texts(asked.text))
    assert sorted(said.split(",")[0] for said in texts(asked.text) if "sudah diterima" in said) == [
        "blue.jpg",
        "red.jpg",
    ]
    assert tuntas.store.get("task", task["id"])["progress"] == []
    fields = held(asked.text)
    assert fields["masuk_nama"] == ["ketua.bireuen"]
    wrong = chair.post(path, data={**fields, "masuk_sandi": "salah"})
    assert (wrong.status_code, "tidak cocok" in wrong.text) == (422, True)
    done = chair.post(path, data={**held(wrong.text), "masuk_sandi": PASSWORD})
    assert (done.status_code, done.location) == (303, f"/tugas/{task['id']}")
    (recorded,) = tuntas.store.get("task", task["id"])["progress"]
    assert recorded["text"] == "Naskah disepakati."
    pieces = [tuntas.store.get("evidence", id) for id in recorded["evidence"]]
    assert [(piece["name"], piece["caption"]) for piece in pieces] == [
        ("red.jpg", "Foto red"),
        ("blue.jpg", "Foto blue"),
    ]
    assert chair.get(done.location).status_code == 200


def test_a_new_password_by_the_admin_is_changed_first_and_nothing_is_lost(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chair: FlaskClient, task: Record
):
    path, user = f"/tugas/{task['id']}/kemajuan", find_user(tuntas.store, "ketua.bireuen")
    given, own = "tangga-hijau-di-atas-awan", "perahu-merah-di-kuala"
    set_password(tuntas.store, SYSTEM, user["id"], given, at=clock())
    asked = chair.post(path, data=typed(task, "red"))
    first = chair.post(path, data={**held(asked.text), "masuk_sandi": given})
    assert first.status_code == 403
    assert "Ganti kata sandi dahulu" in first.text
    new = {"old_password": given, "password": own, "repeat": own}
    assert chair.post("/sandi", data=new).status_code == 302
    assert chair.post(path, data=held(first.text)).status_code == 303
    assert len(tuntas.store.get("task", task["id"])["progress"]) == 1
    assert tuntas.store.count("evidence") == 1


def test_with_a_second_factor_the_code_comes_next(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    task = bring(tuntas, "draft/sekdis", clock())
    user, key = find_user(tuntas.store, "sekdis.bireuen"), app.secret_key.encode()
    codes = enrol(tuntas.store, user, "n", TOTP(secret(user["id"], "n", key)).at(clock()), key=key, at=clock())
    sekdis, path = signed_in(app, "sekdis.bireuen"), f"/tugas/{task['id']}/aksi/return_plan"
    clock.at += timedelta(minutes=31)
    asked = sekdis.post(path, data={"version": task["version"], "reason": "Target belum menyebut jumlah."})
    second = sekdis.post(path, data={**held(asked.text), "masuk_sandi": PASSWORD})
    assert "Kode" in second.text
    assert tuntas.store.get("task", task["id"])["waits_for"] == "sekdis"
    wrong = sekdis.post(path, data={**held(second.text), "masuk_kode": "000000"})
    assert wrong.status_code == 422
    assert sekdis.post(path, data={**held(wrong.text), "masuk_kode": codes[0]}).status_code == 303
    assert tuntas.store.get("task", task["id"])["returned"]["reason"] == "Target belum menyebut jumlah."


def test_another_account_sees_that_it_is_not_its_own_and_nothing_is_done(
    tuntas: SimpleNamespace, clock: Clock, chair: FlaskClient, task: Record
):
    path = f"/tugas/{task['id']}/kemajuan"
    clock.at += timedelta(minutes=31)
    fields = held(chair.post(path, data=typed(task)).text)
    answer = chair.post(path, data={**fields, "masuk_nama": "ketua.pidie", "masuk_sandi": PASSWORD})
    assert answer.status_code == 403
    assert "ditulis dari akun lain" in answer.text
    assert tuntas.store.get("task", task["id"])["progress"] == []


def test_of_a_browser_that_knows_nobody_it_is_shown_before_it_is_sent(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, task: Record, chair: FlaskClient
):
    path, stranger = f"/tugas/{task['id']}/kemajuan", app.test_client()
    asked = stranger.post(path, data=typed(task, "red"))
    assert "Berkas ini harus dipilih lagi sesudahnya: red.jpg." in asked.text
    fields = {**held(asked.text), "masuk_nama": "ketua.bireuen", "masuk_sandi": PASSWORD}
    shown = stranger.post(path, data=fields)
    assert "Kirim sekarang?" in shown.text
    assert tuntas.store.get("task", task["id"])["progress"] == []
    for _ in range(2):
        shown = stranger.post(path, data=held(shown.text))
        assert "Berkas ini harus dipilih lagi: red.jpg." in shown.text
        assert tuntas.store.get("task", task["id"])["progress"] == []
    form = html.fromstring(shown.text).xpath("//main//form[.//input[@type='file']]")[0]
    assert form.get("enctype") == "multipart/form-data"
    chosen = held(shown.text) | {"pengganti": (io.BytesIO(photo("red")), "red.jpg")}
    assert stranger.post(path, data=chosen).status_code == 303
    (piece,) = tuntas.store.find("evidence")
    assert (piece["name"], piece["caption"]) == ("red.jpg", "Foto red")


def test_files_that_must_be_chosen_again_keep_their_places_or_stay_away(
    app: Flask, tuntas: SimpleNamespace, task: Record
):
    """Of three the second is not chosen, and it is said that it shall not go along."""
    path, stranger = f"/tugas/{task['id']}/kemajuan", app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    asked = stranger.post(path, data=typed(task, "red", "blue", "green"))
    fields = {**held(asked.text), "masuk_nama": "ketua.bireuen", "masuk_sandi": PASSWORD}
    shown = held(stranger.post(path, data=fields).text)
    assert len(shown["pengganti"]) == 3
    colours = ("red", "", "green")
    again = [(io.BytesIO(photo(colour) if colour else b""), f"{colour}.jpg" if colour else "") for colour in colours]
    asked = stranger.post(path, data=shown | {"pengganti": again})
    assert [said.split(",")[0] for said in texts(asked.text) if "sudah diterima" in said] == ["red.jpg", "green.jpg"]
    assert "Berkas ini harus dipilih lagi: blue.jpg." in asked.text
    assert stranger.post(path, data=held(asked.text) | {"tanpa_berkas": "ya"}).status_code == 303
    pieces = [(piece["name"], piece["caption"]) for piece in tuntas.store.find("evidence")]
    assert pieces == [("red.jpg", "Foto red"), ("green.jpg", "Foto green")]


def test_a_file_is_kept_an_hour(tuntas: SimpleNamespace, clock: Clock, chair: FlaskClient, task: Record):
    path = f"/tugas/{task['id']}/kemajuan"
    clock.at += timedelta(minutes=31)
    fields = held(chair.post(path, data=typed(task, "red")).text)
    clock.at += timedelta(minutes=61)
    late = chair.post(path, data={**fields, "masuk_sandi": PASSWORD})
    assert (late.status_code, "Berkas ini harus dipilih lagi: red.jpg." in late.text) == (422, True)
    assert tuntas.store.get("task", task["id"])["progress"] == []
    assert chair.post(path, data={**held(late.text), "tanpa_berkas": "ya"}).status_code == 303
    (recorded,) = tuntas.store.get("task", task["id"])["progress"]
    assert recorded["evidence"] == []


def test_a_file_of_somebody_else_does_not_go_along(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, chair: FlaskClient, task: Record
):
    path = f"/tugas/{task['id']}/kemajuan"
    clock.at += timedelta(minutes=31)
    fields = held(chair.post(path, data=typed(task, "red")).text)
    pidie, theirs = signed_in(app, "ketua.pidie"), new_task(tuntas, clock(), "11.07")
    for name, who in (("submit", OTHER_CHAIR), ("report", OTHER_SEKDIS)):
        theirs = do(tuntas, theirs, name, who, clock())
    data = {**PROGRESS, "version": theirs["version"], "titipan": fields["titipan"]}
    assert pidie.post(f"/tugas/{theirs['id']}/kemajuan", data=data).status_code == 303
    assert tuntas.store.count("evidence") == 0


def test_a_page_from_before_the_last_sign_in_is_sent_on_when_it_is_ours(
    app: Flask, tuntas: SimpleNamespace, chair: FlaskClient, task: Record
):
    app.config["WTF_CSRF_ENABLED"] = True
    path = f"/tugas/{task['id']}/kemajuan"
    old = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', chair.get(path).text)
    assert old is not None
    with chair.session_transaction() as cookie:
        cookie.pop("csrf_token")  # as signing in again in another tab does
    foreign = chair.post(path, data={**typed(task), "csrf_token": old[1]}, headers={"Origin": "https://jahat.example"})
    assert (foreign.status_code, "Kirim sekarang?" in foreign.text) == (403, False)
    asked = chair.post(path, data={**typed(task, "red"), "csrf_token": old[1]}, headers=ORIGIN)
    assert (asked.status_code, "Kirim sekarang?" in asked.text) == (400, True)
    assert chair.post(path, data=held(asked.text), headers=ORIGIN).status_code == 303
    assert tuntas.store.count("evidence") == 1


def test_a_password_that_was_typed_does_not_travel_in_the_page(chair: FlaskClient, clock: Clock):
    clock.at += timedelta(minutes=31)
    asked = chair.post(
        "/sandi", data={"old_password": PASSWORD, "password": "rahasia-sekali", "repeat": "rahasia-sekali"}
    )
    assert asked.status_code == 401
    assert "rahasia-sekali" not in asked.text
    assert PASSWORD not in asked.text


def direction(task: Record) -> tuple[str, str, dict[str, Any]]:
    path = f"/tugas/{task['id']}/aksi/record_direction"
    return "ketua.bireuen", path, {"text": "Percepat.", "giver": "Bupati", "date": "2026-11-09"}


def outcome(task: Record) -> tuple[str, str, dict[str, Any]]:
    return "dinsos.aceh", f"/rakor/{task['rakor']}/butir/baru", {"text": "Menyusun qanun.", "title": "Qanun"}


SENT: list[Any] = [
    lambda task: ("ketua.bireuen", f"/tugas/{task['id']}/kemajuan", typed(task, "red")),
    direction,
    lambda task: ("sekdis.bireuen", "/agenda/sediakan", {"subject": "Undangan"}),
    lambda task: ("dinsos.aceh", "/impor", {"pasted": "No\tRekomendasi\tPJ\n1\tSusun daftar\tDinsos Bireuen"}),
    outcome,
]
KINDS = ("task", "entry", "intake", "rakor", "evidence")


@pytest.mark.parametrize("form", SENT, ids=["progress", "direction", "number", "intake", "outcome"])
def test_what_was_sent_on_by_signing_in_is_not_done_again(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, task: Record, form: Any
):
    """Going back and sending once more, and sending the page for signing in once more: neither is a second one."""
    (username, path, data), store = form(task), tuntas.store
    client = signed_in(app, username)
    data |= {"kiriman": "x"} | ({"version": str(task["version"])} if "text" in data else {})
    clock.at += timedelta(minutes=31)
    asked = client.post(path, data=data)
    answer = held(asked.text) | {"masuk_sandi": PASSWORD}
    done = client.post(path, data=answer)
    assert done.status_code in (302, 303), texts(done.text)
    after = [store.find(kind) for kind in KINDS]
    for sending in (answer, form(task)[2] | {name: data[name] for name in ("kiriman", "version") if name in data}):
        second = client.post(path, data=sending)
        assert (second.status_code, second.location) == (303, done.location)
    assert [store.find(kind) for kind in KINDS] == after
    assert "Kiriman yang sama tidak dicatat dua kali." in client.get(done.location).text


def test_of_rows_only_the_words_are_shown_under_their_names(app: Flask):
    sent = {"rakor.title": "Rakor LKS", "rakor.venue": "Aula", "o1.shown": "1", "o1.take": "1", "t1.outcome": "o1"}
    page = app.test_client().post("/impor/1", data={**sent, "t1.action": "Menetapkan SK"}).text
    names = [" ".join(found.text_content().split()) for found in html.fromstring(page).xpath("//dl/dt")]
    assert dict(zip(names, texts(page), strict=True)) == {
        "Judul": "Rakor LKS", "Tempat": "Aula", "Tindak lanjut": "Menetapkan SK"
    }  # fmt: skip
