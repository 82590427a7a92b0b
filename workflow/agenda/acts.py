"""What people do in their office's agenda: go on from their own book, set a number aside, enter, fill in, void one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from workflow.agenda import register, start
from workflow.agenda.register import Wanted
from workflow.agenda.states import AWAITED, RESERVED, USED, VOID
from workflow.audit import chain as audit
from workflow.clock import day
from workflow.errors import NotAllowed, NotFound, Stale, Unreadable, WrongStage
from workflow.machine.stages import SHORTEST_REASON
from workflow.offices.archive_codes import LONGEST as LONGEST_CODE
from workflow.offices.offices import office_of
from workflow.records import DocumentTask, Entry, Office, Task
from workflow.regions import PROVINCE, regions
from workflow.roles import Actor, Role
from workflow.store import Store, scopes
from workflow.text import Fields, fold, yes_of

# role -> (identity of the office whose agenda it keeps); regional roles keep that of their region
KEEPERS = {Role.SEKDIS: "dinsos", Role.CHAIR: "lkks", Role.DINSOS: "dinsos"}


def own_office(store: Store, actor: Actor) -> Office:
    """The office whose agenda the actor keeps; ``NotAllowed`` for those who keep none."""
    if actor.role not in KEEPERS:
        raise NotAllowed("Agenda nomor dipegang oleh kantor yang menerbitkan naskah.")
    return office_of(store, actor.region if actor.role.regional else PROVINCE, KEEPERS[actor.role])


def _own_sound_office(store: Store, actor: Actor) -> Office:
    """The same for one who writes; ``Unreadable`` when its pattern of numbers may be lost."""
    office = own_office(store, actor)
    if "damaged" in office:
        raise Unreadable
    return office


def readable(store: Store, actor: Actor, entry_id: int) -> Entry:
    """An entry of the own agenda; Dinas Sosial Aceh reads those of all."""
    entry = store.get(Entry, entry_id)
    if entry is None or (actor.role is not Role.DINSOS and not _is_own(store, actor, entry)):
        raise NotFound("Nomor itu tidak ada di agenda kantor Anda.")
    return entry


def _is_own(store: Store, actor: Actor, entry: Entry) -> bool:
    """Of the own office, and of no paper of it about another kabupaten/kota."""
    return entry["office"] == own_office(store, actor)["id"] and not entry.get("about")


def writable(store: Store, actor: Actor, entry_id: int) -> Entry:
    entry = readable(store, actor, entry_id)
    if entry["office"] != own_office(store, actor)["id"]:
        raise NotAllowed("Agenda kantor lain hanya dapat dibaca.")
    return entry


def may_void(store: Store, entry: Mapping[str, Any]) -> bool:
    """A number that was set aside or used on paper; a blank one only when its paper no longer counts."""
    if entry["status"] == AWAITED:
        document = store.get("document", entry["document"])
        return document is None or document["status"] != "berlaku"
    return entry["status"] == RESERVED or (entry["status"] == USED and not entry["document"])


def may_fill(entry: Mapping[str, Any]) -> bool:
    return bool(entry["status"] == AWAITED)


def reserve(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime) -> Entry:
    """Takes the next number of the series for a paper to come. ``data``: subject, archive_code."""
    fields = Fields(data)
    subject = fields.line("subject", "keperluannya", required=True, most=200)
    code = fields.line("archive_code", "kode klasifikasi arsip", most=LONGEST_CODE)
    fields.done()
    with store.transaction(scopes.region(own_office(store, actor)["region"])):
        office = _own_sound_office(store, actor)
        entry = register.number(store, office, Wanted("series", "", code), actor.name, at)
        entry |= {"status": RESERVED, "subject": subject}
        entry = register.write(store, entry)
        _told(store, actor, "number_reserved", at, entry, number=entry["number"], subject=subject)
    return entry


def use_on_paper(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime) -> Entry:
    """Enters a number that was given outside the app. ``data``: number, date, subject, signer."""
    fields = Fields(data)
    number = fields.line("number", "nomor naskah", required=True, most=80)
    on = fields.day("date", "tanggal naskah", required=True)
    if on > day(at).isoformat():
        fields.wrong["date"] = "Tanggal naskah belum tiba. Untuk naskah yang akan datang, sediakan nomornya."
    facts = {
        "subject": fields.line("subject", "hal", required=True, most=200),
        "signer": fields.line("signer", "jabatan penanda tangan", required=True, most=120),
    }
    fields.done()
    with store.transaction(scopes.region(own_office(store, actor)["region"])):
        office, wanted = _own_sound_office(store, actor), Wanted("typed", number, yes=yes_of(data))
        entry = register.number(store, office, wanted, actor.name, at, on=date.fromisoformat(on))
        entry |= {"subject": facts["subject"], "signer": facts["signer"]}
        entry = register.write(store, entry)
        _told(store, actor, "number_on_paper", at, entry, number=entry["number"], date=on, **facts)
    return entry


def continue_after(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime) -> str:
    """Lets this year's series go on from the office's own book; returns its next number. ``data``: last."""
    fields, on = Fields(data), day(at)
    text = fields.line("last", "nomor terakhir", required=True, most=6)
    if text and not re.fullmatch(r"0*[1-9][0-9]*", text, re.ASCII):
        fields.wrong["last"] = "Isi nomor urutnya saja: bilangan bulat dari 1 sampai 999999."
    fields.done()
    with store.transaction():
        office = _own_sound_office(store, actor)
        start.begin_after(store, office, int(text), on)
        chain = office["region"] if office["region"] in regions() else audit.PROVINCE_CHAIN
        told = {"office": office["id"], "year": on.year, "last": int(text)}
        audit.append(store, actor, "numbers_outside", at, told, chain=chain)
        return register.proposed(store, office, on)


def void(store: Store, actor: Actor, entry_id: int, data: Mapping[str, Any], *, version: int, at: datetime) -> Entry:
    """Voids a number for good, with the reason; it is never given again."""
    fields = Fields(data)
    reason = fields.paragraph("reason", "alasan", required=True, most=500)
    if reason and len(reason) < SHORTEST_REASON:
        fields.wrong["reason"] = f"Alasan paling sedikit {SHORTEST_REASON} huruf, supaya pemeriksa agenda mengerti."
    fields.done()
    with store.transaction():
        entry = _current(store, actor, entry_id, version)
        if not may_void(store, entry):
            raise WrongStage("Nomor yang sudah dipakai naskah tidak dapat dibatalkan.", entry)
        entry |= {"status": VOID, "reason": reason}
        entry = register.write(store, entry)
        _told(store, actor, "number_voided", at, entry, number=entry["number"] or entry["slot"], reason=reason)
    return entry


def fill_in(store: Store, actor: Actor, entry_id: int, data: Mapping[str, Any], *, version: int, at: datetime) -> Entry:
    """Enters the number that was written on a paper issued without one. The paper's files stay as they are."""
    fields = Fields(data)
    number = fields.line("number", "nomor yang ditulis di kertas", required=True, most=80)
    fields.done()
    with store.transaction():
        blank = _current(store, actor, entry_id, version)
        if not may_fill(blank):
            raise WrongStage("Nomor naskah ini sudah diisi atau dibatalkan.", blank)
        entry = _filled(store, actor, blank, Wanted("typed", number, yes=yes_of(data)), at)
        number, document = entry["number"], store.get("document", blank["document"])
        if document is not None:
            named = {**_named(document, blank, number), "search": fold(number, document["search"])}
            saved = store.save({**document, **named})
            register.attach(store, entry["id"], saved, subject=blank["subject"], of=blank.get("of", ""))
            _findable(store, document["id"], number)
        _told(store, actor, "number_filled", at, entry, number=number, document=blank["document"])
    return store.get(Entry, entry["id"]) or entry


