"""Audit events as lines that people read: the history of a task, and the news of a region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.audit.events import EVENTS
from workflow.clock import moment
from workflow.machine.actions import ACTIONS
from workflow.papers.wording import PARTS
from workflow.roles import Actor
from workflow.store import NoneOf, OneOf, Record, Store
from workflow.text import listed, spoken_day

FACTS, REWORDED, PUBLIC_TOLD = "facts_changed", "outcome_reworded", "public_page_told"
# Events that are told besides the moves of ``ACTIONS``; those of accounts and settings are not news.
OTHERS = {
    "hand_over": "Tugas dibagikan",
    "rakor_recorded": "Rakor dicatat",
    "rakor_imported": "Diambil dari Tuntas lain",
    "rakor_edited": "Rakor diubah",
    "outcome_edited": "Butir hasil diubah",
    "rakor_closed": "Rakor ditutup",
    "rakor_opened": "Rakor dibuka kembali",
    "public_page_opened": "Halaman publik dibuka",
    "public_page_closed": "Halaman publik ditutup",
    PUBLIC_TOLD: "Halaman publik",
    FACTS: "Data diubah sesudah naskah terbit",
    REWORDED: "Butir hasil diubah",
    "signed_copy": "PDF ber-TTE disimpan",
    "reminded": "Diingatkan dengan surat pengingat",
    "inquiry_made": "Pertanyaan diajukan",
    "inquiry_answered": "Pertanyaan dijawab",
    "lks_proposed": "Perubahan LKS diusulkan",
    "lks_confirmed": "Usulan LKS disahkan",
    "lks_refused": "Usulan LKS ditolak",
    "lks_check_asked": "LKS diminta dipastikan",
    "setting_suggested": "Perubahan kantor diusulkan",
    "suggestion_withdrawn": "Usulan kantor ditarik",
    "suggestion_confirmed": "Usulan kantor disetujui",
    "suggestion_refused": "Usulan kantor ditolak",
}
OF_OFFICE = frozenset({"setting_suggested", "suggestion_withdrawn", "suggestion_confirmed", "suggestion_refused"})
OF_RAKOR = frozenset({PUBLIC_TOLD})  # as one whole, and not with each of its tasks
OF_LKS = frozenset({"lks_proposed", "lks_confirmed", "lks_refused", "lks_check_asked"})
INQUIRIES = frozenset({"inquiry_made", "inquiry_answered"})  # a task's page shows them as a part of their own
TOLD = frozenset({*ACTIONS, *OTHERS})
# Not read at all: what the register of LKS says of its records alone are thousands of events that are no news.
SILENT = NoneOf(sorted(set(EVENTS) - TOLD))
SMALLEST_BATCH = 200  # events read at once while looking for news among those that are none


@dataclass(frozen=True)
class Line:
    """One event. ``at`` as stored; ``sign`` is "go" (the stage moved), "back" (sent back) or "";
    ``said`` are somebody's words, ``manner`` the callout they stand in ("late", "wait" or "reported"); ``changes`` have
    a label, what was there before and what is there after."""

    name: str
    at: str
    words: str
    who: str
    actor: int
    sign: str
    task: int
    rakor: int
    facts: str = ""
    said: str = ""
    manner: str = ""
    changes: tuple[Mapping[str, str], ...] = ()
    lks: int = 0

    @property
    def date(self) -> date:
        """The day in Aceh."""
        return moment(self.at).date()


def history(store: Store, task: Mapping[str, Any]) -> list[Line]:
    """All that happened to a task, newest first; what was only asked about it is not among it."""
    events = store.find("event", task=task["id"], order="-id")
    return [told(event) for event in events if event["name"] in TOLD - INQUIRIES]


def milestones(lines: Iterable[Line]) -> dict[str, Line]:
    """The newest line of each kind among lines that come newest first."""
    found: dict[str, Line] = {}
    for line in lines:
        found.setdefault(line.name, line)
    return found


def everything(store: Store, actor: Actor, *, after: int | None = None, limit: int) -> list[Record]:
    """The newest events that the reader may know of, whomever they concern: of the region, for Dinas Sosial Aceh of
    all. ``after`` is the id of the last event already shown.
    """
    return newest(store, actor, SILENT, is_told, after=after, limit=limit)


def newest(
    store: Store,
    actor: Actor,
    names: NoneOf | OneOf,
    kept: Callable[[Record, Actor], bool],
    *,
    after: int | None = None,
    limit: int,
) -> list[Record]:
    """The newest events of the reader's chains that are ``kept``; kinds that are not in ``names`` are not even read."""
    chain = {"chain": actor.region} if actor.role.regional else {}
    order = "-seq" if chain else "-id"  # both are the order in which it happened
    found: list[Record] = []
    size = max(limit, SMALLEST_BATCH)
    while len(found) < limit:
        batch = store.find("event", order=order, after=after, limit=size, name=names, **chain)
        found += [event for event in batch if kept(event, actor)]
        if len(batch) < size:
            break
        after = batch[-1]["id"]
    return found[:limit]


