"""Papers that neither a move nor a rakor issues: about an institution, a kabupaten/kota, or all of Aceh.

Each tells how things stood on one day, so one more replaces none. On whose paper it stands goes by its kind, or by who
asks for it. What such a paper says is composed and frozen as that of any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from workflow.agenda import register
from workflow.audit import chain
from workflow.clock import day, stamp
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.kinds import KINDS, About, Kind, Whose, kinds_about, official
from workflow.lks.register import readable
from workflow.lks.undecided import Undecided, undecided
from workflow.offices import number_patterns
from workflow.offices.offices import office_of
from workflow.once import once
from workflow.papers import wording
from workflow.papers.issuing import VALID, worded
from workflow.papers.publishing import Frozen, Issue, Publisher, freeze
from workflow.records import SCHEMA, Document, Lks, Office
from workflow.regions import PROVINCE, region_name, regions
from workflow.roles import Actor, Role
from workflow.store import OneOf, Record, Store
from workflow.text import fold

MARK = "PRATINJAU"
ISSUERS: Mapping[str, frozenset[Role]] = {
    Kind.PROFIL_LKS: frozenset({Role.CHAIR, Role.SEKDIS, Role.DINSOS}),
    Kind.REKOMENDASI: frozenset({Role.CHAIR}),
    Kind.DAFTAR_LKS: frozenset({Role.SEKDIS, Role.DINSOS}),
    Kind.INDIKATOR: frozenset({Role.DINSOS}),
    Kind.KABUPATEN: frozenset({Role.SEKDIS}),
}


@dataclass(frozen=True)
class Subject:
    """What a paper tells of: a kabupaten/kota (``PROVINCE``: all of Aceh), or the institution ``lks`` in it."""

    region: str
    lks: int = 0


def of_lks(store: Store, actor: Actor, lks_id: int) -> Subject:
    """The institution, if the actor may read it; else ``NotFound``."""
    return Subject(readable(store, actor, lks_id)["region"], lks_id)


def of_region(actor: Actor, kind: str, code: str) -> Subject:
    """The kabupaten/kota that is asked for: the own one, any for Dinas Sosial Aceh; "" is the own, or all of Aceh. The
    indicator is told of Aceh alone."""
    code = code or actor.region or PROVINCE
    whole = code == PROVINCE and not actor.role.regional and kind != Kind.KABUPATEN
    if not whole and (
        kind == Kind.INDIKATOR or code not in regions() or (actor.role.regional and code != actor.region)
    ):
        raise NotFound("Kabupaten/kota itu tidak ada, atau bukan kabupaten/kota Anda.")
    return Subject(code)


def held_back(store: Store, kind: str) -> list[Undecided]:
    """Why a paper of that kind cannot be issued now; nothing when it can. The indicator counts nobody
    twice: what nobody has decided yet is decided first."""
    return undecided(store) if kind == Kind.INDIKATOR else []


def in_words(one: Undecided) -> str:
    return f"{region_name(one.region)}: {one.sentence}"


def may_issue(actor: Actor, kind: str) -> bool:
    """One who follows the province's own tasks has no institutions."""
    return actor.role in ISSUERS[kind] and actor.region != PROVINCE


def order(
    store: Store, actor: Actor, kind: str, subject: Subject, params: Mapping[str, Any], *, at: datetime
) -> Issue:  # fmt: skip
    """The order of the paper as things stand now, marked as a preview. Raises ``NotAllowed``."""
    if not may_issue(actor, kind):
        raise NotAllowed("Naskah itu tidak diterbitkan oleh peran Anda.")
    office = issuer(store, actor, kind, subject)
    number = register.proposed(store, office, day(at)) if KINDS[kind].numbered else ""
    asked = {**wording.as_params(params), **actor.on_paper, "office": [office["region"], office["identity"]]}
    return Issue(
        type=kind, task={}, at=at, number=number, mark=MARK, lks=subject.lks, region=subject.region, params=asked
    )  # fmt: skip


