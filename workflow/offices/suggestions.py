"""What a Sekdis suggests for the own office: its kop, who signs, to whom reports go. It holds once the admin says so.

Who works there knows first that a street or a head of office has changed; the admin's word keeps that no paper carries
what nobody has looked at. It is checked as on the admin's pages, when it is suggested and again when it is confirmed.
One part has one suggestion that waits: a newer one takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, cast

from workflow.audit import chain as audit
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.machine.permissions import may_administer
from workflow.offices import offices, signatories
from workflow.offices.addressees import check_addressees
from workflow.records import SCHEMA, Office, Suggestion
from workflow.regions import PROVINCE, regions
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import Fields

PARTS = {"kop": "Kop naskah", "penanda-tangan": "Penanda tangan", "tujuan": "Tujuan laporan"}
KOP = ("head", "name", "address", "contact", "place")
WAITING, CONFIRMED, REFUSED, WITHDRAWN = "menunggu", "disetujui", "ditolak", "ditarik"
MOST_REASON = 500


def may_suggest(actor: Actor) -> bool:
    return actor.role is Role.SEKDIS


def own_office(store: Store, actor: Actor) -> Office:
    """The Dinas Sosial of the Sekdis who asks. Raises ``NotAllowed`` for everybody else."""
    if not may_suggest(actor):
        raise NotAllowed("Usulan pengaturan kantor diajukan oleh Sekdis untuk kantornya sendiri.")
    return offices.office_of(store, actor.region, "dinsos")


def of_office(store: Store, office: int) -> list[Suggestion]:
    """All suggestions for an office, the newest first."""
    return store.find(Suggestion, office=office, order="-id")


def waiting(store: Store) -> list[Suggestion]:
    """What the admin has to decide, the oldest first."""
    return store.find(Suggestion, state=WAITING, order="id")


def existing(store: Store, suggestion_id: int) -> Suggestion:
    found = store.get(Suggestion, suggestion_id)
    if found is None:
        raise NotFound("Usulan itu tidak ada.")
    return found


def suggest(store: Store, actor: Actor, part: str, data: Mapping[str, Any], *, at: datetime) -> Suggestion:
    """Records what the Sekdis would have; ``data`` as the admin's form of that part sends it. Raises ``Invalid``, also
    when nothing of it differs from what holds."""
    with store.transaction():
        office = own_office(store, actor)
        values = _checked(store, office, part, data)
        for before in store.find(Suggestion, office=office["id"], part=part, state=WAITING):
            store.save({**before, "state": WITHDRAWN})
        made = store.insert(
            Suggestion,
            Suggestion(
                schema=SCHEMA["suggestion"], office=office["id"], region=office["region"], part=part, values=values,
                state=WAITING, by=actor.id, by_name=actor.name, at=stamp(at), answer="", decided_by="", decided_at="",
            ),
        )  # fmt: skip
        _tell(store, actor, "setting_suggested", made, at)
    return made


def withdraw(store: Store, actor: Actor, suggestion_id: int, *, version: int, at: datetime) -> None:
    """By any Sekdis of that office, while it waits."""
    with store.transaction():
        if own_office(store, actor)["id"] != existing(store, suggestion_id)["office"]:
            raise NotFound("Usulan itu tidak ada.")
        found = _waiting(store, suggestion_id, version)
        store.save({**found, "state": WITHDRAWN})
        _tell(store, actor, "suggestion_withdrawn", found, at)


def confirm(store: Store, admin: Actor, suggestion_id: int, *, version: int, read: str, at: datetime) -> Suggestion:
    """What was suggested holds from now on, as if the admin had typed it. Raises ``Stale`` when what it stands beside
    is not what the admin has ``read`` (``mark``), ``Invalid`` when what was suggested does not fit any more."""
    _check_admin(admin)
    with store.transaction():
        found = _waiting(store, suggestion_id, version)
        office = cast(Office, store.get(Office, found["office"]))
        if mark(store, office, found) != read:
            raise Stale(office)
        _take_over(store, admin, office, found, at)
        decided = _decided(store, admin, found, CONFIRMED, "", at)
        _tell(store, admin, "suggestion_confirmed", found, at)
    return decided


def refuse(
    store: Store, admin: Actor, suggestion_id: int, data: Mapping[str, Any], *, version: int, at: datetime
) -> Suggestion:
    """Nothing changes; the Sekdis reads the ``reason``."""
    _check_admin(admin)
    fields = Fields(data)
    reason = fields.paragraph("reason", "alasan", required=True, most=MOST_REASON)
    fields.done()
    with store.transaction():
        found = _waiting(store, suggestion_id, version)
        decided = _decided(store, admin, found, REFUSED, reason, at)
        _tell(store, admin, "suggestion_refused", found, at)
    return decided


def mark(store: Store, office: Office, of: Suggestion) -> str:
    """Of what a suggestion stands beside: another one once the office was changed, or who signs for it and when."""
    signers = signatories.of_office(store, office["id"]) if of["part"] == "penanda-tangan" else []
    return "-".join((str(office["version"]), *(f"{one['id']}.{one['version']}" for one in signers)))


def replaced_signer(store: Store, office: int, start: str) -> dict[str, Any] | None:
    """Whose open period ends the day before a new one begins on ``start`` (ISO); None when none is in its way."""
    ahead = [one for one in signatories.of_office(store, office) if one["start"] < start and not one["end"]]
    return dict(ahead[0]) if ahead else None


def _checked(store: Store, office: Office, part: str, data: Mapping[str, Any]) -> dict[str, Any]:
    if part == "kop":
        every = offices.check_office({**office, **{name: data.get(name, "") for name in KOP}})
        values: dict[str, Any] = {name: every[name] for name in KOP if every[name] != office.get(name)}
    elif part == "tujuan":
        values = {"addressees": check_addressees(data, office)}
    elif part == "penanda-tangan":
        before = replaced_signer(store, office["id"], str(data.get("start") or ""))
        return signatories.check(store, office, data, but=before["id"] if before else 0)
    else:
        raise NotFound("Bagian itu tidak dapat diusulkan.")
    if all(office.get(name) == value for name, value in values.items()):
        raise Invalid({next(iter(KOP)) if part == "kop" else "name_0": "Belum ada yang berbeda dari yang berlaku."})
    return values


def _take_over(store: Store, admin: Actor, office: Office, found: Suggestion, at: datetime) -> None:
    number, values = office["id"], found["values"]
    if found["part"] == "penanda-tangan":
        if before := replaced_signer(store, number, values["start"]):
            last = (date.fromisoformat(values["start"]) - timedelta(days=1)).isoformat()
            signatories.edit(store, admin, before["id"], {"end": last}, version=before["version"], at=at)
        signatories.add(store, admin, number, values, at=at)
    elif found["part"] == "kop":
        offices.edit_office(store, admin, number, values, version=office["version"], at=at)
    else:
        offices.change(store, admin, number, lambda _: values, version=office["version"], at=at)


def _waiting(store: Store, suggestion_id: int, version: int) -> Suggestion:
    found = existing(store, suggestion_id)
    if found["version"] != version or found["state"] != WAITING:
        raise WrongStage("Usulan ini sudah diputuskan atau ditarik.", found)
    return found


def _decided(store: Store, admin: Actor, found: Suggestion, state: str, reason: str, at: datetime) -> Suggestion:
    answer = {"state": state, "answer": reason, "decided_by": admin.name, "decided_at": stamp(at)}
    return cast(Suggestion, store.save({**found, **answer}))


def _check_admin(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed("Usulan pengaturan kantor diputuskan oleh Admin.")


def _tell(store: Store, actor: Actor, name: str, found: Suggestion, at: datetime) -> None:
    chain = found["region"] if found["region"] in regions() else PROVINCE
    fields = {"office": found["office"], "suggestion": found["id"], "part": found["part"]}
    audit.append(store, actor, name, at, fields, chain=chain)
