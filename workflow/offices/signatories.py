"""Who signs for an office, and from when until when. A document's signer is who fits its date, frozen into it.

An office has one signer at a time. On a day that no period covers, the default signer in the office's own settings
signs. Approval and signature are two things: nobody signs here, the paper only says whose signature it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain as audit
from workflow.errors import Invalid, NotAllowed, NotFound, Stale
from workflow.machine.permissions import may_administer
from workflow.records import SCHEMA
from workflow.regions import regions
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.text import Fields, spoken_day

MODES = ("", "a.n.", "u.b.", "Plt.", "Plh.", "Pj.")
FOR_ANOTHER = ("a.n.", "u.b.")  # modes that name who gave the mandate
TEXTS: dict[str, tuple[str, int]] = {  # field -> label, most characters
    "name": ("nama dengan gelar", 120),
    "position": ("jabatan", 120),
    "rank": ("pangkat, golongan ruang", 80),
    "nip": ("NIP", 30),
    "principal": ("jabatan pemberi mandat", 120),
    "through": ("jabatan di antaranya", 120),
}
REQUIRED = ("name", "position", "start")
CIVIL_SERVICE = ("rank", "nip")  # an LKKS is no part of it


def of_office(store: Store, office: int) -> list[Record]:
    """All signatories of an office, the newest period first."""
    return store.find("signatory", office=office, order="-start")


def in_force(store: Store, office: int, on: str) -> Record | None:
    """Who signs for the office on that day (ISO), if a period covers it."""
    for one in of_office(store, office):
        if one["start"] <= on and (not one["end"] or on <= one["end"]):
            return one
    return None


def signing(store: Store, office: Mapping[str, Any], on: str) -> dict[str, Any]:
    """The office with its ``signer_`` fields as they are on that day."""
    one = in_force(store, office["id"], on)
    if one is None:
        return dict(office)
    return {**office, **{f"signer_{name}": one[name] for name in (*TEXTS, "mode")}}


def add(store: Store, actor: Actor, office_id: int, data: Mapping[str, Any], *, at: datetime) -> Record:
    """Records a signatory. Raises ``Invalid``, also when the period overlaps another one of the office."""
    _check_actor(actor)
    with store.transaction():
        office = _office(store, office_id)
        values = check(store, office, data)
        saved = store.insert("signatory", {"schema": SCHEMA["signatory"], "office": office_id, **values})
        _tell(store, actor, "signatory_added", at, office, {"signatory": saved["id"], **_period(values)})
    return saved


def edit(
    store: Store, actor: Actor, signatory_id: int, data: Mapping[str, Any], *, version: int, at: datetime
) -> Record:
    """Corrects or ends a signatory; what was issued keeps the signer it has."""
    _check_actor(actor)
    with store.transaction():
        before, office = _existing(store, signatory_id, version)
        values = check(store, office, {**before, **data}, but=signatory_id)
        saved = store.save({**before, **values})
        changed = sorted(name for name, value in values.items() if before[name] != value)
        _tell(store, actor, "signatory_edited", at, office, {"signatory": signatory_id, "changed": changed})
    return saved


def remove(store: Store, actor: Actor, signatory_id: int, *, version: int, at: datetime) -> None:
    """Takes away what was recorded by mistake; the history keeps that it was there."""
    _check_actor(actor)
    with store.transaction():
        before, office = _existing(store, signatory_id, version)
        store.delete("signatory", signatory_id)
        _tell(store, actor, "signatory_removed", at, office, {"signatory": signatory_id, **_period(before)})


def check(store: Store, office: Mapping[str, Any], data: Mapping[str, Any], *, but: int = 0) -> dict[str, Any]:
    """Typed data as values, or ``Invalid``. A doubtful NIP is the page's warning, never a refusal."""
    fields = Fields(data)
    values: dict[str, Any] = {
        name: fields.line(name, label, required=name in REQUIRED, most=most) for name, (label, most) in TEXTS.items()
    }
    values["mode"] = str(data.get("mode") or "")
    values["start"] = fields.day("start", "tanggal mulai", required=True)
    values["end"] = fields.day("end", "tanggal berakhir")
    fields.wrong |= mandate_gaps(values["mode"], values["principal"], values["through"])
    if office["identity"] == "lkks":
        values |= dict.fromkeys(CIVIL_SERVICE, "")
    if values["end"] and values["end"] < values["start"]:
        fields.wrong.setdefault("end", "Tanggal berakhir lebih awal daripada tanggal mulai.")
    fields.done()
    _check_period(of_office(store, office["id"]), values, but)
    return values


def mandate_gaps(mode: str, principal: str, through: str, *, prefix: str = "") -> dict[str, str]:
    """What a way of signing lacks, by field: a.n. names who gave the mandate, u.b. also who stands in between."""
    wrong = {}
    if mode not in MODES:
        wrong[f"{prefix}mode"] = "Pilih salah satu dari daftar."
    if mode in FOR_ANOTHER and not principal:
        wrong[f"{prefix}principal"] = f"Isi jabatan pemberi mandat: {mode} selalu atas nama seorang pejabat."
    if mode == "u.b." and not through:
        wrong[f"{prefix}through"] = "Isi jabatan di antaranya: u.b. dipakai sesudah a.n., dua tingkat di bawahnya."
    return wrong


def period_words(one: Mapping[str, Any]) -> str:
    """ "1 Maret 2025 sampai 31 Desember 2025", or "sejak 1 Maret 2025"."""
    start = spoken_day(one["start"])
    return f"{start} sampai {spoken_day(one['end'])}" if one["end"] else f"sejak {start}"


def _check_period(others: list[Record], values: Mapping[str, Any], but: int) -> None:
    for other in others:
        apart = (values["end"] and values["end"] < other["start"]) or (other["end"] and other["end"] < values["start"])
        if other["id"] != but and not apart:
            raise Invalid(
                {
                    "start": f"Masa ini bertumpang tindih dengan {other['name']} ({other['position']}), "
                    f"{period_words(other)}. Akhiri atau betulkan masa itu dahulu; satu kantor mempunyai satu "
                    "penanda tangan pada satu hari."
                }
            )


def _period(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: values[name] for name in ("position", "start", "end")}


def _check_actor(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed("Penanda tangan hanya dapat diubah oleh Admin.")


def _office(store: Store, office_id: int) -> Record:
    office = store.get("office", office_id)
    if office is None:
        raise NotFound("Kantor itu tidak ada.")
    return office


def _existing(store: Store, signatory_id: int, version: int) -> tuple[Record, Record]:
    one = store.get("signatory", signatory_id)
    if one is None:
        raise NotFound("Penanda tangan itu tidak ada, atau sudah dihapus.")
    if one["version"] != version:
        raise Stale(one)
    return one, _office(store, one["office"])


def _tell(store: Store, actor: Actor, name: str, at: datetime, office: Record, fields: Mapping[str, Any]) -> None:
    chain = office["region"] if office["region"] in regions() else audit.PROVINCE_CHAIN
    audit.append(store, actor, name, at, {"office": office["id"], **fields}, chain=chain)
