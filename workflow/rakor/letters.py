"""Papers of Dinas Sosial Aceh about what one kabupaten/kota has out of a rakor: Berita Acara and Surat Pengingat.

A reminder counts how often it came: I, II, III, for each rakor and kabupaten/kota, and so many days apart as the admin
has set. It reminds of tasks that are late in the kabupaten's own hands, never of what lies with the province.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, cast

from workflow.agenda import register
from workflow.audit import chain
from workflow.clock import day
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.kinds import About, Kind, kinds_about
from workflow.machine.permissions import may_record_rakor
from workflow.machine.time_allowed import REMINDERS, times
from workflow.offices import number_patterns
from workflow.offices.offices import office_of
from workflow.once import once
from workflow.papers.issuing import VALID, worded
from workflow.papers.publishing import Issue, Publisher, freeze
from workflow.papers.wording import FIELD, as_params
from workflow.rakor.discussed import discussed
from workflow.rakor.papers import MARK, proposed, recorded
from workflow.rakor.recording import readable_rakor
from workflow.records import Document, Task
from workflow.regions import PROVINCE, Region, regions
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks.kept_days import late_now
from workflow.text import spoken_day

LEVELS = ("I", "II", "III")
ANSWERED_WITHIN = (10, 7, 7)  # days, of each level
KINDS_OF_LETTER = tuple(kinds_about(About.LETTER))


@dataclass(frozen=True)
class Letter:
    """One paper that is read or issued: its kind, its rakor, and the kabupaten/kota with its tasks in their order."""

    kind: str
    rakor: Mapping[str, Any]
    region: Region
    tasks: Sequence[Task]


def letter(store: Store, actor: Actor, kind: str, rakor_id: int, code: str) -> Letter:
    """Raises ``NotAllowed`` for all but Dinas Sosial Aceh, and ``NotFound`` for a region that is none of the 23."""
    if not may_record_rakor(actor):
        raise NotAllowed("Naskah itu hanya dapat diterbitkan oleh Dinas Sosial Aceh.")
    rakor = readable_rakor(store, actor, rakor_id)
    if code not in regions() or kind not in KINDS_OF_LETTER:
        raise NotFound("Kabupaten/kota atau jenis naskah itu tidak ada.")
    return Letter(kind, rakor, regions()[code], tasks_of_region(store, rakor_id, code))


def tasks_of_region(store: Store, rakor_id: int, code: str) -> list[Task]:
    """What was not cancelled, in the order of the outcomes."""
    found = store.find(Task, rakor=rakor_id, region=code, cancelled=False)
    return sorted(found, key=lambda task: (task["no"], task["id"]))


def reminders(store: Store, rakor_id: int, code: str) -> list[Document]:
    """Those that count, the first one first."""
    return store.find(Document, rakor=rakor_id, region=code, type=Kind.PENGINGAT, status=VALID, order="id")


def late(tasks: Sequence[Task], today: str) -> list[Task]:
    """Those that are late in the kabupaten's own hands."""
    return [task for task in tasks if late_now(task, today)]


def held_back(store: Store, wanted: Letter, today: str) -> list[str]:
    """Why it cannot be issued today, in sentences; nothing when it can be."""
    if not wanted.tasks:
        return [f"{wanted.region.full} tidak mempunyai tugas dari rakor ini."]
    if wanted.kind != Kind.PENGINGAT:
        return []
    sent, found = reminders(store, wanted.rakor["id"], wanted.region.code), []
    if not late(wanted.tasks, today):
        found.append(f"Tidak ada tugas {wanted.region.full} yang lewat batas waktu di tangannya sendiri.")
    if len(sent) >= len(LEVELS):
        found.append(f"Pengingat {LEVELS[-1]} sudah terbit; sesudahnya tidak ada pengingat lagi.")
    elif sent and (first := earliest(store, sent)) > today:
        before, level = LEVELS[len(sent) - 1], LEVELS[len(sent)]
        issued = spoken_day(sent[-1]["date"])
        found.append(f"Pengingat {before} terbit {issued}; Pengingat {level} paling cepat {spoken_day(first)}.")
    return found


def earliest(store: Store, sent: Sequence[Document]) -> str:
    """The first day on which the next reminder may follow."""
    return (date.fromisoformat(sent[-1]["date"]) + timedelta(days=times(store)[REMINDERS])).isoformat()