def is_told(event: Mapping[str, Any], actor: Actor) -> bool:
    """Whether it is told. Whoever reads of all tasks has read what happened to a whole rakor as one line about it."""
    of_part = event["name"] in OF_RAKOR or (event["name"] in (FACTS, REWORDED) and event["task"] > 0)
    return event["name"] in TOLD and not (of_part and not actor.role.regional)


def of_rakor(store: Store, rakor_id: int) -> list[Line]:
    """What was changed of a rakor after papers had been issued, and when it or its public page was closed and opened;
    newest first."""
    names = OneOf((FACTS, "rakor_closed", "rakor_opened", "public_page_opened", "public_page_closed"))
    events = store.find("event", rakor=rakor_id, name=names, task=0, order="-id")
    return [told(event) for event in events]


def told(event: Mapping[str, Any]) -> Line:
    """The line of one event."""
    name, fields = event["name"], event["fields"]
    words, facts = _words(name, fields)
    facts = "; ".join(filter(None, (facts, _own_words(fields))))
    who = event["actor"]
    return Line(
        name, event["at"], words, who["name"], who["id"], _sign(name), event["task"], event["rakor"],
        facts, *_said(name, fields), tuple(fields.get("changes", ())) if name in (FACTS, REWORDED) else (),
        fields["lks"] if name in OF_LKS else 0,
    )  # fmt: skip


def _words(name: str, fields: Mapping[str, Any]) -> tuple[str, str]:
    """What was done, and the facts beside it."""
    done = ACTIONS[name].done if name in ACTIONS else OTHERS[name]
    if name == FACTS:
        return f"Data {fields['what']} diubah sesudah naskah terbit", ""
    if name == PUBLIC_TOLD:
        return f"Halaman publik {fields['state']}", ""
    if name == "submit":
        return f"{done}, revisi {fields['revision']}", ""
    if name == "progress":
        return f"{done}: {fields['percent']}%{_pieces(len(fields['evidence']))}", ""
    if name == "verify":
        return done, f"{len(fields['evidence'])} bukti diterima"
    if name == "report":
        number = f"Nomor {fields['number']}" if fields["number"] else "Tanpa nomor"
        number += f", laporan {fields['number_report'] or 'tanpa nomor'}" if "number_report" in fields else ""
        return done, f"{number}{_together(fields)}, kepada {fields['addressee']}"
    if name == "record_direction" and fields.get("deadline"):
        return done, f"Batas waktu menurut arahan: {spoken_day(fields['deadline'])}"
    if name == "reminded":
        return done, f"Pengingat {'I' * fields['level']}, {_numbered(fields['number'])}"
    if name == "rakor_closed" and fields["open"]:
        return done, f"{fields['open']} tugas belum selesai"
    return done, ""


def _numbered(number: str) -> str:
    return f"Nomor {number}" if number else "tanpa nomor"


def _own_words(fields: Mapping[str, Any]) -> str:
    """What of the paper was not as it was proposed."""
    own = [PARTS[part][0].lower() for part in PARTS if part in fields.get("wording", ())]
    return f"kata-kata naskah diubah ({listed(own)})" if own else ""


def _together(fields: Mapping[str, Any]) -> str:
    """The outcomes of a combined report: " (butir 2, 5, dan 7)"."""
    outcomes = [str(no) for no in fields.get("outcomes", ())]
    return f" (butir {listed(outcomes)})" if len(outcomes) > 1 else ""


def _pieces(evidence: int) -> str:
    return f", {evidence} bukti" if evidence else ""


def _said(name: str, fields: Mapping[str, Any]) -> tuple[str, str]:
    """Somebody's own words in the event, and the look of their callout."""
    if "reason" in fields:
        return fields["reason"], "wait" if name in (FACTS, "rakor_closed") else "late"
    return (_direction(fields), "reported") if name == "record_direction" else ("", "")


def _direction(fields: Mapping[str, Any]) -> str:
    plan = fields.get("plan")
    return f"{fields['text']}\nRencana menurut arahan: {plan}" if plan else str(fields["text"])


def _sign(name: str) -> str:
    if name not in ACTIONS:
        return "go" if name == "hand_over" else ""
    action = ACTIONS[name]
    if action.backward:
        return "back" if action.needs else ""
    return "go" if action.to and action.to.stage != action.starts[0].stage else ""
