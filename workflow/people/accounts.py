"""Accounts: who may sign in, as what, and for which kabupaten/kota."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.machine.permissions import may_administer
from workflow.people import addresses, passwords
from workflow.people.sessions import end_sessions
from workflow.records import SCHEMA, User
from workflow.records.admitted import AccountOffice
from workflow.regions import owners, region_name
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import Fields

SYSTEM = Actor(0, "Tuntas", Role.ADMIN)  # who acts when a command does


def add_user(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime, demo: bool = False) -> User:
    """Adds an account: username, role, region (for Ketua and Sekdis), name, email (both optional), password.

    Whoever sets a password for somebody else makes it one that must be changed at the first sign-in. Only the known
    password of a demo account goes unchecked.
    """
    _check_maker(actor)
    username, _, office = _check_account(data)
    about = _about(username, office["name"], office["region"])
    password = str(data["password"]) if demo else passwords.check(data.get("password"), about)
    return enter(store, actor, data, passwords.hashed(password), at=at, demo=demo)


def enter(store: Store, actor: Actor, data: Mapping[str, Any], kept: str, *, at: datetime, demo: bool = False) -> User:
    """The same with ``kept``, what is kept of a password: making that takes a tenth of a second, which many accounts
    in one transaction must not."""
    _check_maker(actor)
    username, email, office = _check_account(data)
    with store.transaction():
        if find_user(store, username):
            raise Invalid({"username": f"Nama akun {username} sudah ada."})
        user = store.insert(User, User(
            schema=SCHEMA["user"], username=username, role=office["role"], region=office["region"],
            name=office["name"], password=kept, active=True, demo=demo, must_change=not demo,
            created=stamp(at), email=email,
        ))  # fmt: skip
        chain.append(store, actor, "user_added", at, {"username": user["username"], "role": user["role"]})
    return user


def _check_maker(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed("Akun hanya dapat dibuat oleh Admin.")


def _check_account(data: Mapping[str, Any]) -> tuple[str, str, AccountOffice]:
    """The username, the mail address, and whose account it is."""
    fields = Fields(data)
    username = fields.line("username", "nama akun", required=True, most=60).lower()
    if username and not re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", username):
        fields.wrong["username"] = "Nama akun hanya huruf kecil, angka, titik, dan garis, misalnya ketua.bireuen."
    email = ""
    try:
        email = addresses.checked(data.get("email"))
    except Invalid as refusal:  # told with what else is wrong
        fields.wrong |= refusal.fields
    return username, email, _check_office(fields)


def _check_office(fields: Fields) -> AccountOffice:
    role, region = str(fields.data.get("role", "")), str(fields.data.get("region") or "")
    if role not in set(Role):
        fields.wrong["role"] = "Pilih peran dari daftar."
    elif Role(role).regional and region not in owners():
        fields.wrong["region"] = "Pilih kabupaten/kota untuk peran ini."
    name = fields.line("name", "nama jabatan", most=120)
    fields.done()
    region = region if Role(role).regional else ""
    return {"role": role, "region": region, "name": name or office_name(Role(role), region)}


def checked_office(data: Mapping[str, Any]) -> AccountOffice:
    """Role, region and name as an account would keep them, or ``Invalid``."""
    return _check_office(Fields(data))


def office_name(role: Role, region: str) -> str:
    """The name that an account shows when none was given: an office, never a person."""
    return {
        Role.CHAIR: owners()[region].chair,
        Role.SEKDIS: f"Sekretaris Dinas Sosial {region_name(region)}",
        Role.DINSOS: role.label,
        Role.ADMIN: "Admin Tuntas",
    }[role]


def edit_user(
    store: Store, actor: Actor, user_id: int, data: Mapping[str, Any], *, active: bool, version: int, at: datetime
) -> User:
    """Changes role, region, name and whether the account may sign in; ends its sessions when any of it changed."""
    if not may_administer(actor):
        raise NotAllowed("Akun hanya dapat diubah oleh Admin.")
    office = checked_office(data)
    with store.transaction():
        user = store.get(User, user_id)
        if user is None:
            raise NotFound
        if user_id == actor.id and (not active or office["role"] != user["role"]):
            raise Invalid({"role": "Anda tidak dapat menonaktifkan atau mengganti peran akun Anda sendiri."})
        edited: User = {
            **user, "role": office["role"], "region": office["region"], "name": office["name"], "active": active,
            "version": version,
        }  # fmt: skip
        changed = sorted(name for name in ("role", "region", "name", "active") if edited.get(name) != user.get(name))
        saved = store.save(edited)
        if changed:
            end_sessions(store, user_id)
        if {"role", "region"} & set(changed):
            addresses.send_news(store, user_id, "")
        chain.append(store, actor, "user_edited", at, {"username": user["username"], "changed": changed})
    return saved


def set_password(store: Store, actor: Actor, user_id: int, password: Any, *, at: datetime) -> User:
    """Sets a password and ends every session of the account. Set by somebody else, it must be changed at once."""
    if actor.id != user_id and not may_administer(actor):
        raise NotAllowed("Kata sandi orang lain hanya dapat diganti oleh Admin.")
    user = store.get(User, user_id)
    if user is None:
        raise NotFound
    if actor.id == user_id and passwords.fits(user["password"], str(password or "")):
        raise Invalid({"password": "Kata sandi baru sama dengan yang lama. Pilih yang lain."})
    kept = passwords.hashed(passwords.check(password, _about(user["username"], user["name"], user["region"])))
    with store.transaction():
        user = store.get(User, user_id)
        if user is None:
            raise NotFound
        user |= {"password": kept, "must_change": actor.id != user_id}
        saved = store.save(user)
        end_sessions(store, user_id)
        chain.append(store, actor, "password_set", at, {"username": user["username"]})
    return saved


def _about(username: str, name: str, region: str) -> tuple[str, ...]:
    """What a password must not be made of."""
    return username, name, region_name(region)


def find_user(store: Store, username: str) -> User | None:
    return store.first(User, username=username.strip().lower())
