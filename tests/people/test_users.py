"""Accounts in the domain: the brake on guessing, unknown names, forced changes, and who may administer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, Stale
from workflow.people import accounts, passwords, sessions, sign_in, throttle
from workflow.roles import Actor, Role
from workflow.store import Record, Store, open_store

PASSWORD = "kuda hijau lima"
ADMIN = Actor(99, "Admin", Role.ADMIN)
HERE = "10.0.0.1"


@pytest.fixture(autouse=True)
def quick_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same scrypt with less work, since the tests of the brake try hundreds of passwords."""
    if "scrypt_cost" not in request.node.name:
        monkeypatch.setattr(passwords, "HASH", "scrypt:1024:8:1")
        monkeypatch.setattr(passwords, "_NOBODY", passwords.hashed("-"))


def added(store: Store, username: str = "ketua.bireuen", **more: Any) -> Record:
    data = {"username": username, "role": "ketua", "region": "11.11", "password": PASSWORD, **more}
    return accounts.add_user(store, ADMIN, data, at=START)


def wrong(store: Store, times: int, username: str = "ketua.bireuen", address: str = HERE, at=START) -> None:
    for _ in range(times):
        with pytest.raises(Invalid, match="tidak cocok"):
            sign_in.prove_password(store, username, "salah", address, at=at)


def seconds_left(store: Store, username: str = "ketua.bireuen", address: str = HERE, at=START) -> int:
    with pytest.raises(throttle.Throttled) as refusal:
        sign_in.prove_password(store, username, PASSWORD, address, at=at)
    return refusal.value.seconds


def test_scrypt_cost_and_nothing_but_the_hash_is_kept(store: Store):
    record = added(store)
    assert record["password"].startswith("scrypt:32768:8:1$")
    assert PASSWORD not in str(store.find("user")) + str(store.find("event"))


@pytest.mark.parametrize("username", ["ketua.bireuen", "tidak.ada", "ketua.lama"])
def test_unknown_known_and_shut_names_take_the_same_path(store: Store, monkeypatch: pytest.MonkeyPatch, username: str):
    added(store)
    old = added(store, "ketua.lama")
    accounts.edit_user(store, ADMIN, old["id"], old, active=False, version=old["version"], at=START)
    hashed = []
    real = passwords.check_password_hash
    monkeypatch.setattr(passwords, "check_password_hash", lambda h, p: (hashed.append(h), real(h, p))[1])
    for expected in range(1, 6):
        with pytest.raises(Invalid) as refusal:
            sign_in.prove_password(store, username, "salah", HERE, at=START)
        assert refusal.value.fields == {"password": "Nama akun atau kata sandi tidak cocok."}
        assert len(hashed) == expected
        assert store.count("throttle") == 3  # this name from here, this address, this name from everywhere
        assert store.count("event", name="sign_in_failed") == expected
    assert {h.split("$")[0] for h in hashed} == {"scrypt:1024:8:1"}
    assert seconds_left(store, username) == 3
    assert len(hashed) == 5  # while waiting no password is looked at, not even the right one


def test_the_wait_doubles_and_ends(store: Store):
    added(store)
    wrong(store, 5)
    at, waits = START, []
    for _ in range(9):
        left = seconds_left(store, at=at)
        waits.append(left)
        at += timedelta(seconds=left)
        wrong(store, 1, at=at)
    assert waits == [3, 5, 9, 17, 33, 65, 129, 257, 301]
    at += timedelta(seconds=301)
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, HERE, at=at)["username"] == "ketua.bireuen"


def test_a_right_password_forgets_the_wrong_ones(store: Store):
    added(store)
    for _ in range(4):
        wrong(store, 4)
        sign_in.prove_password(store, "ketua.bireuen", PASSWORD, HERE, at=START)


def test_an_hour_forgets_them_too(store: Store):
    added(store)
    wrong(store, 4)
    later = START + timedelta(minutes=61)
    wrong(store, 4, at=later)
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, HERE, at=later)


def test_somebody_elsewhere_cannot_lock_an_account(store: Store):
    added(store)
    wrong(store, 5, address="203.0.113.9")
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, HERE, at=START)


def test_a_whole_line_of_ipv6_is_one_address(store: Store):
    added(store)
    for number in range(5):
        wrong(store, 1, address=f"2001:db8:1:2::{number}")
    assert seconds_left(store, address="2001:db8:1:2:ffff::1") == 3
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, "2001:db8:1:3::1", at=START)


