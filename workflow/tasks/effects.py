"""What each move does to its task, besides putting it where its row says."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from workflow.evidence.counted import current_evidence
from workflow.kinds import Kind
from workflow.machine.actions import ACTIONS, UNDO
from workflow.papers import issuing
from workflow.records import Evidence
from workflow.records.asked import Decline
from workflow.records.followed import Direction, Progress
from workflow.tasks import change_effects, help_effects, named_lks, per_lks, review_effects
from workflow.tasks.kept_days import late_days
from workflow.tasks.searching import search_text
from workflow.tasks.step import Move, ask_for_more, evidence_of, save_evidence
from workflow.tasks.undo import undo


def _edit_plan(step: Move) -> None:
    _write_plan(step)
    step.fields["plan"] = named_lks.plan_told(step.task)


def _submit(step: Move) -> None:
    _write_plan(step)
    step.task |= {"revision": step.task["revision"] + 1, "submitted_by": step.actor.id, "returned": None}
    step.fields |= {"revision": step.task["revision"], "plan": named_lks.plan_told(step.task)}


def _return(step: Move) -> None:
    step.task["returned"] = step.returned(step.values["reason"])
    step.fields["reason"] = step.values["reason"]


def _return_plan(step: Move) -> None:
    _return(step)
    step.fields["revision"] = step.task["revision"]


def _report(step: Move) -> None:
    task = step.task
    if not task["reports"]:
        task["deadline_first"] = task["deadline"]
    task |= {"returned": None, "reported_on": step.today, "reports": task["reports"] + 1}
    own = step.values.get("own", {}).get("number", "")
    task["search"] = search_text(step.store, task, step.values["number"], own)
    step.fields |= {name: step.values[name] for name in ("number", "addressee", "outcomes")}
    if "own" in step.values:
        step.fields["number_report"] = own


def _revoke_report(step: Move) -> None:
    """Takes back the paper and not the work: notes, evidence and directions stay."""
    step.fields |= {"reason": step.values["reason"], "withdrawn": []}
    for kind in ACCOMPANYING:
        step.fields["withdrawn"] += issuing.withdraw(step.store, step.task, kind, step.values["reason"], step.at)
    step.task |= {"reported_on": "", "returned": None}


def _decline(step: Move) -> None:
    said: Decline = {"reason": step.values["reason"], "asked": step.person}
    step.task |= {"declined": step.task["declined"] + 1, "decline": said, "returned": None}
    step.fields["reason"] = step.values["reason"]


def _record_direction(step: Move) -> None:
    """The date and the plan that it names move nothing: they can be asked for (``tasks.wishes``)."""
    values, scan = step.values, step.values["scan"]
    told = {name: values[name] for name in ("text", "date", "giver")}
    named = {name: values[name] for name in ("deadline", "plan")}
    report = issuing.valid_report(step.store, step.task)
    said = {**told, **named, **step.said, "scan": scan, "document": report["id"] if report else 0}
    step.task["directions"] = [*step.task["directions"], cast(Direction, said)]
    more = {**named, "document": said["document"], "scan": scan["sha256"] if scan else ""}
    step.fields |= {**told, **{name: value for name, value in more.items() if value}}


def _record_receipt(step: Move) -> None:
    """Kept with the paper: one of several tasks is received once for all of them. What was recorded before stays."""
    paper = step.values["document"]
    told = {name: step.values[name] for name in ("date", "receiver", "way")}
    if earlier := paper.get("receipt"):
        paper["receipts_before"] = [*paper.get("receipts_before", []), earlier]
    paper["receipt"] = {**told, **step.said, "scan": step.values["scan"]}
    step.store.save(paper)
    step.fields |= {**told, "document": paper["id"]}


def _progress(step: Move) -> None:
    values = step.values
    kept = [
        step.store.insert(Evidence, evidence_of(step, facts, values["date"], values["place"]))["id"]
        for facts in values.pop("evidence")
    ]
    note = len(step.task["progress"])
    if "ticks" in values:
        per_lks.tick(step.task, values["ticks"], kept, note)
        values["percent"] = per_lks.percent(step.task)
        told = [{name: one[name] for name in ("key", "date", "where", "evidence")} for one in values["ticks"]]
        values["ticks"] = told
    new = {
        "date": values["date"], "text": values["text"], "percent": values["percent"], "obstacle": values["obstacle"],
        "solution": values["solution"], "place": values["place"], "evidence": kept, **step.said,
    }  # fmt: skip
    done = cast(Progress, new)  # mypy lets nothing be spread beside keys that may be missing
    step.task |= {"progress": [*step.task["progress"], done], "percent": done["percent"], "fresh": True}
    _note_doer(step)
    step.fields |= {**values, "evidence": kept}


def _drop_evidence(step: Move) -> None:
    piece: Evidence = step.values["evidence"]
    piece["dropped"] = True
    step.store.save(piece)
    per_lks.without(step.task, piece["id"])
    step.fields |= {"evidence": piece["id"], "reason": step.values["reason"]}


def _strike_progress(step: Move) -> None:
    """It stays in the history and counts no more, and its evidence goes with it."""
    notes = [{**note} for note in step.task["progress"]]
    struck = cast(Progress, notes[step.values["note"]])
    struck["struck"] = {"reason": step.values["reason"], **step.said}
    save_evidence(step, step.values["pieces"], dropped=True)
    standing = [cast(Progress, note) for note in notes if not note.get("struck")]
    step.task |= {"progress": cast(list[Progress], notes), "percent": standing[-1]["percent"] if standing else 0}
    per_lks.untick(step.task, step.values["note"])
    for piece in step.values["pieces"]:
        per_lks.without(step.task, piece["id"])
    since = notes[step.task["notes_before"] :]
    step.task["fresh"] = step.task["fresh"] and any(not note.get("struck") for note in since)
    step.fields |= {"note": step.values["note"], "date": struck["date"], "reason": step.values["reason"]}


def _claim(step: Move) -> None:
    task = step.task
    task |= {"returned": None, "claims": task["claims"] + 1}
    task["claim"] = {"asked": step.person, "late_days": late_days(task, step.today), "no": task["claims"]}
    _note_doer(step)


def _withdraw_claim(step: Move) -> None:
    step.task["claim"] = None


def _verify(step: Move) -> None:
    task, pieces = step.task, [one["piece"] for one in step.values["judged"]]
    review_effects.judge(step)
    save_evidence(step, pieces, accepted_on=step.today)
    task |= {"implemented_on": step.today, "returned": None, "doers": []}
    step.fields["evidence"] = [piece["id"] for piece in pieces]
    step.fields["lks"] = named_lks.roles_of(task)
    step.papers[Kind.PENELAAHAN] = review_effects.sheet(step, "")
    task["claim"] = None
    step.papers[Kind.PELAKSANAAN] = issuing.own_number(step.store, task["region"], step.actor.name, step.at)
    task["search"] = search_text(step.store, task, step.papers[Kind.PELAKSANAAN]["number"])
    help_effects.ended(step, f"Tugas provinsi dilaksanakan: {task['title']}.")


def _reopen(step: Move) -> None:
    task, reason = step.task, step.values["reason"]
    task["returned"] = step.returned(reason, REOPENED)
    step.fields["reason"] = reason
    save_evidence(step, current_evidence(step.store, task["id"]), accepted_on="", verdict="", remark="")
    withdrawn = [one for one in task["closing_papers"] if issuing.withdraw_one(step.store, one, reason, step.at)]
    if not task["closing_papers"]:  # it was done under an earlier version
        withdrawn = issuing.withdraw(step.store, task, Kind.PELAKSANAAN, reason, step.at)
    task |= {"implemented_on": "", "closing_papers": [], "closed": ""}
    ask_for_more(task)
    step.fields["withdrawn"] = withdrawn


def _cancel(step: Move) -> None:
    _return(step)
    step.task |= {"cancelled": True, "decline": None}
    help_effects.ended(step, f"Tugas provinsi dibatalkan: {step.values['reason']}")


def _write_plan(step: Move) -> None:
    """A deadline that was given with the outcome is never moved back by a plan: a later one is a proposal. After the
    first report only an adendum moves it."""
    task, typed = step.task, step.values["deadline"]
    task |= {"plan": step.values["plan"], "lks": step.values["lks"]}
    bound = task["deadline"] if task["reports"] else task["deadline_given"]
    until, proposed = (bound, typed) if bound and (typed > bound or not typed) else (typed, "")
    if until != task["deadline"]:
        task |= {"deadline": until, "deadline_text": ""}
    task["deadline_proposed"] = proposed
    task["search"] = search_text(step.store, task)
    if step.pair not in task["authors"]:
        task["authors"] = [*task["authors"], step.pair]


def _note_doer(step: Move) -> None:
    if step.pair not in step.task["doers"]:
        step.task["doers"] = [*step.task["doers"], step.pair]


def _withdraw(step: Move) -> None:
    step.task["decline"] = None


def _insist(step: Move) -> None:
    _return(step)
    step.task["decline"] = None


REOPENED = "dibuka"  # how a task came back that had been done
ACCOMPANYING = (Kind.LAPORAN, Kind.TANDA_TERIMA, Kind.DISPOSISI)
EFFECTS: dict[str, Callable[[Move], None]] = {
    "edit_plan": _edit_plan,
    "submit": _submit,
    "withdraw": _withdraw,
    "return_plan": _return_plan,
    "report": _report,
    "decline": _decline,
    "insist": _insist,
    "cancel": _cancel,
    "revoke_report": _revoke_report,
    "record_direction": _record_direction,
    "record_receipt": _record_receipt,
    "progress": _progress,
    "drop_evidence": _drop_evidence,
    "strike_progress": _strike_progress,
    "claim": _claim,
    "withdraw_claim": _withdraw_claim,
    "judge": review_effects.judge,
    "return_claim": review_effects.return_claim,
    "verify": _verify,
    "reopen": _reopen,
    "ask_change": change_effects.ask,
    "withdraw_change": change_effects.withdraw,
    "support_change": change_effects.support,
    "refuse_change": change_effects.refuse,
    "grant_change": change_effects.grant,
    "grant_transfer": change_effects.transfer,
    "grant_impossible": change_effects.impossible,
    "ask_help": help_effects.ask,
    "withdraw_help": help_effects.withdraw,
    "take_help": help_effects.take,
    "answer_help": help_effects.answer,
    **{name: undo for name in ACTIONS if name.startswith(UNDO)},
}
