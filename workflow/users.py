"""Accounts, signed-in sessions, and the brake on guessing passwords.

A session is a row in the store; the cookie holds its random token, the row only the token's SHA-256. Signing out, a
new password, a changed role or deactivation delete rows, and with them every copy of the cookie.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from werkzeug.security import check_password_hash, generate_password_hash

from workflow import audit
from workflow.clock import moment, stamp
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.permissions import may_administer
from workflow.regions import region_name, regions
from workflow.roles import Actor, Role
from workflow.store import Below, Record, Store
from workflow.text import Fields

SYSTEM = Actor(0, "Tuntas", Role.ADMIN)  # who acts when a command does
HASH = "scrypt:32768:8:1"
SHORTEST_PASSWORD = 10
IDLE, LONGEST = timedelta(minutes=60), timedelta(hours=12)
KEPT = timedelta(days=90)  # how long a session that went cold still tells when the account was last seen
SEEN_EVERY = timedelta(minutes=1)  # how exactly "last seen" is kept, so that reading pages hardly writes
FREE_TRIES, BRAKE, LONGEST_BRAKE = 5, 2.0, 300.0  # wrong passwords before waiting; seconds, doubled each time
# Checked when the name is unknown, so that the answer takes as long as for a known one.
_NOBODY = generate_password_hash(secrets.token_hex(16), method=HASH)


class Throttled(Invalid):
    """Too many wrong passwords; ``seconds`` until the next try counts."""

    def __init__(self, seconds: int, field: str = "password") -> None:
        super().__init__({field: f"Terlalu banyak percobaan. Tunggu {seconds} detik, lalu coba lagi."})
        self.seconds = seconds


def add_user(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime, demo: bool = False) -> Record:
    """Adds an account: username, role, region (for Ketua and Sekdis), name (optional), password.

    Whoever sets a password for somebody else makes it one that must be changed at the first sign-in.
    """
    if not may_administer(actor):
        raise NotAllowed("Akun hanya dapat dibuat oleh Admin.")
    values = _check_account(data)
    password = _check_password(data.get("password"), values["username"])
    with store.transaction():
        if find_user(store, values["username"]):
            raise Invalid({"username": f"Nama akun {values['username']} sudah ada."})
        user = store.insert(
            "user",
            {"schema": 1, **values, "password": generate_password_hash(password, method=HASH), "active": True,
             "demo": demo, "must_change": not demo, "created": stamp(at)},
        )  # fmt: skip
        audit.append(store, actor, "user_added", at, {"username": user["username"], "role": user["role"]})
    return user


def _check_account(data: Mapping[str, Any]) -> dict[str, Any]:
    fields = Fields(data)
    username = fields.line("username", "nama akun", required=True, most=60).lower()
    if username and not re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", username):
        fields.wrong["username"] = "Nama akun hanya huruf kecil, angka, titik, dan garis, misalnya ketua.bireuen."
    return {"username": username, **_check_office(fields)}


def _check_office(fields: Fields) -> dict[str, Any]:
    role, region = str(fields.data.get("role", "")), str(fields.data.get("region") or "")
    if role not in set(Role):
        fields.wrong["role"] = "Pilih peran dari daftar."
    elif Role(role).regional and region not in regions():
        fields.wrong["region"] = "Pilih kabupaten/kota untuk peran ini."
    name = fields.line("name", "nama jabatan", most=120)
    fields.done()
    region = region if Role(role).regional else ""
    return {"role": role, "region": region, "name": name or office_name(Role(role), region)}


def office_name(role: Role, region: str) -> str:
    """The name that an account shows when none was given: an office, never a person."""
    full = region_name(region)
    return {
        Role.CHAIR: f"Ketua LKKS {full}",
        Role.SEKDIS: f"Sekretaris Dinas Sosial {full}",
        Role.DINSOS: "Dinas Sosial Aceh",
        Role.ADMIN: "Admin Tuntas",
    }[role]


def edit_user(
    store: Store, actor: Actor, user_id: int, data: Mapping[str, Any], *, active: bool, version: int, at: datetime
) -> Record:
    """Changes role, region, name and whether the account may sign in; ends its sessions when any of it changed."""
    if not may_administer(actor):
        raise NotAllowed("Akun hanya dapat diubah oleh Admin.")
    values = {**_check_office(Fields(data)), "active": active}
    with store.transaction():
        user = store.get("user", user_id)
        if user is None:
            raise NotFound
        if user_id == actor.id and (not active or values["role"] != user["role"]):
            raise Invalid({"role": "Anda tidak dapat menonaktifkan atau mengganti peran akun Anda sendiri."})
        changed = sorted(name for name, value in values.items() if user[name] != value)
        saved = store.save({**user, **values, "version": version})
        if changed:
            end_sessions(store, user_id)
        audit.append(store, actor, "user_edited", at, {"username": user["username"], "changed": changed})
    return saved


def set_password(store: Store, actor: Actor, user_id: int, password: Any, *, at: datetime) -> Record:
    """Sets a password and ends every session of the account. Set by somebody else, it must be changed at once."""
    if actor.id != user_id and not may_administer(actor):
        raise NotAllowed("Kata sandi orang lain hanya dapat diganti oleh Admin.")
    with store.transaction():
        user = store.get("user", user_id)
        if user is None:
            raise NotFound
        text = _check_password(password, user["username"])
        if actor.id == user_id and check_password_hash(user["password"], text):
            raise Invalid({"password": "Kata sandi baru sama dengan yang lama. Pilih yang lain."})
        hashed = generate_password_hash(text, method=HASH)
        saved = store.save({**user, "password": hashed, "must_change": actor.id != user_id})
        end_sessions(store, user_id)
        audit.append(store, actor, "password_set", at, {"username": user["username"]})
    return saved


def change_password(
    store: Store, user: Record, *, old_password: Any, password: Any, repeat: Any, address: str, at: datetime
) -> Record:
    """The account's own change: proves the old password first, under the same brake as signing in."""
    if password != repeat:
        raise Invalid({"repeat": "Dua isian kata sandi baru tidak sama."})
    try:
        sign_in(store, user["username"], str(old_password or ""), address, at=at)
    except Throttled as brake:
        raise Throttled(brake.seconds, "old_password") from None
    except Invalid:
        raise Invalid({"old_password": "Kata sandi lama tidak cocok."}) from None
    return set_password(store, Actor.of(user), user["id"], password, at=at)


