"""Mandates: who acts for whom, in which role and region, between which days, and by which letter.

A deputy signs in as himself and chooses at whose desk he works; every request asks anew whether his mandate runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.clock import day, stamp
from workflow.errors import NotAllowed, NotFound, WrongStage
from workflow.machine.permissions import may_administer
from workflow.people import mandate_bars
from workflow.people.accounts import office_name
from workflow.records import SCHEMA, Mandate, User
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.store import Between, Store
from workflow.text import Fields, spoken_day

GIVERS = (Role.CHAIR, Role.SEKDIS, Role.DINSOS)  # whose role can be given; nobody stands in for the admin
MOST_BASIS = 200  # letters
NOT_LISTED = "Pilih salah satu dari daftar."
FOR_EVER = "9999-12-31"
VACANT = "kosong:"  # before the role and region of an office that has no account


def record(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime) -> Mandate:
    """Records a mandate: ``deputy`` (an account's id), ``start``, ``until`` (ISO days, both included), ``basis``.

    The admin also says whose it is, under ``giver``: a key of ``offices``. Everybody else gives their own. Raises
    ``NotAllowed``, or ``Invalid`` with a sentence for each field.
    """
    if not may_give(actor):
        raise NotAllowed("Mandat dicatat oleh Admin, atau oleh pemberinya sendiri dari mejanya sendiri.")
    fields = Fields(data)
    start, until = _days(fields, day(at).isoformat())
    basis = fields.line("basis", "dasar mandat", required=True, most=MOST_BASIS)
    with store.transaction():
        role, region, giver, office = _office(store, actor, fields)
        deputy, person = _deputy(store, fields)
        fields.done()
        mandate = Mandate(
            schema=SCHEMA["mandate"], role=role, region=region, giver=giver, office=office, deputy=deputy,
            person=person, start=start, until=until, basis=basis, by=actor.name, at=stamp(at), ended="", ended_by="",
        )  # fmt: skip
        mandate_bars.check(store, mandate)
        saved = store.insert(Mandate, mandate)
        facts = {"role": role, "region": region, "start": start, "until": until, "basis": basis}
        _tell(store, actor, "mandate_recorded", saved, facts, at)
    return saved


def end(store: Store, actor: Actor, mandate_id: int, *, at: datetime) -> Mandate:
    """Ends a mandate early, by the admin or by whose it is. Of somebody else it is as unknown as one that is not."""
    with store.transaction():
        mandate = store.get(Mandate, mandate_id)
        if mandate is None or not may_end(actor, mandate):
            raise NotFound("Mandat itu tidak ada, atau bukan mandat Anda.")
        if is_over(mandate, day(at).isoformat()):
            raise WrongStage("Mandat itu sudah berakhir.", mandate)
        mandate |= {"ended": stamp(at), "ended_by": actor.name}
        saved = store.save(mandate)
        _tell(store, actor, "mandate_ended", saved, {}, at)
    return saved


def may_give(actor: Actor) -> bool:
    """A deputy gives nothing on: a mandate is given at the own desk."""
    return may_administer(actor) or (actor.role in GIVERS and not actor.deputy)


def may_end(actor: Actor, mandate: Mapping[str, Any]) -> bool:
    return may_administer(actor) or (mandate["giver"] == actor.id and not actor.deputy)


def is_over(mandate: Mapping[str, Any], today: str) -> bool:
    """Whether it was ended, or its last day has passed."""
    return bool(mandate["ended"]) or mandate["until"] < today


def runs(store: Store, mandate: Mapping[str, Any], today: str) -> bool:
    """Whether somebody acts by it today: its days, and both accounts as they were when it was given."""
    return mandate["start"] <= today and not is_over(mandate, today) and mandate_bars.stands(store, mandate)


def held_by(store: Store, user_id: int, today: str) -> list[Mandate]:
    """By which an account acts for others today, in the order in which they were recorded."""
    found = store.find(Mandate, deputy=user_id, ended="")
    return [mandate for mandate in found if runs(store, mandate, today)]


def at_desk(store: Store, user_id: int, mandate_id: int, today: str) -> Mandate | None:
    """The mandate by which an account may work at another desk today; None when it may not."""
    mandate = store.get(Mandate, mandate_id) if mandate_id else None
    if mandate is None or mandate["deputy"] != user_id or not runs(store, mandate, today):
        return None
    return mandate


def over(mandate: Mapping[str, Any] | None, today: str) -> str:
    """Why nothing is done by a mandate any more, as a sentence."""
    if mandate is None:
        return "Mandat itu tidak ada."
    told = f"Mandat Anda a.n. {mandate['office']} "
    if mandate["ended"]:
        return told + "sudah diakhiri. Anda kembali ke meja Anda sendiri."
    if mandate["until"] < today:
        return told + f"berlaku sampai {spoken_day(mandate['until'])}. Anda kembali ke meja Anda sendiri."
    if today < mandate["start"]:
        return told + f"baru berlaku mulai {spoken_day(mandate['start'])}."
    return told + "tidak berlaku lagi karena akunnya diubah. Anda kembali ke meja Anda sendiri."


def offices(store: Store) -> dict[str, str]:
    """Whose role can be given, by what ``record`` knows it by: every account, and every office that has none."""
    users = [user for role in GIVERS for user in store.find(User, role=str(role), active=True, order="region")]
    taken = {(user["role"], user["region"]) for user in users}
    empty = [(role, region) for region in regions() for role in GIVERS if role.regional]
    return {str(user["id"]): f"{user['name']} ({user['username']})" for user in users} | {
        f"{VACANT}{role}:{region}": f"{office_name(role, region)} (tanpa akun)"
        for role, region in empty
        if (str(role), region) not in taken
    }


def deputies(store: Store, giver: int = 0) -> dict[str, str]:
    """Who can act for others, by id: every account but the admins' and the giver's, those of his region first."""
    own = store.get(User, giver) if giver else None
    region = own["region"] if own else ""
    found = [user for user in store.find(User, active=True, order="username") if user["role"] != Role.ADMIN]
    found.sort(key=lambda user: user["region"] != region)
    return {str(one["id"]): f"{one['name']} ({one['username']})" for one in found if one["id"] != giver}


def without(store: Store, today: str) -> dict[Role, list[str]]:
    """The regions in which a role has neither an account nor a running mandate."""
    taken = set(store.tally("user", by=("role", "region"), active=True))
    for mandate in store.find(Mandate, ended="", until=Between(today, FOR_EVER)):
        if runs(store, mandate, today):
            taken.add((mandate["role"], mandate["region"]))
    regional = [role for role in GIVERS if role.regional]
    return {role: [code for code in regions() if (str(role), code) not in taken] for role in regional}


def _days(fields: Fields, today: str) -> tuple[str, str]:
    start = fields.day("start", "hari pertama", required=True)
    until = fields.day("until", "hari terakhir", required=True)
    if start and start < today:
        fields.wrong["start"] = "Mandat berlaku paling awal hari ini; tidak dapat dimulai sebelum hari dicatat."
    if start and until and until < start:
        fields.wrong["until"] = "Hari terakhir lebih awal daripada hari pertama."
    return start, until


def _office(store: Store, actor: Actor, fields: Fields) -> tuple[str, str, int, str]:
    """Whose mandate it is: role, region, account (0 of an office that has none) and name."""
    key = str(fields.data.get("giver") or "") if may_administer(actor) else str(actor.id)
    if key in offices(store):
        if key.startswith(VACANT):
            role, region = key.removeprefix(VACANT).split(":")
            return role, region, 0, office_name(Role(role), region)
        if user := store.get(User, int(key)):
            return user["role"], user["region"], user["id"], user["name"]
    fields.wrong["giver"] = NOT_LISTED
    return "", "", 0, ""


def _deputy(store: Store, fields: Fields) -> tuple[int, str]:
    """Who acts. Whether it is somebody else than the giver is looked at with the rest."""
    key = str(fields.data.get("deputy") or "")
    if key in deputies(store) and (found := store.get(User, int(key))):
        return found["id"], found["name"]
    fields.wrong["deputy"] = NOT_LISTED
    return 0, ""


def _tell(
    store: Store, actor: Actor, name: str, mandate: Mandate, facts: Mapping[str, Any], at: datetime
) -> None:  # fmt: skip
    giver, deputy = (store.get(User, mandate["giver"]), store.get(User, mandate["deputy"]))
    who = {"username": giver["username"] if giver else "", "deputy": deputy["username"] if deputy else ""}
    chain.append(store, actor, name, at, {"mandate": mandate["id"], **who, **facts})
