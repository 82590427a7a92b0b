"""Help: the eight answers of the reader's role, and under them how a task goes on, drawn from the table of actions."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup, escape

from workflow import guide
from workflow.guide.answer import QUOTED, Answer
from workflow.machine.actions import ACTIONS
from workflow.machine.time_allowed import times
from workflow.pages.overview.blueprint import pages
from workflow.roles import Role
from workflow.tasks import explained
from workflow.web.current import actor, store


@pages.get("/bantuan", endpoint="help")
def help_page() -> str:
    mine = actor().role
    roles = sorted((role for role in Role), key=lambda role: role is not mine)
    actions = {role: [action for action in ACTIONS.values() if role in action.roles] for role in roles}
    return render_template(
        "home/help.html", answers=guide.answers(mine), actions=actions, explained=explained, times=times(store)
    )


@pages.app_template_global()
def help_answer(anchor: str) -> Answer | None:
    """The answer to which a form leads, when the reader's role has it."""
    return guide.answer(actor().role, anchor)


@pages.app_template_global()
def help_of_move(name: str) -> str:
    return guide.OF_MOVES.get(name, "")


@pages.app_template_filter()
def with_bold_words(step: str) -> Markup:
    """A step with the words that stand on a page in bold."""
    return Markup(QUOTED.sub(lambda found: f"<b>{found[0]}</b>", str(escape(step))))  # noqa: S704 - escaped before
