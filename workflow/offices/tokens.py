"""Keys by which a program of an office reads, and records progress, through the interface for programs.

A key belongs to an office, not to a person. It is shown once, when it is made: kept is only its SHA-256. What a key may
is decided when it is made, and it never approves or verifies: an office's word is given by a person.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from workflow.audit import chain, newest
from workflow.clock import day, moment, stamp
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.machine.permissions import may_administer
from workflow.offices import outward
from workflow.records import SCHEMA, Delivery, Office, Token
from workflow.regions import PROVINCE, owners
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import Fields, spoken_day

READ, PROGRESS, RECORD = "baca", "kemajuan", "catat"
SCOPES = {
    READ: "Membaca rakor, tugas, naskah, dan agenda",
    PROGRESS: "Mencatat kemajuan dengan bukti",
    RECORD: "Menyimpan rencana, mencatat arahan dan tanda terima",
}
ALLOWED = {
    Role.CHAIR: (PROGRESS, RECORD),
    Role.SEKDIS: (RECORD,),
    Role.DINSOS: (),
}  # what a key may besides reading, by the role as which it acts
BEGINS = "tnt_"  # by which a key is known where somebody left it lying
MOST_NAME = 60  # letters
LONGEST = timedelta(days=731)  # that a key may live
NOTED_EVERY = timedelta(hours=1)  # how exactly "last used" is kept, so that reading hardly writes
NOT_LISTED = "Pilih salah satu dari daftar."


def make(
    store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime, inside: bool = False
) -> tuple[Token, str]:
    """A new key of an office (``office``: its id), called ``name``, until ``expires`` (ISO day, included), that may do
    ``scopes`` besides reading; what happens from now on is told to ``hook``, an address outside unless ``inside``
    allows others. Returns its record, and the key: the only time that it is known.

    Raises ``NotAllowed``, or ``Invalid`` with a sentence for each field.
    """
    _check_admin(actor)
    fields = Fields(data)
    name = fields.line("name", "nama program", required=True, most=MOST_NAME)
    expires, hook = _expires(fields, day(at)), _hook(fields, inside)
    secret = BEGINS + secrets.token_urlsafe(32)
    with store.transaction():
        office = _office(store, fields)
        scopes = _scopes(fields, office)
        if office is None or fields.wrong:
            raise Invalid(fields.wrong)
        token = Token(
            schema=SCHEMA["token"], hash=hashed(secret), name=name, office=office["id"], role=role_of(office),
            region=_region_of(office), scopes=scopes, expires=expires, made=stamp(at), made_by=actor.name,
            last_used="", revoked="", revoked_by="", hook=hook,
        )  # fmt: skip
        saved = store.insert(Token, token)
        _begin(store, saved)
        told = {"hook": hook} if hook else {}
        _tell(store, actor, "token_made", saved, {"scopes": scopes, "expires": expires, **told}, at)
    return saved, secret


def revoke(store: Store, actor: Actor, token_id: int, *, at: datetime) -> Token:
    """Ends a key at once. Raises ``NotFound``, or ``WrongStage`` when it has ended already."""
    _check_admin(actor)
    with store.transaction():
        token = store.get(Token, token_id)
        if token is None:
            raise NotFound("Kunci itu tidak ada.")
        if not is_good(token, at):
            raise WrongStage("Kunci itu sudah tidak berlaku.", token)
        token |= {"revoked": stamp(at), "revoked_by": actor.name}
        saved = store.save(token)
        _tell(store, actor, "token_revoked", saved, {}, at)
    return saved


def whose(store: Store, secret: str, *, at: datetime) -> Token | None:
    """The record of a key that may be used now; None for one that nobody has, or that is over."""
    token = store.first(Token, hash=hashed(secret)) if secret.startswith(BEGINS) else None
    return token if token and "damaged" not in token and is_good(token, at) else None


def is_good(token: Token, at: datetime) -> bool:
    return not token["revoked"] and day(at).isoformat() <= token["expires"]


def actor_of(token: Token) -> Actor:
    """As whom it acts: the program, at the desk of its office. Its id is no account's."""
    return Actor(-token["id"], f"Aplikasi {token['name']}", Role(token["role"]), token["region"])


