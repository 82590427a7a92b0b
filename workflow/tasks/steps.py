"""What a reader can do with a task now, which act comes first, and what would open the one that is still closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from workflow.errors import Invalid, NotAllowed
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS, UNDO, Action
from workflow.machine.carried import carried
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks import needs
from workflow.tasks.ask import Ask

# Needs that the task itself meets or not; the others are typed on the action's page.
STANDING = ("plan", "finished")
# Acts that have their place in a section of the task page, not among its main buttons.
IN_SECTION = (
    "record_direction", "record_receipt", "drop_evidence", "strike_progress", "revoke_report", "judge", "ask_change",
    "ask_help", "decline",
)  # fmt: skip
FIRST = (
    "claim", "report", "verify", "edit_plan", "submit", "progress", "support_change", "grant_change", "grant_transfer",
    "grant_impossible", "answer_help", "take_help", "insist",
)  # fmt: skip


@dataclass(frozen=True)
class Steps:
    """``open``: the acts that can be done now, the main one first. ``note``: what opens the next one, or ""."""

    open: tuple[Action, ...]
    note: str

    @property
    def main(self) -> Action | None:
        return self.open[0] if self.open and not self.open[0].backward else None


def steps(store: Store, actor: Actor, task: Record, *, at: datetime) -> Steps:
    """The steps of this reader on this task, as the table of actions and the task's own state allow."""
    task = carried(task)
    shown = [a for a in ACTIONS.values() if a.name not in IN_SECTION and not a.name.startswith(UNDO)]
    legal = [a for a in shown if permissions.may(actor, a.name, task, at=at)]
    lacks = {a.name: _lacks(store, task, a, at) for a in legal}
    closed = {name: unmet for name, (unmet, asked) in lacks.items() if unmet and not asked}
    doubtful = {name for name, (_, asked) in lacks.items() if asked}
    ranked = sorted((a for a in legal if a.name not in closed), key=lambda a: _rank(a, doubtful))
    return Steps(tuple(ranked), _note(actor, task, closed, ranked))


def _rank(action: Action, doubtful: Collection[str]) -> tuple[bool, bool, int]:
    """Forward acts before backward ones, what is asked about behind what is not, each in the order of ``FIRST``."""
    return action.backward, action.name in doubtful, FIRST.index(action.name) if action.name in FIRST else len(FIRST)


def button(action: Action, task: Record) -> str:
    """The words on the action's button on this task."""
    if action.name == "edit_plan":
        return "Perbaiki rencana" if task["returned"] or task["revision"] else "Susun rencana"
    return action.button


def _lacks(store: Store, task: Record, action: Action, at: datetime) -> tuple[str, bool]:
    """The need of the action that the task does not meet yet, and whether a yes would do; "" when it meets all."""
    for need in action.needs:
        if need in STANDING:
            try:
                needs.NEEDS[need].check(Ask(store, task, {}, at))
            except Invalid as lack:
                return need, lack.asks
    return "", False


def _note(actor: Actor, task: Record, closed: dict[str, str], ranked: list[Action]) -> str:
    for name, need in closed.items():
        return f"“{ACTIONS[name].button}” terbuka setelah {needs.NEEDS[need].words}."
    if any(not action.backward for action in ranked):
        return ""
    return _refused(actor, task) or _opened_by_others(actor, task)


def _refused(actor: Actor, task: Record) -> str:
    """Why an action of the reader's role, which starts here, is not this reader's."""
    for action in ACTIONS.values():
        if actor.role in action.roles and action.starts_at(task):
            try:
                permissions.check_role(actor, action, task)
            except NotAllowed as refusal:
                return refusal.sentence
    return ""


def _opened_by_others(actor: Actor, task: Record) -> str:
    """Which move of somebody else leads to the reader's next one, read from the table."""
    for mine in ACTIONS.values():
        if actor.role not in mine.roles or mine.backward or mine.starts_at(task) or mine.name in IN_SECTION:
            continue
        for theirs in ACTIONS.values():
            if theirs.starts_at(task) and not theirs.backward and theirs.leads_to(mine):
                who = " atau ".join(sorted(role.label for role in theirs.roles))
                return f"“{mine.button}” terbuka setelah “{theirs.button}” oleh {who}."
    return ""