def test_what_one_does_in_an_office_does_not_hold_up_the_others_there(store: Store):
    """One address for a whole office; somebody in it tries name after name without end."""
    known, fresh = added(store), added(store, "sekdis.bireuen", role="sekdis")
    sign_in.enter(store, known, agent="", address=HERE, at=START)
    at = START
    for number in range(60):
        try:
            sign_in.prove_password(store, f"nama{number}", "salah", HERE, at=at)
        except throttle.Throttled as brake:
            at += timedelta(seconds=brake.seconds)
        except Invalid:
            continue
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, HERE, at=at)["id"] == known["id"]
    waits = seconds_left(store, "sekdis.bireuen", at=at)
    assert waits <= 61
    assert (
        sign_in.prove_password(store, "sekdis.bireuen", PASSWORD, HERE, at=at + timedelta(seconds=waits))["id"]
        == (fresh["id"])
    )


def test_one_account_hammered_in_an_office_holds_up_no_other_account_there(store: Store):
    added(store)
    added(store, "sekdis.bireuen", role="sekdis")
    wrong(store, 5)
    assert seconds_left(store) == 3
    assert sign_in.prove_password(store, "sekdis.bireuen", PASSWORD, HERE, at=START)


def test_right_passwords_do_not_use_up_an_address(store: Store):
    added(store)
    for _ in range(60):
        sign_in.prove_password(store, "ketua.bireuen", PASSWORD, HERE, at=START)
    assert store.count("throttle") == 0


def test_many_at_once_are_no_way_round(store: Store, monkeypatch: pytest.MonkeyPatch):
    """The tries are counted before the password is looked at: of eight in the same moment only five are."""
    added(store)
    looked, real = [], passwords.check_password_hash
    monkeypatch.setattr(passwords, "check_password_hash", lambda h, p: (looked.append(h), real(h, p))[1])

    def once(number: int) -> type[Exception]:
        with pytest.raises(Invalid) as refusal:
            sign_in.prove_password(store, "ketua.bireuen", f"salah {number}", HERE, at=START)
        return refusal.type

    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(once, range(8)))
    assert (ends.count(throttle.Throttled), len(looked)) == (3, 5)


def test_a_clock_set_back_holds_nobody_up(store: Store):
    added(store)
    wrong(store, 5)
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, HERE, at=START - timedelta(days=1))


def test_a_password_changed_while_it_was_looked_at_opens_nothing(store: Store):
    proved = added(store)
    accounts.set_password(store, ADMIN, proved["id"], "payung di atas bukit", at=START)
    with pytest.raises(Invalid, match="tidak cocok"):
        sign_in.enter(store, proved, agent="", address=HERE, at=START)
    with pytest.raises(Invalid, match="tidak cocok"):
        sign_in.await_code(store, proved, at=START)
    assert (store.count("session"), store.count("sign_in")) == (0, 0)


def test_what_is_typed_as_a_name_is_kept_nowhere(store: Store):
    for typed in ("Sandi-Saya-Rahasia", "sekdis.tidak-ada"):
        with pytest.raises(Invalid):
            sign_in.prove_password(store, typed, "salah", HERE, at=START)
    kept = str([store.find(kind) for kind in ("throttle", "event", "familiar", "user", "sign_in")]).lower()
    assert "sandi-saya" not in kept
    assert "tidak-ada" not in kept


def test_history_tells_of_every_sign_in_by_account_and_address(store: Store):
    user = added(store)
    wrong(store, 1)
    wrong(store, 1, username="tidak.ada")
    token = sign_in.enter(store, user, agent="", address=HERE, at=START)
    sign_in.leave(store, user, token, at=START)
    events = [(event["name"], event["fields"]) for event in store.find("event")][1:]
    assert events == [
        ("sign_in_failed", {"username": "ketua.bireuen", "what": "kata sandi", "address": HERE}),
        ("sign_in_failed", {"username": "", "what": "kata sandi", "address": HERE}),
        ("signed_in", {"username": "ketua.bireuen", "address": HERE}),
        ("signed_out", {"username": "ketua.bireuen"}),
    ]


def test_one_address_cannot_go_through_many_names(store: Store):
    added(store)
    for number in range(50):
        wrong(store, 1, username=f"nama{number}")
    assert seconds_left(store) > 0
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, "10.0.0.2", at=START)


def test_the_brake_survives_a_restart(tmp_path: Path):
    first = open_store(tmp_path / "store.db")
    added(first)
    wrong(first, 5)
    first.close()
    again = open_store(tmp_path / "store.db")
    assert seconds_left(again) == 3
    again.close()


def test_a_password_set_by_somebody_else_must_be_changed_and_the_own_one_not(store: Store):
    record = added(store)
    assert record["must_change"] is True
    own = Actor(record["id"], record["name"], Role.CHAIR, "11.11")
    changed = accounts.set_password(store, own, record["id"], "empat kata baru", at=START)
    assert changed["must_change"] is False
    assert accounts.set_password(store, ADMIN, record["id"], "dari admin lagi", at=START)["must_change"] is True


