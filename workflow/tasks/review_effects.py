"""What looking at a claim does: verdicts on its evidence, and the sheet of the review."""

from __future__ import annotations

from typing import Any

from workflow.kinds import Kind
from workflow.papers import issuing
from workflow.tasks.review_needs import GOOD
from workflow.tasks.step import Move, ask_for_more, save_evidence


def judge(step: Move) -> None:
    """Writes the verdicts; what was found good before keeps its day."""
    for one in step.values["judged"]:
        piece, said = one["piece"], {"verdict": one["verdict"], "remark": one["remark"]}
        if said != {"verdict": piece.get("verdict", ""), "remark": piece.get("remark", "")}:
            save_evidence(step, [piece], **said, judged_by=step.actor.name, judged_on=step.today)
    step.fields["verdicts"] = [
        {"evidence": one["piece"]["id"], "verdict": one["verdict"], "remark": one["remark"]}
        for one in step.values["judged"]
    ]


def return_claim(step: Move) -> None:
    task = step.task
    judge(step)
    said = _told(step)
    task |= {"returned": step.returned(said), "returns": task["returns"] + 1}
    ask_for_more(task)
    step.fields["reason"] = said
    step.papers[Kind.PENELAAHAN] = sheet(step, step.values["reason"])
    task["claim"] = None


def _told(step: Move) -> str:
    """What the chair reads first: the reason, and each remark with what it is about."""
    bad = [one for one in step.values["judged"] if one["verdict"] != GOOD]
    remarks = [f"{one['piece']['caption'] or one['piece']['name']}: {one['remark']}" for one in bad]
    return "\n".join([*filter(None, [step.values["reason"]]), *remarks])


def sheet(step: Move, reason: str) -> dict[str, Any]:
    """What the review sheet says, with its number of the province's register."""
    task, claim = step.task, step.task["claim"]
    claimed = {"by": claim["asked"]["by"], "at": claim["asked"]["at"]} if claim else {"by": "", "at": task["since"]}
    return {
        **issuing.next_number(step.store, task["region"], Kind.PENELAAHAN, step.actor.name, step.at),
        "params": {
            "no": task["returns"] + (0 if step.action.name == "return_claim" else 1),
            "result": "sesuai" if step.action.name == "verify" else "belum", "verdicts": step.fields["verdicts"],
            "reason": reason, "claimed": claimed, "returns": task["returns"], "move": step.action.name,
        },
    }  # fmt: skip