def order(store: Store, actor: Actor, wanted: Letter, given: Mapping[str, Any], *, at: datetime) -> Issue:
    """The order of the paper as things stand now, marked as a preview; ``given`` are the params of its kind."""
    params = {**given, **actor.on_paper}
    if wanted.kind == Kind.PENGINGAT:
        sent = reminders(store, wanted.rakor["id"], wanted.region.code)[: len(LEVELS) - 1]
        until = day(at) + timedelta(days=ANSWERED_WITHIN[len(sent)])
        params |= {"level": len(sent) + 1, "before": [one["id"] for one in sent], "until": until.isoformat()}
    return Issue(
        type=wanted.kind, task={}, at=at, rakor=wanted.rakor["id"], region=wanted.region.code, params=params,
        number=proposed(store, at), mark=MARK, addressee=f"Kepala Dinas Sosial {wanted.region.full}",
    )  # fmt: skip


def typed(wanted: Letter, data: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in its form, as the params of its kind, and what was typed to be said on it otherwise. Raises
    ``Invalid`` with all that is wrong of both."""
    found: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    asked = (partial(discussed, wanted.tasks),) if wanted.kind == Kind.BERITA_ACARA else ()
    for read in (*asked, of_words):
        try:
            found |= read(data)
        except Invalid as refusal:
            wrong |= refusal.fields
    if wrong:
        raise Invalid(wrong)
    return found


def of_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed of the paper's own words; raises ``Invalid``."""
    return as_params({name: text for name, text in data.items() if name.startswith(FIELD)})


def issue(
    store: Store, publisher: Publisher, actor: Actor, wanted: Letter, params: Mapping[str, Any],
    number: register.Wanted, *, at: datetime, key: str = "",
) -> Record:  # fmt: skip
    """Issues the paper and returns its record; ``params`` as ``typed`` gives them.

    In one transaction: record, number, frozen content and audit event. Raises ``Invalid`` for what is held back or
    cannot be accepted; then nothing has changed. ``key`` names the sending, which is done ``once``.
    """
    made = once(store, key, lambda: {"id": issue_within(store, publisher, actor, wanted, params, number, at)}, at=at)
    return publisher.publish(made["id"])


def issue_within(
    store: Store, publisher: Publisher, actor: Actor, wanted: Letter, params: Mapping[str, Any],
    number: register.Wanted, at: datetime,
) -> int:  # fmt: skip
    """The same without its files, which the caller has made: the id of the new record. Several that have to come
    together are issued within one transaction."""
    with store.transaction():
        if reasons := held_back(store, wanted, day(at).isoformat()):
            raise Invalid({"held_back": " ".join(reasons)})
        if "" < params.get("following", "") <= day(at).isoformat():
            raise Invalid({"following": "Tanggal pembahasan berikutnya harus sesudah hari ini."})
        shown = order(store, actor, wanted, params, at=at)
        entry = register.number(store, office_of(store, PROVINCE, "dinsos"), number, actor.name, at)
        due = replace(
            shown, number=entry["number"], slot=entry["slot"], code=number_patterns.check_code(), mark="",
        )  # fmt: skip
        frozen = publisher.compose(store, due)
        own = worded(due, frozen)
        document = store.insert(Document, cast(Document, {**recorded(store, due, frozen, wanted.rakor, []), **own}))
        freeze(store, document, frozen)
        register.attach(store, entry["id"], document)
        fields = {"type": due.type, "number": due.number, "document": document["id"], **own}
        chain.append(store, actor, "rakor_document", at, fields, rakor=due.rakor, chain=due.region)
        if wanted.kind == Kind.PENGINGAT:
            _tell(store, actor, wanted, document, due.params["level"], at)
    return int(document["id"])


def _tell(store: Store, actor: Actor, wanted: Letter, document: Document, level: int, at: datetime) -> None:
    """In the history of each task of which the letter reminds, and so in the news of its kabupaten/kota."""
    for task in late(wanted.tasks, day(at).isoformat()):
        fields = {"level": level, "number": document["number"], "document": document["id"]}
        chain.append(store, actor, "reminded", at, fields, task=task["id"], rakor=task["rakor"], chain=task["region"])