@pytest.mark.parametrize("role", [Role.CHAIR, Role.SEKDIS, Role.DINSOS])
def test_only_the_admin_touches_other_accounts(store: Store, role: Role):
    record = added(store)
    other = Actor(record["id"] + 1, "Lain", role, "11.11" if role.regional else "")
    with pytest.raises(NotAllowed):
        accounts.add_user(store, other, {}, at=START)
    with pytest.raises(NotAllowed):
        accounts.set_password(store, other, record["id"], "empat kata baru", at=START)
    with pytest.raises(NotAllowed):
        accounts.edit_user(store, other, record["id"], record, active=False, version=record["version"], at=START)
    assert store.get("user", record["id"]) == record


def test_an_edit_from_a_stale_page_is_refused_and_ends_no_session(store: Store):
    record = added(store)
    token = sessions.start_session(store, record, agent="", at=START)
    with pytest.raises(Stale):
        accounts.edit_user(store, ADMIN, record["id"], record, active=False, version=record["version"] + 1, at=START)
    assert sessions.session_user(store, token, at=START) is not None


def test_names_are_offices_when_none_is_given(store: Store):
    given = [("ketua", "11.11"), ("sekdis", "11.71"), ("dinsos", "11.11"), ("admin", "")]
    assert [added(store, f"akun.{role}", role=role, region=region)["name"] for role, region in given] == [
        "Ketua LKKS Kabupaten Bireuen",
        "Sekretaris Dinas Sosial Kota Banda Aceh",
        "Dinas Sosial Aceh",
        "Admin Tuntas",
    ]


def test_reading_pages_hardly_writes(store: Store):
    record = added(store)
    token = sessions.start_session(store, record, agent="", at=START)
    for seconds in range(0, 60, 5):
        found = sessions.visit(store, token, at=START + timedelta(seconds=seconds))
        assert found is not None
        assert found[1]["version"] == 1
    found = sessions.visit(store, token, at=START + timedelta(seconds=61))
    assert found is not None
    assert found[1]["version"] == 2


def test_sessions_that_went_cold_long_ago_are_swept_at_the_next_sign_in(store: Store):
    record = added(store)
    sessions.start_session(store, record, agent="lama", at=START - timedelta(days=91))
    sessions.start_session(store, record, agent="baru", at=START - timedelta(days=89))
    sessions.start_session(store, record, agent="kini", at=START)
    assert [row["agent"] for row in store.find("session")] == ["baru", "kini"]
    assert sessions.last_seen(store, record["id"]) == "2026-11-09T02:00:00Z"
    assert sessions.last_seen(store, 12345) == ""


def from_everywhere(store: Store, username: str, times: int, at=START) -> int:
    """One try from each of so many addresses, all at once; how many were looked at."""
    looked = 0
    for number in range(times):
        try:
            sign_in.prove_password(store, username, "salah", f"198.51.{number // 250}.{number % 250}", at=at)
        except throttle.Throttled:
            continue
        except Invalid:
            looked += 1
    return looked


@pytest.mark.parametrize("username", ["ketua.bireuen", "tidak.ada"])
def test_one_account_tried_from_many_addresses_is_slowed_for_them_together(store: Store, username: str):
    added(store)
    assert from_everywhere(store, username, 60) == throttle.MANY_FREE
    looked = sum(from_everywhere(store, username, 3, START + timedelta(seconds=second)) for second in range(300))
    assert 20 < looked < 60  # softly: a try every ten seconds, wherever it comes from


def test_the_owner_is_not_locked_out_by_it_from_where_he_is_known_and_hardly_elsewhere(store: Store):
    user = added(store)
    added(store, "sekdis.bireuen", role="sekdis")
    sign_in.enter(store, user, agent="", address=HERE, at=START)
    from_everywhere(store, "ketua.bireuen", 60)
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, HERE, at=START)
    assert sign_in.prove_password(store, "sekdis.bireuen", PASSWORD, "203.0.113.5", at=START)
    waits = seconds_left(store, address="203.0.113.5")
    assert waits <= throttle.MANY_LONGEST + 1
    at = START + timedelta(seconds=waits)
    assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, "203.0.113.5", at=at)


def test_right_passwords_from_many_places_slow_nobody(store: Store):
    added(store)
    for number in range(40):
        assert sign_in.prove_password(store, "ketua.bireuen", PASSWORD, f"198.51.100.{number}", at=START)
    assert store.count("throttle") == 0