def _check_password(value: Any, username: str) -> str:
    text = str(value or "")
    if not SHORTEST_PASSWORD <= len(text) <= 200:
        raise Invalid({"password": f"Kata sandi paling sedikit {SHORTEST_PASSWORD} dan paling banyak 200 huruf."})
    if username.casefold() in text.casefold() or len(set(text)) < 5:
        raise Invalid({"password": "Kata sandi terlalu mudah ditebak. Pakai beberapa kata yang tidak berhubungan."})
    return text


def find_user(store: Store, username: str) -> Record | None:
    return next(iter(store.find("user", username=username.strip().lower(), limit=1)), None)


def sign_in(store: Store, username: str, password: str, address: str, *, at: datetime) -> Record:
    """The user whose name and password these are. The same answer, in the same time, for unknown names.

    Raises ``Throttled`` when the account or the address has to wait, ``Invalid`` when they do not fit.
    """
    keys = (f"akun:{username.strip().lower()[:100]}|{address}", f"alamat:{address}")
    _check_brake(store, keys, at)
    user = find_user(store, username)
    fits = check_password_hash(user["password"] if user else _NOBODY, password)
    if user is None or not fits or not user["active"]:
        _brake(store, keys, at)
        raise Invalid({"password": "Nama akun atau kata sandi tidak cocok."})
    _release(store, keys[0])
    return user


