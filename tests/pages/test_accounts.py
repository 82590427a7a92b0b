"""The admin's accounts: adding, finding, changing, a new password; refusals keep what was typed."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import START, signed_in
from tests.world.pages_read import one_line
from workflow.demo import PASSWORD
from workflow.people.accounts import find_user
from workflow.people.sign_in import prove_password
from workflow.store import Record, Store

NEW = {"username": "ketua.aceh-jaya", "role": "ketua", "region": "11.14", "name": "", "password": "kuda hijau lima"}


@pytest.fixture
def users(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def user(store: Store, username: str) -> Record:
    found = find_user(store, username)
    assert found is not None
    return found


def edit(client: FlaskClient, record: Record, **change: str):
    form = {"role": record["role"], "region": record["region"], "name": record["name"], "active": "ya",
            "version": str(record["version"]), **change}  # fmt: skip
    return client.post(f"/pengaturan/akun/{record['id']}", data=form)


def listed(client: FlaskClient, query: str = "") -> list[str]:
    page = one_line(client.get(f"/pengaturan/akun{query}").get_data(as_text=True))
    return re.findall(r'<a class="ttl stretched-link" href="/pengaturan/akun/\d+">([^<]+)</a>', page)


def test_an_added_account_may_sign_in_and_must_change_its_password(admin: FlaskClient, users: Store):
    made = admin.post("/pengaturan/akun/baru", data=NEW)
    account = user(users, "ketua.aceh-jaya")
    assert made.location == f"/pengaturan/akun/{account['id']}"
    assert account["name"] == "Ketua LKKS Kabupaten Aceh Jaya"
    assert (account["role"], account["region"], account["active"]) == ("ketua", "11.14", True)
    assert (account["demo"], account["must_change"]) == (False, True)
    assert NEW["password"] not in str(account)
    assert prove_password(users, "ketua.aceh-jaya", NEW["password"], "10.0.0.1", at=START)["id"] == account["id"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": ""}, "Isi nama akun."),
        ({"username": "Ketua Aceh Jaya"}, "Nama akun hanya huruf kecil, angka, titik, dan garis"),
        ({"username": "ketua.bireuen"}, "Nama akun ketua.bireuen sudah ada."),
        ({"username": "KETUA.BIREUEN"}, "Nama akun ketua.bireuen sudah ada."),
        ({"username": "x" * 61}, "Nama akun terlalu panjang: 61 huruf, paling banyak 60."),
        ({"role": "bupati"}, "Pilih peran dari daftar."),
        ({"role": ""}, "Pilih peran dari daftar."),
        ({"region": ""}, "Pilih kabupaten/kota untuk peran ini."),
        ({"region": "12.01"}, "Pilih kabupaten/kota untuk peran ini."),
        ({"name": "x" * 121}, "Nama jabatan terlalu panjang: 121 huruf, paling banyak 120."),
        ({"password": "pendek"}, "Kata sandi paling sedikit 12 dan paling banyak 200 huruf."),
        ({"password": "ketua.aceh-jaya"}, "Kata sandi terlalu mudah ditebak."),
    ],
)
def test_an_account_that_will_not_do_is_told_and_kept_on_the_page(
    admin: FlaskClient, users: Store, change: dict[str, str], sentence: str
):
    before = users.count("user")
    answer = admin.post("/pengaturan/akun/baru", data={**NEW, **change})
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{(NEW | change)["username"]}"' in page
    assert users.count("user") == before


def test_the_list_is_found_by_role_region_state_and_text(admin: FlaskClient, users: Store):
    edit(admin, user(users, "ketua.pidie"), active="tidak")
    everyone = ["admin", "dinsos.aceh", "ketua.bireuen", "ketua.pidie", "sekdis.bireuen", "sekdis.pidie"]
    assert listed(admin) == everyone
    assert listed(admin, "?peran=sekdis") == ["sekdis.bireuen", "sekdis.pidie"]
    assert listed(admin, "?wilayah=11.11") == ["ketua.bireuen", "sekdis.bireuen"]
    assert listed(admin, "?keadaan=tidak") == ["ketua.pidie"]
    assert listed(admin, "?keadaan=ya") == [name for name in everyone if name != "ketua.pidie"]
    assert listed(admin, "?q=SEKRETARIS&wilayah=11.07") == ["sekdis.pidie"]
    assert listed(admin, "?q=11.07 ketua") == []
    assert listed(admin, "?q=pidie ketua") == ["ketua.pidie"]
    assert listed(admin, "?peran=tidak-ada") == everyone
    assert listed(admin, "?urut=-nama") == everyone[::-1]
    assert listed(admin, "?urut=wilayah&peran=sekdis") == ["sekdis.pidie", "sekdis.bireuen"]
    assert listed(admin, "?urut=keadaan")[0] == "ketua.pidie"
    names = [row.split(";")[0] for row in admin.get("/pengaturan/akun.csv?urut=-nama").text.splitlines()[1:]]
    assert names == everyone[::-1]
    assert "Tidak ada akun dengan saringan itu." in admin.get("/pengaturan/akun?q=zzz").get_data(as_text=True)


def test_the_list_tells_who_was_seen(admin: FlaskClient, app: Flask):
    signed_in(app, "sekdis.pidie")
    page = admin.get("/pengaturan/akun?q=sekdis").get_data(as_text=True)
    assert page.count("terlihat tadi, 09.00") == 1
    assert page.count("belum terlihat") == 1


def test_a_changed_account_is_saved_with_its_event(admin: FlaskClient, users: Store):
    record = user(users, "ketua.pidie")
    assert edit(admin, record, role="sekdis", region="11.11", name="Sekdis pengganti").status_code == 302
    saved = user(users, "ketua.pidie")
    assert (saved["role"], saved["region"], saved["name"]) == ("sekdis", "11.11", "Sekdis pengganti")
    event = users.find("event", name="user_edited")[-1]
    assert event["fields"] == {"username": "ketua.pidie", "changed": ["name", "region", "role"]}
    assert event["actor"]["name"] == "Admin Tuntas"


def test_a_role_without_a_region_keeps_none(admin: FlaskClient, users: Store):
    edit(admin, user(users, "ketua.pidie"), role="dinsos", region="11.07")
    assert user(users, "ketua.pidie")["region"] == ""


def test_an_account_may_be_deactivated_and_come_back(admin: FlaskClient, users: Store):
    edit(admin, user(users, "ketua.pidie"), active="tidak")
    assert user(users, "ketua.pidie")["active"] is False
    edit(admin, user(users, "ketua.pidie"), active="ya")
    assert prove_password(users, "ketua.pidie", PASSWORD, "10.0.0.1", at=START)["active"] is True


@pytest.mark.parametrize("change", [{"active": "tidak"}, {"role": "dinsos"}])
def test_the_admin_does_not_shut_himself_out(admin: FlaskClient, users: Store, change: dict[str, str]):
    before = user(users, "admin")
    answer = edit(admin, before, **change)
    assert answer.status_code == 422
    assert "akun Anda sendiri" in answer.get_data(as_text=True)
    assert user(users, "admin") == before


def test_a_stale_page_shows_both_and_changes_nothing(admin: FlaskClient, users: Store):
    seen = user(users, "ketua.pidie")
    edit(admin, seen, name="Yang lebih cepat")
    answer = edit(admin, seen, name="Yang terlambat")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Yang lebih cepat" in page
    assert 'value="Yang terlambat"' in page
    assert user(users, "ketua.pidie")["name"] == "Yang lebih cepat"
    now = re.search(r'name="version" value="(\d+)"', page)
    assert now
    assert edit(admin, seen, name="Yang terlambat", version=now[1]).status_code == 302
    assert user(users, "ketua.pidie")["name"] == "Yang terlambat"


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "1e3", "٣", "9" * 40])
def test_a_forged_version_is_a_stale_page(admin: FlaskClient, users: Store, version: str):
    assert edit(admin, user(users, "ketua.pidie"), version=version).status_code == 409


def test_a_new_password_set_by_the_admin_must_be_changed(admin: FlaskClient, users: Store):
    record = user(users, "ketua.pidie")
    answer = admin.post(f"/pengaturan/akun/{record['id']}/sandi", data={"password": "kuda hijau lima"})
    assert answer.location == f"/pengaturan/akun/{record['id']}"
    assert prove_password(users, "ketua.pidie", "kuda hijau lima", "10.0.0.1", at=START)["must_change"] is True


def test_a_poor_new_password_is_refused_beside_its_field(admin: FlaskClient, users: Store):
    record = user(users, "ketua.pidie")
    answer = admin.post(f"/pengaturan/akun/{record['id']}/sandi", data={"password": "pendek"})
    assert answer.status_code == 422
    assert "Kata sandi paling sedikit 12" in answer.get_data(as_text=True)
    assert user(users, "ketua.pidie") == record


def test_the_own_password_is_not_set_without_the_old_one(admin: FlaskClient, users: Store):
    record = user(users, "admin")
    answer = admin.post(f"/pengaturan/akun/{record['id']}/sandi", data={"password": "kuda hijau lima"})
    assert answer.location == "/sandi"
    assert user(users, "admin") == record


@pytest.mark.parametrize("address", ["/pengaturan/akun/999", "/pengaturan/akun/999/sandi"])
def test_an_unknown_account_is_not_found(admin: FlaskClient, address: str):
    assert admin.post(address, data={}).status_code == 404


def test_markup_in_a_name_stays_text(admin: FlaskClient, users: Store):
    edit(admin, user(users, "ketua.pidie"), name='<script>alert("x")</script>')
    for address in ("/pengaturan/akun", f"/pengaturan/akun/{user(users, 'ketua.pidie')['id']}"):
        assert "<script>alert" not in admin.get(address).get_data(as_text=True)
