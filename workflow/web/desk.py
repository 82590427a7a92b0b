"""At whose desk a session works: the own one, or that of somebody for whom a mandate of its account runs.

The session remembers which mandate was chosen; whether it still runs is asked anew in every request
(``current.mandate``) and inside of every write (``acting_store``). When it has ended, the next page says so and the
session is back at the own desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, current_app, g
from flask_login import current_user

from workflow.errors import NotAllowed, NotFound, StoreUnavailable
from workflow.people import mandates, sessions
from workflow.records import Mandate
from workflow.web.current import by_itself, mandate, noting_store, store, today


def init_app(app: Flask) -> None:
    app.after_request(_back)
    app.add_template_global(mandate, "working_by")
    app.add_template_global(others, "other_desks")


def others() -> list[Mandate]:
    """Where the signed-in account could work besides, by which mandates."""
    here = mandate()
    found = mandates.held_by(store, g.user["id"], today()) if g.get("user") else []
    return [one for one in found if here is None or one["id"] != here["id"]]


def take(mandate_id: int) -> Mandate | None:
    """Puts the session at another desk, or with 0 at the own one. Raises ``NotFound`` for a mandate that the account
    does not have, ``NotAllowed`` for one that does not run."""
    wanted = store.get(Mandate, mandate_id) if mandate_id else None
    if mandate_id and (wanted is None or wanted["deputy"] != g.user["id"]):
        raise NotFound("Mandat itu tidak ada, atau bukan untuk Anda.")
    if wanted and not mandates.runs(store, wanted, today()):
        raise NotAllowed(mandates.over(wanted, today()))
    sessions.sit(store, current_user.token, mandate_id)
    return wanted


def resume(account: Mapping[str, Any], mandate_id: int) -> None:
    """The desk at which something was typed before the session ended, when its mandate still runs."""
    if held := mandates.at_desk(store, account["id"], mandate_id, today()):
        sessions.sit(noting_store, current_user.token, held["id"])
        g.mandate = held


def leave_ended(mandate_id: int) -> None:
    """Raises ``NotAllowed`` when the mandate at whose desk this was asked for does not run any more."""
    account = current_user.record["id"]
    if not mandate_id or mandates.at_desk(store, account, mandate_id, today()):
        return
    g.refused = "mandate"
    raise NotAllowed(mandates.over(store.get(Mandate, mandate_id), today()))


def _back(response: Response) -> Response:
    """After a refusal for that reason the session is at the own desk; a page that looked by itself told nobody."""
    if g.get("refused") != "mandate" or by_itself() or not chosen():
        return response
    try:
        if mandates.at_desk(noting_store, current_user.record["id"], chosen(), today()) is None:
            sessions.sit(noting_store, current_user.token, 0)
    except StoreUnavailable:
        current_app.logger.warning("not noted that a session is back at its own desk")
    return response


def chosen() -> int:
    """The mandate by which the session worked last; 0 at the own desk."""
    return int(current_user.row.get("mandate", 0))