def note_used(store: Store, token: Token, *, at: datetime) -> None:
    """That it was used, once an hour; no event tells of it."""
    if token["last_used"] and at - moment(token["last_used"]) < NOTED_EVERY:
        return
    with store.transaction():
        current = store.get(Token, token["id"])
        if current is not None:
            current["last_used"] = stamp(at)
            store.save(current)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def role_of(office: Mapping[str, Any]) -> Role:
    """As what the programs of an office act."""
    if office["identity"] == "lkks":
        return Role.CHAIR
    return Role.DINSOS if office["region"] == PROVINCE else Role.SEKDIS


def chains_of(token: Token) -> list[str]:
    """Whose events its program may know: whoever belongs to a kabupaten/kota its own, Dinas Sosial Aceh all."""
    return [token["region"]] if Role(token["role"]).regional else [*owners()]


def _begin(store: Store, token: Token) -> None:
    """From here on its address is told; what was before the program asks for."""
    heads = newest.heads(store) if token.get("hook") else {}
    for chain_ in chains_of(token) if token.get("hook") else ():
        row = Delivery(
            schema=SCHEMA["delivery"], token=token["id"], chain=chain_, sent=heads.get(chain_, {"seq": 0})["seq"],
            upto=0, tries=0, failing="", due="", reason="",
        )  # fmt: skip
        store.insert(Delivery, row)


def _hook(fields: Fields, inside: bool) -> str:
    """Nothing prints it, so that its signs need not be tidied."""
    text = str(fields.data.get("hook") or "").strip()
    if len(text) > outward.LONGEST:
        fields.wrong["hook"] = f"Alamat terlalu panjang: {len(text)} huruf, paling banyak {outward.LONGEST}."
    elif text and (why := outward.misfit(text, inside=inside)):
        fields.wrong["hook"] = why
    return text


def _region_of(office: Mapping[str, Any]) -> str:
    return office["region"] if role_of(office).regional else ""


def _office(store: Store, fields: Fields) -> Office | None:
    text = str(fields.data.get("office") or "")
    known = text.isascii() and text.isdigit() and len(text) < 10
    office = store.get(Office, int(text)) if known else None
    if office is None or "damaged" in office:
        fields.wrong["office"] = NOT_LISTED
        return None
    return office


def _scopes(fields: Fields, office: Office | None) -> list[str]:
    """Reading, and what was ticked of what the role may."""
    ticked: Iterable[str] = fields.data.get("scopes") or ()
    wanted = {READ, *ticked}
    allowed = {READ, *(ALLOWED[role_of(office)] if office else SCOPES)}
    if not wanted <= set(SCOPES):
        fields.wrong["scopes"] = NOT_LISTED
    elif not wanted <= allowed:
        more = " dan ".join(f"“{SCOPES[scope]}”" for scope in SCOPES if scope in wanted - allowed)
        fields.wrong["scopes"] = f"{more} bukan bagian kantor ini. Hapus centangnya."
    return [scope for scope in SCOPES if scope in wanted]


def _expires(fields: Fields, today: date) -> str:
    until = fields.day("expires", "hari terakhir", required=True)
    latest = (today + LONGEST).isoformat()
    if until and not today.isoformat() <= until <= latest:
        fields.wrong["expires"] = f"Hari terakhir paling awal hari ini, paling lambat {spoken_day(latest)}."
    return until


def _check_admin(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed("Kunci program dibuat dan dicabut oleh Admin.")


def _tell(store: Store, actor: Actor, name: str, token: Token, facts: Mapping[str, Any], at: datetime) -> None:
    chain.append(store, actor, name, at, {"token": token["id"], "office": token["office"], **facts})
