"""All that a document can say, gathered once from the store as plain data. The composers read nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from documents.compose.invited import with_invitation
from workflow.clock import day
from workflow.errors import NotFound
from workflow.evidence.counted import current_evidence
from workflow.offices.offices import issuer_of, joins, office_on
from workflow.papers.issuing import of_task
from workflow.papers.publishing import Issue
from workflow.rakor.noun_titles import followed
from workflow.rakor.recording import outcome_of
from workflow.regions import PROVINCE, Region, regions
from workflow.store import Store
from workflow.tasks.holding import Held
from workflow.tasks.named_lks import on_paper
from workflow.tasks.region_words import of_region


class OnPaper(Protocol):
    """A case of either kind, for what is asked of both."""

    @property
    def paper(self) -> Mapping[str, Any]: ...

    @property
    def region(self) -> Region: ...


class AboutRakor(Protocol):
    """A case of a task, or of a rakor as a whole."""

    @property
    def rakor(self) -> Mapping[str, Any]: ...


class OfDinas(Protocol):
    """A case with the Dinas Sosial whose paper it is on."""

    @property
    def dinsos(self) -> Mapping[str, Any]: ...

    @property
    def region(self) -> Region: ...


NOT_TOLD = Held((), date.min, None)
JOINT = "bersama"  # what a report of Dinas and LKKS together has as its cover: none


@dataclass(frozen=True)
class Case:
    """One task with all that belongs to it. ``events`` and ``documents`` are oldest first; ``evidence`` counts now.

    ``issuer`` is the office whose paper the document is, ``dinsos`` or ``lkks``, as its addressee is spoken to; of a
    ``joint`` one it is the Dinas.
    ``others`` are the cases of the further tasks of a combined report, in the order of their outcomes. ``held`` is who
    held the task until now, for papers that tell each holding.
    """

    issue: Issue
    task: Mapping[str, Any]
    rakor: Mapping[str, Any]
    outcome: Mapping[str, Any]
    region: Region
    dinsos: Mapping[str, Any]
    lkks: Mapping[str, Any]
    issuer: Mapping[str, Any]
    province: Mapping[str, Any]
    evidence: tuple[Mapping[str, Any], ...]
    events: tuple[Mapping[str, Any], ...]
    documents: tuple[Mapping[str, Any], ...]
    others: tuple[Case, ...] = ()
    held: Held = NOT_TOLD
    lks: tuple[str, ...] = ()  # those that the plan names, each with what it is worth on the day

    @property
    def paper(self) -> Mapping[str, Any]:
        """The office on whose paper it stands."""
        return self.issuer

    @property
    def joint(self) -> bool:
        """Whether Dinas and LKKS issue it together."""
        return bool(self.issuer["cover"] == JOINT)

    @property
    def each(self) -> tuple[Case, ...]:
        """Every task that the document is about: this one, and the others."""
        return (self, *self.others)

    @property
    def today(self) -> str:
        """The date of the document (ISO), in Aceh."""
        return day(self.issue.at).isoformat()

    def events_of(self, *names: str) -> list[Mapping[str, Any]]:
        return [event for event in self.events if event["name"] in names]


def gather(store: Store, issue: Issue) -> Case:
    """Reads what the issue is about; the task itself is taken from the issue, which may be ahead of the store."""
    task, today = issue.task, day(issue.at).isoformat()
    rakor = store.get("rakor", task["rakor"])
    if rakor is None:
        raise NotFound("Rakor dari tugas ini tidak ada.")
    rakor = with_invitation(store, rakor)
    others = tuple(gather(store, replace(issue, task=other, others=())) for other in issue.others)
    issuer = issuer_of(store, task["region"], issue.type)
    paper = office_on(store, issuer["region"], issuer["identity"], today, issue.addressee)
    if joins(store, task["region"], issue.type):
        paper["cover"] = JOINT
    return Case(
        issue=issue,
        task=task,
        rakor=rakor,
        outcome=_named(outcome_of(rakor, task["outcome"]), task["region"]),
        region=regions()[task["region"]],
        dinsos=office_on(store, task["region"], "dinsos", today),
        lkks=office_on(store, task["region"], "lkks", today),
        issuer=paper,
        province=office_on(store, PROVINCE, "dinsos", today),
        evidence=tuple(_captioned(piece, rakor, task) for piece in current_evidence(store, task["id"])),
        events=tuple(store.find("event", task=task["id"])),
        documents=tuple(reversed(of_task(store, task))),
        others=others,
        lks=on_paper(store, task, today),
    )


def _captioned(piece: Mapping[str, Any], rakor: Mapping[str, Any], task: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where nobody typed a caption the task's title stands: on paper its noun."""
    return {**piece, "caption": followed(rakor, task)} if piece["caption"] == task["title"] else piece


def _named(outcome: Mapping[str, Any], region: str) -> Mapping[str, Any]:
    """The outcome as it is told of one who got it: "Kabupaten/Kota" is its name."""
    names = [name for name in ("text", "title", "paper_title") if outcome.get(name)]
    return {**outcome, **{name: of_region(outcome[name], regions()[region]) for name in names}}
