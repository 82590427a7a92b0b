"""The table of actions in words: what an action needs, what it issues, from where to where it leads."""

from __future__ import annotations

from workflow.kinds import KINDS
from workflow.machine.actions import Action
from workflow.tasks.needs import NEEDS
from workflow.text import listed


def needs(action: Action) -> str:
    """What the action needs; "" when nothing."""
    return listed([NEEDS[need].words for need in action.needs])


def issues(action: Action) -> str:
    """The papers that it issues, as Word and PDF; "" when none."""
    together = "; beberapa butir dari satu rakor dapat digabungkan" if action.together else ""
    return listed([KINDS[kind].issued for kind in action.issues]) + together if action.issues else ""


def start(action: Action) -> str:
    """Where it begins: "Draf, menunggu Sekdis"."""
    return "; ".join(place.words for place in action.starts)


def end(action: Action) -> str:
    """Where it leads; "" when the task stays where it is."""
    return action.to.words if action.to and action.to not in action.starts else ""
