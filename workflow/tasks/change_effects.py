"""Requests and what becomes of them: asked by the chair, passed on by Sekdis, decided by the province."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from workflow import plan_fields
from workflow.evidence.counted import current_evidence
from workflow.kinds import Kind
from workflow.machine.actions import OWNER, PLAN_CHANGE, TIME
from workflow.machine.stages import Closed
from workflow.papers import issuing
from workflow.records import Evidence, Rakor
from workflow.records.asked import Request
from workflow.regions import owners
from workflow.tasks import changed_terms, help_effects, named_lks
from workflow.tasks.new_task import add_task
from workflow.tasks.searching import search_text
from workflow.tasks.step import Move, ask_for_more, evidence_of, save_evidence

WITHDRAWN, REFUSED, GRANTED = "ditarik", "ditolak", "disetujui"


def ask(step: Move) -> None:
    values = step.values
    proofs = [evidence_of(step, facts, step.today, "") for facts in values["evidence"]]
    files = [step.store.insert("evidence", {**proof, "for_request": True}) for proof in proofs]
    request: Request = {
        "kind": values["kind"], "reason": values["reason"], "ground": values["ground"],
        "proposed": values["proposed"], "paper": files[0]["id"] if files else 0, "asked": step.person,
        "supported": None, "wish": values["wish"],
    }  # fmt: skip
    step.task |= {"request": request, "request_kind": values["kind"], "returned": None}
    step.fields |= {
        "kind": values["kind"], "reason": values["reason"], "ground": values["ground"],
        "proposed": values["proposed"], "paper": request["paper"],
        **({"wish": values["wish"]} if values["wish"] else {}),
    }  # fmt: skip


def support(step: Move) -> None:
    step.task["request"] = {**_request(step), "supported": step.person}
    step.fields["kind"] = step.task["request_kind"]


def withdraw(step: Move) -> None:
    _end(step, WITHDRAWN)


def refuse(step: Move) -> None:
    """Only what the province turns down counts: what lies with Sekdis is the kabupaten's own time."""
    by_province = _request(step)["supported"] is not None
    _end(step, REFUSED, step.values["reason"])
    step.task["returned"] = step.returned(step.values["reason"])
    step.task["turned_down"] += int(by_province)
    step.fields["reason"] = step.values["reason"]


def grant(step: Move) -> None:
    task, request, decided = step.task, _request(step), step.values["decided"]
    before = _said(step)
    if request["kind"] == TIME:
        changed_terms.move_deadline(step, decided["deadline"])
    elif request["kind"] == PLAN_CHANGE:
        task |= {"plan": decided["plan"], "lks": decided["lks"]}
        ask_for_more(task)
        save_evidence(step, current_evidence(step.store, task["id"]), verdict="", remark="")
    elif request["kind"] == OWNER:
        task["plan"] = {**task["plan"], "responsible": decided["responsible"]}
    task["turned_down"] = 0
    _end(step, GRANTED)
    step.fields["decided"] = decided
    rows = changed_terms.rows(before, _said(step))
    step.papers[Kind.ADENDUM] = changed_terms.paper(step, rows, _asked(request))
    task["search"] = search_text(step.store, task, step.papers[Kind.ADENDUM]["number"])


def _said(step: Move) -> dict[str, str]:
    """The plan in force and the LKS that it names, as they are on the day."""
    task = step.task
    named = "\n".join(named_lks.on_paper(step.store, task, step.today))
    return {**plan_fields.written(task), "deadline": task["deadline"], named_lks.NAME: named}


def transfer(step: Move) -> None:
    """Closed here and opened there, each naming the other; notes, evidence and papers stay, and no days move along."""
    task, request, region = step.task, _request(step), step.values["region"]
    rakor = cast(Rakor, step.store.get("rakor", task["rakor"]))
    outcome = next(one for one in rakor["outcomes"] if one["uid"] == task["outcome"])
    begins = {
        "plan": outcome["suggested"], "deadline": step.values["deadline"], "part": task.get("part", ""),
        "moved_from": task["id"],
    }  # fmt: skip
    new = add_task(step.store, step.actor, rakor, outcome, region, begins, at=step.at)
    step.made.append(new)
    task |= {"closed": str(Closed.MOVED), "cancelled": True, "moved_to": new["id"]}
    _end(step, GRANTED)
    step.fields |= {"region": region, "moved_to": new["id"], "deadline": step.values["deadline"]}
    names = owners()[task["region"]].owner, owners()[region].owner
    rows = [{"label": "Pemilik tugas", "before": names[0], "after": names[1]}]
    if step.values["deadline"] != task["deadline"]:
        days = {"before_day": task["deadline"], "after_day": step.values["deadline"]}
        rows.append({"label": plan_fields.DEADLINE.paper.name, **days})
    step.papers[Kind.ADENDUM] = changed_terms.paper(step, rows, {**_asked(request), "to": region})


def impossible(step: Move) -> None:
    task, request = step.task, _request(step)
    proof: Mapping[str, Any] = step.store.get(Evidence, request["paper"]) or {}
    task["closed"] = str(Closed.IMPOSSIBLE)
    _end(step, GRANTED)
    step.fields["ground"] = request["ground"]
    step.papers[Kind.KETERANGAN] = {
        **issuing.next_number(step.store, task["region"], Kind.KETERANGAN, step.actor.name, step.at),
        "params": {
            "ground": request["ground"], **_asked(request), "decided": {**step.said},
            "proof": {
                "caption": proof.get("caption", ""), "name": proof.get("name", ""),
                "number": proof.get("paper_number", ""), "date": proof.get("paper_date", ""),
            },
        },
    }  # fmt: skip
    help_effects.ended(step, f"Tugas provinsi dinyatakan tidak dapat ditindaklanjuti: {request['reason']}")


def _request(step: Move) -> Request:
    return cast(Request, step.task["request"])


def _asked(request: Request) -> dict[str, Any]:
    people = {"asked": request["asked"], "supported": request["supported"]}
    return {
        "reason": request["reason"],
        **{name: {"by": one["by"], "at": one["at"]} if one else None for name, one in people.items()},
    }


def _end(step: Move, how: str, said: str = "") -> None:
    """Clears what the task waited about and puts it into its history."""
    ended: Request = {**_request(step), "how": how, "ended": step.person, "said": said}
    step.task |= {"request": None, "request_kind": "", "requests": [*step.task["requests"], ended]}
    step.fields["kind"] = ended["kind"]