def _check_brake(store: Store, keys: tuple[str, ...], at: datetime) -> None:
    for key, free in zip(keys, (FREE_TRIES, FREE_TRIES * 10), strict=True):
        for row in store.find("throttle", key=key, limit=1):
            wait = min(LONGEST_BRAKE, BRAKE ** (row["wrong"] - free + 1)) if row["wrong"] >= free else 0
            left = wait - (at - moment(row["at"])).total_seconds()
            if left > 0:
                raise Throttled(int(left) + 1)


def _brake(store: Store, keys: tuple[str, ...], at: datetime) -> None:
    with store.transaction():
        for key in keys:
            row = next(iter(store.find("throttle", key=key, limit=1)), None)
            if row is None:
                store.insert("throttle", {"schema": 1, "key": key, "wrong": 1, "at": stamp(at)})
            else:
                forgotten = at - moment(row["at"]) > timedelta(hours=1)
                store.save({**row, "wrong": 1 if forgotten else min(row["wrong"] + 1, 60), "at": stamp(at)})


def _release(store: Store, key: str) -> None:
    with store.transaction():
        for row in store.find("throttle", key=key):
            store.delete("throttle", row["id"])


def start_session(store: Store, user: Mapping[str, Any], *, agent: str, at: datetime) -> str:
    """Opens a session row and returns the token for the cookie."""
    token = secrets.token_urlsafe(32)
    row = {"schema": 1, "token": _hashed(token), "user": user["id"], "agent": agent[:200]}
    with store.transaction():
        for old in store.find("session", seen=Below(stamp(at - KEPT))):
            store.delete("session", old["id"])
        store.insert("session", {**row, "started": stamp(at), "seen": stamp(at)})
    return token


def session_user(store: Store, token: str, *, at: datetime) -> tuple[Record, Record] | None:
    """(user, session) of a token that is still good: not ended, idle or too old, its account active."""
    row = next(iter(store.find("session", token=_hashed(token), limit=1)), None)
    if row is None:
        return None
    user = store.get("user", row["user"])
    if user is None or not user["active"] or not _alive(row, at):
        return None
    if at - moment(row["seen"]) > SEEN_EVERY:
        with store.transaction():
            row = store.get("session", row["id"])
            if row is None:
                return None
            row = store.save({**row, "seen": stamp(at)})
    return user, row


def _alive(row: Mapping[str, Any], at: datetime) -> bool:
    return at - moment(row["started"]) <= LONGEST and at - moment(row["seen"]) <= IDLE


def live_sessions(store: Store, user_id: int, token: str, *, at: datetime) -> list[Record]:
    """The account's sessions that are still good, newest first; ``mine`` marks the one that asks."""
    rows = store.find("session", user=user_id, order="-seen")
    return [{**row, "mine": row["token"] == _hashed(token)} for row in rows if _alive(row, at)]


def last_seen(store: Store, user_id: int) -> str:
    """When the account last opened a page, as stored; "" when no session of it is left."""
    return next((row["seen"] for row in store.find("session", user=user_id, order="-seen", limit=1)), "")


def end_own_session(store: Store, user_id: int, session_id: int) -> None:
    """Ends one session of this account. Raises ``NotFound`` also for a session of somebody else."""
    with store.transaction():
        row = store.get("session", session_id)
        if row is None or row["user"] != user_id:
            raise NotFound("Sesi itu tidak ada, atau sudah berakhir.")
        store.delete("session", session_id)


def end_other_sessions(store: Store, user_id: int, token: str) -> None:
    """Ends every session of the account but the one of this token."""
    with store.transaction():
        for row in store.find("session", user=user_id):
            if row["token"] != _hashed(token):
                store.delete("session", row["id"])


def end_session(store: Store, token: str) -> None:
    with store.transaction():
        for row in store.find("session", token=_hashed(token)):
            store.delete("session", row["id"])


def end_sessions(store: Store, user_id: int) -> None:
    """Ends every session of an account."""
    with store.transaction():
        for row in store.find("session", user=user_id):
            store.delete("session", row["id"])


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
