"""The notice that everybody can read, and what the app keeps about an account, in its owner's hands."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from workflow.mail import smtp_server
from workflow.people.own_data import ABOUT
from workflow.store import Record, Store

As = Callable[[str], FlaskClient]


def kept(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def test_the_notice_is_public_and_follows_the_settings(app: Flask) -> None:
    store, visitor = kept(app), app.test_client()
    page = visitor.get("/privasi")
    assert page.status_code == 200
    for part in ("Undang-Undang Nomor 27 Tahun 2022", "Untuk apa", "Siapa yang melihatnya", "Hak Anda", "90 hari"):
        assert part in page.text, part
    assert "belum ada batas waktu yang ditetapkan" in page.text
    with store.transaction():
        store.insert("setting", {"schema": 1, "name": "retention", "evidence": 3, "accounts": 5})
        office = store.find("office", region="11")[0]
        store.save({**office, "contact": "Telepon (0651) 123456"})
    page = visitor.get("/privasi")
    assert "3 tahun sesudah tugasnya dinyatakan dilaksanakan" in page.text
    assert "5 tahun sesudah dinonaktifkan" in page.text
    assert "Telepon (0651) 123456" in page.text
    assert 'href="/privasi"' in visitor.get("/masuk").text


def test_everybody_gets_everything_about_themselves(demo_app: Flask, demo_as: As) -> None:
    store = kept(demo_app)
    for username in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh", "admin"):
        user, file = store.find("user", username=username)[0], demo_as(username).get("/akun/data.json")
        assert file.headers["Content-Disposition"] == f"attachment; filename=data-saya-{username}-2026-11-09.json"
        check(store, user, json.loads(file.data))
        event = store.find("event", name="exported", order="-id", limit=1)[0]
        assert (event["actor"]["id"], event["fields"]["what"]) == (user["id"], "privacy.own_file")


def check(store: Store, user: Record, data: dict[str, Any]) -> None:
    """Nothing of the account is missing, and what is there is explained."""
    assert data.keys() - {"dibuat", "keterangan"} == ABOUT.keys() == data["keterangan"].keys()
    assert data["akun"]["username"] == user["username"]
    assert len(data["sesi"]) == store.count("session", user=user["id"])
    assert [event["at"] for event in data["riwayat"]] == sorted(event["at"] for event in data["riwayat"])
    mine = [e for e in store.find("event") if e["actor"]["id"] == user["id"] and e["name"] != "exported"]
    told = {(event["chain"], event["seq"]) for event in data["riwayat"]}
    assert told >= {(event["chain"], event["seq"]) for event in mine}
    by_me = {n for event in mine if event["name"] == "progress" for n in event["fields"]["evidence"]}
    assert {piece["id"] for piece in data["bukti"]} == by_me


def test_no_key_is_in_it_and_nobody_elses_data(demo_app: Flask, demo_as: As) -> None:
    store = kept(demo_app)
    for username in ("ketua.bireuen", "admin"):
        client = demo_as(username)
        text = client.get("/akun/data.json").text + client.get("/akun/data").text
        assert [user["username"] for user in store.find("user") if user["password"] in text] == []
        assert all(row["token"] not in text for row in store.find("session"))
    chair = demo_as("ketua.bireuen").get("/akun/data.json")
    assert "ketua.pidie" not in chair.text
    assert store.count("event", chain="11.07") > 0
    assert [event for event in json.loads(chair.data)["riwayat"] if event["chain"] == "11.07"] == []


def test_the_page_says_it_in_words(demo_app: Flask, demo_as: As) -> None:
    chair = demo_as("ketua.bireuen")
    chair.get("/tugas/rekap.xlsx")
    page = chair.get("/akun/data").text
    assert "Diunduh: Rekap-" in page
    assert "Kemajuan dicatat" in page
    assert 'href="/akun/data"' in chair.get("/akun").text


def test_an_account_of_before_that_knows_no_address_has_its_page(app: Flask, client_as: As) -> None:
    store, reader = kept(app), client_as("ketua.bireuen")
    user = store.find("user", username="ketua.bireuen")[0]
    del user["email"]
    store.save(user)
    page = reader.get("/akun/data")
    assert (page.status_code, "Belum ada" in page.text) == (200, True)
    assert "email" not in json.loads(reader.get("/akun/data.json").data)["akun"]


def test_the_notice_says_whether_mail_leaves_and_by_which_server(app: Flask) -> None:
    visitor, nowhere = app.test_client(), "surel pun tidak, karena pengirimannya tidak dipasang"
    assert nowhere in " ".join(visitor.get("/privasi").text.split())
    app.extensions["tuntas"].mail.server = smtp_server.read("smtp://u:r4hasia@surel.example", "t@aceh.example")
    page = " ".join(visitor.get("/privasi").text.split())
    assert "Surel dikirim lewat server surel surel.example:" in page
    assert nowhere not in page
    assert "r4hasia" not in page
