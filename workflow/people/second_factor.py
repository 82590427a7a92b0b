"""The second factor: a code of six digits from the owner's telephone (TOTP), and recovery codes for when it is lost.

The secret of a telephone is nowhere in the store, nor in any backup: it is computed from the app's own key and a
random number that is. So it is worth nothing without the key, and a new key asks everybody to set it up again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyotp

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.machine.permissions import may_administer
from workflow.people.sessions import end_sessions
from workflow.records import SCHEMA
from workflow.roles import Actor, Role
from workflow.store import Record, Store, scopes

ROLES = frozenset({Role.SEKDIS, Role.DINSOS, Role.ADMIN})  # who decides, or opens the door to others
WINDOW = 1  # steps of 30 seconds that a telephone's clock may be off
RECOVERY_CODES = 10
WRONG = "Kode tidak cocok, atau sudah dipakai. Tunggu kode berikutnya di ponsel, lalu ketik yang baru."


def factor_of(store: Store, user_id: int) -> Record | None:
    return store.first("factor", user=user_id)


def is_missing(store: Store, user: Mapping[str, Any]) -> bool:
    """Whether the account's role should have a second factor and it has none."""
    return Role(user["role"]) in ROLES and factor_of(store, user["id"]) is None


def new_nonce() -> str:
    """What a new secret is computed from; worth nothing without the key."""
    return secrets.token_urlsafe(24)


def secret(user_id: int, nonce: str, key: bytes) -> str:
    """The secret that the telephone keeps, in base32."""
    digest = hmac.digest(key, f"tuntas totp {user_id} {nonce}".encode(), hashlib.sha256)
    return base64.b32encode(digest[:20]).decode()


def address(user: Mapping[str, Any], nonce: str, key: bytes) -> str:
    """The ``otpauth:`` address for the QR code."""
    totp = pyotp.TOTP(secret(user["id"], nonce, key))
    return totp.provisioning_uri(name=user["username"], issuer_name="Tuntas")


def enrol(store: Store, user: Mapping[str, Any], nonce: str, code: str, *, key: bytes, at: datetime) -> list[str]:
    """Sets the second factor when the telephone shows the right code; returns the recovery codes, once and never again.

    The account's other sessions end, since they came without it.
    """
    if Role(user["role"]) not in ROLES:
        raise NotAllowed("Langkah kedua hanya untuk Sekdis, Dinas Sosial Aceh, dan Admin.")
    step = _step(secret(user["id"], nonce, key), code, 0, at)
    if not step:
        raise Invalid({"code": "Kode tidak cocok. Periksa jam ponsel Anda, lalu ketik kode yang tampil sekarang."})
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    with store.transaction():
        if factor_of(store, user["id"]):
            raise Invalid({"code": "Langkah kedua akun ini sudah dipasang."})
        store.insert(
            "factor",
            {"schema": SCHEMA["factor"], "user": user["id"], "nonce": nonce, "step": step, "since": stamp(at),
             "recovery": [_recovery_hash(one) for one in codes]},
        )  # fmt: skip
        end_sessions(store, user["id"])
        chain.append(store, Actor.of(user), "second_factor_set", at, {"username": user["username"]})
    return codes


def use(store: Store, user: Mapping[str, Any], code: str, *, key: bytes, at: datetime) -> None:
    """Takes a code of the telephone, or a recovery code; each only once. Raises ``Invalid`` when it does not fit."""
    with store.transaction(scopes.user(user["id"]), scopes.chain(chain.PROVINCE_CHAIN)):
        factor = factor_of(store, user["id"])
        if factor is None:
            return
        step = _step(secret(user["id"], factor["nonce"], key), code, factor["step"], at)
        left = [one for one in factor["recovery"] if not hmac.compare_digest(one, _recovery_hash(code))]
        if step:
            store.save({**factor, "step": step})
        elif len(left) < len(factor["recovery"]):
            store.save({**factor, "recovery": left})
            fields = {"username": user["username"], "left": len(left)}
            chain.append(store, Actor.of(user), "recovery_code_used", at, fields)
        else:
            raise Invalid({"code": WRONG})


def remove(store: Store, actor: Actor, user_id: int, *, at: datetime) -> None:
    """Takes the second factor off: the own one (the page asks for the password), or, by the admin, one that was lost.

    By somebody else it also ends the account's sessions: whoever has the telephone may have those too.
    """
    if actor.id != user_id and not may_administer(actor):
        raise NotAllowed("Langkah kedua akun lain hanya dapat dilepas oleh Admin.")
    with store.transaction():
        user, factor = store.get("user", user_id), factor_of(store, user_id)
        if user is None or factor is None:
            raise NotFound("Akun itu tidak memakai langkah kedua.")
        store.delete("factor", factor["id"])
        if actor.id != user_id:
            end_sessions(store, user_id)
        chain.append(store, actor, "second_factor_removed", at, {"username": user["username"]})


def _step(secret_: str, code: str, used: int, at: datetime) -> int:
    """The step of time that this code belongs to, when it is near enough and later than the last one used; else 0."""
    totp, digits = pyotp.TOTP(secret_), re.sub(r"\s", "", code)
    now = totp.timecode(at)
    last = used if used <= now + WINDOW else 0  # a clock that was set back locks nobody out
    for step in range(now - WINDOW, now + WINDOW + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode()) and step > last:
            return step
    return 0


def _recovery_code() -> str:
    """80 random bits in groups that can be copied by hand."""
    text = base64.b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def _recovery_hash(code: str) -> str:
    """With 80 random bits in it a code needs no slow hash."""
    return hashlib.sha256(re.sub(r"[\W_]", "", code).lower().encode()).hexdigest()