def issuer(store: Store, actor: Actor, kind: str, subject: Subject) -> Office:
    """The office whose paper it is."""
    if KINDS[kind].whose is Whose.PROVINCE or actor.role is Role.DINSOS:
        return office_of(store, PROVINCE, "dinsos")
    lkks = KINDS[kind].whose is Whose.LKKS or actor.role is Role.CHAIR
    return office_of(store, subject.region, "lkks" if lkks else "dinsos")


def issue(
    store: Store, publisher: Publisher, actor: Actor, kind: str, subject: Subject, params: Mapping[str, Any], *,
    at: datetime, wanted: register.Wanted | None = None, key: str = "",
) -> Record:  # fmt: skip
    """Issues the paper and returns its record; ``wanted`` says how a numbered one is numbered.

    In one transaction: record, number, frozen content and audit event. Raises ``NotAllowed`` or ``Invalid``; then
    nothing has changed. ``key`` names the sending, which is done ``once``.
    """
    made = once(store, key, lambda: {"id": record(store, publisher, actor, kind, subject, params, wanted, at)}, at=at)
    return publisher.publish(made["id"])


def record(
    store: Store, publisher: Publisher, actor: Actor, kind: str, subject: Subject, params: Mapping[str, Any],
    wanted: register.Wanted | None, at: datetime,
) -> int:  # fmt: skip
    """The id of the new record, whose files are still to be made; for who has more to do in the same transaction."""
    with store.transaction():
        if reasons := held_back(store, kind):
            raise Invalid({"held_back": f"Laporan ditahan: {len(reasons)} hal harus diputuskan dahulu."})
        shown = order(store, actor, kind, subject, params, at=at)
        office, number, slot, entry = issuer(store, actor, kind, subject), "", "", 0
        if KINDS[kind].numbered:
            given = register.number(store, office, wanted or register.Wanted(), actor.name, at)
            number, slot, entry = given["number"], given["slot"], given["id"]
        code = number_patterns.check_code() if official(kind) else ""
        due = Issue(
            type=kind, task={}, at=at, number=number, slot=slot, code=code, lks=subject.lks, region=subject.region,
            params=shown.params,
        )  # fmt: skip
        frozen = publisher.compose(store, due)
        words = worded(due, frozen)
        document = store.insert(Document, cast(Document, {**_record(due, frozen, office), **words}))
        freeze(store, document, frozen)
        if entry:
            register.attach(store, entry, document)
        fields = {"type": kind, "number": number, "document": document["id"], "lks": subject.lks, **words}
        own = subject.region if subject.region in regions() else chain.PROVINCE_CHAIN
        chain.append(store, actor, "region_document", at, fields, chain=own)
    return document["id"]


def issued_about(store: Store, subject: Subject) -> list[Document]:
    """The papers about an institution and those that were merged into it, or about a region, the newest first."""
    if not subject.lks:
        kinds = OneOf(list(kinds_about(About.REGION)))
        return store.find(Document, region=subject.region, type=kinds, order="-id")
    return store.find(Document, lks=OneOf(_and_merged(store, subject)), order="-id")


def _and_merged(store: Store, subject: Subject) -> list[int]:
    own = store.get(Lks, subject.lks)
    into = {own["uid"]} if own else set()
    found, ended = [subject.lks], store.find(Lks, ended=True)
    while into:
        gone = [one for one in ended if one["end"] and one["end"]["into"] in into and one["id"] not in found]
        found += [one["id"] for one in gone]
        into = {one["uid"] for one in gone}
    return found


def _record(due: Issue, frozen: Frozen, office: Office) -> Document:
    return {
        "schema": SCHEMA["document"], "type": due.type, "task": 0, "tasks": [], "rakor": 0, "lks": due.lks,
        "region": due.region, "office": office["id"], "title": frozen.title, "subject": frozen.subject,
        "signer": frozen.signer, "facts": frozen.facts, "number": due.number, "addressee": due.addressee,
        "code": due.code, "revision": 0, "date": day(due.at).isoformat(), "year": day(due.at).year,
        "at": stamp(due.at), "search": fold(due.number, frozen.title, frozen.subject), "status": VALID,
        "replaces": [], "reason": "", "ended": "", "content_sha256": frozen.sha256, "pending": True, "failure": "",
        "files": {},
    }  # fmt: skip
