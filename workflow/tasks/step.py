"""One move of one task while it is being made, and what every effect may say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from workflow.clock import day, stamp
from workflow.machine.actions import Action
from workflow.records import SCHEMA, Evidence, Task
from workflow.records.asked import Person, Said
from workflow.records.followed import EvidenceFacts, Returned
from workflow.roles import Actor
from workflow.store import Store


@dataclass
class Move:
    """``task`` is changed in place, ``fields`` goes into the event.

    ``papers`` are the kinds that will be issued with what each of them says besides the task; ``others`` are records
    that were changed along with the task, as they were before, ``made`` tasks that came of it, and ``wording`` what was
    typed to be said on the main paper.
    """

    store: Store
    actor: Actor
    action: Action
    task: Task
    values: dict[str, Any]
    at: datetime
    fields: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, dict[str, Any]] = field(default_factory=dict)
    others: list[dict[str, Any]] = field(default_factory=list)
    made: list[Task] = field(default_factory=list)
    wording: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> str:
        return day(self.at).isoformat()

    @property
    def said(self) -> Said:
        return {"by": self.actor.name, "at": stamp(self.at)}

    def returned(self, reason: str, how: str = "") -> Returned:
        """What the task says of its coming back; ``how`` where that was no return."""
        back = Returned(reason=reason, by=self.said["by"], at=self.said["at"])
        return {**back, "how": how} if how else back

    @property
    def person(self) -> Person:
        return {**self.said, "id": self.actor.id, "for_": self.actor.acting_for}

    @property
    def pair(self) -> list[int]:
        """Whoever acts and for whom, as a task remembers it."""
        return [self.actor.id, self.actor.acting_for]


def ask_for_more(task: Task) -> None:
    """From now on something new has to be recorded before the next claim."""
    task |= {"fresh": False, "notes_before": len(task["progress"])}


def save_evidence(step: Move, pieces: Iterable[Evidence], **changed: Any) -> None:
    """Writes fields into evidence, and remembers for an undoing what was there before."""
    for piece in pieces:
        before = {name: piece.get(name, "") for name in changed}
        saved = step.store.save({**piece, **changed})
        cast(dict[str, Any], piece).update(saved)
        known = next((one for one in step.others if (one["kind"], one["id"]) == ("evidence", piece["id"])), None)
        if known is None:
            known = {"kind": "evidence", "id": piece["id"], "before": {}}
            step.others.append(known)
        known |= {"version": saved["version"], "before": {**before, **known["before"]}}


def evidence_of(step: Move, facts: EvidenceFacts, on: str, place: str) -> Evidence:
    """A file that was taken in, as evidence of the task."""
    return {
        "schema": SCHEMA["evidence"], "task": step.task["id"], "region": step.task["region"],
        "date": on, "place": place, "dropped": False, "accepted_on": "", "verdict": "", "remark": "",
        "by": step.actor.name, "at": stamp(step.at),
        "sha256": facts["sha256"], "media": facts["media"], "name": facts["name"], "size": facts["size"],
        "width": facts["width"], "height": facts["height"], "caption": facts["caption"] or step.task["title"],
        "paper_kind": facts.get("paper_kind", ""), "paper_number": facts.get("paper_number", ""),
        "paper_date": facts.get("paper_date", ""),
    }  # fmt: skip
