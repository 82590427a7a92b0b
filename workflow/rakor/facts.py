"""What papers that went out say of their rakor: it changes with a reason only, told to each task with old and new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.evidence.demands import demand_words
from workflow.kinds import Kind, official
from workflow.machine.stages import SHORTEST_REASON
from workflow.papers.issuing import VALID, tasks_of
from workflow.rakor import programme
from workflow.rakor.fields import DIMENSIONS, HEAD, OUTCOME, PERSON, UNTOLD, reason_of
from workflow.records import Document, Outcome, Rakor, Task
from workflow.roles import Actor
from workflow.store import Store
from workflow.text import Fields, spoken_day

INVITING = ("title", "purpose", "start", "end", "venue", "city", "hours", "agenda")
DAYS = {"start", "end", "basis_date", "deadline"}
Change = dict[str, str]  # label, before, after
UNKNOWN: dict[str, Any] = {
    "demands": [],
    "per_lks": False,
    "paper_title": "",
}  # what outcomes of earlier versions do not say


@dataclass(frozen=True)
class Printed:
    """Whether a valid official paper tells of the rakor as a whole, and whether one invited to it, which tells of
    nothing that happened there; the uids of the outcomes on those about tasks."""

    whole: bool
    invited: bool
    outcomes: frozenset[str]

    def any(self) -> bool:
        return self.invited or self.beyond_inviting()

    def beyond_inviting(self) -> bool:
        return self.whole or bool(self.outcomes)

    def head(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
        """Whether a paper says of the rakor's head what is now said otherwise."""
        if self.beyond_inviting():
            return bool(in_head(before, after))
        return self.invited and (_as_invited(before) != _as_invited(after) or bool(_invited(before) - _invited(after)))

    def outcome(self, uid: str) -> bool:
        return self.whole or uid in self.outcomes


NOTHING = Printed(whole=False, invited=False, outcomes=frozenset())


def printed(store: Store, rakor: Mapping[str, Any]) -> Printed:
    """What official papers that are valid tell of; of a rakor from another Tuntas also those that were issued there."""
    papers = [d for d in store.find(Document, rakor=rakor["id"], status=VALID) if official(d["type"])]
    tasks = store.find(Task, rakor=rakor["id"])
    about = {task for paper in papers for task in tasks_of(paper)}
    outcomes = {task["outcome"] for task in tasks if task["id"] in about or _elsewhere(task)}
    about_it = {paper["type"] for paper in papers if not tasks_of(paper)}
    whole = bool(about_it - {Kind.UNDANGAN}) or _elsewhere(rakor)
    return Printed(whole, Kind.UNDANGAN in about_it, frozenset(outcomes))


def _elsewhere(record: Mapping[str, Any]) -> bool:
    return any(paper["status"] == VALID for paper in record.get("origin", {}).get("numbers", ()))


