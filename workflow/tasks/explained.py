"""The table of actions in words: what an action needs, what it issues, from where to where it leads."""

from __future__ import annotations

from workflow.kinds import KINDS
from workflow.stages import Action, Waits, standing
from workflow.tasks.needs import NEEDS
from workflow.text import listed


def needs(action: Action) -> str:
    """What the action needs; "" when nothing."""
    return listed([NEEDS[need].words for need in action.needs])


def issues(action: Action) -> str:
    """The document that it issues, as Word and PDF; "" when none."""
    together = "; beberapa butir dari satu rakor dapat digabungkan" if action.together else ""
    return KINDS[action.issues].issued + together if action.issues else ""


def start(action: Action) -> str:
    """Where it begins: "Draf, menunggu Sekdis"."""
    return standing(action.stage, action.waits or Waits.NOBODY)


def end(action: Action) -> str:
    """Where it leads; "" when the task stays where it is."""
    if action.name == "cancel":
        return "Dibatalkan"
    waits = action.waits if action.to_waits is None else action.to_waits
    if (action.to_stage, waits) == (action.stage, action.waits):
        return ""
    return standing(action.to_stage, waits or Waits.NOBODY)
