"""The admin's page of mail, the address of an account, and what a restore makes of what waited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from app import create_app
from tests.world.axe_faults import faults
from tests.world.browser import SIZES, serving, window
from tests.world.instance import Clock
from tests.world.mail_sink import sink
from tests.world.mails import EACH, REFUSED, make_mails
from workflow.keeping.backup import make_backup
from workflow.keeping.opening import DATABASE
from workflow.keeping.restore import restore
from workflow.mail import smtp_server, tries
from workflow.mail.outbox import State
from workflow.mail.postman import Postman
from workflow.records import Mail
from workflow.store import Store, open_store

As = Callable[[str], FlaskClient]


def kept(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def turn_on(app: Flask, port: int = 9) -> None:
    postman: Postman = app.extensions["tuntas"].mail
    postman.server = smtp_server.read(f"smtp://tuntas:r4hasia@localhost:{port}", "tuntas@aceh.example")


def test_the_admin_reads_what_became_of_each_and_never_what_it_says(app: Flask, client_as: As):
    make_mails(kept(app))
    page = client_as("admin").get("/pengaturan/surel").text
    for words in (
        "Pengiriman surel mati",
        REFUSED,
        tries.CUT_OFF,
        "Tidak pasti",
        "Menunggu",
        "Terkirim",
        "sekdis.bireuen",
    ):
        assert words in page
    assert "Isi<" not in page
    assert "percobaan" not in page
    turn_on(app)
    page = client_as("admin").get("/pengaturan/surel").text
    assert "smtp://localhost:9" in page
    assert "r4hasia" not in page
    assert "2 tugas" in page
    index = client_as("admin").get("/pengaturan").text
    assert f"{2 * EACH} surel gagal atau tidak pasti terkirim" in index
    assert 'href="/pengaturan/surel"' in index


def test_one_is_sent_again_to_the_address_of_today_and_one_goes(app: Flask, client_as: As):
    store, admin = kept(app), client_as("admin")
    make_mails(store)
    (failed, *_), (waiting, *_) = store.find(Mail, state=State.FAILED), store.find(Mail, state=State.WAITING)
    assert admin.post(f"/pengaturan/akun/{failed['user']}/surel", data={"email": "baru@b.example"}).status_code == 303
    assert admin.post(f"/pengaturan/surel/{failed['id']}/lagi").status_code == 303
    again = store.get(Mail, failed["id"])
    assert again is not None
    assert (again["state"], again["to"], again["tries"], again["reason"]) == (State.WAITING, "baru@b.example", 0, "")
    assert (
        "tidak dapat dikirim lagi" in admin.post(f"/pengaturan/surel/{failed['id']}/lagi", follow_redirects=True).text
    )
    assert admin.post(f"/pengaturan/surel/{waiting['id']}/hapus").status_code == 303
    assert store.get(Mail, waiting["id"]) is None
    assert admin.post(f"/pengaturan/surel/{waiting['id']}/hapus").status_code == 404
    assert [store.count("event", name=name) for name in ("mail_again", "mail_removed")] == [1, 1]


def test_a_mail_to_the_own_address_shows_that_it_works(app: Flask, client_as: As):
    admin = client_as("admin")
    assert "belum diatur" in admin.post("/pengaturan/surel/percobaan", follow_redirects=True).text
    with sink() as server:
        app.extensions["tuntas"].mail.server = smtp_server.read(f"smtp://localhost:{server.port}", "t@aceh.example")
        assert "belum punya alamat surel" in admin.post("/pengaturan/surel/percobaan", follow_redirects=True).text
        admin.post("/akun/surel", data={"email": "admin@aceh.example"})
        assert admin.post("/pengaturan/surel/percobaan").status_code == 303
        app.extensions["tuntas"].mail.look()
        assert [mail["Subject"] for mail in server.mails] == [
            "Alamat surel ini dipakai untuk akun Tuntas",
            "Surel percobaan dari Tuntas",
        ]


def test_the_own_address_is_typed_told_and_seen_by_no_other(app: Flask, client_as: As):
    chair = client_as("ketua.bireuen")
    wrong = chair.post("/akun/surel", data={"email": "ketua bireuen"})
    assert (wrong.status_code, "tidak dapat dipakai" in wrong.text, "ketua bireuen" in wrong.text) == (422, True, True)
    turn_on(app)
    assert chair.post("/akun/surel", data={"email": "Ketua@lkks.example"}).status_code == 303
    assert chair.post("/akun/surel", data={"email": "ketua@baru.example"}).status_code == 303
    told = [(mail["to"], mail["subject"]) for mail in kept(app).find(Mail)]
    assert told == [
        ("ketua@lkks.example", "Pastikan alamat surel akun Tuntas Anda"),
        ("ketua@baru.example", "Pastikan alamat surel akun Tuntas Anda"),
    ]
    for page in ("/akun", "/akun/data", "/akun/data.json"):
        assert "ketua@baru.example" in chair.get(page).text
    admin, others = client_as("admin"), (client_as("sekdis.bireuen"), client_as("dinsos.aceh"))
    user = kept(app).find("user", username="ketua.bireuen")[0]["id"]
    assert "ketua@baru.example" in admin.get(f"/pengaturan/akun/{user}").text
    seen = [client.get(page).text for client in others for page in ("/akun", "/kabar", "/rakor", "/akun/data.json")]
    assert "baru.example" not in "".join(seen) + admin.get("/pengaturan/riwayat").text


def test_a_wrong_address_for_somebody_stays_beside_its_field(app: Flask, client_as: As):
    user = kept(app).find("user", username="ketua.bireuen")[0]["id"]
    wrong = client_as("admin").post(f"/pengaturan/akun/{user}/surel", data={"email": "ketua@"})
    assert (wrong.status_code, "tidak dapat dipakai" in wrong.text, 'value="ketua@"' in wrong.text) == (422, True, True)


def test_what_waited_in_a_backup_is_undecidable_after_a_restore(app: Flask, tmp_path: Path, clock: Clock):
    make_mails(kept(app))
    make_backup(kept(app), Path(app.instance_path), tmp_path / "cadangan", at=clock.at)
    restore(tmp_path / "cadangan", tmp_path / "pulih", at=clock.at)
    opened = open_store(tmp_path / "pulih" / DATABASE)
    assert opened.count("mail", state=State.WAITING) == 0
    assert opened.count("mail", state=State.UNSURE) == 2 * EACH
    opened.close()


def test_a_server_that_cannot_be_understood_stops_the_start(tmp_path: Path):
    with pytest.raises(SystemExit, match="TUNTAS_SMTP tidak diawali smtps://"):
        create_app(tmp_path / "x", SEED=False, SMTP="surel.aceh.go.id")


def test_the_pages_of_a_forgotten_password(app: Flask, chromium: Browser):
    turn_on(app)
    wrong = []
    with serving(app) as base:
        for size in SIZES:
            with window(chromium, size) as opened:
                page = opened.new_page()
                page.goto(f"{base}/masuk")
                page.get_by_role("link", name="Lupa kata sandi?").click()
                page.wait_for_url("**/masuk/lupa")
                wrong += faults(page, Axe())
                page.goto(f"{base}/masuk/sandi-baru?kunci=x")
                wrong += faults(page, Axe())
    assert wrong == []