def _named(document: Mapping[str, Any], blank: Entry, number: str) -> dict[str, str]:
    """Which number of the document it is: the report's own or that of the whole; the other one of a joint paper
    neither."""
    if blank.get("of"):
        return {"number_report": number}
    return {"number": number} if document["office"] == blank["office"] else {}


def _findable(store: Store, document: int, number: str) -> None:
    """The tasks of the paper are found by its number, too."""
    for link in store.find(DocumentTask, document=document):
        if task := store.get(Task, link["task"]):
            store.save({**task, "search": fold(task["search"], number)})


def _filled(store: Store, actor: Actor, blank: Entry, wanted: Wanted, at: datetime) -> Entry:
    """The blank entry with its number; when that had been set aside, its entry takes the place of the blank one."""
    office, on = _own_sound_office(store, actor), date.fromisoformat(blank["date"])
    taken = register.number(store, office, wanted, actor.name, at, on=on)
    if taken["source"] == "series":
        store.delete("entry", blank["id"])
        return taken
    store.delete("entry", taken["id"])
    for name in ("number", "ordinal", "suffix", "year", "status"):
        blank[name] = taken[name]
    return register.write(store, blank)


def _current(store: Store, actor: Actor, entry_id: int, version: int) -> Entry:
    entry = writable(store, actor, entry_id)
    if entry["version"] != version:
        raise Stale(entry)
    return entry


def _told(store: Store, actor: Actor, name: str, at: datetime, entry: Mapping[str, Any], **fields: Any) -> None:
    chain = entry["region"] if entry["region"] in regions() else audit.PROVINCE_CHAIN
    audit.append(store, actor, name, at, {"office": entry["office"], **fields}, chain=chain)