def in_head(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two heads of a rakor; of its participants only how many they are."""
    return _differing(HEAD, {**UNTOLD, **before}, {**UNTOLD, **after})


def _as_invited(head: Mapping[str, Any]) -> dict[str, Any]:
    """What an invitation prints of a head besides whom it invites: when and where, the agenda and its hours."""
    told = {**UNTOLD, **head}
    items = [{name: item[name] for name in programme.PLANNED} for item in told["items"]]
    return {**{name: told[name] for name in INVITING}, "items": items}


def _invited(head: Mapping[str, Any]) -> Counter[tuple[str, ...]]:
    """By office, as the invitation does; a person where no office is known. Who came beside them is invited no less."""
    offices = [tuple(person[name] for name in PERSON if name != "name") for person in head["participants"]]
    return Counter(
        office if any(office) else (person["name"],)
        for office, person in zip(offices, head["participants"], strict=True)
    )


def in_outcome(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two outcomes. What is suggested for plans stands on no paper."""
    return _differing(OUTCOME, {**UNKNOWN, **before}, after)


def in_order(before: Iterable[Outcome], after: Iterable[Outcome], on_paper: Printed) -> dict[str, list[Change]]:
    """uid -> what changes for those of ``before`` that stand on paper: another number, or gone from the rakor."""
    now = {outcome["uid"]: outcome["no"] for outcome in after}
    return {
        was["uid"]: [_moved(was["no"], now[was["uid"]]) if was["uid"] in now else _gone(was)]
        for was in before
        if now.get(was["uid"]) != was["no"] and on_paper.outcome(was["uid"])
    }


def _moved(before: int, after: int) -> Change:
    return {"label": "Nomor butir", "before": str(before), "after": str(after)}


def _gone(outcome: Outcome) -> Change:
    return {"label": OUTCOME["text"], "before": outcome["text"], "after": ""}


def settled(data: Mapping[str, Any], questions: Mapping[str, str], *, why: bool) -> str:
    """The reason for a change under issued papers ("" when there is none, ``why`` False).

    Raises ``Invalid`` with what is lacking and with every question (field -> sentence) that has no yes yet."""
    fields = Fields(data)
    for name, sentence in questions.items():
        fields.ask(name, sentence)
    reason = reason_of(fields) if why else ""
    if why and len(reason) < SHORTEST_REASON:
        said = f"Naskahnya sudah terbit. Tulis alasan perubahan, paling sedikit {SHORTEST_REASON} huruf."
        fields.wrong.setdefault("reason", said)
    fields.done()
    return reason


def tell(
    store: Store, actor: Actor, rakor: Rakor, uid: str, changes: list[Change], reason: str, *, at: datetime
) -> None:
    """One event for the rakor and one for each of its tasks, or of those of its outcome ``uid``."""
    no = next((outcome["no"] for outcome in rakor["outcomes"] if outcome["uid"] == uid), 0)
    fields = {"what": f"butir {no}" if no else "butir" if uid else "rakor", "reason": reason, "changes": changes}
    chain.append(store, actor, "facts_changed", at, fields, rakor=rakor["id"])
    where: dict[str, Any] = {"outcome": uid} if uid else {}
    for task in store.find(Task, rakor=rakor["id"], cancelled=False, **where):
        of = {"task": task["id"], "rakor": rakor["id"]}
        chain.append(store, actor, "facts_changed", at, fields, chain=task["region"], **of)


def tell_reworded(store: Store, actor: Actor, rakor: Rakor, uid: str, changes: list[Change], *, at: datetime) -> None:
    """Of an outcome that stands on no paper yet each of its tasks is told alone: its plan answers the old words."""
    fields = {"outcome": uid, "changes": changes}
    for task in store.find(Task, rakor=rakor["id"], cancelled=False, outcome=uid):
        of = {"task": task["id"], "rakor": rakor["id"]}
        chain.append(store, actor, "outcome_reworded", at, fields, chain=task["region"], **of)


def _differing(labels: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    changes = []
    for name, label in labels.items():
        if before[name] != after[name]:
            was, now = _apart(before[name], after[name]) if name in programme.SPOKEN else (before[name], after[name])
            changes.append({"label": label, "before": _spoken(name, was), "after": _spoken(name, now)})
    return changes


def _apart(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    """Of two lists of rows those that differ; all of them where rows only came, went or changed places."""
    was, now = [row for row in before if row not in after], [row for row in after if row not in before]
    return (was, now) if was and now else (before, after)


def _spoken(name: str, value: Any) -> str:
    if name == "participants":
        return f"{len(value)} tercatat, {sum(person['attended'] for person in value)} hadir"
    if name in programme.SPOKEN:
        return "\n".join(map(programme.SPOKEN[name], value))
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if name in DAYS and value:
        return spoken_day(value)
    if name == "demands":
        return demand_words(value)
    return DIMENSIONS[value] if name == "dimension" and value else "\n".join(_lines(value))


def _lines(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
