"""The door for programs: what offices read on pages and do in forms, as JSON under ``/api/v1``.

It decides nothing: who may what is asked of ``machine``, ``tasks`` and ``offices.tokens``, as pages do. Addresses stand
in ``web.guard.PROGRAMS``; what they take and answer is declared beside each (``described``), and the description that
programs read (``description``) is drawn from that and from the tables of the workflow. Closed unless ``TUNTAS_API=ya``:
then its addresses are as unknown as any.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from workflow.api import (
    agenda_out,
    description,
    evidence_out,
    feed,
    moves_in,
    moves_out,
    papers_out,
    rakor_out,
    tasks_out,
)
from workflow.offices.hooks import Hooks
from workflow.store import Store

FILES = (description, rakor_out, tasks_out, evidence_out, moves_in, moves_out, papers_out, agenda_out, feed)


def chosen(name: str, said: str) -> bool:
    """What the setting ``TUNTAS_<name>`` says: "ya" or "tidak", which also holds when nothing is said."""
    if said not in ("", "ya", "tidak"):
        raise SystemExit(f"TUNTAS_{name}={said} tidak dikenal; pilih ya atau tidak.")
    return said == "ya"


def hooks(store: Store, config: Mapping[str, Any]) -> Hooks:
    """Who tells programs, where they are let in."""
    return Hooks(store, config["SECRET_KEY"], config["NOW"], on=config["API"], inside=config["HOOKS_INSIDE"])


def init_app(app: Flask) -> None:
    """Nothing, where programs are not let in."""
    if not app.config["API"]:
        return
    for pages in dict.fromkeys(file.pages for file in FILES):
        app.extensions["csrf"].exempt(pages)  # a form of another site has no key, and a cookie opens nothing here
        app.register_blueprint(pages)
